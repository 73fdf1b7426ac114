"""What to do about waste: the plan of recommendations, with the evidence for each."""

import string
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from finops_aws.documents.figures import Amount, exact
from finops_aws.documents.tables import Table
from finops_aws.domain.optimization.recommendations import Blind, LineCost, Recommendation, Recommendations


@dataclass(frozen=True, slots=True, kw_only=True)
class SavingDocument:
    """Money a month."""

    amount: Amount
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDocument:
    """What one usage type of the resource cost in the window; null is unknown."""

    usage_type: str
    unit: str | None
    quantity: Amount
    amount: Amount
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceDocument:
    """What the check saw, the days of the bill (half-open), its lines, and how the price came about."""

    seen: dict[str, Any]
    start: date
    end: date
    price_source: str | None
    lines: list[LineDocument]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationDocument:
    """One recommendation; ``monthly_savings`` null: its price is not known, or it saves none by itself."""

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
    effort: str
    risk: str
    why: str
    remedy: str
    commands: list[str]
    evidence: EvidenceDocument
    alternatives: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindDocument:
    """Where a check could not see, and what it lacks: not the same as no finding."""

    check: str
    account_id: str
    region: str
    missing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationsDocument:
    """The plan, at most one per resource, largest saving first; the total counts what is known."""

    start: date
    end: date
    totals: list[SavingDocument]
    recommendations: list[RecommendationDocument]
    blind: list[BlindDocument]


def recommendations_document(found: Recommendations, lang: str) -> RecommendationsDocument:
    """The plan in a language."""
    return RecommendationsDocument(
        start=found.window.start,
        end=found.window.end,
        totals=[SavingDocument(amount=exact(amount), currency=c) for c, amount in found.totals.items()],
        recommendations=[_recommendation(one, lang) for one in found.plan],
        blind=[_blind(one) for one in found.blind],
    )


def recommendations_table(document: RecommendationsDocument) -> Table:
    columns = (
        *("id", "check", "family", "service", "resource_type", "resource_id", "resource_arn", "name"),
        *("account_id", "region", "action", "effort", "risk"),
    )
    rows = [
        (
            *(getattr(one, name) for name in columns),
            one.monthly_savings.amount if one.monthly_savings else None,
            one.monthly_savings.currency if one.monthly_savings else None,
        )
        for one in document.recommendations
    ]
    return Table("recommendations", (*columns, "monthly_savings", "currency"), rows)


def _recommendation(one: Recommendation, lang: str) -> RecommendationDocument:
    check, finding, price = one.check, one.finding, one.price
    saving = None
    if price is not None and price.amount is not None and price.currency is not None:
        saving = SavingDocument(amount=exact(price.amount), currency=price.currency)
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
        monthly_savings=saving,
        saves_money=check.saving is not None,
        effort=check.effort,
        risk=check.risk,
        why=check.why[lang],
        remedy=check.remedy[lang],
        commands=[_command(text, one) for text in check.commands],
        evidence=_evidence(one),
        alternatives=list(one.alternatives),
    )


def _evidence(one: Recommendation) -> EvidenceDocument:
    return EvidenceDocument(
        seen=dict(one.finding.evidence),
        start=one.window.start,
        end=one.window.end,
        price_source=one.price.source if one.price else None,
        lines=[_line(line) for line in one.price.lines] if one.price else [],
        source=one.check.source,
    )


def _line(line: LineCost) -> LineDocument:
    return LineDocument(
        usage_type=line.usage_type,
        unit=line.unit,
        quantity=exact(line.quantity),
        amount=exact(line.amount),
        currency=line.currency,
    )


def _blind(one: Blind) -> BlindDocument:
    return BlindDocument(check=one.check.id, account_id=one.account, region=one.region, missing=one.missing)


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
