"""Which questions about the estate were answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from finops_aws.documents.figures import Amount, exact
from finops_aws.documents.tables import Table
from finops_aws.domain.operations.coverage import Coverage, CoverageRow
from finops_aws.domain.operations.estate import Status

Spent = Mapping[str, Decimal | None] | None


@dataclass(frozen=True, slots=True)
class SpendDocument:
    """A cost in one currency; an amount of null is unknown."""

    currency: str
    amount: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRowDocument:
    """How one job ended. ``is_known`` false: what was not found may exist all the same.

    ``at_stake``: what the service costs in the account and region over the last two bills; null: no bill is
    held. ``missing_action``: the IAM action that was refused; ``code`` and ``reason`` are AWS's words.
    """

    account: str
    region: str
    service: str
    resource_type: str
    status: Status
    is_known: bool
    resources: int
    calls: int
    throttles: int
    missing_action: str | None
    code: str | None
    reason: str | None
    ended_at: datetime
    at_stake: list[SpendDocument] | None


@dataclass(frozen=True, slots=True)
class StatusCount:
    """How many jobs ended so, and how many of them leave nothing to ask."""

    status: Status
    jobs: int
    known: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageDocument:
    """Every job, gaps first; ``unknown_spend`` lies behind the gaps, each line of the bill counted once."""

    is_whole: bool
    by_status: list[StatusCount]
    unknown_spend: list[SpendDocument] | None
    rows: list[CoverageRowDocument]


def coverage_document(coverage: Coverage) -> CoverageDocument:
    return CoverageDocument(
        is_whole=coverage.is_whole,
        by_status=[StatusCount(status, *counts) for status, counts in coverage.by_status.items()],
        unknown_spend=spend_documents(coverage.unknown_spend),
        rows=[_row(row) for row in coverage.rows],
    )


def spend_documents(spent: Spent) -> list[SpendDocument] | None:
    """An entry per currency; None stays unknown."""
    if spent is None:
        return None
    return [SpendDocument(currency, exact(amount)) for currency, amount in spent.items()]


def coverage_table(rows: list[CoverageRowDocument]) -> Table:
    columns = (
        *("account", "region", "service", "resource_type", "status", "resources", "calls", "throttles"),
        *("missing_action", "code", "reason", "ended_at", "currency", "at_stake"),
    )
    return Table(
        "coverage",
        columns,
        [
            (
                *(row.account, row.region, row.service, row.resource_type, str(row.status)),
                *(row.resources, row.calls, row.throttles, row.missing_action, row.code, row.reason),
                row.ended_at,
                *cost,
            )
            for row in rows
            for cost in costs_by_currency(row.at_stake)
        ],
    )


def costs_by_currency(spent: list[SpendDocument] | None) -> list[tuple[str | None, Decimal | None]]:
    """The (currency, cost) of each row that a table needs: one per currency, or one without."""
    pairs = [(one.currency, None if one.amount is None else Decimal(one.amount)) for one in spent or ()]
    return [*pairs] or [(None, None)]


def _row(row: CoverageRow) -> CoverageRowDocument:
    job, ending = row.outcome.job, row.outcome.ending
    return CoverageRowDocument(
        account=job.account,
        region=job.region,
        service=job.service,
        resource_type=job.resource_type,
        status=ending.status,
        is_known=row.is_known,
        resources=ending.resources,
        calls=ending.calls,
        throttles=ending.throttles,
        missing_action=ending.action,
        code=ending.code,
        reason=ending.reason,
        ended_at=row.outcome.ended_at,
        at_stake=spend_documents(row.at_stake),
    )
