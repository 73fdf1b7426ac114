"""Waste among hardware security modules."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

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

HSM_DAYS = 14
"""Own choice: how long an HSM is quiet."""

MONITORING_SESSIONS = 2
"""AWS itself may have so many connections to an HSM open.
https://docs.aws.amazon.com/cloudhsm/latest/userguide/hsm-metrics-cw.html"""

NO_KEYS = MappingProxyType({"HsmKeysSessionOccupied": flat(0), "HsmKeysTokenOccupied": flat(0)})


def _modules(
    lot: Lot, *, sessions: Hours, keys: Mapping[str, Hours] = NO_KEYS, apart: int = 0, age_days: float = 500
) -> Specimen:
    """A cluster of two HSMs on the bill, or of so many that are billed ``apart``."""
    name = f"cluster-{lot.hex(11)}"
    made, members = lot.days_ago(age_days), [f"hsm-{lot.hex(11)}" for _ in range(apart or 2)]
    cluster = {
        "ClusterId": name,
        "CreateTimestamp": made,
        "State": "ACTIVE",
        "HsmType": "hsm2m.medium",
        "Mode": "FIPS",
        "BackupRetentionPolicy": {"Type": "DAYS", "Value": "90"},
        "Hsms": [{"HsmId": one, "ClusterId": name, "State": "ACTIVE"} for one in members],
    }
    billed = members if apart else [name]
    return Specimen(
        resource_id=name,
        arn=lot.arn("cloudhsm", f"cluster/{name}"),
        created=made,
        charges=tuple(_module_hours(one, len(members) // len(billed)) for one in billed),
        told=(Told(client="cloudhsmv2", operation="DescribeClusters", item=cluster),),
        readings=(
            Readings(
                namespace="AWS/CloudHSM",
                dimensions={"ClusterId": name},
                metrics={"HsmSessionCount": sessions, **NO_KEYS, **keys},
            ),
        ),
    )


def _module_hours(resource: str, hsms: int) -> Charge:
    return Charge(
        product_code="CloudHSM",
        product_name="AWS CloudHSM",
        family="Dedicated-Host",
        usage="CloudHSMv2Usage-hsm2m.m",
        operation="Hourly",
        usd=Decimal("1.6"),
        per_hour=Decimal(hsms),
        saved=ALL,
        resource=resource,
        category="Security",
        subcategory="Other (Security)",
    )


KINDS = (
    Kind(
        name="idle-hsm-cluster",
        make=_modules,
        forms=(
            lambda _lot: {"sessions": flat(MONITORING_SESSIONS)},
            lambda lot: {"sessions": before(lot.above(HSM_DAYS), then=flat(6), since=flat(1)), "apart": 3},
        ),
        decoys={
            "sessions": lambda lot: {
                "sessions": before(lot.below(HSM_DAYS), then=flat(MONITORING_SESSIONS + 1), since=flat(1))
            },
            "keys": lambda _lot: {
                "sessions": flat(MONITORING_SESSIONS),
                "keys": {"HsmKeysTokenOccupied": flat(1)},
            },
            "session keys": lambda lot: {
                "sessions": flat(MONITORING_SESSIONS),
                "keys": {"HsmKeysSessionOccupied": before(lot.below(HSM_DAYS), then=flat(1), since=flat(0))},
            },
            "age": lambda lot: {"sessions": flat(0), "age_days": lot.below(HSM_DAYS - 1)},
        },
    ),
)
"""HSMs."""
