"""Waste among file systems."""

from decimal import Decimal
from typing import Any

from finops_aws.sandbox.specimens.lot import Lot
from finops_aws.sandbox.specimens.specimen import (
    ALL,
    NOTHING,
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
    one_hour_a_day,
    silent,
)

QUIET_DAYS, THROUGHPUT_DAYS = 30, 14
BASELINE_KIBPS, LEAST_KIBPS = 50, 1024
"""What each GiB in the Standard class entitles to, and what every file system has.
https://docs.aws.amazon.com/efs/latest/ug/performance.html"""

GIB, KIB, HOUR_SECONDS = 2**30, 2**10, 3600
USD = {
    "TimedStorage-ByteHrs": ("0.30", "0.54"),
    "IATimedStorage-ByteHrs": ("0.016", "0.0308"),
    "IADataAccess-Bytes": ("0.01", "0.0185"),
    "ProvisionedTP-MiBpsHrs": ("6.00", "11.40"),
    "Storage.SAZ2:SSD": ("0.09", "0.171"),
    "ThroughputCapacity.SAZ2": ("0.26", "0.494"),
    "ProvisionedSSDIOPS.SAZ2": ("0.006", "0.0114"),
    "Storage.MAZ:SSD": ("0.25", "0.475"),
    "ThroughputCapacity.MAZ": ("1.20", "2.28"),
    "BackupUsage": ("0.05", "0.095"),
}
"""USD a month or a GB: elsewhere, and in São Paulo."""

PRODUCTS = {"AmazonEFS": "Amazon Elastic File System", "AmazonFSx": "Amazon FSx"}


def _charge(lot: Lot, code: str, usage: str, *, per_hour: Decimal, saved: Decimal = NOTHING) -> Charge:
    return Charge(
        product_code=code,
        product_name=PRODUCTS[code],
        family="Storage" if "Storage" in usage else "Provisioned Throughput",
        usage=usage,
        operation="",
        usd=Decimal(USD[usage][lot.region == "sa-east-1"]),
        unit="MiBps-Mo" if "Th" in usage or "TP" in usage else "GB-Mo",
        per_hour=per_hour,
        saved=saved,
        category="Storage",
        subcategory="File Storage",
    )


def _elastic_file_system(
    lot: Lot, *, connections: Hours, metered: Hours, charges: tuple[Charge, ...], **told: Any
) -> Specimen:
    name = f"fs-{lot.hex()}"
    arn = lot.arn("elasticfilesystem", f"file-system/{name}")
    created = told.pop("CreationTime", lot.old())
    item = {
        "FileSystemId": name,
        "FileSystemArn": arn,
        "OwnerId": lot.account,
        "CreationToken": name,
        "CreationTime": created,
        "LifeCycleState": "available",
        "NumberOfMountTargets": 2,
        "PerformanceMode": "generalPurpose",
        "ThroughputMode": "elastic",
        "Tags": [],
        "FileSystemProtection": {"ReplicationOverwriteProtection": "ENABLED"},
    }
    metrics = {"ClientConnections": connections, "MeteredIOBytes": metered}
    return Specimen(
        resource_id=arn,
        arn=arn,
        created=created,
        charges=charges,
        told=(Told(client="efs", operation="DescribeFileSystems", item={**item, **told}),),
        readings=(Readings(namespace="AWS/EFS", dimensions={"FileSystemId": name}, metrics=metrics),),
    )


def _unused(lot: Lot, *, connections: Hours, **told: Any) -> Specimen:
    """A file system with colder files; moving them there goes on being billed until it is deleted."""
    standard, colder = lot.dice.randrange(50, 400), lot.dice.randrange(500, 2000)
    return _elastic_file_system(
        lot,
        connections=connections,
        metered=silent(),
        charges=(
            _charge(lot, "AmazonEFS", "TimedStorage-ByteHrs", per_hour=gib_months(standard), saved=ALL),
            _charge(lot, "AmazonEFS", "IATimedStorage-ByteHrs", per_hour=gib_months(colder), saved=ALL),
            _charge(lot, "AmazonEFS", "IADataAccess-Bytes", per_hour=Decimal("0.05")),
        ),
        SizeInBytes={
            "Value": (standard + colder) * GIB,
            "ValueInStandard": standard * GIB,
            "ValueInIA": colder * GIB,
        },
        **told,
    )


def _with_throughput(
    lot: Lot, *, gib: int, mibps: float, peak_kibps: float, age_days: float | None = None
) -> Specimen:
    """A file system with provisioned throughput; the bill has what is above its size's own."""
    baseline = max(LEAST_KIBPS, gib * BASELINE_KIBPS)
    paid = max(NOTHING, Decimal(mibps) - Decimal(baseline) / KIB)
    busy = counted(peak_kibps * KIB * HOUR_SECONDS)
    throughput = gib_months(paid)
    return _elastic_file_system(
        lot,
        connections=counted(120),
        metered=one_hour_a_day(5, busy=busy, quiet=counted(10**8)),
        charges=(
            _charge(lot, "AmazonEFS", "TimedStorage-ByteHrs", per_hour=gib_months(gib)),
            _charge(lot, "AmazonEFS", "ProvisionedTP-MiBpsHrs", per_hour=throughput, saved=ALL),
        ),
        CreationTime=lot.days_ago(age_days) if age_days else lot.old(),
        ThroughputMode="provisioned",
        ProvisionedThroughputInMibps=mibps,
        SizeInBytes={"Value": gib * GIB, "ValueInStandard": gib * GIB, "ValueInIA": 0},
    )


def _lasting_file_system(
    lot: Lot, *, reads: Hours, writes: Hours, age_days: float = 500, kind: str = "OPENZFS"
) -> Specimen:
    name, created = f"fs-{lot.hex()}", lot.days_ago(age_days)
    arn = lot.arn("fsx", f"file-system/{name}")
    size, mibps = lot.dice.choice((512, 1024, 2048)), lot.dice.choice((64, 128, 256))
    zones = "MAZ" if kind == "ONTAP" else "SAZ2"
    lines = [(f"Storage.{zones}:SSD", size), (f"ThroughputCapacity.{zones}", mibps)]
    if kind == "OPENZFS":
        lines.append((f"ProvisionedSSDIOPS.{zones}", 3000))
    item = {
        "OwnerId": lot.account,
        "CreationTime": created,
        "FileSystemId": name,
        "FileSystemType": kind,
        "Lifecycle": "AVAILABLE",
        "StorageCapacity": size,
        "StorageType": "SSD",
        "ResourceARN": arn,
        "Tags": [],
    }
    saved = [_charge(lot, "AmazonFSx", usage, per_hour=gib_months(many), saved=ALL) for usage, many in lines]
    kept = _charge(lot, "AmazonFSx", "BackupUsage", per_hour=gib_months(size // 2))
    metrics = {"DataReadBytes": reads, "DataWriteBytes": writes}
    return Specimen(
        resource_id=arn,
        arn=arn,
        created=created,
        charges=(*saved, kept),
        told=(Told(client="fsx", operation="DescribeFileSystems", item=item),),
        readings=(Readings(namespace="AWS/FSx", dimensions={"FileSystemId": name}, metrics=metrics),),
    )


def _used_until(days: float, *, since: Hours) -> Hours:
    return before(days, then=counted(10**9), since=since)


KINDS = (
    Kind(
        name="unused-file-system",
        make=_unused,
        forms=(
            lambda _lot: {"connections": silent()},
            lambda lot: {"connections": _used_until(lot.above(QUIET_DAYS), since=flat(0))},
        ),
        decoys={
            "connections": lambda lot: {"connections": _used_until(lot.below(QUIET_DAYS), since=silent())},
            "age": lambda lot: {
                "connections": silent(),
                "CreationTime": lot.days_ago(lot.below(QUIET_DAYS)),
            },
            "replica": lambda _lot: {
                "connections": silent(),
                "FileSystemProtection": {"ReplicationOverwriteProtection": "REPLICATING"},
            },
        },
    ),
    Kind(
        name="unneeded-provisioned-throughput",
        make=_with_throughput,
        forms=(
            lambda lot: {"gib": 400, "mibps": 64.0, "peak_kibps": lot.below(400 * BASELINE_KIBPS)},
            lambda lot: {"gib": 5, "mibps": 8.0, "peak_kibps": lot.below(LEAST_KIBPS)},
        ),
        decoys={
            "peak": lambda lot: {"gib": 400, "mibps": 64.0, "peak_kibps": lot.above(400 * BASELINE_KIBPS)},
            "billed": lambda lot: {
                "gib": 400,
                "mibps": round(lot.below(400 * BASELINE_KIBPS) / KIB, 2),
                "peak_kibps": 100,
            },
            "age": lambda lot: {
                "gib": 400,
                "mibps": 64.0,
                "peak_kibps": 100,
                "age_days": lot.below(THROUGHPUT_DAYS),
            },
        },
    ),
    Kind(
        name="idle-fsx-file-system",
        make=_lasting_file_system,
        forms=(
            lambda _lot: {"reads": flat(0), "writes": flat(0)},
            lambda lot: {
                "reads": _used_until(lot.above(QUIET_DAYS), since=flat(0)),
                "writes": silent(),
                "kind": "ONTAP",
            },
        ),
        decoys={
            "reads": lambda lot: {
                "reads": _used_until(lot.below(QUIET_DAYS), since=flat(0)),
                "writes": flat(0),
            },
            "writes": lambda lot: {
                "reads": flat(0),
                "writes": _used_until(lot.below(QUIET_DAYS), since=flat(0)),
                "kind": "ONTAP",
            },
            "age": lambda lot: {"reads": flat(0), "writes": flat(0), "age_days": lot.below(QUIET_DAYS)},
        },
    ),
)
"""The kinds of file systems."""
