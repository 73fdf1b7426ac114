"""What Cost Explorer knows to group and filter by is what stands on the bill."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.cost_apis.conftest import Told

PERIOD = {"Start": "2026-06-01", "End": "2026-11-20"}


def values(answer: Any) -> list[str]:
    return [one["Value"] for one in answer["DimensionValues"]]


def test_accounts_come_with_their_names(told: Told, ce: Any) -> None:
    answer = ce.get_dimension_values(TimePeriod=PERIOD, Dimension="LINKED_ACCOUNT")
    members = (told.plan.company.payer, *told.plan.company.accounts)
    names = {one["Value"]: one["Attributes"]["description"] for one in answer["DimensionValues"]}
    assert names.items() <= {account.id: account.name for account in members}.items()
    assert told.payer in names
    assert answer["ReturnSize"] == answer["TotalSize"] == len(names)


def test_values_are_found_by_a_part_of_them(ce: Any) -> None:
    found = values(ce.get_dimension_values(TimePeriod=PERIOD, Dimension="SERVICE", SearchString="simple"))
    assert "Amazon Simple Storage Service" in found
    assert all("simple" in one.lower() for one in found)


def test_values_come_in_pages(ce: Any) -> None:
    whole = values(ce.get_dimension_values(TimePeriod=PERIOD, Dimension="USAGE_TYPE"))
    first = ce.get_dimension_values(TimePeriod=PERIOD, Dimension="USAGE_TYPE", MaxResults=10)
    second = ce.get_dimension_values(
        TimePeriod=PERIOD, Dimension="USAGE_TYPE", MaxResults=10, NextPageToken=first["NextPageToken"]
    )
    assert (first["ReturnSize"], first["TotalSize"]) == (10, len(whole))
    assert values(first) + values(second) == whole[:20]


def test_values_can_be_sorted_by_cost(ce: Any) -> None:
    answer = ce.get_dimension_values(
        TimePeriod=PERIOD,
        Dimension="RECORD_TYPE",
        SortBy=[{"Key": "UnblendedCost", "SortOrder": "ASCENDING"}],
    )
    assert values(answer)[0] in ("Credit", "SavingsPlanNegation")


def test_a_member_knows_no_other_account(told: Told) -> None:
    member = told.plan.company.accounts[0].id
    answer = told.client("ce", account=member).get_dimension_values(
        TimePeriod=PERIOD, Dimension="LINKED_ACCOUNT"
    )
    assert values(answer) == [member]


def test_tag_keys_are_those_of_the_user_not_of_the_bill(ce: Any) -> None:
    answer = ce.get_tags(TimePeriod=PERIOD)
    assert answer["Tags"] == ["application", "aws:createdBy", "cost_center", "environment", "team"]


def test_untagged_costs_have_an_empty_tag_value(ce: Any) -> None:
    assert ce.get_tags(TimePeriod=PERIOD, TagKey="team")["Tags"][:2] == ["", "carteira"]


def test_the_late_key_was_activated_late(told: Told, ce: Any) -> None:
    tags = {one["TagKey"]: one for one in ce.list_cost_allocation_tags()["CostAllocationTags"]}
    activated = told.plan.timeline.time(told.plan.activation)
    assert tags["application"]["LastUpdatedDate"] == f"{activated:%Y-%m-%dT%H:%M:%SZ}"
    assert tags["team"]["LastUpdatedDate"] == "2026-06-01T00:00:00Z"
    assert {one["Status"] for one in tags.values()} == {"Active"}


def test_allocation_tags_are_chosen_by_type_and_key(ce: Any) -> None:
    generated = ce.list_cost_allocation_tags(Type="AWSGenerated")["CostAllocationTags"]
    assert [one["TagKey"] for one in generated] == [
        "aws:createdBy",
        "aws:eks:cluster-name",
        "aws:eks:namespace",
    ]
    assert ce.list_cost_allocation_tags(Status="Inactive")["CostAllocationTags"] == []
    assert len(ce.list_cost_allocation_tags(TagKeys=["team"])["CostAllocationTags"]) == 1


def test_allocation_tags_are_the_payers(told: Told) -> None:
    member = told.client("ce", account=told.plan.company.accounts[0].id)
    with pytest.raises(
        ClientError, match="Linked account doesn't have access to cost allocation tags"
    ) as refused:
        member.list_cost_allocation_tags()
    assert refused.value.response["Error"]["Code"] == "AccessDeniedException"
