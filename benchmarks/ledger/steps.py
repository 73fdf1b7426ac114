"""The steps of the ledger benchmark; each prints its figures as JSON lines."""

import gzip
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

from duckdb import DuckDBPyConnection

from benchmarks.ledger.questions import ask_all
from benchmarks.ledger.timing import best, timed
from finops_aws.adapters.stores.data_directory import DataDirectory, State
from finops_aws.adapters.stores.dialect import parquet_scan, render
from finops_aws.adapters.stores.duckdb_engine import connect
from finops_aws.adapters.stores.marts import (
    COSTS,
    MARTS,
    WRITE,
    LedgerMonth,
    build_marts,
    mart_tables,
)
from finops_aws.bootstrap import build_analysis
from finops_aws.sandbox import BillRequest, Shape, write_bill
from finops_aws.settings import Settings

UNTIL = date(2026, 11, 23)
MEMORY_MB = 400
THREADS = os.cpu_count() or 1
RUNS = 3


def generate(folder: Path, lines: int) -> None:
    """Write the bill by SQL."""
    shutil.rmtree(folder / "cur2", ignore_errors=True)
    written = write_bill(BillRequest(until=UNTIL, lines=lines), folder / "cur2")
    figure(
        "bill generator",
        lines=written.rows,
        s=round(written.seconds, 1),
        rows_per_s=round(written.rows / written.seconds),
        MB=peak_mb(),
    )


def parquet(folder: Path, lines: int) -> None:
    """CUR 2.0 Parquet to ledger and marts, against a bare copy of the same files."""
    seconds, rows, reading = _ingest(folder / "cur2", folder / "data")
    figure(
        "CUR 2.0 Parquet → ledger",
        s=round(reading, 1),
        rows_per_s=round(rows / reading),
        MB=peak_mb(),
        target="≥ 350,000 rows/s",
    )
    figure("CUR 2.0 Parquet → ledger and marts", s=round(seconds, 1), rows_per_s=round(rows / seconds))
    files = sorted((folder / "cur2").glob("*/data/*/*.parquet"))
    with ThreadPoolExecutor(THREADS) as pool:
        floor = timed(
            lambda: list(pool.map(lambda file: _copy_flat(file, folder / f"{file.name}.copy"), files))
        )
    figure("bare copy of its flat columns (floor)", s=round(floor, 1), ratio=round(reading / floor, 2))


def _copy_flat(file: Path, target: Path) -> None:
    """Copy all columns but the maps, unchanged, in the format of the ledger."""
    with connect(threads=1, memory_limit_mb=MEMORY_MB // THREADS) as engine:
        scan = parquet_scan([str(file)])
        described = engine.execute(f"DESCRIBE SELECT * FROM {scan}").fetchall()
        columns = ", ".join(str(name) for name, kind, *_ in described if not kind.startswith("MAP"))
        engine.execute(
            f"COPY (SELECT {columns} FROM {scan}) TO '{target}' "
            "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480)"
        )
    target.unlink()


def marts(folder: Path, lines: int) -> None:
    """Mart build per month, against the bare aggregation of ``costs_daily`` with nothing written."""
    state = DataDirectory(folder / "data").state()
    months = sorted({stored.delivery.billing_period for stored in state.current()})
    with connect(threads=THREADS, memory_limit_mb=MEMORY_MB, spill=folder / "spill") as engine:
        times = [_mart_times(engine, folder, _month(folder, state, period)) for period in months]
    bare, built, proof, everything = (sum(column) for column in zip(*times, strict=True))
    figure("bare aggregation (floor)", s=round(bare, 2))
    figure("costs_daily", s=round(built, 2), ratio=round(built / bare, 2), target="≤ 1.5")
    proven = built + proof
    figure("costs_daily and its proof", s=round(proven, 2), ratio=round(proven / bare, 2), target="≤ 2.0")
    figure(
        "all marts and their proofs", s=round(everything, 2), ratio=round(everything / bare, 2), MB=peak_mb()
    )


def _month(folder: Path, state: State, period: str) -> LedgerMonth:
    stored = [one for one in state.current() if one.delivery.billing_period == period]
    return LedgerMonth(
        period=period,
        files=tuple(str(folder / "data" / file) for one in stored for file in one.delivery.files),
        has_split_costs=any(one.has_split_costs for one in stored),
        tags=tuple(sorted({tag for one in stored for tag in one.tags})),
    )


def _mart_times(engine: DuckDBPyConnection, folder: Path, month: LedgerMonth) -> tuple[float, ...]:
    """Seconds of the bare aggregation, of costs_daily written, of its proof, and of all marts."""
    query = render(MARTS[0].statement, mart_tables(month))
    ledger = mart_tables(month)["ledger"]
    sums = ", ".join(f"SUM({column})" for column in (*COSTS, "ConsumedQuantity", "x_Lines"))
    totals = ", ".join(f"SUM({column})" for column in COSTS)
    target = folder / "mart.parquet"

    def run(text: str) -> Callable[[], object]:
        return lambda: engine.execute(text).fetchall()

    return (
        best(run(f"SELECT COUNT(*), {sums} FROM ({query})")),
        best(run(f"COPY ({query}) TO '{target}' ({WRITE})")),
        best(run(f"SELECT {totals} FROM {ledger}"))
        + best(run(f"SELECT {totals} FROM {parquet_scan([str(target)])}")),
        timed(lambda: build_marts(engine, month, path_of=lambda mart: folder / f"{mart}.parquet")),
    )


def questions(folder: Path, lines: int) -> None:
    """The five standard questions from ledger and from marts."""
    with connect(threads=THREADS, memory_limit_mb=MEMORY_MB, spill=folder / "spill") as engine:
        for name, from_ledger, from_mart, target in ask_all(engine, DataDirectory(folder / "data")):
            figure(
                name,
                ledger_ms=round(from_ledger * 1e3),
                mart_ms=round(from_mart * 1e3, 1),
                ratio=round(from_ledger / from_mart, 1),
                target=target,
            )
    figure("memory", MB=peak_mb())


def legacy(folder: Path, lines: int) -> None:
    """Legacy csv.gz to ledger, against gunzip of the same files on as many processors."""
    shutil.rmtree(folder / "legacy", ignore_errors=True)
    command = [sys.executable, "-m", "finops_aws", "sandbox", "bill", str(folder / "legacy")]
    options = [
        "--until",
        UNTIL.isoformat(),
        "--months",
        "2",
        "--lines",
        str(lines),
        "--shape",
        Shape.LEGACY_CSV,
    ]
    subprocess.run([*command, *options], check=True, stdout=subprocess.DEVNULL)
    files = sorted((folder / "legacy").rglob("*.csv.gz"))
    with gzip.open(files[-1], "rt") as file:
        width = file.readline().count(",") + 1
    floor = min(_gunzip(files, workers=THREADS) for _ in range(RUNS))
    serial = min(_gunzip(files, workers=1) for _ in range(RUNS))
    seconds, rows, reading = _ingest(folder / "legacy", folder / "legacy-data")
    figure(
        "gunzip alone (floor)",
        files=len(files),
        columns=width,
        s=round(floor, 2),
        one_after_another_s=round(serial, 2),
    )
    figure(
        "legacy csv.gz → ledger",
        s=round(reading, 2),
        rows_per_s=round(rows / reading),
        ratio=round(reading / floor, 2),
        ratio_to_serial=round(reading / serial, 2),
        target="≤ 2, ≥ 200,000 rows/s",
        MB=peak_mb(),
    )
    figure("legacy csv.gz → ledger and marts", s=round(seconds, 2), rows_per_s=round(rows / seconds))


def _ingest(bill: Path, ledger: Path) -> tuple[float, int, float]:
    """Seconds of the whole ingest, lines, and seconds of the reading alone."""
    clock: dict[str, float] = {}
    shutil.rmtree(ledger, ignore_errors=True)
    settings = replace(Settings.from_environment(), data=ledger, threads=THREADS, memory_mb=MEMORY_MB)
    analysis = build_analysis(settings, progress=StepClock(clock))
    exports = sorted(str(folder) for folder in bill.iterdir() if folder.name != "truth")
    started = time.perf_counter()
    ingest = analysis.ingest(exports)
    seconds = time.perf_counter() - started
    return seconds, sum(delivery.lines for delivery in ingest.held), clock["progress.reading"]


def _gunzip(files: list[Path], *, workers: int) -> float:
    def one(file: Path) -> None:
        subprocess.run(["gunzip", "--stdout", str(file)], check=True, stdout=subprocess.DEVNULL)

    with ThreadPoolExecutor(workers) as pool:
        return timed(lambda: list(pool.map(one, files)))


class StepClock:
    """Progress that notes how long each step took."""

    def __init__(self, seconds: dict[str, float]) -> None:
        self._seconds = seconds
        self._started = 0.0
        self._name = ""

    def step(self, name: str, total: int) -> "StepClock":
        self._name = name
        return self

    def __enter__(self) -> "StepClock":
        self._started = time.perf_counter()
        return self

    def __exit__(self, *raised: object) -> None:
        self._seconds[self._name] = time.perf_counter() - self._started

    def tell(self, **counts: int) -> None:
        return None

    def advance(self, units: int = 1) -> None:
        return None


def peak_mb() -> int:
    """Peak resident memory of this process, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def figure(name: str, **values: object) -> None:
    """Print one figure."""
    print(json.dumps({"figure": name} | values), flush=True)


if __name__ == "__main__":
    {"generate": generate, "parquet": parquet, "marts": marts, "questions": questions, "legacy": legacy}[
        sys.argv[1]
    ](Path(sys.argv[2]), int(sys.argv[3]))
