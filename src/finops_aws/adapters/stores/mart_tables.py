"""Marts as the engine reads them: the small ones from its memory, of the others the files that matter."""

import hashlib
from collections.abc import Callable
from datetime import date
from threading import Lock

import duckdb

from finops_aws.adapters.stores.dialect import literal, parquet_scan, quoted
from finops_aws.domain.period import Period
from finops_aws.domain.visibility.costs import Basis

KEPT = ("costs_by_service", "costs_overview_monthly", "costs_by_tag_monthly", "invoices")
"""Small marts that every page asks: opening a file per month takes longer than answering."""

MOST_ROWS = 250_000
"""A mart with more rows (about 350 bytes each in memory) stays on disk."""

_ROWS = "SELECT coalesce(SUM(num_rows), 0) FROM parquet_file_metadata([{files}])"
_DAYS = """
SELECT
    MIN(CAST(stats_min_value AS DATE)),
    MAX(CAST(stats_max_value AS DATE)),
    COUNT(*) = COUNT(stats_min_value)
FROM parquet_metadata({file})
WHERE path_in_schema = 'ChargeDay'
"""

Files = dict[str, str]
"""Billing period (YYYY-MM) → file."""


class MartTables:
    """Gives each mart's relation; ``engine`` is the connection in whose memory the small ones are kept."""

    def __init__(self, engine: Callable[[], duckdb.DuckDBPyConnection]) -> None:
        self._engine = engine
        self._lock = Lock()
        self._tables: dict[str, tuple[str, str | None]] = {}
        self._earlier: dict[str, str] = {}
        self._days: dict[str, tuple[date, date] | None] = {}

    def relation(self, mart: str, *, files: Files, period: Period, basis: Basis) -> str | None:
        """What to read for a question about the period, as SQL; None when no file has a part in it.

        Bills lie in their months' files. The charges of a day may lie in another month's:
        then the days that a file holds decide. A relation may hold more than the period.
        """
        if mart in KEPT and files:
            table = self._table(mart, sorted(files.values()))
            if table is not None:
                return quoted(table)
        if basis is Basis.BILLS:
            months = {f"{month.start:%Y-%m}" for month in period.months()}
            chosen = [file for month, file in sorted(files.items()) if month in months]
        else:
            chosen = [file for _, file in sorted(files.items()) if self._may_hold(file, period)]
        return parquet_scan(chosen) if chosen else None

    def _may_hold(self, file: str, period: Period) -> bool:
        """Whether a charge of the period may lie in the file, by what its footer says."""
        with self._lock:
            if file not in self._days:
                with self._engine().cursor() as cursor:
                    row = cursor.execute(_DAYS.format(file=literal(file))).fetchone()
                first, last, is_complete = row or (None, None, False)
                self._days[file] = (first, last) if is_complete and first and last else None
            days = self._days[file]
        return days is None or (days[0] < period.end and period.start <= days[1])

    def _table(self, mart: str, files: list[str]) -> str | None:
        """The table that holds the files; None when they are too large."""
        version = hashlib.sha256("\n".join(files).encode()).hexdigest()[:12]
        with self._lock:
            held = self._tables.get(mart)
            if held is None or held[0] != version:
                held = self._tables[mart] = (version, self._load(mart, files, version))
            return held[1]

    def _load(self, mart: str, files: list[str], version: str) -> str | None:
        with self._engine().cursor() as cursor:
            # Questions that are being answered may still read the table before this one.
            if earlier := self._earlier.pop(mart, None):
                cursor.execute(f"DROP TABLE IF EXISTS {quoted(earlier)}")
            rows = cursor.execute(_ROWS.format(files=", ".join(map(literal, files)))).fetchone()
            if rows is None or rows[0] > MOST_ROWS:
                return None
            table = f"{mart}_{version}"
            cursor.execute(f"CREATE OR REPLACE TABLE {quoted(table)} AS SELECT * FROM {parquet_scan(files)}")
            if current := self._tables.get(mart, ("", None))[1]:
                self._earlier[mart] = current
            return table
