"""Waste among logs and alarms."""

from decimal import Decimal
from typing import Any

from finops_aws.sandbox.specimens.lot import Lot
from finops_aws.sandbox.specimens.specimen import (
    ALL,
    NOTHING,
    Charge,
    Kind,
    Readings,
    Specimen,
    Told,
    counted,
    gib_months,
    silent,
)

COMPRESSED = Decimal("0.15")
"""What is stored of a GB written, as AWS's calculator estimates it.
https://calculator.aws/#/createCalculator/CloudWatch"""

KEPT_DAYS = 90
STALE_DAYS = 30
"""How long logs should be kept and how long an alarm may lack data: our own."""

HOURS_OF_A_DAY = 24
HOURS_OF_A_MONTH = 730


def _log_group(
    lot: Lot, *, age_days: int, gib_a_day: Decimal, stored_gib: Decimal, retention: int | None = None
) -> Specimen:
    """A group that was written to evenly for all its life, or is not any more (``gib_a_day`` 0)."""
    name, created = f"/aws/ecs/{lot.name('app')}", lot.days_ago(age_days)
    arn = lot.arn("logs", f"log-group:{name}")
    kept = min(stored_gib, gib_a_day * COMPRESSED * KEPT_DAYS)
    group = {
        "logGroupName": name,
        "logGroupArn": arn,
        "arn": f"{arn}:*",
        "creationTime": int(created.timestamp() * 1000),
        "storedBytes": int(stored_gib * 2**30),
        "logGroupClass": "STANDARD",
        **({"retentionInDays": retention} if retention is not None else {}),
    }
    stored = _observability(
        "TimedStorage-ByteHrs",
        "0.0408",
        per_hour=gib_months(stored_gib),
        saved=NOTHING if retention else 1 - kept / stored_gib,
    )
    per_hour = round(gib_a_day / HOURS_OF_A_DAY, 10)
    written = _observability("DataProcessing-Bytes", "0.9", per_hour=per_hour)
    return Specimen(
        resource_id=arn,
        arn=arn,
        created=created,
        charges=(stored, written) if gib_a_day else (stored,),
        told=(Told(client="logs", operation="DescribeLogGroups", item=group),),
        readings=(
            Readings(
                namespace="AWS/Logs",
                dimensions={"LogGroupName": name},
                metrics={"IncomingBytes": counted(float(per_hour) * 2**30) if gib_a_day else silent()},
            ),
        ),
    )


def _observability(
    usage: str, usd: str, *, per_hour: Decimal, unit: str = "GB", saved: Decimal = NOTHING
) -> Charge:
    is_stored = usage.startswith("TimedStorage")
    return Charge(
        product_code="AmazonCloudWatch",
        product_name="AmazonCloudWatch",
        family="Storage Snapshot" if is_stored else "Alarm" if unit == "Alarms" else "Data Payload",
        usage=usage,
        operation="HourlyStorageMetering" if is_stored else "Unknown" if unit == "Alarms" else "PutLogEvents",
        usd=Decimal(usd),
        unit="GB-Mo" if is_stored else unit,
        per_hour=per_hour,
        saved=saved,
        category="Management and Governance",
        subcategory="Observability",
    )


def _even(lot: Lot, **more: Any) -> dict[str, Any]:
    """Written to evenly for longer than logs should be kept, and nothing of it ever deleted."""
    age, gib_a_day = lot.dice.randint(200, 500), Decimal(lot.dice.randint(20, 60))
    return {
        "age_days": age,
        "gib_a_day": gib_a_day,
        "stored_gib": gib_a_day * COMPRESSED * age,
        **more,
    }


def _ended(lot: Lot, **more: Any) -> dict[str, Any]:
    """Of an application that is gone."""
    stored = Decimal(lot.dice.randint(100, 900))
    return {"age_days": 700, "gib_a_day": NOTHING, "stored_gib": stored, **more}


def _alarm(
    lot: Lot, *, since_days: float, state: str = "INSUFFICIENT_DATA", prefix: str = "cpu", period: int = 300
) -> Specimen:
    name = lot.name(prefix)
    arn, changed = lot.arn("cloudwatch", f"alarm:{name}"), lot.days_ago(since_days)
    alarm = {
        "AlarmName": name,
        "AlarmArn": arn,
        "StateValue": state,
        "StateUpdatedTimestamp": changed,
        "StateTransitionedTimestamp": changed,
        "AlarmConfigurationUpdatedTimestamp": lot.days_ago(600),
        "Namespace": "AWS/EC2",
        "MetricName": "CPUUtilization",
        "Dimensions": [{"Name": "InstanceId", "Value": f"i-{lot.hex()}"}],
        "Period": period,
        "EvaluationPeriods": 3,
        "Threshold": 80.0,
        "ComparisonOperator": "GreaterThanThreshold",
    }
    is_fine = period < 60
    usage = "CW:HighResAlarmMonitorUsage" if is_fine else "CW:AlarmMonitorUsage"
    month = round(1 / Decimal(HOURS_OF_A_MONTH), 10)
    charge = _observability(usage, "0.3" if is_fine else "0.1", per_hour=month, unit="Alarms", saved=ALL)
    return Specimen(
        resource_id=arn,
        arn=arn,
        created=None,
        charges=(charge,),
        told=(Told(client="cloudwatch", operation="DescribeAlarms", item=alarm),),
    )


KINDS = (
    Kind(
        name="log-group-without-retention",
        make=_log_group,
        forms=(_even, _ended),
        decoys={
            "retention": lambda lot: _even(lot, retention=3653),
            "short retention": lambda lot: _ended(lot, retention=30),
        },
    ),
    Kind(
        name="stale-alarm",
        make=_alarm,
        forms=(
            lambda lot: {"since_days": lot.above(STALE_DAYS)},
            lambda _lot: {"since_days": 400, "period": 10},
        ),
        decoys={
            "days": lambda lot: {"since_days": lot.below(STALE_DAYS)},
            "state": lambda lot: {"since_days": 400, "state": lot.dice.choice(("OK", "ALARM"))},
            "scaling": lambda _lot: {"since_days": 400, "prefix": "TargetTracking-table/orders-AlarmLow"},
        },
    ),
)
"""The kinds of this module."""
