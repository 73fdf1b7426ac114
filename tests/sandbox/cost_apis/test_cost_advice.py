"""What to buy is what ran uncovered in every hour looked back to."""

from decimal import Decimal
from typing import Any

import pytest
from botocore.exceptions import ClientError

from finops_aws.sandbox.fleet import plan_rates
from finops_aws.sandbox.lines import Line
from finops_aws.sandbox.prices import decimal
from tests.sandbox.cost_apis.conftest import Told

COVERED = {"AmazonEC2", "AmazonECS", "AWSLambda"}
COMPUTE, DATABASES = "Amazon Elastic Compute Cloud - Compute", "Amazon Relational Database Service"


def plans_to_buy(told: Told, **wishes: Any) -> dict[str, Any]:
    asked = {
        "SavingsPlansType": "COMPUTE_SP",
        "TermInYears": "ONE_YEAR",
        "PaymentOption": "NO_UPFRONT",
        "LookbackPeriodInDays": "THIRTY_DAYS",
    }
    ce = told.client("ce", account=wishes.pop("account", None))
    return dict(ce.get_savings_plans_purchase_recommendation(**{**asked, **wishes}))


def details(answer: dict[str, Any]) -> list[dict[str, Any]]:
    told = answer["SavingsPlansPurchaseRecommendation"]
    return list(told["SavingsPlansPurchaseRecommendationDetails"])


def reservations_to_buy(told: Told, service: str, **wishes: Any) -> list[dict[str, Any]]:
    asked = {"Service": service, "LookbackPeriodInDays": "THIRTY_DAYS", **wishes}
    answer = told.client("ce").get_reservation_purchase_recommendation(**asked)
    return [one for found in answer["Recommendations"] for one in found["RecommendationDetails"]]


def uncovered(told: Told, days: int) -> list[list[Line]]:
    """The on-demand lines of EC2, Fargate and Lambda in each hour of the last days."""
    first = told.plan.timeline.end_hour - 24 * days
    return [
        [
            line
            for line in told.plan.patterns[pattern].lines
            if line.line_type == "Usage" and not line.child and line.meter.product_code in COVERED
        ]
        for hour, pattern in told.plan.hours.items()
        if hour >= first
    ]


def test_the_least_hour_of_uncovered_spend_is_what_to_commit_to(grown: Told) -> None:
    [one] = details(plans_to_buy(grown))
    hours = [sum(line.unblended for line in lines) for lines in uncovered(grown, 30)]
    assert len(hours) == 720
    least = decimal(min(hours))
    assert Decimal(one["CurrentMinimumHourlyOnDemandSpend"]) == least > 0
    assert Decimal(one["CurrentMaximumHourlyOnDemandSpend"]) == decimal(max(hours))
    assert Decimal(one["EstimatedOnDemandCostWithCurrentCommitment"]) == decimal(sum(hours))
    planned = sum(
        line.quantity * plan_rates(line.meter)[1] for lines in uncovered(grown, 30) for line in lines
    )
    share = Decimal(planned).scaleb(-20) / decimal(sum(hours))
    commitment = Decimal(one["HourlyCommitmentToPurchase"])
    assert 0 <= least * share - commitment < Decimal("0.001")


def test_what_a_plan_saves_adds_up(grown: Told) -> None:
    answer = plans_to_buy(grown, PaymentOption="PARTIAL_UPFRONT")
    [one] = details(answer)
    money = {
        name: Decimal(value) for name, value in one.items() if name.startswith(("Estimated", "Hourly", "Up"))
    }
    whole = money["EstimatedSPCost"] + money["EstimatedOnDemandCost"] + money["EstimatedSavingsAmount"]
    assert whole == pytest.approx(money["EstimatedOnDemandCostWithCurrentCommitment"])
    assert money["EstimatedSPCost"] == money["HourlyCommitmentToPurchase"] * 720
    assert money["UpfrontCost"] == money["HourlyCommitmentToPurchase"] * 8760 / 2
    summary = answer["SavingsPlansPurchaseRecommendation"]["SavingsPlansPurchaseRecommendationSummary"]
    assert summary["TotalRecommendationCount"] == "1"
    assert summary["HourlyCommitmentToPurchase"] == one["HourlyCommitmentToPurchase"]


def test_instance_plans_are_for_a_family_in_a_region(grown: Told) -> None:
    found = details(plans_to_buy(grown, SavingsPlansType="EC2_INSTANCE_SP"))
    places = {
        (one["SavingsPlansDetails"]["Region"], one["SavingsPlansDetails"]["InstanceFamily"]) for one in found
    }
    assert len(places) == len(found) > 0
    assert places <= {
        (line.meter.region, line.meter.price.instance_type.split(".")[0])
        for lines in uncovered(grown, 30)
        for line in lines
    }


def test_accounts_are_told_apart_when_asked(grown: Told) -> None:
    payers, linked = plans_to_buy(grown), plans_to_buy(grown, AccountScope="LINKED")
    assert [one["AccountId"] for one in details(payers)] == [grown.payer]
    accounts = [one["AccountId"] for one in details(linked)]
    assert grown.payer not in accounts
    assert len(set(accounts)) == len(accounts) > 1
    own = details(plans_to_buy(grown, account=accounts[0]))
    assert [one["HourlyCommitmentToPurchase"] for one in own] == [
        details(linked)[0]["HourlyCommitmentToPurchase"]
    ]


def test_where_nothing_runs_uncovered_there_is_nothing_to_buy(told: Told) -> None:
    assert details(plans_to_buy(told)) == []
    assert reservations_to_buy(told, DATABASES) == []


def test_no_plan_is_for_what_the_company_does_not_run(grown: Told) -> None:
    assert details(plans_to_buy(grown, SavingsPlansType="SAGEMAKER_SP")) == []
    assert reservations_to_buy(grown, "Amazon Redshift") == []


def test_reservations_are_whole_instances_of_the_least_hour(grown: Told) -> None:
    found = reservations_to_buy(grown, DATABASES)
    assert [one["InstanceDetails"]["RDSInstanceDetails"]["InstanceType"] for one in found] == ["db.r6g.large"]
    [one] = found
    least, count = one["MinimumNumberOfInstancesUsedPerHour"], one["RecommendedNumberOfInstancesToPurchase"]
    assert int(Decimal(least)) == int(count) > 0
    assert Decimal(one["RecommendedNormalizedUnitsToPurchase"]) == 4 * int(count)
    hourly = int(count) * Decimal("0.418")
    assert Decimal(one["EstimatedMonthlyOnDemandCost"]) == pytest.approx(hourly * 730)
    assert Decimal(one["EstimatedMonthlySavingsPercentage"]) == 36
    assert one["EstimatedBreakEvenInMonths"] == "0"


def test_what_is_paid_upfront_comes_back_within_the_term(grown: Told) -> None:
    found = reservations_to_buy(grown, COMPUTE, PaymentOption="ALL_UPFRONT")
    assert found
    for one in found:
        assert Decimal(one["UpfrontCost"]) > 0
        assert Decimal(one["RecurringStandardMonthlyCost"]) == 0
        assert 0 < Decimal(one["EstimatedBreakEvenInMonths"]) < 12
        assert one["InstanceDetails"]["EC2InstanceDetails"]["Region"] == "sa-east-1"


def test_a_lookback_that_aws_does_not_offer_is_refused(grown: Told) -> None:
    with pytest.raises(ClientError) as refused:
        plans_to_buy(grown, LookbackPeriodInDays="NINETY_DAYS")
    assert refused.value.response["Error"]["Code"] == "ValidationException"
