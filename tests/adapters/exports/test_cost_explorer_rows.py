"""What a ledger row says that Cost Explorer told of, and what it leaves unknown."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from finops_aws.domain.visibility.delivery import Notice
from tests.adapters.exports.told_costs import Fact, fact, fed
from tests.bills import MEMBER, PAYER

UNKNOWN = """
AvailabilityZone ChargeClass CommitmentDiscountId CommitmentDiscountStatus ConsumedQuantity ConsumedUnit
ContractedCost ContractedUnitPrice InvoiceId InvoiceIssuerName ListCost ListUnitPrice PricingQuantity
PublisherName ResourceId ResourceName ResourceType SkuId x_BillingEntity x_BlendedCost x_CommitmentId
x_InstanceType x_Operation x_UsageType
"""


def rows(folder: Path, *facts: Fact, **wishes: Any) -> list[dict[str, Any]]:
    return fed(folder, *facts, **wishes).ledger()


@pytest.fixture(scope="module")
def row(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    one = fact("3.5", AmortizedCost="2.5", NetUnblendedCost="3", NetAmortizedCost="1.5")
    (found,) = rows(tmp_path_factory.mktemp("row"), one)
    return found


def test_each_metric_of_cost_explorer_is_a_cost_of_the_ledger(row: dict[str, Any]):
    costs = {
        "x_UnblendedCost": Decimal("3.5"),
        "x_AmortizedCost": Decimal("2.5"),
        "BilledCost": 3,
        "x_NetUnblendedCost": 3,
        "EffectiveCost": Decimal("1.5"),
    }
    assert {name: row[name] for name in costs} == costs


def test_a_row_is_a_day_of_an_account_a_service_and_a_region(row: dict[str, Any]):
    told = {
        "BillingAccountId": PAYER,
        "SubAccountId": MEMBER,
        "SubAccountName": "member",
        "ServiceName": "Amazon Elastic Compute Cloud",
        "x_ServiceCode": "AmazonEC2",
        "ServiceCategory": "Compute",
        "RegionId": "us-east-1",
        "RegionName": "US East (N. Virginia)",
        "BillingCurrency": "USD",
        "ChargeDescription": "Amazon Elastic Compute Cloud - Compute, Usage",
    }
    assert {name: row[name] for name in told} == told
    assert f"{row['ChargePeriodStart']} {row['ChargePeriodEnd']}" == "2026-10-05 00:00:00 2026-10-06 00:00:00"
    assert (
        f"{row['BillingPeriodStart']} {row['BillingPeriodEnd']}" == "2026-10-01 00:00:00 2026-11-01 00:00:00"
    )


@pytest.mark.parametrize("column", UNKNOWN.split())
def test_what_cost_explorer_does_not_tell_is_unknown_and_not_zero(row: dict[str, Any], column: str):
    assert row[column] is None


RECORD_TYPES = [
    ("Usage", "Usage", "Usage", "gross"),
    ("DiscountedUsage", "DiscountedUsage", "Usage", "gross"),
    ("SavingsPlanCoveredUsage", "SavingsPlanCoveredUsage", "Usage", "gross"),
    ("SavingsPlanNegation", "SavingsPlanNegation", "Usage", "gross"),
    ("SavingsPlanRecurringFee", "SavingsPlanRecurringFee", "Purchase", "gross"),
    ("SavingsPlanUpfrontFee", "SavingsPlanUpfrontFee", "Purchase", "gross"),
    ("RIFee", "RIFee", "Purchase", "gross"),
    ("Fee", "Fee", "Purchase", "gross"),
    ("Support", "Fee", "Purchase", "gross"),
    ("Support fee", "Fee", "Purchase", "gross"),
    ("Tax", "Tax", "Tax", "gross"),
    ("Credit", "Credit", "Credit", "credit"),
    ("Refund", "Refund", "Usage", "refund"),
    ("Enterprise Discount Program Discount", "EdpDiscount", "Credit", "gross"),
    ("Private Rate Card Discount", "PrivateRateDiscount", "Credit", "gross"),
    ("Bundled Discount", "BundledDiscount", "Credit", "gross"),
    ("Solution Provider Program Discount", "SppDiscount", "Credit", "gross"),
    ("Something new", "Something new", "Adjustment", "gross"),
]


@pytest.fixture(scope="module")
def by_record_type(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    facts = [fact("1", RECORD_TYPE=told) for told, *_ in RECORD_TYPES]
    found = rows(tmp_path_factory.mktemp("types"), *facts)
    return {one["ChargeDescription"].partition(", ")[2]: one for one in found}


@pytest.mark.parametrize(("told", "line_type", "category", "movement"), RECORD_TYPES)
def test_record_types_are_told_apart(
    by_record_type: dict[str, dict[str, Any]], told: str, line_type: str, category: str, movement: str
):
    row = by_record_type[told]
    assert (row["x_LineItemType"], row["ChargeCategory"], row["x_Movement"]) == (
        line_type,
        category,
        movement,
    )


def test_a_refund_of_tax_is_tax(tmp_path: Path):
    (row,) = rows(tmp_path, fact("-1", RECORD_TYPE="Refund", SERVICE="Tax", REGION="NoRegion"))
    assert (row["ChargeCategory"], row["x_Movement"], row["RegionId"]) == ("Tax", "refund", None)


@pytest.mark.parametrize(
    ("service", "code", "name"),
    [
        ("Amazon Elastic Compute Cloud - Compute", "AmazonEC2", "Amazon Elastic Compute Cloud"),
        ("EC2 - Other", "AmazonEC2", "Amazon Elastic Compute Cloud"),
        ("Amazon Simple Storage Service", "AmazonS3", "Amazon Simple Storage Service"),
        ("AmazonCloudWatch", "AmazonCloudWatch", "AmazonCloudWatch"),
        ("Savings Plans for AWS Compute usage", "ComputeSavingsPlans", "Savings Plans for AWS Compute usage"),
        ("Tax", "Tax", "Tax"),
        ("A Seller's Product", "A Seller's Product", "(unmapped) A Seller's Product"),
    ],
)
def test_a_service_has_the_name_and_code_of_the_bill(tmp_path: Path, service: str, code: str, name: str):
    books = fed(tmp_path, fact("1", SERVICE=service))
    (row,) = books.ledger()
    assert (row["x_ServiceCode"], row["ServiceName"]) == (code, name)
    noticed = [notice.facts["name"] for notice in books.notices() if notice.key == "notice.unmapped-service"]
    assert noticed == ([name] if name.startswith("(unmapped)") else [])


def test_usage_under_a_savings_plan_is_billed_at_nothing_where_its_negation_cancels_it(tmp_path: Path):
    covered = fact("4", RECORD_TYPE="SavingsPlanCoveredUsage", AmortizedCost="3", NetAmortizedCost="3")
    negation = fact("-4", RECORD_TYPE="SavingsPlanNegation", AmortizedCost="0", NetAmortizedCost="0")
    found = {row["x_LineItemType"]: row for row in rows(tmp_path, covered, negation, fact("1"))}
    costs = {kind: (row["BilledCost"], row["x_UnblendedCost"]) for kind, row in found.items()}
    assert costs == {"SavingsPlanCoveredUsage": (0, 4), "SavingsPlanNegation": (0, -4), "Usage": (1, 1)}
    assert sum(row["EffectiveCost"] for row in found.values()) == 4


def test_usage_under_a_savings_plan_stays_billed_where_its_negation_does_not_cancel_it(tmp_path: Path):
    covered = fact("4", RECORD_TYPE="SavingsPlanCoveredUsage")
    negation = fact("-3", RECORD_TYPE="SavingsPlanNegation")
    assert sorted(row["BilledCost"] for row in rows(tmp_path, covered, negation)) == [-3, 4]


def test_without_net_costs_the_gross_ones_count_and_a_notice_says_so(tmp_path: Path):
    books = fed(tmp_path, fact("4", AmortizedCost="3"), refused=("NetUnblendedCost",))
    (row,) = books.ledger()
    assert (row["BilledCost"], row["EffectiveCost"], row["x_IsNetStated"]) == (4, 3, False)
    assert books.notices() == [
        Notice("notice.cost-explorer"),
        Notice("notice.cost-explorer-without-net", {"lines": "1"}),
    ]
