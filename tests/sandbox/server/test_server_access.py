"""Who calls is known by the keys; plain boto3 finds the sandbox by its environment."""

from datetime import UTC, datetime, timedelta

import boto3
import pytest
from botocore.exceptions import ClientError

from finops_aws.sandbox.server import Fault, Place
from tests.sandbox.server.conftest import ACCOUNT, REGION

OTHER = "444455556666"
ROLE = f"arn:aws:iam::{OTHER}:role/FinOps"


def test_an_assumed_role_sees_its_own_account(records, client):
    records.put_items(Place(OTHER, REGION, "kms"), "ListKeys", items=[{"KeyId": "theirs"}])
    assumed = client("sts").assume_role(RoleArn=ROLE, RoleSessionName="scan", ExternalId="x1")
    keys = assumed["Credentials"]
    theirs = {
        "aws_access_key_id": keys["AccessKeyId"],
        "aws_secret_access_key": keys["SecretAccessKey"],
        "aws_session_token": keys["SessionToken"],
    }
    assert keys["Expiration"] - datetime.now(UTC) > timedelta(minutes=59)
    assert assumed["AssumedRoleUser"]["Arn"] == f"arn:aws:sts::{OTHER}:assumed-role/FinOps/scan"
    assert client("sts", **theirs).get_caller_identity()["Account"] == OTHER
    assert client("kms", **theirs).list_keys()["Keys"] == [{"KeyId": "theirs"}]
    assert client("kms").list_keys()["Keys"] == []


def test_a_role_that_may_not_be_assumed(sandbox, client):
    sandbox.faults.append(Fault(kind="denied", action="sts:AssumeRole"))
    with pytest.raises(ClientError) as error:
        client("sts").assume_role(RoleArn=ROLE, RoleSessionName="scan")
    assert error.value.response["Error"]["Code"] == "AccessDenied"


def test_plain_boto3_reaches_the_sandbox_by_its_environment(records, sandbox, monkeypatch):
    for name, value in sandbox.environment(ACCOUNT).items():
        monkeypatch.setenv(name, value)
    records.put_items(
        Place(ACCOUNT, REGION, "docdb"), "DescribeDBClusters", items=[{"DBClusterIdentifier": "d"}]
    )
    session = boto3.Session(region_name=REGION)
    assert session.client("sts").get_caller_identity()["Account"] == ACCOUNT
    assert session.client("docdb").describe_db_clusters()["DBClusters"][0]["DBClusterIdentifier"] == "d"
    assert session.client("rds").describe_db_clusters()["DBClusters"] == []
    assert session.client("elbv2").describe_load_balancers()["LoadBalancers"] == []
    assert sandbox.calls["elbv2", "DescribeLoadBalancers"] == 1
