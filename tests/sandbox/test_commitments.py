"""commitments.json says of each commitment and month what the lines say."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from tests.sandbox.written_bills import lines, written

FIELDS = ("fee", "amortized_upfront", "used", "unused", "upfront_paid")
PLANS = """
    SELECT savings_plan_savings_plan_a_r_n, strftime(bill_billing_period_start_date, '%Y-%m'),
        sum(CASE WHEN kind = 'SavingsPlanRecurringFee' THEN unblended ELSE 0 END),
        sum(coalesce(exact(savings_plan_amortized_upfront_commitment_for_billing_period), 0)),
        sum(CASE WHEN kind = 'SavingsPlanCoveredUsage' THEN amortized ELSE 0 END),
        sum(CASE WHEN kind = 'SavingsPlanRecurringFee' THEN amortized ELSE 0 END),
        sum(CASE WHEN kind = 'SavingsPlanUpfrontFee' THEN unblended ELSE 0 END)
    FROM bill WHERE savings_plan_savings_plan_a_r_n IS NOT NULL GROUP BY 1, 2"""
RESERVATIONS = """
    SELECT reservation_reservation_a_r_n, strftime(bill_billing_period_start_date, '%Y-%m'),
        sum(CASE WHEN kind = 'RIFee' THEN unblended ELSE 0 END),
        sum(coalesce(exact(reservation_amortized_upfront_fee_for_billing_period), 0)),
        sum(CASE WHEN kind = 'DiscountedUsage' THEN amortized ELSE 0 END),
        sum(CASE WHEN kind = 'RIFee' THEN amortized ELSE 0 END),
        sum(CASE WHEN kind = 'Fee' THEN unblended ELSE 0 END)
    FROM bill WHERE reservation_reservation_a_r_n IS NOT NULL AND bill_invoice_id IS NOT NULL GROUP BY 1, 2"""
ZEROS = (Decimal(0),) * len(FIELDS)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_truth_of_commitments_agrees_with_the_lines(tmp_path: Path, seed: int) -> None:
    written(tmp_path, seed=seed, lines=1500)
    months = json.loads((tmp_path / "truth/commitments.json").read_text("utf-8"))
    running = max(month["billing_period"] for month in months)
    with lines(tmp_path) as bill:
        for query, reserved in ((PLANS, False), (RESERVATIONS, True)):
            said = {
                (month["arn"], month["billing_period"]): tuple(Decimal(month[name]) for name in FIELDS)
                for month in months
                if (month["kind"] == "Reservation") == reserved
                and not (reserved and month["billing_period"] == running)
            }
            found = {(arn, period): tuple(sums) for arn, period, *sums in bill.execute(query).fetchall()}
            assert {key: sums for key, sums in said.items() if sums != ZEROS} == {
                key: sums for key, sums in found.items() if sums != ZEROS
            }
