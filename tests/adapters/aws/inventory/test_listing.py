"""One row of the catalogue put to AWS: what is listed, described, named and tagged."""

from collections.abc import Iterator
from typing import Any

import pytest

from finops_aws.sandbox.server import Fault, Records, SandboxAws
from finops_aws.sandbox.server.calls import Call, Refusal
from tests.adapters.aws.inventory.scans import ACCOUNT, asked, entry, inventory_of, jobs_of, listed, place

NAMED = {"id": "name", "name": "name"}
QUEUES = {"op": "ListQueues", "items": "QueueUrls[].{url: @}"}


@pytest.fixture
def records() -> Records:
    return Records()


@pytest.fixture
def aws(records: Records) -> Iterator[SandboxAws]:
    with SandboxAws(records) as running:
        yield running


def tables(records: Records, *names: str) -> dict[str, Any]:
    """DynamoDB tables with a description each; a row that lists them."""
    records.put_items(place("dynamodb"), "ListTables", items=names)
    for name in names:
        output = {"Table": {"TableName": name, "TableStatus": "ACTIVE", "TableArn": f"arn:{name}"}}
        records.put_output(place("dynamodb"), "DescribeTable", output=output, when={"TableName": name})
    return {"list": {"op": "ListTables", "items": "TableNames[].{name: @}"}, "fields": NAMED}


DESCRIBED = {"op": "DescribeTable", "param_map": {"TableName": "name"}, "into": "table", "items": "Table"}


def test_all_pages_of_a_list_are_read(records: Records, aws: SandboxAws) -> None:
    row = tables(records, *(f"t{at:03}" for at in range(250)))
    assert [one.id for one in listed(aws, entry("dynamodb", row))] == [f"t{at:03}" for at in range(250)]
    assert aws.calls["dynamodb", "ListTables"] == 3


def test_an_item_is_described_on_its_own(records: Records, aws: SandboxAws) -> None:
    row = tables(records, "a", "b") | {"describe": [DESCRIBED]}
    row["fields"] = {**NAMED, "arn": "table.TableArn", "state": "table.TableStatus"}
    found_ones = listed(aws, entry("dynamodb", row))
    assert [(one.id, one.arn, one.state) for one in found_ones] == [
        ("a", "arn:a", "ACTIVE"),
        ("b", "arn:b", "ACTIVE"),
    ]


def test_a_thing_that_goes_away_while_being_described_is_left_out(records: Records, aws: SandboxAws) -> None:
    row = tables(records, "a") | {"describe": [DESCRIBED]}
    records.put_items(place("dynamodb"), "ListTables", items=["gone"])
    result = asked(aws, entry("dynamodb", row))
    assert (result.ending.status, [one.id for one in result.resources]) == ("ok", ["a"])


def test_a_description_that_is_refused_leaves_the_thing_and_a_gap(records: Records, aws: SandboxAws) -> None:
    row = tables(records, "a", "b") | {"describe": [DESCRIBED]}
    aws.faults.append(Fault(kind="denied", operation="DescribeTable", times=1))
    result = asked(aws, entry("dynamodb", row))
    assert [one.id for one in result.resources] == ["a", "b"]
    assert (result.ending.status, result.ending.action) == ("partial", "dynamodb:DescribeTable")


def test_an_absent_part_is_nothing_to_worry_about(records: Records, aws: SandboxAws) -> None:
    row = tables(records, "a")
    step = {**DESCRIBED, "op": "DescribeTimeToLive", "items": "TimeToLiveDescription"}
    row["describe"] = [{**step, "absent": ["NothingThereException"]}]

    def absent(call: Call) -> dict[str, Any]:
        raise Refusal("NothingThereException", "no such part", 400)

    records.compute("dynamodb", "DescribeTimeToLive", answer=absent)
    (one,) = listed(aws, entry("dynamodb", row))
    assert one.attributes == {"name": "a", "table": None}


def test_what_is_not_kept_is_not_listed(records: Records, aws: SandboxAws) -> None:
    row = tables(records, "a", "b") | {"keep": "name != 'a'"}
    assert [one.id for one in listed(aws, entry("dynamodb", row))] == ["b"]


def test_a_batch_finds_its_items_by_the_join(records: Records, aws: SandboxAws) -> None:
    clusters = [f"arn:c{at}" for at in range(5)]
    records.put_items(place("ecs"), "ListClusters", items=clusters)

    def described(call: Call) -> dict[str, Any]:
        wanted = call.parameters["clusters"]
        assert len(wanted) <= 2
        return {
            "clusters": [{"clusterArn": one, "status": one[-2:]} for one in wanted[::-1] if one != "arn:c3"]
        }

    records.compute("ecs", "DescribeClusters", answer=described)
    step = {
        **{"op": "DescribeClusters", "items": "clusters"},
        **{"batch": {"param": "clusters", "of": "arn", "size": 2}},
        **{"join": {"theirs": "clusterArn", "ours": "arn"}},
    }
    row = {
        **{"list": {"op": "ListClusters", "items": "clusterArns[].{arn: @}"}, "describe": [step]},
        **{"fields": {"id": "arn", "state": "status"}},
    }
    found_ones = listed(aws, entry("ecs", row))
    assert [(one.id, one.state) for one in found_ones] == [(f"arn:c{at}", f"c{at}") for at in (0, 1, 2, 4)]
    assert aws.calls["ecs", "DescribeClusters"] == 3


def test_parents_are_walked_through_one_inside_the_other(records: Records, aws: SandboxAws) -> None:
    records.put_items(place("ecs"), "ListClusters", items=["arn:c1", "arn:c2"])
    kinds = {"FARGATE", "EC2"}

    def services(call: Call) -> dict[str, Any]:
        assert call.parameters["launchType"] in kinds
        return {"serviceArns": [f"{call.parameters['cluster']}/{call.parameters['launchType']}"]}

    records.compute("ecs", "ListServices", answer=services)
    each = [
        {"param": "cluster", "op": "ListClusters", "path": "clusterArns"},
        {"param": "launchType", "const": ["EC2", "FARGATE"]},
    ]
    row = {
        **{"list": {"op": "ListServices", "items": "serviceArns[].{arn: @}", "for_each": each}},
        **{"fields": {"id": "arn", "name": "_parent.cluster"}},
    }
    found_ones = listed(aws, entry("ecs", row))
    assert [one.id for one in found_ones] == [
        *("arn:c1/EC2", "arn:c1/FARGATE", "arn:c2/EC2", "arn:c2/FARGATE"),
    ]
    assert {one.name for one in found_ones} == {"arn:c1", "arn:c2"}
    assert found_ones[0].attributes["_parent"] == {"cluster": "arn:c1", "launchType": "EC2"}


def test_a_parent_that_is_gone_is_passed_over_and_one_that_is_refused_is_a_gap(
    records: Records, aws: SandboxAws
) -> None:
    records.put_items(place("ecs"), "ListClusters", items=["here", "gone", "closed"])

    def services(call: Call) -> dict[str, Any]:
        if call.parameters["cluster"] == "gone":
            raise Refusal("ClusterNotFoundException", "gone", 400)
        if call.parameters["cluster"] == "closed":
            said = "User: x is not authorized to perform: ecs:ListServices"
            raise Refusal("AccessDeniedException", said, 400)
        return {"serviceArns": ["s"]}

    records.compute("ecs", "ListServices", answer=services)
    each = [{"param": "cluster", "op": "ListClusters", "path": "clusterArns"}]
    row = {
        **{"list": {"op": "ListServices", "items": "serviceArns[].{arn: @}", "for_each": each}},
        **{"fields": {"id": "arn"}, "iam": ["ecs:ListServices"]},
    }
    result = asked(aws, entry("ecs", row))
    assert [one.id for one in result.resources] == ["s"]
    assert (result.ending.status, result.ending.action) == ("partial", "ecs:ListServices")


def test_a_list_without_paginator_is_read_to_its_last_token(records: Records, aws: SandboxAws) -> None:
    answers = {None: (["a", "b"], "t1"), "t1": (["c"], "t2"), "t2": (["d"], None)}

    def groups(call: Call) -> dict[str, Any]:
        names, token = answers[call.parameters.get("NextToken")]
        return {"EventBuses": [{"Name": one} for one in names], **({"NextToken": token} if token else {})}

    records.compute("events", "ListEventBuses", answer=groups)
    row = {"list": {"op": "ListEventBuses", "items": "EventBuses[]"}, "fields": {"id": "Name"}}
    assert [one.id for one in listed(aws, entry("events", row))] == ["a", "b", "c", "d"]
    assert aws.calls["events", "ListEventBuses"] == 3


@pytest.mark.parametrize(
    ("client", "operation", "output"),
    [
        ("events", "ListEventBuses", {"EventBuses": [{"Name": "a"}], "NextToken": "again"}),
        ("kms", "ListAliases", {"Aliases": [{"AliasName": "a"}], "NextMarker": "again", "Truncated": True}),
    ],
)
def test_a_token_that_repeats_ends_as_a_gap_and_not_never(
    records: Records, aws: SandboxAws, client: str, operation: str, output: dict[str, Any]
) -> None:
    records.compute(client, operation, answer=lambda call: output)
    (items, key) = ("EventBuses[]", "Name") if client == "events" else ("Aliases[]", "AliasName")
    result = asked(aws, entry(client, {"list": {"op": operation, "items": items}, "fields": {"id": key}}))
    assert not result.ending.status.is_known
    assert {one.id for one in result.resources} == {"a"}
    assert aws.calls[client, operation] <= 3


def test_a_shared_list_that_breaks_off_keeps_the_pages_it_had(records: Records, aws: SandboxAws) -> None:
    output = {"EventBuses": [{"Name": "a"}], "NextToken": "again"}
    records.compute("events", "ListEventBuses", answer=lambda call: output)
    rows = [
        {
            **{"type": f"aws:events:{kind}", "fields": {"id": "Name"}},
            **{"list": {"op": "ListEventBuses", "items": "EventBuses[]"}},
        }
        for kind in ("one", "two")
    ]
    made = entry("events", *rows)
    results = list(inventory_of(aws, made).run(jobs_of([made])))
    assert {(one.ending.status, one.resources[0].id) for one in results if one.resources} == {
        ("partial", "a")
    }


def test_an_item_without_an_id_is_no_resource(records: Records, aws: SandboxAws) -> None:
    records.put_items(place("events"), "ListEventBuses", items=[{"Arn": "x"}, {"Name": "a"}])
    row = {"list": {"op": "ListEventBuses", "items": "EventBuses[]"}, "fields": {"id": "Name"}}
    assert [one.id for one in listed(aws, entry("events", row))] == ["a"]


def test_an_arn_is_made_where_the_answer_has_none(records: Records, aws: SandboxAws) -> None:
    row = tables(records, "a")
    row["fields"] = {**NAMED, "arn_template": "arn:{partition}:x:{region}:{account}:thing/{id}/{name}"}
    (one,) = listed(aws, entry("dynamodb", row))
    assert one.arn == f"arn:aws:x:us-east-1:{ACCOUNT}:thing/a/a"


ARNS = "arn:{partition}:dynamodb:{region}:{account}:table/{name}"
TAGGED = {"op": "ListQueueTags", "param": "QueueUrl", "of": "url", "path": "Tags", "shape": "map"}


@pytest.mark.parametrize(("tags", "expected"), [("none", None), (TAGGED, {"team": "a"})], ids=str)
def test_tags_come_from_where_the_row_says(
    records: Records, aws: SandboxAws, tags: Any, expected: dict[str, str] | None
) -> None:
    records.put_items(place("sqs"), "ListQueues", items=["https://q/1"])
    records.compute("sqs", "ListQueueTags", answer=lambda call: {"Tags": {"team": "a"}})
    row = {"list": QUEUES, "fields": {"id": "url"}, "tags": tags}
    (one,) = listed(aws, entry("sqs", row))
    assert one.tags == expected


def test_tags_that_an_operation_refuses_are_unknown(records: Records, aws: SandboxAws) -> None:
    records.put_items(place("sqs"), "ListQueues", items=["https://q/1"])
    aws.faults.append(Fault(kind="denied", operation="ListQueueTags"))
    row = {"list": QUEUES, "fields": {"id": "url"}, "tags": TAGGED}
    result = asked(aws, entry("sqs", row))
    assert [one.tags for one in result.resources] == [None]
    assert (result.ending.status, result.ending.action) == ("partial", "sqs:ListQueueTags")


def test_the_sweep_tells_of_tagged_and_untagged_alike(records: Records, aws: SandboxAws) -> None:
    row = tables(records, "a", "b")
    row |= {"fields": {**NAMED, "arn_template": ARNS}, "tags": "rgta"}
    mapping = {
        "ResourceARN": f"arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/a",
        "Tags": [{"Key": "team", "Value": "x"}],
    }
    records.put_items(place("resourcegroupstaggingapi"), "GetResources", items=[mapping])
    assert [one.tags for one in listed(aws, entry("dynamodb", row))] == [{"team": "x"}, {}]


def test_the_next_scan_of_the_same_process_sees_new_tags(records: Records, aws: SandboxAws) -> None:
    row = tables(records, "a")
    row |= {"fields": {**NAMED, "arn_template": ARNS}, "tags": "rgta"}
    inventory = inventory_of(aws, made := entry("dynamodb", row))
    list(inventory.run(jobs_of([made])))
    mapping = {
        "ResourceARN": f"arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/a",
        "Tags": [{"Key": "team", "Value": "x"}],
    }
    records.put_items(place("resourcegroupstaggingapi"), "GetResources", items=[mapping])
    (result,) = inventory.run(jobs_of([made]))
    assert [one.tags for one in result.resources] == [{"team": "x"}]
