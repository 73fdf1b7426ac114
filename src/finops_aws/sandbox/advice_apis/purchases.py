"""Commitments that Cost Optimization Hub proposes to buy: what Cost Explorer recommends to the payer.

They are read from the sandbox's own Cost Explorer, so that both say the same; without one there are none.
https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetSavingsPlansPurchaseRecommendation.html
https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetReservationPurchaseRecommendation.html
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from finops_aws.sandbox.advice_apis.money import HUNDRED, MONTH_HOURS, Saving
from finops_aws.sandbox.server.calls import Call, Place, Refusal
from finops_aws.sandbox.server.records import Records

Item = dict[str, Any]
ASKED = {
    "TermInYears": "ONE_YEAR",
    "PaymentOption": "NO_UPFRONT",
    "LookbackPeriodInDays": "THIRTY_DAYS",
    "AccountScope": "PAYER",
}
WORDED = {"term": "OneYear", "paymentOption": "NoUpfront", "accountScope": "PAYER"}
DAYS = 30
PLANS = {
    "COMPUTE_SP": ("ComputeSavingsPlans", "computeSavingsPlans"),
    "EC2_INSTANCE_SP": ("Ec2InstanceSavingsPlans", "ec2InstanceSavingsPlans"),
}
SERVICES = {
    "Amazon Elastic Compute Cloud - Compute": (
        "Ec2ReservedInstances",
        "ec2ReservedInstances",
        "EC2InstanceDetails",
    ),
    "Amazon Relational Database Service": (
        "RdsReservedInstances",
        "rdsReservedInstances",
        "RDSInstanceDetails",
    ),
}
NO_DETAILS: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """One commitment to buy; ``details`` is its member of GetRecommendation's details."""

    type: str
    action: str
    region: str
    words: str
    saving: Saving
    details: Item


def purchases(records: Records, payer: str) -> list[Purchase]:
    """What the sandbox's Cost Explorer recommends to buy, for a year and without upfront payment."""
    return [*_plans(records, payer), *_reservations(records, payer)]


def _asked(records: Records, payer: str, *, operation: str, more: Item) -> Item:
    answerer = records.answerer("ce", operation)
    if answerer is None:
        return {}
    try:
        return answerer(Call(Place(payer, "us-east-1", "ce"), operation, {**ASKED, **more}))
    except Refusal:
        return {}


def _plans(records: Records, payer: str) -> Iterator[Purchase]:
    for kind, (type_, union) in PLANS.items():
        operation = "GetSavingsPlansPurchaseRecommendation"
        output = _asked(records, payer, operation=operation, more={"SavingsPlansType": kind})
        answer = output.get("SavingsPlansPurchaseRecommendation") or NO_DETAILS
        for detail in answer.get("SavingsPlansPurchaseRecommendationDetails") or ():
            yield _plan(detail, type_, union)


def _plan(detail: Item, kind: str, union: str) -> Purchase:
    hourly = detail["HourlyCommitmentToPurchase"]
    cost = Decimal(detail["CurrentAverageHourlyOnDemandSpend"]) * MONTH_HOURS
    own = detail.get("SavingsPlansDetails") or NO_DETAILS
    family = {"instanceFamily": own.get("InstanceFamily"), "savingsPlansRegion": own.get("Region")}
    is_bound = kind == "Ec2InstanceSavingsPlans"
    return Purchase(
        type=kind,
        action="PurchaseSavingsPlans",
        region=own.get("Region") or "Global",
        words=f"${hourly}/hour commitment",
        saving=Saving(cost=cost, saved=Decimal(detail["EstimatedMonthlySavingsAmount"])),
        details={
            union: {
                "configuration": {**WORDED, "hourlyCommitment": hourly, **(family if is_bound else {})},
                "costCalculation": {"pricing": _plan_pricing(detail, cost)},
            }
        },
    )


def _plan_pricing(detail: Item, cost: Decimal) -> Item:
    return {
        "monthlySavingsPlansEligibleCost": float(cost),
        "estimatedMonthlyCommitment": float(Decimal(detail["HourlyCommitmentToPurchase"]) * MONTH_HOURS),
        "savingsPercentage": float(detail["EstimatedSavingsPercentage"]),
    }


def _reservations(records: Records, payer: str) -> Iterator[Purchase]:
    for service, (_, _, member) in SERVICES.items():
        operation = "GetReservationPurchaseRecommendation"
        output = _asked(records, payer, operation=operation, more={"Service": service})
        for recommendation in output.get("Recommendations") or ():
            for detail in recommendation.get("RecommendationDetails") or ():
                own = (detail.get("InstanceDetails") or NO_DETAILS).get(member) or NO_DETAILS
                yield _reservation(detail, own, service=service)


def _reservation(detail: Item, own: Mapping[str, Any], *, service: str) -> Purchase:
    kind, union, _ = SERVICES[service]
    count = detail["RecommendedNumberOfInstancesToPurchase"]
    saved, percent = (Decimal(detail[f"EstimatedMonthlySavings{name}"]) for name in ("Amount", "Percentage"))
    cost = saved * HUNDRED / percent if percent else saved
    bought = {
        **WORDED,
        "service": service,
        "reservedInstancesRegion": own.get("Region"),
        "instanceFamily": own.get("Family"),
        "instanceType": own.get("InstanceType"),
        "numberOfInstancesToPurchase": count,
        "upfrontCost": detail.get("UpfrontCost"),
        "monthlyRecurringCost": detail.get("RecurringStandardMonthlyCost"),
    }
    pricing = {"monthlyReservationEligibleCost": float(cost), "savingsPercentage": float(percent)}
    return Purchase(
        type=kind,
        action="PurchaseReservedInstances",
        region=own.get("Region") or "Global",
        words=f"{count} {own.get('InstanceType', '')} reserved instances",
        saving=Saving(cost=cost, saved=saved),
        details={union: {"configuration": bought, "costCalculation": {"pricing": pricing}}},
    )
