"""Runs checks: each one's SQL over the estate, its metrics and the bill, on the embedded engine."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files

import duckdb

from finops_aws.adapters.stores.collected_directory import CollectedDirectory
from finops_aws.adapters.stores.collected_store import DuckDbCollected
from finops_aws.adapters.stores.data_directory import DataDirectory
from finops_aws.adapters.stores.dialect import literal, parquet_scan
from finops_aws.adapters.stores.duckdb_engine import readable
from finops_aws.adapters.stores.estate_directory import EstateDirectory
from finops_aws.adapters.stores.examined_estate import DuckDbExamined, Marts, Told
from finops_aws.adapters.stores.rate_file import JsonRates
from finops_aws.domain.period import Period
from finops_aws.errors import NotFound

WINDOW_DAYS = 30
INCOMPLETE_DAYS = 2  # the last days of a running month still change
MONTHS_READ = 3  # they hold any window
METRIC_DAYS = 93  # no check looks at older metrics

_SQL = files("finops_aws.adapters.stores") / "sql"
_LINES = (_SQL / "check_lines.sql").read_text(encoding="utf-8")
_COSTS = (_SQL / "check_costs.sql").read_text(encoding="utf-8")
_LAST_DAY = "SELECT MAX(ChargeDay) FROM {mart} WHERE NOT x_SpansDays AND ChargeCategory = 'Usage'"


class DuckDbDetector:
    """Opens the data directory for checks."""

    def __init__(self, estate: EstateDirectory, collected: CollectedDirectory, bills: DataDirectory) -> None:
        self._estate = estate
        self._collected = collected
        self._bills = bills
        self._rates = JsonRates(bills.root)

    @contextmanager
    def examine(self) -> Iterator[DuckDbExamined]:
        """Raises NotFound before the first scan and without a bill, CorruptFile."""
        with readable(self._bills.root), self._estate.engine() as engine:
            window = self._window(engine)
            as_of = self._as_of(engine)
            self._put_tables(engine, window=window, as_of=as_of)
            yield DuckDbExamined(
                engine,
                window=window,
                as_of=as_of,
                marts=Marts(self._mart("usage_hourly"), self._mart("costs_daily", months=None)),
                told=Told(DuckDbCollected(self._collected, self._estate).advice, self._rates.list_rates),
            )

    def _window(self, engine: duckdb.DuckDBPyConnection) -> Period:
        row = engine.execute(_LAST_DAY.replace("{mart}", self._mart("costs_daily"))).fetchone()
        if row is None or row[0] is None:
            raise NotFound(thing="ledger", where=self._bills.root)
        end = row[0] + timedelta(days=1 - INCOMPLETE_DAYS)
        return Period(end - timedelta(days=WINDOW_DAYS), end)

    def _mart(self, name: str, *, months: int | None = MONTHS_READ) -> str:
        """The mart's newest months, or all."""
        marts = self._bills.state().marts
        if not marts:
            raise NotFound(thing="ledger", where=self._bills.root)
        newest = sorted(marts)[-months:] if months else sorted(marts)
        return parquet_scan(self._bills.paths(tuple(marts[month][name] for month in newest)))

    def _as_of(self, engine: duckdb.DuckDBPyConnection) -> datetime:
        """Where the metrics end or, without any, when the estate was scanned."""
        row = engine.execute(f"SELECT MAX(until) FROM {self._collected.table('measured')}").fetchone()
        return row[0] if row and row[0] else self._scanned_at()

    def _scanned_at(self) -> datetime:
        scanned = datetime.fromisoformat(self._estate.state()["scanned_at"])
        return scanned.astimezone(UTC).replace(tzinfo=None)

    def _put_tables(self, engine: duckdb.DuckDBPyConnection, *, window: Period, as_of: datetime) -> None:
        """What queries may read: resources that exist, metrics, coverage and the bill's window."""
        state = self._estate.state()
        scanned = literal(self._scanned_at().isoformat(sep=" "))
        oldest = literal((as_of - timedelta(days=METRIC_DAYS)).isoformat(sep=" "))
        lines = _LINES.replace("{mart}", self._mart("costs_daily"))
        tables = {
            "resources": f"SELECT * FROM read_parquet({self._estate.table(state, 'resources')}) "
            f"WHERE last_seen >= TIMESTAMP {scanned}",
            "coverage": f"SELECT * FROM read_parquet({self._estate.table(state, 'coverage')})",
            "measured": f"SELECT * FROM {self._collected.table('measured')}",
            "metrics": f"SELECT * FROM {self._collected.table('metrics')} WHERE hour >= TIMESTAMP {oldest}",
            "charged": lines.replace("{start}", _day(window.start)).replace("{end}", _day(window.end)),
            "costs": _COSTS,
        }
        for name, query in tables.items():
            kind = "VIEW" if name == "metrics" else "TABLE"
            engine.execute(f"CREATE TEMP {kind} {name} AS {query}")


def _day(day: date) -> str:
    return f"DATE {literal(str(day))}"
