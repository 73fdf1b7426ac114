"""EBS volumes as Compute Optimizer judges them: gp2 that would cost less as gp3.

https://docs.aws.amazon.com/compute-optimizer/latest/APIReference/API_VolumeRecommendation.html
https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html
"""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from finops_aws.sandbox.advice_apis.knowledge import FIRST_METRICS, LOOKBACK_DAYS, Knowledge
from finops_aws.sandbox.advice_apis.money import GB_MONTH, Saving, kept, monthly_cost
from finops_aws.sandbox.prices import prices

if TYPE_CHECKING:
    from finops_aws.sandbox.estate.things import Thing

Item = dict[str, Any]
GP2, GP3 = "gp2", "gp3"
GP3_IOPS, GP3_THROUGHPUT = 3000, 125
"""What every gp3 volume includes: IOPS, and MiB per second."""

BURST_IOPS = 3000
SMALL_GP2_GIB, SMALL_GP2_THROUGHPUT, GP2_THROUGHPUT = 170, 128, 250
OPERATIONS = {"VolumeReadOps": "VolumeReadOpsPerSecond", "VolumeWriteOps": "VolumeWriteOpsPerSecond"}
HOUR_SECONDS = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeVerdict:
    """What is found of one volume. ``told`` is its item of DescribeVolumes."""

    thing: "Thing"
    told: Item
    cost: Decimal
    upgrade: Saving | None

    @property
    def arn(self) -> str:
        return f"arn:aws:ec2:{self.thing.region}:{self.thing.account}:volume/{self.thing.name}"

    @property
    def finding(self) -> str:
        return "Optimized" if self.upgrade is None else "NotOptimized"

    @property
    def best(self) -> Saving:
        """What the other type saves."""
        return self.upgrade or kept(self.cost)

    @property
    def is_attached(self) -> bool:
        return bool(self.told["State"] != "available")


def volume_verdict(thing: "Thing", knowledge: Knowledge) -> VolumeVerdict | None:
    """Judge a gp2 or gp3 volume that has existed for 30 hours, attached or not; no other: None.

    A gp2 volume with more IOPS than gp3 includes keeps its type: the price table knows no extra IOPS.
    """
    told, cost = knowledge.told.of(thing), monthly_cost(thing, GB_MONTH)
    if told is None or cost is None or knowledge.age(thing) < FIRST_METRICS:
        return None
    if told["VolumeType"] not in (GP2, GP3):
        return None
    now, then = (prices()[f"ebs-{kind}"].rate(thing.region) for kind in (told["VolumeType"], GP3))
    is_dearer = told["VolumeType"] == GP2 and told["Iops"] <= GP3_IOPS and then < now
    upgrade = Saving(cost=cost, saved=cost * (now - then) / now) if is_dearer else None
    return VolumeVerdict(thing=thing, told=told, cost=cost, upgrade=upgrade)


def measured_volume_verdict(thing: "Thing", knowledge: Knowledge) -> VolumeVerdict | None:
    """Judge a volume that hung on something for 30 hours of the last 14 days; others are not judged."""
    verdict = volume_verdict(thing, knowledge)
    if verdict is None or verdict.is_attached:
        return verdict
    is_measured = knowledge.unattached_for(thing) + FIRST_METRICS <= timedelta(days=LOOKBACK_DAYS)
    return verdict if is_measured else None


def volume_item(verdict: VolumeVerdict, knowledge: Knowledge) -> Item:
    """The verdict as GetEBSVolumeRecommendations lists it."""
    thing = verdict.thing
    return {
        "volumeArn": verdict.arn,
        "accountId": thing.account,
        "currentConfiguration": configuration(verdict.told, verdict.told["VolumeType"]),
        "finding": verdict.finding,
        "utilizationMetrics": _metrics(thing, knowledge),
        "lookBackPeriodInDays": float(LOOKBACK_DAYS),
        "volumeRecommendationOptions": [] if verdict.upgrade is None else [_option(verdict, verdict.upgrade)],
        "lastRefreshTimestamp": knowledge.refreshed,
        "currentPerformanceRisk": "VeryLow",
        "effectiveRecommendationPreferences": {
            "savingsEstimationMode": {"source": "PublicPricing"},
            "lookBackPeriod": "DAYS_14",
        },
        "tags": [{"key": key, "value": value} for key, value in sorted(thing.tags.items())],
    }


def configuration(told: Item, kind: str) -> Item:
    """A volume of this size as the kind would be configured: IOPS, and throughput in MiB per second."""
    size = told["Size"]
    if kind == GP3:
        iops = told["Iops"] if told["VolumeType"] == GP3 else GP3_IOPS
        burst, throughput = iops, told.get("Throughput", GP3_THROUGHPUT)
    else:
        iops, burst = told["Iops"], max(told["Iops"], BURST_IOPS)
        throughput = SMALL_GP2_THROUGHPUT if size <= SMALL_GP2_GIB else GP2_THROUGHPUT
    return {
        "volumeType": kind,
        "volumeSize": size,
        "volumeBaselineIOPS": iops,
        "volumeBurstIOPS": burst,
        "volumeBaselineThroughput": throughput,
        "volumeBurstThroughput": throughput,
        "rootVolume": any(one.get("Device") == "/dev/xvda" for one in told.get("Attachments", ())),
    }


def _option(verdict: VolumeVerdict, upgrade: Saving) -> Item:
    return {
        "configuration": configuration(verdict.told, GP3),
        "performanceRisk": 1.0,
        "rank": 1,
        "savingsOpportunity": upgrade.opportunity(),
    }


def _metrics(thing: "Thing", knowledge: Knowledge) -> list[Item]:
    known = {name: knowledge.loads.peak(thing, metric) for metric, name in OPERATIONS.items()}
    return [
        {"name": name, "statistic": "Maximum", "value": operations / HOUR_SECONDS}
        for name, operations in known.items()
        if operations is not None
    ]
