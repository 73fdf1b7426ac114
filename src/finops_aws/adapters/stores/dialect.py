"""The mart statements are plain SQL with a handful of macros; here they become DuckDB's."""

import re
from collections.abc import Collection, Mapping

_KNOWN_SUM = re.compile(r"known_sum\((\w+)\)")
_AGGREGATE = re.compile(r"(?:known_sum|SUM|COUNT|MAX|MIN)\(")


def quoted(identifier: str) -> str:
    """An SQL identifier, quoted."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(text: str) -> str:
    """An SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def parquet_scan(files: Collection[str]) -> str:
    """The table function that reads these Parquet files as one table, columns matched by name."""
    paths = ", ".join(literal(file) for file in files)
    return f"read_parquet([{paths}], union_by_name = true, hive_partitioning = false)"


def render(statement: str, tables: Mapping[str, str], *, with_unknown: Collection[str] = ()) -> str:
    """A mart statement with its tables and macros filled in.

    ``known_sum(x)`` is the sum, or NULL (unknown) when any row's x is; it stays a bare SUM for columns not
    in ``with_unknown``. ``{keys}`` becomes the ordinals of the columns before the first aggregate.
    """
    text = "\n".join(line for line in statement.splitlines() if not line.startswith("--"))
    for name, value in tables.items():
        text = text.replace(f"{{{name}}}", value)
    text = text.replace("{keys}", ", ".join(str(n + 1) for n in range(_key_count(text))))
    return _KNOWN_SUM.sub(lambda call: _known_sum(call[1], with_unknown), text)


def render_columns(statement: str) -> tuple[str, ...]:
    """The names of the key columns of a mart statement, those before the first aggregate."""
    text = "\n".join(line for line in statement.splitlines() if not line.startswith("--"))
    items = _top_level_items(text.split("SELECT", 1)[1])
    keys = items[: next(number for number, item in enumerate(items) if _AGGREGATE.match(item))]
    return tuple(key.replace("{tags}", "").split()[-1] for key in keys)


def _known_sum(column: str, with_unknown: Collection[str]) -> str:
    if column in with_unknown:
        return f"CASE WHEN COUNT({column}) = COUNT(*) THEN SUM({column}) END"
    return f"SUM({column})"


def _key_count(select: str) -> int:
    items = _top_level_items(select.split("SELECT", 1)[1])
    return next(number for number, item in enumerate(items) if _AGGREGATE.match(item))


def _top_level_items(text: str) -> list[str]:
    items, depth, start = [], 0, 0
    for place, character in enumerate(text):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth == 0:
            items.append(text[start:place].strip())
            start = place + 1
    return [*items, text[start:].strip()]
