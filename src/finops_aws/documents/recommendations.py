"""What to do about waste: the plan of recommendations, with the evidence for each."""

import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from finops_aws.documents.figures import Amount, exact
from finops_aws.documents.tables import Table
from finops_aws.domain.optimization.decisions import Decision
from finops_aws.domain.optimization.findings import AwsAdvice, Blind, LineCost, at_stake
from finops_aws.domain.optimization.recommendations import (
    Price,
    PricedLine,
    Recommendation,
    Recommendations,
    Rejected,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SavingDocument:
    """Money a month."""

    amount: Amount
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDocument:
    """What one usage type cost in the window, and the share of it that is saved; null is unknown."""

    resource_id: str
    usage_type: str
    unit: str | None
    quantity: Amount
    amount: Amount
    currency: str
    saved_share: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceDocument:
    """What the check saw, the days of the bill (half-open), its lines, and how the price came about.

    ``query`` and ``parameters`` are the check's own. ``is_estimate``: a share that a page states has a part
    in the price.
    """

    seen: dict[str, Any]
    start: date
    end: date
    as_of: datetime | None
    price_source: str | None
    is_estimate: bool
    lines: list[LineDocument]
    source: str
    query: str
    parameters: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvisedDocument:
    """What one of AWS's advisors says of a resource, in its own words; null is what it does not say."""

    source: str
    account_id: str
    region: str
    resource_id: str
    finding: str | None
    action: str | None
    monthly_savings: SavingDocument | None
    as_of: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionDocument:
    """What was decided; it holds until the day ``until``, that one not included."""

    decision: str
    reason: str | None
    until: date | None
    decided_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationDocument:
    """One recommendation; ``monthly_savings`` null: its price is not known, or it saves none by itself.

    ``after`` are those that are done first on the same lines, ``alternatives`` those that it excludes.
    """

    id: str
    check: str
    title: str
    family: str
    service: str
    resource_type: str
    resource_id: str
    resource_arn: str | None
    name: str | None
    account_id: str
    region: str
    action: str
    monthly_savings: SavingDocument | None
    saves_money: bool
    confidence: str
    effort: str
    risk: str
    why: str
    remedy: str
    commands: list[str]
    evidence: EvidenceDocument
    after: list[str]
    alternatives: list[str]
    advice: list[AdvisedDocument]
    decision: DecisionDocument | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedDocument:
    """A finding that is not recommended, and the fact that speaks against it."""

    id: str
    check: str
    title: str
    resource_type: str
    resource_id: str
    name: str | None
    account_id: str
    region: str
    monthly_savings: SavingDocument | None
    reason: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindDocument:
    """Where a check could not see, what it lacks, and what it could have been about there a month.

    This is not the same as no finding.
    """

    check: str
    title: str
    family: str
    account_id: str
    region: str
    missing: str
    at_stake: list[SavingDocument]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationsDocument:
    """The plan, at most one per resource, largest saving first; the total counts what is known."""

    start: date
    end: date
    totals: list[SavingDocument]
    at_stake: list[SavingDocument]
    recommendations: list[RecommendationDocument]
    excluded: list[RecommendationDocument]
    set_aside: list[RecommendationDocument]
    rejected: list[RejectedDocument]
    advised: list[AdvisedDocument]
    blind: list[BlindDocument]


def recommendations_document(found: Recommendations, lang: str) -> RecommendationsDocument:
    """The plan in a language."""
    return RecommendationsDocument(
        start=found.window.start,
        end=found.window.end,
        totals=_savings(found.totals),
        at_stake=_savings(at_stake(found.blind)),
        recommendations=[_recommendation(one, lang) for one in found.plan],
        excluded=[_recommendation(one, lang) for one in found.excluded],
        set_aside=[_recommendation(one, lang) for one in found.set_aside],
        rejected=[_rejected(one, lang) for one in found.rejected],
        advised=[_advised(one) for one in found.advised],
        blind=[_blind(one, lang) for one in found.blind],
    )


def _savings(sums: Mapping[str, Decimal]) -> list[SavingDocument]:
    return [SavingDocument(amount=exact(amount), currency=currency) for currency, amount in sums.items()]


def recommendations_table(document: RecommendationsDocument) -> Table:
    columns = (
        *("id", "check", "family", "service", "resource_type", "resource_id", "resource_arn", "name"),
        *("account_id", "region", "action", "confidence", "effort", "risk"),
    )
    rows = [
        (
            *(getattr(one, name) for name in columns),
            _figure(one.monthly_savings),
            one.monthly_savings.currency if one.monthly_savings else None,
        )
        for one in document.recommendations
    ]
    return Table("recommendations", (*columns, "monthly_savings", "currency"), rows)


def _recommendation(one: Recommendation, lang: str) -> RecommendationDocument:
    check, finding = one.check, one.finding
    return RecommendationDocument(
        id=one.id,
        check=check.id,
        title=check.title[lang],
        family=check.family,
        service=check.service,
        resource_type=finding.resource_type,
        resource_id=finding.resource_id,
        resource_arn=finding.resource_arn,
        name=finding.name,
        account_id=finding.account,
        region=finding.region,
        action=check.action,
        monthly_savings=_saving(_known(one), one.price),
        saves_money=bool(check.savings),
        confidence=one.confidence,
        effort=check.effort,
        risk=check.risk,
        why=check.why[lang],
        remedy=check.remedy[lang],
        commands=[_command(text, one) for text in check.commands],
        evidence=_evidence(one),
        after=list(one.after),
        alternatives=list(one.alternatives),
        advice=[_advised(said) for said in one.advice],
        decision=decision_document(one.decision),
    )


def _known(one: Recommendation) -> Decimal | None:
    """What it saves in its place in the plan; what it would save alone where it has none."""
    if one.planned is not None or one.price is None:
        return one.planned
    return one.price.amount


def _figure(saving: SavingDocument | None) -> Decimal | None:
    return None if saving is None or saving.amount is None else Decimal(saving.amount)


def decision_document(one: Decision | None) -> DecisionDocument | None:
    """The decision, or null."""
    if one is None:
        return None
    return DecisionDocument(
        decision=one.choice, reason=one.reason, until=one.until, decided_at=one.decided_at
    )


def _advised(one: AwsAdvice) -> AdvisedDocument:
    saving = None
    if one.monthly_saving is not None and one.currency is not None:
        saving = SavingDocument(amount=exact(one.monthly_saving), currency=one.currency)
    return AdvisedDocument(
        source=one.source,
        account_id=one.account,
        region=one.region,
        resource_id=one.names[-1],
        finding=one.finding,
        action=one.action,
        monthly_savings=saving,
        as_of=one.as_of,
    )


def _saving(amount: Decimal | None, price: Price | None) -> SavingDocument | None:
    if amount is None or price is None or price.currency is None:
        return None
    return SavingDocument(amount=exact(amount), currency=price.currency)


def _evidence(one: Recommendation) -> EvidenceDocument:
    price, check = one.price, one.check
    return EvidenceDocument(
        seen=dict(one.finding.evidence),
        start=one.window.start,
        end=one.window.end,
        as_of=one.as_of,
        price_source=price.source if price else None,
        is_estimate=price.is_estimate if price else False,
        lines=_lines(price) if price else [],
        source=check.source,
        query=check.query,
        parameters={name: param.value for name, param in check.params.items()},
    )


def _lines(price: Price) -> list[LineDocument]:
    """The lines of a known price; else those that were found, of which no share is known."""
    known: Sequence[PricedLine] = price.lines
    if known:
        return [_line(one.line, one.share) for one in known]
    return [_line(line, None) for line in price.seen]


def _line(line: LineCost, share: Decimal | None) -> LineDocument:
    return LineDocument(
        resource_id=line.resource,
        usage_type=line.usage_type,
        unit=line.unit,
        quantity=exact(line.quantity),
        amount=exact(line.amount),
        currency=line.currency,
        saved_share=exact(None if share is None else round(share, 10)),
    )


def _rejected(one: Rejected, lang: str) -> RejectedDocument:
    found, finding = one.recommendation, one.recommendation.finding
    price = found.price
    return RejectedDocument(
        id=found.id,
        check=found.check.id,
        title=found.check.title[lang],
        resource_type=finding.resource_type,
        resource_id=finding.resource_id,
        name=finding.name,
        account_id=finding.account,
        region=finding.region,
        monthly_savings=_saving(price.amount if price else None, price),
        reason=one.reason,
        because=one.because,
    )


def _blind(one: Blind, lang: str) -> BlindDocument:
    stakes: Iterable[SavingDocument] = (
        SavingDocument(amount=exact(stake.amount), currency=stake.currency) for stake in one.at_stake
    )
    return BlindDocument(
        check=one.check.id,
        title=one.check.title[lang],
        family=one.check.family,
        account_id=one.account,
        region=one.region,
        missing=one.missing,
        at_stake=list(stakes),
    )


def _command(text: str, one: Recommendation) -> str:
    """The command with what is known of the resource in place of its names."""
    finding = one.finding
    known: Mapping[str, Any] = {
        **finding.evidence,
        "resource_id": finding.resource_id,
        "resource_arn": finding.resource_arn or finding.resource_id,
        "name": finding.name or finding.resource_id,
        "region": finding.region,
        "account": finding.account,
    }
    return string.Formatter().vformat(text, (), known)
