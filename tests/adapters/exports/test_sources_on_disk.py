import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from finops_aws.adapters.exports.locations import ExportSources
from finops_aws.domain.visibility.delivery import ExportFile, FoundDelivery
from finops_aws.errors import (
    AccessDenied,
    CorruptFile,
    ExportChanged,
    ExportNotReady,
    NotFound,
    SchemaMismatch,
)

JANUARY = "BILLING_PERIOD=2026-01"
FEBRUARY = "BILLING_PERIOD=2026-02"
NOBODY = 65534


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


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without the right to read everything that a test run as root would have."""
    was = os.geteuid()
    if was == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(was)


# One file, one folder


def test_one_file_is_one_delivery(tmp_path: Path) -> None:
    path = put(tmp_path / "bills" / "january.csv", "header\nline\n")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    put(tmp_path / "bills" / "february.csv")

    assert find(path) == [
        FoundDelivery(
            export="bills",
            delivery_id=find(path)[0].delivery_id,
            billing_period=None,
            delivered_at=datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC),
            files=(ExportFile(str(path), path, 12, "12-1700000000000000000"),),
            manifest=None,
        )
    ]


def test_a_file_asked_for_by_name_is_a_bill_whatever_its_name(tmp_path: Path) -> None:
    assert file_names(find(put(tmp_path / "bill.dat"))[0]) == ["bill.dat"]


def test_all_bills_of_a_folder_are_one_delivery(tmp_path: Path) -> None:
    for name in ("b.csv.gz", "a.parquet", "c.zip", "d.csv"):
        put(tmp_path / "bills" / name)
    for name in (".hidden.csv", "_SUCCESS", "notes.md", "query.json", "NOTICE", ".git/x.csv"):
        put(tmp_path / "bills" / name)

    (delivery,) = find(tmp_path / "bills")

    assert (delivery.export, delivery.billing_period, delivery.manifest) == ("bills", None, None)
    assert file_names(delivery) == ["a.parquet", "b.csv.gz", "c.zip", "d.csv"]


def test_every_folder_is_a_delivery_and_may_name_its_period(tmp_path: Path) -> None:
    put(tmp_path / "cur2" / JANUARY / "x.parquet")
    put(tmp_path / "cur2" / "billing_period=2026-02" / "x.parquet")
    put(tmp_path / "others" / "x.csv")

    found = [(d.export, d.billing_period, len(d.files)) for d in find(tmp_path)]

    assert found == [("cur2", "2026-01", 1), ("cur2", "2026-02", 1), ("others", None, 1)]


def test_a_delivery_without_manifest_is_known_by_its_files(tmp_path: Path) -> None:
    path = put(tmp_path / "bills" / "a.csv")
    os.utime(path, ns=(1, 1))
    first = find(tmp_path)[0].delivery_id
    assert find(tmp_path)[0].delivery_id == first

    os.utime(path, ns=(2, 2))

    assert find(tmp_path)[0].delivery_id != first


def test_an_empty_file_is_found_so_that_reading_it_can_fail(tmp_path: Path) -> None:
    assert find(put(tmp_path / "empty.csv", ""))[0].files[0].size_bytes == 0


@pytest.mark.parametrize("name", ["", "absent", "absent.csv"])
def test_nothing_there_is_not_found(tmp_path: Path, name: str) -> None:
    put(tmp_path / "notes.md")

    with pytest.raises(NotFound) as caught:
        find(tmp_path / name)

    assert caught.value.facts["where"] == str(tmp_path / name)


@pytest.mark.parametrize("place", ["", "bills", "bills/a.csv"])
def test_a_folder_that_may_not_be_read_is_access_denied(tmp_path: Path, place: str) -> None:
    put(tmp_path / "bills" / "a.csv")
    (tmp_path / "bills").chmod(0)
    location = tmp_path / place
    try:
        with as_nobody(), pytest.raises(AccessDenied) as caught:
            find(location)
    finally:
        (tmp_path / "bills").chmod(0o755)

    assert caught.value.facts["action"] == "read"


def test_a_manifest_that_may_not_be_read_is_access_denied() -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        path = put_export(folder, names=("1.csv",))
        path.chmod(0)
        with as_nobody(), pytest.raises(AccessDenied) as caught:
            find(folder)

    assert caught.value.facts == {"thing": str(path), "action": "read"}


# Data Exports


def test_only_files_of_the_manifest_count(tmp_path: Path) -> None:
    manifest = put_export(
        tmp_path / "cur2", names=("cur2-00001.csv.gz", "cur2-00002.csv.gz"), executionId="e1"
    )
    for number in (1, 2, 3):
        put(tmp_path / "cur2" / "data" / JANUARY / f"cur2-0000{number}.csv.gz")
    os.utime(manifest, (1_700_000_000, 1_700_000_000))

    (delivery,) = find(tmp_path)

    assert (delivery.export, delivery.delivery_id, delivery.billing_period) == ("cur2", "e1", "2026-01")
    assert delivery.delivered_at == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    assert file_names(delivery) == ["cur2-00001.csv.gz", "cur2-00002.csv.gz"]
    assert delivery.manifest == str(manifest)


@pytest.mark.parametrize(
    "place",
    [
        ".",
        "copy",
        "copy/cur2",
        "copy/cur2/data",
        "copy/cur2/metadata",
        f"copy/cur2/data/{JANUARY}",
        f"copy/cur2/metadata/{JANUARY}",
        f"copy/cur2/metadata/{JANUARY}/cur2-Manifest.json",
    ],
)
def test_any_place_of_a_copied_bucket_leads_to_its_manifest(tmp_path: Path, place: str) -> None:
    put_export(tmp_path / "copy" / "cur2", names=("1.csv.gz",))
    put(tmp_path / "copy" / "cur2" / "data" / JANUARY / "1.csv.gz")
    put(tmp_path / "copy" / "cur2" / "data" / JANUARY / "2.csv.gz")

    (delivery,) = find(tmp_path / place)

    assert file_names(delivery) == ["1.csv.gz"]


def test_a_month_asked_for_leaves_the_others_out(tmp_path: Path) -> None:
    for period in (JANUARY, FEBRUARY):
        put_export(tmp_path / "cur2", period=period, names=("1.csv.gz",))
        put(tmp_path / "cur2" / "data" / period / "1.csv.gz")

    assert [d.billing_period for d in find(tmp_path / "cur2" / "data")] == ["2026-01", "2026-02"]
    assert [d.billing_period for d in find(tmp_path / "cur2" / "data" / FEBRUARY)] == ["2026-02"]


def test_a_manifest_may_lie_beside_its_files(tmp_path: Path) -> None:
    named = {"dataFiles": [f"s3://bills/cur2/data/{JANUARY}/1.csv.gz"]}
    put(tmp_path / "flat" / "cur2-Manifest.json", json.dumps(named))
    put(tmp_path / "flat" / "1.csv.gz")
    put(tmp_path / "flat" / "2.csv.gz")

    (delivery,) = find(tmp_path / "flat")

    assert (delivery.export, file_names(delivery)) == ("cur2", ["1.csv.gz"])


def test_a_month_is_never_made_of_the_files_of_another(tmp_path: Path) -> None:
    put_export(tmp_path / "cur2", names=("1.csv.gz",))
    put(tmp_path / "cur2" / "1.csv.gz")

    with pytest.raises(ExportNotReady):
        find(tmp_path)


def test_a_missing_file_is_named_with_its_manifest(tmp_path: Path) -> None:
    manifest = put_export(tmp_path / "cur2", names=("1.csv.gz", "2.csv.gz"))
    put(tmp_path / "cur2" / "data" / JANUARY / "1.csv.gz")

    with pytest.raises(ExportNotReady) as caught:
        find(tmp_path)

    assert caught.value.facts == {
        "location": str(tmp_path),
        "reason": f"the manifest {manifest} names finance/cur2/data/{JANUARY}/2.csv.gz, which is not there",
    }


@pytest.mark.parametrize("place", [".", "cur2", f"cur2/data/{FEBRUARY}"])
def test_files_of_a_month_without_manifest_are_not_ready(tmp_path: Path, place: str) -> None:
    put_export(tmp_path / "cur2", names=("1.csv.gz",))
    put(tmp_path / "cur2" / "data" / JANUARY / "1.csv.gz")
    put(tmp_path / "cur2" / "data" / FEBRUARY / "1.csv.gz")

    with pytest.raises(ExportNotReady, match="files of 2026-02 but no manifest"):
        find(tmp_path / place)


def test_files_beside_an_empty_metadata_folder_are_not_ready(tmp_path: Path) -> None:
    (tmp_path / "cur2" / "metadata").mkdir(parents=True)
    put(tmp_path / "cur2" / "data" / JANUARY / "1.csv.gz")

    with pytest.raises(ExportNotReady, match="files of 2026-01 but no manifest"):
        find(tmp_path)


def test_files_without_any_metadata_folder_are_taken_as_they_lie(tmp_path: Path) -> None:
    put(tmp_path / "cur2" / "data" / JANUARY / "1.csv.gz")

    (delivery,) = find(tmp_path)

    assert (delivery.export, delivery.billing_period, delivery.manifest) == ("cur2", "2026-01", None)


def test_every_execution_is_a_delivery_oldest_first(tmp_path: Path) -> None:
    root = tmp_path / "cur2"
    executions = ["2026-01-20T00:00:00.000Z-aa", "2026-01-05T00:00:00.000Z-bb"]
    for execution in executions:
        put(root / "data" / JANUARY / execution / "cur2-00001.csv.gz")
        content = json.dumps(
            {
                "executionId": execution[-2:],
                "dataFiles": [f"s3://bills/cur2/data/{JANUARY}/{execution}/cur2-00001.csv.gz"],
            }
        )
        put(root / "metadata" / JANUARY / execution / "cur2-Manifest.json", content)
        if execution.endswith("aa"):
            put(root / "metadata" / JANUARY / "cur2-Manifest.json", content)

    found = find(tmp_path)

    assert [(d.delivery_id, d.delivered_at.day, d.billing_period) for d in found] == [
        ("bb", 5, "2026-01"),
        ("aa", 20, "2026-01"),
    ]
    assert [d.files[0].path.parent.name for d in found] == [executions[1], executions[0]]
    assert [Path(d.manifest or "").parent.name for d in found] == [executions[1], executions[0]]


def test_executions_without_a_time_are_ordered_by_when_they_were_written(tmp_path: Path) -> None:
    for execution, seconds in (("aa", 2_000), ("bb", 1_000)):
        put(tmp_path / "cur2" / "data" / JANUARY / execution / "1.csv.gz")
        named = {"executionId": execution, "dataFiles": [f"s3://b/cur2/data/{JANUARY}/{execution}/1.csv.gz"]}
        manifest = tmp_path / "cur2" / "metadata" / JANUARY / execution / "cur2-Manifest.json"
        os.utime(put(manifest, json.dumps(named)), (seconds, seconds))

    assert [d.delivery_id for d in find(tmp_path)] == ["bb", "aa"]


def test_payers_side_by_side_are_exports_of_their_own(tmp_path: Path) -> None:
    for payer in ("north", "south"):
        put_export(tmp_path / payer, names=("1.csv.gz",), executionId="same")
        put(tmp_path / payer / "data" / JANUARY / "1.csv.gz")

    assert [(d.export, d.delivery_id) for d in find(tmp_path)] == [("north", "same"), ("south", "same")]


def test_exports_that_share_a_name_are_told_apart_by_their_folder(tmp_path: Path) -> None:
    for payer in ("north", "south"):
        put_export(tmp_path / payer / "cur2", names=("1.csv.gz",))
        put(tmp_path / payer / "cur2" / "data" / JANUARY / "1.csv.gz")

    assert [d.export for d in find(tmp_path)] == ["north/cur2", "south/cur2"]


def test_bills_outside_the_exports_of_a_folder_count_too(tmp_path: Path) -> None:
    put_export(tmp_path / "cur2", names=("1.csv.gz",))
    put(tmp_path / "cur2" / "data" / JANUARY / "1.csv.gz")
    put(tmp_path / "older" / "2024.csv")

    assert [(d.export, file_names(d)) for d in find(tmp_path)] == [
        ("cur2", ["1.csv.gz"]),
        ("older", ["2024.csv"]),
    ]


def test_a_damaged_manifest_is_named(tmp_path: Path) -> None:
    path = put(tmp_path / "cur2" / "metadata" / JANUARY / "cur2-Manifest.json", "{")

    with pytest.raises(CorruptFile) as caught:
        find(tmp_path)

    assert caught.value.facts["path"] == str(path)


def test_a_manifest_without_files_list_is_a_mismatch(tmp_path: Path) -> None:
    put(tmp_path / "cur2" / "metadata" / JANUARY / "cur2-Manifest.json", "{}")

    with pytest.raises(SchemaMismatch, match="neither dataFiles nor reportKeys"):
        find(tmp_path)


# Legacy CUR


def put_report(root: Path, *, assembly: str, manifest_in: str, file: str) -> Path:
    fields = {
        "assemblyId": assembly,
        "reportName": "report",
        "billingPeriod": {"start": "20260101T000000.000Z", "end": "20260201T000000.000Z"},
        "reportKeys": [f"finance/report/{file}"],
    }
    put(root / file)
    return put(root / manifest_in / "report-Manifest.json", json.dumps(fields))


@pytest.mark.parametrize("place", [".", "report", "report/20260101-20260201"])
def test_a_legacy_report_that_overwrites_is_one_delivery(tmp_path: Path, place: str) -> None:
    root = tmp_path / "report"
    month = "20260101-20260201"
    put_report(root, assembly="a1", manifest_in=month, file=f"{month}/report-1.csv.gz")
    put(root / month / "report-2.csv.gz")

    (delivery,) = find(tmp_path / place)

    assert (delivery.export, delivery.delivery_id, delivery.billing_period) == ("report", "a1", "2026-01")
    assert file_names(delivery) == ["report-1.csv.gz"]


def test_every_assembly_counts_once_though_the_latest_manifest_is_copied(tmp_path: Path) -> None:
    root = tmp_path / "report"
    month = "20260101-20260201"
    for assembly in ("20260110T000000Z", "20260120T000000Z"):
        file = f"{month}/{assembly}/report-1.csv.zip"
        put_report(root, assembly=assembly, manifest_in=f"{month}/{assembly}", file=file)
    put_report(
        root,
        assembly="20260120T000000Z",
        manifest_in=month,
        file=f"{month}/20260120T000000Z/report-1.csv.zip",
    )

    found = find(tmp_path)

    assert [(d.delivery_id, d.delivered_at.day) for d in found] == [
        ("20260110T000000Z", 10),
        ("20260120T000000Z", 20),
    ]
    assert [d.files[0].path.parent.name for d in found] == ["20260110T000000Z", "20260120T000000Z"]


@pytest.mark.parametrize("place", [".", "report/20260101-20260201"])
def test_a_legacy_parquet_report_keeps_its_files_in_another_folder(tmp_path: Path, place: str) -> None:
    file = "report/year=2026/month=1/report-00001.snappy.parquet"
    put_report(tmp_path / "report", assembly="a1", manifest_in="20260101-20260201", file=file)
    put(tmp_path / "report" / "report" / "year=2026" / "month=1" / "report-00002.snappy.parquet")

    (delivery,) = find(tmp_path / place)

    assert file_names(delivery) == ["report-00001.snappy.parquet"]
    assert delivery.billing_period == "2026-01"


# What find saw


def test_a_file_as_find_saw_it_is_unchanged(tmp_path: Path) -> None:
    path = put(tmp_path / "a.csv")

    sources(tmp_path).verify_unchanged(find(path)[0].files[0])


def test_a_rewritten_file_has_changed_though_its_size_is_the_same(tmp_path: Path) -> None:
    path = put(tmp_path / "a.csv", "x")
    os.utime(path, ns=(1, 1))
    file = find(path)[0].files[0]
    os.utime(put(path, "y"), ns=(2, 2))

    with pytest.raises(ExportChanged) as caught:
        sources(tmp_path).verify_unchanged(file)

    assert caught.value.facts == {"path": str(path)}


def test_a_file_that_is_gone_has_changed(tmp_path: Path) -> None:
    path = put(tmp_path / "a.csv")
    file = find(path)[0].files[0]
    path.unlink()

    with pytest.raises(ExportChanged):
        sources(tmp_path).verify_unchanged(file)


def test_a_folder_is_read_without_loading_boto3() -> None:
    code = (
        "import sys, finops_aws.adapters.exports.locations; print({'boto3', 'botocore'} & set(sys.modules))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "set()"
