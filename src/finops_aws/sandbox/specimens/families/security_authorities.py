"""Waste among private certificate authorities."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

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
    gib_months,
    silent,
)

QUIET_DAYS = 30
"""Own choice: how long an authority is quiet."""

SHORT, GENERAL = "SHORT_LIVED_CERTIFICATE", "GENERAL_PURPOSE"
USAGE = MappingProxyType({SHORT: "ShortLivedCertificatePrivateCA", GENERAL: "PaidPrivateCA"})
ISSUED = MappingProxyType({SHORT: "ShortLivedCertificatesIssued", GENERAL: "PrivateCertificatesIssued"})
USD = MappingProxyType({SHORT: Decimal(50), GENERAL: Decimal(400)})
USD_OF_A_CERTIFICATE = MappingProxyType({SHORT: Decimal("0.058"), GENERAL: Decimal("0.75")})


def _authority(
    lot: Lot,
    *,
    issued: Hours,
    mode: str = GENERAL,
    created: datetime | None = None,
    told: Mapping[str, Any] = MappingProxyType({}),
) -> Specimen:
    """An authority that is active since it was made, unless AWS has something else ``told``."""
    identity = f"{lot.hex(8)}-{lot.hex(4)}-{lot.hex(4)}-{lot.hex(4)}-{lot.hex(12)}"
    arn = lot.arn("acm-pca", f"certificate-authority/{identity}")
    made = created or lot.old()
    authority = {
        "Arn": arn,
        "OwnerAccount": lot.account,
        "CreatedAt": made,
        "LastStateChangeAt": made,
        "Type": "SUBORDINATE",
        "Status": "ACTIVE",
        "UsageMode": mode,
        "KeyStorageSecurityStandard": "FIPS_140_2_LEVEL_3_OR_HIGHER",
        **told,
    }
    return Specimen(
        resource_id=arn,
        arn=arn,
        created=made,
        charges=_authority_charges(lot, mode),
        told=(Told(client="acm-pca", operation="ListCertificateAuthorities", item=authority),),
        readings=(
            Readings(
                namespace="AWS/ACMPrivateCA",
                dimensions={"PrivateCAArn": arn},
                metrics={"Success": issued, "Failure": silent()},
            ),
        ),
    )


def _authority_charges(lot: Lot, mode: str) -> tuple[Charge, ...]:
    """The authority, and some certificates that the bill still counts."""
    kept = Charge(
        product_code="AWSCertificateManager",
        product_name="AWS Certificate Manager",
        family="AWS Certificate Manager",
        usage=USAGE[mode],
        operation="",
        usd=USD[mode],
        unit="CertificateAuthorities",
        per_hour=gib_months(1),
        saved=ALL,
        category="Security",
        subcategory="Other (Security)",
    )
    made = Charge(
        product_code="AWSCertificateManager",
        product_name="AWS Certificate Manager",
        family="AWS Certificate Manager",
        usage=ISSUED[mode],
        operation="",
        usd=USD_OF_A_CERTIFICATE[mode],
        unit="Certificates",
        per_hour=gib_months(lot.dice.randint(1, 9)),
        category="Security",
        subcategory="Other (Security)",
    )
    return (kept, made)


def _out(state: str, since: datetime) -> Mapping[str, Any]:
    """What AWS tells of an authority that is out of service."""
    return {"Status": state, "LastStateChangeAt": since}


KINDS = (
    Kind(
        name="private-ca-out-of-service",
        make=_authority,
        forms=(
            lambda lot: {"issued": silent(), "told": _out("DISABLED", lot.days_ago(lot.above(QUIET_DAYS)))},
            lambda lot: {
                "issued": silent(),
                "told": _out("PENDING_CERTIFICATE", lot.days_ago(lot.above(QUIET_DAYS))),
            },
            lambda lot: {
                "issued": silent(),
                "mode": SHORT,
                "told": _out("EXPIRED", lot.days_ago(lot.above(QUIET_DAYS))),
            },
        ),
        decoys={
            "state": lambda _lot: {"issued": silent()},
            "time": lambda lot: {
                "issued": silent(),
                "told": _out("DISABLED", lot.days_ago(lot.below(QUIET_DAYS))),
            },
            "age": lambda lot: {
                "issued": silent(),
                "created": lot.days_ago(lot.below(QUIET_DAYS)),
                "told": {"Status": "PENDING_CERTIFICATE"},
            },
        },
    ),
    Kind(
        name="short-lived-ca-without-certificates",
        make=_authority,
        forms=(
            lambda _lot: {"issued": silent(), "mode": SHORT},
            lambda lot: {
                "issued": before(lot.above(QUIET_DAYS), then=counted(40), since=silent()),
                "mode": SHORT,
            },
        ),
        decoys={
            "certificates": lambda lot: {
                "issued": before(lot.below(QUIET_DAYS), then=counted(40), since=silent()),
                "mode": SHORT,
            },
            "age": lambda lot: {
                "issued": silent(),
                "mode": SHORT,
                "created": lot.days_ago(lot.below(QUIET_DAYS)),
            },
            "mode": lambda _lot: {"issued": silent()},
        },
    ),
)
"""Authorities."""
