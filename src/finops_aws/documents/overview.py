"""The overview of the last month held."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from finops_aws.documents.costs import (
    ChangeDocument,
    CostDocument,
    FilterDocument,
    QuestionDocument,
    change_documents,
    cost_document,
    filter_document,
    question_document,
)
from finops_aws.documents.figures import Amount, exact
from finops_aws.documents.sources import GapDocument, gap_documents
from finops_aws.domain.visibility.costs import Comparison, CostAnswer
from finops_aws.domain.visibility.overview import Freshness, Overview, Unknown, UnknownKind, Window

SERVICES_SHOWN = 9
CHANGES_SHOWN = 10


@dataclass(frozen=True, slots=True)
class WindowDocument:
    """The month (half-open) and its days: before ``complete_until`` all is delivered."""

    start: date
    end: date
    is_running: bool
    last_day: date | None
    complete_until: date | None


@dataclass(frozen=True, slots=True)
class ForecastDocument:
    """A forecast of the month; ``is_built`` false: this release computes none, so there is no amount."""

    is_built: bool
    amount: Amount


@dataclass(frozen=True, slots=True)
class MovedDocument:
    """Two periods of the same days and what changed between them."""

    current: QuestionDocument
    previous: QuestionDocument
    changes: list[ChangeDocument]
    current_gaps: list[GapDocument]
    previous_gaps: list[GapDocument]


@dataclass(frozen=True, slots=True)
class HeadlineDocument:
    """The month's bill so far; ``change`` is null until a day is wholly delivered."""

    costs: CostDocument
    change: MovedDocument | None
    forecast: ForecastDocument


@dataclass(frozen=True, slots=True)
class UnknownDocument:
    """Dollars about which something is not known: ``share`` of the month, the filter that shows them."""

    kind: UnknownKind
    name: str
    currency: str
    amount: Amount
    share: float | None
    shown_by: FilterDocument | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FreshnessDocument:
    """A payer's newest bill; ``estimated_lines`` of ``lines`` may still change. Moments are UTC."""

    payer_account_id: str
    billing_period: str
    delivered_at: datetime
    ingested_at: datetime
    lines: int
    estimated_lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewDocument:
    """The parts that were asked for, the others null; in ``daily`` small services are added up in others."""

    window: WindowDocument
    data_version: str
    gaps: list[GapDocument]
    headline: HeadlineDocument | None
    months: CostDocument | None
    daily: CostDocument | None
    changes: MovedDocument | None
    unknowns: list[UnknownDocument] | None
    freshness: list[FreshnessDocument] | None


def overview_document(overview: Overview) -> OverviewDocument:
    return OverviewDocument(
        window=_window(overview.window),
        data_version=overview.data_version,
        gaps=gap_documents(overview.gaps),
        headline=_headline(overview.headline, overview.headline_change) if overview.headline else None,
        months=cost_document(overview.months) if overview.months else None,
        daily=cost_document(overview.daily, top=SERVICES_SHOWN) if overview.daily else None,
        changes=_moved(overview.changes) if overview.changes else None,
        unknowns=None if overview.unknowns is None else [_unknown(one) for one in overview.unknowns],
        freshness=None if overview.freshness is None else _freshness(overview.freshness),
    )


def _window(window: Window) -> WindowDocument:
    month = window.month
    return WindowDocument(month.start, month.end, window.is_running, window.last_day, window.complete_until)


def _headline(costs: CostAnswer, change: Comparison | None) -> HeadlineDocument:
    forecast = ForecastDocument(is_built=False, amount=None)
    return HeadlineDocument(cost_document(costs), _moved(change) if change else None, forecast)


def _moved(comparison: Comparison) -> MovedDocument:
    current, previous = comparison.current.question, comparison.previous.question
    return MovedDocument(
        question_document(current),
        question_document(previous),
        change_documents(comparison.changes[:CHANGES_SHOWN], current.by),
        gap_documents(comparison.current.gaps),
        gap_documents(comparison.previous.gaps),
    )


def _unknown(unknown: Unknown) -> UnknownDocument:
    shown_by = unknown.shown_by
    return UnknownDocument(
        kind=unknown.kind,
        name=unknown.name,
        currency=unknown.currency,
        amount=exact(unknown.amount),
        share=unknown.share,
        shown_by=filter_document(shown_by) if shown_by else None,
    )


def _freshness(bills: Sequence[Freshness]) -> list[FreshnessDocument]:
    return [
        FreshnessDocument(
            payer_account_id=bill.payer_account_id,
            billing_period=bill.billing_period,
            delivered_at=bill.delivered_at,
            ingested_at=bill.ingested_at,
            lines=bill.lines,
            estimated_lines=bill.estimated_lines,
        )
        for bill in bills
    ]
