"""The estate is that of the bill: same accounts, same resource ids, told by AWS's own operations."""

import csv
import gzip
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest

from finops_aws.sandbox import BillRequest, Shape, write_bill
from finops_aws.sandbox.estate import CompanyEstate, company_estate
from finops_aws.sandbox.estate.shapes import SHAPES
from finops_aws.sandbox.server import SandboxAws

REQUEST = BillRequest(until=date(2026, 11, 20), lines=20_000, months=2, shape=Shape.LEGACY_CSV)
END = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.fixture(scope="module")
def estate() -> CompanyEstate:
    return company_estate(REQUEST)


@pytest.fixture(scope="module")
def aws(estate: CompanyEstate) -> Iterator[SandboxAws]:
    with SandboxAws(estate.records) as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def billed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Account → the resource ids that its lines of the last week name."""
    written = write_bill(REQUEST, tmp_path_factory.mktemp("bill"))
    first = f"{END - timedelta(days=7):%Y-%m-%d}"
    found: dict[str, set[str]] = {}
    for line in bill_lines(Path(written.exports[0])):
        if line["lineItem/UsageStartDate"] >= first and line["lineItem/ResourceId"]:
            found.setdefault(line["lineItem/UsageAccountId"], set()).add(line["lineItem/ResourceId"])
    return found


def bill_lines(export: Path) -> Iterator[dict[str, str]]:
    for file in sorted(export.rglob("*.csv.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            yield from csv.DictReader(lines)


def client(aws: SandboxAws, name: str, *, account: str, region: str) -> Any:
    keys = aws.environment(account)
    return boto3.client(
        name,
        region_name=region,
        endpoint_url=f"{aws.endpoint}/{name}",
        aws_access_key_id=keys["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=keys["AWS_SECRET_ACCESS_KEY"],
    )


def test_every_resource_of_the_estate_is_on_the_bill_of_its_account(
    estate: CompanyEstate, billed: dict[str, set[str]]
) -> None:
    assert len(estate.things) > 80
    strangers = [one for one in estate.things if one.resource_id not in billed.get(one.account, set())]
    assert [one for one in strangers if one.is_running] == []


def test_every_resource_that_was_billed_in_the_last_week_exists(
    estate: CompanyEstate, billed: dict[str, set[str]]
) -> None:
    there = {(one.account, one.resource_id) for one in estate.things}
    named = {(account, name) for account, names in billed.items() for name in names}
    others = {pair for pair in named - there if "savingsplan" not in pair[1] and ":reserved" not in pair[1]}
    kinds = {name.split(":")[2] if name.startswith("arn:") else name.split("-")[0] for _, name in others}
    assert kinds <= {"eks", "savingsplans", "ec2", "rds"}, kinds  # pods and reservations are no resources


def test_every_kind_is_told_by_an_operation(estate: CompanyEstate) -> None:
    assert {one.kind for one in estate.things} <= set(SHAPES)


def test_instances_are_listed_where_they_run_with_their_tags(estate: CompanyEstate, aws: SandboxAws) -> None:
    for thing in [one for one in estate.things if one.kind == "instance"][:5]:
        ec2 = client(aws, "ec2", account=thing.account, region=thing.region)
        (reservation,) = ec2.describe_instances(InstanceIds=[thing.name])["Reservations"]
        (instance,) = reservation["Instances"]
        assert instance["InstanceType"] == thing.instance_class
        assert instance["LaunchTime"] == thing.created
        assert {tag["Key"]: tag["Value"] for tag in instance["Tags"]} == thing.tags
        assert instance["State"]["Name"] == ("running" if thing.is_running else "stopped")


def test_nothing_is_younger_than_the_bill_and_some_is_older_than_its_first_day(estate: CompanyEstate) -> None:
    assert all(one.created < END for one in estate.things)
    assert min(one.created for one in estate.things) < datetime(2026, 10, 1, tzinfo=UTC) - timedelta(days=200)


def test_the_same_request_is_the_same_estate(estate: CompanyEstate) -> None:
    assert company_estate(REQUEST).things == estate.things


def test_snapshots_of_others_are_seen_by_who_does_not_ask_for_the_own_ones(
    estate: CompanyEstate, aws: SandboxAws
) -> None:
    account = estate.accounts[1].id
    ec2 = client(aws, "ec2", account=account, region="us-east-1")
    owners = {one["OwnerId"] for one in ec2.describe_snapshots()["Snapshots"]}
    assert owners - {account}
    assert all(one["OwnerId"] == account for one in ec2.describe_snapshots(OwnerIds=["self"])["Snapshots"])


def test_the_organization_is_the_payers(estate: CompanyEstate, aws: SandboxAws) -> None:
    organizations = client(aws, "organizations", account=estate.payer.id, region="us-east-1")
    pages = organizations.get_paginator("list_accounts").paginate()
    listed = {one["Id"]: one["Name"] for page in pages for one in page["Accounts"]}
    assert listed == {account.id: account.name for account in estate.accounts}


def test_the_tagging_api_tells_what_is_tagged_by_the_services_asked_for(
    estate: CompanyEstate, aws: SandboxAws
) -> None:
    tagged = [one for one in estate.things if one.kind == "key" and one.tags]
    key = tagged[0]
    tagging = client(aws, "resourcegroupstaggingapi", account=key.account, region=key.region)
    found = tagging.get_resources(ResourceTypeFilters=["kms"])["ResourceTagMappingList"]
    assert {one["ResourceARN"].split(":")[2] for one in found} == {"kms"}
    own = next(one for one in found if one["ResourceARN"] == key.resource_id)
    assert {tag["Key"]: tag["Value"] for tag in own["Tags"]} == key.tags
