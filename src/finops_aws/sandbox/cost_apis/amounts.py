"""Ticks as Cost Explorer writes amounts: plain decimals as text, never with an exponent."""

from decimal import Decimal

from finops_aws.sandbox.prices import decimal

CURRENCY = "USD"
WHOLE = Decimal(100)


def text(amount: Decimal) -> str:
    """An exact decimal without trailing zeros and without exponent."""
    short = f"{amount:f}"
    return (short.rstrip("0").rstrip(".") if "." in short else short) or "0"


def money(ticks: int) -> str:
    """Ticks of 10⁻¹⁰ as text."""
    return text(decimal(ticks)) if ticks else "0"


def rounded(amount: Decimal, decimals: int = 10) -> str:
    """A decimal of any length as text with at most so many decimals."""
    return text(amount.quantize(Decimal(1).scaleb(-decimals)))


def percentage(part: int | Decimal, whole: int | Decimal) -> str:
    """How much of the whole the part is, in percent; of nothing it is 0."""
    return rounded(WHOLE * Decimal(part) / Decimal(whole)) if whole else "0"
