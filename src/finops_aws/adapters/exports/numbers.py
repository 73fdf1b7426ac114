"""SQL that turns what a file holds into DECIMAL(38,12), and tells what rounding took away."""

import re
from collections.abc import Iterable

_DECIMAL = re.compile(r"DECIMAL\(\d+,\s*(\d+)\)")
_SCALE = 12


def exact_number(expression: str, stored: str) -> str:
    """The number from its shortest text, rounded half-even at the twelfth decimal (macros.sql)."""
    if stored == "VARCHAR":
        return f"exact_text(nullif({expression}, ''))"
    if stored in ("DOUBLE", "FLOAT"):
        return f"exact_double(CAST({expression} AS DOUBLE))"
    if _decimals(stored) > _SCALE:
        return f"CAST(round_even({expression}, {_SCALE}) AS DECIMAL(38, {_SCALE}))"
    return f"CAST({expression} AS DECIMAL(38, {_SCALE}))"


def rounding_map(numbers: Iterable[tuple[str, str, str]]) -> str:
    """A map of column → what rounding took, NULL on the lines that lost nothing (nearly all).

    ``numbers`` are (name, expression, stored type).
    """
    checked = [(name, *_checks(expression, stored)) for name, expression, stored in numbers]
    checked = [row for row in checked if row[1]]
    if not checked:
        return "CAST(NULL AS MAP(VARCHAR, DECIMAL(38, 24)))"
    plain = " AND ".join(is_plain for _, is_plain, _ in checked)
    names = ", ".join(f"'{name}'" for name, _, _ in checked)
    losses = ", ".join(loss for _, _, loss in checked)
    pairs = f"list_zip([{names}], [{losses}])"
    lost = f"list_filter({pairs}, lambda pair: pair[2] <> 0)"
    return f"CASE WHEN {plain} THEN NULL ELSE nullif(map_from_entries({lost}), MAP {{}}) END"


def _checks(expression: str, stored: str) -> tuple[str, str]:
    if stored == "VARCHAR":
        return f"is_plain({expression})", f"rounded_off(nullif({expression}, ''))"
    if stored in ("DOUBLE", "FLOAT"):
        number = f"CAST({expression} AS DOUBLE)"
        return f"is_plain_double({number})", f"rounded_off(CAST({number} AS VARCHAR))"
    if _decimals(stored) > _SCALE:
        text = f"CAST({expression} AS VARCHAR)"
        return f"is_plain({text})", f"rounded_off({text})"
    return "", ""


def _decimals(stored: str) -> int:
    found = _DECIMAL.fullmatch(stored)
    return int(found[1]) if found else 0
