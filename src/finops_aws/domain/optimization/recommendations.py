"""Recommendations: findings of checks with their price, the evidence for it, and the best plan of them."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from finops_aws.domain.optimization.checks import Check
from finops_aws.domain.period import Period

MONTH_HOURS = Decimal(730)
"""Hours of a month, as AWS counts them in its price examples.

Source: https://docs.aws.amazon.com/pricing-calculator/latest/userguide/what-is-pricing-calculator.html
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a check yields for one resource; ``evidence`` is what its query saw."""

    account: str
    region: str
    resource_type: str
    resource_id: str
    resource_arn: str | None
    name: str | None
    created: datetime | None
    evidence: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LineCost:
    """What one usage type of a resource cost in the window, net and amortized; ``amount`` None is unknown."""

    usage_type: str
    unit: str | None
    currency: str
    amount: Decimal | None
    quantity: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """A monthly saving and what it was worked out from; ``amount`` None: the price is not known."""

    amount: Decimal | None
    currency: str | None
    source: str
    lines: tuple[LineCost, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """A finding that has a price; ``window`` are the days of the bill that it was worked out from (UTC).

    ``alternatives`` are the ids of those on the same resource that would save less instead of it.
    """

    check: Check
    finding: Finding
    price: Price | None
    window: Period
    alternatives: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The same for the same check and resource, whenever it is found."""
        one = self.finding
        name = "\x1f".join((self.check.id, one.account, one.region, one.resource_type, one.resource_id))
        return f"{self.check.id}-{hashlib.sha256(name.encode()).hexdigest()[:12]}"

    @property
    def saving(self) -> Decimal:
        """What orders and chooses: an unknown amount counts for nothing, and is shown as unknown."""
        known = self.price.amount if self.price else None
        return known if known is not None else Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blind:
    """Where a check could not see: which of its needs is not known in the account and region."""

    check: Check
    account: str
    region: str
    missing: str


@dataclass(frozen=True, slots=True)
class Detection:
    """What a check found, and where it could not see."""

    findings: tuple[Finding, ...]
    blind: tuple[Blind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendations:
    """The plan, largest saving first, and where checks could not see."""

    plan: tuple[Recommendation, ...]
    blind: tuple[Blind, ...]
    window: Period
    totals: Mapping[str, Decimal] = field(default_factory=dict)


def best_plan(found: Iterable[Recommendation]) -> Sequence[Recommendation]:
    """Of all on one resource the one that saves most; the others become its alternatives, never a sum."""
    by_resource: dict[tuple[str, str, str], list[Recommendation]] = {}
    for one in found:
        key = (one.finding.account, one.finding.resource_type, one.finding.resource_id)
        by_resource.setdefault(key, []).append(one)
    return sorted(map(_best, by_resource.values()), key=lambda one: (-one.saving, one.id))


def _best(rivals: list[Recommendation]) -> Recommendation:
    first, *others = sorted(rivals, key=lambda one: (-one.saving, one.id))
    return Recommendation(
        check=first.check,
        finding=first.finding,
        price=first.price,
        window=first.window,
        alternatives=tuple(other.id for other in others),
    )
