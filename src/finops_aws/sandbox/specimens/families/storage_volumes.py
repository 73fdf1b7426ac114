"""Waste among EBS volumes.

Usage types: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-billing-usage-reports.html
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from finops_aws.sandbox.specimens.lot import Lot
from finops_aws.sandbox.specimens.specimen import (
    ALL,
    Charge,
    Hours,
    Kind,
    Readings,
    Specimen,
    Told,
    before,
    counted,
    flat,
    gib_months,
    silent,
)

LOOKBACK_DAYS = 14
IDLE_OPERATIONS = 14
"""Trusted Advisor calls a volume underused that had less than one operation a day.
https://docs.aws.amazon.com/awssupport/latest/user/cost-optimization-checks.html"""

FEWEST_DAYS = 6
"""A volume that published on fewer days than Trusted Advisor looks at tells too little."""

FREE_IOPS = 3000
"""https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html"""

USD = {
    "EBS:VolumeUsage.gp3": ("0.08", "0.152"),
    "EBS:VolumeUsage.gp2": ("0.10", "0.19"),
    "EBS:VolumeUsage.piops": ("0.125", "0.238"),
    "EBS:VolumeUsage.io2": ("0.125", "0.238"),
    "EBS:VolumeUsage.st1": ("0.045", "0.086"),
    "EBS:VolumeP-IOPS.gp3": ("0.005", "0.0095"),
    "EBS:VolumeP-IOPS.piops": ("0.065", "0.091"),
    "EBS:VolumeP-IOPS.io2": ("0.065", "0.091"),
    "EBS:VolumeP-Throughput.gp3": ("40.96", "77.824"),
}
"""USD a month, elsewhere and in São Paulo."""

UNITS = {"VolumeUsage": "GB-Mo", "VolumeP-IOPS": "IOPS-Mo", "VolumeP-Throughput": "GiBps-mo"}


def usd(lot: Lot, usage: str) -> Decimal:
    """What a unit of a usage type costs where the specimen stands."""
    return Decimal(USD[usage][lot.region == "sa-east-1"])


def charge(lot: Lot, usage: str, *, quantity: Decimal | int, **more: Any) -> Charge:
    """So many GB, operations per second or GiB/s for a month."""
    return Charge(
        product_code="AmazonEC2",
        product_name="Amazon Elastic Compute Cloud",
        family="Storage" if "Usage" in usage else "System Operation",
        usage=usage,
        operation=f"CreateVolume-{usage.rpartition('.')[2].capitalize()}",
        usd=usd(lot, usage),
        unit=UNITS[usage.removeprefix("EBS:").partition(".")[0]],
        per_hour=gib_months(quantity),
        category="Storage",
        subcategory="Block Storage",
        **more,
    )


def told_volume(lot: Lot, name: str, *, created: datetime, kind: str = "gp3", **more: Any) -> Told:
    """What DescribeVolumes tells of a volume that hangs on an instance; ``more`` replaces and adds."""
    attachment = {
        "VolumeId": name,
        "InstanceId": f"i-{lot.hex()}",
        "State": "attached",
        "Device": "/dev/sdf",
        "AttachTime": created,
        "DeleteOnTermination": False,
    }
    item = {
        "VolumeId": name,
        "VolumeArn": lot.arn("ec2", f"volume/{name}"),
        "VolumeType": kind,
        "Size": 100,
        "Iops": FREE_IOPS,
        "State": "in-use",
        "Encrypted": True,
        "MultiAttachEnabled": False,
        "AvailabilityZone": f"{lot.region}a",
        "CreateTime": created,
        "Attachments": [attachment],
    }
    return Told(client="ec2", operation="DescribeVolumes", item={**item, **more})


def volume_readings(name: str, metrics: Mapping[str, Hours]) -> tuple[Readings, ...]:
    """What CloudWatch reads of a volume."""
    return (Readings(namespace="AWS/EBS", dimensions={"VolumeId": name}, metrics=metrics),)


def _plain(
    lot: Lot, *, reads: Hours, writes: Hours, kind: str = "gp3", age_days: float | None = None, **told: Any
) -> Specimen:
    """A volume that is wasted as a whole where it is."""
    name, size = f"vol-{lot.hex()}", lot.dice.choice((200, 500, 1000))
    created = lot.days_ago(age_days) if age_days else lot.old()
    idle = flat(60, samples=60)
    metrics = {"VolumeReadOps": reads, "VolumeWriteOps": writes, "VolumeIdleTime": idle}
    if told.get("State") == "available":
        told["Attachments"] = []
        metrics["VolumeIdleTime"] = silent()
    return Specimen(
        resource_id=name,
        arn=lot.arn("ec2", f"volume/{name}"),
        created=created,
        charges=(charge(lot, f"EBS:VolumeUsage.{kind}", quantity=size, saved=ALL),),
        told=(told_volume(lot, name, created=created, kind=kind, Size=size, **told),),
        readings=volume_readings(name, metrics),
    )


def _of_operations(many: float, lot: Lot) -> Hours:
    """So many operations in one hour of the window, and none in the others."""
    when, busy, quiet = lot.dice.randrange(24, 300), counted(many), flat(0)
    return lambda ago: busy(ago) if ago == when else quiet(ago)


def _detached(lot: Lot, *, for_days: float) -> dict[str, Any]:
    quiet = before(for_days, then=counted(9000), since=silent())
    return {"reads": quiet, "writes": quiet, "State": "available"}


def _never_attached() -> dict[str, Any]:
    return {"reads": silent(), "writes": silent(), "State": "available"}


KINDS = (
    Kind(
        name="unattached-volume",
        make=_plain,
        forms=(
            lambda _lot: {**_never_attached(), "kind": "st1"},
            lambda lot: _detached(lot, for_days=lot.above(LOOKBACK_DAYS)),
        ),
        decoys={
            "quiet": lambda lot: _detached(lot, for_days=lot.below(LOOKBACK_DAYS)),
            "age": lambda lot: {**_never_attached(), "age_days": lot.below(LOOKBACK_DAYS)},
            "attachment": lambda _lot: {**_never_attached(), "State": "in-use"},
        },
    ),
    Kind(
        name="idle-volume",
        make=_plain,
        forms=(
            lambda _lot: {"reads": flat(0), "writes": flat(0), "kind": "st1"},
            lambda lot: {"reads": flat(0), "writes": _of_operations(lot.below(IDLE_OPERATIONS), lot)},
            lambda lot: {
                "reads": before(lot.above(LOOKBACK_DAYS), then=counted(9000), since=flat(0)),
                "writes": flat(0),
            },
        ),
        decoys={
            "operations": lambda lot: {
                "reads": _of_operations(lot.above(IDLE_OPERATIONS), lot),
                "writes": flat(0),
            },
            "days": lambda lot: {
                "reads": before(lot.below(FEWEST_DAYS), then=silent(), since=flat(0)),
                "writes": silent(),
            },
            "age": lambda lot: {"reads": flat(0), "writes": flat(0), "age_days": lot.below(LOOKBACK_DAYS)},
        },
    ),
)
"""The kinds of volumes that nobody uses."""
