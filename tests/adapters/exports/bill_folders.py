"""Folders of bills as tests lay them out; what is in a file does not matter for finding it."""

import json
from pathlib import Path
from typing import Any

from finops_aws.adapters.exports.locations import ExportSources
from finops_aws.domain.visibility.delivery import FoundDelivery

JANUARY = "BILLING_PERIOD=2026-01"
FEBRUARY = "BILLING_PERIOD=2026-02"


class NoProgress:
    def step(self, name: str, total: int) -> Any:
        raise AssertionError("nothing is downloaded from a folder")


def no_client() -> Any:
    raise AssertionError("a folder needs no AWS")


def sources(tmp_path: Path) -> ExportSources:
    return ExportSources(cache=tmp_path / "cache", progress=NoProgress(), s3_client=no_client)


def find(location: Path) -> list[FoundDelivery]:
    return list(sources(location).find(str(location)))


def put(path: Path, content: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    return path


def put_export(root: Path, *, period: str = JANUARY, names: tuple[str, ...], **fields: Any) -> Path:
    """A Data Exports manifest in ``root`` that names files as they lay in s3://bills/finance/<root>."""
    named = [f"s3://bills/finance/{root.name}/data/{period}/{name}" for name in names]
    manifest = root / "metadata" / period / f"{root.name}-Manifest.json"
    return put(manifest, json.dumps({"dataFiles": named, **fields}))


def file_names(delivery: FoundDelivery) -> list[str]:
    return [file.path.name for file in delivery.files]
