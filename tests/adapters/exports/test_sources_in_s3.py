import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from moto.server import ThreadedMotoServer

from finops_aws.adapters.exports.locations import ExportSources
from finops_aws.domain.visibility.delivery import FoundDelivery
from finops_aws.errors import ExportChanged, ExportNotReady, NotFound
from tests.adapters.exports.bill_buckets import CountedProgress, client_of

JANUARY = "BILLING_PERIOD=2026-01"
DATA = f"finance/cur2/data/{JANUARY}"
MANIFEST = f"finance/cur2/metadata/{JANUARY}/cur2-Manifest.json"


class Bucket:
    """A bucket of its own at the local server, and sources that read it."""

    def __init__(self, client: Any, cache: Path) -> None:
        self.client = client
        self.name = f"bills-{uuid4().hex[:12]}"
        self.progress = CountedProgress()
        self.cache = cache
        client.create_bucket(Bucket=self.name)

    def put(self, key: str, body: bytes = b"x") -> None:
        self.client.put_object(Bucket=self.name, Key=key, Body=body)

    def put_manifest(self, *files: str, key: str = MANIFEST, **fields: Any) -> None:
        named = [f"s3://{self.name}/{file}" for file in files]
        self.put(key, json.dumps({"dataFiles": named, **fields}).encode())

    def find(self, prefix: str = "") -> list[FoundDelivery]:
        return list(self.sources().find(f"s3://{self.name}/{prefix}"))

    def sources(self) -> ExportSources:
        return ExportSources(cache=self.cache, progress=self.progress, s3_client=lambda: self.client)

    def gets(self) -> list[str]:
        """The keys asked for from now on."""
        asked: list[str] = []
        event = "provide-client-params.s3.GetObject"
        self.client.meta.events.register(event, lambda params, **_: asked.append(params["Key"]))
        return asked


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    moto.start()
    host, port = moto.get_host_and_port()
    yield f"http://{host}:{port}"
    moto.stop()


@pytest.fixture
def bucket(server: str, tmp_path: Path) -> Iterator[Bucket]:
    client = client_of(server)
    yield Bucket(client, tmp_path / "cache")
    client.close()


def contents(delivery: FoundDelivery) -> list[bytes]:
    return [file.path.read_bytes() for file in delivery.files]


def test_only_the_files_of_the_manifest_are_downloaded(bucket: Bucket) -> None:
    bucket.put(f"{DATA}/cur2-00001.csv.gz", b"one")
    bucket.put(f"{DATA}/cur2-00002.csv.gz", b"three")
    bucket.put(f"{DATA}/cur2-00003.csv.gz", b"left over")
    bucket.put("finance/athena/result.csv", b"not a bill")
    bucket.put_manifest(f"{DATA}/cur2-00001.csv.gz", f"{DATA}/cur2-00002.csv.gz", executionId="e1")
    asked = bucket.gets()

    (delivery,) = bucket.find("finance")

    assert (delivery.export, delivery.delivery_id, delivery.billing_period) == ("cur2", "e1", "2026-01")
    assert delivery.manifest == f"s3://{bucket.name}/{MANIFEST}"
    assert contents(delivery) == [b"one", b"three"]
    assert sorted(asked) == [f"{DATA}/cur2-00001.csv.gz", f"{DATA}/cur2-00002.csv.gz", MANIFEST]
    assert (bucket.progress.steps, bucket.progress.counted) == ([("progress.download", 8)], 8)


def test_a_file_says_where_it_is_and_what_it_was(bucket: Bucket) -> None:
    bucket.put("bills/a.csv", b"abc")

    file = bucket.find("bills/a.csv")[0].files[0]

    assert file.uri == f"s3://{bucket.name}/bills/a.csv"
    assert file.size_bytes == 3
    assert file.fingerprint == "900150983cd24fb0d6963f7d28e17f72"
    assert file.path.name == "a.csv"
    assert file.path.parent.parent == bucket.cache / bucket.name


@pytest.mark.parametrize(
    "place",
    ["", "finance", "finance/", "finance/cur2", "finance/cur2/data", DATA, "finance/cur2/metadata", MANIFEST],
)
def test_any_prefix_of_an_export_leads_to_its_manifest(bucket: Bucket, place: str) -> None:
    bucket.put(f"{DATA}/1.csv", b"one")
    bucket.put(f"{DATA}/2.csv", b"two")
    bucket.put_manifest(f"{DATA}/1.csv")

    assert [contents(delivery) for delivery in bucket.find(place)] == [[b"one"]]


def test_a_prefix_does_not_reach_into_its_namesakes(bucket: Bucket) -> None:
    bucket.put("cur/a.csv", b"wanted")
    bucket.put("cur-old/a.csv", b"not wanted")

    assert [contents(delivery) for delivery in bucket.find("cur")] == [[b"wanted"]]


def test_a_prefix_without_manifest_is_read_folder_by_folder(bucket: Bucket) -> None:
    for key in (
        "b/cur/",
        "b/cur/b.csv",
        "b/cur/a.parquet",
        "b/cur/_SUCCESS",
        "b/cur/.x.csv",
        "b/cur/n.md",
        "b/o/a.csv",
    ):
        bucket.put(key, key.encode())

    found = bucket.find("b")

    assert [(delivery.export, contents(delivery)) for delivery in found] == [
        ("cur", [b"b/cur/a.parquet", b"b/cur/b.csv"]),
        ("o", [b"b/o/a.csv"]),
    ]


def test_more_objects_than_a_page_lists_are_all_found(bucket: Bucket) -> None:
    client = bucket.client
    client.meta.events.register(
        "provide-client-params.s3.ListObjectsV2", lambda params, **_: {**params, "MaxKeys": 2}
    )
    for number in range(5):
        bucket.put(f"bills/{number}.csv", b"x" * (number + 1))

    (delivery,) = bucket.find("bills")

    assert [file.size_bytes for file in delivery.files] == [1, 2, 3, 4, 5]


def test_executions_are_found_as_deliveries_of_their_own(bucket: Bucket) -> None:
    executions = ["2026-01-20T00:00:00.000Z-aa", "2026-01-05T00:00:00.000Z-bb"]
    for execution in executions:
        file = f"{DATA}/{execution}/cur2-00001.csv.gz"
        bucket.put(file, execution.encode())
        key = f"finance/cur2/metadata/{JANUARY}/{execution}/cur2-Manifest.json"
        bucket.put_manifest(file, key=key, executionId=execution[-2:])
    bucket.put_manifest(f"{DATA}/{executions[0]}/cur2-00001.csv.gz", executionId="aa")

    found = bucket.find("finance")

    assert [(d.delivery_id, d.delivered_at.day, contents(d)) for d in found] == [
        ("bb", 5, [executions[1].encode()]),
        ("aa", 20, [executions[0].encode()]),
    ]


def test_the_client_is_made_once_and_only_for_s3(bucket: Bucket, tmp_path: Path) -> None:
    made: list[str] = []

    def make() -> Any:
        made.append("client")
        return bucket.client

    bucket.put("bills/a.csv")
    (tmp_path / "b.csv").write_text("x")
    found = ExportSources(cache=bucket.cache, progress=bucket.progress, s3_client=make)

    found.find(str(tmp_path / "b.csv"))
    assert made == []

    found.find(f"s3://{bucket.name}/bills")
    found.find(f"s3://{bucket.name}/bills")
    assert made == ["client"]


def test_what_is_in_the_cache_is_not_downloaded_again(bucket: Bucket) -> None:
    bucket.put("bills/a.csv", b"first")
    bucket.put("bills/b.csv", b"other")
    before = bucket.find("bills")
    asked = bucket.gets()

    assert bucket.find("bills") == before
    assert asked == []


def test_a_new_object_is_downloaded_beside_the_old_one(bucket: Bucket) -> None:
    bucket.put("bills/a.csv", b"first")
    (before,) = bucket.find("bills")
    bucket.put("bills/a.csv", b"again")

    (after,) = bucket.find("bills")

    assert (contents(before), contents(after)) == ([b"first"], [b"again"])
    assert before.delivery_id != after.delivery_id


def test_a_cached_file_of_the_wrong_size_is_downloaded_again(bucket: Bucket) -> None:
    bucket.put("bills/a.csv", b"whole")
    (delivery,) = bucket.find("bills")
    delivery.files[0].path.write_bytes(b"half")

    assert contents(bucket.find("bills")[0]) == [b"whole"]


def test_a_download_leaves_no_parts_behind(bucket: Bucket) -> None:
    for number in range(20):
        bucket.put(f"bills/{number}.csv", str(number).encode())

    (delivery,) = bucket.find("bills")

    assert sorted(path for path in bucket.cache.rglob("*") if path.is_file()) == sorted(
        file.path for file in delivery.files
    )


def test_a_file_from_the_cache_never_changes(bucket: Bucket) -> None:
    bucket.put("bills/a.csv", b"first")
    file = bucket.find("bills")[0].files[0]
    bucket.put("bills/a.csv", b"again")

    bucket.sources().verify_unchanged(file)


@pytest.mark.parametrize("key", [f"{DATA}/1.csv", MANIFEST])
def test_an_object_rewritten_after_it_was_listed_has_changed(bucket: Bucket, key: str) -> None:
    bucket.put(f"{DATA}/1.csv", b"first")
    bucket.put_manifest(f"{DATA}/1.csv")

    def rewrite(params: dict[str, Any], **_: Any) -> None:
        if params["Key"] == key:
            bucket.put(key, b"again")

    bucket.client.meta.events.register("provide-client-params.s3.GetObject", rewrite)

    with pytest.raises(ExportChanged) as caught:
        bucket.find()

    assert caught.value.facts == {"path": f"s3://{bucket.name}/{key}"}
    assert not [path for path in bucket.cache.rglob("*") if path.is_file()]


def test_an_object_deleted_after_it_was_listed_has_changed(bucket: Bucket) -> None:
    bucket.put("bills/1.csv")

    def delete(params: dict[str, Any], **_: Any) -> None:
        bucket.client.delete_object(Bucket=bucket.name, Key=params["Key"])

    bucket.client.meta.events.register("provide-client-params.s3.GetObject", delete)

    with pytest.raises(ExportChanged) as caught:
        bucket.find("bills")

    assert caught.value.facts == {"path": f"s3://{bucket.name}/bills/1.csv"}


def test_a_file_of_the_manifest_that_is_not_there_is_not_ready(bucket: Bucket) -> None:
    bucket.put_manifest(f"{DATA}/1.csv")

    with pytest.raises(ExportNotReady) as caught:
        bucket.find("finance")

    assert caught.value.facts == {
        "location": f"s3://{bucket.name}/finance",
        "reason": f"the manifest s3://{bucket.name}/{MANIFEST} names {DATA}/1.csv, which is not there",
    }


@pytest.mark.parametrize("place", ["", "finance/cur2", "finance/cur2/data/BILLING_PERIOD=2026-02"])
def test_files_of_a_month_without_manifest_are_not_ready(bucket: Bucket, place: str) -> None:
    bucket.put(f"{DATA}/1.csv")
    bucket.put("finance/cur2/data/BILLING_PERIOD=2026-02/1.csv")
    bucket.put_manifest(f"{DATA}/1.csv")

    with pytest.raises(ExportNotReady, match="files of 2026-02 but no manifest"):
        bucket.find(place)


def test_a_replica_under_another_prefix_is_resolved_by_the_end_of_the_key(bucket: Bucket) -> None:
    bucket.put(f"copies/north/cur2/data/{JANUARY}/1.csv", b"north")
    key = f"copies/north/cur2/metadata/{JANUARY}/cur2-Manifest.json"
    bucket.put(key, json.dumps({"dataFiles": [f"s3://original/{DATA}/1.csv"]}).encode())

    assert [contents(delivery) for delivery in bucket.find("copies")] == [[b"north"]]


@pytest.mark.parametrize("place", ["", "/report", "/report/20260101-20260201/"])
def test_a_legacy_report_without_prefix_lies_under_a_key_that_begins_with_a_slash(
    bucket: Bucket, place: str
) -> None:
    bucket.put("/report/20260101-20260201/a1/report-1.csv.gz", b"legacy")
    named = {"assemblyId": "a1", "reportKeys": ["/report/20260101-20260201/a1/report-1.csv.gz"]}
    bucket.put("/report/20260101-20260201/report-Manifest.json", json.dumps(named).encode())
    bucket.put("/report/20260101-20260201/a1/report-Manifest.json", json.dumps(named).encode())

    (delivery,) = bucket.find(place)

    assert (delivery.export, delivery.delivery_id, delivery.billing_period) == ("report", "a1", "2026-01")
    assert contents(delivery) == [b"legacy"]


@pytest.mark.parametrize("prefix", ["", "absent", "absent.csv"])
def test_an_empty_prefix_is_not_found(bucket: Bucket, prefix: str) -> None:
    with pytest.raises(NotFound) as caught:
        bucket.find(prefix)

    assert caught.value.facts["where"] == f"s3://{bucket.name}/{prefix}"


def test_a_bucket_that_does_not_exist_is_not_found(bucket: Bucket) -> None:
    with pytest.raises(NotFound) as caught:
        bucket.sources().find("s3://no-such-bucket-here/prefix")

    assert caught.value.facts == {"thing": "s3://no-such-bucket-here/prefix/", "where": "S3"}


def test_a_location_without_bucket_is_not_found(bucket: Bucket) -> None:
    with pytest.raises(NotFound):
        bucket.sources().find("s3://")
