"""Writes bills: plans in Python, rows in SQL, one file after the other, manifests last."""

import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from threading import Lock, local

import duckdb

from finops_aws.sandbox.layout import Delivery, delivery, export_folder
from finops_aws.sandbox.manifests import Content, write_manifests
from finops_aws.sandbox.months import Month
from finops_aws.sandbox.plan import Plan, plan
from finops_aws.sandbox.projection import columns
from finops_aws.sandbox.request import BillRequest, Layout, WrittenBill
from finops_aws.sandbox.rows import RowWriter, Target
from finops_aws.sandbox.truth import Totals, write_truth

WORKERS = 2
ONE_WORKER_LINES = 60_000
MEMORY_LIMIT = "450MB"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    month: Month
    delivery: Delivery
    final: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done:
    totals: Totals | None
    rows: int
    files: int


def write_bill(request: BillRequest, folder: Path) -> WrittenBill:
    """Write the bill under ``folder`` and its truth under ``folder/truth``.

    The same request gives the same files, byte for byte: every file is written by
    one single-threaded connection, and months are shared among workers.
    """
    started = time.perf_counter()
    folder.mkdir(parents=True, exist_ok=True)
    results = [_write_payer(request, folder, seed=request.seed + 1000 * n) for n in range(request.payers)]
    payers = [(made, months) for made, months, _ in results]
    write_truth(folder / "truth", payers, focus=request.shape.is_focus)
    done = [d for _, _, tasks in results for d in tasks]
    return WrittenBill(
        rows=sum(d.rows for d in done),
        files=sum(d.files for d in done),
        seconds=time.perf_counter() - started,
        exports=tuple(folder / export_folder(request, made.company.payer.id) for made, _, _ in results),
        truth=folder / "truth",
    )


def _write_payer(request: BillRequest, folder: Path, *, seed: int) -> tuple[Plan, list[Totals], list[_Done]]:
    made = plan(request, seed=seed)
    tasks = _tasks(request, made, seed=seed)
    with tempfile.TemporaryDirectory(prefix="sandbox-bill-") as scratch:
        crew = _Crew(request, made, folder, scratch=Path(scratch), seed=seed)
        done = crew.run(tasks)
    return made, [d.totals for d in done if d.totals is not None], done


def _tasks(request: BillRequest, made: Plan, *, seed: int) -> list[_Task]:
    """List what to deliver; with history the last closed month is delivered three times."""
    payer = made.company.payer.id
    closed = [month for month in made.timeline.months if month.closed]
    found: list[_Task] = []
    for month in made.timeline.months:
        last = 3 if month.closed else 1
        keep_all = request.history and request.layout is Layout.CREATE_NEW and closed and month is closed[-1]
        for number in range(1 if keep_all else last, last + 1):
            place = delivery(request, month, payer=payer, number=number, seed=seed)
            found.append(_Task(month=month, delivery=place, final=number == last))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Begun:
    task: _Task
    totals: Totals
    target: Target
    keys: list[str]
    rows: int


class _Crew:
    """Workers with a connection each; a month is one worker's."""

    def __init__(self, request: BillRequest, made: Plan, folder: Path, *, scratch: Path, seed: int) -> None:
        self._request = request
        self._plan = made
        self._folder = folder
        self._scratch = scratch
        self._seed = seed
        self._own = local()
        self._hiring = Lock()
        self._connections: list[duckdb.DuckDBPyConnection] = []

    def run(self, tasks: list[_Task]) -> list[_Done]:
        """Write all tasks; a later delivery of a month follows the earlier one."""
        together = not self._plan.series and len({task.month.position for task in tasks}) == len(tasks)
        workers = 1 if self._request.lines <= ONE_WORKER_LINES else WORKERS
        try:
            if together:
                return self._finish([self._begin(task) for task in tasks])
            months = [list(group) for _, group in groupby(tasks, key=lambda task: task.month.position)]
            with ThreadPoolExecutor(workers) as pool:
                return [done for month in pool.map(self._write, months) for done in month]
        finally:
            for connection in self._connections:
                connection.close()

    def _rows(self) -> RowWriter:
        if not hasattr(self._own, "rows"):
            with self._hiring:
                place = self._scratch / str(len(self._connections))
                settings: dict[str, str | bool | int | float | list[str]] = {
                    "threads": "1",
                    "memory_limit": MEMORY_LIMIT,
                    "temp_directory": str(place / "spill"),
                }
                connection = duckdb.connect(config=settings)
                self._connections.append(connection)
            self._own.rows = RowWriter(connection, self._plan, self._request, scratch=place, seed=self._seed)
        rows: RowWriter = self._own.rows
        return rows

    def _write(self, tasks: list[_Task]) -> list[_Done]:
        """Write the deliveries of one month, one after the other."""
        return [self._finish([self._begin(task)])[0] for task in tasks]

    def _begin(self, task: _Task) -> _Begun:
        """Write the bulk chunks of one delivery and work out what else it holds."""
        rows = self._rows()
        month, place = task.month, task.delivery
        invoice = self._plan.invoices[month.position] if place.number > 1 else None
        totals = Totals(month=month, invoice=invoice)
        keys: list[str] = []
        written = 0
        for chunk, hours in enumerate(rows.chunks(month), start=2):
            keys.append(self._key(place, chunk))
            written += rows.write_bulk(hours, self._folder / keys[-1], month=month, totals=totals)
        self._count(totals, place.number)
        target = Target(
            month=month,
            delivery=place.number,
            invoice=invoice,
            extra=rows.discount_lines(totals),
            path=self._folder / self._key(place, 1),
        )
        return _Begun(task=task, totals=totals, target=target, keys=keys, rows=written)

    def _finish(self, begun: list[_Begun]) -> list[_Done]:
        """Write the files of everything else, then the manifests."""
        counts = self._rows().write_lines([b.target for b in begun])
        return [self._deliver(b, b.rows + count) for b, count in zip(begun, counts, strict=True)]

    def _deliver(self, begun: _Begun, rows: int) -> _Done:
        task = begun.task
        keys = [self._key(task.delivery, 1), *begun.keys]
        write_manifests(
            self._folder,
            task.delivery,
            month=task.month,
            content=Content(
                shape=self._request.shape,
                columns=columns(self._request.shape, self._request.discount_mode),
                keys=keys,
                payer=self._plan.company.payer.id,
            ),
        )
        return _Done(totals=begun.totals if task.final else None, rows=rows, files=len(keys))

    def _key(self, place: Delivery, chunk: int) -> str:
        return f"{place.data_folder}/{place.data_name.format(chunk=chunk)}"

    def _count(self, totals: Totals, number: int) -> None:
        """Add the engine's lines and the month's postings, hour by hour."""
        times: dict[int, int] = {}
        for hour in totals.month.hours:
            pattern = self._plan.hours[hour]
            times[pattern] = times.get(pattern, 0) + 1
        for pattern, count in times.items():
            for line in self._plan.patterns[pattern].lines:
                totals.add(line, times=count)
        for post in self._plan.postings:
            if post.month == totals.month.position and post.delivery <= number:
                totals.add(post.line, invoice=post.invoice if totals.invoice else None)
