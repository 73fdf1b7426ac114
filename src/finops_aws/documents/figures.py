"""Amounts as machines read them."""

from decimal import Decimal

Amount = str | None
"""A decimal string with every digit, such as "12.5"; None is unknown."""


def exact(amount: Decimal | None) -> Amount:
    """The amount with every decimal it has, for machines; None is unknown."""
    if amount is None:
        return None
    text = format(amount, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
