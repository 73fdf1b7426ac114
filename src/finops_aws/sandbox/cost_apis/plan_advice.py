"""GetSavingsPlansPurchaseRecommendation.

The formula: take the hourly on-demand spend that a plan could cover but none does, over the days looked
back to. Its least hour is steady. Commit to the steady spend in plan prices, rounded down to a tenth of
a cent; it saves the difference in every hour. Where the least hour has nothing there is nothing to buy.
The sandbox's plan prices are the same for every term and payment; a month has 365/12 days.
https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetSavingsPlansPurchaseRecommendation.html
"""

import uuid
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from functools import partial
from typing import Any

from finops_aws.sandbox.commitments import YEAR_HOURS, Payment
from finops_aws.sandbox.cost_apis.amounts import CURRENCY, percentage, rounded
from finops_aws.sandbox.cost_apis.demand import (
    MONTH_DAYS,
    Group,
    Sizes,
    Steady,
    by_account,
    lookback_days,
    steady,
)
from finops_aws.sandbox.cost_apis.ledger import Answer, Ledger
from finops_aws.sandbox.cost_apis.paging import cut, following
from finops_aws.sandbox.fleet import plan_rates
from finops_aws.sandbox.lines import Line
from finops_aws.sandbox.meters import Meter
from finops_aws.sandbox.prices import TICKS, decimal
from finops_aws.sandbox.server import Call

USUAL_PAGE = 20
GRAIN = Decimal("0.001")
COVERED = {"AmazonEC2": "BoxUsage:", "AmazonECS": "Fargate-", "AWSLambda": "Lambda-GB-Second"}
TERMS = {"ONE_YEAR": 1, "THREE_YEARS": 3}
PAYMENTS = {"NO_UPFRONT": Payment.NO, "PARTIAL_UPFRONT": Payment.PARTIAL, "ALL_UPFRONT": Payment.ALL}


@dataclass(frozen=True, slots=True)
class Advice:
    """One plan to buy; ``saving`` and ``commitment`` are USD per hour, ``days`` those looked back to."""

    group: Group
    spend: Steady
    commitment: Decimal
    saving: Decimal
    days: int

    def over(self, hourly: Decimal) -> Decimal:
        """An hourly amount over the days looked back to."""
        return hourly * self.spend.hours

    @property
    def monthly_saving(self) -> Decimal:
        return self.over(self.saving) * MONTH_DAYS / self.days


def _recommendation(ledger: Ledger, call: Call) -> dict[str, Any]:
    asked = call.parameters
    found = _advice(ledger, call)
    page, token = cut(found, asked.get("NextPageToken"), size=int(asked.get("PageSize") or USUAL_PAGE))
    names = ("SavingsPlansType", "TermInYears", "PaymentOption", "LookbackPeriodInDays")
    told: dict[str, Any] = {
        "AccountScope": asked.get("AccountScope", "PAYER"),
        **{name: asked[name] for name in names},
        "SavingsPlansPurchaseRecommendationDetails": [_detail(call, one) for one in page],
    }
    if found:
        told["SavingsPlansPurchaseRecommendationSummary"] = _summary(found)
    seed = f"{ledger.until}-{sorted((name, str(asked.get(name))) for name in names)}"
    metadata = {
        "RecommendationId": str(uuid.uuid5(uuid.NAMESPACE_OID, seed)),
        "GenerationTimestamp": f"{ledger.until}T00:00:00Z",
    }
    return {
        "Metadata": metadata,
        "SavingsPlansPurchaseRecommendation": told,
        **following("NextPageToken", token),
    }


def _advice(ledger: Ledger, call: Call) -> list[Advice]:
    kind, days = call.parameters["SavingsPlansType"], lookback_days(call)
    if kind not in ("COMPUTE_SP", "EC2_INSTANCE_SP"):
        return []
    is_bound = kind == "EC2_INSTANCE_SP"
    sorter = by_account(ledger, call, sorter=_family if is_bound else _anything)
    found = steady(ledger, days, sorter=sorter, measure=partial(_spend, is_bound=is_bound))
    advice = [_advised(group, spend, days=days) for group, spend in found.items()]
    return [one for one in advice if one.commitment > 0]


def _anything(meter: Meter) -> Group | None:
    return () if COVERED.get(meter.product_code, "no usage") in meter.usage_type else None


def _family(meter: Meter) -> Group | None:
    if meter.product_code != "AmazonEC2" or _anything(meter) is None:
        return None
    return meter.region, meter.price.instance_type.rpartition(".")[0]


def _spend(line: Line, *, is_bound: bool) -> Sizes:
    """An hour's line in on-demand and in plan prices, in USD."""
    rate = plan_rates(line.meter)[0 if is_bound else 1]
    return decimal(line.unblended), Decimal(line.quantity) * rate / TICKS / TICKS


def _advised(group: Group, spend: Steady, *, days: int) -> Advice:
    on_demand, planned = spend.total
    share = planned / on_demand
    commitment = (spend.least[0] * share).quantize(GRAIN, ROUND_DOWN)
    return Advice(group, spend, commitment, commitment / share - commitment, days)


def _detail(call: Call, advice: Advice) -> dict[str, Any]:
    asked, spend = call.parameters, advice.spend
    account, *place = advice.group
    bound = dict(zip(("Region", "InstanceFamily"), place, strict=True)) if place else {}
    total, cost = spend.total[0], advice.over(advice.commitment)
    saved = advice.over(advice.saving)
    upfront = advice.commitment * PAYMENTS[asked["PaymentOption"]].upfront_share
    return {
        "SavingsPlansDetails": {**bound, "OfferingId": _offering(call, advice)},
        "AccountId": account,
        "UpfrontCost": rounded(upfront * TERMS[asked["TermInYears"]] * YEAR_HOURS),
        "EstimatedROI": percentage(saved, cost),
        "CurrencyCode": CURRENCY,
        "EstimatedSPCost": rounded(cost),
        "EstimatedOnDemandCost": rounded(total - cost - saved),
        "EstimatedOnDemandCostWithCurrentCommitment": rounded(total),
        "EstimatedSavingsAmount": rounded(saved),
        "EstimatedSavingsPercentage": percentage(saved, total),
        "HourlyCommitmentToPurchase": rounded(advice.commitment),
        "EstimatedAverageUtilization": "100",
        "EstimatedMonthlySavingsAmount": rounded(advice.monthly_saving),
        "CurrentMinimumHourlyOnDemandSpend": rounded(spend.least[0]),
        "CurrentMaximumHourlyOnDemandSpend": rounded(spend.most[0]),
        "CurrentAverageHourlyOnDemandSpend": rounded(spend.mean(0)),
    }


def _offering(call: Call, advice: Advice) -> str:
    names = [str(call.parameters[name]) for name in ("SavingsPlansType", "TermInYears", "PaymentOption")]
    return str(uuid.uuid5(uuid.NAMESPACE_OID, "-".join((*names, *advice.group[1:]))))


def _summary(found: list[Advice]) -> dict[str, str]:
    total = sum((one.spend.total[0] for one in found), Decimal(0))
    cost = sum((one.over(one.commitment) for one in found), Decimal(0))
    saved = sum((one.over(one.saving) for one in found), Decimal(0))
    hourly = sum((one.commitment for one in found), Decimal(0))
    return {
        "EstimatedROI": percentage(saved, cost),
        "CurrencyCode": CURRENCY,
        "EstimatedTotalCost": rounded(total - saved),
        "CurrentOnDemandSpend": rounded(total),
        "EstimatedSavingsAmount": rounded(saved),
        "TotalRecommendationCount": str(len(found)),
        "DailyCommitmentToPurchase": rounded(hourly * 24),
        "HourlyCommitmentToPurchase": rounded(hourly),
        "EstimatedSavingsPercentage": percentage(saved, total),
        "EstimatedMonthlySavingsAmount": rounded(sum((one.monthly_saving for one in found), Decimal(0))),
        "EstimatedOnDemandCostWithCurrentCommitment": rounded(total),
    }


ANSWERS: dict[str, Answer] = {"GetSavingsPlansPurchaseRecommendation": _recommendation}
