"""Proposals and purchases as Cost Optimization Hub lists and describes them.

https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_CostOptimizationHub_Recommendation.html
"""

from base64 import b64encode
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from finops_aws.sandbox.advice_apis.knowledge import Knowledge
from finops_aws.sandbox.advice_apis.money import CURRENCY, MONTH_HOURS, Saving
from finops_aws.sandbox.advice_apis.proposals import Proposal
from finops_aws.sandbox.advice_apis.purchases import DAYS, Purchase

Item = dict[str, Any]
COST_DAYS = 30
STEPS = {
    ("Stop", "Ec2Instance"): ("Low", False, True),
    ("Stop", "RdsDbInstance"): ("Low", True, True),
    ("Delete", "EbsVolume"): ("Low", False, False),
    ("Delete", "NatGateway"): ("Low", False, False),
    ("Rightsize", "Ec2Instance"): ("Medium", True, True),
    ("Rightsize", "LambdaFunction"): ("Low", False, True),
    ("Rightsize", "RdsDbInstance"): ("Medium", True, True),
    ("Upgrade", "EbsVolume"): ("Low", False, True),
    ("MigrateToGraviton", "Ec2Instance"): ("VeryHigh", True, True),
    ("PurchaseSavingsPlans", "ComputeSavingsPlans"): ("VeryLow", False, False),
    ("PurchaseSavingsPlans", "Ec2InstanceSavingsPlans"): ("VeryLow", False, False),
    ("PurchaseReservedInstances", "Ec2ReservedInstances"): ("VeryLow", False, True),
    ("PurchaseReservedInstances", "RdsReservedInstances"): ("VeryLow", False, False),
}
"""Action and type → effort, whether a restart is needed, whether it can be undone.

https://docs.aws.amazon.com/cost-management/latest/userguide/coh-optimization-strategies.html
(the table there has no NAT gateways: theirs are those of EBS volumes)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class HubItem:
    """One recommendation: what ListRecommendations says of it, and what GetRecommendation adds."""

    listed: Item
    details: Item
    subject: str
    saved: Decimal

    @property
    def id(self) -> str:
        return str(self.listed["recommendationId"])


def proposal_item(proposal: Proposal, knowledge: Knowledge) -> HubItem:
    """A proposal as a recommendation of Compute Optimizer."""
    thing, saving = proposal.thing, proposal.saving
    now = proposal.details(proposal.now, saving.cost)
    then = proposal.details(proposal.then, saving.cost - saving.saved)
    listed = {
        "recommendationId": _id(thing.account, f"{proposal.arn} {proposal.action}"),
        "accountId": thing.account,
        "region": thing.region,
        "resourceId": thing.name,
        "resourceArn": proposal.arn,
        **_judgement(proposal.action, proposal.type, saving),
        "currentResourceSummary": proposal.now.words,
        "recommendedResourceSummary": proposal.then.words,
        "lastRefreshTimestamp": knowledge.refreshed,
        "recommendationLookbackPeriodInDays": proposal.days,
        "source": "ComputeOptimizer",
        "tags": [{"key": key, "value": value} for key, value in sorted(thing.tags.items())],
    }
    goes = {} if proposal.then.configuration is None else {"recommendedResourceDetails": then}
    details = {"currentResourceDetails": now, **goes, **_over_costs(saving)}
    return HubItem(listed=listed, details=details, subject=proposal.arn, saved=saving.saved)


def purchase_item(purchase: Purchase, knowledge: Knowledge) -> HubItem:
    """A purchase as a recommendation of Cost Explorer to the payer."""
    subject = f"{purchase.type} {purchase.region} {purchase.words}"
    listed = {
        "recommendationId": _id(knowledge.payer, subject),
        "accountId": knowledge.payer,
        "region": purchase.region,
        **_judgement(purchase.action, purchase.type, purchase.saving),
        "recommendedResourceSummary": purchase.words,
        "lastRefreshTimestamp": knowledge.refreshed,
        "recommendationLookbackPeriodInDays": DAYS,
        "source": "CostExplorer",
        "tags": [],
    }
    details = {"recommendedResourceDetails": purchase.details, **_over_costs(purchase.saving)}
    return HubItem(listed=listed, details=details, subject=subject, saved=purchase.saving.saved)


def _judgement(action: str, kind: str, saving: Saving) -> Item:
    effort, restart, rollback = STEPS[action, kind]
    return {
        "currentResourceType": kind,
        "recommendedResourceType": kind,
        "estimatedMonthlySavings": float(saving.saved),
        "estimatedSavingsPercentage": float(saving.percent),
        "estimatedMonthlyCost": float(saving.cost),
        "currencyCode": CURRENCY,
        "implementationEffort": effort,
        "restartNeeded": restart,
        "actionType": action,
        "rollbackPossible": rollback,
    }


def _over_costs(saving: Saving) -> Item:
    over = saving.saved * (COST_DAYS * 24) / Decimal(MONTH_HOURS)
    return {
        "costCalculationLookbackPeriodInDays": COST_DAYS,
        "estimatedSavingsOverCostCalculationLookbackPeriod": float(over),
    }


def _id(account: str, subject: str) -> str:
    """The same for the same account and subject at all times."""
    return b64encode(f"{account}_{uuid5(NAMESPACE_URL, subject)}".encode()).decode().rstrip("=")
