"""What runs at on-demand rates, hour by hour: the ground of purchase recommendations."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

from finops_aws.sandbox.cost_apis.ledger import Ledger
from finops_aws.sandbox.cost_apis.refusals import invalid
from finops_aws.sandbox.lines import Line
from finops_aws.sandbox.meters import Meter
from finops_aws.sandbox.server import Call

LOOKBACKS = {"SEVEN_DAYS": 7, "THIRTY_DAYS": 30, "SIXTY_DAYS": 60}
MONTH_DAYS = Decimal(365) / 12
Group = tuple[str, ...]
Sizes = tuple[Decimal, ...]
Sorter = Callable[[Meter], Group | None]
"""To which group a meter's usage belongs, None when it is not to be counted."""


@dataclass(frozen=True, slots=True)
class Steady:
    """One group's hours: of each measured thing the sum, the least and the most of an hour."""

    hours: int
    total: Sizes
    least: Sizes
    most: Sizes

    def mean(self, place: int) -> Decimal:
        """What an hour has on average."""
        return self.total[place] / self.hours


def lookback_days(call: Call) -> int:
    """How many days a recommendation looks back.

    Raises Refusal (ValidationException) for a period that AWS does not offer.
    """
    asked = str(call.parameters.get("LookbackPeriodInDays", "SEVEN_DAYS"))
    if asked not in LOOKBACKS:
        raise invalid(f"LookbackPeriodInDays must be among {', '.join(LOOKBACKS)}")
    return LOOKBACKS[asked]


def by_account(ledger: Ledger, call: Call, *, sorter: Sorter) -> Sorter:
    """Put accounts apart when the call asks so (LINKED); a member sees but its own usage."""
    own = None if ledger.is_payer(call) else call.place.account
    is_linked = call.parameters.get("AccountScope") == "LINKED" or own is not None

    def sorted_by_account(meter: Meter) -> Group | None:
        group = sorter(meter)
        if group is None or own not in (None, meter.account.id):
            return None
        return (meter.account.id if is_linked else ledger.plan.company.payer.id, *group)

    return sorted_by_account


def steady(
    ledger: Ledger, days: int, *, sorter: Sorter, measure: Callable[[Line], Sizes]
) -> dict[Group, Steady]:
    """Measure the on-demand lines of the working hours of the last days, by group."""
    start = datetime.combine(ledger.until - timedelta(days=days), time(), UTC)
    first = int((start - ledger.plan.timeline.epoch).total_seconds()) // 3600
    known: dict[int, dict[Group, Sizes]] = {}
    hours: list[dict[Group, Sizes]] = []
    for hour, pattern in ledger.plan.hours.items():
        if hour < first:
            continue
        if pattern not in known:
            known[pattern] = _measured(ledger.plan.patterns[pattern].lines, sorter, measure)
        hours.append(known[pattern])
    groups = sorted({group for sizes in hours for group in sizes})
    return {group: _steady([sizes.get(group) for sizes in hours]) for group in groups}


def _measured(lines: Sequence[Line], sorter: Sorter, measure: Callable[[Line], Sizes]) -> dict[Group, Sizes]:
    found: dict[Group, Sizes] = {}
    for line in lines:
        group = None if line.child or line.line_type != "Usage" else sorter(line.meter)
        if group is not None:
            size = measure(line)
            found[group] = _added(found[group], size) if group in found else size
    return found


def _added(one: Sizes, other: Sizes) -> Sizes:
    return tuple(first + second for first, second in zip(one, other, strict=True))


def _steady(hours: Sequence[Sizes | None]) -> Steady:
    """Add hours up; one without the group counts as nothing."""
    width = max(len(sizes) for sizes in hours if sizes is not None)
    columns = [[sizes[place] if sizes else Decimal(0) for sizes in hours] for place in range(width)]
    return Steady(
        len(hours),
        tuple(sum(column, Decimal(0)) for column in columns),
        tuple(map(min, columns)),
        tuple(map(max, columns)),
    )
