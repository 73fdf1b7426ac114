"""The doors as a person uses them, over ledgers made once and only read."""

import csv
import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from finops_aws.entrypoints.cli.main import main
from finops_aws.sandbox import Shape
from finops_aws.sandbox.request import Planted
from tests.small_ledgers import ledger_in, scan_sandbox, small_bill


@dataclass(frozen=True)
class Printed:
    """What a run of the command said, and its exit status."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        assert self.code == 0, self.err
        return json.loads(self.out)

    @property
    def rows(self) -> list[list[str]]:
        assert self.code == 0, self.err
        return list(csv.reader(self.out.splitlines()))


@dataclass(frozen=True)
class BilledCompany:
    """A bill, the ledger made of it, and the totals it was written from."""

    data: Path
    export: Path
    controls: Path

    def totals(self, scope: str, metric: str, *, period: str = "2026-10") -> dict[str, Decimal]:
        """The true totals of a month by key, such as by service code."""
        with self.controls.open(encoding="utf-8") as file:
            rows = [row for row in csv.DictReader(file) if row["billing_period"] == period]
        wanted = [row for row in rows if (row["scope"], row["metric"]) == (scope, metric)]
        assert wanted
        return {row["key"]: Decimal(row["amount"]) for row in wanted}


Finops = Callable[..., Printed]


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    root, own = logging.getLogger(), logging.getLogger("finops_aws")
    handlers, levels = root.handlers[:], (root.level, own.level)
    yield
    root.handlers[:] = handlers
    root.setLevel(levels[0])
    own.setLevel(levels[1])
    logging.captureWarnings(False)


@pytest.fixture
def finops(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Finops:
    """Run ``finops`` with arguments; ``data`` is the data directory, else an empty one."""
    for name in ("LANG", "LC_ALL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("FINOPS_THREADS", "1")

    def run(*arguments: str, data: Path = tmp_path / "empty", **environment: str) -> Printed:
        for name, value in {**environment, "FINOPS_DATA": str(data)}.items():
            monkeypatch.setenv(name, value)
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        printed = capsys.readouterr()
        return Printed(int(ended.value.code or 0), printed.out, printed.err)

    return run


def billed_company(folder: Path, **wishes: object) -> BilledCompany:
    written = small_bill(folder / "bill", **wishes)
    ledger_in(folder / "data").ingest([str(written.exports[0])])
    return BilledCompany(folder / "data", written.exports[0], written.truth / "controls.csv")


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> BilledCompany:
    """October closed and November running, as CUR 2.0, and its resources scanned."""
    billed = billed_company(tmp_path_factory.mktemp("cur"), seed=2)
    scan_sandbox(billed.data, seed=2)
    return billed


@pytest.fixture(scope="session")
def wasteful_company(tmp_path_factory: pytest.TempPathFactory) -> BilledCompany:
    """The same with a specimen of every kind of waste."""
    billed = billed_company(tmp_path_factory.mktemp("wasteful"), seed=2, planted=Planted.ALL)
    scan_sandbox(billed.data, seed=2, planted=Planted.ALL)
    return billed


@pytest.fixture(scope="session")
def focus_company(tmp_path_factory: pytest.TempPathFactory) -> BilledCompany:
    """The same as FOCUS 1.2, where unblended and amortized cost are unknown."""
    return billed_company(tmp_path_factory.mktemp("focus"), seed=2, shape=Shape.FOCUS_1_2_PARQUET)
