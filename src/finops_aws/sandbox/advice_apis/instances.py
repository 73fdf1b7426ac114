"""EC2 instances as Compute Optimizer judges them by CPU; memory is unknown without the CloudWatch agent.

https://docs.aws.amazon.com/compute-optimizer/latest/APIReference/API_InstanceRecommendation.html
The finding is spelled as the API answers it, in capitals; a filter asks for it in the other spelling.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from finops_aws.sandbox.advice_apis import sizes
from finops_aws.sandbox.advice_apis.knowledge import FIRST_METRICS, LOOKBACK_DAYS, Knowledge
from finops_aws.sandbox.advice_apis.loads import CPU, is_idle_instance
from finops_aws.sandbox.advice_apis.money import HOUR, Saving, kept, monthly_cost
from finops_aws.sandbox.advice_apis.sizes import MOST_OPTIONS, SATURATED, Option, Sized

if TYPE_CHECKING:
    from finops_aws.sandbox.estate.things import Thing

Item = dict[str, Any]
ARM, SAME = "AWS_ARM64", "CURRENT"
OVER, UNDER, OPTIMIZED = "Overprovisioned", "Underprovisioned", "Optimized"
ANSWERED = {OVER: "OVER_PROVISIONED", UNDER: "UNDER_PROVISIONED", OPTIMIZED: "OPTIMIZED"}
NETWORK_NAMES = {
    "NetworkIn": "NETWORK_IN_BYTES_PER_SECOND",
    "NetworkOut": "NETWORK_OUT_BYTES_PER_SECOND",
}
HOUR_SECONDS = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceVerdict:
    """What is found of one instance: the options on its own architecture, and those on Graviton."""

    thing: "Thing"
    cost: Decimal
    cpu: float
    is_idle: bool
    options: tuple[Option, ...]
    graviton: tuple[Option, ...]

    @property
    def arn(self) -> str:
        return f"arn:aws:ec2:{self.thing.region}:{self.thing.account}:instance/{self.thing.name}"

    @property
    def finding(self) -> str:
        if self.cpu >= SATURATED:
            return UNDER
        return OVER if self.options else OPTIMIZED

    @property
    def reasons(self) -> list[str]:
        return {UNDER: ["CPUUnderprovisioned"], OVER: ["CPUOverprovisioned"]}.get(self.finding, [])

    @property
    def best(self) -> Saving:
        """What the best option on the same architecture saves."""
        return self.options[0].saving if self.options else kept(self.cost)

    def chosen(self, architectures: list[str]) -> list[Option]:
        """The options on the architectures asked for, the one that saves most first."""
        asked = architectures or [SAME]
        found = [*(self.options if SAME in asked else ()), *(self.graviton if ARM in asked else ())]
        return sorted(found, key=lambda option: -option.saving.saved)[:MOST_OPTIONS]


def instance_verdict(thing: "Thing", knowledge: Knowledge) -> InstanceVerdict | None:
    """Judge a running On-Demand instance with 30 hours of metrics; others are not judged: None."""
    told, cpu = knowledge.told.of(thing), knowledge.loads.peak(thing, CPU)
    cost = monthly_cost(thing, HOUR)
    if told is None or cpu is None or cost is None or knowledge.age(thing) < FIRST_METRICS:
        return None
    if told["State"]["Name"] != "running":
        return None
    sized = Sized(type=told["InstanceType"], region=thing.region, cost=cost, cpu=cpu)
    is_small = cpu >= SATURATED
    fitting = sizes.larger(sized) if is_small else sizes.smaller(sized)
    return InstanceVerdict(
        thing=thing,
        cost=cost,
        cpu=cpu,
        is_idle=is_idle_instance(thing, knowledge.loads),
        options=tuple(fitting[:MOST_OPTIONS]),
        graviton=() if is_small else tuple(sizes.on_graviton(sized)[:MOST_OPTIONS]),
    )


def instance_item(verdict: InstanceVerdict, knowledge: Knowledge, *, architectures: list[str]) -> Item:
    """The verdict as GetEC2InstanceRecommendations lists it."""
    thing = verdict.thing
    name = {"instanceName": thing.tags["Name"]} if "Name" in thing.tags else {}
    ranked = enumerate(verdict.chosen(architectures), start=1)
    return {
        "instanceArn": verdict.arn,
        "accountId": thing.account,
        **name,
        "currentInstanceType": thing.instance_class,
        "finding": ANSWERED[verdict.finding],
        "findingReasonCodes": verdict.reasons,
        "utilizationMetrics": _metrics(verdict, knowledge),
        "lookBackPeriodInDays": float(LOOKBACK_DAYS),
        "recommendationOptions": [_option(option, rank) for rank, option in ranked],
        "recommendationSources": [
            {"recommendationSourceArn": verdict.arn, "recommendationSourceType": "Ec2Instance"}
        ],
        "lastRefreshTimestamp": knowledge.refreshed,
        "currentPerformanceRisk": "High" if verdict.finding == UNDER else "VeryLow",
        "effectiveRecommendationPreferences": _preferences(architectures),
        "inferredWorkloadTypes": [],
        "instanceState": "running",
        "tags": [{"key": key, "value": value} for key, value in sorted(thing.tags.items())],
        "externalMetricStatus": {"statusCode": "NO_EXTERNAL_METRIC_SET", "statusReason": ""},
        "idle": str(verdict.is_idle),
    }


def _metrics(verdict: InstanceVerdict, knowledge: Knowledge) -> list[Item]:
    found = [{"name": "Cpu", "statistic": "Maximum", "value": verdict.cpu}]
    for metric, name in NETWORK_NAMES.items():
        bytes_per_hour = knowledge.loads.peak(verdict.thing, metric)
        if bytes_per_hour is not None:
            found.append({"name": name, "statistic": "Maximum", "value": bytes_per_hour / HOUR_SECONDS})
    return found


def _option(option: Option, rank: int) -> Item:
    return {
        "instanceType": option.type,
        "projectedUtilizationMetrics": [{"name": "Cpu", "statistic": "Maximum", "value": option.projected}],
        "platformDifferences": ["Architecture"] if option.changes_architecture else [],
        "performanceRisk": option.risk,
        "rank": rank,
        "savingsOpportunity": option.saving.opportunity(),
        "migrationEffort": "Medium" if option.changes_architecture else "VeryLow",
    }


def _preferences(architectures: list[str]) -> Item:
    return {
        "cpuVendorArchitectures": architectures or [SAME],
        "enhancedInfrastructureMetrics": "Inactive",
        "inferredWorkloadTypes": "Active",
        "lookBackPeriod": "DAYS_14",
        "savingsEstimationMode": {"source": "PublicPricing"},
    }
