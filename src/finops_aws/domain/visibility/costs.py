"""Questions about cost and their answers."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from finops_aws.domain.charge import CostMetric, Movement
from finops_aws.domain.money import exact_sum, known_sum
from finops_aws.domain.period import Period
from finops_aws.errors import InvalidFilter, UnknownName

DIMENSIONS = (
    "BillingAccountId",
    "ChargeCategory",
    "ChargeClass",
    "ChargeFrequency",
    "CommitmentDiscountId",
    "CommitmentDiscountStatus",
    "InvoiceId",
    "InvoiceIssuerName",
    "PricingCategory",
    "ProviderName",
    "PublisherName",
    "RegionId",
    "ResourceId",
    "ServiceCategory",
    "ServiceName",
    "SubAccountId",
    "SubAccountName",
    "x_BillingEntity",
    "x_LineItemType",
    "x_Movement",
    "x_Operation",
    "x_ServiceCode",
    "x_UsageType",
)
"""What cost can be grouped and filtered by, beside ``tag:<key>`` and ``cost_category:<name>``."""

UNTAGGED = "(untagged)"
UNALLOCATABLE = "(unallocatable)"
NO_VALUE = "(none)"


class Granularity(StrEnum):
    DAY = "day"
    MONTH = "month"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Filter:
    """Keep only charges whose dimension has one of the values (or, negated, none of them)."""

    dimension: str
    values: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CostQuestion:
    """What was spent in a period, by what, counted how.

    A period of whole months means the bills of those months, so that totals equal the invoices; any other
    period means the days on which the charges began.
    """

    period: Period
    by: tuple[str, ...] = ("ServiceName",)
    metric: CostMetric = CostMetric.EFFECTIVE
    granularity: Granularity = Granularity.MONTH
    filters: tuple[Filter, ...] = ()

    def __post_init__(self) -> None:
        for name in (*self.by, *(one.dimension for one in self.filters)):
            check_dimension(name)
        if len(set(self.by)) != len(self.by):
            raise InvalidFilter(value=",".join(self.by), reason="a dimension is named twice")


@dataclass(frozen=True, slots=True)
class CostRow:
    """One group in one bucket: cost before credits and refunds, these two apart, and the sum.

    ``bucket`` is the first day of the day or month (None: the whole period). An amount of None is unknown.
    """

    bucket: date | None
    keys: tuple[str, ...]
    currency: str
    gross: Decimal | None
    credits: Decimal | None
    refunds: Decimal | None

    @property
    def after_credits(self) -> Decimal | None:
        return known_sum((self.gross, self.credits, self.refunds))

    def amount(self, movement: Movement) -> Decimal | None:
        amounts = {Movement.GROSS: self.gross, Movement.CREDIT: self.credits, Movement.REFUND: self.refunds}
        return amounts[movement]


@dataclass(frozen=True, slots=True)
class CostAnswer:
    """The rows of a question, largest first within a bucket, and one total per currency."""

    question: CostQuestion
    rows: tuple[CostRow, ...]
    data_version: str

    def totals(self) -> tuple[CostRow, ...]:
        """The sum of all rows, one row per currency: currencies are never added."""
        return tuple(_total(currency, self.rows) for currency in sorted({row.currency for row in self.rows}))


@dataclass(frozen=True, slots=True)
class CostChange:
    """How one group moved against the period before; ``difference`` is current − previous, after credits."""

    keys: tuple[str, ...]
    currency: str
    previous: Decimal | None
    current: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        if self.previous is None or self.current is None:
            return None
        return exact_sum((self.current, self.previous.copy_negate()))

    @property
    def ratio(self) -> float | None:
        """Difference over previous; None when either is unknown or there was nothing before."""
        if self.difference is None or not self.previous:
            return None
        return float(self.difference / abs(self.previous))


@dataclass(frozen=True, slots=True)
class Comparison:
    """A question answered for two periods, and what changed, largest absolute change first."""

    current: CostAnswer
    previous: CostAnswer
    changes: tuple[CostChange, ...]


def check_dimension(name: str) -> None:
    """Raise UnknownName unless cost can be grouped by it."""
    kind, colon, key = name.partition(":")
    if name in DIMENSIONS or (colon and key and kind in ("tag", "cost_category")):
        return
    raise UnknownName(
        kind="dimension", name=name, known=", ".join((*DIMENSIONS, "tag:<key>", "cost_category:<name>"))
    )


def parse_filter(text: str) -> Filter:
    """A filter from ``ServiceName=A|B`` or ``ServiceName!=A``; raises InvalidFilter."""
    name, separator, values = text.partition("=")
    negated = name.endswith("!")
    name = name.removesuffix("!")
    if not separator or not name or not values:
        raise InvalidFilter(value=text, reason="expected DIMENSION=VALUE, DIMENSION=A|B or DIMENSION!=VALUE")
    check_dimension(name)
    return Filter(name, tuple(values.split("|")), negated)


def compare(current: CostAnswer, previous: CostAnswer) -> Comparison:
    """Match the groups of two answers and rank them by how much they moved."""
    now, before = _by_group(current), _by_group(previous)
    nothing = Decimal(0)
    changes = [
        CostChange(*group, before.get(group, nothing), now.get(group, nothing)) for group in now | before
    ]
    return Comparison(current, previous, tuple(sorted(changes, key=_by_size)))


def _by_size(change: CostChange) -> tuple[bool, Decimal, tuple[str, ...]]:
    """Unknown differences first: they may be the largest."""
    known = change.difference is not None
    return known, -abs(change.difference or Decimal(0)), change.keys


def _by_group(answer: CostAnswer) -> dict[tuple[tuple[str, ...], str], Decimal | None]:
    groups: dict[tuple[tuple[str, ...], str], list[Decimal | None]] = {}
    for row in answer.rows:
        groups.setdefault((row.keys, row.currency), []).append(row.after_credits)
    return {group: known_sum(amounts) for group, amounts in groups.items()}


def _total(currency: str, rows: tuple[CostRow, ...]) -> CostRow:
    same = [row for row in rows if row.currency == currency]
    gross, credits_, refunds = (known_sum(row.amount(movement) for row in same) for movement in Movement)
    return CostRow(None, (), currency, gross, credits_, refunds)
