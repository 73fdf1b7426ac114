"""Waste among transfer servers.

They are billed until they are deleted: https://docs.aws.amazon.com/cli/latest/reference/transfer/stop-server.html
"""

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
    before,
    counted,
    flat,
    silent,
)

QUIET_DAYS = 30


def _charge(usage: str, *, usd: str, unit: str, per_hour: Decimal, saved: Decimal = NOTHING) -> Charge:
    return Charge(
        product_code="AWSTransfer",
        product_name="AWS Transfer Family",
        family="AWS Transfer Family",
        usage=usage,
        operation="",
        usd=Decimal(usd),
        unit=unit,
        per_hour=per_hour,
        saved=saved,
        category="Migration",
        subcategory="Data Migration",
    )


def _transfer_server(
    lot: Lot,
    *,
    received: Hours,
    sent: Hours,
    protocols: tuple[str, ...] = ("SFTP",),
    age_days: float = 500,
    **listed: Any,
) -> Specimen:
    """A server, of which AWS does not tell how old it is."""
    name = f"s-{lot.hex()}"
    arn = lot.arn("transfer", f"server/{name}")
    item = {
        "Arn": arn,
        "Domain": "S3",
        "IdentityProviderType": "SERVICE_MANAGED",
        "EndpointType": "PUBLIC",
        "ServerId": name,
        "State": "ONLINE",
        "UserCount": 3,
        **listed,
    }
    server = {"Server": {**item, "Protocols": list(protocols), "Tags": []}}
    hours = Decimal(len(protocols))
    metrics = {"BytesIn": received, "BytesOut": sent}
    return Specimen(
        resource_id=arn,
        arn=arn,
        created=lot.days_ago(age_days),
        charges=(
            _charge("ProtocolHours", usd="0.30", unit="Hrs", per_hour=hours, saved=ALL),
            _charge("UploadBytes", usd="0.04", unit="GB", per_hour=Decimal("0.2")),
        ),
        told=(
            Told(client="transfer", operation="ListServers", item=item),
            Told(client="transfer", operation="DescribeServer", output=server, when={"ServerId": name}),
        ),
        readings=(Readings(namespace="AWS/Transfer", dimensions={"ServerId": name}, metrics=metrics),),
    )


def _used_until(days: float, *, since: Hours) -> Hours:
    return before(days, then=counted(10**9), since=since)


KINDS = (
    Kind(
        name="idle-transfer-server",
        make=_transfer_server,
        forms=(
            lambda lot: {"received": _used_until(lot.above(QUIET_DAYS), since=flat(0)), "sent": flat(0)},
            lambda _lot: {
                "received": silent(),
                "sent": silent(),
                "State": "OFFLINE",
                "protocols": ("SFTP", "FTPS"),
            },
        ),
        decoys={
            "received": lambda lot: {
                "received": _used_until(lot.below(QUIET_DAYS), since=flat(0)),
                "sent": flat(0),
            },
            "sent": lambda lot: {
                "received": flat(0),
                "sent": _used_until(lot.below(QUIET_DAYS), since=silent()),
            },
            "age": lambda lot: {"received": flat(0), "sent": flat(0), "age_days": lot.below(QUIET_DAYS)},
        },
    ),
)
"""The kinds of transfer servers."""
