"""Recommendations: findings of checks with their price, the evidence for it, and how sure they are."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from finops_aws.domain.optimization.checks import Check
from finops_aws.domain.optimization.decisions import Decision
from finops_aws.domain.optimization.findings import AwsAdvice, Blind, Finding, LineCost
from finops_aws.domain.period import Period

MONTH_HOURS = Decimal(730)
"""Hours of a month, as AWS counts them in its price examples.

Source: https://docs.aws.amazon.com/pricing-calculator/latest/userguide/what-is-pricing-calculator.html
"""
WEIGHTS = {"minutes": Decimal(1), "hours": Decimal(4), "days": Decimal(16)}
"""How an effort counts against a saving when they are ranked: our own choice, no amount uses it."""


class Confidence(StrEnum):
    """How sure a saving is, by what it rests on."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def weight(self) -> Decimal:
        """How it counts when recommendations are ranked: our own choice, no amount uses it."""
        return {"high": Decimal(1), "medium": Decimal("0.7"), "low": Decimal("0.4")}[self]


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line of the bill, what it costs in a month of 730 hours, and the share of that which is saved."""

    line: LineCost
    monthly: Decimal
    share: Decimal

    @property
    def saved(self) -> Decimal:
        """What is saved of it a month."""
        return self.monthly * self.share


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """A monthly saving and what it was worked out from; ``amount`` None: the price is not known.

    ``seen`` are the lines that were found; ``lines`` those of a known price. ``is_estimate``: a share that a
    page states has a part in it.
    """

    amount: Decimal | None
    currency: str | None
    source: str
    seen: tuple[LineCost, ...] = ()
    lines: tuple[PricedLine, ...] = ()
    is_estimate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """A finding that has a price (None: it saves no money by itself).

    ``window`` are the days of the bill that it was worked out from (UTC). ``planned`` is what it saves after
    those before it in a chain on the same lines; ``after`` are their ids. ``alternatives`` are the ids of
    those on the same resource that cannot be done as well. ``as_of`` is up to when the facts
    were known, ``advice`` what AWS says of the resource,
    ``decision`` what people decided.
    """

    check: Check
    finding: Finding
    price: Price | None
    window: Period
    confidence: Confidence = Confidence.HIGH
    planned: Decimal | None = None
    after: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    as_of: datetime | None = None
    advice: tuple[AwsAdvice, ...] = ()
    decision: Decision | None = None

    @property
    def id(self) -> str:
        """The same for the same check and resource, whenever it is found."""
        one = self.finding
        name = "\x1f".join((self.check.id, one.account, one.region, one.resource_type, one.resource_id))
        return f"{self.check.id}-{hashlib.sha256(name.encode()).hexdigest()[:12]}"

    @property
    def saving(self) -> Decimal:
        """What it would save alone; an unknown amount counts for nothing, and is shown as unknown."""
        known = self.price.amount if self.price else None
        return known if known is not None else Decimal(0)

    @property
    def rank(self) -> Decimal:
        """Money by how sure it is and by how little work: the larger, the earlier."""
        known = self.planned if self.planned is not None else self.saving
        return known * self.confidence.weight / WEIGHTS[self.check.effort]


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """How a check went: resources of its types that it saw, what it found, and what of that was rejected.

    ``blind`` counts the places where it could not see; ``as_of`` is up to when the facts were known (UTC).
    """

    check: Check
    resources: int
    found: int
    rejected: int
    blind: int
    as_of: datetime


class Reason(StrEnum):
    """Why a finding is not recommended."""

    GONE = "gone"
    CHANGED = "changed"
    SCALED = "scaled"
    PROTECTED = "protected"
    REPLICA = "replica"
    YOUNG = "young"
    COMMITTED = "committed"
    EXCEEDS_COST = "exceeds_cost"


@dataclass(frozen=True, slots=True)
class Rejected:
    """A finding that other facts speak against."""

    recommendation: Recommendation
    reason: Reason
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendations:
    """The plan, best first, what was rejected and why, and where checks could not see.

    ``totals`` are per currency what the plan saves, of what is known. ``excluded`` cannot be done beside
    what the plan holds, ``set_aside`` was dismissed or snoozed,
    ``advised`` is what AWS alone says, ``examined`` how every check went.
    """

    plan: tuple[Recommendation, ...]
    blind: tuple[Blind, ...]
    window: Period
    rejected: tuple[Rejected, ...] = ()
    excluded: tuple[Recommendation, ...] = ()
    set_aside: tuple[Recommendation, ...] = ()
    advised: tuple[AwsAdvice, ...] = ()
    examined: tuple[Examined, ...] = ()
    totals: Mapping[str, Decimal] = field(default_factory=dict)
