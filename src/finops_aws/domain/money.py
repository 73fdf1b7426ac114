"""Money: an exact amount and its currency."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Context, Decimal
from functools import reduce

from finops_aws.errors import CurrencyMismatch

_EXACT = Context(prec=76)
_NOTHING = Decimal(0)
_SMALLEST = Decimal("1e-10")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency; adding two currencies is an error."""

    amount: Decimal
    currency: str

    def __add__(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise CurrencyMismatch(where="sum", currencies=f"{self.currency}, {other.currency}")
        return Money(_EXACT.add(self.amount, other.amount), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return self + Money(other.amount.copy_negate(), other.currency)


def exact_sum(amounts: Iterable[Decimal]) -> Decimal:
    """The sum with every decimal kept: up to 76 significant digits, never rounded on the way."""
    return reduce(_EXACT.add, amounts, _NOTHING)


def known_sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The exact sum, or None (unknown) when any part is unknown."""
    total = _NOTHING
    for amount in amounts:
        if amount is None:
            return None
        if amount:  # most credits and refunds are 0
            total = _EXACT.add(total, amount)
    return total


def rounded_down(amount: Decimal) -> Decimal:
    """The amount with ten decimals, never above it: a saving is not rounded up."""
    return amount.quantize(_SMALLEST, rounding=ROUND_FLOOR)
