"""Cost Optimization Hub gathers what could be done, for the whole organization or for one account."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from botocore.exceptions import ClientError, HTTPClientError

from finops_aws.sandbox.server import Records
from tests.sandbox.advice_apis.conftest import REQUEST, Advised, code_of

NOT_ENROLLED = {
    "Code": "AccessDeniedException",
    "Message": "AWS account is not enrolled for recommendations",
}
ACTIONS = {"Rightsize", "Stop", "Upgrade", "Delete", "MigrateToGraviton"}


@pytest.fixture(scope="module")
def hub(advised: Advised) -> Any:
    return advised.client("cost-optimization-hub")


@pytest.fixture(scope="module")
def items(advised: Advised) -> list[dict[str, Any]]:
    return advised.hub_items()


def test_the_payer_has_enrolled_its_members_but_two(advised: Advised, hub: Any) -> None:
    own = hub.list_enrollment_statuses()
    assert [(one["accountId"], one["status"]) for one in own["items"]] == [(advised.payer, "Active")]
    assert own["includeMemberAccounts"] is True
    pages = hub.get_paginator("list_enrollment_statuses").paginate(
        includeOrganizationInfo=True, PaginationConfig={"PageSize": 10}
    )
    found = {one["accountId"]: one["status"] for page in pages for one in page["items"]}
    assert {one for one, status in found.items() if status == "Inactive"} == advised.left_out
    assert set(found) == {advised.payer, *advised.members}
    (named,) = hub.list_enrollment_statuses(accountId=advised.members[-1])["items"]
    assert named["status"] == "Inactive"


def test_a_member_that_is_not_enrolled_is_refused(advised: Advised) -> None:
    outside = advised.client("cost-optimization-hub", account=advised.members[-1])
    (own,) = outside.list_enrollment_statuses()["items"]
    assert own["status"] == "Inactive"
    with pytest.raises(ClientError) as error:
        outside.list_recommendations()
    assert error.value.response["Error"] == NOT_ENROLLED
    assert code_of(outside.list_recommendation_summaries, groupBy="Region") == "AccessDeniedException"
    assert code_of(outside.get_recommendation, recommendationId="x") == "AccessDeniedException"


def test_a_member_sees_its_own_alone(advised: Advised, items: list[dict[str, Any]]) -> None:
    account = items[0]["accountId"]
    member = advised.client("cost-optimization-hub", account=account)
    found = member.list_recommendations(includeAllRecommendations=True)["items"]
    ids = {one["recommendationId"] for one in found}
    assert ids == {one["recommendationId"] for one in items if one["accountId"] == account}
    strange = next(one for one in items if one["accountId"] != account)["recommendationId"]
    assert code_of(member.get_recommendation, recommendationId=strange) == "ResourceNotFoundException"


def test_other_regions_have_no_such_service(advised: Advised) -> None:
    elsewhere = advised.client("cost-optimization-hub", region="sa-east-1")
    with pytest.raises(HTTPClientError):
        elsewhere.list_recommendations()


def test_every_action_for_single_things_is_proposed(items: list[dict[str, Any]]) -> None:
    assert {one["actionType"] for one in items} == ACTIONS
    assert {one["source"] for one in items} == {"ComputeOptimizer"}
    assert {one["currencyCode"] for one in items} == {"USD"}
    stops = [one for one in items if one["actionType"] in ("Stop", "Delete")]
    assert {one["estimatedSavingsPercentage"] for one in stops} == {100.0}
    volumes = [one["currentResourceSummary"] for one in items if one["currentResourceType"] == "EbsVolume"]
    assert all(words.endswith(" MB/s Throughput") for words in volumes)


def test_a_resource_is_proposed_once_with_what_saves_most(hub: Any, items: list[dict[str, Any]]) -> None:
    listed = hub.list_recommendations()["items"]
    best: dict[str, float] = {}
    for one in items:
        arn = one["resourceArn"]
        best[arn] = max(best.get(arn, 0.0), one["estimatedMonthlySavings"])
    assert {one["resourceArn"]: one["estimatedMonthlySavings"] for one in listed} == best
    saved = [one["estimatedMonthlySavings"] for one in listed]
    assert saved == sorted(saved, reverse=True)
    assert len(items) > len(listed)


def test_filters_leave_what_they_name(hub: Any, items: list[dict[str, Any]]) -> None:
    def left(**wanted: Any) -> list[dict[str, Any]]:
        output = hub.list_recommendations(filter=wanted, includeAllRecommendations=True)
        found: list[dict[str, Any]] = output["items"]
        return found

    one = items[0]
    assert {item["accountId"] for item in left(accountIds=[one["accountId"]])} == {one["accountId"]}
    assert {item["region"] for item in left(regions=[one["region"]])} == {one["region"]}
    assert {item["actionType"] for item in left(actionTypes=["Upgrade"])} == {"Upgrade"}
    assert {item["currentResourceType"] for item in left(resourceTypes=["EbsVolume"])} == {"EbsVolume"}
    assert {item["restartNeeded"] for item in left(restartNeeded=False)} == {False}
    assert left(recommendationIds=[one["recommendationId"]]) == [one]
    assert {item["resourceId"] for item in left(resourceIds=[one["resourceId"]])} == {one["resourceId"]}
    tag = next(item for item in items if item["tags"])["tags"][0]
    assert all(tag in item["tags"] for item in left(tags=[tag]))
    asked = {"filter": {"actionTypes": ["Paint"]}}
    assert code_of(hub.list_recommendations, **asked) == "ValidationException"


def test_pages_and_orders_are_those_asked_for(hub: Any, items: list[dict[str, Any]]) -> None:
    order = {"dimension": "EstimatedMonthlySavings", "order": "Asc"}
    paginator = hub.get_paginator("list_recommendations")
    pages = list(
        paginator.paginate(orderBy=order, includeAllRecommendations=True, PaginationConfig={"PageSize": 3})
    )
    saved = [one["estimatedMonthlySavings"] for page in pages for one in page["items"]]
    assert saved == sorted(one["estimatedMonthlySavings"] for one in items)
    assert len(pages) == -(-len(items) // 3)
    assert code_of(hub.list_recommendations, nextToken="3-x") == "ValidationException"
    assert code_of(hub.list_recommendations, maxResults=1001) == "ValidationException"
    assert code_of(hub.list_recommendations, orderBy={"dimension": "Mood"}) == "ValidationException"


@pytest.mark.parametrize("group", ["AccountId", "Region", "ActionType", "ResourceType", "RestartNeeded"])
def test_groups_add_up_to_the_deduplicated_total(hub: Any, group: str) -> None:
    listed = hub.list_recommendations()["items"]
    output = hub.list_recommendation_summaries(groupBy=group)
    assert output["groupBy"] == group
    assert sum(one["recommendationCount"] for one in output["items"]) == len(listed)
    total = sum(one["estimatedMonthlySavings"] for one in listed)
    assert output["estimatedTotalDedupedSavings"] == pytest.approx(total)
    assert sum(one["estimatedMonthlySavings"] for one in output["items"]) == pytest.approx(total)


def test_a_group_that_is_none_is_refused(hub: Any) -> None:
    assert code_of(hub.list_recommendation_summaries, groupBy="Mood") == "ValidationException"


def test_one_recommendation_tells_both_configurations(hub: Any, items: list[dict[str, Any]]) -> None:
    for one in items:
        found = hub.get_recommendation(recommendationId=one["recommendationId"])
        assert found["estimatedMonthlySavings"] == one["estimatedMonthlySavings"]
        over = Decimal(str(one["estimatedMonthlySavings"])) * 720 / 730
        assert found["estimatedSavingsOverCostCalculationLookbackPeriod"] == pytest.approx(float(over))
        (current,) = found["currentResourceDetails"].values()
        pricing = current["costCalculation"]["pricing"]
        assert pricing["estimatedCostBeforeDiscounts"] == one["estimatedMonthlyCost"]
        assert ("recommendedResourceDetails" in found) == (one["actionType"] not in ("Stop", "Delete"))


def test_ids_are_the_same_every_time(items: list[dict[str, Any]], advised_of: Callable[..., Advised]) -> None:
    other = advised_of(CPUUtilization=1.0, NetworkIn=1.0, NetworkOut=1.0).hub_items()
    known = {(one["resourceArn"], one["actionType"]): one["recommendationId"] for one in items}
    again = {(one["resourceArn"], one["actionType"]): one["recommendationId"] for one in other}
    both = known.keys() & again.keys()
    assert both
    assert [known[key] for key in both] == [again[key] for key in both]


def recommend_purchases(records: Records) -> None:
    """Let Cost Explorer recommend one plan and one reservation."""
    plan = {
        "HourlyCommitmentToPurchase": "1.250",
        "CurrentAverageHourlyOnDemandSpend": "2",
        "EstimatedMonthlySavingsAmount": "365",
        "EstimatedSavingsPercentage": "25",
    }
    reservation = {
        "InstanceDetails": {"EC2InstanceDetails": {"Region": "sa-east-1", "InstanceType": "m5.large"}},
        "RecommendedNumberOfInstancesToPurchase": "2",
        "EstimatedMonthlySavingsAmount": "80",
        "EstimatedMonthlySavingsPercentage": "40",
    }

    def plans(call: Any) -> dict[str, Any]:
        details = [plan] if call.parameters["SavingsPlansType"] == "COMPUTE_SP" else []
        return {"SavingsPlansPurchaseRecommendation": {"SavingsPlansPurchaseRecommendationDetails": details}}

    def reservations(call: Any) -> dict[str, Any]:
        is_ec2 = "Compute Cloud" in call.parameters["Service"]
        return {"Recommendations": [{"RecommendationDetails": [reservation]}] if is_ec2 else []}

    records.compute("ce", "GetSavingsPlansPurchaseRecommendation", answer=plans)
    records.compute("ce", "GetReservationPurchaseRecommendation", answer=reservations)


def test_purchases_are_those_that_cost_explorer_recommends(advised_of: Callable[..., Advised]) -> None:
    company = advised_of()
    recommend_purchases(company.estate.records)
    found = {one["actionType"]: one for one in company.hub_items() if one["source"] == "CostExplorer"}
    plan, reservation = found["PurchaseSavingsPlans"], found["PurchaseReservedInstances"]
    assert plan["accountId"] == company.payer
    assert plan["currentResourceType"] == "ComputeSavingsPlans"
    assert (plan["estimatedMonthlySavings"], plan["estimatedMonthlyCost"]) == (365.0, 1460.0)
    assert (reservation["estimatedMonthlySavings"], reservation["estimatedMonthlyCost"]) == (80.0, 200.0)
    assert reservation["region"] == "sa-east-1"
    hub = company.client("cost-optimization-hub")
    details = hub.get_recommendation(recommendationId=plan["recommendationId"])["recommendedResourceDetails"]
    assert details["computeSavingsPlans"]["configuration"]["hourlyCommitment"] == "1.250"
    assert details["computeSavingsPlans"]["configuration"]["term"] == "OneYear"
    listed = hub.list_recommendations()["items"]
    assert [one["actionType"] for one in listed if one["source"] == "CostExplorer"] == [
        "PurchaseSavingsPlans"
    ]
    member = company.client("cost-optimization-hub", account=company.members[0])
    listed = member.list_recommendations()["items"]
    assert [one for one in listed if one["source"] == "CostExplorer"] == []


def test_advice_is_dated_at_the_end_of_the_bill(items: list[dict[str, Any]]) -> None:
    assert {one["lastRefreshTimestamp"].date() for one in items} <= {REQUEST.until}
