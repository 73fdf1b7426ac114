"""What an ingest meets besides spoiled files: exports half there, files in motion, doors that are shut."""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from finops_aws.application.ports import ExportSources
from finops_aws.domain.visibility.delivery import ExportFile, FoundDelivery
from finops_aws.entrypoints.cli.main import MESSAGES
from finops_aws.errors import (
    AccessDenied,
    ExportChanged,
    ExportNotReady,
    FinOpsError,
    IngestRunning,
    NotFound,
)
from finops_aws.toolkit.messages import LANGUAGES, Messages
from tests.small_ledgers import holdings, ledger_in, small_bill, stored_files

NOBODY = 65534


@dataclass(frozen=True)
class ExportInMotion:
    """Sources under which something happens between the moment a file is found and the moment it is read."""

    sources: ExportSources
    happen: Callable[[Path], object]

    def find(self, location: str) -> Sequence[FoundDelivery]:
        found = self.sources.find(location)
        self.happen(found[-1].files[-1].path)
        return found

    def verify_unchanged(self, file: ExportFile) -> None:
        self.sources.verify_unchanged(file)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger in ``held`` and the export of another company in ``export``."""
    folder = tmp_path_factory.mktemp("written")
    ledger_in(folder / "held").ingest([str(small_bill(folder / "good").exports[0])])
    small_bill(folder / "next", seed=2).exports[0].rename(folder / "export")
    return folder


@pytest.fixture
def place(written: Path, tmp_path: Path) -> Path:
    """A copy of the ledger and the export for each test."""
    return Path(shutil.copytree(written, tmp_path / "place"))


@contextmanager
def nothing_changes(held: Path) -> Iterator[None]:
    """What the ledger holds is the same afterwards, to the last byte, and nothing lies beside it."""
    before = holdings(held)
    assert len(before.files) > 20
    yield
    assert holdings(held) == before
    assert stored_files(held) == set(before.files)


def told(error: FinOpsError, remedies: tuple[str, str]) -> list[str]:
    texts = [Messages(MESSAGES).error_text(error, lang) for lang in LANGUAGES]
    assert [remedy in text for remedy, text in zip(remedies, texts, strict=True)] == [True, True]
    return texts


def test_a_manifest_that_names_a_missing_file_is_not_ready(place: Path) -> None:
    missing = min((place / "export" / "data").rglob("*.parquet"))
    missing.unlink()

    with nothing_changes(place / "held"), pytest.raises(ExportNotReady) as caught:
        ledger_in(place / "held").ingest([str(place / "export")])

    texts = told(caught.value, ("run `finops ingest", "execute `finops ingest"))
    assert [missing.name in text and "Manifest.json" in text for text in texts] == [True, True]


def test_a_manifest_that_is_cut_is_told_by_name(place: Path) -> None:
    manifest = min((place / "export").rglob("*-Manifest.json"))
    manifest.write_bytes(manifest.read_bytes()[:-40])

    with nothing_changes(place / "held"), pytest.raises(FinOpsError) as caught:
        ledger_in(place / "held").ingest([str(place / "export")])

    texts = told(caught.value, ("run `finops ingest`", "execute `finops ingest`"))
    assert [str(manifest) in text for text in texts] == [True, True]


def test_data_without_their_manifest_are_not_ready(place: Path) -> None:
    min((place / "export").rglob("*-Manifest.json")).unlink()

    with nothing_changes(place / "held"), pytest.raises(ExportNotReady) as caught:
        ledger_in(place / "held").ingest([str(place / "export")])

    assert "2026-10" in caught.value.facts["reason"]


def grown(file: Path) -> None:
    with file.open("ab") as more:
        more.write(b"\0")


def rewritten(file: Path) -> None:
    """The same bytes, written again."""
    written_at = file.stat().st_mtime_ns
    file.write_bytes(file.read_bytes())
    os.utime(file, ns=(written_at, written_at + 1_000))


def swapped(file: Path) -> None:
    """The other month's file in its place."""
    other = min(file.parents[1].rglob("*.parquet"))
    assert other != file
    file.write_bytes(other.read_bytes())


@pytest.mark.parametrize("happen", [rewritten, swapped])
def test_a_file_changed_while_it_is_read_is_refused(place: Path, happen: Callable[[Path], None]) -> None:
    ledger = ledger_in(place / "held")
    moving = replace(ledger, sources=ExportInMotion(ledger.sources, happen))

    with nothing_changes(place / "held"), pytest.raises(ExportChanged) as caught:
        moving.ingest([str(place / "export")])

    changed = max((place / "export" / "data").rglob("*.parquet"))
    texts = told(caught.value, ("run `finops ingest` again", "execute `finops ingest` outra vez"))
    assert [str(changed) in text for text in texts] == [True, True]


@pytest.mark.parametrize("happen", [grown, Path.unlink], ids=["grown", "gone"])
def test_a_file_that_cannot_be_read_because_it_changed_is_refused_by_name(
    place: Path, happen: Callable[[Path], None]
) -> None:
    ledger = ledger_in(place / "held")
    moving = replace(ledger, sources=ExportInMotion(ledger.sources, happen))
    changed = max((place / "export" / "data").rglob("*.parquet"))

    with nothing_changes(place / "held"), pytest.raises(FinOpsError) as caught:
        moving.ingest([str(place / "export")])

    texts = [Messages(MESSAGES).error_text(caught.value, lang) for lang in LANGUAGES]
    assert [str(changed) in text for text in texts] == [True, True]


def test_what_was_refused_can_be_ingested_once_it_is_whole(place: Path) -> None:
    manifest = min((place / "export").rglob("*-Manifest.json"))
    whole = manifest.read_bytes()
    manifest.write_bytes(json.dumps({"dataFiles": []}).encode())
    ledger = ledger_in(place / "held")
    with nothing_changes(place / "held"), pytest.raises(ExportNotReady):
        ledger.ingest([str(place / "export")])
    manifest.write_bytes(whole)

    assert len(ledger.ingest([str(place / "export")]).read) == 2
    assert {d.billing_period for d in ledger.deliveries()} == {"2026-10", "2026-11"}
    assert len(ledger.deliveries()) == 4


def test_a_location_that_is_not_there_is_told_by_name(place: Path) -> None:
    with nothing_changes(place / "held"), pytest.raises(NotFound) as caught:
        ledger_in(place / "held").ingest([str(place / "absent.csv")])

    texts = told(caught.value, ("Check the name and the place", "Confira o nome e o local"))
    assert [str(place / "absent.csv") in text for text in texts] == [True, True]


def test_a_second_ingest_waits_for_the_first(place: Path) -> None:
    first, second = ledger_in(place / "held"), ledger_in(place / "held")

    with nothing_changes(place / "held"), first.ledger.change(), pytest.raises(IngestRunning) as caught:
        second.ingest([str(place / "export")])

    texts = told(caught.value, ("Wait until it ends", "Espere que ela termine"))
    assert [str(place / "held") in text for text in texts] == [True, True]


@pytest.fixture
def shared(place: Path) -> Iterator[Path]:
    """The copy where anyone may read and write it; what a test closes stays closed to everyone but root."""
    with TemporaryDirectory() as folder:
        open_place = Path(shutil.copytree(place, Path(folder) / "place"))
        for path in (open_place.parent, open_place, *open_place.rglob("*")):
            path.chmod(0o777 if path.is_dir() else 0o666)
        yield open_place


@contextmanager
def without_privileges() -> Iterator[None]:
    """Be nobody, when the tests run as root: root may read everything."""
    own = os.geteuid()
    if own == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(own)


@pytest.mark.parametrize("closed", ["*.parquet", "BILLING_PERIOD=2026-10", "*-Manifest.json", "metadata"])
def test_a_bill_without_permission_is_told_by_name(shared: Path, closed: str) -> None:
    secret = min((shared / "export").rglob(closed))
    ledger = ledger_in(shared / "held")
    ledger.deliveries()

    with nothing_changes(shared / "held"):
        secret.chmod(0)
        with without_privileges(), pytest.raises(AccessDenied) as caught:
            ledger.ingest([str(shared / "export")])
        secret.chmod(0o777)

    texts = told(caught.value, ("check its permissions with `ls -l`", "confira as permissões com `ls -l`"))
    assert [str(secret) in text for text in texts] == [True, True]


@pytest.mark.parametrize("closed", ["", "state.json", "lock", "ledger", "marts"])
def test_a_data_directory_without_permission_is_told_by_name(shared: Path, closed: str) -> None:
    held = shared / "held"
    ledger = ledger_in(held)

    with nothing_changes(held):
        (held / closed).chmod(0)
        with without_privileges(), pytest.raises(AccessDenied) as caught:
            ledger.ingest([str(shared / "export")])
        (held / closed).chmod(0o777)

    texts = told(caught.value, ("check its permissions with `ls -l`", "confira as permissões com `ls -l`"))
    assert [str(held) in text for text in texts] == [True, True]
