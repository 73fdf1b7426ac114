"""How busy things were, and what counts as idle."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from finops_aws.sandbox.estate.things import Thing

Values = Sequence[float | None]
IDLE_CPU = 5.0
IDLE_NETWORK_BYTES = 5_000_000
"""An instance is idle below 5 percent of CPU at its peak and 5 MB of network a day.

https://docs.aws.amazon.com/compute-optimizer/latest/ug/view-idle-recommendations.html
"""

CPU = "CPUUtilization"
MEMORY = "memory_utilization"
"""Of Lambda Insights: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Lambda-Insights-metrics.html"""

NETWORK = ("NetworkIn", "NetworkOut")
GATEWAY_BYTES = ("BytesOutToDestination", "BytesOutToSource")
COUNTS = frozenset({*NETWORK, *GATEWAY_BYTES, "VolumeReadOps", "VolumeWriteOps"})
"""Metrics that add up; of all others the maximum of an hour is what matters."""

USUAL_DAYS = 14
DAY_HOURS = 24


class Readings(Protocol):
    """The statistic of a metric in every hour of [start, end), as CloudWatch would give it."""

    def __call__(
        self, thing: "Thing", metric: str, *, start: datetime, end: datetime, stat: str
    ) -> Values: ...


class Loads:
    """Readings up to the end of the bill, each series read once."""

    def __init__(self, readings: Readings, *, until: datetime) -> None:
        self._readings = readings
        self._until = until
        self._known: dict[tuple[str, str, str, int], Values] = {}

    def peak(self, thing: "Thing", metric: str, *, days: int = USUAL_DAYS) -> float | None:
        """The largest hourly maximum, or hourly sum of what is counted; None when there is none."""
        values = self._hours(thing, metric, stat="Sum" if metric in COUNTS else "Maximum", days=days)
        return max((value for value in values if value is not None), default=None)

    def by_day(self, thing: "Thing", metric: str, *, days: int = USUAL_DAYS) -> list[float | None]:
        """The daily averages, or daily sums of what is counted, the oldest first."""
        is_count = metric in COUNTS
        values = self._hours(thing, metric, stat="Sum" if is_count else "Average", days=days)
        chunks = (values[hour : hour + DAY_HOURS] for hour in range(0, len(values), DAY_HOURS))
        known = ([value for value in chunk if value is not None] for chunk in chunks)
        return [sum(day) / (1 if is_count else len(day)) if day else None for day in known]

    def network_by_day(self, thing: "Thing") -> list[float | None]:
        """Bytes in and out of an instance by day, None for days without readings."""
        both = zip(*(self.by_day(thing, metric) for metric in NETWORK), strict=True)
        return [None if None in day else sum(value or 0.0 for value in day) for day in both]

    def _hours(self, thing: "Thing", metric: str, *, stat: str, days: int) -> Values:
        key = (thing.resource_id, metric, stat, days)
        if key not in self._known:
            start = self._until - timedelta(days=days)
            self._known[key] = self._readings(thing, metric, start=start, end=self._until, stat=stat)
        return self._known[key]


def is_idle_instance(thing: "Thing", loads: Loads) -> bool:
    """Whether CPU and network say that nobody used the instance on any day."""
    cpu = loads.peak(thing, CPU)
    days = [value for value in loads.network_by_day(thing) if value is not None]
    return cpu is not None and cpu < IDLE_CPU and bool(days) and max(days) < IDLE_NETWORK_BYTES


def is_idle_database(thing: "Thing", loads: Loads) -> bool:
    """Whether nobody connected to the database."""
    return loads.peak(thing, "DatabaseConnections") == 0


def is_unused_gateway(thing: "Thing", loads: Loads, *, days: int) -> bool:
    """Whether no connection went through the NAT gateway."""
    return loads.peak(thing, "ActiveConnectionCount", days=days) == 0


def is_silent_gateway(thing: "Thing", loads: Loads, *, days: int) -> bool:
    """Whether the NAT gateway passed no bytes on."""
    return all(loads.peak(thing, metric, days=days) == 0 for metric in GATEWAY_BYTES)
