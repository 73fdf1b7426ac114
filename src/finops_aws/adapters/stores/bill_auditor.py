"""Computes the identities of reconciliation over the ledger."""

from collections.abc import Callable
from decimal import Decimal
from importlib.resources import files as resources
from pathlib import Path
from typing import Any

import duckdb

from finops_aws.adapters.stores.control_totals import check_control_totals, control_totals_relation
from finops_aws.adapters.stores.data_directory import DataDirectory, State
from finops_aws.adapters.stores.dialect import parquet_scan
from finops_aws.adapters.stores.duckdb_engine import readable
from finops_aws.adapters.stores.marts import COSTS
from finops_aws.domain.visibility.reconciliation import BillKey, EstimatedLines, Residue

_SQL = resources("finops_aws.adapters.stores") / "sql" / "identities"

LEDGER_IDENTITIES = (
    "plan-negation",
    "plan",
    "plan-net",
    "reservation",
    "reservation-net",
    "upfront",
    "billed",
    "effective",
    "discount",
    "split",
    "blended",
)
_WHOLE_MARTS = (
    "costs_daily",
    "costs_by_service",
    "costs_overview",
    "costs_overview_monthly",
    "costs_by_resource",
    "costs_hourly",
    "invoices",
)

_RESIDUES = """
SELECT
    payer,
    period,
    currency,
    COUNT(residue),
    SUM(CASE WHEN residue <> 0 THEN 1 ELSE 0 END),
    coalesce(SUM(abs(residue)), 0),
    coalesce(MAX(abs(residue)), 0),
    coalesce(max_by(scope, abs(residue)), '')
FROM ({identity}) AS identity
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3
"""

_BILL_TOTALS = """
SELECT
    BillingAccountId AS payer,
    strftime(BillingPeriodStart, '%Y-%m') AS period,
    BillingCurrency AS currency,
    {sums}
FROM {scan}
GROUP BY 1, 2, 3
"""

_DIFFERENCE = """
SELECT
    {bill},
    '{mart} {column}' AS scope,
    coalesce(mart.{column}, 0) - ledger_totals.{column} AS residue
FROM ledger_totals
LEFT JOIN ({totals}) AS mart USING ({bill})
WHERE ledger_totals.{column} IS NOT NULL
"""

_ESTIMATED = """
SELECT
    BillingAccountId,
    strftime(BillingPeriodStart, '%Y-%m'),
    BillingCurrency,
    ServiceName,
    SUM(x_Lines),
    SUM(BilledCost)
FROM {costs_daily}
WHERE InvoiceId IS NULL
GROUP BY 1, 2, 3, 4
ORDER BY 1, 2, 3, abs(SUM(BilledCost)) DESC, 4
"""


class DuckDbAuditor:
    """The bill auditor over the ledger in the data directory."""

    def __init__(self, directory: DataDirectory, *, connect: Callable[[], duckdb.DuckDBPyConnection]) -> None:
        self._directory = directory
        self._connect = connect

    def residues(self, controls: Path | None) -> tuple[tuple[str, Residue], ...]:
        state = self._directory.state()
        with readable(self._directory.root), self._connect() as connection:
            tables = self._tables(state)
            found = [
                ("identity.partition", row) for row in _audit(connection, self._partition(state, tables))
            ]
            for name in LEDGER_IDENTITIES:
                if name != "split" or tables["splits"]:
                    query = (_SQL / f"{name}.sql").read_text(encoding="utf-8")
                    found += [(f"identity.{name}", row) for row in _audit(connection, _filled(query, tables))]
            found += _control(connection, tables, controls) if controls else _not_checked(state)
        return tuple(found)

    def estimated(self) -> tuple[EstimatedLines, ...]:
        state = self._directory.state()
        files = self._directory.paths(tuple(month["costs_daily"] for month in state.marts.values()))
        with readable(self._directory.root), self._connect() as connection:
            rows = connection.execute(_ESTIMATED.format(costs_daily=parquet_scan(files))).fetchall()
        return tuple(
            EstimatedLines(BillKey(str(payer), str(period), str(currency)), str(service), int(lines), billed)
            for payer, period, currency, service, lines, billed in rows
        )

    def _tables(self, state: State) -> dict[str, str]:
        current = state.current()
        files = self._directory.paths(tuple(file for stored in current for file in stored.delivery.files))
        rows = parquet_scan(files)
        has_splits = any(stored.has_split_costs for stored in current)
        return {
            "ledger": f"(SELECT * FROM {rows} WHERE NOT x_IsSplitChild)",
            "splits": f"(SELECT * FROM {rows} WHERE x_IsSplitChild)" if has_splits else "",
        }

    def _partition(self, state: State, tables: dict[str, str]) -> str:
        """Mart totals against ledger totals, per bill, metric and mart; unknown totals are left out."""
        sums = ", ".join(f"SUM({column}) AS {column}" for column in COSTS)
        ledger = _BILL_TOTALS.format(sums=sums, scan=tables["ledger"])
        selects = []
        for mart in _WHOLE_MARTS:
            files = self._directory.paths(tuple(month[mart] for month in state.marts.values()))
            totals = _BILL_TOTALS.format(sums=sums, scan=parquet_scan(files))
            selects += [
                _DIFFERENCE.format(mart=mart, column=column, totals=totals, bill="payer, period, currency")
                for column in COSTS
            ]
        return f"WITH ledger_totals AS MATERIALIZED ({ledger}) " + " UNION ALL ".join(selects)


def _not_checked(state: State) -> list[tuple[str, Residue]]:
    """Without control totals there is nothing to hold the invoices against."""
    deliveries = [stored.delivery for stored in state.current()]
    bills = {BillKey(one.payer_account_id, one.billing_period, one.currency) for one in deliveries}
    ordered = sorted(bills, key=lambda bill: (bill.payer_account_id, bill.billing_period, bill.currency))
    return [("identity.invoice", Residue(bill, 0, 0, Decimal(0), Decimal(0), "")) for bill in ordered]


def _control(
    connection: duckdb.DuckDBPyConnection, tables: dict[str, str], controls: Path
) -> list[tuple[str, Residue]]:
    check_control_totals(controls)
    query = (_SQL / "control.sql").read_text(encoding="utf-8")
    tables = tables | {"controls": control_totals_relation(controls)}
    invoice = _filled(query, tables | {"scopes": "= 'invoice'"})
    others = _filled(query, tables | {"scopes": "<> 'invoice'"})
    return [("identity.invoice", row) for row in _audit(connection, invoice)] + [
        ("identity.control", row) for row in _audit(connection, others)
    ]


def _filled(query: str, tables: dict[str, str]) -> str:
    for name, value in tables.items():
        query = query.replace(f"{{{name}}}", value)
    return query


def _audit(connection: duckdb.DuckDBPyConnection, identity: str) -> list[Residue]:
    rows: list[tuple[Any, ...]] = connection.execute(_RESIDUES.format(identity=identity)).fetchall()
    return [
        Residue(BillKey(str(payer), str(period), str(currency)), groups, int(off), total, largest, str(worst))
        for payer, period, currency, groups, off, total, largest, worst in rows
    ]
