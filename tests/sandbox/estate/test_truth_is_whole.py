"""Nothing is wasted that the truth does not name: every other thing lacks a condition of the waste."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from finops_aws.sandbox import BillRequest
from finops_aws.sandbox.estate import CompanyEstate, company_estate
from finops_aws.sandbox.estate.loads import readings
from finops_aws.sandbox.estate.shapes import SHAPES
from finops_aws.sandbox.estate.things import Thing


@pytest.fixture(scope="module", params=[2, 3, 4])
def estate(request: pytest.FixtureRequest) -> CompanyEstate:
    return company_estate(BillRequest(until=date(2026, 11, 20), seed=request.param))


def known(thing: Thing, metric: str, *, stat: str, days: int = 14) -> list[float]:
    start = thing.until - timedelta(days=days)
    values = readings(thing, metric, start=start, end=thing.until, stat=stat)
    return [value for value in values if value is not None]


def is_idle(thing: Thing, metric: str, *, stat: str) -> bool:
    is_old = thing.is_running and thing.created < thing.until - timedelta(days=39)
    return is_old and not any(known(thing, metric, stat=stat, days=14))


def is_unused_for_32_days(thing: Thing) -> bool:
    told = SHAPES["volume"].item(thing)
    is_old = thing.created < thing.until - timedelta(days=32)
    return told["State"] == "available" and is_old and not known(thing, "VolumeReadOps", stat="Sum", days=32)


def is_underused(thing: Thing) -> bool:
    values = known(thing, "CPUUtilization", stat="Maximum")
    network = [sum(known(thing, name, stat="Sum")) / 14 for name in ("NetworkIn", "NetworkOut")]
    return len(values) == 14 * 24 and max(values) < 5 and sum(network) < 5_000_000


def wastes_capacity(thing: Thing) -> bool:
    given = known(thing, "ProvisionedReadCapacityUnits", stat="Average")
    if not given or thing.created > thing.until - timedelta(days=18):
        return False
    return sum(known(thing, "ConsumedReadCapacityUnits", stat="Sum")) < 0.25 * 3600 * sum(given)


def is_unused_secret(thing: Thing) -> bool:
    told = SHAPES["secret"].item(thing)
    used = told.get("LastAccessedDate", told["CreatedDate"])
    return bool(used < thing.until - timedelta(days=90))


CONDITIONS: dict[str, tuple[str, Callable[[Thing], bool]]] = {
    "unattached-volume": ("volume", is_unused_for_32_days),
    "underused-instance": ("instance", is_underused),
    "idle-database": ("database", lambda one: is_idle(one, "DatabaseConnections", stat="Maximum")),
    "idle-load-balancer": ("loadbalancer", lambda one: is_idle(one, "RequestCount", stat="Sum")),
    "idle-nat-gateway": ("natgateway", lambda one: is_idle(one, "BytesOutToDestination", stat="Sum")),
    "provisioned-table-underused": ("table", wastes_capacity),
    "log-group-without-retention": (
        "loggroup",
        lambda one: "retentionInDays" not in SHAPES["loggroup"].item(one),
    ),
    "unused-secret": ("secret", is_unused_secret),
    "gp2-volume": ("volume", lambda one: one.is_running and "ebs-gp2" in one.usage),
    "extended-support-database": (
        "database",
        lambda one: one.is_running and SHAPES["database"].item(one)["EngineVersion"].startswith("5.7"),
    ),
}


@pytest.mark.parametrize("kind", sorted(CONDITIONS))
def test_who_has_all_conditions_of_a_kind_is_planted_and_nobody_else(
    estate: CompanyEstate, kind: str
) -> None:
    of, has_all = CONDITIONS[kind]
    wasted = {one.resource_id for one in estate.things if one.kind == of and has_all(one)}
    assert wasted == {
        plant.resource_id for plant in estate.truth if plant.kind == kind and not plant.is_decoy
    }


def test_old_snapshots_whose_volume_is_gone_are_planted_and_no_others(estate: CompanyEstate) -> None:
    volumes = {one.name for one in estate.things if one.kind == "volume"} | {"vol-ffffffff"}
    orphans = {
        one.resource_id
        for one in estate.things
        if one.kind == "snapshot"
        and one.is_running
        and one.created < one.until - timedelta(days=90)
        and SHAPES["snapshot"].item(one)["VolumeId"] not in volumes
    }
    planted = {one.resource_id for one in estate.truth if one.kind == "old-snapshot" and not one.is_decoy}
    assert orphans == planted


def test_instances_stopped_for_a_month_with_volumes_are_planted_and_no_others(estate: CompanyEstate) -> None:
    kind = "stopped-instance-with-volumes"
    stopped = {
        one.resource_id
        for one in estate.things
        if one.kind == "instance"
        and not one.is_running
        and one.facts["volumes"]
        and not known(one, "CPUUtilization", stat="Maximum", days=30)
    }
    assert stopped == {one.resource_id for one in estate.truth if one.kind == kind and not one.is_decoy}
