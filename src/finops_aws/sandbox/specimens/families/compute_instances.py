"""Waste among running instances: idle ones, ones that are too large, and old types."""

from collections.abc import Mapping
from dataclasses import dataclass
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
    Value,
    before,
    flat,
    gib_months,
    one_hour_a_day,
)

QUIET_DAYS = 14
IDLE_CPU, IDLE_BYTES = 5.0, 5_000_000
"""Compute Optimizer calls an instance idle below these, percent at the peak and bytes a day, for two weeks.
https://docs.aws.amazon.com/compute-optimizer/latest/ug/view-idle-recommendations.html"""

HALF_CPU = 40.0
"""At half the size twice the peak leaves 20 percent of headroom, as Compute Optimizer does unless told else.
https://docs.aws.amazon.com/compute-optimizer/latest/APIReference/API_PutRecommendationPreferences.html"""

MUCH_TRAFFIC = 20 * 10**9
EC2_NAME = "Amazon Elastic Compute Cloud"
BASIC = 12
"""Instances without detailed monitoring publish every 5 minutes."""

HOURLY = {
    "c4.4xlarge": ("0.796", "1.236"),
    "c5.4xlarge": ("0.68", "1.048"),
    "g5.xlarge": ("1.006", "1.71"),
    "m4.10xlarge": ("2", "3.18"),
    "m4.4xlarge": ("0.8", "1.272"),
    "m4.xlarge": ("0.2", "0.318"),
    "m5.4xlarge": ("0.768", "1.224"),
    "m5.large": ("0.096", "0.153"),
    "m6i.2xlarge": ("0.384", "0.612"),
    "r4.2xlarge": ("0.532", "1.12"),
    "r5.2xlarge": ("0.504", "0.804"),
    "r5.4xlarge": ("1.008", "1.608"),
    "t3.medium": ("0.0416", "0.0672"),
}
"""USD an hour of Linux in the United States and in São Paulo: https://aws.amazon.com/ec2/pricing/on-demand/"""


GP3_MONTH = ("0.08", "0.152")
"""USD a GB-month in the same places, as the company's own volumes cost."""


def local(lot: Lot, prices: tuple[str, str]) -> Decimal:
    """The list price where the lot is."""
    return Decimal(prices[lot.region == "sa-east-1"])


def hourly(lot: Lot, instance_type: str) -> Decimal:
    """The list price of an hour where the lot is."""
    return local(lot, HOURLY[instance_type])


def running_hours(
    lot: Lot,
    instance_type: str,
    *,
    saved: Decimal = NOTHING,
    usage: str = "BoxUsage",
    resource: str | None = None,
) -> Charge:
    """What an instance costs while it runs."""
    return Charge(
        product_code="AmazonEC2",
        product_name=EC2_NAME,
        family="Compute Instance",
        usage=f"{usage}:{instance_type}",
        operation="RunInstances",
        usd=hourly(lot, instance_type),
        saved=saved,
        resource=resource,
        subcategory="Virtual Machines",
        instance_type=instance_type,
    )


def volume_storage(lot: Lot, volume: str, *, gib: int, saved: Decimal = NOTHING) -> Charge:
    """What a gp3 volume costs for its size."""
    return Charge(
        product_code="AmazonEC2",
        product_name=EC2_NAME,
        family="Storage",
        usage="EBS:VolumeUsage.gp3",
        operation="CreateVolume-Gp3",
        usd=local(lot, GP3_MONTH),
        unit="GB-Mo",
        per_hour=gib_months(gib),
        saved=saved,
        resource=volume,
        category="Storage",
        subcategory="Block Storage",
    )


def sent_bytes() -> Charge:
    """What goes out of an instance, which its bill names beside its hours."""
    return Charge(
        product_code="AmazonEC2",
        product_name=EC2_NAME,
        family="Data Transfer",
        usage="DataTransfer-Out-Bytes",
        operation="RunInstances",
        usd=Decimal("0.09"),
        unit="GB",
        per_hour=Decimal("0.05"),
        category="Networking",
        subcategory="Data Transfer",
    )


def told_instance(lot: Lot, name: str, *, instance_type: str, **members: Any) -> Told:
    """How EC2 describes an instance, in a reservation of its own; ``members`` add to it or replace."""
    instance = {
        "InstanceId": name,
        "InstanceType": instance_type,
        "ImageId": f"ami-{lot.hex()}",
        "LaunchTime": lot.old(),
        "State": {"Code": 16, "Name": "running"},
        "StateTransitionReason": "",
        "Placement": {"AvailabilityZone": f"{lot.region}a", "Tenancy": "default"},
        "PlatformDetails": "Linux/UNIX",
        "Architecture": "x86_64",
        "VirtualizationType": "hvm",
        "RootDeviceType": "ebs",
        "BlockDeviceMappings": [],
        **members,
    }
    reservation = {"OwnerId": lot.account, "ReservationId": f"r-{lot.hex()}", "Instances": [instance]}
    return Told(client="ec2", operation="DescribeInstances", item=reservation)


def cpu(peak: float) -> Hours:
    """An hour with this peak."""
    one = Value(average=peak * 0.6, least=peak * 0.3, most=peak, samples=BASIC)
    return lambda _ago: one


def traffic(bytes_a_day: float) -> Hours:
    """Half of a day's bytes, for each direction, the same in every hour."""
    return flat(bytes_a_day / 48 / BASIC, samples=BASIC)


def load(name: str, *, busy: Hours, bytes_a_day: Hours) -> Readings:
    """What CloudWatch reads of an instance."""
    metrics = {
        "CPUUtilization": busy,
        "NetworkIn": bytes_a_day,
        "NetworkOut": bytes_a_day,
        "StatusCheckFailed": flat(0),
    }
    return Readings(namespace="AWS/EC2", dimensions={"InstanceId": name}, metrics=metrics)


BUSY, MUCH = cpu(85), traffic(4 * MUCH_TRAFFIC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What an instance is like; ``newer`` is a type that the company also runs: its rate is on the bill.

    ``told`` is what EC2 says of it beside the usual.
    """

    instance_type: str
    saved: Decimal = ALL
    age_days: float = 600
    busy: Hours = BUSY
    bytes_a_day: Hours = MUCH
    usage: str = "BoxUsage"
    newer: str | None = None
    told: Mapping[str, Any] | None = None


def _instance(lot: Lot, machine: Machine) -> Specimen:
    name, created = f"i-{lot.hex()}", lot.days_ago(machine.age_days)
    charges = [
        running_hours(lot, machine.instance_type, saved=machine.saved, usage=machine.usage),
        sent_bytes(),
        volume_storage(lot, f"vol-{lot.hex()}", gib=lot.dice.randint(20, 200)),
    ]
    if machine.newer is not None:
        charges.append(running_hours(lot, machine.newer, resource=f"i-{lot.hex()}"))
    members = {"LaunchTime": created, **(machine.told or {})}
    return Specimen(
        resource_id=name,
        arn=lot.arn("ec2", f"instance/{name}"),
        created=created,
        charges=tuple(charges),
        told=(told_instance(lot, name, instance_type=machine.instance_type, **members),),
        readings=(load(name, busy=machine.busy, bytes_a_day=machine.bytes_a_day),),
    )


def _idle(lot: Lot, **circumstances: Any) -> Specimen:
    """Of a type that has no half, so that stopping it is all that can be done."""
    usual: dict[str, Any] = {
        "instance_type": "m5.large",
        "busy": cpu(lot.below(IDLE_CPU)),
        "bytes_a_day": traffic(lot.below(IDLE_BYTES)),
    }
    return _instance(lot, Machine(**{**usual, **circumstances}))


def _underused(lot: Lot, **circumstances: Any) -> Specimen:
    """Half the size is half the price."""
    usual: dict[str, Any] = {
        "instance_type": "m6i.2xlarge",
        "saved": ALL / 2,
        "busy": cpu(lot.below(HALF_CPU)),
        "bytes_a_day": traffic(lot.below(MUCH_TRAFFIC)),
    }
    return _instance(lot, Machine(**{**usual, **circumstances}))


def _old(lot: Lot, *, instance_type: str, newer: str | None = None, **circumstances: Any) -> Specimen:
    """The difference to the price of the newer type."""
    saved = NOTHING if newer is None else 1 - hourly(lot, newer) / hourly(lot, instance_type)
    return _instance(lot, Machine(instance_type=instance_type, saved=saved, newer=newer, **circumstances))


KINDS = (
    Kind(
        name="idle-instance",
        make=_idle,
        forms=(
            lambda _lot: {},
            lambda lot: {
                "instance_type": "t3.medium",
                "busy": before(lot.above(QUIET_DAYS), then=BUSY, since=cpu(lot.below(IDLE_CPU))),
                "bytes_a_day": before(lot.above(QUIET_DAYS), then=MUCH, since=flat(0, samples=BASIC)),
            },
        ),
        decoys={
            "busy hour": lambda lot: {
                "busy": one_hour_a_day(lot.dice.randint(1, 24), busy=cpu(lot.above(IDLE_CPU)), quiet=cpu(1))
            },
            "traffic": lambda lot: {"bytes_a_day": traffic(lot.above(IDLE_BYTES))},
            "quiet days": lambda lot: {
                "busy": before(lot.below(QUIET_DAYS), then=BUSY, since=cpu(lot.below(IDLE_CPU)))
            },
            "age": lambda lot: {"age_days": lot.below(QUIET_DAYS - 1)},
            "accelerator": lambda _lot: {"instance_type": "g5.xlarge"},
        },
    ),
    Kind(
        name="underused-instance",
        make=_underused,
        forms=(
            lambda _lot: {},
            lambda lot: {
                "instance_type": "r5.4xlarge",
                "busy": before(
                    lot.above(QUIET_DAYS),
                    then=BUSY,
                    since=one_hour_a_day(9, busy=cpu(lot.below(HALF_CPU)), quiet=cpu(6)),
                ),
            },
        ),
        decoys={
            "busy hour": lambda lot: {
                "busy": one_hour_a_day(lot.dice.randint(1, 24), busy=cpu(lot.above(HALF_CPU)), quiet=cpu(6))
            },
            "traffic": lambda lot: {"bytes_a_day": traffic(lot.above(MUCH_TRAFFIC))},
            "size": lambda _lot: {"instance_type": "m5.large"},
            "lifecycle": lambda _lot: {"usage": "SpotUsage", "told": {"InstanceLifecycle": "spot"}},
            "system": lambda _lot: {"told": {"PlatformDetails": "Windows with SQL Server Standard"}},
        },
    ),
    Kind(
        name="previous-generation-instance",
        make=_old,
        forms=(
            lambda _lot: {"instance_type": "m4.4xlarge", "newer": "m5.4xlarge"},
            lambda _lot: {"instance_type": "c4.4xlarge", "newer": "c5.4xlarge"},
            lambda _lot: {"instance_type": "r4.2xlarge", "newer": "r5.2xlarge"},
        ),
        decoys={
            "generation": lambda _lot: {"instance_type": "m5.4xlarge"},
            "size": lambda _lot: {"instance_type": "m4.10xlarge"},
            "lifecycle": lambda _lot: {
                "instance_type": "m4.xlarge",
                "usage": "SpotUsage",
                "told": {"InstanceLifecycle": "spot"},
            },
            "system": lambda _lot: {"instance_type": "m4.xlarge", "told": {"PlatformDetails": "Windows"}},
        },
    ),
)
"""The kinds of this family."""
