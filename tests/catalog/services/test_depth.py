"""The services that carry most of what companies spend are seen beyond their main type."""

from collections.abc import Iterator
from typing import Any

import pytest
from botocore.model import Shape

from tests.catalog.services.entries import FILES, row_of, written
from tests.catalog.services.models import Made, Many, element_of, operation, resolved

DEEP = (
    *("ec2", "ebs", "autoscaling", "lambda", "batch", "lightsail", "ecs", "eks", "ecr", "apprunner"),
    *("vpc", "transit-gateway", "vpn", "elbv2", "cloudfront", "route53", "route53resolver"),
    *("apigateway", "apigatewayv2", "globalaccelerator", "directconnect", "network-firewall"),
    *("s3control", "efs", "fsx", "backup", "storagegateway", "glacier", "transfer", "datasync", "rds"),
    *("aurora", "docdb", "neptune", "dynamodb", "dax", "elasticache", "memorydb", "keyspaces"),
    *("timestream-write", "timestream-influxdb", "dms", "redshift", "redshift-serverless", "opensearch"),
    *("opensearchserverless", "kafka", "kinesis", "kinesisanalyticsv2", "glue", "athena", "emr"),
    *("emr-serverless", "quicksight", "cloudwatch", "logs", "cloudtrail", "config", "kms"),
    *("secretsmanager", "guardduty", "securityhub", "macie2", "inspector2", "wafv2", "shield", "sns"),
    *("events", "scheduler", "stepfunctions", "mq", "sesv2", "sagemaker", "bedrock", "workspaces"),
    *("appstream", "connect", "codebuild"),
)
ALONE = {
    "cognito-idp": "the list of pools, under which all else lies, needs a number that for_each cannot give",
    "elb": "a load balancer is all there is",
    "firehose": "a stream is all there is",
    "s3": "all else is asked bucket by bucket, in every scan",
    "sqs": "a queue is all there is",
    "vpc-nat": "a gateway is all there is",
}
"""Services with one type, and why."""
UNMEASURED = {
    "batch": "none in CloudWatch but those of what it starts",
    "cloudtrail": "those of an event data store have a dimension whose values AWS does not document",
    "cognito-idp": "they are kept per client of a pool, which cannot be listed",
    "config": "they are kept per type of resource, not per rule or recorder",
    "glacier": "a vault has none in CloudWatch",
    "inspector2": "none in CloudWatch",
    "lightsail": "it keeps its metrics itself",
    "macie2": "none in CloudWatch",
    "network-firewall": "they are kept per zone, which no list tells",
    "s3control": "those of Storage Lens have to be bought and are not kept per configuration alone",
    "secretsmanager": "none in CloudWatch but the number of secrets",
    "securityhub": "none in CloudWatch",
    "sesv2": "they are kept per account, or under dimensions that senders make up",
}
"""Services without metrics per resource, and why."""
PER_PARENT = {
    *("aws:apigateway:stage", "aws:ecs:service", "aws:ecs:task", "aws:eks:fargate-profile"),
    *("aws:eks:nodegroup", "aws:emr-serverless:job-run", "aws:events:custom-bus-rule"),
    *("aws:keyspaces:table", "aws:kinesis:stream-consumer", "aws:kinesisanalyticsv2:application-snapshot"),
    "aws:quicksight:user",
}
"""Types that take a call per parent: what they cost or hide is told nowhere else."""
SECRETS = {
    *("authKey", "basicAuthCredentials", "buildSpec", "customerRouterConfig", "CustomerGatewayConfiguration"),
    *("grafanaToken", "HeaderValue", "HECToken", "PreCoPassword", "PreSharedKey", "RegistrationCode"),
    "SharedSecret",
}
"""Members that hold a secret, or may."""


def rows(key: str) -> list[dict[str, Any]]:
    return list(row_of(key)["resources"])


@pytest.mark.parametrize("key", DEEP)
def test_a_service_of_much_spend_has_two_to_four_types(key: str):
    assert 2 <= len(rows(key)) <= 4


@pytest.mark.parametrize("key", sorted(ALONE))
def test_a_service_with_one_type_is_named_with_the_reason(key: str):
    assert len(rows(key)) == 1


@pytest.mark.parametrize("key", [*DEEP, *sorted(ALONE)])
def test_a_service_of_much_spend_tells_tags_an_arn_and_a_state(key: str):
    found = rows(key)
    assert [row["type"] for row in found if row["tags"] != "none"]
    assert [row["type"] for row in found if {"arn", "arn_template"} & row["fields"].keys()]
    assert {"created", "state", "size", "class"} & {name for row in found for name in row["fields"]}


@pytest.mark.parametrize("key", [*DEEP, *sorted(ALONE)])
def test_a_service_of_much_spend_is_measured_or_the_reason_is_named(key: str):
    measured = [row["type"] for row in rows(key) if "metrics" in row]
    assert bool(measured) != (key in UNMEASURED)


def test_a_type_that_takes_a_call_per_parent_is_named():
    asked = {
        row["type"]
        for key in (*DEEP, *ALONE)
        for row in rows(key)
        if any("op" in each for each in row["list"].get("for_each", []))
    }
    assert asked == PER_PARENT


def test_no_row_keeps_a_member_that_holds_a_secret():
    kept = {
        row["type"]: secrets
        for entry in map(written, FILES)
        for row in entry["resources"]
        if (secrets := SECRETS & {name for item in items(entry, row) for name in members(item)})
    }
    assert kept == {}


def test_a_secret_is_seen_in_a_row_that_keeps_it():
    entry = row_of("vpn")
    listing = {**entry["resources"][0]["list"], "items": "VpnConnections[]"}
    (item,) = items(entry, {"list": listing})
    assert SECRETS & set(members(item)) == {"CustomerGatewayConfiguration", "PreSharedKey"}


def items(entry: Any, row: Any) -> Iterator[Any]:
    """What the list and the descriptions of the row keep."""
    for call in (row["list"], *row.get("describe", [])):
        model = operation(entry["client"], call["op"])
        if model is not None:
            found = resolved(call["items"], model.output_shape)
            yield found if element_of(found) is None else element_of(found)


def members(place: Any, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """The names of all members, however deep."""
    if isinstance(place, Made):
        for name, part in place.members.items():
            yield name
            yield from members(part, seen)
    elif isinstance(place, Many):
        yield from members(place.of, seen)
    elif isinstance(place, Shape) and place.name not in seen:
        yield from _members_of_shape(place, seen | {place.name})


def _members_of_shape(shape: Any, seen: frozenset[str]) -> Iterator[str]:
    if shape.type_name == "structure":
        for name, part in shape.members.items():
            yield name
            yield from members(part, seen)
    elif shape.type_name in ("list", "map"):
        yield from members(shape.member if shape.type_name == "list" else shape.value, seen)
