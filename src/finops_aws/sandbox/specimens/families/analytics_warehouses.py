"""Waste among warehouses and streams."""

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
    before,
    counted,
    flat,
    gib_months,
    one_hour_a_day,
    silent,
)

CONNECTION_DAYS = 7
"""Trusted Advisor calls a Redshift cluster underutilized that had no connection for 7 days.
https://docs.aws.amazon.com/awssupport/latest/user/cost-optimization-checks.html"""

STREAM_DAYS = 7
"""No page says after how many days a stream is idle: this is our own."""

NODE_TYPE = "ra3.xlplus"


def _warehouse(lot: Lot, *, connections: Hours, age_days: float = 500, state: str = "available") -> Specimen:
    name, nodes = lot.name("warehouse"), lot.dice.choice((2, 3, 4))
    created = lot.days_ago(age_days)
    cluster = {
        "ClusterIdentifier": name,
        "NodeType": NODE_TYPE,
        "NumberOfNodes": nodes,
        "ClusterStatus": state,
        "ClusterCreateTime": created,
        "Tags": [],
    }
    node_hours = _redshift(f"Node:{NODE_TYPE}", "1.73", unit="Hrs", per_hour=Decimal(nodes), saved=ALL)
    stored = _redshift(f"RMS:{NODE_TYPE}", "0.0384", unit="GB-Mo", per_hour=gib_months(900))
    return Specimen(
        resource_id=lot.arn("redshift", f"cluster:{name}"),
        arn=lot.arn("redshift", f"cluster:{name}"),
        created=created,
        charges=(node_hours, stored) if state == "available" else (stored,),
        told=(Told(client="redshift", operation="DescribeClusters", item=cluster),),
        readings=(
            Readings(
                namespace="AWS/Redshift",
                dimensions={"ClusterIdentifier": name},
                metrics={"DatabaseConnections": connections, "CPUUtilization": flat(4)},
            ),
        ),
    )


def _redshift(usage: str, usd: str, *, unit: str, per_hour: Decimal, saved: Decimal = Decimal(0)) -> Charge:
    return Charge(
        product_code="AmazonRedshift",
        product_name="Amazon Redshift",
        family="Compute Instance" if unit == "Hrs" else "Redshift Managed Storage",
        usage=usage,
        operation="RunComputeNode:0001",
        usd=Decimal(usd),
        unit=unit,
        per_hour=per_hour,
        saved=saved,
        category="Analytics",
        subcategory="Data Warehouses",
    )


def _stream(
    lot: Lot, *, written: Hours, read: Hours, age_days: float = 500, mode: str = "PROVISIONED"
) -> Specimen:
    name = lot.name("stream")
    arn, created, shards = lot.arn("kinesis", f"stream/{name}"), lot.days_ago(age_days), 6
    stream = {
        "StreamName": name,
        "StreamARN": arn,
        "StreamStatus": "ACTIVE",
        "StreamCreationTimestamp": created,
        "StreamModeDetails": {"StreamMode": mode},
    }
    summary = {**stream, "RetentionPeriodHours": 168, "EnhancedMonitoring": [], "OpenShardCount": shards}
    return Specimen(
        resource_id=arn,
        arn=arn,
        created=created,
        charges=_stream_hours(mode, shards),
        told=(
            Told(client="kinesis", operation="ListStreams", item=stream),
            Told(
                client="kinesis",
                operation="DescribeStreamSummary",
                output={"StreamDescriptionSummary": summary},
                when={"StreamName": name},
            ),
        ),
        readings=(
            Readings(
                namespace="AWS/Kinesis",
                dimensions={"StreamName": name},
                metrics={"IncomingRecords": written, "GetRecords.Bytes": read},
            ),
        ),
    )


def _stream_hours(mode: str, shards: int) -> tuple[Charge, ...]:
    if mode == "ON_DEMAND":
        return (_kinesis("OnDemand-StreamHour", "OnDemandStreamHr", "0.056", per_hour=1),)
    return (
        _kinesis("Storage-ShardHour", "shardHourStorage", "0.0235", per_hour=shards),
        _kinesis("Extended-ShardHour", "shardHourStorage", "0.031", per_hour=shards),
    )


def _kinesis(usage: str, operation: str, usd: str, *, per_hour: int) -> Charge:
    return Charge(
        product_code="AmazonKinesis",
        product_name="Amazon Kinesis",
        family="Kinesis Streams",
        usage=usage,
        operation=operation,
        usd=Decimal(usd),
        unit="ShardHour" if "Shard" in usage else "StreamHr",
        per_hour=Decimal(per_hour),
        saved=ALL,
        category="Analytics",
        subcategory="Streaming Analytics",
    )


KINDS = (
    Kind(
        name="idle-warehouse",
        make=_warehouse,
        forms=(
            lambda _lot: {"connections": flat(0)},
            lambda lot: {"connections": before(lot.above(CONNECTION_DAYS), then=flat(12), since=flat(0))},
        ),
        decoys={
            "connections": lambda lot: {
                "connections": before(lot.below(CONNECTION_DAYS), then=flat(1), since=flat(0))
            },
            "nights": lambda lot: {
                "connections": one_hour_a_day(lot.dice.randint(1, 24), busy=flat(1), quiet=flat(0))
            },
            "age": lambda lot: {"connections": flat(0), "age_days": lot.below(CONNECTION_DAYS)},
            "state": lambda _lot: {"connections": flat(0), "state": "paused"},
        },
    ),
    Kind(
        name="idle-stream",
        make=_stream,
        forms=(
            lambda _lot: {"written": silent(), "read": silent()},
            lambda lot: {
                "written": before(lot.above(STREAM_DAYS), then=counted(900), since=flat(0)),
                "read": before(lot.above(STREAM_DAYS), then=counted(90_000), since=flat(0)),
                "mode": "ON_DEMAND",
            },
        ),
        decoys={
            "writing": lambda lot: {
                "written": before(lot.below(STREAM_DAYS), then=counted(900), since=silent()),
                "read": silent(),
            },
            "reading": lambda lot: {
                "written": silent(),
                "read": one_hour_a_day(lot.dice.randint(1, 24), busy=counted(60), quiet=silent()),
            },
            "age": lambda lot: {
                "written": silent(),
                "read": silent(),
                "age_days": lot.below(STREAM_DAYS),
                "mode": "ON_DEMAND",
            },
        },
    ),
)
"""The kinds of this module."""
