"""What was decided, what it has saved, and how every check went."""

from dataclasses import dataclass
from datetime import date, datetime

from finops_aws.application.optimization.decide import Decided
from finops_aws.application.optimization.measure_savings import MeasuredDecision, RealizedSavings
from finops_aws.documents.figures import Amount, exact
from finops_aws.documents.recommendations import DecisionDocument, decision_document
from finops_aws.documents.tables import Table
from finops_aws.domain.optimization.recommendations import Recommendations


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionChangeDocument:
    """One recommendation: what holds now and what held before; null is no decision."""

    id: str
    now: DecisionDocument | None
    before: DecisionDocument | None


@dataclass(frozen=True, slots=True)
class DecidedDocument:
    """Every decision that was changed, with what undoes it."""

    changes: list[DecisionChangeDocument]


@dataclass(frozen=True, slots=True, kw_only=True)
class RealizedDocument:
    """What one accepted recommendation has saved a month, with a 90 % interval; null: it cannot be told.

    ``standing``: measured, too_early or unknown. ``has_control``: others like it were compared with.
    """

    id: str
    check: str
    title: str | None
    account_id: str
    region: str
    resource_type: str
    resource_id: str
    decided_at: datetime
    standing: str
    monthly_savings: Amount
    low: Amount
    high: Amount
    saved_so_far: Amount
    days_before: int
    days_after: int
    has_control: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RealizedSavingsDocument:
    """Accepted recommendations, newest first; the sums count what could be measured.

    A sum is null where something was accepted and nothing of it could be measured.
    """

    currency: str | None
    monthly_savings: Amount
    saved_so_far: Amount
    decisions: list[RealizedDocument]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRunDocument:
    """How a check went: resources that it could see, what it found, what of that was rejected.

    ``blind`` counts the accounts and regions where it could not see.
    """

    id: str
    title: str
    family: str
    service: str
    action: str
    resources: int
    found: int
    rejected: int
    blind: int
    as_of: datetime
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecksDocument:
    """Every check, and the days of the bill that it was priced from (half-open)."""

    start: date
    end: date
    checks: list[CheckRunDocument]


def decided_document(decided: Decided) -> DecidedDocument:
    """What changed."""
    return DecidedDocument(
        [
            DecisionChangeDocument(
                id=name, now=decision_document(now), before=decision_document(decided.before.get(name))
            )
            for name, now in decided.now.items()
        ]
    )


def realized_document(found: RealizedSavings, lang: str) -> RealizedSavingsDocument:
    """What was saved, in a language."""
    return RealizedSavingsDocument(
        currency=found.currency,
        monthly_savings=exact(found.monthly),
        saved_so_far=exact(found.so_far),
        decisions=[_realized(one, lang) for one in found.measured],
    )


def realized_table(document: RealizedSavingsDocument) -> Table:
    columns = (
        *("id", "check", "account_id", "region", "resource_type", "resource_id", "decided_at"),
        *("standing", "monthly_savings", "low", "high", "saved_so_far"),
    )
    rows = [tuple(getattr(one, name) for name in columns) for one in document.decisions]
    return Table("savings", columns, rows)


def checks_document(found: Recommendations, lang: str) -> ChecksDocument:
    """How every check went, in a language."""
    return ChecksDocument(
        start=found.window.start,
        end=found.window.end,
        checks=[
            CheckRunDocument(
                id=one.check.id,
                title=one.check.title[lang],
                family=one.check.family,
                service=one.check.service,
                action=one.check.action,
                resources=one.resources,
                found=one.found,
                rejected=one.rejected,
                blind=one.blind,
                as_of=one.as_of,
                source=one.check.source,
            )
            for one in sorted(found.examined, key=lambda one: one.check.id)
        ],
    )


def _realized(one: MeasuredDecision, lang: str) -> RealizedDocument:
    decision, realized = one.decision, one.realized
    return RealizedDocument(
        id=decision.recommendation,
        check=decision.check,
        title=one.check.title[lang] if one.check else None,
        account_id=decision.account,
        region=decision.region,
        resource_type=decision.resource_type,
        resource_id=decision.resource_id,
        decided_at=decision.decided_at,
        standing=realized.standing,
        monthly_savings=exact(realized.monthly),
        low=exact(realized.low),
        high=exact(realized.high),
        saved_so_far=exact(realized.so_far),
        days_before=realized.days_before,
        days_after=realized.days_after,
        has_control=realized.has_control,
    )
