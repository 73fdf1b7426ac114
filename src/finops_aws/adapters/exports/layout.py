"""How AWS lays exports out in a bucket, as functions of a key.

Data Exports   <export>/data/BILLING_PERIOD=2026-01/[<time>-<execution>/]<export>-00001.snappy.parquet
               <export>/metadata/BILLING_PERIOD=2026-01/[<time>-<execution>/]<export>-Manifest.json
legacy CUR     <report>/20260101-20260201/[<assembly>/]<report>-Manifest.json and -1.csv.gz
               <report>/<report>/year=2026/month=1/<report>-00001.snappy.parquet

https://docs.aws.amazon.com/cur/latest/userguide/dataexports-export-delivery.html
https://docs.aws.amazon.com/cur/latest/userguide/understanding-report-versions.html
"""

import re
from datetime import UTC, datetime

from finops_aws.adapters.exports.trees import folder_of, join, name_of

_PERIOD = re.compile(r"billing_period=(\d{4}-\d{2})", re.IGNORECASE)
_DATE_RANGE = re.compile(r"(\d{4})(\d{2})\d{2}-\d{8}")
_PARTITION = re.compile(r"(?:billing_period|year|month|date)=.+|\d{8}-\d{8}", re.IGNORECASE)
_MANIFEST = re.compile(r"(?:.*-)?manifest\.json", re.IGNORECASE)
_BILL = re.compile(r".+\.(?:csv|gz|zip|parquet|parq)", re.IGNORECASE)
_STAMP = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z|\d{8}T\d{6}(?:\.\d+)?Z")


def is_manifest(key: str) -> bool:
    """Whether the file lists an export's files; ``…RedshiftManifest.json`` and its like do not."""
    return _MANIFEST.fullmatch(name_of(key)) is not None


def is_bill(key: str) -> bool:
    return _BILL.fullmatch(name_of(key)) is not None


def period_of(key: str) -> str | None:
    """The billing period (YYYY-MM) that a part of the key names, the last one if several do."""
    for part in reversed(key.split("/")):
        if found := _PERIOD.fullmatch(part):
            return found[1]
        if found := _DATE_RANGE.fullmatch(part):
            return f"{found[1]}-{found[2]}"
    return None


def export_root(manifest_key: str) -> str:
    """The folder that holds both the manifest and the files it names."""
    parts = folder_of(manifest_key).split("/")
    if "metadata" in parts:
        return "/".join(parts[: _last(parts, "metadata")])
    ranges = [place for place, part in enumerate(parts) if _DATE_RANGE.fullmatch(part)]
    return "/".join(parts[: ranges[-1]] if ranges else parts)


def export_folder(key: str) -> str:
    """The folder that names the export of a file without manifest: its own, above partitions and ``data``."""
    parts = folder_of(key).split("/")
    place = partition_place(parts)
    if place is None:
        return "/".join(parts)
    above = place - 1 if place and parts[place - 1] == "data" else place
    return "/".join(parts[:above])


def partition_place(parts: list[str]) -> int | None:
    """Where the last run of partitions begins: ``BILLING_PERIOD=``, ``year=``, a date range."""
    places = [place for place, part in enumerate(parts) if _PARTITION.fullmatch(part)]
    if not places:
        return None
    place = places[-1]
    while place and _PARTITION.fullmatch(parts[place - 1]):
        place -= 1
    return place


def has_partition(key: str) -> bool:
    return partition_place(folder_of(key).split("/")) is not None


def data_partition(key: str) -> tuple[str, str] | None:
    """The export root and billing period of a file of the ``data`` folder of a Data Export."""
    parts = folder_of(key).split("/")
    for place in range(1, len(parts)):
        found = _PERIOD.fullmatch(parts[place])
        if found and parts[place - 1] == "data":
            return "/".join(parts[: place - 1]), found[1]
    return None


def enclosing_export(key: str) -> tuple[str, str | None] | None:
    """The export root, and period if one is named, when the key lies inside an export's own folders."""
    parts = key.split("/")
    for place, part in enumerate(parts):
        below = parts[place + 1] if place + 1 < len(parts) else None
        if part in ("data", "metadata") and (below is None or _PERIOD.fullmatch(below)):
            return "/".join(parts[:place]), period_of(key)
        if _DATE_RANGE.fullmatch(part):
            return "/".join(parts[:place]), period_of(key)
    return None


def stamp_in(text: str) -> datetime | None:
    """The last time stamp written in a text (``2026-01-05T04:10:22.123Z``, ``20260105T041022Z``)."""
    stamps = _STAMP.findall(text)
    return datetime.fromisoformat(stamps[-1]).astimezone(UTC) if stamps else None


def resting_places(name: str, *, root: str, beside: str) -> list[str]:
    """Keys under which a file named by a manifest may lie, the likeliest first.

    A copy of a bucket keeps the end of the key. The partition has to be part of that end, so that
    one month is never taken for another; only beside its manifest may a file stand without it.
    """
    parts = name.split("/")
    place = partition_place(parts)
    shortest = len(parts) - 1 if place is None else place
    copies = [join(root, *parts[start:]) for start in range(shortest + 1)]
    return [name, *copies, join(beside, parts[-1])]


def _last(parts: list[str], wanted: str) -> int:
    return len(parts) - 1 - parts[::-1].index(wanted)
