"""Tables to take away: every decimal in CSV, no text that a spreadsheet would run."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from finops_aws.documents.figures import exact
from finops_aws.documents.listings import checks_table, deliveries_table
from finops_aws.documents.reconciliation import CheckDocument, ReconciliationDocument
from finops_aws.documents.sources import delivery_state, sources_document
from finops_aws.documents.spreadsheets import to_xlsx
from finops_aws.documents.tables import Table, to_csv
from tests.domain.held_bills import OTHER, bill

amounts = st.decimals(-(10**20), 10**20, allow_nan=False, places=12)
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


def read(table: Table) -> list[list[str]]:
    return list(csv.reader(io.StringIO(to_csv(table), newline="")))


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (None, None),
        (Decimal("0"), "0"),
        (Decimal("12.500000000000"), "12.5"),
        (Decimal("100"), "100"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1E-12"), "0.000000000001"),
        (Decimal("-7.10"), "-7.1"),
    ],
)
def test_an_amount_has_every_decimal_and_no_exponent(amount: Decimal | None, text: str | None) -> None:
    assert exact(amount) == text


@given(amounts)
def test_an_amount_is_read_back_as_it_was(amount: Decimal) -> None:
    assert Decimal(exact(amount) or "") == amount
    (_, (cell,)) = read(Table("t", ("amount",), [(amount,)]))
    assert Decimal(cell) == amount


@given(st.lists(st.tuples(texts, texts), max_size=5))
def test_any_text_is_read_back_and_none_begins_a_formula(rows: list[tuple[str, str]]) -> None:
    for given_row, found in zip(rows, read(Table("t", ("a", "b"), rows))[1:], strict=True):
        assert [cell.removeprefix("'") for cell in found] == [cell.removeprefix("'") for cell in given_row]
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in found)


def test_what_is_unknown_is_an_empty_cell_and_zero_is_not() -> None:
    row = (None, 0, Decimal(0), 0.0, "", date(2026, 11, 5), datetime(2026, 11, 5, 1, tzinfo=UTC))
    assert read(Table("t", ("x",) * 7, [row]))[1] == [
        "",
        "0",
        "0",
        "0.0",
        "",
        "2026-11-05",
        "2026-11-05T01:00:00+00:00",
    ]


def test_a_negative_amount_is_a_figure_and_a_text_like_it_is_not() -> None:
    assert read(Table("t", ("a", "b"), [(Decimal("-1"), "-1")]))[1] == ["-1", "'-1"]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "http://a.example", "12", "x" * 40_000, "true"]
)
def test_a_text_is_a_text_in_a_workbook(text: str) -> None:
    table = Table("costs", ("a",), [(text,), (None,), (Decimal("1.5"),)], (("filters", text),))
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(table)))
    cells = [row[0] for row in book["costs"].iter_rows()]
    assert [(cell.value, cell.data_type) for cell in cells[1:]] == [
        (text[:32_767], "s"),
        (None, "n"),
        (1.5, "n"),
    ]
    assert cells[1].hyperlink is None
    assert [cell.value for cell in book["FinOps AWS"][1]] == ["filters", text[:32_767]]


def test_a_long_name_of_a_table_fits_a_sheet() -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(Table("x" * 40, ("a",), []))))
    assert book.sheetnames == ["x" * 31, "FinOps AWS"]


def test_every_check_has_a_cell_for_every_column() -> None:
    check = CheckDocument(
        identity="partition",
        title="Every table adds up",
        verdict="failed",
        payer_account_id=OTHER,
        billing_period="2026-10",
        currency="USD",
        groups=3,
        off=1,
        residue="-0.5",
        worst="costs_daily",
    )
    table = checks_table(ReconciliationDocument(False, [check], [], []))
    found = dict(zip(*read(table), strict=True))
    assert found["identity"] == "partition"
    assert (found["off"], found["residue"], found["worst"]) == ("1", "-0.5", "costs_daily")


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, "final"),
        ({"estimated_lines": 4}, "partly"),
        ({"estimated_lines": 10}, "estimated"),
        ({"is_current": False}, "superseded"),
        ({"lines": 0}, "final"),
    ],
)
def test_a_delivery_says_whether_it_may_still_change(facts: dict[str, object], state: str) -> None:
    assert delivery_state(bill("2026-11", **facts)) == state


def test_sources_are_listed_newest_month_first() -> None:
    held = [bill("2026-10"), bill("2026-11", OTHER), bill("2026-11")]
    document = sources_document(held, [], text=str)
    listed = [(one.billing_period, one.payer_account_id) for one in document.deliveries]
    assert listed == [("2026-11", OTHER), ("2026-11", "111122223333"), ("2026-10", "111122223333")]
    rows = read(deliveries_table(document))
    assert [row[0] for row in rows] == ["billing_period", "2026-11", "2026-11", "2026-10"]
    assert {len(row) for row in rows} == {11}
