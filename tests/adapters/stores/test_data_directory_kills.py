"""kill -9 at any moment of an ingest: what is there afterwards is the old data or the new data, whole."""

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from finops_aws.sandbox import Layout
from tests.adapters.stores.killable_ingests import PAUSE_SECONDS
from tests.small_ledgers import Holdings, holdings, ledger_in, small_bill, stored_files

KILLS = 50
KILLS_BETWEEN_RENAMES = 12
TRIES = 5


@dataclass(frozen=True)
class Deliveries:
    """A ledger without the last delivery of October, the export with it, and what each amounts to."""

    held: Path
    export: Path
    old: Holdings
    new: Holdings
    seconds: float
    """How long the ingest of the last delivery takes."""

    @property
    def renames(self) -> int:
        """How many renames that ingest makes, the one of the state included."""
        return len(self.new.files.keys() - self.old.files.keys()) + 1


class Ingests:
    """The running program that ingests and kills."""

    def __init__(self, program: subprocess.Popen[str]) -> None:
        self._program = program

    def run(
        self, data: Path, bill: Path, *, kill_at: float | None = None, renames: int = 0
    ) -> dict[str, Any]:
        order = {"data": str(data), "bill": str(bill), "kill_at": kill_at, "renames": renames}
        assert self._program.stdin and self._program.stdout
        self._program.stdin.write(json.dumps(order) + "\n")
        self._program.stdin.flush()
        answer: dict[str, Any] = json.loads(self._program.stdout.readline())
        assert not answer["failed"]
        return answer


@pytest.fixture(scope="module")
def ingests() -> Iterator[Ingests]:
    command = [sys.executable, "-m", "tests.adapters.stores.killable_ingests"]
    root = Path(__file__).parents[3]
    with subprocess.Popen(
        command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        yield Ingests(program)
        assert program.stdin
        program.stdin.close()


@pytest.fixture(scope="module")
def deliveries(tmp_path_factory: pytest.TempPathFactory, ingests: Ingests) -> Deliveries:
    folder = tmp_path_factory.mktemp("deliveries")
    written = small_bill(folder / "bill", history=True, layout=Layout.CREATE_NEW)
    export = written.exports[0]
    last = max((export / "data" / "BILLING_PERIOD=2026-10").iterdir()).name
    shutil.copytree(export, folder / "before", ignore=shutil.ignore_patterns(last))
    ingests.run(folder / "held", folder / "before")
    seconds = []
    for number in range(3):
        new = Path(shutil.copytree(folder / "held", folder / f"new-{number}"))
        seconds.append(ingests.run(new, export)["seconds"])
    return Deliveries(
        held=folder / "held",
        export=export,
        old=holdings(folder / "held"),
        new=holdings(folder / "new-0"),
        seconds=sorted(seconds)[1],
    )


def test_the_same_deliveries_give_the_same_bytes(deliveries: Deliveries, tmp_path: Path) -> None:
    for name in ("one", "two"):
        shutil.copytree(deliveries.held, tmp_path / name)
        ledger_in(tmp_path / name).ingest([str(deliveries.export)])

    again, new = holdings(tmp_path / "one"), deliveries.new

    assert {file for file in new.files if new.files[file] != again.files.get(file)} == set()
    assert holdings(tmp_path / "two") == again == new


def test_the_last_delivery_makes_a_difference(deliveries: Deliveries) -> None:
    assert deliveries.old.version != deliveries.new.version
    assert deliveries.renames >= 10
    assert deliveries.old.files.keys() - deliveries.new.files.keys() != set()


def seen(data: Path, deliveries: Deliveries) -> str:
    """``old`` or ``new``: what a reader finds in the data directory, every byte of it compared."""
    found = holdings(data)
    if found.state == deliveries.old.state:
        assert found == deliveries.old
        return "old"
    assert found == deliveries.new
    return "new"


def recover(data: Path, deliveries: Deliveries) -> None:
    """The next ingest gives the new state and removes what the killed one left."""
    was = seen(data, deliveries)
    ledger_in(data).ingest([str(deliveries.export)])
    assert holdings(data) == deliveries.new
    superseded = deliveries.old.files.keys() if was == "old" else set()
    assert stored_files(data) == deliveries.new.files.keys() | superseded
    assert sorted(path.name for path in data.iterdir()) == ["ledger", "lock", "marts", "state.json"]
    assert ledger_in(data).ingest([str(deliveries.export)]).read == ()
    assert stored_files(data) == deliveries.new.files.keys()


def test_a_kill_at_any_moment_leaves_the_old_or_the_new_data(
    deliveries: Deliveries, ingests: Ingests, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    dice = random.Random()
    found = {"old": 0, "new": 0}
    for number in range(KILLS * TRIES):
        data = Path(shutil.copytree(deliveries.held, tmp_path / str(number)))
        answer = ingests.run(data, deliveries.export, kill_at=dice.uniform(0, deliveries.seconds))
        found[seen(data, deliveries)] += answer["killed"]
        recover(data, deliveries)
        shutil.rmtree(data)
        if sum(found.values()) == KILLS:
            break
    record_property("kills", found)
    assert sum(found.values()) == KILLS
    assert found["old"] > 0


def test_a_kill_between_two_renames_leaves_the_old_data(
    deliveries: Deliveries, ingests: Ingests, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    dice = random.Random()
    moved = []
    for number in range(KILLS_BETWEEN_RENAMES * TRIES):
        data = Path(shutil.copytree(deliveries.held, tmp_path / str(number)))
        renames = dice.randint(1, deliveries.renames - 1)
        delay = dice.uniform(0, PAUSE_SECONDS)
        answer = ingests.run(data, deliveries.export, kill_at=delay, renames=renames)
        in_place = {
            file for file in deliveries.new.files if (data / file).exists()
        } - deliveries.old.files.keys()
        if answer["killed"] and seen(data, deliveries) == "old" and in_place:
            moved.append(len(in_place))
        recover(data, deliveries)
        shutil.rmtree(data)
        if len(moved) == KILLS_BETWEEN_RENAMES:
            break
    record_property("files_in_place", sorted(moved))
    assert len(moved) == KILLS_BETWEEN_RENAMES
    assert len(set(moved)) > 1


def test_a_kill_right_after_the_last_rename_leaves_the_new_data(
    deliveries: Deliveries, ingests: Ingests, tmp_path: Path
) -> None:
    for number in range(3):
        data = Path(shutil.copytree(deliveries.held, tmp_path / str(number)))
        ingests.run(data, deliveries.export, kill_at=0, renames=deliveries.renames)
        assert seen(data, deliveries) == "new"
        recover(data, deliveries)


def test_a_kill_of_the_first_ingest_leaves_nothing_that_counts(
    deliveries: Deliveries, ingests: Ingests, tmp_path: Path
) -> None:
    dice = random.Random()
    for number in range(3):
        data = tmp_path / str(number)
        answer = ingests.run(data, deliveries.export, kill_at=dice.uniform(0, deliveries.seconds / 2))
        assert answer["killed"]
        assert holdings(data).files == {}
        ledger_in(data).ingest([str(deliveries.export)])
        assert stored_files(data) == holdings(data).files.keys()
