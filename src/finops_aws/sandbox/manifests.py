"""Manifests: what a delivery consists of, written after its last data file.

The documented part of a Data Exports manifest is its place and that it lists the
data files; the keys follow exports seen in public code (``dataFiles`` holds whole
S3 addresses). Legacy: docs.aws.amazon.com/cur/latest/userguide/view-cur.html
"""

import json
from dataclasses import dataclass
from pathlib import Path

from finops_aws.sandbox.layout import BUCKET, Delivery
from finops_aws.sandbox.months import Month
from finops_aws.sandbox.projection import Column
from finops_aws.sandbox.request import Shape

EXPORT_TYPES = {
    "text": "string",
    "rate": "string",
    "moneytext": "string",
    "money": "double",
    "double": "double",
    "time": "timestamp_milliseconds",
    "discount": "map<string, double>",
    "map": "map<string, string>",
    "tags": "map<string, string>",
    "product": "map<string, string>",
}
LEGACY_TYPES = {"money": "OptionalBigDecimal", "double": "OptionalBigDecimal", "time": "DateTime"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a delivery holds: columns, and data files by their keys."""

    shape: Shape
    columns: list[Column]
    keys: list[str]
    payer: str


def write_manifests(folder: Path, delivery: Delivery, *, month: Month, content: Content) -> None:
    """Write the delivery's manifest, or two in a legacy report that keeps its versions."""
    make = _legacy if content.shape.is_legacy else _data_export
    text = json.dumps(make(delivery, month, content), indent=2)
    for key in delivery.manifests:
        path = folder / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")


def _data_export(delivery: Delivery, month: Month, content: Content) -> dict[str, object]:
    arn = f"arn:aws:bcm-data-exports:us-east-1:{content.payer}:export/{delivery.export}"
    return {
        "exportArn": arn,
        "exportName": delivery.export,
        "executionId": delivery.execution,
        "account": content.payer,
        "createdAt": f"{delivery.created:%Y-%m-%dT%H:%M:%S.000Z}",
        "billingPeriod": _period(month, "%Y-%m-%dT%H:%M:%S.000Z"),
        "bucket": BUCKET,
        "compression": "PARQUET" if content.shape.is_parquet else "GZIP",
        "contentType": "Parquet" if content.shape.is_parquet else "text/csv",
        "columns": [{"name": column.name, "type": EXPORT_TYPES[column.kind]} for column in content.columns],
        "dataFiles": [f"s3://{BUCKET}/{key}" for key in content.keys],
    }


def _legacy(delivery: Delivery, month: Month, content: Content) -> dict[str, object]:
    compression = {Shape.LEGACY_CSV: "GZIP", Shape.LEGACY_CSV_ZIP: "ZIP"}.get(content.shape, "Parquet")
    return {
        "assemblyId": delivery.execution,
        "account": content.payer,
        "columns": [_legacy_column(column) for column in content.columns],
        "charset": "UTF-8",
        "compression": compression,
        "contentType": "Parquet" if content.shape.is_parquet else "text/csv",
        "reportId": delivery.execution.replace("-", ""),
        "reportName": delivery.export,
        "billingPeriod": _period(month, "%Y%m%dT%H%M%S.000Z"),
        "bucket": BUCKET,
        "reportKeys": content.keys,
        "additionalArtifactKeys": [],
    }


def _legacy_column(column: Column) -> dict[str, str]:
    category, slash, name = column.name.partition("/")
    if not slash:
        category, _, name = column.name.partition("_")
    return {"category": category, "name": name, "type": LEGACY_TYPES.get(column.kind, "OptionalString")}


def _period(month: Month, form: str) -> dict[str, str]:
    return {"start": month.start.strftime(form), "end": month.end.strftime(form)}
