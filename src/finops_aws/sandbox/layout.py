"""Where a delivery lies on disk, as AWS lays it out in a bucket."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from finops_aws.sandbox.months import Month
from finops_aws.sandbox.request import BillRequest, Layout, Shape

BUCKET = "sandbox-bills"
EXPORT_NAMES = {
    Shape.CUR2_PARQUET: "ipe-cur2",
    Shape.CUR2_PARQUET_FLAT: "ipe-cur2-flat",
    Shape.CUR2_CSV: "ipe-cur2-csv",
    Shape.LEGACY_CSV: "ipe-cur",
    Shape.LEGACY_CSV_ZIP: "ipe-cur-zip",
    Shape.LEGACY_PARQUET: "ipe-cur-parquet",
    Shape.FOCUS_1_0_CSV: "ipe-focus-1-0",
    Shape.FOCUS_1_2_PARQUET: "ipe-focus-1-2",
    Shape.FOCUS_1_2_CSV: "ipe-focus-1-2-csv",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One delivery of one month: its keys are relative to the bill's folder."""

    number: int
    export: str
    execution: str
    created: datetime
    data_folder: str
    data_name: str
    manifests: tuple[str, ...]


def export_folder(request: BillRequest, payer: str) -> str:
    """Name the export's folder; several payers have one each."""
    name = EXPORT_NAMES[request.shape]
    name = name if request.payers == 1 else f"{name}-{payer}"
    return f"legacy/{name}" if request.shape.is_legacy else name


def delivery(request: BillRequest, month: Month, *, payer: str, number: int, seed: int) -> Delivery:
    """Place delivery ``number`` (1 estimated, 2 closed, 3 restated) of a month."""
    folder = export_folder(request, payer)
    name = folder.rpartition("/")[2]
    execution = _uuid(f"{seed}-{request.until}-{request.lines}-{payer}-{month.period}-{number}")
    created = month.end + timedelta(days=(-2, 7, 12)[number - 1], hours=6, minutes=month.position)
    until = datetime(request.until.year, request.until.month, request.until.day, tzinfo=UTC)
    created = min(created, until) if number == 1 else created
    place = _legacy if request.shape.is_legacy else _data_export
    data_folder, manifests = place(request, month, folder=folder, execution=execution, created=created)
    return Delivery(
        number=number,
        export=name,
        execution=execution,
        created=created,
        data_folder=data_folder,
        data_name=_data_name(request.shape, name),
        manifests=manifests,
    )


def _data_name(shape: Shape, name: str) -> str:
    """Give the file name's pattern with a place for the chunk's number."""
    if shape.is_legacy:
        ending = {Shape.LEGACY_CSV: "csv.gz", Shape.LEGACY_CSV_ZIP: "csv.zip"}.get(shape, "snappy.parquet")
        return f"{name}-{{chunk}}.{ending}"
    return f"{name}-{{chunk:05d}}.{'snappy.parquet' if shape.is_parquet else 'csv.gz'}"


def _data_export(
    request: BillRequest, month: Month, *, folder: str, execution: str, created: datetime
) -> tuple[str, tuple[str, ...]]:
    partition = f"BILLING_PERIOD={month.period}"
    if request.layout is Layout.CREATE_NEW:
        partition += f"/{created:%Y%m%dT%H%M%SZ}-{execution}"
    name = folder.rpartition("/")[2]
    return f"{folder}/data/{partition}", (f"{folder}/metadata/{partition}/{name}-Manifest.json",)


def _legacy(
    request: BillRequest, month: Month, *, folder: str, execution: str, created: datetime
) -> tuple[str, tuple[str, ...]]:
    """Put a manifest at the period's root too: there the latest delivery's replaces the one before."""
    del created
    name = folder.rpartition("/")[2]
    root = f"{folder}/{month.start:%Y%m%d}-{month.end:%Y%m%d}"
    top = f"{root}/{name}-Manifest.json"
    if request.layout is Layout.OVERWRITE:
        return root, (top,)
    return f"{root}/{execution}", (f"{root}/{execution}/{name}-Manifest.json", top)


def _uuid(seed: str) -> str:
    text = f"{random.Random(seed).getrandbits(128):032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
