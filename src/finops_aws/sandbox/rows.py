"""Rows of one worker: tables in DuckDB, chunks of bulk usage, and the lines the engine made."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from finops_aws.sandbox.lines import Line, flat
from finops_aws.sandbox.months import Month
from finops_aws.sandbox.packing import pack
from finops_aws.sandbox.plan import Plan
from finops_aws.sandbox.projection import columns
from finops_aws.sandbox.request import BillRequest, Discounts
from finops_aws.sandbox.statements import statement
from finops_aws.sandbox.storage import append_details, detail_row, store
from finops_aws.sandbox.truth import Totals

if TYPE_CHECKING:
    import duckdb

CHUNK_LINES = 800_000
ROW_GROUP = 40_960
"""Rows buffered before they are written: 120 columns of them fit a worker's memory."""
DISCOUNT_TYPES = {"edp": "EdpDiscount", "private": "PrivateRateDiscount", "bundled": "BundledDiscount"}
DISCOUNT_IDS = 50_000_000
SEED_SPAN = 1_000_003
"""Bulk usage varies from hour to hour by the seed modulo this prime."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One file of engine lines: a month in one of its deliveries, with ``extra`` discount lines."""

    month: Month
    delivery: int
    invoice: str | None
    extra: list[Line]
    path: Path


class RowWriter:
    """Writes files through one connection of its own."""

    def __init__(
        self,
        connection: "duckdb.DuckDBPyConnection",
        plan: Plan,
        request: BillRequest,
        *,
        scratch: Path,
        seed: int,
    ) -> None:
        self._connection = connection
        self._plan = plan
        self._shape = request.shape
        self._mode = request.discount_mode
        self._seed = seed % SEED_SPAN
        self._columns = columns(request.shape, request.discount_mode)
        connection.execute("SET TimeZone = 'UTC'")
        self._tables = scratch / "tables"
        store(connection, plan, folder=self._tables)

    def chunks(self, month: Month) -> Iterator[range]:
        """Divide the month's hours so that a chunk has about CHUNK_LINES lines of bulk usage."""
        alive = [s for s in self._plan.series if s.birth < month.end_hour and s.death > month.first_hour]
        expected = (
            sum((min(s.death, month.end_hour) - max(s.birth, month.first_hour)) / s.cadence for s in alive)
            / self._plan.timeline.stride
        )
        if expected <= 0:
            return
        hours = month.end_hour - month.first_hour
        span = max(1, int(hours / max(1, round(expected / CHUNK_LINES))) + 1)
        for first in range(month.first_hour, month.end_hour, span):
            yield range(first, min(month.end_hour, first + span))

    def write_bulk(self, hours: range, path: Path, *, month: Month, totals: Totals) -> int:
        """Write one chunk of bulk usage and add its sums, taken before any column was filled."""
        self._connection.execute(
            statement("bulk", first=str(hours.start), last=str(hours.stop), seed=str(self._seed))
        )
        for account, product, terms, lines, unblended, billed in self._connection.execute(
            statement("bulk_sums")
        ).fetchall():
            totals.add_usage(account, product, lines=lines, unblended=int(unblended), billed=int(billed))
            totals.take_discount(account, product, terms=terms, amount=int(unblended - billed))
        source = statement("bulk_source", invoice=_quoted(totals.invoice))
        return self._copy(
            f"SELECT {self._select(bulk=True, literals=self._literals(month))} FROM {source}", path
        )

    def discount_lines(self, totals: Totals) -> list[Line]:
        """Turn the discounts of the month into lines of their own, where the export has such lines."""
        if not self._mode.has_lines:
            return []
        if self._mode is Discounts.LINES:
            totals.without_net()
        found: list[Line] = []
        for (account, product, terms), amount in sorted(totals.discounts.items()):
            meter = self._plan.discount_meters[account, product, terms]
            line = flat(DISCOUNT_TYPES[terms], meter, amount=-amount)
            if self._mode is Discounts.NET_AND_LINES:
                line = replace(line, billed=0, effective=0)
            found.append(line)
        for line in found:
            totals.add(line)
        return found

    def write_lines(self, targets: list[Target]) -> list[int]:
        """Write the engine's lines, postings and extra lines of each target into its file.

        Gives the rows of each. Several small files are shaped in one go: planning a
        query of 120 columns costs more than running it over a thousand lines.
        """
        append_details(self._connection, self._extras(targets), folder=self._tables)
        rows = ", ".join(self._task(number, target) for number, target in enumerate(targets))
        self._connection.execute(statement("task", rows=rows))
        epoch = f"TIMESTAMP '{self._plan.timeline.epoch:%Y-%m-%d}'"
        self._connection.execute(statement("line", epoch=epoch))
        if self._shape.is_focus:
            self._connection.execute(statement("focus_line"))
        chosen = self._select(bulk=False, literals={})
        source = f"FROM {statement('line_source')} ORDER BY l.task, l.number, l.unused"
        if len(targets) == 1:
            counts = [self._copy(f"SELECT {chosen} {source}", targets[0].path)]
        else:
            counts = self._copy_shaped(f"SELECT {chosen}, l.task AS sandbox_task {source}", targets)
        self._connection.execute("DELETE FROM detail WHERE id >= ?", [DISCOUNT_IDS])
        return counts

    def _copy_shaped(self, query: str, targets: list[Target]) -> list[int]:
        self._connection.execute(f"CREATE OR REPLACE TEMP TABLE shaped AS {query}")
        part = "SELECT * EXCLUDE (sandbox_task) FROM shaped WHERE sandbox_task = {}"
        return [self._copy(part.format(number), target.path) for number, target in enumerate(targets)]

    def _extras(self, targets: list[Target]) -> list[list[object]]:
        rows: list[list[object]] = []
        for target in targets:
            month = target.month
            place = (None, month.position, month.first_hour, month.whole_end, 1, "Anniversary", None)
            rows += [
                detail_row(DISCOUNT_IDS + len(rows) + n, line, place=place)
                for n, line in enumerate(target.extra)
            ]
        return rows

    def _task(self, number: int, target: Target) -> str:
        literals = self._literals(target.month)
        names = ("period_start", "period_end", "payer_id", "payer_name", "invoicing_entity")
        values = ", ".join(literals[name] for name in names)
        return f"({number}, {target.month.position}, {target.delivery}, {_quoted(target.invoice)}, {values})"

    def _select(self, *, bulk: bool, literals: dict[str, str]) -> str:
        return ",\n    ".join(
            c.select(shape=self._shape, literals=literals, bulk=bulk) for c in self._columns
        )

    def _copy(self, query: str, path: Path) -> int:
        """Write the query's rows and give their number."""
        path.parent.mkdir(parents=True, exist_ok=True)
        packed = not self._shape.is_parquet
        target = path.with_suffix("") if packed else path
        form = "FORMAT csv, HEADER"
        if not packed:
            form = f"FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE {ROW_GROUP}"
        done = self._connection.execute(f"COPY ({query}) TO {_quoted(str(target))} ({form})").fetchone()
        if packed:
            pack(target, path)
        return int(done[0]) if done else 0

    def _literals(self, month: Month) -> dict[str, str]:
        payer = self._plan.company.payer
        return {
            "payer_id": _quoted(payer.id),
            "payer_name": _quoted(payer.name),
            "invoicing_entity": _quoted(self._plan.company.invoicing_entity),
            "period_start": f"TIMESTAMP '{month.start:%Y-%m-%d}'",
            "period_end": f"TIMESTAMP '{month.end:%Y-%m-%d}'",
        }


def _quoted(text: str | None) -> str:
    return "NULL::VARCHAR" if text is None else "'" + text.replace("'", "''") + "'"
