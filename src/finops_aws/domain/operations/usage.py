"""How much resources are used, hour by hour, and how much of each service the bill says was consumed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from finops_aws.domain.operations.collected import ResourceKey
from finops_aws.domain.period import Period

USUAL_DAYS = 14
"""The window in which AWS's own advisors look at utilization unless told otherwise."""


class UsageOrder(StrEnum):
    """Which rows come first: those least used, most used, or by name."""

    LEAST = "least"
    MOST = "most"
    NAME = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageQuestion:
    """Whose metrics, over which days; empty means all. ``text`` is part of an id, a name or a metric.

    ``period`` None: the ``USUAL_DAYS`` up to the last hour that was read.
    """

    period: Period | None = None
    accounts: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()
    text: str = ""
    order: UsageOrder = UsageOrder.NAME
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageRow:
    """One statistic of one metric of one resource over the period.

    ``hours`` counts datapoints; ``days`` has one value per day of the period, None where there is no
    datapoint: that is no measurement, not zero. A day's value is the sum of sums, the largest of maxima and
    percentiles, the smallest of minima, the mean of averages. ``p95`` is that of the hours.
    """

    key: ResourceKey
    service: str
    name: str | None
    metric: str
    statistic: str
    unit: str | None
    dimension: str
    hours: int
    mean: float
    smallest: float
    largest: float
    p95: float
    total: float
    last_hour: datetime
    days: tuple[float | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageAnswer:
    """A part of the rows; ``total`` of them in all, over ``resources`` resources.

    ``until`` is the last hour of which anything is known.
    """

    period: Period
    rows: tuple[UsageRow, ...]
    total: int
    resources: int
    until: datetime | None


class QuantityBy(StrEnum):
    """What consumed quantities are told by."""

    SERVICE = "service"
    USAGE_TYPE = "usage_type"
    RESOURCE = "resource"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityQuestion:
    """What was consumed on the days of a period, of which services (their names on the bill)."""

    period: Period
    by: QuantityBy = QuantityBy.USAGE_TYPE
    services: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityRow:
    """One kind of usage: ``quantity`` in ``unit``, its effective cost, and the quantity of each day.

    A day without a line on the bill is None; a quantity is never added to one in another unit.
    """

    service: str
    key: str
    unit: str
    currency: str
    quantity: Decimal
    cost: Decimal | None
    days: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityAnswer:
    """A part of the rows, the most expensive first; ``total`` of them in all."""

    question: QuantityQuestion
    rows: tuple[QuantityRow, ...]
    total: int


def days_of(period: Period) -> Sequence[date]:
    """The days of the period, in order."""
    return tuple(period.start + timedelta(days=number) for number in range(period.days))
