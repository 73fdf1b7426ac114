"""Waste among RDS database instances."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from finops_aws.sandbox.specimens.lot import Lot
from finops_aws.sandbox.specimens.specimen import (
    ALL,
    Charge,
    Hours,
    Kind,
    Readings,
    Specimen,
    Told,
    Value,
    before,
    flat,
    gib_months,
    one_hour_a_day,
)

IDLE_DAYS = 14
LOOK_DAYS = 14
INCLUDED_IOPS, INCLUDED_BYTES = 3000, 125 * 1024**2
"""What gp3 includes below 400 GiB. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html"""

BRAZIL = "sa-east-1"
GP3 = {True: Decimal("0.219"), False: Decimal("0.115")}
IO1 = {True: Decimal("0.238"), False: Decimal("0.125")}
IOPS = {True: Decimal("0.19"), False: Decimal("0.10")}
"""USD of a GB-month or of an IOPS-month in one zone; whether it is in Brazil → price."""

HOURLY = {"db.t4g.medium": Decimal("0.065"), "db.m6g.large": Decimal("0.152")}
BACKUP = Decimal("0.095")
SUPPORT = {"Yr1-Yr2": Decimal("0.1"), "Yr3": Decimal("0.2")}
BUSY, CALM, SLOW = flat(40.0), flat(320.0), flat(5e6)


def born(lot: Lot, days: float) -> datetime:
    """The full hour so many days ago: the bill counts an hour that has begun as a whole one."""
    return lot.days_ago(days).replace(minute=0, second=0)


def line(usage: str, usd: Decimal) -> Charge:
    """Hours of Amazon RDS; ``replace`` what is otherwise."""
    return Charge(
        product_code="AmazonRDS",
        product_name="Amazon Relational Database Service",
        family="Database Instance",
        usage=usage,
        operation="CreateDBInstance:0002",
        usd=usd,
        category="Databases",
        subcategory="Relational Databases",
    )


def _stored(usage: str, usd: Decimal, *, gib: int) -> Charge:
    """GB-months that are there all the time."""
    kept = line(usage, usd)
    return replace(kept, family="Database Storage", unit="GB-Mo", per_hour=gib_months(gib))


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """What is special about an instance; its operations and its bytes are those of a second."""

    connections: Hours = BUSY
    age_days: float = 500
    state: str = "available"
    version: str = "8.4.6"
    storage: str = "gp3"
    multi_az: bool = False
    gib: int = 200
    iops: int = 4000
    operations: Hours = CALM
    throughput: Hours = SLOW


def _instance(lot: Lot, database: Database, *, charges: tuple[Charge, ...]) -> Specimen:
    name = lot.name("orders")
    arn = lot.arn("rds", f"db:{name}")
    created = born(lot, database.age_days)
    item: dict[str, object] = {
        "DBInstanceIdentifier": name,
        "DBInstanceArn": arn,
        "DBInstanceClass": "db.m6g.large" if database.multi_az else "db.t4g.medium",
        "DBInstanceStatus": database.state,
        "Engine": "mysql",
        "EngineVersion": database.version,
        "AllocatedStorage": database.gib,
        "StorageType": database.storage,
        "Iops": database.iops if database.storage != "gp3" else 3000,
        "MultiAZ": database.multi_az,
        "InstanceCreateTime": created,
        "TagList": [],
    }
    usual = {"DatabaseConnections": database.connections, "CPUUtilization": flat(9.0)}
    metrics = {**usual, **io(operations=database.operations, throughput=database.throughput)}
    dimensions = {"DBInstanceIdentifier": name}
    readings = (Readings(namespace="AWS/RDS", dimensions=dimensions, metrics=metrics),)
    return Specimen(
        resource_id=arn,
        arn=arn,
        created=created,
        charges=charges,
        told=(Told(client="rds", operation="DescribeDBInstances", item=item),),
        readings=readings if database.state == "available" else (),
    )


def io(*, operations: Hours, throughput: Hours) -> dict[str, Hours]:
    """The four metrics of operations and bytes a second: six in ten of them are reads."""
    whole = {"IOPS": operations, "Throughput": throughput}
    return {
        f"{way}{what}": _part(hours, share)
        for what, hours in whole.items()
        for way, share in (("Read", 0.6), ("Write", 0.4))
    }


def _part(hours: Hours, share: float) -> Hours:
    def hour_of(ago: int) -> Value | None:
        value = hours(ago)
        return None if value is None else flat(value.most * share)(ago)

    return hour_of


def _hours(database: Database) -> tuple[Charge, ...]:
    """The hours of the instance; a stopped one has none."""
    if database.state != "available":
        return ()
    if database.multi_az:
        return (line("Multi-AZUsage:db.m6g.large", 2 * HOURLY["db.m6g.large"]),)
    return (line("InstanceUsage:db.t4g.medium", HOURLY["db.t4g.medium"]),)


def _usual_storage(lot: Lot, database: Database) -> tuple[Charge, ...]:
    price = GP3[lot.region == BRAZIL]
    kind, rate = ("RDS:Multi-AZ-GP3-Storage", 2 * price) if database.multi_az else ("RDS:GP3-Storage", price)
    backup = replace(_stored("RDS:ChargedBackupUsage", BACKUP, gib=40), family="Storage Snapshot")
    return (_stored(kind, rate, gib=database.gib), backup)


def _idle(lot: Lot, *, database: Database) -> Specimen:
    wasted = tuple(replace(one, saved=ALL) for one in _hours(database))
    return _instance(lot, database, charges=(*wasted, *_usual_storage(lot, database)))


def _extended(lot: Lot, *, years: str | None, version: str = "5.7.44") -> Specimen:
    """``years`` as the usage type names them; None where nothing is charged for support."""
    database = Database(version=version)
    charges = (*_hours(database), *_usual_storage(lot, database))
    if years is not None:
        a_vcpu = line(f"ExtendedSupport:{years}:MySQL5.7", SUPPORT[years])
        charges = (*charges, replace(a_vcpu, unit="vCPU-Hour", per_hour=Decimal(2), saved=ALL))
    return _instance(lot, database, charges=charges)


def _provisioned(lot: Lot, *, database: Database) -> Specimen:
    """Beside it stands a database on gp3, whose storage tells the other price."""
    is_brazil, copies = lot.region == BRAZIL, 2 if database.multi_az else 1
    zones = "Multi-AZ-" if database.multi_az else ""
    names = ("PIOPS-Storage-IO2", "IO2-PIOPS") if database.storage == "io2" else ("PIOPS-Storage", "PIOPS")
    kept = _stored(f"RDS:{zones}{names[0]}", copies * IO1[is_brazil], gib=database.gib)
    rate = replace(
        line(f"RDS:{zones}{names[1]}", copies * IOPS[is_brazil]),
        family="Provisioned IOPS",
        unit="IOPS-Mo",
        per_hour=gib_months(database.iops),
    )
    other = _stored(f"RDS:{zones}GP3-Storage", copies * GP3[is_brazil], gib=60)
    charges = (
        *_hours(database),
        replace(kept, saved=1 - GP3[is_brazil] / IO1[is_brazil]),
        replace(rate, saved=ALL),
        replace(other, resource=lot.arn("rds", f"db:{lot.name('reports')}")),
    )
    return _instance(lot, database, charges=charges)


def _once_a_day(lot: Lot, *, busy: float, quiet: float) -> Hours:
    return one_hour_a_day(lot.dice.randint(1, 24), busy=flat(busy), quiet=flat(quiet))


KINDS = (
    Kind(
        name="idle-database",
        make=_idle,
        forms=(
            lambda lot: {"database": Database(connections=flat(0), age_days=lot.above(IDLE_DAYS))},
            lambda lot: {
                "database": Database(
                    multi_az=True,
                    connections=before(lot.above(IDLE_DAYS), then=BUSY, since=flat(0)),
                )
            },
        ),
        decoys={
            "connections": lambda lot: {"database": Database(connections=_once_a_day(lot, busy=1, quiet=0))},
            "idle_since": lambda lot: {
                "database": Database(connections=before(lot.below(IDLE_DAYS), then=BUSY, since=flat(0)))
            },
            "age": lambda lot: {"database": Database(connections=flat(0), age_days=lot.below(IDLE_DAYS))},
            "state": lambda _lot: {"database": Database(state="stopped")},
        },
    ),
    Kind(
        name="extended-support",
        make=_extended,
        forms=(lambda _lot: {"years": "Yr1-Yr2"}, lambda _lot: {"years": "Yr3"}),
        decoys={
            "charge": lambda _lot: {"years": None},
            "version": lambda _lot: {"years": None, "version": "8.4.6"},
        },
    ),
    Kind(
        name="unneeded-database-iops",
        make=_provisioned,
        forms=(
            lambda lot: {
                "database": Database(
                    storage="io1", operations=flat(lot.below(INCLUDED_IOPS)), age_days=lot.above(LOOK_DAYS)
                ),
            },
            lambda lot: {
                "database": Database(
                    storage="io1",
                    multi_az=True,
                    gib=lot.dice.randint(100, 390),
                    iops=lot.dice.choice((2000, 6000)),
                    throughput=flat(lot.below(INCLUDED_BYTES)),
                ),
            },
            lambda lot: {
                "database": Database(
                    storage="io1",
                    operations=before(
                        lot.above(LOOK_DAYS), then=flat(lot.above(INCLUDED_IOPS)), since=flat(900)
                    ),
                )
            },
        ),
        decoys={
            "operations": lambda lot: {
                "database": Database(
                    storage="io1", operations=_once_a_day(lot, busy=lot.above(INCLUDED_IOPS), quiet=200)
                )
            },
            "throughput": lambda lot: {
                "database": Database(storage="io1", throughput=flat(lot.above(INCLUDED_BYTES)))
            },
            "storage_type": lambda _lot: {"database": Database(storage="io2")},
            "age": lambda lot: {"database": Database(storage="io1", age_days=lot.below(LOOK_DAYS))},
        },
    ),
)
"""The kinds of this family."""
