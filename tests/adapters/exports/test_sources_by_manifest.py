import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from finops_aws.errors import CorruptFile, ExportNotReady, SchemaMismatch
from tests.adapters.exports.bill_folders import FEBRUARY, JANUARY, file_names, find, put, put_export

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


def test_where_there_are_manifests_no_other_file_counts(tmp_path: Path) -> None:
    put_export(tmp_path / "cur2", names=("1.csv.gz",))
    put(tmp_path / "cur2" / "data" / JANUARY / "1.csv.gz")
    put(tmp_path / "truth" / "controls.csv")

    assert [(d.export, file_names(d)) for d in find(tmp_path)] == [("cur2", ["1.csv.gz"])]


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
