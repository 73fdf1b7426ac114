"""Waste that stopped instances leave behind: their volumes, and images that nobody starts any more."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from finops_aws.sandbox.specimens.families.compute_instances import (
    BUSY,
    EC2_NAME,
    MUCH,
    load,
    local,
    told_instance,
    volume_storage,
)
from finops_aws.sandbox.specimens.lot import Lot
from finops_aws.sandbox.specimens.specimen import (
    ALL,
    NOTHING,
    Charge,
    Hours,
    Kind,
    Specimen,
    Told,
    before,
    gib_months,
    silent,
)

STOPPED_DAYS = 30
"""AWS Config allows an instance to be stopped for so many days unless told otherwise.
https://docs.aws.amazon.com/config/latest/developerguide/ec2-stopped-instance.html"""

UNUSED_DAYS = 180
STOPPED = {"Code": 80, "Name": "stopped"}
RUNNING = {"Code": 16, "Name": "running"}
BY_USER, INSIDE, NOT_AT_ALL = "by the API", "from inside", "not at all"
"""How an instance was stopped: only of the first EC2 says when."""

TYPE = "m5.xlarge"


def _throughput(volume: str) -> Charge:
    """What a volume costs for more than 125 MiB a second."""
    return Charge(
        product_code="AmazonEC2",
        product_name=EC2_NAME,
        family="Provisioned Throughput",
        usage="EBS:VolumeP-Throughput.gp3",
        operation="CreateVolume-Gp3",
        usd=Decimal("40.96"),
        unit="GiBps-mo",
        per_hour=gib_months("0.1221"),
        saved=ALL,
        resource=volume,
        category="Storage",
        subcategory="Block Storage",
    )


def _snapshot(lot: Lot, snapshot: str, gib: int, *, saved: Decimal = NOTHING) -> Charge:
    return Charge(
        product_code="AmazonEC2",
        product_name=EC2_NAME,
        family="Storage Snapshot",
        usage="EBS:SnapshotUsage",
        operation="CreateSnapshot",
        usd=local(lot, ("0.05", "0.068")),
        unit="GB-Mo",
        per_hour=gib_months(gib),
        saved=saved,
        resource=snapshot,
        category="Storage",
        subcategory="Block Storage",
    )


def _volume(lot: Lot, volume: str, *, instances: Sequence[str], gib: int) -> Told:
    attached = [
        {"VolumeId": volume, "InstanceId": name, "State": "attached", "Device": "/dev/sdf"}
        for name in instances
    ]
    item = {
        "VolumeId": volume,
        "VolumeType": "gp3",
        "Size": gib,
        "Iops": 3000,
        "Throughput": 250,
        "State": "in-use",
        "Encrypted": True,
        "AvailabilityZone": f"{lot.region}a",
        "CreateTime": lot.days_ago(900),
        "Attachments": attached,
    }
    return Told(client="ec2", operation="DescribeVolumes", item=item)


def _stopped(
    lot: Lot,
    *,
    since: float,
    how: str = BY_USER,
    started: float = 500,
    others: Sequence[str] | None = (),
) -> Specimen:
    """``since`` and ``started`` are days; ``others``: what its volumes hang on too, None without any."""
    state = RUNNING if how == NOT_AT_ALL else STOPPED
    name = f"i-{lot.hex()}"
    stopped: datetime = lot.days_ago(since)
    volumes = {f"vol-{lot.hex()}": lot.dice.randint(30, 300) for _ in range(0 if others is None else 2)}
    storage = [volume_storage(lot, volume, gib=gib, saved=ALL) for volume, gib in volumes.items()]
    why = f"User initiated ({stopped:%Y-%m-%d %H:%M:%S} GMT)" if how == BY_USER else ""
    runs: Hours = before(since, then=BUSY, since=silent())
    sends: Hours = before(since, then=MUCH, since=silent())
    members = {"LaunchTime": lot.days_ago(started), "State": state, "StateTransitionReason": why}
    told = told_instance(lot, name, instance_type=TYPE, **members)
    return Specimen(
        resource_id=name,
        arn=lot.arn("ec2", f"instance/{name}"),
        created=lot.old(),
        charges=(
            *storage,
            *(_throughput(volume) for volume in volumes),
            _snapshot(lot, lot.arn("ec2", f"snapshot/snap-{lot.hex()}"), 40),
        ),
        told=(
            told,
            *(_volume(lot, one, instances=[name, *(others or ())], gib=gib) for one, gib in volumes.items()),
        ),
        readings=(load(name, busy=runs, bytes_a_day=sends),),
    )


def _image(
    lot: Lot,
    *,
    age_days: float = 700,
    launched_days: float | None = None,
    tags: Mapping[str, str] | None = None,
    used_by: str | None = None,
) -> Specimen:
    """``used_by``: the operation that tells of what was made from it."""
    name, created = f"ami-{lot.hex()}", lot.days_ago(age_days)
    snapshots = {f"snap-{lot.hex()}": lot.dice.randint(8, 200) for _ in range(2)}
    image = {
        "ImageId": name,
        "CreationDate": f"{created:%Y-%m-%dT%H:%M:%S.000Z}",
        "Tags": [{"Key": key, "Value": value} for key, value in (tags or {}).items()],
        **_described(lot, snapshots),
    }
    if launched_days is not None:
        image["LastLaunchedTime"] = f"{lot.days_ago(launched_days):%Y-%m-%dT%H:%M:%SZ}"
    told = [Told(client="ec2", operation="DescribeImages", item=image)]
    if used_by == "DescribeInstances":
        told.append(told_instance(lot, f"i-{lot.hex()}", instance_type=TYPE, State=STOPPED, ImageId=name))
    if used_by == "DescribeLaunchConfigurations":
        told.append(_launch_configuration(lot, name))
    return Specimen(
        resource_id=name,
        arn=f"arn:aws:ec2:{lot.region}::image/{name}",
        created=created,
        charges=tuple(
            _snapshot(lot, lot.arn("ec2", f"snapshot/{snapshot}"), gib, saved=ALL)
            for snapshot, gib in snapshots.items()
        ),
        told=tuple(told),
    )


def _described(lot: Lot, snapshots: Mapping[str, int]) -> dict[str, Any]:
    """What every image of two snapshots and a local disk tells."""
    return {
        "Name": lot.name("base"),
        "OwnerId": lot.account,
        "State": "available",
        "Architecture": "x86_64",
        "ImageType": "machine",
        "RootDeviceType": "ebs",
        "VirtualizationType": "hvm",
        "Public": False,
        "BlockDeviceMappings": [
            {"DeviceName": "/dev/xvda", "Ebs": {"SnapshotId": snapshot, "VolumeSize": gib}}
            for snapshot, gib in snapshots.items()
        ]
        + [{"DeviceName": "/dev/sdc", "VirtualName": "ephemeral0"}],
    }


def _launch_configuration(lot: Lot, image: str) -> Told:
    name = lot.name("lc")
    item = {
        "LaunchConfigurationName": name,
        "LaunchConfigurationARN": lot.arn(
            "autoscaling", f"launchConfiguration::launchConfigurationName/{name}"
        ),
        "ImageId": image,
        "InstanceType": TYPE,
        "CreatedTime": lot.old(),
    }
    return Told(client="autoscaling", operation="DescribeLaunchConfigurations", item=item)


KINDS = (
    Kind(
        name="stopped-instance-with-volumes",
        make=_stopped,
        forms=(
            lambda lot: {"since": lot.above(STOPPED_DAYS)},
            lambda lot: {"since": lot.above(STOPPED_DAYS), "how": INSIDE},
        ),
        decoys={
            "stopped since": lambda lot: {"since": lot.below(STOPPED_DAYS)},
            "started since": lambda lot: {
                "since": lot.above(STOPPED_DAYS + 10),
                "how": INSIDE,
                "started": lot.below(STOPPED_DAYS),
            },
            "shared volumes": lambda lot: {"since": 90, "others": [f"i-{lot.hex()}"]},
            "volumes": lambda lot: {"since": lot.above(STOPPED_DAYS), "others": None},
            "state": lambda _lot: {"since": 0, "how": NOT_AT_ALL},
        },
    ),
    Kind(
        name="unused-image",
        make=_image,
        forms=(
            lambda lot: {"age_days": lot.above(UNUSED_DAYS)},
            lambda lot: {"launched_days": lot.above(UNUSED_DAYS), "tags": {"team": "plataforma"}},
        ),
        decoys={
            "age": lambda lot: {"age_days": lot.below(UNUSED_DAYS)},
            "launch": lambda lot: {"launched_days": lot.below(UNUSED_DAYS)},
            "instance": lambda _lot: {"used_by": "DescribeInstances"},
            "launch configuration": lambda _lot: {"used_by": "DescribeLaunchConfigurations"},
            "backup": lambda lot: {"tags": {"aws:backup:source-resource": f"i-{lot.hex()}"}},
        },
    ),
)
"""The kinds of this family."""
