"""Waste among reserved capacity and dedicated hosts."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from finops_aws.sandbox.specimens.families.compute_instances import EC2_NAME, HOURLY, hourly, told_instance
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
    flat,
)

QUIET_DAYS = 14
HOST_DAYS = 14
HOST_HOUR = Decimal("4.65")
BASIC = 12
EMPTY, HALF_FULL = flat(0, samples=BASIC), flat(50, samples=BASIC)


def _reserved_capacity(lot: Lot, name: str, *, instance_type: str, number: int) -> dict[str, Any]:
    """How EC2 describes a reservation of which nothing is in use."""
    return {
        "CapacityReservationId": name,
        "CapacityReservationArn": lot.arn("ec2", f"capacity-reservation/{name}"),
        "OwnerId": lot.account,
        "InstanceType": instance_type,
        "InstancePlatform": "Linux/UNIX",
        "AvailabilityZone": f"{lot.region}a",
        "Tenancy": "default",
        "TotalInstanceCount": number,
        "AvailableInstanceCount": number,
        "State": "active",
        "EndDateType": "unlimited",
        "InstanceMatchCriteria": "targeted",
        "ReservationType": "default",
    }


def _capacity_hours(lot: Lot, instance_type: str, *, number: int) -> tuple[Charge, Charge]:
    """What is reserved and not used, and the count of what is reserved, which costs nothing."""
    usual: dict[str, Any] = {
        "product_code": "AmazonEC2",
        "product_name": EC2_NAME,
        "family": "Compute Instance",
        "operation": "RunInstances",
        "per_hour": Decimal(number),
        "subcategory": "Virtual Machines",
    }
    return (
        Charge(usage=f"UnusedBox:{instance_type}", usd=hourly(lot, instance_type), saved=ALL, **usual),
        Charge(usage=f"Reservation:{instance_type}", usd=Decimal(0), **usual),
    )


def _reservation(
    lot: Lot,
    *,
    use: Hours = EMPTY,
    age_days: float = 400,
    told: Mapping[str, Any] | None = None,
) -> Specimen:
    name, created = f"cr-{lot.hex()}", lot.days_ago(age_days)
    instance_type, number = lot.dice.choice(sorted(HOURLY)), lot.dice.randint(1, 4)
    item = _reserved_capacity(lot, name, instance_type=instance_type, number=number)
    item |= {"StartDate": created, "CreateDate": created, **(told or {})}
    arn = item["CapacityReservationArn"]
    return Specimen(
        resource_id=arn,
        arn=arn,
        created=created,
        charges=_capacity_hours(lot, instance_type, number=number),
        told=(Told(client="ec2", operation="DescribeCapacityReservations", item=item),),
        readings=(
            Readings(
                namespace="AWS/EC2CapacityReservations",
                dimensions={"CapacityReservationId": name},
                metrics={"InstanceUtilization": use, "TotalInstanceCount": flat(number, samples=BASIC)},
            ),
        ),
    )


def _empty_host(lot: Lot, name: str) -> dict[str, Any]:
    """How EC2 describes a host on which nothing runs."""
    return {
        "HostId": name,
        "OwnerId": lot.account,
        "State": "available",
        "AvailabilityZone": f"{lot.region}a",
        "AutoPlacement": "on",
        "HostProperties": {"Cores": 48, "InstanceFamily": "m5", "Sockets": 2, "TotalVCpus": 96},
        "AvailableCapacity": {"AvailableVCpus": 96},
        "Instances": [],
        "AllowsMultipleInstanceTypes": "on",
        "MemberOfServiceLinkedResourceGroup": False,
    }


def _host(
    lot: Lot,
    *,
    age_days: float = 300,
    told: Mapping[str, Any] | None = None,
    usage: str = "HostUsage",
    keeps: bool = False,
) -> Specimen:
    """``keeps``: a stopped instance belongs to it."""
    name, created = f"h-{lot.hex()}", lot.days_ago(age_days)
    arn = lot.arn("ec2", f"dedicated-host/{name}")
    item = {**_empty_host(lot, name), "AllocationTime": created, **(told or {})}
    hours = Charge(
        product_code="AmazonEC2",
        product_name=EC2_NAME,
        family="Dedicated Host",
        usage=f"{usage}:m5",
        operation="RunInstances",
        usd=HOST_HOUR,
        saved=ALL,
        subcategory="Virtual Machines",
    )
    members = {
        "State": {"Code": 80, "Name": "stopped"},
        "Placement": {"AvailabilityZone": f"{lot.region}a", "Tenancy": "host", "HostId": name},
    }
    kept = told_instance(lot, f"i-{lot.hex()}", instance_type="m5.large", **members)
    return Specimen(
        resource_id=arn,
        arn=arn,
        created=created,
        charges=(hours,),
        told=(Told(client="ec2", operation="DescribeHosts", item=item), *((kept,) if keeps else ())),
    )


def _running_one(lot: Lot) -> Mapping[str, Any]:
    return {"InstanceId": f"i-{lot.hex()}", "InstanceType": "m5.large", "OwnerId": lot.account}


KINDS = (
    Kind(
        name="unused-capacity-reservation",
        make=_reservation,
        forms=(
            lambda _lot: {},
            lambda lot: {"use": before(lot.above(QUIET_DAYS), then=HALF_FULL, since=EMPTY)},
        ),
        decoys={
            "use": lambda lot: {"use": before(lot.below(QUIET_DAYS), then=HALF_FULL, since=EMPTY)},
            "age": lambda lot: {"age_days": lot.below(QUIET_DAYS - 1)},
            "type": lambda _lot: {"told": {"ReservationType": "capacity-block"}},
            "owner": lambda lot: {"told": {"OwnerId": lot.account[::-1]}},
            "commitment": lambda lot: {
                "told": {
                    "CommitmentInfo": {"CommittedInstanceCount": 1, "CommitmentEndDate": lot.days_ago(-90)}
                }
            },
        },
    ),
    Kind(
        name="empty-dedicated-host",
        make=_host,
        forms=(lambda _lot: {}, lambda lot: {"age_days": lot.above(HOST_DAYS)}),
        decoys={
            "instances": lambda lot: {"told": {"Instances": [_running_one(lot)]}},
            "stopped instance": lambda _lot: {"keeps": True},
            "age": lambda lot: {"age_days": lot.below(HOST_DAYS)},
            "reservation": lambda lot: {
                "told": {"HostReservationId": f"hr-{lot.hex()}"},
                "usage": "ReservedHostUsage",
            },
            "owner": lambda lot: {"told": {"OwnerId": lot.account[::-1]}},
            "management": lambda _lot: {"told": {"MemberOfServiceLinkedResourceGroup": True}},
        },
    ),
)
"""The kinds of this family."""
