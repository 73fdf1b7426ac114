"""A scan that is killed goes on where it was, and ends as if nothing had happened."""

import signal
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from finops_aws.sandbox.server import SandboxAws
from tests.adapters.aws.inventory.killable_scans import ScanProcess, published
from tests.adapters.aws.inventory.scans import TYPES, company

SERVICES = tuple(sorted({one.split(":")[1] for one in TYPES.values()}))
LATENCY_SECONDS = 0.02


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[ScanProcess, dict[str, list[Any]]]]:
    """A scan that nothing broke off, and its tables."""
    estate = company()
    ((account, _),) = Counter(thing.account for thing in estate.things).most_common(1)
    with SandboxAws(estate.records, latency_seconds=LATENCY_SECONDS) as aws:
        scan = ScanProcess(aws, tmp_path_factory.mktemp("whole"), account, SERVICES)
        status, said = scan.finish()
        assert status == 0, said
        yield scan, published(scan.folder)


@pytest.mark.parametrize("calls", [1, 3, 12, 30, 45])
def test_a_killed_scan_is_finished_without_asking_twice(
    whole: tuple[ScanProcess, dict[str, list[Any]]], calls: int, tmp_path: Path
) -> None:
    scan, tables = replace(whole[0], folder=tmp_path), whole[1]
    status, _ = scan.end_at(calls, by=signal.SIGKILL)
    assert status == -signal.SIGKILL
    assert not (tmp_path / "estate" / "state.json").exists()
    done = scan.done()
    asked = scan.list_calls(done)
    ended, said = scan.finish()
    assert ended == 0, said
    assert scan.list_calls(done) == asked
    if done:
        assert f"{len(done)} of them were answered before" in said
    assert published(tmp_path) == tables


def test_some_kills_leave_work_behind(
    whole: tuple[ScanProcess, dict[str, list[Any]]], tmp_path: Path
) -> None:
    scan = replace(whole[0], folder=tmp_path)
    scan.end_at(30, by=signal.SIGKILL)
    assert 0 < len(scan.done()) < len(whole[1]["coverage"])


def test_a_scan_killed_again_and_again_still_ends_whole(
    whole: tuple[ScanProcess, dict[str, list[Any]]], tmp_path: Path
) -> None:
    scan, tables = replace(whole[0], folder=tmp_path), whole[1]
    for calls in (10, 12, 14):
        scan.end_at(calls, by=signal.SIGKILL)
    ended, said = scan.finish()
    assert ended == 0, said
    assert published(tmp_path) == tables


def test_an_interrupted_scan_is_worth_having_and_goes_on(
    whole: tuple[ScanProcess, dict[str, list[Any]]], tmp_path: Path
) -> None:
    scan, tables = replace(whole[0], folder=tmp_path), whole[1]
    status, said = scan.end_at(30, by=signal.SIGINT)
    assert status == 6, said
    assert "were not reached" in said
    partial = published(tmp_path)
    assert 0 < len(partial["coverage"]) < len(tables["coverage"])
    assert set(map(str, partial["resources"])) <= set(map(str, tables["resources"]))
    ended, told = scan.finish()
    assert ended == 0, told
    assert "were answered before" in told
    assert published(tmp_path) == tables
