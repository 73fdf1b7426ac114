"""Money: an exact amount and its currency."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext

from finops_aws.errors import CurrencyMismatch

_EXACT = Context(prec=76)


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
    with localcontext(_EXACT):
        return sum(amounts, Decimal(0))


def known_sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The exact sum, or None (unknown) when any part is unknown."""
    parts = list(amounts)
    known = [part for part in parts if part is not None]
    return exact_sum(known) if len(known) == len(parts) else None
