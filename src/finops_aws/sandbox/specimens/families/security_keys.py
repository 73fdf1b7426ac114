"""Waste among encryption keys."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from finops_aws.sandbox.specimens.lot import Lot
from finops_aws.sandbox.specimens.specimen import ALL, Charge, Kind, Specimen, Told, gib_months

DISABLED_DAYS = 30
UNUSED_DAYS = 90
"""Own choice: how long a disabled key and an enabled one stay quiet."""

KEYS = "AWS Key Management Service"


def _key(
    lot: Lot,
    *,
    used: datetime | None,
    created: datetime | None = None,
    state: str = "Enabled",
    tracked: datetime | None = None,
) -> Specimen:
    """A key whose use is known since ``tracked``, or since it was made."""
    name = f"{lot.hex(8)}-{lot.hex(4)}-{lot.hex(4)}-{lot.hex(4)}-{lot.hex(12)}"
    arn, made = lot.arn("kms", f"key/{name}"), created or lot.old()
    usage = {
        "KeyId": name,
        "KeyLastUsage": {"Operation": "Decrypt", "Timestamp": used} if used else {},
        "TrackingStartDate": tracked or made,
        "KeyCreationDate": made,
    }
    meta = {**_meta(lot, name, state=state), "Arn": arn, "CreationDate": made}
    asked = {"KeyId": name}
    return Specimen(
        resource_id=arn,
        arn=arn,
        created=made,
        charges=() if state == "PendingDeletion" else _key_charges(lot, used=used),
        told=(
            Told(client="kms", operation="ListKeys", item={"KeyId": name, "KeyArn": arn}),
            Told(client="kms", operation="DescribeKey", output={"KeyMetadata": meta}, when=asked),
            Told(client="kms", operation="GetKeyLastUsage", output=usage, when=asked),
        ),
    )


def _meta(lot: Lot, name: str, *, state: str) -> dict[str, Any]:
    """What DescribeKey tells beside the ARN and the creation."""
    return {
        "AWSAccountId": lot.account,
        "KeyId": name,
        "Enabled": state == "Enabled",
        "KeyState": state,
        "KeyManager": "CUSTOMER",
        "KeyUsage": "ENCRYPT_DECRYPT",
        "KeySpec": "SYMMETRIC_DEFAULT",
        "Origin": "AWS_KMS",
        **({"DeletionDate": lot.days_ago(-20)} if state == "PendingDeletion" else {}),
    }


def _key_charges(lot: Lot, *, used: datetime | None) -> tuple[Charge, ...]:
    """The key; and the requests of one that is or was used."""
    kept = Charge(
        product_code="awskms",
        product_name=KEYS,
        family="Encryption Key",
        usage="KMS-Keys",
        operation="",
        usd=Decimal(1),
        unit="Keys",
        per_hour=gib_months(1),
        saved=ALL,
        category="Security",
        subcategory="Identity Management",
    )
    asked = Charge(
        product_code="awskms",
        product_name=KEYS,
        family="API Request",
        usage="KMS-Requests",
        operation="Decrypt",
        usd=Decimal("0.000003"),
        unit="Requests",
        per_hour=Decimal(lot.dice.randint(20, 400)),
        category="Security",
        subcategory="Identity Management",
    )
    return (kept, asked) if used else (kept,)


KINDS = (
    Kind(
        name="disabled-key",
        make=_key,
        forms=(
            lambda lot: {"state": "Disabled", "used": lot.days_ago(lot.above(DISABLED_DAYS))},
            lambda lot: {
                "state": "Disabled",
                "used": None,
                "tracked": lot.days_ago(lot.above(DISABLED_DAYS)),
            },
        ),
        decoys={
            "state": lambda lot: {"used": lot.days_ago(lot.above(DISABLED_DAYS))},
            "use": lambda lot: {"state": "Disabled", "used": lot.days_ago(lot.below(DISABLED_DAYS))},
            "age": lambda lot: {
                "state": "Disabled",
                "used": None,
                "created": lot.days_ago(lot.below(DISABLED_DAYS)),
            },
            "deletion": lambda _lot: {"state": "PendingDeletion", "used": None},
        },
    ),
    Kind(
        name="unused-key",
        make=_key,
        forms=(
            lambda lot: {"used": lot.days_ago(lot.above(UNUSED_DAYS))},
            lambda lot: {"used": None, "tracked": lot.days_ago(lot.above(UNUSED_DAYS))},
        ),
        decoys={
            "use": lambda lot: {"used": lot.days_ago(lot.below(UNUSED_DAYS))},
            "knowledge": lambda lot: {"used": None, "tracked": lot.days_ago(lot.below(UNUSED_DAYS))},
            "deletion": lambda lot: {
                "state": "PendingDeletion",
                "used": lot.days_ago(lot.above(UNUSED_DAYS)),
            },
        },
    ),
)
"""Keys."""
