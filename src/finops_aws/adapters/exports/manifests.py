"""An export's manifest: which files make up one delivery.

AWS describes what a manifest holds, not its keys; these were checked against manifests in public use.
Data Exports (CUR 2.0, FOCUS): ``dataFiles`` (S3 URIs), ``executionId``, ``exportArn``, ``columns``.
Legacy CUR: ``reportKeys`` (keys), ``assemblyId``, ``reportName``, ``billingPeriod.start``, ``columns``.
"""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from finops_aws.adapters.exports.layout import export_root, period_of, stamp_in
from finops_aws.adapters.exports.trees import TreeFile, folder_of, name_of
from finops_aws.errors import CorruptFile, ExportNotReady, SchemaMismatch

_S3_URI = re.compile(r"s3[an]?://[^/]+/")
_TIMES = ("completedAt", "createdAt", "deliveredAt", "lastUpdatedAt")


@dataclass(frozen=True, slots=True)
class Manifest:
    """One delivery as its manifest tells it; ``names`` are keys in the bucket the export wrote to."""

    uri: str
    key: str
    root: str
    export: str
    delivery_id: str | None
    billing_period: str | None
    delivered_at: datetime
    names: tuple[str, ...]


def parse_manifest(content: bytes, *, file: TreeFile) -> Manifest:
    """The manifest in ``content``, read from ``file``.

    Raises CorruptFile (not JSON), SchemaMismatch (no list of files), ExportNotReady (an empty list).
    """
    fields = _fields(content, file)
    names = _names(fields, file)
    return Manifest(
        uri=file.uri,
        key=file.key,
        root=export_root(file.key),
        export=_export(fields, file),
        delivery_id=_text(fields, "executionId") or _text(fields, "assemblyId"),
        billing_period=_billing_period(fields, file, first_name=names[0]),
        delivered_at=_delivered_at(fields, file, first_name=names[0]),
        names=names,
    )


def _fields(content: bytes, file: TreeFile) -> dict[str, Any]:
    try:
        fields = json.loads(content)
    except ValueError as error:
        raise CorruptFile(path=file.uri, reason=f"not JSON: {error}") from error
    if not isinstance(fields, dict):
        raise SchemaMismatch(path=file.uri, reason="the manifest is not a JSON object")
    return fields


def _names(fields: dict[str, Any], file: TreeFile) -> tuple[str, ...]:
    listed = fields.get("reportKeys") if fields.get("dataFiles") is None else fields["dataFiles"]
    if listed is None:
        raise SchemaMismatch(path=file.uri, reason="the manifest has neither dataFiles nor reportKeys")
    if not isinstance(listed, list) or not all(isinstance(name, str) and name for name in listed):
        raise SchemaMismatch(path=file.uri, reason="dataFiles or reportKeys is not a list of file names")
    if not listed:
        raise ExportNotReady(location=file.uri, reason="the manifest names no files")
    return tuple(dict.fromkeys(_S3_URI.sub("", name, count=1).lstrip("/") for name in listed))


def _export(fields: dict[str, Any], file: TreeFile) -> str:
    # A manifest may be called just Manifest.json; then the folder above ``metadata`` bears the name.
    stem = re.sub(r"-?manifest\.json$", "", name_of(file.key), flags=re.IGNORECASE)
    root_name = name_of(export_root(file.key))
    return _text(fields, "reportName") or _text(fields, "exportName") or stem or root_name


def _billing_period(fields: dict[str, Any], file: TreeFile, *, first_name: str) -> str | None:
    period = fields.get("billingPeriod")
    start = str(period.get("start", "")) if isinstance(period, dict) else ""
    found = re.match(r"(\d{4})-?(\d{2})", start)
    # The key AWS wrote to comes first: the folders of a copy may be anyone's.
    return period_of(first_name) or (f"{found[1]}-{found[2]}" if found else period_of(file.key))


def _delivered_at(fields: dict[str, Any], file: TreeFile, *, first_name: str) -> datetime:
    for name in _TIMES:
        if moment := _moment(_text(fields, name)):
            return moment
    execution = _text(fields, "executionId") or _text(fields, "assemblyId") or ""
    own_folder = name_of(folder_of(file.key))
    stamps = (stamp_in(text) for text in (execution, own_folder, first_name))
    return next((stamp for stamp in stamps if stamp), file.modified_at)


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _text(fields: dict[str, Any], name: str) -> str | None:
    found = fields.get(name)
    return found if isinstance(found, str) and found else None
