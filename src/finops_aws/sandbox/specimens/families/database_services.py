"""Waste among what stands beside databases: proxies, replication instances, document clusters."""

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from finops_aws.sandbox.specimens.families.database import born, line
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
    one_hour_a_day,
    silent,
)

IDLE_DAYS = 14
CONNECTED, CLIENTS = flat(12), counted(600)


def _proxy(lot: Lot, *, clients: Hours, age_days: float = 500, state: str = "available") -> Specimen:
    """A proxy that nobody ever connected to has no datapoints.
    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.monitoring.html"""
    name = lot.name("pool")
    arn, created = lot.arn("rds", f"db-proxy:prx-{lot.hex()}"), born(lot, age_days)
    item = {
        "DBProxyName": name,
        "DBProxyArn": arn,
        "Status": state,
        "EngineFamily": lot.dice.choice(("MYSQL", "POSTGRESQL")),
        "RequireTLS": True,
        "IdleClientTimeout": 1800,
        "CreatedDate": created,
        "UpdatedDate": created,
    }
    hours = replace(
        line("RDS:ProxyUsage", Decimal("0.015")),
        family="RDSProxy",
        operation="CreateDBProxy:0002",
        per_hour=Decimal(lot.dice.choice((2, 4, 8))),
        saved=ALL,
    )
    moved = replace(line("DataTransfer-Out-Bytes", Decimal("0.09")), unit="GB", per_hour=Decimal("0.02"))
    return Specimen(
        resource_id=arn,
        arn=arn,
        created=created,
        charges=(hours, moved),
        told=(Told(client="rds", operation="DescribeDBProxies", item=item),),
        readings=(
            Readings(
                namespace="AWS/RDS",
                dimensions={"ProxyName": name},
                metrics={"ClientConnections": clients, "DatabaseConnections": counted(60)},
            ),
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A task of a replication instance: when it was made and, where it ever ran, when it stopped."""

    state: str
    made_days: float = 400
    stopped_days: float | None = None


def _replication(
    lot: Lot, *, tasks: tuple[Task, ...] = (), age_days: float = 500, zones: int = 1
) -> Specimen:
    name = lot.name("migration")
    arn, created = lot.arn("dms", f"rep:{lot.hex(26).upper()}"), born(lot, age_days)
    item = {
        "ReplicationInstanceIdentifier": name,
        "ReplicationInstanceArn": arn,
        "ReplicationInstanceClass": "dms.t3.medium",
        "ReplicationInstanceStatus": "available",
        "AllocatedStorage": 50,
        "InstanceCreateTime": created,
        "MultiAZ": zones > 1,
        "EngineVersion": "3.6.1",
    }
    return Specimen(
        resource_id=arn,
        arn=arn,
        created=created,
        charges=_replication_charges(zones),
        told=(
            Told(client="dms", operation="DescribeReplicationInstances", item=item),
            *(_task(lot, task, instance=arn) for task in tasks),
        ),
        readings=(
            Readings(
                namespace="AWS/DMS",
                dimensions={"ReplicationInstanceIdentifier": name},
                metrics={"CPUUtilization": flat(2)},
            ),
        ),
    )


def _replication_charges(zones: int) -> tuple[Charge, ...]:
    kind = "Multi-AZUsg" if zones > 1 else "InstanceUsg"
    hours = replace(
        line(f"{kind}:dms.t3.medium", zones * Decimal("0.073")),
        product_code="AWSDatabaseMigrationSvc",
        product_name="AWS Database Migration Service",
        family="Replication Server",
        operation="CreateDMSInstance",
        saved=ALL,
    )
    moved = replace(
        hours, usage="DataTransfer-Regional-Bytes", usd=Decimal("0.01"), unit="GB", saved=Decimal(0)
    )
    return (hours, moved)


def _task(lot: Lot, task: Task, *, instance: str) -> Told:
    made = lot.days_ago(task.made_days)
    item: dict[str, object] = {
        "ReplicationTaskIdentifier": lot.name("copy"),
        "ReplicationTaskArn": lot.arn("dms", f"task:{lot.hex(26).upper()}"),
        "ReplicationInstanceArn": instance,
        "MigrationType": "full-load-and-cdc",
        "Status": task.state,
        "ReplicationTaskCreationDate": made,
    }
    if task.stopped_days is not None:
        item["StopReason"] = "Stop Reason NORMAL"
        item["ReplicationTaskStartDate"] = made + timedelta(hours=1)
        item["ReplicationTaskStats"] = {
            "StartDate": made + timedelta(hours=1),
            "StopDate": lot.days_ago(task.stopped_days),
            "FullLoadProgressPercent": 100,
        }
    return Told(client="dms", operation="DescribeReplicationTasks", item=item)


def _documents(
    lot: Lot, *, connections: Hours, age_days: float = 500, state: str = "available", instances: int = 2
) -> Specimen:
    name = lot.name("catalog")
    arn, created = lot.arn("rds", f"cluster:{name}"), born(lot, age_days)
    cluster = {
        "DBClusterIdentifier": name,
        "DBClusterArn": arn,
        "Engine": "docdb",
        "EngineVersion": "5.0.0",
        "Status": state,
        "ClusterCreateTime": created,
    }
    usual = {"DBClusterIdentifier": name, "DBInstanceStatus": state, "InstanceCreateTime": created}
    members = [_member(lot, usual) for _ in range(instances)]
    hours = replace(_of_documents("InstanceUsage:db.r6g.large", Decimal("0.2636")), saved=ALL)
    wasted = [replace(hours, resource=one.item["DBInstanceArn"]) for one in members]
    kept = (
        _of_documents("StorageUsage", Decimal("0.1"), per_hour=gib_months(60), unit="GB-Mo"),
        _of_documents("StorageIOUsage", Decimal("0.0000002"), per_hour=Decimal(9000), unit="IOs"),
    )
    metrics = {"DatabaseConnections": connections, "CPUUtilization": flat(5)}
    readings = Readings(namespace="AWS/DocDB", dimensions={"DBClusterIdentifier": name}, metrics=metrics)
    runs = state == "available"
    return Specimen(
        resource_id=arn,
        arn=arn,
        created=created,
        charges=(*wasted, *kept) if runs else kept,
        told=(Told(client="docdb", operation="DescribeDBClusters", item=cluster), *members),
        readings=(readings,) if runs else (),
    )


def _member(lot: Lot, usual: dict[str, object]) -> Told:
    name = lot.name("catalog")
    own = {
        "DBInstanceIdentifier": name,
        "DBInstanceArn": lot.arn("rds", f"db:{name}"),
        "DBInstanceClass": "db.r6g.large",
        "Engine": "docdb",
    }
    return Told(client="docdb", operation="DescribeDBInstances", item={**usual, **own})


def _of_documents(usage: str, usd: Decimal, *, per_hour: Decimal = ALL, unit: str = "Hrs") -> Charge:
    return replace(
        line(usage, usd),
        product_code="AmazonDocDB",
        product_name="Amazon DocumentDB (with MongoDB compatibility)",
        operation="CreateDBInstance:0020",
        subcategory="NoSQL Databases",
        per_hour=per_hour,
        unit=unit,
    )


def _stopped(days: float) -> tuple[Task, ...]:
    return (Task(state="stopped", stopped_days=days), Task(state="failed"))


KINDS = (
    Kind(
        name="idle-database-proxy",
        make=_proxy,
        forms=(
            lambda lot: {"clients": silent(), "age_days": lot.above(IDLE_DAYS)},
            lambda lot: {"clients": before(lot.above(IDLE_DAYS), then=CLIENTS, since=flat(0))},
        ),
        decoys={
            "idle_since": lambda lot: {"clients": before(lot.below(IDLE_DAYS), then=CLIENTS, since=silent())},
            "clients": lambda lot: {
                "clients": one_hour_a_day(lot.dice.randint(1, 24), busy=counted(1), quiet=flat(0))
            },
            "age": lambda lot: {"clients": silent(), "age_days": lot.below(IDLE_DAYS)},
            "state": lambda _lot: {"clients": silent(), "state": "suspended"},
        },
    ),
    Kind(
        name="idle-replication-instance",
        make=_replication,
        forms=(
            lambda lot: {"age_days": lot.above(IDLE_DAYS)},
            lambda lot: {"tasks": _stopped(lot.above(IDLE_DAYS)), "zones": 2},
            lambda lot: {"tasks": (Task(state="ready", made_days=lot.above(IDLE_DAYS)),)},
        ),
        decoys={
            "running": lambda _lot: {"tasks": (Task(state="running"), *_stopped(90))},
            "stopped": lambda lot: {"tasks": _stopped(lot.below(IDLE_DAYS))},
            "made": lambda lot: {"tasks": (Task(state="ready", made_days=lot.below(IDLE_DAYS)),)},
            "age": lambda lot: {"age_days": lot.below(IDLE_DAYS)},
        },
    ),
    Kind(
        name="idle-document-cluster",
        make=_documents,
        forms=(
            lambda lot: {"connections": flat(0), "age_days": lot.above(IDLE_DAYS), "instances": 1},
            lambda lot: {
                "connections": before(lot.above(IDLE_DAYS), then=CONNECTED, since=flat(0)),
                "instances": 3,
            },
        ),
        decoys={
            "idle_since": lambda lot: {
                "connections": before(lot.below(IDLE_DAYS), then=CONNECTED, since=flat(0))
            },
            "connections": lambda lot: {
                "connections": one_hour_a_day(lot.dice.randint(1, 24), busy=flat(1), quiet=flat(0))
            },
            "age": lambda lot: {"connections": flat(0), "age_days": lot.below(IDLE_DAYS)},
            "state": lambda _lot: {"connections": flat(0), "state": "stopped"},
        },
    ),
)
"""The kinds of this family."""
