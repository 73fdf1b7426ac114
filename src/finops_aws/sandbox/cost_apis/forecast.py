"""GetCostForecast: what the days to come will cost.

The method is simple on purpose. A day to come costs the mean of the last 30 complete days; days of the
period that are billed already count as they are. n days to come vary by √n times the standard deviation
of those 30 days, and the bounds hold the asked share of a normal distribution around the mean.
https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetCostForecast.html
"""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from statistics import NormalDist
from typing import Any

from finops_aws.sandbox.cost_apis.amounts import CURRENCY, rounded
from finops_aws.sandbox.cost_apis.expressions import Condition
from finops_aws.sandbox.cost_apis.ledger import Answer, Ledger
from finops_aws.sandbox.cost_apis.periods import TOO_NEW, Days, days_of, granularity_of
from finops_aws.sandbox.cost_apis.refusals import invalid, unavailable
from finops_aws.sandbox.cost_apis.usage import METRICS, of_caller
from finops_aws.sandbox.prices import decimal
from finops_aws.sandbox.server import Call

LOOKBACK_DAYS = 30
USUAL_LEVEL = 80
TOO_LITTLE = "Insufficient amount of historical data to generate forecast"
ASKED = {
    "AMORTIZED_COST": "AmortizedCost",
    "BLENDED_COST": "BlendedCost",
    "NET_AMORTIZED_COST": "NetAmortizedCost",
    "NET_UNBLENDED_COST": "NetUnblendedCost",
    "UNBLENDED_COST": "UnblendedCost",
}


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a period has cost so far, what it will cost in all, and the standard deviation of that, in USD."""

    mean: Decimal
    deviation: Decimal


class Forecaster:
    """Foretells periods from the days billed so far; ``metric`` is one of GetCostAndUsage."""

    def __init__(self, ledger: Ledger, chosen: Condition, *, metric: str) -> None:
        self._until = ledger.until
        query = f"SELECT day, {METRICS[metric]} FROM cost WHERE ({chosen.sql}) GROUP BY day"
        rows = ledger.cube.rows(query, chosen.values)
        self._costs = {day: decimal(int(amount)) for day, amount in rows}

    @property
    def is_blind(self) -> bool:
        """Whether nothing was billed in the days it looks back to."""
        return not any(self._recent())

    def outlook(self, days: Days) -> Outlook:
        """Foretell one period; it may have begun."""
        recent = self._recent()
        mean = sum(recent, Decimal(0)) / LOOKBACK_DAYS
        variance = sum(((cost - mean) ** 2 for cost in recent), Decimal(0)) / (LOOKBACK_DAYS - 1)
        ahead = max(0, (days.stop - max(days.first, self._until)).days)
        so_far = [
            cost for day, cost in self._costs.items() if days.first <= day < min(days.stop, self._until)
        ]
        return Outlook(sum(so_far, Decimal(0)) + mean * ahead, (variance * ahead).sqrt())

    def _recent(self) -> list[Decimal]:
        days = [self._until - timedelta(days=back) for back in range(1, LOOKBACK_DAYS + 1)]
        return [self._costs.get(day, Decimal(0)) for day in days]


def _cost_forecast(ledger: Ledger, call: Call) -> dict[str, Any]:
    days = _days_ahead(ledger, call)
    metric = ASKED.get(call.parameters["Metric"])
    if metric is None:
        raise invalid(f"Metric must be among {', '.join(ASKED)}")
    forecaster = Forecaster(ledger, of_caller(ledger, call), metric=metric)
    if forecaster.is_blind:
        raise unavailable(TOO_LITTLE)
    level = int(call.parameters.get("PredictionIntervalLevel") or USUAL_LEVEL)
    spread = Decimal(str(round(NormalDist().inv_cdf(0.5 + level / 200), 9)))
    results = [
        _result(period, forecaster.outlook(period), spread=spread) for period in days.by(granularity_of(call))
    ]
    total = forecaster.outlook(days).mean
    return {"Total": {"Amount": rounded(total), "Unit": CURRENCY}, "ForecastResultsByTime": results}


def _days_ahead(ledger: Ledger, call: Call) -> Days:
    days = days_of(call.parameters["TimePeriod"])
    if days.first > ledger.until:
        raise invalid(TOO_NEW)
    if days.stop <= ledger.until:
        raise invalid("The end date must be after the current date")
    return days


def _result(period: Days, outlook: Outlook, *, spread: Decimal) -> dict[str, Any]:
    """The forecast of a period; a cost does not fall below 0, only credits do."""
    reach = outlook.deviation * spread
    least = max(outlook.mean - reach, min(outlook.mean, Decimal(0)))
    return {
        "TimePeriod": period.asked,
        "MeanValue": rounded(outlook.mean),
        "PredictionIntervalLowerBound": rounded(least),
        "PredictionIntervalUpperBound": rounded(outlook.mean + reach),
    }


ANSWERS: dict[str, Answer] = {"GetCostForecast": _cost_forecast}
