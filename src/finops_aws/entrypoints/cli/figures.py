"""Figures as people read them: rounded once, at display; what is unknown is said to be unknown."""

import json
from dataclasses import asdict
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_CENT = Decimal("0.01")


def json_text(document: "DataclassInstance") -> str:
    """The document as JSON; days and moments in ISO 8601."""
    return json.dumps(asdict(document), default=lambda day: day.isoformat(), indent=1, ensure_ascii=False)


def money(amount: Decimal | None, lang: str, *, unknown: str) -> str:
    """The amount with two decimals in the language's notation; less than a cent is said to be that."""
    if amount is None:
        return unknown
    rounded = amount.quantize(_CENT, rounding=ROUND_HALF_EVEN)
    if rounded == 0 and amount != 0:
        return notation("< 0.01" if amount > 0 else "> -0.01", lang)
    return notation(f"{rounded:,.2f}", lang)


def ratio(value: float | None, lang: str, *, unknown: str) -> str:
    """A ratio as a signed percentage."""
    return unknown if value is None else notation(f"{value:+,.1%}", lang)


def notation(figure: str, lang: str) -> str:
    """An English figure in the language's notation: 1,234.56 → 1.234,56 in pt-BR."""
    return figure.translate(str.maketrans(",.", ".,")) if lang == "pt-BR" else figure
