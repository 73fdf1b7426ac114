"""Numbers of a bill become DECIMAL(38,12) from their text, rounded half-even once; nothing is lost unseen."""

from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finops_aws.domain.visibility.delivery import Rounding
from finops_aws.errors import SchemaMismatch
from tests.bills import Books, books_of, line, open_books, write_parquet

COST = "line_item_unblended_cost"
STEP = Decimal("1e-12")

TEXTS = {
    "0": "0",
    "-0": "0",
    "1.5": "1.5",
    "+2": "2",
    "007.10": "7.1",
    "1E-9": "0.000000001",
    "1.3E-9": "0.0000000013",
    "1.3e-09": "0.0000000013",
    "2.5E3": "2500",
    "-4.2E-7": "-0.00000042",
    "0.123456789012": "0.123456789012",
    "123456789.123456789012": "123456789.123456789012",
    "12345678901234567890123456.999999999999": "12345678901234567890123456.999999999999",
    "0.0000000000005": "0",
    "0.0000000000015": "0.000000000002",
    "0.0000000000025": "0.000000000002",
    "-0.0000000000015": "-0.000000000002",
    "0.00000000000051": "0.000000000001",
    "1.0000000000000000000000001": "1",
    "1E-13": "0",
}
DOUBLES = {
    "0.1": "0.1",
    "0.30000000000000004": "0.3",
    "1.3E-9": "0.0000000013",
    "1999.99": "1999.99",
    "2000.01": "2000.01",
    "123456.789012345": "123456.789012345",
    "123456789.12345679": "123456789.12345679",
    "0.123456789012345": "0.123456789012",
    "29999999": "29999999",
    "30000001.5": "30000001.5",
    "5e-13": "0",
    "1.5e-12": "0.000000000002",
    "2.5e-12": "0.000000000002",
    "-7.25": "-7.25",
}


def exact(text: str) -> Decimal:
    """What the text is at twelve decimals."""
    with localcontext() as context:
        context.prec = 80
        return Decimal(text).quantize(STEP, ROUND_HALF_EVEN)


def lines(texts: list[str]) -> list[dict[str, str]]:
    return [line("Usage", text, line_item_line_item_description=text) for text in texts]


def read_text(folder: Path, texts: list[str]) -> Books:
    return books_of(folder, lines(texts))


def read_doubles(folder: Path, texts: list[str]) -> Books:
    bill = write_parquet(folder / "bill.parquet", lines(texts), line_item_unblended_cost="DOUBLE")
    return open_books(folder / "books", bill)


def costs(books: Books) -> dict[str, Decimal]:
    return {row["ChargeDescription"]: row["x_UnblendedCost"] for row in books.ledger()}


def test_text_becomes_the_number_it_says(tmp_path: Path):
    assert costs(read_text(tmp_path, list(TEXTS))) == {
        text: Decimal(number) for text, number in TEXTS.items()
    }


def test_a_double_becomes_its_shortest_text(tmp_path: Path):
    found = costs(read_doubles(tmp_path, list(DOUBLES)))
    assert found == {text: Decimal(number) for text, number in DOUBLES.items()}


def test_a_large_amount_of_many_digits_is_read_as_long_as_it_fits(tmp_path: Path):
    text = read_text(tmp_path / "text", ["123456789012345.0000000000001"])
    double = read_doubles(tmp_path / "double", ["9007199254740993"])
    assert list(costs(text).values()) == [Decimal("123456789012345")]
    assert list(costs(double).values()) == [Decimal("9007199254740992")]


numbers = st.decimals(-(10**13), 10**13, allow_nan=False, allow_infinity=False, places=15)


@settings(max_examples=10)
@given(st.lists(numbers, min_size=20, max_size=60, unique=True))
def test_any_text_is_rounded_half_even_at_the_twelfth_decimal(
    tmp_path_factory: pytest.TempPathFactory, amounts: list[Decimal]
):
    texts = [str(amount) for amount in amounts] + [f"{amount:E}" for amount in amounts]
    found = costs(read_text(tmp_path_factory.mktemp("text"), texts))
    assert found == {text: exact(text) for text in texts}


@settings(max_examples=10)
@given(st.lists(st.floats(-1e12, 1e12, allow_subnormal=False), min_size=20, max_size=60, unique=True))
def test_any_double_is_its_shortest_text_rounded_half_even(
    tmp_path_factory: pytest.TempPathFactory, amounts: list[float]
):
    found = costs(read_doubles(tmp_path_factory.mktemp("double"), [repr(amount) for amount in amounts]))
    assert found == {repr(amount): exact(repr(amount)) for amount in amounts}


def test_parquet_decimals_keep_their_digits(tmp_path: Path):
    texts = ["0.123456789012", "-5", "0.000000000001", "12345678901234567890.5"]
    bill = write_parquet(tmp_path / "bill.parquet", lines(texts), line_item_unblended_cost="DECIMAL(38, 12)")
    assert costs(open_books(tmp_path / "books", bill)) == {text: Decimal(text) for text in texts}


def test_finer_parquet_decimals_are_rounded_and_counted(tmp_path: Path):
    texts = ["0.1234567890125", "0.1234567890135", "0.5"]
    bill = write_parquet(tmp_path / "bill.parquet", lines(texts), line_item_unblended_cost="DECIMAL(38, 15)")
    books = open_books(tmp_path / "books", bill)
    assert list(costs(books).values()) == [
        Decimal("0.123456789012"),
        Decimal("0.123456789014"),
        Decimal("0.5"),
    ]
    assert [(rounding.column, rounding.values) for rounding in roundings(books)] == [(COST, 2)]


def roundings(books: Books) -> tuple[Rounding, ...]:
    (delivery,) = books.analysis.deliveries()
    return delivery.roundings


@pytest.mark.parametrize("read", [read_text, read_doubles])
def test_what_rounding_took_is_counted_and_summed(tmp_path: Path, read):
    books = read(tmp_path, ["0.12345678901234", "0.00000000000041", "-0.1234567890126", "1.5"])
    (rounding,) = roundings(books)
    assert (rounding.column, rounding.values) == (COST, 3)
    assert rounding.amount == Decimal("0.34E-12") + Decimal("0.41E-12") + Decimal("0.4E-12")


def test_rounding_is_told_column_by_column(tmp_path: Path):
    amount = {"line_item_usage_amount": "0.1111111111111"}
    bill = [line("Usage", "0.00000000000012", **amount), line("Usage", "1", **amount)]
    found = {
        rounding.column: (rounding.values, rounding.amount)
        for rounding in roundings(books_of(tmp_path, bill))
    }
    assert found == {
        COST: (1, Decimal("0.12E-12")),
        "line_item_usage_amount": (2, Decimal("0.2E-12")),
    }


def test_nothing_is_told_when_nothing_was_rounded(tmp_path: Path):
    assert roundings(read_text(tmp_path, ["0.123456789012", "1.3E-9", "0.1000000000000000"])) == ()


def test_reconcile_shows_what_rounding_took(tmp_path: Path):
    books = read_text(tmp_path, ["0.00000000000012", "3"])
    ((bill, rounding),) = books.analysis.reconcile().roundings
    assert (bill.billing_period, rounding.values, rounding.amount) == ("2026-01", 1, Decimal("0.12E-12"))


@pytest.mark.parametrize("text", ["abc", "1,5", "$3", "1.2.3", "0x10", "--1", "NaN", "inf", "1e", "1 000"])
def test_what_is_no_number_is_refused(tmp_path: Path, text: str):
    with pytest.raises(SchemaMismatch) as caught:
        read_text(tmp_path, ["1", text])
    assert "bill.csv" in caught.value.facts["path"]


@pytest.mark.parametrize("text", ["1e30", "99999999999999999999999999999999", "-1E27", "1" + "0" * 40])
def test_a_number_too_large_is_refused(tmp_path: Path, text: str):
    with pytest.raises(SchemaMismatch) as caught:
        read_text(tmp_path, ["1", text])
    assert "bill.csv" in caught.value.facts["path"]


def test_amounts_whose_sum_is_too_large_are_refused(tmp_path: Path):
    with pytest.raises(SchemaMismatch):
        read_text(tmp_path, ["99999999999999999999999999"] * 2)


@pytest.mark.parametrize("text", ["1e30", "NaN", "Infinity", "-Infinity"])
def test_a_double_that_is_no_amount_is_refused(tmp_path: Path, text: str):
    with pytest.raises(SchemaMismatch) as caught:
        read_doubles(tmp_path, ["1", text])
    assert "bill.parquet" in caught.value.facts["path"]


def test_a_line_without_a_cost_is_refused(tmp_path: Path):
    with pytest.raises(SchemaMismatch):
        read_text(tmp_path, ["1", ""])
