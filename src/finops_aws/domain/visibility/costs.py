"""Questions about cost and their answers."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from finops_aws.domain.charge import CostMetric
from finops_aws.domain.money import exact_sum, known_sum
from finops_aws.domain.period import Period
from finops_aws.domain.visibility.delivery import Gap
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


class Basis(StrEnum):
    """Which charges a period takes: those of its months' bills, or those that began on its days."""

    BILLS = "bills"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Filter:
    """Keep only charges whose dimension has one of the values (or, negated, none of them)."""

    dimension: str
    values: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CostQuestion:
    """What was spent in a period, by what, counted how.

    Unless ``basis`` says otherwise, a period of whole months means the bills of those months, so that totals
    equal the invoices; any other period can only mean the days on which the charges began.
    """

    period: Period
    by: tuple[str, ...] = ("ServiceName",)
    metric: CostMetric = CostMetric.EFFECTIVE
    granularity: Granularity = Granularity.MONTH
    filters: tuple[Filter, ...] = ()
    basis: Basis | None = None

    @property
    def counted_by(self) -> Basis:
        """The basis that holds: bills need whole months."""
        return (self.basis or Basis.BILLS) if self.period.is_whole_months else Basis.DAYS

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


@dataclass(frozen=True, slots=True)
class CostAnswer:
    """The rows of a question, largest first within a bucket, and one total per currency.

    ``gaps`` names the bills that the period would need and that are not held: the answer is partial.
    """

    question: CostQuestion
    rows: tuple[CostRow, ...]
    data_version: str
    gaps: tuple[Gap, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether any bill of the period is held; without one nothing is known, not even that it was 0."""
        missing = {gap.billing_period for gap in self.gaps if gap.payer_account_id is None}
        return len(missing) < len(self.question.period.months())

    def totals(self) -> tuple[CostRow, ...]:
        """The sum of all rows, one row per currency: currencies are never added."""
        return tuple(_total(currency, self.rows) for currency in sorted({row.currency for row in self.rows}))

    def largest(self, count: int) -> tuple[tuple[CostRow, ...], tuple["Others", ...]]:
        """The rows of the ``count`` groups that weigh most over the whole period, and all others added up.

        The same groups are kept in every bucket. A group whose cost is unknown weighs most.
        """
        kept = _largest_groups(self.rows, count)
        rows = tuple(row for row in self.rows if (row.keys, row.currency) in kept)
        rest: dict[tuple[date | None, str], list[CostRow]] = {}
        for row in self.rows:
            if (row.keys, row.currency) not in kept:
                rest.setdefault((row.bucket, row.currency), []).append(row)
        others = (
            Others(len(same), sum_rows(same, bucket=bucket, currency=currency))
            for (bucket, currency), same in rest.items()
        )
        return rows, tuple(others)


@dataclass(frozen=True, slots=True)
class Others:
    """What ``groups`` groups add up to in one bucket and currency; the row has no keys."""

    groups: int
    row: CostRow


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
    """Match the groups of two answers and rank them by how much they moved.

    A group that one of the two bills does not have cost 0 there; where there is no bill it is unknown.
    """
    now, before = _by_group(current), _by_group(previous)
    absent_now, absent_before = (Decimal(0) if side.is_known else None for side in (current, previous))
    changes = [
        CostChange(*group, before.get(group, absent_before), now.get(group, absent_now))
        for group in now | before
    ]
    return Comparison(current, previous, tuple(sorted(changes, key=_by_size)))


def compare_totals(comparison: Comparison) -> Comparison:
    """The same two periods with all groups added up."""
    return compare(_totalled(comparison.current), _totalled(comparison.previous))


def _totalled(answer: CostAnswer) -> CostAnswer:
    return replace(answer, question=replace(answer.question, by=()), rows=answer.totals())


def _by_size(change: CostChange) -> tuple[bool, Decimal, tuple[str, ...]]:
    """Unknown differences first: they may be the largest."""
    known = change.difference is not None
    return known, -abs(change.difference or Decimal(0)), change.keys


def _by_group(answer: CostAnswer) -> dict[tuple[tuple[str, ...], str], Decimal | None]:
    groups: dict[tuple[tuple[str, ...], str], list[Decimal | None]] = {}
    for row in answer.rows:
        groups.setdefault((row.keys, row.currency), []).append(row.after_credits)
    return {group: known_sum(amounts) for group, amounts in groups.items()}


def sum_rows(rows: Iterable[CostRow], *, bucket: date | None, currency: str) -> CostRow:
    """The sum of rows of one currency, as a row without keys."""
    same = list(rows)
    gross = known_sum(row.gross for row in same)
    credits_ = known_sum(row.credits for row in same)
    refunds = known_sum(row.refunds for row in same)
    return CostRow(bucket, (), currency, gross, credits_, refunds)


def _total(currency: str, rows: tuple[CostRow, ...]) -> CostRow:
    return sum_rows((row for row in rows if row.currency == currency), bucket=None, currency=currency)


def _largest_groups(rows: Iterable[CostRow], count: int) -> frozenset[tuple[tuple[str, ...], str]]:
    """The (keys, currency) of the ``count`` groups of each currency that weigh most."""
    amounts: dict[tuple[tuple[str, ...], str], list[Decimal | None]] = {}
    for row in rows:
        amounts.setdefault((row.keys, row.currency), []).append(row.after_credits)
    weights = {group: known_sum(parts) for group, parts in amounts.items()}
    largest: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for group in sorted(weights, key=lambda group: _weight(weights[group], group)):
        largest.setdefault(group[1], []).append(group)
    return frozenset(group for groups in largest.values() for group in groups[:count])


def _weight(amount: Decimal | None, group: tuple[tuple[str, ...], str]) -> tuple[bool, Decimal, object]:
    return amount is not None, -abs(amount or Decimal(0)), group
