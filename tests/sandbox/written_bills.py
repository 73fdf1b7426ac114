"""Reading a written bill back with plain DuckDB SQL, independent of the product and of the sandbox's engine."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb

from finops_aws.sandbox import BillRequest, WrittenBill, write_bill

UNTIL = date(2026, 11, 20)
DISCOUNT_LINES = ("EdpDiscount", "PrivateRateDiscount", "BundledDiscount")


def written(folder: Path, **wishes: object) -> WrittenBill:
    """Write a bill; small and random unless wished otherwise."""
    standard: dict[str, object] = {"until": UNTIL, "company": "random", "lines": 900, "months": 3}
    return write_bill(BillRequest(**{**standard, **wishes}), folder)  # type: ignore[arg-type]


@contextmanager
def lines(folder: Path, pattern: str = "*/data/**/*.parquet") -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a bill's CUR 2.0 Parquet files as the view ``bill`` with exact decimals.

    Money columns get their shortest text as DECIMAL(38,12) under the names unblended,
    net, listed, amortized and effective; parents and children of splits are kept apart.
    """
    connection = duckdb.connect(config={"threads": "1"})
    files = f"read_parquet('{folder}/{pattern}', union_by_name = true, hive_partitioning = false)"
    present = {row[0] for row in connection.execute(f"DESCRIBE SELECT * FROM {files}").fetchall()}
    has_net = "line_item_net_unblended_cost" in present
    connection.execute("CREATE MACRO exact(x) AS CAST(CAST(x AS VARCHAR) AS DECIMAL(38,12))")
    connection.execute(f"CREATE VIEW bill AS SELECT *, {_amounts(has_net)} FROM {files}")
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


def _amounts(has_net: bool) -> str:
    """Give the cost bases by line type, in SQL."""
    reserved, fee = "reservation_effective_cost", "reservation_unused_{}"
    used = "exact(savings_plan_total_commitment_to_date) - exact(savings_plan_used_commitment)"
    gross = _basis(
        "exact(line_item_unblended_cost)",
        f"exact({reserved})",
        f"exact({fee.format('amortized_upfront_fee_for_billing_period')}) + exact({fee.format('recurring_fee')})",
        "exact(savings_plan_savings_plan_effective_cost)",
        used,
    )
    child = "coalesce(line_item_operation, '') IN ('EKSPod-EC2') AS child"
    plain = f"exact(line_item_unblended_cost) AS unblended, exact(pricing_public_on_demand_cost) AS listed, {child}"
    if not has_net:
        return f"{plain}, exact(line_item_unblended_cost) AS net, {gross} AS amortized, {gross} AS effective"
    marks = ", ".join(f"'{name}'" for name in DISCOUNT_LINES)
    net = (
        f"CASE WHEN line_item_line_item_type IN ({marks}) THEN coalesce(exact(line_item_net_unblended_cost), 0)"
        " ELSE coalesce(exact(line_item_net_unblended_cost), exact(line_item_unblended_cost)) END"
    )
    net_fee = "reservation_net_unused_{}"
    ratio = (
        "coalesce((exact(savings_plan_net_recurring_commitment_for_billing_period)"
        " + exact(savings_plan_net_amortized_upfront_commitment_for_billing_period))"
        " * 100 / nullif(exact(savings_plan_total_commitment_to_date), 0), 0)"
    )
    effective = _basis(
        net,
        "exact(reservation_net_effective_cost)",
        f"exact({net_fee.format('amortized_upfront_fee_for_billing_period')})"
        f" + exact({net_fee.format('recurring_fee')})",
        "exact(savings_plan_net_savings_plan_effective_cost)",
        f"CAST(({used}) * CAST({ratio} AS DECIMAL(8,0)) / 100 AS DECIMAL(38,12))",
    )
    return f"{plain}, {net} AS net, {gross} AS amortized, {effective} AS effective"


def _basis(plain: str, reserved: str, fee: str, covered: str, recurring: str) -> str:
    commitment = "(coalesce(reservation_reservation_a_r_n, '') <> '' OR coalesce(savings_plan_savings_plan_a_r_n, '') <> '')"
    return f"""CASE
        WHEN line_item_line_item_type = 'DiscountedUsage' THEN {reserved}
        WHEN line_item_line_item_type = 'RIFee' THEN {fee}
        WHEN line_item_line_item_type = 'SavingsPlanCoveredUsage' THEN {covered}
        WHEN line_item_line_item_type = 'SavingsPlanRecurringFee' THEN {recurring}
        WHEN line_item_line_item_type IN ('SavingsPlanNegation', 'SavingsPlanUpfrontFee') THEN 0
        WHEN line_item_line_item_type IN ('Fee', 'Refund') AND {commitment} THEN 0
        ELSE {plain} END"""
