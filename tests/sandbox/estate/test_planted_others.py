"""Planted waste and decoys in networks, databases, logs and secrets, read back from AWS."""

from typing import Any

import pytest

from finops_aws.sandbox.estate import CompanyEstate, Plant
from tests.sandbox.estate.conftest import Clients
from tests.sandbox.estate.readback import END, metric_values, of_kind, thing_of


def last_part(plant: Plant) -> str:
    return plant.resource_id.replace(":", "/").rpartition("/")[2]


def address_of(connect: Clients, plant: Plant) -> dict[str, Any]:
    ec2 = connect(plant.account, plant.region, "ec2")
    (address,) = ec2.describe_addresses(AllocationIds=[last_part(plant)])["Addresses"]
    return dict(address)


def test_an_idle_address_has_no_association(company: CompanyEstate, connect: Clients) -> None:
    for plant in of_kind(company, "idle-address"):
        assert "AssociationId" not in address_of(connect, plant)
    for plant in of_kind(company, "idle-address", decoys=True):
        assert address_of(connect, plant)["AssociationId"].startswith("eipassoc-")


def gateway_bytes(connect: Clients, plant: Plant) -> list[float]:
    watch = connect(plant.account, plant.region, "cloudwatch")
    metric = ("AWS/NATGateway", "BytesOutToDestination")
    return metric_values(watch, metric, {"NatGatewayId": last_part(plant)}, stat="Sum", days=32)


def test_an_idle_nat_gateway_reports_zeros_and_its_bill_has_no_bytes(
    company: CompanyEstate, connect: Clients
) -> None:
    for plant in of_kind(company, "idle-nat-gateway"):
        assert set(gateway_bytes(connect, plant)) == {0.0}
        assert thing_of(company, plant).usage == ("nat-hours",)
    for plant in of_kind(company, "idle-nat-gateway", decoys=True):
        assert min(gateway_bytes(connect, plant)) > 10**6


def requests(connect: Clients, plant: Plant, *, days: float = 14) -> list[float]:
    watch = connect(plant.account, plant.region, "cloudwatch")
    own = {"LoadBalancer": plant.arn.partition("loadbalancer/")[2]}
    return metric_values(watch, ("AWS/ApplicationELB", "RequestCount"), own, stat="Sum", days=days)


def test_an_idle_load_balancer_has_no_requests_for_14_days(company: CompanyEstate, connect: Clients) -> None:
    for plant in of_kind(company, "idle-load-balancer"):
        assert requests(connect, plant) == []
    for plant in of_kind(company, "idle-load-balancer", decoys=True):
        assert sum(requests(connect, plant)) > 14 * 100


def connections(connect: Clients, plant: Plant, *, days: float = 14) -> list[float]:
    watch = connect(plant.account, plant.region, "cloudwatch")
    own = {"DBInstanceIdentifier": last_part(plant)}
    return metric_values(watch, ("AWS/RDS", "DatabaseConnections"), own, stat="Maximum", days=days)


def test_nobody_connects_to_an_idle_database_for_14_days(company: CompanyEstate, connect: Clients) -> None:
    before = []
    for plant in of_kind(company, "idle-database"):
        assert connections(connect, plant) == [0.0] * 14 * 24
        before.append(max(connections(connect, plant, days=20)))
    assert min(before) == 0.0
    assert max(before) > 0.0


def test_decoys_of_an_idle_database_have_connections_every_night_or_had_some_lately(
    company: CompanyEstate, connect: Clients
) -> None:
    for plant in of_kind(company, "idle-database", decoys=True):
        values = connections(connect, plant)
        if plant.differs_in == "connections":
            assert len([value for value in values if value]) == 14
        else:
            used = [hour for hour, value in enumerate(values) if value]
            assert 0 < max(used) < 14 * 24 * 0.2


def test_a_database_in_extended_support_is_of_an_old_version_and_is_billed_for_it(
    company: CompanyEstate, connect: Clients
) -> None:
    for decoys in (False, True):
        for plant in of_kind(company, "extended-support-database", decoys=decoys):
            rds = connect(plant.account, plant.region, "rds")
            (one,) = rds.describe_db_instances(DBInstanceIdentifier=last_part(plant))["DBInstances"]
            assert one["EngineVersion"].startswith("5.7.") is not decoys
            assert ("rds-extended" in thing_of(company, plant).usage) is not decoys


def used_share(connect: Clients, plant: Plant, way: str) -> float:
    """Consumed over provisioned capacity of 14 days."""
    watch = connect(plant.account, plant.region, "cloudwatch")
    own = {"TableName": last_part(plant)}
    consumed = metric_values(watch, ("AWS/DynamoDB", f"Consumed{way}CapacityUnits"), own, stat="Sum")
    given = metric_values(watch, ("AWS/DynamoDB", f"Provisioned{way}CapacityUnits"), own)
    return sum(consumed) / sum(given) / 3600


def test_an_underused_table_consumes_less_than_a_fifth_of_what_it_has(
    company: CompanyEstate, connect: Clients
) -> None:
    for plant in of_kind(company, "provisioned-table-underused"):
        dynamodb = connect(plant.account, plant.region, "dynamodb")
        table = dynamodb.describe_table(TableName=last_part(plant))["Table"]
        watch = connect(plant.account, plant.region, "cloudwatch")
        metric = ("AWS/DynamoDB", "ProvisionedReadCapacityUnits")
        given = metric_values(watch, metric, {"TableName": last_part(plant)})
        assert table["BillingModeSummary"]["BillingMode"] == "PROVISIONED"
        assert set(given) == {table["ProvisionedThroughput"]["ReadCapacityUnits"]}
        assert used_share(connect, plant, "Read") < 0.2
        assert used_share(connect, plant, "Write") < 0.2


def test_decoys_of_an_underused_table_use_enough_or_are_on_demand(
    company: CompanyEstate, connect: Clients
) -> None:
    for plant in of_kind(company, "provisioned-table-underused", decoys=True):
        dynamodb = connect(plant.account, plant.region, "dynamodb")
        table = dynamodb.describe_table(TableName=last_part(plant))["Table"]
        if plant.differs_in == "billing_mode":
            assert table["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"
        else:
            assert 0.3 < used_share(connect, plant, "Read") < 0.4


def test_a_log_group_without_retention_has_none_and_all_others_have_one(
    company: CompanyEstate, connect: Clients
) -> None:
    named = {plant.resource_id for plant in of_kind(company, "log-group-without-retention")}
    for thing in [one for one in company.things if one.kind == "loggroup"]:
        logs = connect(thing.account, thing.region, "logs")
        (group,) = [
            one
            for page in logs.get_paginator("describe_log_groups").paginate()
            for one in page["logGroups"]
            if one["logGroupArn"] == thing.resource_id
        ]
        assert ("retentionInDays" not in group) is (thing.resource_id in named)


def secret_of(connect: Clients, plant: Plant) -> dict[str, Any]:
    secrets = connect(plant.account, plant.region, "secretsmanager").list_secrets()["SecretList"]
    return next(one for one in secrets if one["ARN"] == plant.resource_id)


@pytest.mark.parametrize("decoys", [False, True])
def test_an_unused_secret_was_not_read_for_90_days(
    company: CompanyEstate, connect: Clients, decoys: bool
) -> None:
    for plant in of_kind(company, "unused-secret", decoys=decoys):
        secret = secret_of(connect, plant)
        used = secret.get("LastAccessedDate", secret["CreatedDate"])
        assert ((END - used).days >= 90) is not decoys
