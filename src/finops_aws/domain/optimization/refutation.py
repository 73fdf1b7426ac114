"""Refutation: what other facts than the check looked at say against a finding, before it is shown."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time, timedelta

from finops_aws.domain.money import exact_sum
from finops_aws.domain.optimization.checks import Action
from finops_aws.domain.optimization.findings import Finding, LineCost
from finops_aws.domain.optimization.recommendations import Reason, Recommendation, Rejected
from finops_aws.domain.period import Period

GONE_DAYS = 3
"""A resource without a line in so many last days of the window is taken to be gone."""

YOUNGEST = timedelta(days=7)
"""What was made so shortly before the window's end has shown too little to be stopped or resized."""

SCALING_TAG = "aws:autoscaling:groupName"
"""https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html"""

PROTECTING_TAGS = ("finops:keep", "do-not-delete")
"""Tag keys by which people say that a resource stays as it is; any value but false, no or 0."""

REPLICA_MARKS = ("ReadReplicaSourceDBInstanceIdentifier", "ReplicaMode", "ReplicationSourceIdentifier")
"""Attributes that only a copy of another database has.

Source: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html
"""

_CLASS = re.compile(
    r"^(?:[A-Z0-9]+-)?(?:BoxUsage|InstanceUsage|Multi-AZUsage|NodeUsage|ESInstance|Node):(.+)$"
)
_CHANGES = (Action.STOP, Action.DELETE, Action.RESIZE, Action.MIGRATE)
_NO = ("false", "no", "0")


def refuted(one: Recommendation) -> Rejected | None:
    """The first reason that speaks against it, with the fact; None when none does."""
    reason = next(_against(one), None)
    return None if reason is None else Rejected(one, *reason)


def _against(one: Recommendation) -> Iterator[tuple[Reason, str]]:
    finding, action, window = one.finding, one.check.action, one.window
    lines = one.price.seen if one.price else ()
    if gone := _gone(lines, window):
        yield Reason.GONE, gone
    if tag := _protecting(finding.tags):
        yield Reason.PROTECTED, tag
    if action in _CHANGES:
        yield from _against_a_change(finding, window)
    if action in (Action.RESIZE, Action.STOP) and (classes := _classes(lines)):
        yield Reason.CHANGED, classes
    yield from _against_money(one)


def _against_a_change(finding: Finding, window: Period) -> Iterator[tuple[Reason, str]]:
    if group := finding.tags.get(SCALING_TAG):
        yield Reason.SCALED, group
    mark = next((name for name in REPLICA_MARKS if finding.attributes.get(name)), None)
    if mark:
        yield Reason.REPLICA, f"{mark}: {finding.attributes[mark]}"
    end = datetime.combine(window.end, time(), UTC)
    if finding.created and finding.created > end - YOUNGEST:
        yield Reason.YOUNG, finding.created.isoformat()


def _against_money(one: Recommendation) -> Iterator[tuple[Reason, str]]:
    price = one.price
    if price is None or price.amount is None:
        return
    cost = exact_sum(priced.monthly for priced in price.lines)
    committed = exact_sum(priced.line.committed for priced in price.lines)
    if price.amount > cost:
        yield Reason.EXCEEDS_COST, f"{price.amount} > {cost}"
    if price.amount == 0 and committed > 0:
        yield Reason.COMMITTED, ", ".join(sorted({name for p in price.lines for name in p.line.commitments}))


def _gone(lines: tuple[LineCost, ...], window: Period) -> str | None:
    """The last day on the bill, where that is too long ago."""
    if not lines:
        return None
    last = max(line.last for line in lines)
    return str(last) if last < window.end - timedelta(days=GONE_DAYS) else None


def _protecting(tags: Mapping[str, str]) -> str | None:
    for key, value in tags.items():
        if key.lower() in PROTECTING_TAGS and value.lower() not in _NO:
            return f"{key}={value}"
    return None


def _classes(lines: tuple[LineCost, ...]) -> str | None:
    """The classes it had one after the other in the window, where these are several."""
    found = {match[1]: line for line in lines if (match := _CLASS.match(line.usage_type))}
    if len(found) < 2:
        return None
    return " → ".join(sorted(found, key=lambda name: (found[name].first, name)))
