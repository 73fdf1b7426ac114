"""A residue is exact, within half a cent or a failure; running months and diagnostics are only reported."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finops_aws.domain.visibility.reconciliation import (
    TOLERANCE,
    BillKey,
    Reconciliation,
    Residue,
    Verdict,
    judge,
)

BILL = BillKey("111122223333", "2026-01", "USD")


def residue(total: str, *, groups: int = 3, off: int | None = None) -> Residue:
    amount = Decimal(total)
    return Residue(
        bill=BILL,
        groups=groups,
        off=bool(amount) if off is None else off,
        total=amount,
        largest=amount / 2 if off == 2 else amount,
        worst="the worst",
    )


@pytest.mark.parametrize(
    ("total", "verdict"),
    [
        ("0", Verdict.EXACT),
        ("0.000000000001", Verdict.WITHIN_TOLERANCE),
        ("0.005", Verdict.WITHIN_TOLERANCE),
        ("0.005000000001", Verdict.FAILED),
        ("1000", Verdict.FAILED),
    ],
)
def test_half_a_cent_parts_tolerance_from_failure(total: str, verdict: Verdict):
    assert judge("identity.billed", residue(total), is_running=False).verdict is verdict


@pytest.mark.parametrize(("is_running", "is_diagnostic"), [(True, False), (False, True), (True, True)])
def test_a_running_month_and_a_diagnostic_do_not_fail(is_running: bool, is_diagnostic: bool):
    check = judge("identity.x", residue("7"), is_running=is_running, is_diagnostic=is_diagnostic)
    assert check.verdict is (Verdict.NOTED if is_diagnostic else Verdict.RUNNING)


def test_nothing_to_compare_is_not_checked_and_not_exact():
    assert judge("identity.invoice", residue("0", groups=0), is_running=False).verdict is Verdict.NOT_CHECKED


@given(st.decimals(0, 10**9, places=12, allow_nan=False), st.booleans(), st.booleans())
def test_only_a_residue_of_nothing_is_exact(total: Decimal, is_running: bool, is_diagnostic: bool):
    found = judge("x", residue(str(total)), is_running=is_running, is_diagnostic=is_diagnostic).verdict
    assert (found is Verdict.EXACT) == (total == 0)
    assert (found is Verdict.FAILED) == (total > TOLERANCE and not is_running and not is_diagnostic)


def test_residues_that_cancel_in_sum_are_still_off():
    """``total`` adds absolute residues; ``off`` counts the groups that are not 0."""
    assert judge("x", residue("0.004", off=2), is_running=False).verdict is Verdict.WITHIN_TOLERANCE


@pytest.mark.parametrize(
    ("total", "verdict"), [("0.01", Verdict.WITHIN_TOLERANCE), ("0.0102", Verdict.FAILED)]
)
def test_invoices_may_each_be_off_by_half_a_cent(total: str, verdict: Verdict):
    two_invoices = residue(total, off=2)
    assert judge("x", two_invoices, is_running=False, is_per_group=True).verdict is verdict
    assert judge("x", two_invoices, is_running=False).verdict is Verdict.FAILED


@pytest.mark.parametrize("verdict", Verdict)
def test_a_reconciliation_holds_unless_one_identity_failed(verdict: Verdict):
    totals = {Verdict.EXACT: "0", Verdict.WITHIN_TOLERANCE: "0.001"}
    one = judge(
        "x",
        residue(totals.get(verdict, "9"), groups=0 if verdict is Verdict.NOT_CHECKED else 3),
        is_running=verdict is Verdict.RUNNING,
        is_diagnostic=verdict is Verdict.NOTED,
    )
    fine = judge("y", residue("0"), is_running=False)
    assert one.verdict is verdict
    assert Reconciliation((fine, one), (), ()).holds is (verdict is not Verdict.FAILED)
