"""The columns of what is collected beside the inventory, as JSON lines and as Parquet."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from finops_aws.adapters.stores.estate_columns import moment
from finops_aws.domain.operations.collected import (
    Advice,
    Answered,
    Budget,
    Measure,
    Reading,
    ResourceKey,
    Series,
    Statement,
)
from finops_aws.domain.operations.estate import Ending, Job, Status

MONEY = "DECIMAL(38, 10)"
_WHERE = {"account": "VARCHAR", "region": "VARCHAR"}
_KEY = {**_WHERE, "resource_type": "VARCHAR", "resource_id": "VARCHAR"}
_JOB = {"job": "VARCHAR"}
TABLES: dict[str, dict[str, str]] = {
    "advice": {
        **_JOB,
        "source": "VARCHAR",
        **_WHERE,
        **dict.fromkeys(("resource_id", "resource_arn", "subject", "finding", "action"), "VARCHAR"),
        "monthly_saving": MONEY,
        "currency": "VARCHAR",
        "as_of": "TIMESTAMP",
        "attributes": "JSON",
    },
    "budgets": {
        **_JOB,
        "account": "VARCHAR",
        **dict.fromkeys(("name", "kind", "time_unit", "unit"), "VARCHAR"),
        **dict.fromkeys(("limit", "actual", "forecast"), MONEY),
        "attributes": "JSON",
    },
    "measures": {
        **_JOB,
        "source": "VARCHAR",
        **_WHERE,
        **dict.fromkeys(("subject", "name"), "VARCHAR"),
        **dict.fromkeys(("start", "end"), "TIMESTAMP"),
        "value": MONEY,
        "unit": "VARCHAR",
        "attributes": "JSON",
    },
    "answers": {
        **_JOB,
        **dict.fromkeys(("service", "resource_type", "region", "account", "status"), "VARCHAR"),
        **dict.fromkeys(("resources", "calls", "throttles"), "BIGINT"),
        **dict.fromkeys(("action", "code", "reason"), "VARCHAR"),
        "stops": "BOOLEAN",
        "ended_at": "TIMESTAMP",
    },
    "metrics": {
        **_KEY,
        **dict.fromkeys(("service", "metric", "statistic", "unit", "dimension"), "VARCHAR"),
        "period_seconds": "BIGINT",
        "first": "TIMESTAMP",
        "values": "DOUBLE[]",
    },
    "measured": {**_KEY, "since": "TIMESTAMP", "until": "TIMESTAMP"},
}
"""Table → its columns; an amount is written as text, so that no digit is lost."""

STATEMENTS: dict[type[Statement], str] = {Advice: "advice", Budget: "budgets", Measure: "measures"}


def job_name(job: Job) -> str:
    return f"{job.service}:{job.resource_type}|{job.account}|{job.region}"


def statement_line(statement: Statement, job: Job) -> dict[str, Any]:
    line = {one.name: getattr(statement, one.name) for one in fields(statement)}
    return {"job": job_name(job)} | {name: _written(value) for name, value in line.items()}


def answer_line(job: Job, ending: Ending, *, ended_at: datetime) -> dict[str, Any]:
    return {
        "job": job_name(job),
        **{name: getattr(job, name) for name in ("service", "resource_type", "region", "account")},
        **{one.name: getattr(ending, one.name) for one in fields(Ending)},
        "ended_at": moment(ended_at),
    }


def series_lines(reading: Reading) -> list[dict[str, Any]]:
    """One line per series that has a point."""
    return [
        {
            **key_of(one.key),
            "service": one.service,
            "metric": one.metric,
            "statistic": one.statistic,
            "unit": one.unit,
            "dimension": one.dimension,
            "period_seconds": one.period_seconds,
            "first": moment(one.hours[0]),
            "values": _on_the_grid(one),
        }
        for one in reading.series
        if one.hours
    ]


def _on_the_grid(one: Series) -> list[float | None]:
    """A value per period from the first hour on, None where there is no point."""
    step, first = one.period_seconds, one.hours[0]
    places = [int((hour - first).total_seconds()) // step for hour in one.hours]
    values: list[float | None] = [None] * (max(places) + 1)
    for place, value in zip(places, one.values, strict=True):
        values[place] = value
    return values


def key_of(key: ResourceKey) -> dict[str, Any]:
    return {
        "account": key.account,
        "region": key.region,
        "resource_type": key.resource_type,
        "resource_id": key.id,
    }


def answered_of(row: dict[str, Any]) -> Answered:
    ending = Ending(
        status=Status(row["status"]),
        **{one.name: row[one.name] for one in fields(Ending) if one.name != "status"},
    )
    return Answered(Job(row["service"], row["resource_type"], row["region"], row["account"]), ending)


def _written(value: Any) -> Any:
    if isinstance(value, datetime):
        return moment(value)
    return value
