"""Findings: what checks yield, what is known of the resources beside it, and where checks cannot see."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from finops_aws.domain.money import exact_sum
from finops_aws.domain.optimization.checks import Check


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a check yields for one resource; ``evidence`` is what its query saw.

    ``billed`` are the ids or ARNs whose lines of the bill are meant, where these are not the resource's own.
    ``share`` is what the query found to be wasted of them, from 0 to 1.
    """

    account: str
    region: str
    resource_type: str
    resource_id: str
    resource_arn: str | None
    name: str | None
    created: datetime | None
    evidence: Mapping[str, Any]
    billed: tuple[str, ...] = ()
    share: Decimal = Decimal(1)
    tags: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """What the bill may call what it is about: some resources by ARN, others by id."""
        own = (self.resource_arn, self.resource_id)
        return self.billed or tuple(dict.fromkeys(name for name in own if name))


@dataclass(frozen=True, slots=True, kw_only=True)
class LineCost:
    """What one usage type of a resource cost in the window, net and amortized; ``amount`` None is unknown.

    ``committed`` is the part of it that commitments cover, ``commitments`` their ids with the part of each.
    ``first`` and ``last`` are its first and last day in the window.
    """

    account: str
    resource: str
    service_code: str | None
    usage_type: str
    unit: str | None
    currency: str
    amount: Decimal | None
    quantity: Decimal | None
    first: date
    last: date
    commitments: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def committed(self) -> Decimal:
        """The part of the amount that commitments cover."""
        return sum(self.commitments.values(), Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class AtStake:
    """What the lines cost a month that a check could not judge; ``amount`` None is unknown."""

    amount: Decimal | None
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Blind:
    """Where a check could not see: which of its needs is not known in the account and region.

    ``at_stake`` is what the check could have been about there, per currency.
    """

    check: Check
    account: str
    region: str
    missing: str
    at_stake: tuple[AtStake, ...] = ()


def at_stake(blind: Iterable[Blind]) -> dict[str, Decimal]:
    """Currency → what could not be judged costs a month: in each place the largest of each need.

    Checks that lack the same need may be about the same cost; what is not known is left out.
    """
    largest: dict[tuple[str, str, str, str], Decimal] = {}
    for one in blind:
        for stake in one.at_stake:
            if stake.amount is not None:
                key = (stake.currency, one.account, one.region, one.missing)
                largest[key] = max(largest.get(key, Decimal(0)), stake.amount)
    sums: dict[str, Decimal] = {}
    for (currency, *_), amount in largest.items():
        sums[currency] = exact_sum((sums.get(currency, Decimal(0)), amount))
    return dict(sorted(sums.items()))


@dataclass(frozen=True, slots=True)
class Detection:
    """What a check found, and where it could not see."""

    findings: tuple[Finding, ...]
    blind: tuple[Blind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AwsAdvice:
    """What one of AWS's advisors says of a resource, in its own words; None is what it does not say.

    ``names`` are the id and the ARN under which it names the resource.
    """

    source: str
    account: str
    region: str
    names: tuple[str, ...]
    subject: str | None
    finding: str | None
    action: str | None
    monthly_saving: Decimal | None
    currency: str | None
    as_of: datetime | None


@dataclass(frozen=True, slots=True)
class ListRate:
    """What a unit costs at list price; ``is_own``: by the own bill, else by AWS's Price List."""

    amount: Decimal
    currency: str
    is_own: bool
