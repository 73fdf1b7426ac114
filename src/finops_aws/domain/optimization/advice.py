"""AWS's own advice merged with the own findings: both keep their provenance, no amount is added twice."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from finops_aws.domain.optimization.checks import Action
from finops_aws.domain.optimization.findings import AwsAdvice
from finops_aws.domain.optimization.recommendations import Confidence, Recommendation

SAME = {
    "delete": Action.DELETE,
    "stop": Action.STOP,
    "rightsize": Action.RESIZE,
    "upgrade": Action.UPGRADE,
    "migratetograviton": Action.MIGRATE,
    "scalein": Action.RESIZE,
}
"""The actions of Cost Optimization Hub that are one of ours.

Source: https://docs.aws.amazon.com/cost-management/latest/userguide/cost-optimization-hub.html
"""

Advised = tuple[Sequence[Recommendation], tuple[AwsAdvice, ...]]


def merged(found: Iterable[Recommendation], advice: Sequence[AwsAdvice]) -> Advised:
    """The recommendations with what AWS says of the same resource, and the advice about any other.

    Where AWS advises the same action, the recommendation is as sure as it can be.
    """
    by_name: dict[tuple[str, str], list[AwsAdvice]] = defaultdict(list)
    for one in advice:
        for name in one.names:
            by_name[one.account, name].append(one)
    used: set[int] = set()
    merged_ones = []
    for recommendation in found:
        own = _about(recommendation, by_name)
        used |= set(map(id, own))
        merged_ones.append(_with(recommendation, own))
    return merged_ones, tuple(one for one in advice if one.names and id(one) not in used)


def _about(one: Recommendation, by_name: dict[tuple[str, str], list[AwsAdvice]]) -> list[AwsAdvice]:
    finding = one.finding
    names = (name for name in (finding.resource_arn, finding.resource_id) if name)
    found = {id(said): said for name in names for said in by_name.get((finding.account, name), ())}
    return list(found.values())


def _with(one: Recommendation, advice: Sequence[AwsAdvice]) -> Recommendation:
    if not advice:
        return one
    agrees = any(SAME.get((said.action or "").lower()) is one.check.action for said in advice)
    is_priced = one.price is not None and one.price.amount is not None
    confidence = Confidence.HIGH if agrees and is_priced else one.confidence
    return replace(one, advice=tuple(advice), confidence=confidence)
