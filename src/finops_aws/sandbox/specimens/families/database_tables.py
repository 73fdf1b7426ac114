"""Waste among DynamoDB tables."""

from dataclasses import dataclass, replace
from decimal import Decimal

from finops_aws.sandbox.specimens.families.database import born
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

UNUSED_DAYS = 30
"""https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CostOptimization_UnusedResources.html"""

LOOK_DAYS, LOW_USE = 14, 0.2
"""Less than a fifth in use is over-provisioned.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CostOptimization_RightSizedProvisioning.html"""

TARGET = Decimal("0.7")
"""The share of the capacity in use that is right.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html"""

AN_HOUR = 3600
READ, WRITE, GIB_MONTH = Decimal("0.00013"), Decimal("0.00065"), Decimal("0.25")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: its capacity, how much of it is consumed an hour, and the shares of both that are wasted."""

    reads: Hours
    writes: Hours
    read_units: int = 400
    write_units: int = 100
    wasted_reads: Decimal = ALL
    wasted_writes: Decimal = ALL
    age_days: float = 500
    on_demand: bool = False
    index: bool = False


def _table(lot: Lot, *, table: Table) -> Specimen:
    name = lot.name("carts")
    arn = lot.arn("dynamodb", f"table/{name}")
    created = born(lot, table.age_days)
    return Specimen(
        resource_id=arn,
        arn=arn,
        created=created,
        charges=tuple(_charges(table)),
        told=(
            Told(client="dynamodb", operation="ListTables", item=name),
            Told(
                client="dynamodb",
                operation="DescribeTable",
                output={
                    "Table": {**_item(table), "TableName": name, "TableArn": arn, "CreationDateTime": created}
                },
                when={"TableName": name},
            ),
        ),
        readings=(
            Readings(namespace="AWS/DynamoDB", dimensions={"TableName": name}, metrics=_metrics(table)),
        ),
    )


def _item(table: Table) -> dict[str, object]:
    reads, writes = (0, 0) if table.on_demand else (table.read_units, table.write_units)
    units = {"ReadCapacityUnits": reads, "WriteCapacityUnits": writes, "NumberOfDecreasesToday": 0}
    item: dict[str, object] = {
        "TableStatus": "ACTIVE",
        "BillingModeSummary": {"BillingMode": "PAY_PER_REQUEST" if table.on_demand else "PROVISIONED"},
        "ProvisionedThroughput": units,
        "TableSizeBytes": 7 * 1024**3,
        "ItemCount": 100_000,
    }
    if table.index:
        item["GlobalSecondaryIndexes"] = [
            {"IndexName": "by-day", "IndexStatus": "ACTIVE", "ProvisionedThroughput": units}
        ]
    return item


def _metrics(table: Table) -> dict[str, Hours]:
    consumed = {"ConsumedReadCapacityUnits": table.reads, "ConsumedWriteCapacityUnits": table.writes}
    if table.on_demand:
        return consumed
    return {
        **consumed,
        "ProvisionedReadCapacityUnits": flat(table.read_units),
        "ProvisionedWriteCapacityUnits": flat(table.write_units),
    }


def _line(usage: str, usd: Decimal) -> Charge:
    return Charge(
        product_code="AmazonDynamoDB",
        product_name="Amazon DynamoDB",
        family="Provisioned IOPS",
        usage=usage,
        operation="CommittedThroughput",
        usd=usd,
        unit=usage,
        category="Databases",
        subcategory="NoSQL Databases",
    )


def _charges(table: Table) -> list[Charge]:
    stored = replace(
        _line("TimedStorage-ByteHrs", GIB_MONTH),
        family="Database Storage",
        operation="StandardStorage",
        unit="GB-Mo",
        per_hour=gib_months(7),
    )
    if table.on_demand:
        return [stored]
    reads = replace(_line("ReadCapacityUnit-Hrs", READ), per_hour=Decimal(table.read_units))
    writes = replace(_line("WriteCapacityUnit-Hrs", WRITE), per_hour=Decimal(table.write_units))
    return [
        replace(reads, saved=table.wasted_reads),
        replace(writes, saved=table.wasted_writes),
        stored,
    ]


def _used(units: int, share: float) -> Hours:
    """So much of the capacity, all the time."""
    return counted(units * share * AN_HOUR)


def _spare(share: float) -> Decimal:
    """What is wasted where the busiest hour needs this share of the capacity."""
    return max(Decimal(0), 1 - Decimal(share) / TARGET)


def _even(lot: Lot, **facts: float) -> Table:
    """Both capacities evenly used, below a fifth, but for what the facts say of one of them."""
    shares = {"reads": lot.below(LOW_USE), "writes": lot.below(LOW_USE), **facts}
    return Table(
        reads=_used(400, shares["reads"]),
        writes=_used(100, shares["writes"]),
        wasted_reads=_spare(shares["reads"]),
        wasted_writes=_spare(shares["writes"]),
    )


def _with_a_busy_hour(lot: Lot, *, busy: float) -> Table:
    """One hour a day needs far more reads; on the average it is still less than a fifth."""
    quiet = LOW_USE / 2
    reads = one_hour_a_day(lot.dice.randint(1, 24), busy=_used(400, busy), quiet=_used(400, quiet))
    return replace(_even(lot), reads=reads, wasted_reads=_spare(busy))


def _idle_for(days: float, *, age_days: float = 500) -> Table:
    """In use until so many days ago."""
    return Table(
        reads=before(days, then=_used(400, 0.5), since=silent()),
        writes=before(days, then=_used(100, 0.5), since=flat(0)),
        age_days=age_days,
    )


KINDS = (
    Kind(
        name="unused-table",
        make=_table,
        forms=(
            lambda lot: {"table": Table(reads=silent(), writes=silent(), age_days=lot.above(UNUSED_DAYS))},
            lambda lot: {"table": _idle_for(lot.above(UNUSED_DAYS))},
            lambda _lot: {"table": Table(reads=flat(0), writes=flat(0), read_units=5, write_units=5)},
        ),
        decoys={
            "idle_since": lambda lot: {"table": _idle_for(lot.below(UNUSED_DAYS))},
            "writes": lambda _lot: {"table": Table(reads=flat(0), writes=_used(100, 0.4))},
            "age": lambda lot: {
                "table": Table(reads=flat(0), writes=flat(0), age_days=lot.below(UNUSED_DAYS))
            },
            "billing_mode": lambda _lot: {"table": Table(reads=silent(), writes=silent(), on_demand=True)},
            "index": lambda _lot: {"table": Table(reads=flat(0), writes=flat(0), index=True)},
        },
    ),
    Kind(
        name="provisioned-table-underused",
        make=_table,
        forms=(
            lambda lot: {"table": replace(_even(lot), age_days=lot.above(LOOK_DAYS))},
            lambda lot: {"table": _with_a_busy_hour(lot, busy=0.5)},
            lambda lot: {"table": _with_a_busy_hour(lot, busy=0.9)},
        ),
        decoys={
            "reads": lambda lot: {"table": _even(lot, reads=lot.above(LOW_USE))},
            "writes": lambda lot: {"table": _even(lot, writes=lot.above(LOW_USE))},
            "age": lambda lot: {"table": replace(_even(lot), age_days=lot.below(LOOK_DAYS))},
            "billing_mode": lambda lot: {"table": replace(_even(lot), on_demand=True)},
            "index": lambda lot: {"table": replace(_even(lot), index=True)},
            "use": lambda lot: {"table": _idle_for(lot.above(LOOK_DAYS))},
        },
    ),
)
"""The kinds of this family."""
