"""Reading a written bill back with plain DuckDB SQL, independent of product and engine."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb

from finops_aws.sandbox import BillRequest, WrittenBill, write_bill

UNTIL = date(2026, 11, 20)
NET_COLUMNS = (
    "line_item_net_unblended_cost",
    "reservation_net_effective_cost",
    "reservation_net_unused_amortized_upfront_fee_for_billing_period",
    "reservation_net_unused_recurring_fee",
    "savings_plan_net_savings_plan_effective_cost",
    "savings_plan_net_recurring_commitment_for_billing_period",
    "savings_plan_net_amortized_upfront_commitment_for_billing_period",
)
VIEW = Path(__file__).with_name("bill_view.sql")


def written(folder: Path, **wishes: object) -> WrittenBill:
    """Write a bill; small and random unless wished otherwise."""
    standard: dict[str, object] = {"until": UNTIL, "company": "random", "lines": 900, "months": 3}
    return write_bill(BillRequest(**{**standard, **wishes}), folder)  # type: ignore[arg-type]


@contextmanager
def lines(folder: Path, pattern: str = "*/data/**/*.parquet") -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a bill's CUR 2.0 Parquet files as the view ``bill`` with exact decimals.

    Money columns get their shortest text as DECIMAL(38,12) under the names unblended,
    net, listed, amortized and effective; children of splits are marked.
    """
    connection = duckdb.connect(config={"threads": "1"})
    files = f"read_parquet('{folder}/{pattern}', union_by_name = true, hive_partitioning = false)"
    present = {row[0] for row in connection.execute(f"DESCRIBE SELECT * FROM {files}").fetchall()}
    missing = "".join(f", NULL::DOUBLE AS {name}" for name in NET_COLUMNS if name not in present)
    connection.execute("CREATE MACRO exact(x) AS CAST(CAST(x AS VARCHAR) AS DECIMAL(38,12))")
    connection.execute(f"CREATE MACRO has_net() AS {not missing}")
    connection.execute(f"CREATE VIEW raw AS SELECT *{missing} FROM {files}")
    connection.execute(VIEW.read_text("utf-8"))
    try:
        yield connection
    finally:
        connection.close()


def residues(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[object, ...]]:
    """Give the groups in which a query's last column is not zero."""
    return [row for row in connection.execute(query).fetchall() if row[-1] != 0]


def controls(folder: Path) -> dict[tuple[str, ...], Decimal]:
    """Give the truth by (period, scope, key, metric), added up over payers."""
    found: dict[tuple[str, ...], Decimal] = {}
    with (folder / "truth" / "controls.csv").open(encoding="utf-8") as source:
        for row in csv.DictReader(source):
            key = (row["billing_period"], row["scope"], row["key"], row["metric"])
            found[key] = found.get(key, Decimal(0)) + Decimal(row["amount"])
    return found
