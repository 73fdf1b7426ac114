"""GetSavingsPlansCoverage and GetReservationCoverage: how much of what could be covered is.

Savings Plans: instance hours of EC2 that are no spot, Fargate and Lambda duration; both sides in
on-demand prices, what reservations cover left out. Reservations: instance hours of one service at
on-demand rates or reserved, those that a Savings Plan covers left out.
https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetSavingsPlansCoverage.html
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from finops_aws.sandbox.cost_apis.amounts import money, percentage, text
from finops_aws.sandbox.cost_apis.expressions import Condition, chosen, dimension
from finops_aws.sandbox.cost_apis.ledger import Answer, Ledger
from finops_aws.sandbox.cost_apis.owned import COMPUTE, units_of
from finops_aws.sandbox.cost_apis.paging import cut, following
from finops_aws.sandbox.cost_apis.periods import Days, asked_days, bucket, granularity_of
from finops_aws.sandbox.cost_apis.refusals import invalid
from finops_aws.sandbox.cost_apis.usage import of_caller
from finops_aws.sandbox.prices import decimal
from finops_aws.sandbox.server import Call

USUAL_PAGE = 100
PLANNED = Condition(
    "line_type = 'SavingsPlanCoveredUsage' OR line_type = 'Usage' AND purchase_type = 'On Demand Instances' "
    f"AND (service = '{COMPUTE}' OR contains(usage_type, 'Fargate-') "
    "OR contains(usage_type, 'Lambda-GB-Second'))"
)
RESERVABLE = Condition(
    "line_type IN ('Usage', 'DiscountedUsage') AND purchase_type <> 'Spot Instances' "
    "AND unit = 'Hrs' AND instance_type <> 'NoInstanceType'"
)
PLAN_GROUPS = {"INSTANCE_FAMILY": "instance_type_family", "REGION": "region", "SERVICE": "service"}
RESERVATION_GROUPS = {
    "AZ": "availabilityZone",
    "INSTANCE_TYPE": "instanceType",
    "LINKED_ACCOUNT": "linkedAccount",
    "REGION": "region",
}
"""Dimension → the name of its attribute in the answer."""


def _plans_coverage(ledger: Ledger, call: Call) -> dict[str, Any]:
    days, granularity = asked_days(ledger, call), granularity_of(call)
    names = _groups(call, known=PLAN_GROUPS)
    wanted = of_caller(ledger, call) & PLANNED
    columns = "".join(f"{PLAN_GROUPS[name]}, " for name in names)
    query = (
        f"SELECT {bucket(granularity, days)} AS first, {columns}"
        "coalesce(sum(unblended) FILTER (line_type <> 'Usage'), 0), "
        "coalesce(sum(unblended) FILTER (line_type = 'Usage'), 0) "
        f"FROM cost WHERE day >= ? AND day < ? AND {wanted.sql} GROUP BY ALL ORDER BY ALL"
    )
    ends = {period.first: period for period in days.by(granularity)}
    items = [
        _plan_item(ends[first], dict(zip(names, rest, strict=False)), amounts=rest[len(names) :])
        for first, *rest in ledger.cube.rows(query, [days.first, days.stop, *wanted.values])
    ]
    asked = call.parameters
    page, token = cut(items, asked.get("NextToken"), size=int(asked.get("MaxResults") or USUAL_PAGE))
    return {"SavingsPlansCoverages": page, **following("NextToken", token)}


def _plan_item(period: Days, attributes: Mapping[str, str], *, amounts: Sequence[int]) -> dict[str, Any]:
    covered, on_demand = map(int, amounts)
    return {
        "Attributes": dict(attributes),
        "Coverage": {
            "SpendCoveredBySavingsPlans": money(covered),
            "OnDemandCost": money(on_demand),
            "TotalCost": money(covered + on_demand),
            "CoveragePercentage": percentage(covered, covered + on_demand),
        },
        "TimePeriod": period.asked,
    }


@dataclass(frozen=True, slots=True)
class Hours:
    """Instance hours and normalized units at on-demand rates and reserved, and the cost of the former."""

    open_hours: Decimal = Decimal(0)
    reserved_hours: Decimal = Decimal(0)
    open_units: Decimal = Decimal(0)
    reserved_units: Decimal = Decimal(0)
    cost: int = 0

    def __add__(self, other: "Hours") -> "Hours":
        return Hours(
            self.open_hours + other.open_hours,
            self.reserved_hours + other.reserved_hours,
            self.open_units + other.open_units,
            self.reserved_units + other.reserved_units,
            self.cost + other.cost,
        )

    def told(self) -> dict[str, Any]:
        """The structure in which the API tells it."""
        hours = self.open_hours + self.reserved_hours
        units = self.open_units + self.reserved_units
        return {
            "CoverageHours": {
                "OnDemandHours": text(self.open_hours),
                "ReservedHours": text(self.reserved_hours),
                "TotalRunningHours": text(hours),
                "CoverageHoursPercentage": percentage(self.reserved_hours, hours),
            },
            "CoverageNormalizedUnits": {
                "OnDemandNormalizedUnits": text(self.open_units),
                "ReservedNormalizedUnits": text(self.reserved_units),
                "TotalRunningNormalizedUnits": text(units),
                "CoverageNormalizedUnitsPercentage": percentage(self.reserved_units, units),
            },
            "CoverageCost": {"OnDemandCost": money(self.cost)},
        }


def _reservation_coverage(ledger: Ledger, call: Call) -> dict[str, Any]:
    days, granularity = asked_days(ledger, call), granularity_of(call)
    names = _groups(call, known=RESERVATION_GROUPS)
    rows = _running(ledger, call, names=names, days=days)
    periods = [
        {"TimePeriod": period.asked, **_period(names, [row for row in rows if row[0] == period.first])}
        for period in days.by(granularity)
    ]
    asked = call.parameters
    page, token = cut(periods, asked.get("NextPageToken"), size=int(asked.get("MaxResults") or USUAL_PAGE))
    total = _sum(hours for _, _, hours in rows)
    return {"CoveragesByTime": page, "Total": total.told(), **following("NextPageToken", token)}


def _running(
    ledger: Ledger, call: Call, *, names: Sequence[str], days: Days
) -> list[tuple[date, tuple[str, ...], Hours]]:
    """Instance hours by period, group and type of instance; without a service asked for, those of EC2."""
    service = chosen(call.parameters.get("Filter"), "SERVICE") or [COMPUTE]
    wanted = of_caller(ledger, call) & RESERVABLE & Condition("list_contains(?, service)", (list(service),))
    columns = "".join(f"{dimension(name)}, " for name in names)
    query = (
        f"SELECT {bucket(granularity_of(call), days)} AS first, {columns}instance_type AS type, "
        "coalesce(sum(used) FILTER (line_type = 'Usage'), 0), "
        "coalesce(sum(used) FILTER (line_type <> 'Usage'), 0), "
        "coalesce(sum(unblended) FILTER (line_type = 'Usage'), 0) "
        f"FROM cost WHERE day >= ? AND day < ? AND {wanted.sql} GROUP BY ALL ORDER BY ALL"
    )
    found = []
    for first, *rest in ledger.cube.rows(query, [days.first, days.stop, *wanted.values]):
        kind, on_demand, reserved, cost = rest[len(names) :]
        found.append(
            (first, tuple(rest[: len(names)]), _hours(kind, int(on_demand), int(reserved), cost=int(cost)))
        )
    return found


def _hours(kind: str, on_demand: int, reserved: int, *, cost: int) -> Hours:
    units, free, taken = units_of(kind), decimal(on_demand), decimal(reserved)
    return Hours(free, taken, free * units, taken * units, cost)


def _period(names: Sequence[str], rows: Sequence[tuple[date, tuple[str, ...], Hours]]) -> dict[str, Any]:
    groups: dict[tuple[str, ...], Hours] = {}
    for _, values, hours in rows if names else ():
        groups[values] = groups.get(values, Hours()) + hours
    attributes = [RESERVATION_GROUPS[name] for name in names]
    return {
        "Groups": [
            {"Attributes": dict(zip(attributes, values, strict=True)), "Coverage": hours.told()}
            for values, hours in groups.items()
        ],
        "Total": _sum(hours for _, _, hours in rows).told(),
    }


def _sum(found: Iterable[Hours]) -> Hours:
    return sum(found, Hours())


def _groups(call: Call, *, known: Mapping[str, str]) -> list[str]:
    names = [one.get("Key", "") for one in call.parameters.get("GroupBy") or ()]
    if names and call.parameters.get("Granularity"):
        raise invalid("Granularity cannot be set if GroupBy is set")
    if set(names) - set(known):
        raise invalid(f"GroupBy must be among {', '.join(known)}")
    return names


ANSWERS: dict[str, Answer] = {
    "GetReservationCoverage": _reservation_coverage,
    "GetSavingsPlansCoverage": _plans_coverage,
}
