"""Bills for tests: lines written by hand or by the sandbox, and a ledger of their own to read them into."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from finops_aws.application.analysis import Analysis
from finops_aws.bootstrap import build_analysis
from finops_aws.domain.charge import CostMetric
from finops_aws.domain.period import Period
from finops_aws.domain.visibility.costs import CostAnswer, CostQuestion
from finops_aws.domain.visibility.delivery import Notice
from finops_aws.sandbox import BillRequest, WrittenBill, write_bill
from finops_aws.settings import Settings

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
CLOSED_UNTIL = date(2026, 11, 1)
MONTH = Period(date(2026, 1, 1), date(2026, 2, 1))
PAYER = "111122223333"
MEMBER = "444455556666"
PLAN = f"arn:aws:savingsplans::{PAYER}:savingsplan/one"
RESERVATION = f"arn:aws:ec2:us-east-1:{PAYER}:reserved-instances/one"

_COMMON = {
    "bill_bill_type": "Anniversary",
    "bill_billing_entity": "AWS",
    "bill_billing_period_end_date": "2026-02-01T00:00:00.000Z",
    "bill_billing_period_start_date": "2026-01-01T00:00:00.000Z",
    "bill_invoice_id": "1001",
    "bill_payer_account_id": PAYER,
    "bill_payer_account_name": "payer",
    "line_item_currency_code": "USD",
    "line_item_line_item_description": "",
    "line_item_line_item_type": "Usage",
    "line_item_operation": "RunInstances",
    "line_item_product_code": "AmazonEC2",
    "line_item_resource_id": "i-1",
    "line_item_unblended_cost": "1",
    "line_item_usage_account_id": MEMBER,
    "line_item_usage_amount": "1",
    "line_item_usage_end_date": "2026-01-05T01:00:00.000Z",
    "line_item_usage_start_date": "2026-01-05T00:00:00.000Z",
    "line_item_usage_type": "BoxUsage:m5.large",
    "pricing_unit": "Hrs",
    "product_region_code": "us-east-1",
}


class FixedClock:
    """Always the same moment, after every closed month of the bills."""

    def now(self) -> datetime:
        return NOW


@dataclass(frozen=True, slots=True)
class Books:
    """A data directory and the product wired to it."""

    folder: Path
    analysis: Analysis

    def ledger(self) -> list[dict[str, Any]]:
        """The charges that count, as Parquet holds them, in order of file and row."""
        files = [self.folder / f for d in self.analysis.deliveries() if d.is_current for f in d.files]
        return [row for row in parquet_rows(files) if not row.get("x_IsSplitChild")]

    def mart(self, name: str) -> list[dict[str, Any]]:
        """The rows of a mart, all months together."""
        return parquet_rows(sorted((self.folder / "marts" / name).glob("*.parquet")))

    def notices(self) -> list[Notice]:
        return [n for d in self.analysis.deliveries() if d.is_current for n in d.notices]

    def total(self, metric: str, *, period: Period = MONTH) -> Decimal | None:
        """What the period cost after credits, in its only currency."""
        question = CostQuestion(period=period, by=(), metric=CostMetric(metric))
        (row,) = self.analysis.costs(question).totals()
        return row.after_credits


def open_books(folder: Path, *locations: Path) -> Books:
    """Ingest the locations into new books; one engine thread, as two test runs share the machine."""
    settings = Settings.from_environment({"FINOPS_DATA": str(folder), "FINOPS_THREADS": "1"})
    books = Books(folder, build_analysis(settings, clock=FixedClock()))
    books.analysis.ingest([str(location) for location in locations])
    return books


def books_of(folder: Path, lines: Iterable[Mapping[str, str]], **columns: str) -> Books:
    """Books of a CUR 2.0 CSV with these lines; ``columns`` are put beside with this value on every line."""
    return open_books(folder / "books", write_csv(folder / "bill.csv", [{**columns, **x} for x in lines]))


def line(kind: str, cost: str, **columns: str) -> dict[str, str]:
    """A CUR 2.0 line of January 2026 by type and unblended cost; other columns as given, else plain."""
    given = {"line_item_line_item_type": kind, "line_item_unblended_cost": cost}
    return {**_COMMON, **given, **columns}


def cur(**columns: str) -> dict[str, str]:
    """CUR columns from the short names below."""
    return {_SHORT.get(name, name): value for name, value in columns.items()}


_SHORT = {
    "net": "line_item_net_unblended_cost",
    "listed": "pricing_public_on_demand_cost",
    "plan": "savings_plan_savings_plan_a_r_n",
    "covered": "savings_plan_savings_plan_effective_cost",
    "net_covered": "savings_plan_net_savings_plan_effective_cost",
    "committed": "savings_plan_total_commitment_to_date",
    "used": "savings_plan_used_commitment",
    "recurring": "savings_plan_recurring_commitment_for_billing_period",
    "net_recurring": "savings_plan_net_recurring_commitment_for_billing_period",
    "upfront": "savings_plan_amortized_upfront_commitment_for_billing_period",
    "net_upfront": "savings_plan_net_amortized_upfront_commitment_for_billing_period",
    "reservation": "reservation_reservation_a_r_n",
    "reserved": "reservation_effective_cost",
    "net_reserved": "reservation_net_effective_cost",
    "ri_upfront": "reservation_amortized_upfront_fee_for_billing_period",
    "net_ri_upfront": "reservation_net_amortized_upfront_fee_for_billing_period",
    "unused_upfront": "reservation_unused_amortized_upfront_fee_for_billing_period",
    "net_unused_upfront": "reservation_net_unused_amortized_upfront_fee_for_billing_period",
    "unused_recurring": "reservation_unused_recurring_fee",
    "net_unused_recurring": "reservation_net_unused_recurring_fee",
    "described": "line_item_line_item_description",
}


def write_csv(path: Path, lines: Iterable[Mapping[str, str]]) -> Path:
    """Write the lines with every column any of them has; what a line lacks is empty."""
    rows = list(lines)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, sorted({name for row in rows for name in row}), restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_parquet(path: Path, lines: Iterable[Mapping[str, str]], **types: str) -> Path:
    """Write the lines to Parquet; ``types`` names the SQL type of the columns that are not text."""
    source = write_csv(path.with_suffix(".source.csv"), lines)
    replaced = ", ".join(f"CAST({name} AS {kind}) AS {name}" for name, kind in types.items())
    columns = f"* REPLACE ({replaced})" if replaced else "*"
    with duckdb.connect() as connection:
        scan = f"read_csv('{source}', all_varchar = true)"
        connection.execute(f"COPY (SELECT {columns} FROM {scan}) TO '{path}' (FORMAT parquet)")
    source.unlink()
    return path


def written(folder: Path, **wishes: Any) -> WrittenBill:
    """A small random bill of two closed months unless wished otherwise."""
    usual = {"until": CLOSED_UNTIL, "company": "random", "lines": 600, "months": 2}
    return write_bill(BillRequest(**usual | wishes), folder)


def parquet_rows(files: Iterable[Path]) -> list[dict[str, Any]]:
    """The rows of Parquet files by column name, in order."""
    names = ", ".join(f"'{file}'" for file in files)
    with duckdb.connect(config={"threads": "1"}) as connection:
        scan = f"read_parquet([{names}], union_by_name = true, hive_partitioning = false)"
        found = connection.execute(f"SELECT * FROM {scan}")
        columns = [column[0] for column in found.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]


def amounts_by(answer: CostAnswer) -> dict[tuple[str, ...], tuple[Decimal | None, ...]]:
    """An answer without buckets as keys → gross, credits, refunds."""
    return {row.keys: (row.gross, row.credits, row.refunds) for row in answer.rows}
