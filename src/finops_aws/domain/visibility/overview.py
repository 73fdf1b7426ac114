"""The overview: where the month stands, how it moved, and what is not known about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from finops_aws.domain.period import Period, month_of, parse_day
from finops_aws.domain.visibility.costs import Comparison, CostAnswer, Filter
from finops_aws.domain.visibility.delivery import Delivery, Gap

MONTHS_SHOWN = 13
DAYS_SHOWN = 30
_LAST_HOUR = 23


class OverviewPart(StrEnum):
    """The parts of the overview; each can be asked for alone."""

    HEADLINE = "headline"
    MONTHS = "months"
    DAILY = "daily"
    CHANGES = "changes"
    UNKNOWNS = "unknowns"
    FRESHNESS = "freshness"


class TagState(StrEnum):
    """Why a charge has a tag's value or not; unallocatable: AWS cannot tag it."""

    TAGGED = "tagged"
    UNTAGGED = "untagged"
    UNALLOCATABLE = "unallocatable"


@dataclass(frozen=True, slots=True)
class TagCost:
    """What the charges in one state of one tag (``tag:team``) cost after credits."""

    tag: str
    state: TagState
    currency: str
    amount: Decimal | None


class UnknownKind(StrEnum):
    """What is not known about a charge."""

    UNTAGGED = "untagged"
    UNMAPPED_SERVICE = "unmapped_service"
    UNKNOWN_LINE_TYPE = "unknown_line_type"
    NO_ACCOUNT = "no_account"
    ESTIMATED = "estimated"
    UNKNOWN_COST = "unknown_cost"


@dataclass(frozen=True, slots=True)
class Unknown:
    """Dollars about which something is not known.

    ``share`` of the month's total is None when either is unknown or of another currency; ``shown_by`` is the
    filter under which the charges are found.
    """

    kind: UnknownKind
    name: str
    currency: str
    amount: Decimal | None
    share: float | None
    shown_by: Filter | None


@dataclass(frozen=True, slots=True)
class Window:
    """The month the overview is about, the last that a bill is held of.

    Days before ``complete_until`` are wholly delivered; ``last_day`` is the last with usage. Both are None
    when no day is.
    """

    month: Period
    is_running: bool
    last_day: date | None
    complete_until: date | None

    @property
    def same_days(self) -> Period | None:
        """The days of the month that are wholly delivered."""
        if self.complete_until is None or self.complete_until <= self.month.start:
            return None
        return Period(self.month.start, min(self.complete_until, self.month.end))

    @property
    def latest_days(self) -> Period:
        """The last days with usage, those of the month before included."""
        end = (self.last_day or self.month.start) + timedelta(days=1)
        return Period(end - timedelta(days=DAYS_SHOWN), end)

    @property
    def latest_months(self) -> Period:
        """The month and the twelve before it."""
        return Period(self.month.months_before(MONTHS_SHOWN - 1).start, self.month.end)


@dataclass(frozen=True, slots=True)
class Freshness:
    """How new a payer's newest bill is; ``estimated_lines`` of ``lines`` may still change."""

    payer_account_id: str
    billing_period: str
    delivered_at: datetime
    ingested_at: datetime
    lines: int
    estimated_lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The parts that were asked for; the others are None.

    ``daily`` is by day and service, ``changes`` compares the complete days with the same days of the month
    before (None: no complete day yet).
    """

    window: Window
    data_version: str
    gaps: tuple[Gap, ...]
    headline: CostAnswer | None = None
    headline_change: Comparison | None = None
    months: CostAnswer | None = None
    daily: CostAnswer | None = None
    changes: Comparison | None = None
    unknowns: tuple[Unknown, ...] | None = None
    freshness: tuple[Freshness, ...] | None = None


def window_of(deliveries: Iterable[Delivery], *, now: datetime, last_hour: datetime | None) -> Window:
    """The window on the last month held; ``last_hour`` is its last hour with usage.

    A day counts as wholly delivered once its last hour has usage.
    """
    month = month_of(parse_day(max(bill.billing_period for bill in newest_bills(deliveries))))
    last_day = last_hour.date() if last_hour else None
    if now.date() >= month.end:
        return Window(month, False, last_day, month.end)
    if last_hour is None or last_day is None:
        return Window(month, True, None, None)
    return Window(month, True, last_day, last_day + timedelta(days=last_hour.hour == _LAST_HOUR))


def newest_bills(deliveries: Iterable[Delivery]) -> tuple[Delivery, ...]:
    """Each payer's newest current bill."""
    newest: dict[str, Delivery] = {}
    for bill in sorted(deliveries, key=lambda bill: (bill.billing_period, bill.delivered_at)):
        if bill.is_current:
            newest[bill.payer_account_id] = bill
    return tuple(newest[payer] for payer in sorted(newest))


def share_of(amount: Decimal | None, total: Decimal | None) -> float | None:
    """The part of the whole; None when either is unknown or the whole is 0."""
    return float(amount / total) if amount is not None and total else None
