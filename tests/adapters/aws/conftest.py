"""What tests of AWS share: one scanned company, and a copy of its scan for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.adapters.aws.scanned_companies import ScannedCompany, scanned_company


@pytest.fixture(scope="session")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScannedCompany]:
    with scanned_company(tmp_path_factory.mktemp("scanned")) as company:
        yield company


@pytest.fixture
def company(scanned: ScannedCompany) -> Iterator[ScannedCompany]:
    """The scanned company without faults; calls are counted from here."""
    scanned.aws.faults.clear()
    scanned.aws.calls.clear()
    scanned.aws.calls_by_place.clear()
    yield scanned
    scanned.aws.faults.clear()


@pytest.fixture
def data(company: ScannedCompany, tmp_path: Path) -> Path:
    """A data directory that holds the scan and nothing collected."""
    shutil.copytree(company.folder / "estate", tmp_path / "estate")
    return tmp_path
