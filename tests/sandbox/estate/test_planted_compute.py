"""Planted waste and decoys among instances, volumes, snapshots and functions, read back from AWS."""

from typing import Any

import pytest

from finops_aws.sandbox.estate import CompanyEstate, Plant
from tests.sandbox.estate.conftest import Clients
from tests.sandbox.estate.readback import END, metric_values, of_kind, thing_of

CPU = ("AWS/EC2", "CPUUtilization")


def volume_of(connect: Clients, plant: Plant) -> dict[str, Any]:
    ec2 = connect(plant.account, plant.region, "ec2")
    (volume,) = ec2.describe_volumes(VolumeIds=[plant.resource_id])["Volumes"]
    return dict(volume)


def instance_of(connect: Clients, plant: Plant) -> dict[str, Any]:
    ec2 = connect(plant.account, plant.region, "ec2")
    (reservation,) = ec2.describe_instances(InstanceIds=[plant.resource_id])["Reservations"]
    return dict(reservation["Instances"][0])


def cpu(connect: Clients, plant: Plant, *, stat: str = "Maximum") -> list[float]:
    watch = connect(plant.account, plant.region, "cloudwatch")
    return metric_values(watch, CPU, {"InstanceId": plant.resource_id}, stat=stat)


def network(connect: Clients, plant: Plant) -> float:
    """Bytes a day in and out together."""
    watch = connect(plant.account, plant.region, "cloudwatch")
    own = {"InstanceId": plant.resource_id}
    both = [metric_values(watch, ("AWS/EC2", name), own, stat="Sum") for name in ("NetworkIn", "NetworkOut")]
    return sum(map(sum, both)) / 14


def reads(connect: Clients, plant: Plant, *, days: float) -> list[float]:
    watch = connect(plant.account, plant.region, "cloudwatch")
    own = {"VolumeId": plant.resource_id}
    return metric_values(watch, ("AWS/EBS", "VolumeReadOps"), own, stat="Sum", days=days)


def test_an_unattached_volume_hangs_on_nothing_and_was_not_used_for_32_days(
    company: CompanyEstate, connect: Clients
) -> None:
    for plant in of_kind(company, "unattached-volume"):
        volume = volume_of(connect, plant)
        assert (volume["State"], volume["Attachments"]) == ("available", [])
        assert reads(connect, plant, days=32) == []
        assert (END - volume["CreateTime"]).days > 32


def test_decoys_of_an_unattached_volume_hang_on_something_or_did_until_lately(
    company: CompanyEstate, connect: Clients
) -> None:
    for plant in of_kind(company, "unattached-volume", decoys=True):
        volume = volume_of(connect, plant)
        used = reads(connect, plant, days=32)
        if plant.differs_in == "attachment":
            assert volume["State"] == "in-use"
            assert len(volume["Attachments"]) == 1
        else:
            assert volume["State"] == "available"
            assert len(used) > 24 * 25
        assert (END - volume["CreateTime"]).days > 32


def test_a_gp2_volume_is_of_that_type_and_its_decoy_of_the_other(
    company: CompanyEstate, connect: Clients
) -> None:
    wasted = {volume_of(connect, plant)["VolumeType"] for plant in of_kind(company, "gp2-volume")}
    decoys = {
        volume_of(connect, plant)["VolumeType"] for plant in of_kind(company, "gp2-volume", decoys=True)
    }
    assert (wasted, decoys) == ({"gp2"}, {"gp3"})


def test_the_size_of_a_volume_is_what_the_bill_counts_of_it(company: CompanyEstate, connect: Clients) -> None:
    for plant in of_kind(company, "gp2-volume"):
        (use,) = thing_of(company, plant).uses
        assert volume_of(connect, plant)["Size"] == round(use.per_hour * 720)


def test_a_stopped_instance_keeps_volumes_that_nobody_uses(company: CompanyEstate, connect: Clients) -> None:
    for plant in of_kind(company, "stopped-instance-with-volumes"):
        instance = instance_of(connect, plant)
        assert instance["State"]["Name"] == "stopped"
        (mapping,) = instance["BlockDeviceMappings"]
        volume = mapping["Ebs"]["VolumeId"]
        ec2 = connect(plant.account, plant.region, "ec2")
        (told,) = ec2.describe_volumes(VolumeIds=[volume])["Volumes"]
        assert [one["InstanceId"] for one in told["Attachments"]] == [plant.resource_id]
        assert told["AvailabilityZone"] == instance["Placement"]["AvailabilityZone"]
        assert cpu(connect, plant) == []
        assert thing_of(company, plant).facts["stopped_since"] < thing_of(company, plant).life.calendar.epoch


def test_decoys_of_a_stopped_instance_run_or_have_no_volume_or_stopped_lately(
    company: CompanyEstate, connect: Clients
) -> None:
    for plant in of_kind(company, "stopped-instance-with-volumes", decoys=True):
        instance = instance_of(connect, plant)
        mounts = instance["BlockDeviceMappings"]
        if plant.differs_in == "volumes":
            assert (instance["State"]["Name"], mounts) == ("stopped", [])
        elif plant.differs_in == "state":
            assert instance["State"]["Name"] == "running"
            assert mounts
        else:
            assert instance["State"]["Name"] == "stopped"
            assert mounts
            assert (END - thing_of(company, plant).life.last).days < 8


def test_an_underused_instance_stays_below_5_percent_and_5_megabytes_a_day(
    company: CompanyEstate, connect: Clients
) -> None:
    for plant in of_kind(company, "underused-instance"):
        values = cpu(connect, plant)
        assert len(values) == 14 * 24
        assert 3 < max(values) < 5
        assert 3_900_000 < network(connect, plant) < 5_000_000


def test_decoys_of_an_underused_instance_have_a_busy_hour_or_much_network(
    company: CompanyEstate, connect: Clients
) -> None:
    for plant in of_kind(company, "underused-instance", decoys=True):
        busy = [value for value in cpu(connect, plant) if value >= 5]
        if plant.differs_in == "busy_hour":
            assert len(busy) == 14
            assert min(busy) >= 40
            assert network(connect, plant) < 5_000_000
        else:
            assert busy == []
            assert network(connect, plant) > 10**10


def test_other_running_instances_are_not_underused(company: CompanyEstate, connect: Clients) -> None:
    named = {plant.resource_id for plant in company.truth if plant.kind == "underused-instance"}
    others = [one for one in company.things if one.kind == "instance" and one.is_running]
    for thing in others:
        if thing.resource_id not in named:
            watch = connect(thing.account, thing.region, "cloudwatch")
            own = {"InstanceId": thing.resource_id}
            assert max(metric_values(watch, CPU, own, stat="Maximum", days=2)) > 10


def snapshot_of(connect: Clients, plant: Plant) -> tuple[dict[str, Any], bool]:
    """The snapshot, and whether its volume is there."""
    ec2 = connect(plant.account, plant.region, "ec2")
    name = plant.resource_id.rpartition("/")[2]
    (snapshot,) = ec2.describe_snapshots(SnapshotIds=[name], OwnerIds=["self"])["Snapshots"]
    volumes = {one["VolumeId"] for one in ec2.describe_volumes()["Volumes"]}
    return snapshot, snapshot["VolumeId"] in volumes


def test_an_old_snapshot_is_of_a_volume_that_is_gone(company: CompanyEstate, connect: Clients) -> None:
    for plant in of_kind(company, "old-snapshot"):
        snapshot, has_volume = snapshot_of(connect, plant)
        assert not has_volume
        assert snapshot["VolumeId"] != "vol-ffffffff"
        assert (END - snapshot["StartTime"]).days > 90


@pytest.mark.parametrize("differs_in", ["volume", "age", "copy"])
def test_decoys_of_an_old_snapshot(company: CompanyEstate, connect: Clients, differs_in: str) -> None:
    for plant in of_kind(company, "old-snapshot", decoys=True):
        snapshot, has_volume = snapshot_of(connect, plant)
        if plant.differs_in == differs_in:
            assert has_volume is (differs_in == "volume")
            assert (snapshot["VolumeId"] == "vol-ffffffff") is (differs_in == "copy")
            assert ((END - snapshot["StartTime"]).days < 73) is (differs_in == "age")


def test_a_function_with_too_much_memory_uses_less_than_40_percent_and_its_decoys_more_than_60(
    company: CompanyEstate, connect: Clients
) -> None:
    for decoys in (False, True):
        for plant in of_kind(company, "overprovisioned-lambda-memory", decoys=decoys):
            watch = connect(plant.account, plant.region, "cloudwatch")
            name = thing_of(company, plant).name
            lambdas = connect(plant.account, plant.region, "lambda").list_functions()["Functions"]
            given = {one["FunctionName"]: one["MemorySize"] for one in lambdas}[name]
            own = {"function_name": name}
            used = max(metric_values(watch, ("LambdaInsights", "used_memory_max"), own, stat="Maximum"))
            share = max(metric_values(watch, ("LambdaInsights", "memory_utilization"), own, stat="Maximum"))
            assert used / given == pytest.approx(share / 100, rel=0.05)
            assert share > 60 if decoys else share < 40
