"""Waste among trails."""

from decimal import Decimal

from finops_aws.sandbox.specimens.lot import Lot
from finops_aws.sandbox.specimens.specimen import ALL, NOTHING, Charge, Kind, Specimen, Told

HOMES = ("sa-east-1", "us-east-1", "us-east-2")
PAID, FREE, OF_DATA = "PaidEventsRecorded", "FreeEventsRecorded", "DataEventsRecorded"
USD = {PAID: "0.00002", FREE: "0", OF_DATA: "0.000001", "InsightsEvents": "0.0000035"}


def _trail(lot: Lot, *, counted_as: tuple[str, ...], everywhere: bool = False) -> Specimen:
    """A trail; one of ``everywhere`` is listed in another region too."""
    name = lot.name("audit")
    arn = lot.arn("cloudtrail", f"trail/{name}")
    trail = {"TrailARN": arn, "Name": name, "HomeRegion": lot.region}
    regions = [one for one in HOMES if one != lot.region][:1] if everywhere else []
    return Specimen(
        resource_id=arn,
        arn=arn,
        created=None,
        charges=tuple(_events(lot, usage) for usage in counted_as),
        told=tuple(
            Told(client="cloudtrail", operation="ListTrails", item=trail, region=one)
            for one in (None, *regions)
        ),
    )


def _events(lot: Lot, usage: str) -> Charge:
    return Charge(
        product_code="AWSCloudTrail",
        product_name="AWS CloudTrail",
        family=f"Management Tools - AWS CloudTrail {usage}",
        usage=usage,
        operation="None",
        usd=Decimal(USD[usage]),
        unit="Events",
        per_hour=Decimal(lot.dice.randint(2_000, 30_000)),
        saved=ALL if usage == PAID else NOTHING,
        category="Management and Governance",
        subcategory="Observability",
    )


KINDS = (
    Kind(
        name="paid-copy-of-management-events",
        make=_trail,
        forms=(
            lambda _lot: {"counted_as": (PAID,)},
            lambda _lot: {"counted_as": (PAID, OF_DATA, "InsightsEvents"), "everywhere": True},
        ),
        decoys={
            "copy": lambda _lot: {"counted_as": (FREE, "InsightsEvents"), "everywhere": True},
            "management events": lambda _lot: {"counted_as": (OF_DATA,)},
        },
    ),
)
"""Trails."""
