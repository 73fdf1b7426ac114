"""SQL that turns what a file holds into DECIMAL(38,12), and tells what rounding took away.

It works in three steps, each a SELECT around the one before, so that nothing is computed twice: ``first``
reads a value, ``second`` marks it plain when a direct cast gives the decimals of its shortest text, ``third``
is the number.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_DECIMAL = re.compile(r"DECIMAL\(\d+,\s*(\d+)\)")
_SCALE = 12
_TYPE = f"DECIMAL(38, {_SCALE})"


@dataclass(frozen=True, slots=True)
class NumberColumn:
    """A column of numbers: its name, the SQL that reads it, and the type it is stored in."""

    name: str
    expression: str
    stored: str

    @property
    def _is_double(self) -> bool:
        return self.stored in ("DOUBLE", "FLOAT")

    @property
    def is_exact(self) -> bool:
        """Whether the stored type holds no more than 12 decimals, so that nothing can be rounded."""
        if self._is_double or self.stored == "VARCHAR":
            return False
        found = _DECIMAL.fullmatch(self.stored)
        return int(found[1]) <= _SCALE if found else True

    def first(self) -> str:
        """The value as stored, and for a DOUBLE its direct cast."""
        if self._is_double:
            raw = f"CAST({self.expression} AS DOUBLE)"
            return f"{raw} AS {self.name}_raw, CAST({raw} AS {_TYPE}) AS {self.name}_cast"
        if self.is_exact:
            return f"CAST({self.expression} AS {_TYPE}) AS {self.name}"
        text = self.expression if self.stored == "VARCHAR" else f"CAST({self.expression} AS VARCHAR)"
        return f"nullif({text}, '') AS {self.name}_raw"

    def second(self) -> str:
        """The same, and whether a direct cast is right (macros.sql)."""
        if self.is_exact:
            return self.name
        if self._is_double:
            plain = f"is_plain_double({self.name}_raw, {self.name}_cast)"
            return f"{self.name}_raw, {self.name}_cast, {plain} AS {self.name}_plain"
        return f"{self.name}_raw, is_plain_text({self.name}_raw) AS {self.name}_plain"

    def third(self) -> str:
        """The number."""
        if self.is_exact:
            return self.name
        direct = f"{self.name}_cast" if self._is_double else f"CAST({self.name}_raw AS {_TYPE})"
        return (
            f"CASE WHEN {self.name}_plain THEN {direct} ELSE exact_text({self._raw_text}) END AS {self.name}"
        )

    def loss(self) -> str:
        """What rounding took from the number."""
        return f"rounded_off({self._raw_text})"

    @property
    def _raw_text(self) -> str:
        return f"CAST({self.name}_raw AS VARCHAR)" if self._is_double else f"{self.name}_raw"


def rounding_map(numbers: Sequence[NumberColumn]) -> str:
    """A map of column → what rounding took, NULL on the lines that lost nothing (nearly all)."""
    checked = [number for number in numbers if not number.is_exact]
    if not checked:
        return "CAST(NULL AS MAP(VARCHAR, DECIMAL(38, 24)))"
    plain = " AND ".join(f"{number.name}_plain" for number in checked)
    names = ", ".join(f"'{number.name}'" for number in checked)
    losses = ", ".join(number.loss() for number in checked)
    lost = f"list_filter(list_zip([{names}], [{losses}]), lambda pair: pair[2] <> 0)"
    return f"CASE WHEN {plain} THEN NULL ELSE nullif(map_from_entries({lost}), MAP {{}}) END"
