"""Runs checks: each one's SQL over the estate, its metrics and the bill, on the embedded engine."""

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from importlib.resources import files
from typing import Any

import duckdb

from finops_aws.adapters.stores.collected_directory import CollectedDirectory
from finops_aws.adapters.stores.cost_sql import decimal_or_none
from finops_aws.adapters.stores.data_directory import DataDirectory
from finops_aws.adapters.stores.dialect import literal, parquet_scan
from finops_aws.adapters.stores.duckdb_engine import readable
from finops_aws.adapters.stores.estate_directory import EstateDirectory
from finops_aws.domain.optimization.checks import Check
from finops_aws.domain.optimization.recommendations import Blind, Detection, Finding, LineCost
from finops_aws.domain.period import Period
from finops_aws.errors import NotFound

WINDOW_DAYS = 30
INCOMPLETE_DAYS = 2
"""The last days of a running month still change."""

_SQL = files("finops_aws.adapters.stores") / "sql"
_LINES = (_SQL / "check_lines.sql").read_text(encoding="utf-8")
_RATE = (_SQL / "check_rate.sql").read_text(encoding="utf-8")
_LAST_DAY = "SELECT MAX(ChargeDay) FROM {mart} WHERE NOT x_SpansDays AND ChargeCategory = 'Usage'"
_BLIND = {
    "resources": (
        "SELECT DISTINCT account, region FROM coverage "
        "WHERE resource_type = ? AND status NOT IN ('ok', 'not_offered')"
    ),
    "metrics": (
        "SELECT DISTINCT account, region FROM resources AS one WHERE resource_type = ? AND NOT EXISTS ("
        "FROM measured AS own WHERE own.account = one.account AND own.region = one.region "
        "AND own.resource_type = one.resource_type AND own.resource_id = one.id)"
    ),
}
_PARAMETER = re.compile(r"\$(\w+)")


class DuckDbDetector:
    """Runs checks over the data directory."""

    def __init__(self, estate: EstateDirectory, collected: CollectedDirectory, bills: DataDirectory) -> None:
        self._estate = estate
        self._collected = collected
        self._bills = bills

    def window(self) -> Period:
        with self._opened() as engine:
            row = engine.execute(_LAST_DAY.replace("{mart}", self._mart())).fetchone()
        if row is None or row[0] is None:
            raise NotFound(thing="ledger", where=self._bills.root)
        end = row[0] + timedelta(days=1 - INCOMPLETE_DAYS)
        return Period(end - timedelta(days=WINDOW_DAYS), end)

    def detect(self, check: Check) -> Detection:
        with self._opened() as engine:
            self._put_tables(engine)
            rows = found_rows(engine, check, as_of=self._as_of())
            blind = tuple(blind_spots(engine, check))
        return Detection(tuple(map(_finding, rows)), blind)

    def lines(self, check: Check, window: Period) -> Mapping[tuple[str, str], Sequence[LineCost]]:
        saving = check.saving
        found: dict[tuple[str, str], list[LineCost]] = defaultdict(list)
        if saving is None:
            return found
        with self._opened() as engine:
            bounds = [window.start, window.end, saving.usage_type]
            for row in engine.execute(_LINES.replace("{mart}", self._mart()), bounds).fetchall():
                account, resource, usage_type, unit, currency, amount, quantity = row
                cost = LineCost(
                    usage_type, unit, currency, decimal_or_none(amount), decimal_or_none(quantity)
                )
                found[account, resource].append(cost)
        return found

    def rate(self, usage_type: str, window: Period) -> tuple[Decimal, str] | None:
        with self._opened() as engine:
            query = _RATE.replace("{mart}", self._mart())
            rows = engine.execute(query, [window.start, window.end, usage_type]).fetchall()
        return (Decimal(str(rows[0][0])), rows[0][1]) if len(rows) == 1 else None

    def _opened(self) -> Any:
        return _Opened(self)

    def engine(self) -> duckdb.DuckDBPyConnection:
        return self._estate.engine()

    @property
    def root(self) -> Any:
        return self._bills.root

    def _mart(self) -> str:
        """The daily costs of the last months, which hold any window."""
        marts = self._bills.state().marts
        if not marts:
            raise NotFound(thing="ledger", where=self._bills.root)
        newest = sorted(marts)[-3:]
        return parquet_scan(self._bills.paths(tuple(marts[month]["costs_daily"] for month in newest)))

    def _costs(self) -> str:
        """The lines of the window, of every usage type; nothing is read unless a query asks."""
        window = self.window()
        bounds = (f"DATE {literal(str(window.start))}", f"DATE {literal(str(window.end))}", "''")
        text = _LINES.replace("{mart}", self._mart())
        for bound in bounds:
            text = text.replace("?", bound, 1)
        return text

    def _as_of(self) -> datetime:
        """Where the metrics end or, without any, when the estate was scanned."""
        with self._collected.engine() as engine:
            row = engine.execute(f"SELECT MAX(until) FROM {self._collected.table('measured')}").fetchone()
        scanned = datetime.fromisoformat(self._estate.state()["scanned_at"]).astimezone(UTC)
        return row[0] if row and row[0] else scanned.replace(tzinfo=None)

    def _put_tables(self, engine: duckdb.DuckDBPyConnection) -> None:
        """What queries may read: resources that exist, metrics, and up to when they were read."""
        state = self._estate.state()
        scanned = datetime.fromisoformat(state["scanned_at"]).astimezone(UTC).replace(tzinfo=None)
        resources = f"read_parquet({self._estate.table(state, 'resources')})"
        engine.execute(
            f"CREATE TEMP VIEW resources AS SELECT * FROM {resources} "
            f"WHERE last_seen >= TIMESTAMP {literal(scanned.isoformat(sep=' '))}"
        )
        for name in ("metrics", "measured"):
            engine.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM {self._collected.table(name)}")
        coverage = f"read_parquet({self._estate.table(state, 'coverage')})"
        engine.execute(f"CREATE TEMP VIEW coverage AS SELECT * FROM {coverage}")
        engine.execute(f"CREATE TEMP VIEW costs AS {self._costs()}")


def blind_spots(engine: duckdb.DuckDBPyConnection, check: Check) -> list[Blind]:
    """Where the check lacks one of its needs."""
    found = []
    for need in check.needs:
        table, _, kind = need.partition(".")
        query = _BLIND.get(table)
        rows = engine.execute(query, [kind]).fetchall() if query else []
        found += [Blind(check=check, account=one, region=region, missing=need) for one, region in rows]
    return found


def found_rows(engine: duckdb.DuckDBPyConnection, check: Check, *, as_of: datetime) -> list[dict[str, Any]]:
    """The resources that the check's query finds, with its evidence as JSON."""
    bound = {"as_of": as_of, **{name: one.value for name, one in check.params.items()}}
    asked = {name: bound[name] for name in set(_PARAMETER.findall(check.query))}
    result = engine.execute(
        f"SELECT known.*, to_json(found.evidence) AS evidence FROM ({check.query}) AS found "
        "JOIN resources AS known USING (account, region, resource_type, id) "
        "ORDER BY account, region, resource_type, id",
        asked,
    )
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


class _Opened:
    """An engine whose failures to read become our errors."""

    def __init__(self, detector: DuckDbDetector) -> None:
        self._readable = readable(detector.root)
        self._engine = detector.engine()

    def __enter__(self) -> duckdb.DuckDBPyConnection:
        self._readable.__enter__()
        return self._engine

    def __exit__(self, *raised: Any) -> None:
        self._engine.close()
        self._readable.__exit__(*raised)


def _finding(row: dict[str, Any]) -> Finding:
    return Finding(
        account=row["account"],
        region=row["region"],
        resource_type=row["resource_type"],
        resource_id=row["id"],
        resource_arn=row["arn"],
        name=row["name"],
        created=row["created"].replace(tzinfo=UTC) if row["created"] else None,
        evidence=json.loads(row["evidence"]),
    )
