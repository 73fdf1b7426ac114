import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from finops_aws.domain.visibility.delivery import ExportFile, FoundDelivery
from finops_aws.errors import AccessDenied, ExportChanged, NotFound
from tests.adapters.exports.bill_folders import JANUARY, file_names, find, put, put_export, sources

NOBODY = 65534


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
