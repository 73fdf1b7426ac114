import json
import re
from pathlib import Path

import pytest

from tests.entrypoints.conftest import Finops


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_demo_goes_from_nothing_to_the_summary(finops: Finops, here: Path) -> None:
    options = ("demo", "--once", "--scale", "0.002", "--until", "2026-11-20")

    printed = finops(*options)

    assert (printed.code, "Traceback" in printed.err) == (0, False)
    assert "The ledger equals the bill." in printed.out
    assert "2025-12 to 2026-11" in printed.out
    assert re.search(r"Total +[\d,]+\.\d\d", printed.out)
    assert "What changed: 2026-10-01 to 2026-11-01 against 2026-09-01 to 2026-10-01" in printed.out
    assert (here / ".demo" / "bill" / "truth" / "controls.csv").exists()

    asked = finops("costs", "--format", "json", data=here / ".demo" / "data").document
    assert asked["question"]["start"] == "2026-11-01"
    assert asked["rows"]

    again = finops("--lang", "pt-BR", *options)
    assert again.code == 0
    assert "The ledger" not in again.out


@pytest.mark.parametrize("other", [("--scale", "0.002", "--until", "2026-11-21"), ("--scale", "0.003")])
def test_a_demo_of_another_bill_takes_the_place_of_the_first(
    finops: Finops, here: Path, other: tuple[str, ...]
) -> None:
    first = ("demo", "--once", "--scale", "0.002", "--until", "2026-11-20")
    assert finops(*first).code == 0

    printed = finops(*first, *other)

    assert (printed.code, "Nothing new" in printed.out) == (0, False), printed.out


def test_the_demo_leaves_the_own_data_directory_alone(finops: Finops, here: Path) -> None:
    printed = finops("demo", "--once", "--scale", "0.001", "--folder", "elsewhere", data=here / "mine")
    assert printed.code == 0
    assert not (here / "mine").exists()
    assert json.loads((here / "elsewhere" / "bill" / "request.json").read_text("utf-8"))["lines"] == 1000


def test_a_bill_is_written_with_its_truth_and_reconciles(finops: Finops, here: Path) -> None:
    wishes = (
        "--until",
        "2026-11-20",
        "--company",
        "random",
        "--lines",
        "500",
        "--months",
        "2",
        "--payers",
        "2",
    )
    written = finops("sandbox", "bill", "bill", *wishes)
    assert written.code == 0
    exports = sorted(str(path.parent) for path in (here / "bill").glob("*/metadata"))
    assert len(exports) == 2
    assert all(path.removeprefix(f"{here}/") in written.out for path in exports)

    assert finops("ingest", *exports, data=here / "data").code == 0
    reconciled = finops("reconcile", "--controls", "bill/truth/controls.csv", data=here / "data")
    assert reconciled.code == 0


@pytest.mark.parametrize("shape", ["cur2-csv", "legacy-csv", "focus-1.2-csv"])
def test_a_bill_comes_in_the_shape_asked_for_by_name(finops: Finops, here: Path, shape: str) -> None:
    wishes = ("--until", "2026-11-20", "--company", "random", "--lines", "500", "--months", "1")
    printed = finops("sandbox", "bill", "bill", *wishes, "--shape", shape)
    assert printed.code == 0, printed.err
    assert list((here / "bill").rglob("*.csv.gz")) != []
