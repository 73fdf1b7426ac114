"""Waste among EBS snapshots.

What one costs is an upper bound of what is saved, for others may share its blocks; those here share none.
"""

from collections.abc import Mapping
from typing import Any

from finops_aws.sandbox.prices import prices
from finops_aws.sandbox.specimens.families.storage_volumes import charge, told_volume
from finops_aws.sandbox.specimens.lot import Lot
from finops_aws.sandbox.specimens.specimen import ALL, Charge, Kind, Specimen, Told, gib_months

OLD_DAYS = 90
BACKED_UP = "aws:backup:source-resource"
"""The tag of what AWS Backup made.
https://docs.aws.amazon.com/aws-backup/latest/devguide/recovery-points.html"""


def _stored(lot: Lot, gib: int) -> Charge:
    known = prices()["ebs-snapshot"]
    return Charge(
        product_code=known.product_code,
        product_name=known.product_name,
        family=known.family,
        usage=known.usage,
        operation=known.operation,
        usd=known.rate(lot.region),
        unit=known.unit,
        per_hour=gib_months(gib),
        saved=ALL,
        category=known.category,
        subcategory=known.subcategory,
    )


def _image(lot: Lot, snapshot: str) -> Told:
    """A young image that is made of an old snapshot."""
    image = {
        "ImageId": f"ami-{lot.hex()}",
        "OwnerId": lot.account,
        "Name": lot.name("ipe-base"),
        "CreationDate": f"{lot.days_ago(2):%Y-%m-%dT%H:%M:%S.000Z}",
        "State": "available",
        "Architecture": "x86_64",
        "RootDeviceType": "ebs",
        "BlockDeviceMappings": [
            {
                "DeviceName": "/dev/xvda",
                "Ebs": {"SnapshotId": snapshot, "VolumeSize": 50, "VolumeType": "gp3"},
            }
        ],
    }
    return Told(client="ec2", operation="DescribeImages", item=image)


def _snapshot(
    lot: Lot,
    *,
    age_days: float,
    by_arn: bool = True,
    of: str = "nothing",
    tags: Mapping[str, str] | None = None,
) -> Specimen:
    """A snapshot whose volume is gone; ``of`` a volume or an image that is there, or of nothing."""
    name, volume, created = f"snap-{lot.hex()}", f"vol-{lot.hex()}", lot.days_ago(age_days)
    arn = lot.arn("ec2", f"snapshot/{name}")
    gib = lot.dice.randrange(20, 200)
    item: dict[str, Any] = {
        "SnapshotId": name,
        "OwnerId": lot.account,
        "VolumeId": volume,
        "VolumeSize": 2 * gib,
        "StartTime": created,
        "State": "completed",
        "Progress": "100%",
        "StorageTier": "standard",
        "Tags": [{"Key": key, "Value": value} for key, value in (tags or {}).items()],
    }
    charges, told = [_stored(lot, gib)], [Told(client="ec2", operation="DescribeSnapshots", item=item)]
    if of == "volume":
        charges.append(charge(lot, "EBS:VolumeUsage.gp3", quantity=2 * gib, resource=volume))
        told.append(told_volume(lot, volume, created=lot.old(), Size=2 * gib))
    if of == "image":
        told.append(_image(lot, name))
    return Specimen(
        resource_id=arn if by_arn else name,
        arn=arn,
        created=created,
        charges=tuple(charges),
        told=tuple(told),
    )


KINDS = (
    Kind(
        name="snapshot-of-a-volume-that-is-gone",
        make=_snapshot,
        forms=(
            lambda lot: {"age_days": lot.above(OLD_DAYS)},
            lambda lot: {"age_days": lot.dice.randrange(200, 700), "by_arn": False, "tags": {"team": "loja"}},
        ),
        decoys={
            "age": lambda lot: {"age_days": lot.below(OLD_DAYS)},
            "volume": lambda lot: {"age_days": lot.above(OLD_DAYS), "of": "volume"},
            "image": lambda lot: {"age_days": lot.above(OLD_DAYS), "of": "image"},
            "backup": lambda lot: {"age_days": lot.above(OLD_DAYS), "tags": {BACKED_UP: "1"}},
        },
    ),
)
"""The kinds of snapshots."""
