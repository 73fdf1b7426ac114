"""A bill's own arithmetic holds with residue 0: straight SQL over the written CUR 2.0 Parquet."""

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from finops_aws.sandbox import Discounts
from tests.sandbox.written_bills import controls, lines, residues, written

MODES = list(Discounts)
CLOSED = "bill_billing_period_start_date < TIMESTAMP '2026-11-01'"
COVERED_CANCELS = """
    SELECT savings_plan_savings_plan_a_r_n, line_item_usage_start_date, sum(unblended)
    FROM bill WHERE kind IN ('SavingsPlanCoveredUsage', 'SavingsPlanNegation') GROUP BY 1, 2"""
PLAN_HOUR = """
    SELECT savings_plan_savings_plan_a_r_n, line_item_usage_start_date, sum(amortized) - sum(plan_fee)
    FROM bill WHERE kind IN ('SavingsPlanCoveredUsage', 'SavingsPlanRecurringFee') GROUP BY 1, 2"""
NET_PLAN_MONTH = """
    SELECT savings_plan_savings_plan_a_r_n, bill_billing_period_start_date, sum(effective) - sum(net_plan_fee)
    FROM bill WHERE kind IN ('SavingsPlanCoveredUsage', 'SavingsPlanRecurringFee') GROUP BY 1, 2"""
RESERVATION_MONTH = f"""
    SELECT reservation_reservation_a_r_n, bill_billing_period_start_date,
        sum(amortized) - sum(CASE WHEN kind = 'RIFee' THEN unblended
            + exact(reservation_amortized_upfront_fee_for_billing_period) ELSE 0 END)
    FROM bill WHERE kind IN ('DiscountedUsage', 'RIFee') AND {CLOSED} GROUP BY 1, 2"""
AMORTIZATION = f"""
    SELECT bill_billing_period_start_date,
        sum(amortized) - sum(unblended)
        - sum(coalesce(exact(reservation_amortized_upfront_fee_for_billing_period), 0)
            + coalesce(exact(savings_plan_amortized_upfront_commitment_for_billing_period), 0))
        + sum(CASE WHEN kind IN ('Fee', 'SavingsPlanUpfrontFee', 'Refund') AND bought
            THEN unblended ELSE 0 END)
    FROM bill WHERE NOT child AND {CLOSED} GROUP BY 1"""
SPLITS = """
    WITH children AS (
        SELECT split_line_item_parent_resource_id AS node, line_item_usage_start_date AS hour,
            sum(exact(split_line_item_split_cost) + exact(split_line_item_unused_cost)) AS amount
        FROM bill WHERE child GROUP BY 1, 2),
    parents AS (
        SELECT line_item_resource_id AS node, line_item_usage_start_date AS hour, sum(amortized) AS amount
        FROM bill WHERE NOT child GROUP BY 1, 2)
    SELECT node, hour, c.amount - coalesce(p.amount, 0)
    FROM children AS c LEFT JOIN parents AS p USING (node, hour)"""
NET_SPLITS = (
    SPLITS.replace("split_line_item_", "split_line_item_net_")
    .replace("net_parent", "parent")
    .replace("sum(amortized)", "sum(effective)")
)
DISCOUNT_PER_LINE = """
    SELECT identity_line_item_id,
        unblended - net - coalesce(exact(map_extract_value(discount, 'total_discount')), 0)
    FROM bill"""
ALWAYS = {
    "covered usage and negation cancel per plan and hour": COVERED_CANCELS,
    "a plan's hour is used or unused": PLAN_HOUR,
    "a reservation's month is used or unused": RESERVATION_MONTH,
    "amortization moves upfront fees only": AMORTIZATION,
    "children add up to their node": SPLITS,
}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_a_random_bill_balances(tmp_path: Path, mode: Discounts, seed: int) -> None:
    written(tmp_path, seed=seed, discounts=mode, months=2 + seed % 2)
    _balances(tmp_path, mode)


@pytest.mark.parametrize("mode", MODES)
def test_the_company_balances(tmp_path: Path, mode: Discounts) -> None:
    written(tmp_path, company="ipe", discounts=mode, lines=40_000, months=4)
    _balances(tmp_path, mode)


def _balances(folder: Path, mode: Discounts) -> None:
    with lines(folder) as bill:
        for name, query in ALWAYS.items():
            assert residues(bill, query) == [], name
        if mode.has_net_columns:
            assert residues(bill, NET_SPLITS) == [], "children add up to their node's net cost"
            assert residues(bill, NET_PLAN_MONTH) == [], "a plan's net month is used or unused"
        if mode is Discounts.NET:
            assert residues(bill, DISCOUNT_PER_LINE) == [], "net + discount = unblended"
        truth = controls(folder)
        assert _read_back(bill) == {
            key: amount for key, amount in truth.items() if amount or key[1] == "total"
        }


def _read_back(bill: duckdb.DuckDBPyConnection) -> dict[tuple[str, ...], Decimal]:
    """Add every control up from the lines themselves; groups of 0 are left out as they may be missing."""
    found: dict[tuple[str, ...], Decimal] = {}
    for scope, (key, metrics) in SCOPES.items():
        for period, name, *amounts in bill.execute(TOTALS.format(key=key)).fetchall():
            named = dict(zip(METRICS, amounts, strict=True))
            kept = [metric for metric in metrics if name is not None and (named[metric] or scope == "total")]
            found |= {(period, scope, name, metric): named[metric] for metric in kept}
    return found


METRICS = ("unblended", "amortized", "billed", "effective", "list")
SCOPES = {
    "total": ("''", METRICS),
    "service": ("line_item_product_code", METRICS),
    "account": ("line_item_usage_account_id", METRICS),
    "line_item_type": ("kind", METRICS[:4]),
    "invoice": ("bill_invoice_id || '|' || bill_billing_entity", ("billed",)),
}
TOTALS = """
    SELECT strftime(bill_billing_period_start_date, '%Y-%m'), {key},
        sum(unblended), sum(amortized), sum(net), sum(effective),
        sum(CASE WHEN kind IN ('Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage')
            THEN coalesce(listed, 0) ELSE 0 END)
    FROM bill WHERE NOT child GROUP BY 1, 2"""
