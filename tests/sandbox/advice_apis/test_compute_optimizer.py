"""Compute Optimizer judges one account in one region, by what the other operations tell of its things."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.advice_apis.conftest import REGIONS, Advised, code_of

END = datetime(2026, 11, 20, tzinfo=UTC)
LISTS = {
    "get_ec2_instance_recommendations": "instanceRecommendations",
    "get_ebs_volume_recommendations": "volumeRecommendations",
    "get_lambda_function_recommendations": "lambdaFunctionRecommendations",
    "get_rds_database_recommendations": "rdsDBRecommendations",
    "get_idle_recommendations": "idleRecommendations",
    "get_ecs_service_recommendations": "ecsServiceRecommendations",
    "get_auto_scaling_group_recommendations": "autoScalingGroupRecommendations",
    "get_recommendation_summaries": "recommendationSummaries",
}


def arns(optimizer: Any, **parameters: Any) -> list[str]:
    output = optimizer.get_ec2_instance_recommendations(**parameters)
    return [item["instanceArn"] for item in output["instanceRecommendations"]]


def test_all_accounts_but_two_members_are_enrolled(advised: Advised) -> None:
    status = advised.optimizer().get_enrollment_status()
    assert status["status"] == "Active"
    assert status["memberAccountsEnrolled"] is True
    assert status["numberOfMemberAccountsOptedIn"] == len(advised.members) - 2
    found = {one: advised.optimizer(one).get_enrollment_status()["status"] for one in advised.members}
    assert {one for one, status in found.items() if status == "Inactive"} == advised.left_out


def test_the_payer_sees_the_enrollment_of_its_organization_page_by_page(advised: Advised) -> None:
    paginator = advised.optimizer().get_paginator("get_enrollment_statuses_for_organization")
    pages = list(paginator.paginate(PaginationConfig={"PageSize": 7}))
    listed = [one["accountId"] for page in pages for one in page["accountEnrollmentStatuses"]]
    assert listed == [advised.payer, *advised.members]
    assert len(pages) == -(-len(listed) // 7)
    asked = {"filters": [{"name": "Status", "values": ["Inactive"]}]}
    inactive = advised.optimizer().get_enrollment_statuses_for_organization(**asked)
    assert {one["accountId"] for one in inactive["accountEnrollmentStatuses"]} == advised.left_out
    member = advised.optimizer(advised.members[0])
    assert code_of(member.get_enrollment_statuses_for_organization) == "AccessDeniedException"


@pytest.mark.parametrize("operation", sorted(LISTS))
def test_an_account_that_is_not_enrolled_is_refused(advised: Advised, operation: str) -> None:
    account = advised.members[-1]
    with pytest.raises(ClientError) as error:
        getattr(advised.optimizer(account), operation)()
    assert error.value.response["Error"] == {
        "Code": "OptInRequiredException",
        "Message": "Aws account is not registered for recommendation.",
    }
    assert code_of(getattr(advised.optimizer(), operation), accountIds=[account]) == "OptInRequiredException"


def test_a_member_sees_its_own_and_the_payer_whom_it_names(advised: Advised) -> None:
    account = advised.busiest("instance").account
    own = arns(advised.optimizer(account))
    assert own
    assert {arn.split(":")[4] for arn in own} == {account}
    assert arns(advised.optimizer(), accountIds=[account]) == own
    assert arns(advised.optimizer()) == []
    other = advised.optimizer(advised.members[0])
    asked = {"accountIds": [advised.members[1]]}
    assert code_of(other.get_ec2_instance_recommendations, **asked) == "AccessDeniedException"
    both = {"accountIds": advised.members[:2]}
    refused = code_of(advised.optimizer().get_ec2_instance_recommendations, **both)
    assert refused == "InvalidParameterValueException"


def test_an_instance_is_told_of_in_its_own_region_alone(advised: Advised) -> None:
    things = [one for one in advised.estate.things if one.account not in advised.left_out]
    running = [one for one in things if one.kind == "instance" and one.is_running]
    on_demand = {one.name for one in running if "spot" not in "".join(one.usage)}
    listed: dict[str, set[str]] = {}
    for account in {one.account for one in running}:
        for region in REGIONS:
            names = {arn.rpartition("/")[2] for arn in arns(advised.optimizer(account, region=region))}
            listed.setdefault(region, set()).update(names)
    for region in REGIONS:
        there = {one.name for one in running if one.region == region} & on_demand
        assert listed[region] == there


def test_options_are_ranked_by_what_they_save_and_agree_with_the_finding(advised: Advised) -> None:
    verdicts = [
        item
        for account in advised.members
        if account not in advised.left_out
        for item in advised.optimizer(account).get_ec2_instance_recommendations()["instanceRecommendations"]
    ]
    for item in verdicts:
        options = item["recommendationOptions"]
        saved = [one["savingsOpportunity"]["estimatedMonthlySavings"]["value"] for one in options]
        assert [one["rank"] for one in options] == list(range(1, len(options) + 1))
        assert saved == sorted(saved, reverse=True)
        assert (item["finding"] == "OVER_PROVISIONED") == any(saved)
        assert (item["findingReasonCodes"] == ["CPUOverprovisioned"]) == any(saved)
        assert (item["lookBackPeriodInDays"], item["lastRefreshTimestamp"]) == (14.0, END)


def test_a_quarter_of_the_load_needs_a_quarter_of_the_instance(advised_of: Callable[..., Advised]) -> None:
    quiet = advised_of(CPUUtilization=18.0, NetworkIn=10**9, NetworkOut=10**9)
    thing = next(
        one
        for one in quiet.estate.things
        if one.instance_class == "m5.2xlarge" and one.is_running and one.account not in quiet.left_out
    )
    optimizer = quiet.optimizer(thing.account, region=thing.region)
    asked = {"instanceArns": [f"arn:aws:ec2:{thing.region}:{thing.account}:instance/{thing.name}"]}
    (item,) = optimizer.get_ec2_instance_recommendations(**asked)["instanceRecommendations"]
    types = [(one["instanceType"], one["savingsOpportunity"]) for one in item["recommendationOptions"]]
    whole = 0.612 if thing.region == "sa-east-1" else 0.384
    assert [name for name, _ in types] == ["m5.large", "m5.xlarge"]
    assert types[0][1]["savingsOpportunityPercentage"] == 75.0
    saved = types[0][1]["estimatedMonthlySavings"]
    assert saved == {"currency": "USD", "value": pytest.approx(whole * 730 * 0.75)}
    assert item["recommendationOptions"][0]["projectedUtilizationMetrics"][0]["value"] == 72.0
    assert item["idle"] == "False"
    arm = {**asked, "recommendationPreferences": {"cpuVendorArchitectures": ["AWS_ARM64"]}}
    (item,) = optimizer.get_ec2_instance_recommendations(**arm)["instanceRecommendations"]
    (first, *_) = item["recommendationOptions"]
    assert (first["instanceType"], first["migrationEffort"]) == ("m6g.large", "Medium")
    assert first["platformDifferences"] == ["Architecture"]


def test_a_saturated_instance_is_too_small(advised_of: Callable[..., Advised]) -> None:
    busy = advised_of(CPUUtilization=99.0)
    thing = busy.busiest("instance")
    optimizer = busy.optimizer(thing.account, region=thing.region)
    asked = {"filters": [{"name": "Finding", "values": ["Underprovisioned"]}]}
    found = optimizer.get_ec2_instance_recommendations(**asked)["instanceRecommendations"]
    assert {item["finding"] for item in found} == {"UNDER_PROVISIONED"}
    assert {item["currentPerformanceRisk"] for item in found} == {"High"}
    saved = {
        option["savingsOpportunity"]["estimatedMonthlySavings"]["value"]
        for item in found
        for option in item["recommendationOptions"]
    }
    assert saved == {0.0}


def test_without_readings_nothing_is_said(advised_of: Callable[..., Advised]) -> None:
    silent = advised_of()
    thing = silent.busiest("function")
    optimizer = silent.optimizer(thing.account, region=thing.region)
    assert optimizer.get_ec2_instance_recommendations()["instanceRecommendations"] == []
    assert optimizer.get_rds_database_recommendations()["rdsDBRecommendations"] == []
    functions = optimizer.get_lambda_function_recommendations()["lambdaFunctionRecommendations"]
    assert {one["finding"] for one in functions} <= {"Unavailable"}
    assert all(one["findingReasonCodes"] == ["InsufficientData"] for one in functions)


def test_a_gp2_volume_costs_less_as_gp3(advised: Advised) -> None:
    gp2 = [
        one
        for one in advised.estate.things
        if "ebs-gp2" in one.usage and one.facts.get("attached", True) and one.account not in advised.left_out
    ]
    assert gp2
    for thing in gp2:
        optimizer = advised.optimizer(thing.account, region=thing.region)
        asked = {"volumeArns": [f"arn:aws:ec2:{thing.region}:{thing.account}:volume/{thing.name}"]}
        ec2 = advised.client("ec2", account=thing.account, region=thing.region)
        (volume,) = ec2.describe_volumes(VolumeIds=[thing.name])["Volumes"]
        listed = optimizer.get_ebs_volume_recommendations(**asked)["volumeRecommendations"]
        (item,) = listed
        (option,) = item["volumeRecommendationOptions"]
        assert item["finding"] == "NotOptimized"
        assert item["currentConfiguration"]["volumeSize"] == volume["Size"]
        assert option["configuration"]["volumeType"] == "gp3"
        assert option["configuration"]["volumeBaselineIOPS"] == 3000
        assert option["savingsOpportunity"]["savingsOpportunityPercentage"] == 20.0


def test_a_function_gets_the_memory_it_uses(advised_of: Callable[..., Advised]) -> None:
    idle = advised_of(memory_utilization=20.0)
    found = []
    for account in idle.members:
        if account not in idle.left_out:
            for region in REGIONS:
                output = idle.optimizer(account, region=region).get_lambda_function_recommendations()
                found += output["lambdaFunctionRecommendations"]
    judged = [item for item in found if item["finding"] == "NotOptimized"]
    assert judged
    for item in judged:
        (option,) = item["memorySizeRecommendationOptions"]
        assert option["memorySize"] >= max(128, item["currentMemorySize"] * 0.22)
        kept = 100 * option["memorySize"] / item["currentMemorySize"]
        assert option["savingsOpportunity"]["savingsOpportunityPercentage"] == pytest.approx(
            100 - kept, abs=0.01
        )
        assert item["functionArn"].endswith(":$LATEST")


def test_pages_add_up_to_the_whole(advised: Advised) -> None:
    thing = advised.busiest("instance")
    optimizer = advised.optimizer(thing.account, region=thing.region)
    whole = arns(optimizer)
    assert len(whole) > 2
    found, token = [], None
    while token is not None or not found:
        more = {"nextToken": token} if token else {}
        output = optimizer.get_ec2_instance_recommendations(maxResults=2, **more)
        assert len(output["instanceRecommendations"]) <= 2
        found += [item["instanceArn"] for item in output["instanceRecommendations"]]
        token = output.get("nextToken")
    assert found == whole


def test_tokens_and_sizes_that_are_none_are_refused(advised: Advised) -> None:
    thing = advised.busiest("instance")
    optimizer = advised.optimizer(thing.account, region=thing.region)
    call = optimizer.get_ec2_instance_recommendations
    token = call(maxResults=1)["nextToken"]
    assert code_of(call, nextToken="1-made-up") == "InvalidParameterValueException"
    other = {"filters": [{"name": "Finding", "values": ["Optimized"]}]}
    assert code_of(call, nextToken=token, **other) == "InvalidParameterValueException"
    assert code_of(call, maxResults=1001) == "InvalidParameterValueException"
    assert code_of(optimizer.get_idle_recommendations, maxResults=101) == "InvalidParameterValueException"
    strange = {"filters": [{"name": "Color", "values": ["blue"]}]}
    assert code_of(call, **strange) == "InvalidParameterValueException"


def test_groups_and_services_that_the_company_has_none_of_are_empty_lists(advised: Advised) -> None:
    optimizer = advised.optimizer(advised.members[0])
    assert optimizer.get_ecs_service_recommendations()["ecsServiceRecommendations"] == []
    assert optimizer.get_auto_scaling_group_recommendations()["autoScalingGroupRecommendations"] == []


def test_idle_things_are_ordered_by_what_they_cost(advised_of: Callable[..., Advised]) -> None:
    idle = advised_of(CPUUtilization=1.0, NetworkIn=10.0, NetworkOut=10.0, DatabaseConnections=0.0)
    thing = idle.busiest("database")
    optimizer = idle.optimizer(thing.account, region=thing.region)
    order = {"orderBy": {"dimension": "SavingsValue", "order": "Desc"}}
    found = optimizer.get_idle_recommendations(**order)["idleRecommendations"]
    saved = [one["savingsOpportunity"]["estimatedMonthlySavings"]["value"] for one in found]
    assert saved == sorted(saved, reverse=True)
    assert {one["savingsOpportunity"]["savingsOpportunityPercentage"] for one in found} == {100.0}
    assert "RDSDBInstance" in {one["resourceType"] for one in found}
    only = {"filters": [{"name": "ResourceType", "values": ["RDSDBInstance"]}]}
    listed = optimizer.get_idle_recommendations(**only)["idleRecommendations"]
    assert {one["resourceType"] for one in listed} == {"RDSDBInstance"}


def test_summaries_count_what_the_lists_hold(advised: Advised) -> None:
    thing = advised.busiest("instance")
    optimizer = advised.optimizer(thing.account, region=thing.region)
    pages = optimizer.get_paginator("get_recommendation_summaries").paginate(PaginationConfig={"PageSize": 3})
    found = {
        one["recommendationResourceType"]: one for page in pages for one in page["recommendationSummaries"]
    }
    items = optimizer.get_ec2_instance_recommendations()["instanceRecommendations"]
    counts = {one["name"]: one["value"] for one in found["Ec2Instance"]["summaries"]}
    assert counts["Overprovisioned"] == sum(item["finding"] == "OVER_PROVISIONED" for item in items)
    assert sum(counts.values()) == len(items)
    best = [item["recommendationOptions"][0] for item in items if item["recommendationOptions"]]
    saved = sum(one["savingsOpportunity"]["estimatedMonthlySavings"]["value"] for one in best)
    told = found["Ec2Instance"]["savingsOpportunity"]["estimatedMonthlySavings"]["value"]
    assert told == pytest.approx(saved)
    assert found["EcsService"]["savingsOpportunity"]["savingsOpportunityPercentage"] == 0.0


def test_a_volume_that_hung_on_nothing_for_32_days_is_idle_and_no_longer_judged(advised: Advised) -> None:
    plants = [one for one in advised.estate.truth if one.kind == "unattached-volume" and not one.is_decoy]
    for plant in (one for one in plants if one.account not in advised.left_out):
        optimizer = advised.optimizer(plant.account, region=plant.region)
        arn = f"arn:aws:ec2:{plant.region}:{plant.account}:volume/{plant.resource_id}"
        assert optimizer.get_ebs_volume_recommendations(volumeArns=[arn])["volumeRecommendations"] == []
        (idle,) = optimizer.get_idle_recommendations(resourceArns=[arn])["idleRecommendations"]
        assert (idle["finding"], idle["resourceId"]) == ("Unattached", plant.resource_id)
        assert idle["lookBackPeriodInDays"] == 32.0
    assert plants
