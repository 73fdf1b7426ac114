"""How much resources are used, and how much the bill says was consumed."""

from dataclasses import dataclass
from datetime import date, datetime

from finops_aws.documents.figures import Amount, exact
from finops_aws.documents.tables import Table
from finops_aws.domain.operations.usage import QuantityAnswer, QuantityRow, UsageAnswer, UsageRow, days_of


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageRowDocument:
    """One statistic of one metric of one resource.

    ``days`` has a value per day of the period; null: no datapoint on that day, which is not 0. ``p95`` is
    that of the hours, ``total`` their sum.
    """

    account: str
    region: str
    service: str
    resource_type: str
    id: str
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
    days: list[float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageDocument:
    """A part of the rows; ``total`` and ``resources`` are of all. ``until`` is the last hour known (UTC)."""

    days: list[date]
    total: int
    resources: int
    until: datetime | None
    rows: list[UsageRowDocument]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityDocument:
    """One kind of usage and what of it was consumed; ``days`` null: the bill has no line of that day."""

    service: str
    key: str
    unit: str
    currency: str
    quantity: Amount
    cost: Amount
    days: list[Amount]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantitiesDocument:
    """A part of the rows, the most expensive first; quantities of another unit are another row."""

    days: list[date]
    total: int
    rows: list[QuantityDocument]


def usage_document(answer: UsageAnswer) -> UsageDocument:
    return UsageDocument(
        days=list(days_of(answer.period)),
        total=answer.total,
        resources=answer.resources,
        until=answer.until,
        rows=[_usage(row) for row in answer.rows],
    )


def quantities_document(answer: QuantityAnswer) -> QuantitiesDocument:
    return QuantitiesDocument(
        days=list(days_of(answer.question.period)),
        total=answer.total,
        rows=[_quantity(row) for row in answer.rows],
    )


def usage_table(document: UsageDocument) -> Table:
    """A row per statistic, its days behind; an empty cell is unknown."""
    plain = (
        *("account", "region", "service", "resource_type", "id", "name", "metric", "statistic", "unit"),
        *("dimension", "hours", "mean", "smallest", "largest", "p95", "total", "last_hour"),
    )
    rows = [[*(getattr(row, name) for name in plain), *row.days] for row in document.rows]
    return Table("usage", (*plain, *(day.isoformat() for day in document.days)), rows)


def quantities_table(document: QuantitiesDocument) -> Table:
    plain = ("service", "key", "unit", "currency", "quantity", "cost")
    rows = [[*(getattr(row, name) for name in plain), *row.days] for row in document.rows]
    return Table("quantities", (*plain, *(day.isoformat() for day in document.days)), rows)


def _usage(row: UsageRow) -> UsageRowDocument:
    return UsageRowDocument(
        account=row.key.account,
        region=row.key.region,
        service=row.service,
        resource_type=row.key.resource_type,
        id=row.key.id,
        name=row.name,
        metric=row.metric,
        statistic=row.statistic,
        unit=row.unit,
        dimension=row.dimension,
        hours=row.hours,
        mean=row.mean,
        smallest=row.smallest,
        largest=row.largest,
        p95=row.p95,
        total=row.total,
        last_hour=row.last_hour,
        days=list(row.days),
    )


def _quantity(row: QuantityRow) -> QuantityDocument:
    return QuantityDocument(
        service=row.service,
        key=row.key,
        unit=row.unit,
        currency=row.currency,
        quantity=exact(row.quantity),
        cost=exact(row.cost),
        days=[exact(day) for day in row.days],
    )
