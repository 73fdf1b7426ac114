"""What AWS tells beside the inventory: advice, budgets, figures about commitments, and metrics."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from finops_aws.domain.operations.estate import Ending, Job


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """One recommendation or anomaly as AWS gave it; ``attributes`` is its answer, verbatim.

    ``monthly_saving`` None: AWS named no amount. ``as_of`` is when AWS worked it out, where it says so.
    """

    source: str
    account: str
    region: str
    resource_id: str | None
    resource_arn: str | None
    subject: str | None
    finding: str | None
    action: str | None
    monthly_saving: Decimal | None
    currency: str | None
    as_of: datetime | None
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """One AWS budget: its limit, and what was spent and is forecast in the running period.

    ``unit`` is a currency, or what the budget counts.
    """

    account: str
    name: str
    kind: str
    time_unit: str
    unit: str | None
    limit: Decimal | None
    actual: Decimal | None
    forecast: Decimal | None
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One figure that AWS computed about a subject in a period, such as the utilization of a Savings Plan."""

    source: str
    account: str
    region: str
    subject: str
    name: str
    start: datetime | None
    end: datetime | None
    value: Decimal | None
    unit: str | None
    attributes: Mapping[str, Any] = field(default_factory=dict)


Statement = Advice | Budget | Measure


@dataclass(frozen=True, slots=True)
class Answered:
    """How one question to one integration ended (``resources`` counts the statements), and what it told.

    The job's service is the integration, its resource type the question.
    """

    job: Job
    ending: Ending
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Remedy:
    """What turns something on: a command, what AWS charges for it (by language), and the source."""

    command: str
    cost: Mapping[str, str]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IntegrationProfile:
    """One API of AWS; ``questions`` maps each question to the types of resource that it is about.

    ``fee_usd`` is what each request costs (each metric where it is not ``is_asked_by_list``). ``home`` is its
    only region; None: every region has its own.
    """

    key: str
    name: str
    questions: Mapping[str, tuple[str, ...]]
    is_asked_by_list: bool
    asks_payer: bool
    home: str | None
    fee_usd: Decimal
    fee_source: str
    actions: tuple[str, ...]
    remedy: Remedy | None


@dataclass(frozen=True, slots=True)
class ResourceKey:
    """A resource, told apart from every other."""

    account: str
    region: str
    resource_type: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A resource whose metrics are wanted from ``since`` (UTC hour) on."""

    key: ResourceKey
    service: str
    since: datetime
    attributes: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One statistic of one metric of one resource: hours (UTC) and values; hours without a value are absent.

    ``dimension`` tells series of one metric apart, such as an S3 storage class.
    """

    key: ResourceKey
    service: str
    metric: str
    statistic: str
    unit: str | None
    dimension: str
    period_seconds: int
    hours: Sequence[datetime]
    values: Sequence[float]


@dataclass(frozen=True, slots=True)
class Span:
    """The hours of which metrics were read, half-open (UTC)."""

    since: datetime
    until: datetime


COLLECTED_DAYS = 32
"""Days of metrics that a first collection reads: as many as any usual check looks back. CloudWatch is paid by
the metric asked for, not by its points.

Source: https://aws.amazon.com/cloudwatch/pricing/
"""


@dataclass(frozen=True, slots=True)
class Reading:
    """What CloudWatch told of resources of one place in a span; none on failure."""

    job: Job
    ending: Ending
    span: Span
    measured: tuple[ResourceKey, ...] = ()
    series: tuple[Series, ...] = ()
