"""Lambda functions as Compute Optimizer judges them: memory they do not use.

https://docs.aws.amazon.com/compute-optimizer/latest/APIReference/API_LambdaFunctionRecommendation.html
The duration is taken to stay the same, so that the cost follows the memory.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from finops_aws.sandbox.advice_apis.knowledge import LOOKBACK_DAYS, Knowledge
from finops_aws.sandbox.advice_apis.loads import MEMORY
from finops_aws.sandbox.advice_apis.money import GB_SECOND, Saving, kept, monthly_cost

if TYPE_CHECKING:
    from finops_aws.sandbox.estate.things import Thing

Item = dict[str, Any]
SMALLEST_MIB, STEP_MIB, LARGEST_JUDGED_MIB = 128, 64, 1792
SPARE = 1.1
WORTH_WHILE = 0.5
"""A smaller size is recommended when it is at most this part of the present one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionVerdict:
    """What is found of one function; ``used_percent`` is its memory at the peak, None if unknown."""

    thing: "Thing"
    cost: Decimal
    memory: int
    used_percent: float | None
    smaller: int | None
    saving: Saving | None

    @property
    def arn(self) -> str:
        return self.thing.resource_id

    @property
    def finding(self) -> str:
        if self.used_percent is None:
            return "Unavailable"
        return "Optimized" if self.smaller is None else "NotOptimized"

    @property
    def best(self) -> Saving:
        """What the smaller size saves."""
        return self.saving or kept(self.cost)

    @property
    def reasons(self) -> list[str]:
        found = {"Unavailable": ["InsufficientData"], "NotOptimized": ["MemoryOverprovisioned"]}
        return found.get(self.finding, [])


def function_verdict(thing: "Thing", knowledge: Knowledge) -> FunctionVerdict | None:
    """Judge a function of at most 1,792 MiB whose duration is billed; others are not judged: None."""
    told, cost = knowledge.told.of(thing), monthly_cost(thing, GB_SECOND)
    if told is None or cost is None or told["MemorySize"] > LARGEST_JUDGED_MIB:
        return None
    memory, used = told["MemorySize"], knowledge.loads.peak(thing, MEMORY)
    smaller = None if used is None else _enough(memory, used)
    part = Decimal(0) if smaller is None else 1 - Decimal(smaller) / memory
    saving = None if smaller is None else Saving(cost=cost, saved=cost * part)
    return FunctionVerdict(
        thing=thing, cost=cost, memory=memory, used_percent=used, smaller=smaller, saving=saving
    )


def function_item(verdict: FunctionVerdict, knowledge: Knowledge) -> Item:
    """The verdict as GetLambdaFunctionRecommendations lists it."""
    thing, used = verdict.thing, verdict.used_percent
    peak = [] if used is None else [_peak(used * verdict.memory / 100)]
    return {
        "functionArn": f"{verdict.arn}:$LATEST",
        "functionVersion": "$LATEST",
        "accountId": thing.account,
        "currentMemorySize": verdict.memory,
        "utilizationMetrics": peak,
        "lookbackPeriodInDays": float(LOOKBACK_DAYS),
        "lastRefreshTimestamp": knowledge.refreshed,
        "finding": verdict.finding,
        "findingReasonCodes": verdict.reasons,
        "memorySizeRecommendationOptions": _options(verdict),
        "currentPerformanceRisk": "VeryLow",
        "effectiveRecommendationPreferences": {"savingsEstimationMode": {"source": "PublicPricing"}},
        "tags": [{"key": key, "value": value} for key, value in sorted(thing.tags.items())],
    }


def _peak(mebibytes: float) -> Item:
    return {"name": "Memory", "statistic": "Maximum", "value": round(mebibytes, 2)}


def _options(verdict: FunctionVerdict) -> list[Item]:
    if verdict.smaller is None or verdict.saving is None:
        return []
    return [
        {"rank": 1, "memorySize": verdict.smaller, "savingsOpportunity": verdict.saving.opportunity()},
    ]


def _enough(memory: int, used_percent: float) -> int | None:
    """The smallest size with a tenth to spare, None where it is not worth while."""
    steps = -int(-memory * used_percent / 100 * SPARE // STEP_MIB)
    size = max(SMALLEST_MIB, steps * STEP_MIB)
    return size if size <= memory * WORTH_WHILE else None
