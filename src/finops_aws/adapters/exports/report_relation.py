"""Reading an export file as typed columns: CUR under CUR 2.0 names, others under their own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from finops_aws.adapters.exports.columns import (
    COST_EXPLORER_COLUMNS,
    CUR_COLUMNS,
    FOCUS_COLUMNS,
    Kind,
    cur_name,
    plain_tag_key,
    tag_key,
)
from finops_aws.adapters.exports.numbers import NumberColumn, rounding_map
from finops_aws.adapters.exports.shapes import Container, Shape
from finops_aws.adapters.exports.tag_columns import TagColumn, tag_columns

TAG_MAPS = {"resource_tags": "tag", "tags": "tag", "Tags": "tag", "cost_category": "cost_category"}
_CATEGORY_PREFIXES = ("cost_category_", "costCategory/")
_MISSING = {Kind.TEXT: "VARCHAR", Kind.TIME: "TIMESTAMP", Kind.NUMBER: "DECIMAL(38, 12)"}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value comes from: SQL over the file's own columns, and the type stored there."""

    expression: str
    stored: str

    @property
    def is_text(self) -> bool:
        return self.stored == "VARCHAR"


def quoted(identifier: str) -> str:
    """An SQL identifier, quoted."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(text: str) -> str:
    """An SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def file_scan(path: Path, shape: Shape) -> str:
    """The SQL table function that reads an export file; CSV columns as text, never guessed.

    Not in parallel: read in parallel, a CSV silently loses a last line longer than two buffers.
    """
    if shape.container is Container.PARQUET:
        return f"read_parquet({literal(str(path))}, hive_partitioning = false)"
    columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in shape.columns)
    compression = "gzip" if shape.container is Container.CSV_GZ else "none"
    return (
        f"read_csv({literal(str(path))}, columns = {{{columns}}}, header = true, auto_detect = false, "
        f"delim = ',', quote = '\"', escape = '\"', compression = '{compression}', buffer_size = 4194304, "
        "parallel = false, hive_partitioning = false)"
    )


def ledger_scan(files: Sequence[Path]) -> str:
    """The SQL table function that reads ledger files as one table."""
    paths = ", ".join(literal(str(file)) for file in files)
    return f"read_parquet([{paths}], union_by_name = true, hive_partitioning = false)"


def map_keys_query(path: Path, shape: Shape, *, column: str) -> str:
    """SQL that lists the distinct keys of a map column (a MAP, or JSON text in CSV)."""
    source = _sources(shape)[column]
    keys = f"json_keys({source.expression})" if source.is_text else f"map_keys({source.expression})"
    present = f"WHERE {source.expression} LIKE '{{%'" if source.is_text else ""
    return f"SELECT DISTINCT unnest({keys}) FROM {file_scan(path, shape)} {present} ORDER BY 1"


def tags_of(shape: Shape, map_keys: dict[str, tuple[str, ...]]) -> tuple[TagColumn, ...]:
    """The tag columns of a file; ``map_keys`` lists the keys of its map columns (TAG_MAPS)."""
    return tag_columns([*_flat_tags(shape), *_map_tags(shape, map_keys)])


def typed_relation(path: Path, shape: Shape, *, tags: Iterable[TagColumn]) -> str:
    """SQL that yields the file's lines in typed columns, those it lacks as NULL, with tag columns beside."""
    sources = _sources(shape)
    wanted = _wanted(shape)
    numbers = [
        NumberColumn(name, sources[name].expression, sources[name].stored)
        for name, kind in wanted.items()
        if kind is Kind.NUMBER and name in sources
    ]
    others = [
        f"{_typed(kind, sources.get(name))} AS {name}"
        for name, kind in wanted.items()
        if kind is not Kind.NUMBER or name not in sources
    ]
    others += [f"nullif({tag.expression}, '') AS {quoted(tag.column)}" for tag in tags]
    kept = [column.rpartition(" AS ")[2] for column in others]
    first = ", ".join([*others, *(number.first() for number in numbers)])
    second = ", ".join([*kept, *(number.second() for number in numbers)])
    third = ", ".join([*kept, *(number.third() for number in numbers)])
    return (
        f"SELECT {third}, {rounding_map(numbers)} AS input_rounding "
        f"FROM (SELECT {second} FROM (SELECT {first} FROM {file_scan(path, shape)}))"
    )


def _wanted(shape: Shape) -> dict[str, Kind]:
    if shape.is_from_cost_explorer:
        return COST_EXPLORER_COLUMNS
    return FOCUS_COLUMNS if shape.is_focus else CUR_COLUMNS


def _sources(shape: Shape) -> dict[str, Source]:
    """Canonical name → source, for every column the file can give."""
    if shape.is_from_cost_explorer:
        return {name: Source(quoted(name), stored) for name, stored in shape.columns.items()}
    if shape.is_focus:
        return {name: _focus_source(shape, name, stored) for name, stored in shape.columns.items()}
    found = {cur_name(name): Source(quoted(name), stored) for name, stored in shape.columns.items()}
    if "product" in found:
        for name in CUR_COLUMNS:
            if name.startswith("product_") and name not in found:
                found[name] = Source(_map_value(found["product"], name.removeprefix("product_")), "VARCHAR")
    if "discount" in found and "discount_total_discount" not in found:
        stored = "VARCHAR" if found["discount"].is_text else "DOUBLE"
        found["discount_total_discount"] = Source(_map_value(found["discount"], "total_discount"), stored)
    return found


def _focus_source(shape: Shape, name: str, stored: str) -> Source:
    """FOCUS CSV files spell a missing value NULL."""
    is_csv = shape.container is not Container.PARQUET
    return Source(f"nullif({quoted(name)}, 'NULL')" if is_csv else quoted(name), stored)


def _map_value(source: Source, key: str) -> str:
    if source.is_text:
        path = literal(f'$."{key}"')
        return f"json_extract_string({source.expression}, {path})"
    return f"map_extract_value({source.expression}, {literal(key)})"


def _typed(kind: Kind, source: Source | None) -> str:
    """A text or time column, empty text as NULL; any column that the file lacks."""
    if source is None:
        return f"CAST(NULL AS {_MISSING[kind]})"
    if kind is Kind.TIME and not source.is_text:
        return f"CAST({source.expression} AS TIMESTAMP)"
    text = source.expression if source.is_text else f"CAST({source.expression} AS VARCHAR)"
    return f"nullif({text}, '')" if kind is Kind.TEXT else f"CAST(nullif({text}, '') AS TIMESTAMP)"


def _flat_tags(shape: Shape) -> Iterable[tuple[str, str, str]]:
    for name in shape.columns:
        key = tag_key(name)
        if key is not None:
            yield "tag", key, quoted(name)
        for prefix in _CATEGORY_PREFIXES:
            if name.startswith(prefix):
                yield "cost_category", name.removeprefix(prefix), quoted(name)


def _map_tags(shape: Shape, map_keys: dict[str, tuple[str, ...]]) -> Iterable[tuple[str, str, str]]:
    sources = _sources(shape)
    for column, keys in map_keys.items():
        # FOCUS has tags under their own keys; AWS's prefixes are recognized when every key has one.
        has_prefixes = column != "Tags" or all(key != plain_tag_key(key) for key in keys)
        for key in keys:
            value = _map_value(sources[column], key)
            if key.startswith("costCategory/"):
                yield "cost_category", key.removeprefix("costCategory/"), value
            else:
                is_tag = TAG_MAPS[column] == "tag" and has_prefixes
                yield TAG_MAPS[column], plain_tag_key(key) if is_tag else key, value
