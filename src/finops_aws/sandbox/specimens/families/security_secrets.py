"""Waste among secrets."""

from datetime import datetime
from decimal import Decimal

from finops_aws.sandbox.specimens.lot import Lot
from finops_aws.sandbox.specimens.specimen import ALL, Charge, Kind, Specimen, Told, gib_months

UNREAD_DAYS = 90
"""The Config rule secretsmanager-secret-unused calls a secret unused after so many days.
https://docs.aws.amazon.com/config/latest/developerguide/secretsmanager-secret-unused.html"""


def _secret(
    lot: Lot, *, read: datetime | None, created: datetime | None = None, maker: str | None = None
) -> Specimen:
    name = lot.name("ipe/login")
    arn = lot.arn("secretsmanager", f"secret:{name}-{lot.hex(6)}")
    made = created or lot.old()
    secret = {
        "ARN": arn,
        "Name": name,
        "CreatedDate": made,
        "LastChangedDate": made,
        **({"LastAccessedDate": read.replace(hour=0, minute=0, second=0)} if read else {}),
        **({"OwningService": maker} if maker else {}),
    }
    told = Told(client="secretsmanager", operation="ListSecrets", item=secret)
    return Specimen(resource_id=arn, arn=arn, created=made, charges=_secret_charges(lot), told=(told,))


def _secret_charges(lot: Lot) -> tuple[Charge, ...]:
    """The secret, and requests that read no value."""
    kept = Charge(
        product_code="AWSSecretsManager",
        product_name="AWS Secrets Manager",
        family="Secret",
        usage="AWSSecretsManager-Secrets",
        operation="",
        usd=Decimal("0.4"),
        unit="Secrets",
        per_hour=gib_months(1),
        saved=ALL,
        category="Security",
        subcategory="Identity Management",
    )
    asked = Charge(
        product_code="AWSSecretsManager",
        product_name="AWS Secrets Manager",
        family="API Request",
        usage="AWSSecretsManagerAPIRequest",
        operation="",
        usd=Decimal("0.000005"),
        unit="API Requests",
        per_hour=Decimal(lot.dice.randint(2, 40)),
        category="Security",
        subcategory="Identity Management",
    )
    return (kept, asked)


KINDS = (
    Kind(
        name="unused-secret",
        make=_secret,
        forms=(
            lambda lot: {"read": lot.days_ago(lot.above(UNREAD_DAYS))},
            lambda lot: {"read": None, "created": lot.days_ago(lot.above(UNREAD_DAYS))},
        ),
        decoys={
            "read": lambda lot: {"read": lot.days_ago(lot.below(UNREAD_DAYS))},
            "age": lambda lot: {"read": None, "created": lot.days_ago(lot.below(UNREAD_DAYS))},
            "maker": lambda _lot: {"read": None, "maker": "rds"},
        },
    ),
)
"""Secrets."""
