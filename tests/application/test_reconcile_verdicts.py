"""What reconcile says of bills written by hand: what fails, what is only told, and what is not checked."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from finops_aws.application.visibility.reconcile_bills import NEED_A_CLOSED_MONTH
from finops_aws.domain.visibility.reconciliation import IdentityCheck, Verdict
from finops_aws.errors import InvalidFile, NotFound
from tests.bills import MEMBER, NOW, PAYER, PLAN, RESERVATION, Books, books_of, cur, line, open_books

CONTROLS = "payer_account_id,billing_period,currency,scope,key,metric,amount\n"
NOVEMBER = {
    "bill_billing_period_start_date": "2026-11-01T00:00:00.000Z",
    "bill_billing_period_end_date": "2026-12-01T00:00:00.000Z",
    "line_item_usage_start_date": "2026-11-05T00:00:00.000Z",
    "line_item_usage_end_date": "2026-11-05T01:00:00.000Z",
    "bill_invoice_id": "",
}


def controls(tmp_path: Path, *rows: str, period: str = "2026-01") -> Path:
    path = tmp_path / "controls.csv"
    path.write_text(CONTROLS + "".join(f"{PAYER},{period},USD,{row}\n" for row in rows), encoding="utf-8")
    return path


def checks(books: Books, totals: Path | None = None) -> dict[str, IdentityCheck]:
    return {check.identity: check for check in books.analysis.reconcile(totals).checks}


def plan_hour(price: str, negated: str, *, committed: str, used: str) -> list[dict[str, str]]:
    hour = cur(plan=PLAN, committed=committed, used=used, recurring=committed, upfront="0")
    return [
        line("SavingsPlanCoveredUsage", price, **cur(plan=PLAN, covered=used, listed=price)),
        line("SavingsPlanNegation", negated, **cur(plan=PLAN)),
        line("SavingsPlanRecurringFee", committed, **hour),
    ]


def reservation_month(fee: str, *, used: str, unused: str, **columns: str) -> list[dict[str, str]]:
    money = cur(reservation=RESERVATION, unused_recurring=unused, unused_upfront="0", ri_upfront="0")
    return [
        line("RIFee", fee, **money, **columns),
        line("DiscountedUsage", "0", **cur(reservation=RESERVATION, reserved=used, listed="9"), **columns),
    ]


def test_a_bill_that_is_right_holds(tmp_path: Path):
    lines = [*plan_hour("3", "-3", committed="2", used="1.5"), *reservation_month("7", used="4", unused="3")]
    books = books_of(tmp_path, [*lines, line("Usage", "1"), line("Tax", "0.5")])
    found = checks(books)
    verdicts = {identity: check.verdict for identity, check in found.items()}
    assert verdicts.pop("identity.invoice") is Verdict.NOT_CHECKED
    assert set(verdicts.values()) == {Verdict.EXACT}, verdicts
    assert books.analysis.reconcile().holds


@pytest.mark.parametrize(
    ("lines", "identity", "residue"),
    [
        (plan_hour("3", "-2.9", committed="2", used="2"), "identity.plan-negation", "0.1"),
        (reservation_month("7", used="4", unused="2.5"), "identity.reservation", "0.5"),
        (reservation_month("7", used="4.25", unused="3"), "identity.reservation", "0.25"),
    ],
)
def test_what_is_off_fails_by_its_residue(
    tmp_path: Path, lines: list[dict[str, str]], identity: str, residue: str
):
    books = books_of(tmp_path, lines)
    check = checks(books)[identity]
    assert (check.verdict, check.residue.total, check.residue.off) == (Verdict.FAILED, Decimal(residue), 1)
    assert not books.analysis.reconcile().holds


def test_the_worst_group_is_named(tmp_path: Path):
    hours = [{"line_item_usage_start_date": f"2026-01-05T{hour:02}:00:00.000Z"} for hour in (4, 5)]
    first, second = ([row | hour for row in plan_hour("3", "-3", committed="2", used="2")] for hour in hours)
    second[1]["line_item_unblended_cost"] = "-2"
    check = checks(books_of(tmp_path, [*first, *second]))["identity.plan-negation"]
    assert (check.residue.groups, check.residue.off) == (2, 1)
    assert PLAN in check.residue.worst
    assert "05:00" in check.residue.worst


def test_a_residue_within_half_a_cent_is_told_and_holds(tmp_path: Path):
    books = books_of(tmp_path, reservation_month("7", used="4", unused="3.0000000001"))
    check = checks(books)["identity.reservation"]
    assert (check.verdict, check.residue.total) == (Verdict.WITHIN_TOLERANCE, Decimal("0.0000000001"))
    assert books.analysis.reconcile().holds


def test_a_running_month_is_reported_and_not_failed(tmp_path: Path):
    """The RIFee of a month is charged whole on its first day; what it covers comes hour by hour."""
    books = books_of(tmp_path, reservation_month("7", used="1", unused="0", **NOVEMBER))
    assert datetime(2026, 11, 1, tzinfo=UTC) < NOW < datetime(2026, 12, 1, tzinfo=UTC)
    found = checks(books)
    assert found["identity.reservation"].verdict is Verdict.RUNNING
    assert books.analysis.reconcile().holds
    assert "identity.plan-negation" not in NEED_A_CLOSED_MONTH


def test_estimated_lines_are_named_by_service(tmp_path: Path):
    estimates = [line("Usage", cost, **NOVEMBER) for cost in ("4", "3")]
    (found,) = books_of(tmp_path, [*estimates, line("Usage", "1")]).analysis.reconcile().estimated
    assert (found.bill.billing_period, found.service_name) == ("2026-11", "Amazon Elastic Compute Cloud")
    assert (found.lines, found.billed) == (2, 7)


TWO = [line("Usage", "3"), line("Usage", "2", line_item_product_code="AmazonS3", bill_invoice_id="1002")]
RIGHT = {
    "total,,billed,5": "identity.control",
    "service,AmazonEC2,unblended,3": "identity.control",
    f"account,{MEMBER},effective,5": "identity.control",
    "line_item_type,Usage,amortized,5": "identity.control",
    "invoice,1001|AWS,billed,3": "identity.invoice",
}


@pytest.mark.parametrize("row", RIGHT)
def test_a_control_total_that_is_off_fails_by_what_it_is_off(tmp_path: Path, row: str):
    books, (scope, key, metric, amount) = books_of(tmp_path, TWO), row.split(",")
    others = {"service": "service,AmazonS3,unblended,2", "invoice": "invoice,1002|AWS,billed,2"}
    wrong = f"{scope},{key},{metric},{Decimal(amount) + Decimal('1.2')}"
    check = checks(books, controls(tmp_path, wrong, *filter(None, [others.get(scope)])))[RIGHT[row]]
    assert (check.verdict, check.residue.total) == (Verdict.FAILED, Decimal("1.2"))
    assert check.residue.worst.split() == [*filter(None, (scope, key, metric))]


def test_control_totals_that_agree_are_exact(tmp_path: Path):
    complete = [row for row in RIGHT if "invoice" not in row and "service" not in row]
    rows = (*complete, "invoice,1001|AWS,billed,3", "invoice,1002|AWS,billed,2")
    found = checks(books_of(tmp_path, TWO), controls(tmp_path, *rows))
    assert {found[name].verdict for name in ("identity.control", "identity.invoice")} == {Verdict.EXACT}


def test_a_charge_on_an_invoice_nobody_expected_fails(tmp_path: Path):
    check = checks(books_of(tmp_path, TWO), controls(tmp_path, "invoice,1001|AWS,billed,3"))[
        "identity.invoice"
    ]
    assert (check.verdict, check.residue.total) == (Verdict.FAILED, 2)


def test_a_control_of_what_the_bill_lacks_fails(tmp_path: Path):
    totals = controls(tmp_path, "account,999999999999,billed,12")
    check = checks(books_of(tmp_path, TWO), totals)["identity.control"]
    assert check.verdict is Verdict.FAILED


@pytest.mark.parametrize(
    ("row", "column"),
    [("planet,x,billed,1", 4), ("total,,blended,1", 6), ("total,,billed,one", 7), ("total,,billed,", 7)],
)
def test_control_totals_that_cannot_be_read_are_refused_by_place(tmp_path: Path, row: str, column: int):
    books = books_of(tmp_path, TWO)
    with pytest.raises(InvalidFile) as caught:
        books.analysis.reconcile(controls(tmp_path, "total,,billed,5", row))
    assert (caught.value.facts["line"], caught.value.facts["column"]) == ("3", str(column))


def test_without_a_ledger_there_is_nothing_to_reconcile(tmp_path: Path):
    with pytest.raises(NotFound):
        open_books(tmp_path / "empty").analysis.reconcile()
