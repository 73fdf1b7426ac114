"""Tags as flat columns: ``team`` → ``tag_team``. Flat columns are read several times faster than a map."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TagColumn:
    """A tag key (or cost category name), its ledger column and the SQL that reads its value."""

    kind: str
    key: str
    column: str
    expression: str


def column_name(kind: str, key: str) -> str:
    """A column name that is the same in every delivery: the key in lower snake case.

    A key that this does not spell exactly gets a short hash, so that ``Team`` and ``team`` stay apart.
    """
    plain = re.sub(r"[^a-z0-9]+", "_", key.lower()).strip("_")
    if plain == key:
        return f"{kind}_{plain}"
    return f"{kind}_{plain}_{hashlib.sha256(key.encode()).hexdigest()[:6]}"


def tag_columns(found: Iterable[tuple[str, str, str]]) -> tuple[TagColumn, ...]:
    """One column per key in order of name; ``found`` are (kind, key, expression), the first of a key wins."""
    columns: dict[str, TagColumn] = {}
    for kind, key, expression in found:
        name = column_name(kind, key)
        columns.setdefault(name, TagColumn(kind, key, name, expression))
    return tuple(columns[name] for name in sorted(columns))
