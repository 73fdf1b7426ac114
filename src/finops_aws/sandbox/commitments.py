"""Reservations and Savings Plans: what was promised, paid and when."""

import random
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from finops_aws.sandbox.company import Account
from finops_aws.sandbox.prices import ticks

YEAR_HOURS = 8760


class Payment(StrEnum):
    """How a commitment is paid; the value is AWS's own spelling."""

    NO = "No Upfront"
    PARTIAL = "Partial Upfront"
    ALL = "All Upfront"

    @property
    def upfront_share(self) -> Decimal:
        return {"No Upfront": Decimal(0), "Partial Upfront": Decimal("0.5"), "All Upfront": Decimal(1)}[
            self.value
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Owner, payment and life of a commitment; hours count from the bill's first period."""

    id: int
    arn: str
    owner: Account
    region: str | None
    payment: Payment
    start: int
    years: int

    @property
    def hours(self) -> int:
        return self.years * YEAR_HOURS

    @property
    def end(self) -> int:
        return self.start + self.hours


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """A regional, size-flexible reservation of ``count`` × ``instance_type``.

    ``recurring`` and ``upfront`` are ticks per normalized unit and hour.
    """

    term: Term
    pool: str
    instance_type: str
    count: int
    factor: Decimal
    recurring: int
    upfront: int
    percent: int

    @property
    def units(self) -> Decimal:
        return self.factor * self.count

    def effective(self, units: Decimal) -> int:
        """Give the amortized cost of ``units`` unit-hours, in ticks."""
        return exact(units * (self.recurring + self.upfront))

    @property
    def fee(self) -> int:
        """Give what is paid upfront for the whole term, in ticks."""
        return exact(self.units * self.upfront * self.term.hours)


@dataclass(frozen=True, slots=True, kw_only=True)
class SavingsPlan:
    """An hourly commitment: ``recurring`` + ``upfront`` ticks per hour. Compute plans have no family."""

    term: Term
    family: str | None
    recurring: int
    upfront: int
    percent: int

    @property
    def kind(self) -> str:
        return "EC2InstanceSavingsPlans" if self.family else "ComputeSavingsPlans"

    @property
    def commitment(self) -> int:
        return self.recurring + self.upfront

    @property
    def fee(self) -> int:
        return self.upfront * self.term.hours


Commitment = Reservation | SavingsPlan


def exact(amount: Decimal) -> int:
    """Turn a whole number of ticks into an int; a fraction of a tick is a fault of the sandbox."""
    whole = int(amount)
    if whole != amount:
        raise ArithmeticError(f"{amount} is not a whole number of ticks")
    return whole


def net(amount: int, percent: int) -> int:
    """Take a negotiated discount off, in whole ticks; exact whenever ``amount`` is a multiple of 100."""
    cut = abs(amount) * percent // 100
    return amount - cut if amount >= 0 else amount + cut


def split_payment(hourly: Decimal, payment: Payment, *, decimals: int) -> tuple[int, int]:
    """Divide an hourly price into (recurring, upfront) ticks of at most ``decimals`` decimals."""
    grain = Decimal(1).scaleb(-decimals)
    total = hourly.quantize(grain)
    upfront = (total * payment.upfront_share).quantize(grain)
    return ticks(total - upfront), ticks(upfront)


def reservation_arn(dice: random.Random, *, service: str, region: str, account: str) -> str:
    path = "reserved-instances/" if service == "ec2" else "ri:"
    return f"arn:aws:{service}:{region}:{account}:{path}{_uuid(dice)}"


def savings_plan_arn(dice: random.Random, *, account: str) -> str:
    return f"arn:aws:savingsplans::{account}:savingsplan/{_uuid(dice)}"


def _uuid(dice: random.Random) -> str:
    text = f"{dice.getrandbits(128):032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
