import json
from datetime import UTC, datetime
from typing import Any

import pytest

from finops_aws.adapters.exports.layout import (
    enclosing_export,
    export_folder,
    export_root,
    is_bill,
    is_manifest,
    period_of,
    resting_places,
)
from finops_aws.adapters.exports.manifests import Manifest, parse_manifest
from finops_aws.adapters.exports.trees import TreeFile
from finops_aws.errors import CorruptFile, ExportNotReady, SchemaMismatch

JANUARY = "BILLING_PERIOD=2026-01"
WRITTEN = datetime(2026, 2, 3, 4, 5, tzinfo=UTC)
EXPORT_KEY = "pre/cur2/metadata/BILLING_PERIOD=2026-01/cur2-Manifest.json"
REPORT_KEY = "pre/report/20260101-20260201/report-Manifest.json"


def parsed(key: str, **fields: Any) -> Manifest:
    return parse_manifest(json.dumps(fields).encode(), file=listed(key))


def listed(key: str) -> TreeFile:
    return TreeFile(key=key, uri=f"s3://b/{key}", size_bytes=1, fingerprint="f", modified_at=WRITTEN)


def test_a_data_export_manifest_names_its_files_by_s3_uri() -> None:
    manifest = parsed(
        EXPORT_KEY,
        executionId="7f1c",
        exportArn="arn:aws:bcm-data-exports:us-east-1:111122223333:export/cur2-1",
        columns=[],
        dataFiles=["s3://b/pre/cur2/data/BILLING_PERIOD=2026-01/cur2-00001.snappy.parquet"],
    )

    assert manifest == Manifest(
        uri=f"s3://b/{EXPORT_KEY}",
        key=EXPORT_KEY,
        root="pre/cur2",
        export="cur2",
        delivery_id="7f1c",
        billing_period="2026-01",
        delivered_at=WRITTEN,
        names=("pre/cur2/data/BILLING_PERIOD=2026-01/cur2-00001.snappy.parquet",),
    )


def test_a_legacy_manifest_names_its_files_by_key() -> None:
    manifest = parsed(
        REPORT_KEY,
        assemblyId="20260203T010203Z",
        reportName="report",
        billingPeriod={"start": "20260101T000000.000Z", "end": "20260201T000000.000Z"},
        reportKeys=["pre/report/20260101-20260201/report-1.csv.gz"],
    )

    assert (manifest.root, manifest.export, manifest.delivery_id) == (
        "pre/report",
        "report",
        "20260203T010203Z",
    )
    assert manifest.billing_period == "2026-01"
    assert manifest.delivered_at == datetime(2026, 2, 3, 1, 2, 3, tzinfo=UTC)
    assert manifest.names == ("pre/report/20260101-20260201/report-1.csv.gz",)


@pytest.mark.parametrize(
    ("key", "fields", "expected"),
    [
        (EXPORT_KEY, {}, WRITTEN),
        (EXPORT_KEY, {"createdAt": "2026-02-01T10:00:00Z"}, datetime(2026, 2, 1, 10, tzinfo=UTC)),
        (EXPORT_KEY, {"createdAt": "2026-02-01T10:00:00"}, datetime(2026, 2, 1, 10, tzinfo=UTC)),
        (EXPORT_KEY, {"createdAt": "yesterday"}, WRITTEN),
        (
            EXPORT_KEY,
            {"executionId": "2026-01-05T04:10:22.500Z-7f1c"},
            datetime(2026, 1, 5, 4, 10, 22, 500000, UTC),
        ),
        (
            "cur2/metadata/BILLING_PERIOD=2026-01/2026-01-06T00:00:00.000Z-9a/cur2-Manifest.json",
            {"executionId": "9a"},
            datetime(2026, 1, 6, tzinfo=UTC),
        ),
        (
            EXPORT_KEY,
            {
                "dataFiles": [
                    "s3://b/cur2/data/BILLING_PERIOD=2026-01/2026-01-07T00:00:00Z-9a/cur2-00001.csv.gz"
                ]
            },
            datetime(2026, 1, 7, tzinfo=UTC),
        ),
    ],
)
def test_a_delivery_is_dated_by_its_manifest_then_its_execution_then_its_file(
    key: str, fields: dict[str, Any], expected: datetime
) -> None:
    assert parsed(key, **{"dataFiles": ["s3://b/x.csv"], **fields}).delivered_at == expected


@pytest.mark.parametrize(
    ("key", "name", "fields", "expected"),
    [
        ("flat/Manifest.json", f"cur2/data/{JANUARY}/1.csv", {}, "2026-01"),
        (
            "flat/Manifest.json",
            "report/year=2026/month=1/1.parquet",
            {"start": "20260101T000000.000Z"},
            "2026-01",
        ),
        ("flat/Manifest.json", "1.csv", {"start": "2026-01-01T00:00:00Z"}, "2026-01"),
        ("20250101-20250201/Manifest.json", f"cur2/data/{JANUARY}/1.csv", {}, "2026-01"),
        (REPORT_KEY, "1.csv", {}, "2026-01"),
        ("flat/Manifest.json", "1.csv", {}, None),
    ],
)
def test_the_billing_period_is_in_the_key_of_the_file_or_in_the_manifest_or_in_its_folder(
    key: str, name: str, fields: dict[str, str], expected: str | None
) -> None:
    assert parsed(key, dataFiles=[name], billingPeriod=fields).billing_period == expected


def test_a_list_that_is_null_is_no_list() -> None:
    assert parsed(REPORT_KEY, dataFiles=None, reportKeys=["a.csv"]).names == ("a.csv",)


def test_a_file_named_twice_counts_once() -> None:
    assert parsed(REPORT_KEY, reportKeys=["a.csv", "b.csv", "a.csv"]).names == ("a.csv", "b.csv")


def test_a_manifest_without_a_name_of_its_own_takes_its_folders() -> None:
    key = "pre/focus/metadata/BILLING_PERIOD=2026-01/Manifest.json"

    assert parsed(key, dataFiles=["s3://b/x.csv"]).export == "focus"


def test_a_manifest_that_is_not_json_is_corrupt() -> None:
    with pytest.raises(CorruptFile) as caught:
        parse_manifest(b'{"dataFiles": [', file=listed(EXPORT_KEY))

    assert caught.value.facts["path"] == f"s3://b/{EXPORT_KEY}"
    assert caught.value.facts["reason"].startswith("not JSON: ")


def test_a_manifest_with_a_byte_that_is_not_utf_8_is_corrupt() -> None:
    with pytest.raises(CorruptFile):
        parse_manifest(b'{"dataFiles": ["\xff"]}', file=listed(EXPORT_KEY))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ({"executionId": "1"}, "the manifest has neither dataFiles nor reportKeys"),
        ({"dataFiles": "x.csv"}, "dataFiles or reportKeys is not a list of file names"),
        ({"reportKeys": [7]}, "dataFiles or reportKeys is not a list of file names"),
        ({"reportKeys": [""]}, "dataFiles or reportKeys is not a list of file names"),
        ([], "the manifest is not a JSON object"),
    ],
)
def test_a_manifest_says_what_it_lacks(content: object, reason: str) -> None:
    with pytest.raises(SchemaMismatch) as caught:
        parse_manifest(json.dumps(content).encode(), file=listed(EXPORT_KEY))

    assert caught.value.facts == {"path": f"s3://b/{EXPORT_KEY}", "reason": reason}


def test_a_manifest_without_files_is_not_ready() -> None:
    with pytest.raises(ExportNotReady, match="names no files"):
        parsed(EXPORT_KEY, dataFiles=[])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("cur2-Manifest.json", True),
        ("Manifest.json", True),
        ("manifest.json", True),
        ("report-RedshiftManifest.json", False),
        ("report-QuickSightManifest.json", False),
        ("cur2-Metadata.json", False),
    ],
)
def test_only_the_manifest_of_files_is_one(name: str, expected: bool) -> None:
    assert is_manifest(f"a/{name}") is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.csv", True),
        ("a.csv.gz", True),
        ("a.CSV.ZIP", True),
        ("a.snappy.parquet", True),
        ("a.json", False),
        ("README.md", False),
        ("report-create-table.sql", False),
        ("NOTICE", False),
    ],
)
def test_a_bill_is_csv_zip_or_parquet(name: str, expected: bool) -> None:
    assert is_bill(f"folder/{name}") is expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("cur2/data/BILLING_PERIOD=2026-01/x.csv", "2026-01"),
        ("focus/data/billing_period=2026-12/x.csv", "2026-12"),
        ("report/20260101-20260201/a/x.csv", "2026-01"),
        ("20250101-20250201/cur2/data/BILLING_PERIOD=2026-03/x.csv", "2026-03"),
        ("bills/january/x.csv", None),
        ("report/report/year=2026/month=1/x.parquet", None),
    ],
)
def test_the_folder_tells_the_billing_period(key: str, expected: str | None) -> None:
    assert period_of(key) == expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (EXPORT_KEY, "pre/cur2"),
        ("cur2/metadata/BILLING_PERIOD=2026-01/2026-01-05T00:00:00Z-1/cur2-Manifest.json", "cur2"),
        (REPORT_KEY, "pre/report"),
        ("pre/report/20260101-20260201/20260203T010203Z/report-Manifest.json", "pre/report"),
        ("downloads/report-Manifest.json", "downloads"),
    ],
)
def test_an_export_lies_above_its_manifests_and_its_files(key: str, expected: str) -> None:
    assert export_root(key) == expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("me/bills/x.csv", "me/bills"),
        ("me/cur2/data/BILLING_PERIOD=2026-01/x.csv", "me/cur2"),
        ("me/cur2/data/BILLING_PERIOD=2026-01/2026-01-05T00:00:00Z-1/x.csv", "me/cur2"),
        ("me/report/year=2026/month=1/x.parquet", "me/report"),
        ("me/report/20260101-20260201/x.csv", "me/report"),
    ],
)
def test_a_file_without_manifest_belongs_to_the_folder_above_its_partitions(key: str, expected: str) -> None:
    assert export_folder(key) == expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("b/cur2/data/BILLING_PERIOD=2026-01", ("b/cur2", "2026-01")),
        ("b/cur2/metadata/BILLING_PERIOD=2026-01/1", ("b/cur2", "2026-01")),
        ("b/cur2/data", ("b/cur2", None)),
        ("b/report/20260101-20260201/assembly", ("b/report", "2026-01")),
        ("b/data/cur2", None),
        ("b/cur2", None),
    ],
)
def test_a_location_inside_an_export_is_recognised(key: str, expected: tuple[str, str | None] | None) -> None:
    assert enclosing_export(key) == expected


def test_a_named_file_is_looked_for_by_the_longest_end_of_its_key() -> None:
    name = "env=prod/pre/cur2/data/BILLING_PERIOD=2026-01/cur2-00001.csv.gz"

    assert resting_places(name, root="home/copy", beside="home/copy/metadata/BILLING_PERIOD=2026-01") == [
        name,
        f"home/copy/{name}",
        "home/copy/pre/cur2/data/BILLING_PERIOD=2026-01/cur2-00001.csv.gz",
        "home/copy/cur2/data/BILLING_PERIOD=2026-01/cur2-00001.csv.gz",
        "home/copy/data/BILLING_PERIOD=2026-01/cur2-00001.csv.gz",
        "home/copy/BILLING_PERIOD=2026-01/cur2-00001.csv.gz",
        "home/copy/metadata/BILLING_PERIOD=2026-01/cur2-00001.csv.gz",
    ]
