"""Waste among EBS volumes of a type or with operations that are not needed."""

import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from finops_aws.sandbox.specimens.families.storage_volumes import (
    FEWEST_DAYS,
    FREE_IOPS,
    charge,
    told_volume,
    usd,
    volume_readings,
)
from finops_aws.sandbox.specimens.lot import Lot
from finops_aws.sandbox.specimens.specimen import (
    ALL,
    NOTHING,
    Hours,
    Kind,
    Specimen,
    before,
    counted,
    flat,
    one_hour_a_day,
    silent,
)

FREE_MIBPS, IOPS_PER_MIBPS = 125, 4
"""https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html"""

HEADROOM = Decimal("1.2")
"""What is kept above the busiest hour."""

BUSY_SECONDS, HOUR_SECONDS, MIB = 1800, 3600, 2**20
BILLED_AS = {"io1": "piops"}


def _operations(rate: float, *, seconds: int = BUSY_SECONDS) -> dict[str, Hours]:
    """So many operations per second while the volume is busy, and little throughput."""
    return {
        "VolumeReadOps": counted(rate * seconds * 2 / 3),
        "VolumeWriteOps": counted(rate * seconds / 3),
        "VolumeReadBytes": counted(rate * seconds * 512),
        "VolumeWriteBytes": counted(rate * seconds * 512),
        "VolumeIdleTime": counted(HOUR_SECONDS - seconds),
    }


USUAL = _operations(200)


def _upgradable(
    lot: Lot, *, kind: str, iops: int, size: int, metrics: Mapping[str, Hours] = USUAL, **told: Any
) -> Specimen:
    """A volume that could be of type gp3; a volume of that type beside it says what gp3 costs there."""
    name, beside, created = f"vol-{lot.hex()}", f"vol-{lot.hex()}", lot.old()
    usage = f"EBS:VolumeUsage.{BILLED_AS.get(kind, kind)}"
    saved = 1 - usd(lot, "EBS:VolumeUsage.gp3") / usd(lot, usage)
    charges = [charge(lot, usage, quantity=size, saved=saved)]
    if kind.startswith("io"):
        charges.append(charge(lot, f"EBS:VolumeP-IOPS.{BILLED_AS.get(kind, kind)}", quantity=iops, saved=ALL))
    charges.append(charge(lot, "EBS:VolumeUsage.gp3", quantity=80, resource=beside))
    return Specimen(
        resource_id=name,
        arn=lot.arn("ec2", f"volume/{name}"),
        created=created,
        charges=tuple(charges),
        told=(
            told_volume(lot, name, created=created, kind=kind, Size=size, Iops=iops, **told),
            told_volume(lot, beside, created=created, Size=80, Throughput=FREE_MIBPS),
        ),
        readings=volume_readings(name, metrics),
    )


def _gp2(gib: float, **more: Any) -> dict[str, Any]:
    size = round(gib)
    return {"kind": "gp2", "size": size, "iops": max(100, 3 * size), **more}


def _io(kind: str, iops: float, lot: Lot, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "iops": round(iops), "size": lot.dice.choice((100, 400, 800)), **more}


def _moving(mibps: float) -> dict[str, Hours]:
    """So many MiB/s in the busy part of one hour a day."""
    busy, quiet = counted(mibps * MIB * BUSY_SECONDS), counted(10**8)
    return {
        **USUAL,
        "VolumeReadBytes": one_hour_a_day(3, busy=busy, quiet=quiet),
        "VolumeWriteBytes": flat(0),
    }


def _with_more_iops(
    lot: Lot, *, iops: int, peak: float, mibps: int = 250, published: float | None = None
) -> Specimen:
    """A gp3 volume with further operations and throughput; ``published`` says since how many days."""
    name, created, size = f"vol-{lot.hex()}", lot.old(), 500
    wanted = max(FREE_IOPS, math.ceil(Decimal(peak) * HEADROOM), mibps * IOPS_PER_MIBPS)
    paid = iops - FREE_IOPS
    saved = max(NOTHING, Decimal(iops - wanted) / paid)
    usual, busy = _operations(peak / 5), _operations(peak)
    metrics = {one: one_hour_a_day(9, busy=busy[one], quiet=usual[one]) for one in usual}
    if published:
        metrics = {one: before(published, then=silent(), since=hours) for one, hours in metrics.items()}
    return Specimen(
        resource_id=name,
        arn=lot.arn("ec2", f"volume/{name}"),
        created=created,
        charges=(
            charge(lot, "EBS:VolumeUsage.gp3", quantity=size),
            charge(lot, "EBS:VolumeP-IOPS.gp3", quantity=paid, saved=saved),
            charge(lot, "EBS:VolumeP-Throughput.gp3", quantity=Decimal(mibps - FREE_MIBPS) / 1024),
        ),
        told=(told_volume(lot, name, created=created, Size=size, Iops=iops, Throughput=mibps),),
        readings=volume_readings(name, metrics),
    )


KINDS = (
    Kind(
        name="gp2-volume",
        make=_upgradable,
        forms=(lambda _lot: _gp2(20), lambda lot: _gp2(lot.below(FREE_IOPS / 3))),
        decoys={
            "iops": lambda lot: _gp2(lot.above(FREE_IOPS / 3)),
            "type": lambda _lot: {"kind": "gp3", "iops": FREE_IOPS, "size": 500},
        },
    ),
    Kind(
        name="provisioned-iops-volume",
        make=_upgradable,
        forms=(
            lambda lot: _io("io1", lot.below(FREE_IOPS), lot),
            lambda lot: _io("io2", 1000, lot, metrics=_moving(lot.below(FREE_MIBPS))),
        ),
        decoys={
            "iops": lambda lot: _io("io2", lot.above(FREE_IOPS), lot),
            "throughput": lambda lot: _io("io1", 1000, lot, metrics=_moving(lot.above(FREE_MIBPS))),
            "one_instance": lambda lot: _io("io2", 1000, lot, MultiAttachEnabled=True),
        },
    ),
    Kind(
        name="unneeded-gp3-iops",
        make=_with_more_iops,
        forms=(
            lambda lot: {"iops": 9000, "peak": lot.below(FREE_IOPS / float(HEADROOM))},
            lambda lot: {"iops": 12000, "peak": lot.dice.randrange(4000, 9000)},
        ),
        decoys={
            "peak": lambda lot: {"iops": 6000, "peak": lot.above(6000 / float(HEADROOM))},
            "throughput": lambda _lot: {"iops": 4000, "peak": 500, "mibps": 1000},
            "days": lambda lot: {"iops": 9000, "peak": 500, "published": lot.below(FEWEST_DAYS)},
        },
    ),
)
"""The kinds of volumes that are better than needed."""
