"""RDS databases as Compute Optimizer judges them: by CPU, and by whether anybody connects.

https://docs.aws.amazon.com/compute-optimizer/latest/APIReference/API_RDSDBRecommendation.html
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from finops_aws.sandbox.advice_apis import sizes
from finops_aws.sandbox.advice_apis.knowledge import FIRST_METRICS, LOOKBACK_DAYS, Knowledge
from finops_aws.sandbox.advice_apis.loads import CPU, is_idle_database
from finops_aws.sandbox.advice_apis.money import HOUR, Saving, kept, monthly_cost, own_prices
from finops_aws.sandbox.advice_apis.sizes import MOST_OPTIONS, SATURATED, Option, Sized

if TYPE_CHECKING:
    from finops_aws.sandbox.estate.things import Thing

Item = dict[str, Any]
SINGLE_ZONE = "InstanceUsage:"


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseVerdict:
    """What is found of one database. ``told`` is its item of DescribeDBInstances."""

    thing: "Thing"
    told: Item
    cost: Decimal
    cpu: float
    is_idle: bool
    options: tuple[Option, ...]

    @property
    def arn(self) -> str:
        return self.thing.resource_id

    @property
    def finding(self) -> str:
        if self.cpu >= SATURATED:
            return "Underprovisioned"
        return "Overprovisioned" if self.options else "Optimized"

    @property
    def best(self) -> Saving:
        """What the best option saves."""
        return self.options[0].saving if self.options else kept(self.cost)

    @property
    def reasons(self) -> list[str]:
        found = {"Underprovisioned": ["CPUUnderprovisioned"], "Overprovisioned": ["CPUOverprovisioned"]}
        return found.get(self.finding, [])


def database_verdict(thing: "Thing", knowledge: Knowledge) -> DatabaseVerdict | None:
    """Judge an available instance whose hours are billed; others are not judged: None.

    Only the price of a single zone is known for every size, so other deployments get no other class.
    """
    told, cpu = knowledge.told.of(thing), knowledge.loads.peak(thing, CPU)
    cost = monthly_cost(thing, HOUR)
    if told is None or cpu is None or cost is None or knowledge.age(thing) < FIRST_METRICS:
        return None
    if told["DBInstanceStatus"] != "available":
        return None
    fitting = sizes.larger if cpu >= SATURATED else sizes.smaller
    sized = Sized(type=told["DBInstanceClass"], region=thing.region, cost=cost, cpu=cpu)
    is_single = all(price.usage.startswith(SINGLE_ZONE) for price in own_prices(thing, HOUR))
    options = fitting(sized) if is_single else []
    return DatabaseVerdict(
        thing=thing,
        told=told,
        cost=cost,
        cpu=cpu,
        is_idle=is_idle_database(thing, knowledge.loads),
        options=tuple(options[:MOST_OPTIONS]),
    )


def database_item(verdict: DatabaseVerdict, knowledge: Knowledge) -> Item:
    """The verdict as GetRDSDatabaseRecommendations lists it."""
    thing, told = verdict.thing, verdict.told
    return {
        "resourceArn": verdict.arn,
        "accountId": thing.account,
        "engine": told["Engine"],
        "engineVersion": told["EngineVersion"],
        "currentDBInstanceClass": told["DBInstanceClass"],
        "currentStorageConfiguration": {
            "storageType": told["StorageType"],
            "allocatedStorage": told["AllocatedStorage"],
        },
        "idle": str(verdict.is_idle),
        "instanceFinding": verdict.finding,
        "storageFinding": "Optimized",
        "instanceFindingReasonCodes": verdict.reasons,
        "storageFindingReasonCodes": [],
        "currentInstancePerformanceRisk": "High" if verdict.finding == "Underprovisioned" else "VeryLow",
        "instanceRecommendationOptions": [
            _option(option, rank) for rank, option in enumerate(verdict.options, start=1)
        ],
        "storageRecommendationOptions": [],
        "utilizationMetrics": _metrics(verdict, knowledge),
        "lookbackPeriodInDays": float(LOOKBACK_DAYS),
        "lastRefreshTimestamp": knowledge.refreshed,
        "tags": [{"key": key, "value": value} for key, value in sorted(thing.tags.items())],
        "effectiveRecommendationPreferences": {
            "cpuVendorArchitectures": ["CURRENT"],
            "enhancedInfrastructureMetrics": "Inactive",
            "lookBackPeriod": "DAYS_14",
            "savingsEstimationMode": {"source": "PublicPricing"},
        },
    }


def _metrics(verdict: DatabaseVerdict, knowledge: Knowledge) -> list[Item]:
    found = [{"name": "CPU", "statistic": "Maximum", "value": verdict.cpu}]
    connections = knowledge.loads.peak(verdict.thing, "DatabaseConnections")
    if connections is not None:
        found.append({"name": "DatabaseConnections", "statistic": "Maximum", "value": connections})
    return found


def _option(option: Option, rank: int) -> Item:
    return {
        "dbInstanceClass": option.type,
        "projectedUtilizationMetrics": [{"name": "CPU", "statistic": "Maximum", "value": option.projected}],
        "performanceRisk": option.risk,
        "rank": rank,
        "savingsOpportunity": option.saving.opportunity(),
    }
