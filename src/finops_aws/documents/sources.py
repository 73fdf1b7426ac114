"""Deliveries: where the figures come from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from finops_aws.documents.figures import Amount, exact
from finops_aws.domain.visibility.delivery import Delivery, Gap, Notice

State = Literal["final", "partly", "estimated", "superseded"]

Text = Callable[..., str]
"""The text of a key with its facts, in the caller's language."""


@dataclass(frozen=True, slots=True)
class GapDocument:
    """A month (YYYY-MM) whose bill is not held: a payer's, or (null) any payer's."""

    billing_period: str
    payer_account_id: str | None


@dataclass(frozen=True, slots=True)
class RoundingDocument:
    """How many values of a column had more than 12 decimals and what rounding took from them in sum."""

    column: str
    values: int
    amount: Amount


@dataclass(frozen=True, slots=True)
class NoticeDocument:
    """Something a reader of the figures should know, as a key and in the caller's words."""

    key: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryDocument:
    """A delivery: one payer, one billing period (YYYY-MM); moments are UTC.

    ``state``: final (every line has an invoice), partly or wholly estimated, or superseded by a newer one.
    """

    export: str
    delivery_id: str
    payer_account_id: str
    billing_period: str
    shape: str
    currency: str
    lines: int
    estimated_lines: int
    state: State
    is_current: bool
    delivered_at: datetime
    ingested_at: datetime
    roundings: list[RoundingDocument]
    notices: list[NoticeDocument]


@dataclass(frozen=True, slots=True)
class SourcesDocument:
    """Every delivery held, newest month first, and the months that are missing between."""

    deliveries: list[DeliveryDocument]
    gaps: list[GapDocument]


def sources_document(deliveries: Iterable[Delivery], gaps: Iterable[Gap], *, text: Text) -> SourcesDocument:
    ordered = sorted(deliveries, key=lambda d: (d.billing_period, d.payer_account_id, d.delivered_at))
    return SourcesDocument([_delivery(one, text) for one in reversed(ordered)], gap_documents(gaps))


def gap_documents(gaps: Iterable[Gap]) -> list[GapDocument]:
    return [GapDocument(gap.billing_period, gap.payer_account_id) for gap in gaps]


def delivery_state(delivery: Delivery) -> State:
    """final, partly, estimated or superseded."""
    if not delivery.is_current:
        return "superseded"
    if delivery.estimated_lines == 0:
        return "final"
    return "estimated" if delivery.estimated_lines == delivery.lines else "partly"


def _delivery(delivery: Delivery, text: Text) -> DeliveryDocument:
    return DeliveryDocument(
        export=delivery.export,
        delivery_id=delivery.delivery_id,
        payer_account_id=delivery.payer_account_id,
        billing_period=delivery.billing_period,
        shape=delivery.shape,
        currency=delivery.currency,
        lines=delivery.lines,
        estimated_lines=delivery.estimated_lines,
        state=delivery_state(delivery),
        is_current=delivery.is_current,
        delivered_at=delivery.delivered_at,
        ingested_at=delivery.ingested_at,
        roundings=[RoundingDocument(r.column, r.values, exact(r.amount)) for r in delivery.roundings],
        notices=[_notice(notice, text) for notice in delivery.notices],
    )


def _notice(notice: Notice, text: Text) -> NoticeDocument:
    return NoticeDocument(notice.key.removeprefix("notice."), text(notice.key, **notice.facts))
