"""One bill in every export format gives the same figures."""

from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

from finops_aws.domain.charge import CostMetric
from finops_aws.domain.period import Period, parse_day
from finops_aws.domain.visibility.costs import CostQuestion
from finops_aws.sandbox import Discounts, Shape
from tests.bills import Books, open_books, written

PERIOD = Period(parse_day("2026-09"), parse_day("2026-11"))
COMPANIES = {"random": 600, "ipe": 2000}
CUR_SHAPES = [shape for shape in Shape if not shape.is_focus and shape is not Shape.CUR2_PARQUET]
FOCUS_SHAPES = [shape for shape in Shape if shape.is_focus]
BASES = [metric for metric in CostMetric if not metric.startswith("net_")]
Totals = dict[tuple[object, ...], tuple[Decimal | None, ...]]


class Shelf:
    """The same bill of each company in any shape, written and ingested when first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._books: dict[tuple[str, Shape, Discounts], Books] = {}

    def books(self, company: str, shape: Shape, discounts: Discounts = Discounts.NET) -> Books:
        key = (company, shape, discounts)
        if key not in self._books:
            folder = self._folder / "-".join(key)
            wish = partial(written, folder / "bill", company=company, lines=COMPANIES[company], seed=11)
            bill = wish(shape=shape, discounts=discounts)
            self._books[key] = open_books(folder / "books", *bill.exports)
        return self._books[key]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(tmp_path_factory.mktemp("shelf"))


def totals(books: Books, dimension: str, metric: CostMetric) -> Totals:
    question = CostQuestion(period=PERIOD, by=(dimension,), metric=metric)
    rows = books.analysis.costs(question).rows
    return {(row.bucket, *row.keys): (row.gross, row.credits, row.refunds) for row in rows}


def differences(one: Totals, other: Totals) -> dict[tuple[object, ...], tuple[object, object]]:
    """Groups that differ; a group of nothing but zeros may be missing."""
    nothing = (Decimal(0),) * 3
    return {
        key: (one.get(key), other.get(key))
        for key in one | other
        if one.get(key, nothing) != other.get(key, nothing)
    }


def after_credits(found: Totals) -> Totals:
    sums = {key: sum((amount or Decimal(0) for amount in row), Decimal(0)) for key, row in found.items()}
    return {key: (amount, Decimal(0), Decimal(0)) for key, amount in sums.items()}


@pytest.mark.parametrize("shape", CUR_SHAPES)
@pytest.mark.parametrize("company", COMPANIES)
@pytest.mark.parametrize("dimension", ["ServiceName", "SubAccountId", "tag:team"])
def test_every_shape_of_a_cur_gives_the_same_totals(shelf: Shelf, dimension: str, company: str, shape: Shape):
    usual, books = shelf.books(company, Shape.CUR2_PARQUET), shelf.books(company, shape)
    for metric in BASES:
        assert differences(totals(books, dimension, metric), totals(usual, dimension, metric)) == {}, metric


@pytest.mark.parametrize("discounts", [Discounts.LINES, Discounts.NET_AND_LINES, Discounts.NONE])
@pytest.mark.parametrize("shape", [Shape.LEGACY_CSV, Shape.CUR2_PARQUET_FLAT])
def test_every_shape_tells_discounts_alike(shelf: Shelf, shape: Shape, discounts: Discounts):
    usual, books = (shelf.books("random", one, discounts) for one in (Shape.CUR2_PARQUET, shape))
    for metric in BASES:
        found, wanted = totals(books, "ServiceName", metric), totals(usual, "ServiceName", metric)
        assert differences(found, wanted) == {}, metric


@pytest.mark.parametrize("metric", [CostMetric.BILLED, CostMetric.EFFECTIVE, CostMetric.LIST])
@pytest.mark.parametrize("dimension", ["x_ServiceCode", "SubAccountId"])
@pytest.mark.parametrize("shape", FOCUS_SHAPES)
@pytest.mark.parametrize("company", COMPANIES)
def test_a_focus_export_agrees_with_the_cur_of_the_same_bill(
    shelf: Shelf, company: str, shape: Shape, dimension: str, metric: CostMetric
):
    """After credits: FOCUS does not tell a discount line from a credit."""
    both = (shelf.books(company, one) for one in (Shape.CUR2_PARQUET, shape))
    mapped, exported = (after_credits(totals(books, dimension, metric)) for books in both)
    assert differences(exported, mapped) == {}


@pytest.mark.parametrize("shape", FOCUS_SHAPES)
def test_a_service_has_one_name_in_both(shelf: Shelf, shape: Shape):
    both = (shelf.books("ipe", one).ledger() for one in (Shape.CUR2_PARQUET, shape))
    mapped, exported = ({row["x_ServiceCode"]: row["ServiceName"] for row in ledger} for ledger in both)
    assert exported == mapped


@pytest.mark.parametrize("shape", FOCUS_SHAPES)
def test_a_focus_export_can_be_asked_by_the_same_tags(shelf: Shelf, shape: Shape):
    mapped = totals(shelf.books("ipe", Shape.CUR2_PARQUET), "tag:team", CostMetric.BILLED)
    exported = totals(shelf.books("ipe", shape), "tag:team", CostMetric.BILLED)
    assert differences(after_credits(exported), after_credits(mapped)) == {}


@pytest.mark.parametrize("shape", Shape)
def test_the_shape_is_told_by_the_content(shelf: Shelf, shape: Shape):
    family = {
        "cur2": "CUR 2.0",
        "legacy": "legacy CUR",
        "focus-1.0": "FOCUS 1.0",
        "focus-1.2": "FOCUS 1.2",
    }
    (known,) = {family[start] for start in family if shape.value.startswith(start)}
    assert {d.shape.rpartition(" ")[0] for d in shelf.books("random", shape).analysis.deliveries()} == {known}
