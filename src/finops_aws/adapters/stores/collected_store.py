"""Answers questions about what was collected beside the inventory."""

import json
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import Any

import duckdb

from finops_aws.adapters.stores.collected_columns import answered_of
from finops_aws.adapters.stores.collected_directory import CollectedBook, CollectedDirectory
from finops_aws.adapters.stores.duckdb_engine import readable
from finops_aws.adapters.stores.estate_directory import EstateDirectory
from finops_aws.domain.operations.collected import Advice, Answered, Budget, Measure, ResourceKey, Span
from finops_aws.domain.operations.usage import (
    USUAL_DAYS,
    UsageAnswer,
    UsageOrder,
    UsageQuestion,
    UsageRow,
    days_of,
)
from finops_aws.domain.period import Period
from finops_aws.errors import NotFound

_USAGE = (files("finops_aws.adapters.stores") / "sql" / "collected" / "usage.sql").read_text(encoding="utf-8")
_NO_NAMES = "(SELECT '' AS account, '' AS region, '' AS resource_type, '' AS id, '' AS name WHERE FALSE)"
_PLACE = "account, region, service, resource_type, resource_id, metric, statistic, dimension"
_ORDERS = {
    UsageOrder.LEAST: "mean ASC",
    UsageOrder.MOST: "mean DESC",
    UsageOrder.NAME: "coalesce(name, resource_id)",
}
_SEARCHED = "lower(concat_ws(' ', resource_id, name, resource_type, metric))"
_COLUMNS = {
    "accounts": "account",
    "regions": "region",
    "services": "service",
    "metrics": "metric",
    "resources": "resource_id",
}


class DuckDbCollected:
    """The store of collections over Parquet; names of resources come from the estate beside it."""

    def __init__(self, collected: CollectedDirectory, estate: EstateDirectory) -> None:
        self._collected = collected
        self._estate = estate

    def collection(self) -> AbstractContextManager[CollectedBook]:
        return self._collected.collection()

    def version(self) -> str:
        state = self._collected.state()
        return "" if state is None else str(state["version"])

    def answers(self) -> Sequence[Answered]:
        return tuple(answered_of(row) for row in self._rows("answers", order="job"))

    def advice(self) -> Sequence[Advice]:
        rows = self._rows("advice", order="monthly_saving DESC NULLS LAST, source, account, resource_id")
        return tuple(Advice(**_typed(row)) for row in rows)

    def budgets(self) -> Sequence[Budget]:
        return tuple(Budget(**_typed(row)) for row in self._rows("budgets", order="account, name"))

    def measures(self) -> Sequence[Measure]:
        rows = self._rows("measures", order='source, account, region, subject, name, "start"')
        return tuple(Measure(**_typed(row)) for row in rows)

    def read_spans(self) -> Mapping[ResourceKey, Span]:
        return {
            ResourceKey(row["account"], row["region"], row["resource_type"], row["resource_id"]): Span(
                row["since"].replace(tzinfo=UTC), row["until"].replace(tzinfo=UTC)
            )
            for row in self._rows("measured", order="until")
        }

    def usage(self, question: UsageQuestion) -> UsageAnswer:
        if self._collected.state() is None:
            raise NotFound(thing="metrics", where=self._collected.folder)
        metrics = self._collected.table("metrics")
        sql = _USAGE.replace("{metrics}", metrics).replace("{resources}", self._names())
        where, chosen = _where(question)
        with readable(self._collected.folder), self._collected.engine() as engine:
            period = question.period or _last_days(engine, metrics)
            bounds = {"start": period.start, "end": period.end}
            engine.execute(f"CREATE TEMP TABLE usage AS SELECT * FROM ({sql}) WHERE {where}", bounds | chosen)
            total, resources, last = engine.execute(
                "SELECT COUNT(*), COUNT(DISTINCT (account, region, resource_type, resource_id)), "
                "MAX(last_hour) FROM usage"
            ).fetchone() or (0, 0, None)
            result = engine.execute(
                f"SELECT * FROM usage ORDER BY {_ORDERS[question.order]}, {_PLACE} LIMIT ? OFFSET ?",
                [question.limit, question.offset],
            )
            names = [column[0] for column in result.description or ()]
            rows = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
        return UsageAnswer(
            period=period,
            rows=tuple(_usage_row(row, period) for row in rows),
            total=total,
            resources=resources,
            until=last.replace(tzinfo=UTC) if last else None,
        )

    def _names(self) -> str:
        try:
            return f"read_parquet({self._estate.table(self._estate.state(), 'resources')})"
        except NotFound:
            return _NO_NAMES

    def _rows(self, table: str, *, order: str) -> list[dict[str, Any]]:
        with readable(self._collected.folder), self._collected.engine() as engine:
            result = engine.execute(f"SELECT * FROM {self._collected.table(table)} ORDER BY {order}")
            names = [column[0] for column in result.description or ()]
            return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    """A row as the fields of its domain type: moments in UTC, attributes as they were."""
    typed = {name: value for name, value in row.items() if name != "job"}
    for name, value in typed.items():
        if isinstance(value, datetime):
            typed[name] = value.replace(tzinfo=UTC)
    return typed | {"attributes": json.loads(row["attributes"] or "{}")}


def _where(question: UsageQuestion) -> tuple[str, dict[str, object]]:
    conditions, parameters = ["TRUE"], dict[str, object]()
    for name, column in _COLUMNS.items():
        values = list(getattr(question, name))
        if values:
            conditions.append(f"list_contains(${name}, {column})")
            parameters[name] = values
    for number, word in enumerate(question.text.lower().split()):
        conditions.append(f"contains({_SEARCHED}, $word{number})")
        parameters[f"word{number}"] = word
    return " AND ".join(conditions), parameters


def _last_days(engine: duckdb.DuckDBPyConnection, metrics: str) -> Period:
    """The usual window up to the last hour that was read."""
    last = engine.execute(f"SELECT MAX(hour) FROM {metrics}").fetchone()
    if last is None or last[0] is None:
        raise NotFound(thing="metrics", where="data directory")
    end = last[0].date() + timedelta(days=1)
    return Period(end - timedelta(days=USUAL_DAYS), end)


def _usage_row(row: dict[str, Any], period: Period) -> UsageRow:
    days = row["days"]
    plain = ("service", "name", "metric", "statistic", "unit", "dimension", "hours")
    figures = ("mean", "smallest", "largest", "p95", "total")
    return UsageRow(
        key=ResourceKey(row["account"], row["region"], row["resource_type"], row["resource_id"]),
        last_hour=row["last_hour"].replace(tzinfo=UTC),
        days=tuple(days.get(day) for day in days_of(period)),
        **{name: row[name] for name in (*plain, *figures)},
    )
