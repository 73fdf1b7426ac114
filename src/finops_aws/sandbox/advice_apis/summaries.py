"""How many of an account's things Compute Optimizer found how, and what all of it would save.

https://docs.aws.amazon.com/compute-optimizer/latest/APIReference/API_RecommendationSummary.html
Types of which the company has nothing are counted as none.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from finops_aws.sandbox.advice_apis.idle import Unused, unused_things
from finops_aws.sandbox.advice_apis.knowledge import Knowledge
from finops_aws.sandbox.advice_apis.money import Saving, kept, total
from finops_aws.sandbox.advice_apis.verdicts import JUDGES, Verdict, verdicts

Item = dict[str, Any]
SIZED = ("Underprovisioned", "Overprovisioned", "Optimized")
BINARY = ("NotOptimized", "Optimized")
TYPES = {
    "Ec2Instance": SIZED,
    "AutoScalingGroup": BINARY,
    "EbsVolume": BINARY,
    "LambdaFunction": BINARY,
    "EcsService": SIZED,
    "RdsDBInstance": SIZED,
    "NatGateway": (),
}
IDLE_TYPES = {
    "EC2Instance": "Ec2Instance",
    "EBSVolume": "EbsVolume",
    "RDSDBInstance": "RdsDBInstance",
    "NatGateway": "NatGateway",
}
"""The types of idle resources, as the summaries name them."""


def summaries(knowledge: Knowledge, account: str, *, region: str) -> list[Item]:
    """One summary for each type of resource."""
    unused = list(unused_things(knowledge, account, region=region))
    return [
        _summary(
            account,
            kind,
            judged=list(verdicts(knowledge, account, kind=kind, region=region)) if kind in JUDGES else [],
            unused=[one for one in unused if IDLE_TYPES[one.type] == kind],
        )
        for kind in TYPES
    ]


def _summary(account: str, kind: str, *, judged: Sequence[Verdict], unused: Sequence[Unused]) -> Item:
    changes = {one.arn: one.best for one in judged}
    removals = {one.arn: one.saving for one in unused}
    costs = {arn: kept(saving.cost) for arn, saving in (changes | removals).items()}
    counts = Counter(one.finding for one in judged)
    return {
        "accountId": account,
        "recommendationResourceType": kind,
        "summaries": [{"name": name, "value": float(counts[name])} for name in TYPES[kind]],
        "idleSummaries": _idle_counts(unused),
        "savingsOpportunity": _sum(costs | changes),
        "idleSavingsOpportunity": _sum(costs | removals),
        "aggregatedSavingsOpportunity": _sum(costs | changes | removals),
        "currentPerformanceRiskRatings": {
            "high": counts["Underprovisioned"],
            "medium": 0,
            "low": 0,
            "veryLow": len(judged) - counts["Underprovisioned"],
        },
        "inferredWorkloadSavings": [],
    }


def _idle_counts(unused: Sequence[Unused]) -> list[Item]:
    counts = Counter(one.finding for one in unused)
    return [{"name": name, "value": float(count)} for name, count in sorted(counts.items())]


def _sum(savings: dict[str, Saving]) -> Item:
    return total(savings.values()).opportunity()
