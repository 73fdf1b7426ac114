"""The tables of a check's examples, and whether an example holds."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import yaml

from docs.compile_catalog import HERE

FILES = sorted((HERE / "checks").rglob("*.yaml"))
RESOURCES = (
    *("account", "region", "service", "resource_type", "id", "arn", "name", "created", "state", "size"),
    *("class", "tags", "attributes"),
)
TYPES = {"created": "TIMESTAMP", "tags": "MAP(VARCHAR, VARCHAR)", "attributes": "JSON"}
NOW = datetime(2026, 11, 20)  # noqa: DTZ001 - the engine keeps UTC without a zone


def written(file: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return content


def world(given: Mapping[str, Any]) -> duckdb.DuckDBPyConnection:
    """The tables of an example."""
    engine = duckdb.connect()
    columns = ", ".join(f'"{name}" {TYPES.get(name, "VARCHAR")}' for name in RESOURCES)
    engine.execute(f"CREATE TABLE resources ({columns})")
    for one in given["resources"]:
        whole = {"account": "1", "region": "r", "arn": f"arn:{one['id']}", **one}
        whole["attributes"] = json.dumps(one.get("attributes", {}))
        marks = ", ".join("?" for _ in RESOURCES)
        engine.execute(f"INSERT INTO resources VALUES ({marks})", [whole.get(name) for name in RESOURCES])
    engine.execute(
        "CREATE TABLE metrics (account VARCHAR, region VARCHAR, resource_id VARCHAR, metric VARCHAR, "
        "statistic VARCHAR, hour TIMESTAMP, value DOUBLE)"
    )
    for one in given.get("metrics", ()):
        row = ["1", "r", one["resource_id"], one["metric"], one.get("statistic", "Sum"), one["hour"]]
        engine.execute("INSERT INTO metrics VALUES (?, ?, ?, ?, ?, ?, ?)", [*row, one["value"]])
    engine.execute(
        "CREATE TABLE measured AS SELECT account, region, resource_type, id AS resource_id, "
        "TIMESTAMP '2000-01-01' AS since FROM resources "
        "WHERE list_contains(?, id)",
        [list(given.get("measured", ()))],
    )
    engine.execute(
        "CREATE TABLE costs (account VARCHAR, region VARCHAR, resource_id VARCHAR, usage_type VARCHAR, "
        "unit VARCHAR, currency VARCHAR, first_day DATE, last_day DATE, amount DECIMAL(38, 12), "
        "quantity DOUBLE)"
    )
    for one in given.get("costs", ()):
        row = [*(one[name] for name in ("resource_id", "usage_type")), one.get("unit"), one["amount"]]
        engine.execute(
            "INSERT INTO costs VALUES ('1', 'r', ?, ?, ?, 'USD', NULL, NULL, ?, ?)",
            [*row, one.get("quantity")],
        )
    engine.execute(
        "CREATE TABLE coverage (account VARCHAR, region VARCHAR, resource_type VARCHAR, status VARCHAR)"
    )
    return engine
