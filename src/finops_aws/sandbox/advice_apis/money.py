"""What things cost and what changes would save, at the sandbox's list prices, for a month of 730 hours."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from finops_aws.sandbox.prices import Price, prices

if TYPE_CHECKING:
    from finops_aws.sandbox.estate.things import Thing

MONTH_HOURS = 730
"""AWS's month: https://docs.aws.amazon.com/cost-management/latest/userguide/coh-savings-estimation.html"""

CURRENCY = "USD"
HUNDRED = Decimal(100)
SHOWN = Decimal("0.01")
HOUR, GB_MONTH, GB_SECOND = "Hrs", "GB-Mo", "Lambda-GB-Second"
"""Units of the price table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """What a thing costs a month at list price and how much of that would be saved, in USD."""

    cost: Decimal
    saved: Decimal

    @property
    def percent(self) -> Decimal:
        """The saved part of the cost, 0 to 100."""
        return (self.saved / self.cost * HUNDRED).quantize(SHOWN) if self.cost else Decimal(0)

    def opportunity(self) -> dict[str, Any]:
        """The member ``savingsOpportunity`` as Compute Optimizer writes it."""
        return {
            "savingsOpportunityPercentage": float(self.percent),
            "estimatedMonthlySavings": {"currency": CURRENCY, "value": float(self.saved)},
        }


def total(savings: Iterable[Saving]) -> Saving:
    """The sum of savings on different things."""
    found = list(savings)
    cost = sum((one.cost for one in found), Decimal(0))
    return Saving(cost=cost, saved=sum((one.saved for one in found), Decimal(0)))


def whole(cost: Decimal) -> Saving:
    """Everything is saved: the thing goes."""
    return Saving(cost=cost, saved=cost)


def kept(cost: Decimal) -> Saving:
    """Nothing is saved."""
    return Saving(cost=cost, saved=Decimal(0))


def own_prices(thing: "Thing", unit: str) -> list[Price]:
    """The rows of the price table by which the thing is billed in a unit, Spot prices left out."""
    table = (prices()[key] for key in thing.usage)
    return [price for price in table if price.unit == unit and not price.usage.startswith("Spot")]


def monthly_cost(thing: "Thing", unit: str) -> Decimal | None:
    """What the bill counts of the thing in a unit costs a month, None where it counts nothing.

    The hour counts in full: no load profile, no commitment, no negotiated discount.
    """
    cadences = {price.key: price.cadence for price in own_prices(thing, unit)}
    counted = [use for use in thing.uses if use.key in cadences]
    if not counted:
        return None
    costs = (use.per_hour * use.rate * MONTH_HOURS / cadences[use.key] for use in counted)
    return sum(costs, Decimal(0))


@cache
def listed_rate(instance_type: str, region: str) -> Decimal | None:
    """The On-Demand price of an hour of an instance type or DB class, None where the table has none."""
    for price in prices().values():
        if price.instance_type == instance_type and price.usage.startswith(("BoxUsage", "InstanceUsage")):
            return price.rate(region)
    return None
