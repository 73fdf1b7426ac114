"""Checks, findings, lines and recommendations for tests."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from finops_aws.domain.optimization.checks import Action, Check, Family, Param, Saving
from finops_aws.domain.optimization.findings import Finding, LineCost
from finops_aws.domain.optimization.recommendations import Price, PricedLine, Recommendation
from finops_aws.domain.period import Period

WINDOW = Period(date(2026, 10, 1), date(2026, 10, 31))
WORDS = {"en": "a title", "pt-BR": "um título"}


def check(
    name: str = "check",
    action: Action = Action.DELETE,
    *,
    savings: tuple[Saving, ...] = (Saving(usage_type="EBS"),),
    params: Mapping[str, Param] | None = None,
    effort: str = "minutes",
) -> Check:
    return Check(
        id=name,
        family=Family.STORAGE,
        service="ebs",
        title=WORDS,
        why=WORDS,
        remedy=WORDS,
        action=action,
        effort=effort,
        risk="low",
        commands=("aws ec2 delete-volume --volume-id {resource_id}",),
        source="https://example.com",
        needs=("resources.aws:ebs:volume",),
        params=params or {},
        query="SELECT 1",
        savings=savings,
    )


def finding(resource: str = "vol-1", **more: Any) -> Finding:
    known: dict[str, Any] = {
        "account": "1",
        "region": "r",
        "resource_type": "aws:ebs:volume",
        "resource_id": resource,
        "resource_arn": None,
        "name": None,
        "created": None,
        "evidence": {},
    }
    return Finding(**{**known, **more})


def line(amount: str | None, usage_type: str = "EBS:VolumeUsage.gp2", **more: Any) -> LineCost:
    known: dict[str, Any] = {
        "account": "1",
        "resource": "vol-1",
        "service_code": "AmazonEC2",
        "unit": "GB-Mo",
        "currency": "USD",
        "quantity": Decimal(1),
        "first": WINDOW.start,
        "last": date(2026, 10, 30),
    }
    known |= {"usage_type": usage_type, "amount": None if amount is None else Decimal(amount)}
    return LineCost(**{**known, **more})


def recommendation(
    name: str = "check",
    action: Action = Action.DELETE,
    *,
    shares: Sequence[tuple[str, str, str, str]] = (("vol-1", "EBS", "10", "1"),),
    one: Finding | None = None,
    price: Price | None = None,
    effort: str = "minutes",
) -> Recommendation:
    """``shares``: resource, usage type, monthly cost, share saved."""
    lines = tuple(
        PricedLine(line(cost, usage_type, resource=resource), Decimal(cost), Decimal(share))
        for resource, usage_type, cost, share in shares
    )
    known = Price(
        amount=sum((part.saved for part in lines), Decimal(0)),
        currency="USD",
        source="own bill, net amortized",
        seen=tuple(part.line for part in lines),
        lines=lines,
    )
    resources = tuple(dict.fromkeys(resource for resource, *_ in shares))
    found = one or finding(resources[0] if resources else "vol-1", billed=resources)
    return Recommendation(
        check=check(name, action, effort=effort), finding=found, price=price or known, window=WINDOW
    )


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
