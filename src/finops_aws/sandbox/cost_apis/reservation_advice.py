"""GetReservationPurchaseRecommendation, for EC2 and RDS.

The formula: of each family and region, take the normalized units that run at on-demand rates in the
least hour of the days looked back to, and reserve as many whole instances of the smallest type that the
sandbox knows. A reserved unit costs the share of its on-demand price that the sandbox's own reservations
cost; that share is the same for every term. Other services run nothing that the sandbox reserves.
https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetReservationPurchaseRecommendation.html
"""

import uuid
from dataclasses import dataclass
from decimal import Decimal
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
from finops_aws.sandbox.cost_apis.owned import COMPUTE, DATABASES, smallest, unit_price, units_of
from finops_aws.sandbox.cost_apis.paging import cut, following
from finops_aws.sandbox.cost_apis.plan_advice import PAYMENTS, TERMS
from finops_aws.sandbox.lines import Line
from finops_aws.sandbox.meters import Meter
from finops_aws.sandbox.portfolio import RESERVED_PRICE
from finops_aws.sandbox.prices import decimal
from finops_aws.sandbox.server import Call

USUAL_PAGE = 20
STANDARD = {"ServiceSpecification": {"EC2Specification": {"OfferingClass": "STANDARD"}}}
SOLD = {COMPUTE: ("AmazonEC2", "BoxUsage:"), DATABASES: ("AmazonRDS", "InstanceUsage:")}


@dataclass(frozen=True, slots=True)
class Offer:
    """A number of instances to reserve; prices are USD per unit and hour.

    ``group`` is account, family and region.
    """

    group: Group
    running: Steady
    price: Decimal
    payment: Payment
    years: int
    days: int

    @property
    def instance_type(self) -> str:
        return smallest(self.group[1]).instance_type

    @property
    def count(self) -> int:
        """How many whole instances the steady units are."""
        return int(self.running.least[0] // units_of(self.instance_type))

    @property
    def units(self) -> Decimal:
        return units_of(self.instance_type) * self.count

    @property
    def reserved_price(self) -> Decimal:
        return self.price * RESERVED_PRICE[self.payment]

    @property
    def hours_per_month(self) -> Decimal:
        return self.running.hours * MONTH_DAYS / self.days

    @property
    def monthly_cost(self) -> Decimal:
        """What the units cost on demand in a month."""
        return self.units * self.price * self.hours_per_month

    @property
    def monthly_saving(self) -> Decimal:
        return self.units * (self.price - self.reserved_price) * self.hours_per_month

    @property
    def recurring(self) -> Decimal:
        """What is paid for them in a month."""
        share = 1 - self.payment.upfront_share
        return self.units * self.reserved_price * share * self.hours_per_month

    @property
    def upfront(self) -> Decimal:
        share = self.payment.upfront_share
        return self.units * self.reserved_price * share * self.years * YEAR_HOURS


def _recommendation(ledger: Ledger, call: Call) -> dict[str, Any]:
    asked = call.parameters
    found = _offers(ledger, call)
    page, token = cut(found, asked.get("NextPageToken"), size=int(asked.get("PageSize") or USUAL_PAGE))
    seed = f"{ledger.until}-{asked['Service']}"
    metadata = {
        "RecommendationId": str(uuid.uuid5(uuid.NAMESPACE_OID, seed)),
        "GenerationTimestamp": f"{ledger.until}T00:00:00Z",
    }
    told = [_told(call, page)] if page else []
    return {"Metadata": metadata, "Recommendations": told, **following("NextPageToken", token)}


def _offers(ledger: Ledger, call: Call) -> list[Offer]:
    asked = call.parameters
    if asked["Service"] not in SOLD:
        return []
    days = lookback_days(call)
    payment = PAYMENTS[asked.get("PaymentOption", "NO_UPFRONT")]
    years = TERMS[asked.get("TermInYears", "ONE_YEAR")]
    sorter = by_account(ledger, call, sorter=partial(_pool, service=asked["Service"]))
    found = steady(ledger, days, sorter=sorter, measure=_units)
    offers = [
        Offer(group, running, unit_price(f"{group[1]}:{group[2]}"), payment, years, days)
        for group, running in found.items()
        if asked.get("AccountId") in (None, group[0])
    ]
    return [offer for offer in offers if offer.count]


def _pool(meter: Meter, *, service: str) -> Group | None:
    product, usage = SOLD[service]
    if meter.product_code != product or usage not in meter.usage_type:
        return None
    return meter.price.instance_type.rpartition(".")[0], meter.region


def _units(line: Line) -> Sizes:
    return (decimal(line.quantity) * units_of(line.meter.price.instance_type),)


def _told(call: Call, offers: list[Offer]) -> dict[str, Any]:
    asked = call.parameters
    saved = sum((offer.monthly_saving for offer in offers), Decimal(0))
    cost = sum((offer.monthly_cost for offer in offers), Decimal(0))
    return {
        "AccountScope": asked.get("AccountScope", "PAYER"),
        "LookbackPeriodInDays": asked.get("LookbackPeriodInDays", "SEVEN_DAYS"),
        "TermInYears": asked.get("TermInYears", "ONE_YEAR"),
        "PaymentOption": asked.get("PaymentOption", "NO_UPFRONT"),
        **(STANDARD if asked["Service"] == COMPUTE else {}),
        "RecommendationDetails": [_detail(asked["Service"], offer) for offer in offers],
        "RecommendationSummary": {
            "TotalEstimatedMonthlySavingsAmount": rounded(saved),
            "TotalEstimatedMonthlySavingsPercentage": percentage(saved, cost),
            "CurrencyCode": CURRENCY,
        },
    }


def _detail(service: str, offer: Offer) -> dict[str, Any]:
    monthly = offer.monthly_cost - offer.recurring
    return {
        "AccountId": offer.group[0],
        "InstanceDetails": _instance(service, offer),
        "RecommendedNumberOfInstancesToPurchase": str(offer.count),
        "RecommendedNormalizedUnitsToPurchase": rounded(offer.units),
        **_numbers(offer),
        "AverageUtilization": "100",
        "EstimatedBreakEvenInMonths": rounded(offer.upfront / monthly, 2),
        "CurrencyCode": CURRENCY,
        "EstimatedMonthlySavingsAmount": rounded(offer.monthly_saving),
        "EstimatedMonthlySavingsPercentage": percentage(offer.monthly_saving, offer.monthly_cost),
        "EstimatedMonthlyOnDemandCost": rounded(offer.monthly_cost),
        "EstimatedReservationCostForLookbackPeriod": rounded(
            offer.units * offer.reserved_price * offer.running.hours
        ),
        "UpfrontCost": rounded(offer.upfront),
        "RecurringStandardMonthlyCost": rounded(offer.recurring),
    }


def _numbers(offer: Offer) -> dict[str, str]:
    running = offer.running
    sizes = {"Minimum": running.least[0], "Maximum": running.most[0], "Average": running.mean(0)}
    each = units_of(offer.instance_type)
    instances = {
        f"{name}NumberOfInstancesUsedPerHour": rounded(units / each) for name, units in sizes.items()
    }
    return {
        **instances,
        **{f"{name}NormalizedUnitsUsedPerHour": rounded(units) for name, units in sizes.items()},
    }


def _instance(service: str, offer: Offer) -> dict[str, Any]:
    _, family, region = offer.group
    own = {
        "Family": family,
        "InstanceType": offer.instance_type,
        "Region": region,
        "CurrentGeneration": True,
        "SizeFlexEligible": True,
    }
    if service == COMPUTE:
        return {"EC2InstanceDetails": {**own, "Platform": "Linux/UNIX", "Tenancy": "Shared"}}
    engine = {
        "DatabaseEngine": "PostgreSQL",
        "DeploymentOption": "Single-AZ",
        "LicenseModel": "No license required",
    }
    return {"RDSInstanceDetails": {**own, **engine}}


ANSWERS: dict[str, Answer] = {"GetReservationPurchaseRecommendation": _recommendation}
