"""Every row held against botocore's models, and the holding itself held against rows that are broken."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.catalog.services.entries import FILES, row_of, written
from tests.catalog.services.faults import faults
from tests.catalog.services.models import operation, paginators, resolved, service_model

TOKENS = {("servicecatalog", "SearchProvisionedProducts"): ("NextPageToken", "PageToken")}
"""Answer's and question's token where botocore has no paginator and they are called differently."""


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_service_agrees_with_its_model(file: Path):
    assert faults(written(file)) == []


def unpaged(entry: Any) -> list[str]:
    """Operations that answer with a token but can not be asked for what follows."""
    found = []
    for row in entry["resources"]:
        name = row["list"]["op"]
        model = operation(entry["client"], name)
        if name in paginators(entry["client"]) or model is None:
            continue
        answered, asked = TOKENS.get((entry["client"], name), ("", ""))
        tokens = [
            one for one in model.output_shape.members if one.lower() in ("nexttoken", "nextmarker", "marker")
        ]
        wanted = asked or (tokens[0] if tokens else "")
        if (answered or tokens) and wanted not in model.input_shape.members:
            found.append(f"{entry['client']}:{name}")
    return found


def test_every_list_can_be_asked_for_what_follows():
    assert [one for file in FILES for one in unpaged(written(file))] == []


def drop_parent(entry: Any) -> None:
    del entry["resources"][0]["list"]["for_each"]


def break_path(name: str, path: str) -> Callable[[Any], None]:
    def change(entry: Any) -> None:
        entry["resources"][0]["fields"][name] = path

    return change


def set_listing(**changed: Any) -> Callable[[Any], None]:
    return lambda entry: entry["resources"][0]["list"].update(changed)


def set_row(**changed: Any) -> Callable[[Any], None]:
    return lambda entry: entry["resources"][0].update(changed)


def set_step(**changed: Any) -> Callable[[Any], None]:
    return lambda entry: entry["resources"][0]["describe"][0].update(changed)


def drop_arn(entry: Any) -> None:
    del entry["resources"][0]["fields"]["arn"]


BROKEN: list[tuple[str, Callable[[Any], None], list[str]]] = [
    ("sqs", lambda entry: entry.update(client="squs"), ["sqs.yaml: client:", "no client squs", "drop"]),
    ("sqs", set_listing(op="ListQueue"), ["list.op: sqs has no operation ListQueue", "ListQueues"]),
    ("sqs", set_listing(items="QueueUrls[]"), ["list.items", "gives a string each", "QueueUrls[].{id: @}"]),
    ("ec2", set_listing(items="Reservations[].Instance[]"), ["no member Instance;", "Instances", "correct"]),
    ("ec2", set_listing(params={"MaxResults": "1000"}), ["list.params.MaxResults", "is no integer"]),
    ("ec2", set_listing(params={"Owners": ["self"]}), ["has no parameter Owners; it has: ", "InstanceIds"]),
    ("kms", set_listing(params={"Limit": 5000}), ["list.params.Limit: 5000 is not within 1 to 1000"]),
    ("budgets", drop_parent, ["DescribeBudgets needs AccountId", "params or for_each"]),
    ("ec2", break_path("state", "State"), ["fields.state: 'State' gives an object", "lead it to a text"]),
    (
        "ec2",
        break_path("id", "InstanceID"),
        ["fields.id: 'InstanceID'", "no member InstanceID", "InstanceId"],
    ),
    ("ec2", break_path("name", "upper(KeyName)"), ["the function upper is not known"]),
    ("ec2", break_path("name", "Tags[?Kee=='Name'].Value | [0]"), ["no member Kee; members are: Key, Value"]),
    ("ecs", set_step(param_map={"cluster": "_parent.Cluster"}), ["no member Cluster; members are: cluster"]),
    ("ecs", set_step(join={"theirs": "arn", "ours": "arn"}), ["join.theirs", "no member arn", "serviceArn"]),
    ("kms", set_row(keep="detail.KeyManager == 'CUSTOMER'"), ["keep:", "no member detail", "meta"]),
    ("kms", drop_arn, ["tags: the sweep finds a resource by its ARN", "arn_template"]),
    (
        "efs",
        set_row(tags={"inline": "Tags", "shape": "map"}),
        ["tags.shape: the model has a list", "shape: list"],
    ),
    ("lightsail", set_row(tags={"inline": "tags"}), ["no member Key; members are: key, value"]),
    ("efs", set_row(iam=["elasticfilesystem"]), ["iam: 'elasticfilesystem' is no action"]),
    ("efs", set_row(type="aws:nfs:file-system"), ["not of this service; write aws:efs:<noun>"]),
    ("efs", lambda entry: entry["billing"][0].update(usage_type="(EFS"), ["billing.usage_type", "no regex"]),
    ("wafv2", set_listing(for_each=[{"param": "Scope", "const": ["GLOBAL"]}]), ["'GLOBAL' is none of ["]),
]


@pytest.mark.parametrize(("key", "change", "told"), BROKEN, ids=[f"{one[0]}-{one[2][0]}" for one in BROKEN])
def test_a_broken_row_is_told_with_what_to_change(key: str, change: Callable[[Any], None], told: list[str]):
    entry = deepcopy(row_of(key))
    change(entry)
    found = "\n".join(faults(entry))
    assert found.startswith(f"{key}.yaml: ")
    assert [part for part in told if part not in found] == []


def test_a_list_that_cannot_be_continued_is_seen():
    entry = {"client": "servicecatalog", "resources": [{"list": {"op": "SearchProvisionedProducts"}}]}
    assert unpaged(entry) == []
    assert (
        "PageToken"
        in service_model("servicecatalog").operation_model("SearchProvisionedProducts").input_shape.members
    )


def test_a_path_is_walked_through_maps_filters_and_made_objects():
    answer = service_model("sqs").operation_model("GetQueueAttributes").output_shape
    assert resolved("Attributes.QueueArn", answer).type_name == "string"
    buckets = service_model("s3").operation_model("ListBuckets").output_shape
    made = resolved("Buckets[?Name=='a'].{id: Name}", buckets)
    assert made.of.members["id"].type_name == "string"
