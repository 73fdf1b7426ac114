"""Every mart's total is its ledger's total to the last decimal, and a mart that is wrong is never kept."""

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from finops_aws.adapters.stores import marts
from finops_aws.adapters.stores.marts import COSTS, MARTS, Mart
from finops_aws.domain.charge import CostMetric
from finops_aws.domain.period import Period, parse_day
from finops_aws.errors import NotFound, UnbalancedMart
from finops_aws.sandbox import Discounts
from tests.bills import Books, books_of, cur, line, open_books, written

WHOLE = (
    "costs_by_service",
    *("costs_daily", "costs_overview", "costs_overview_monthly", "costs_by_resource"),
    *("costs_hourly", "invoices"),
)
BY_TAG = ("costs_by_tag", "costs_by_tag_monthly")
SPLIT_COSTS = ("x_SplitCost", "x_SplitUnusedCost", "x_NetSplitCost", "x_NetSplitUnusedCost")
Row = dict[str, Any]


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    folder = tmp_path_factory.mktemp("marts")
    bill = written(folder / "bill", company="ipe", seed=4, lines=1500, discounts=Discounts.NET_AND_LINES)
    return open_books(folder / "books", *bill.exports)


def total(rows: Iterable[Row], columns: Iterable[str] = COSTS) -> dict[str, Decimal]:
    rows = list(rows)
    return {column: sum((row[column] for row in rows), Decimal(0)) for column in columns}


def by_month(rows: Iterable[Row]) -> dict[Any, list[Row]]:
    found: dict[Any, list[Row]] = {}
    for row in rows:
        found.setdefault(row["BillingPeriodStart"], []).append(row)
    return found


@pytest.mark.parametrize("name", WHOLE)
def test_a_mart_of_the_whole_ledger_has_its_total(books: Books, name: str):
    ledger = books.ledger()
    assert total(books.mart(name)) == total(ledger)
    assert sum(row["x_Lines"] for row in books.mart(name)) == len(ledger)


@pytest.mark.parametrize("name", BY_TAG)
def test_every_tag_has_its_months_whole_total(books: Books, name: str):
    rows, ledger = by_month(books.mart(name)), by_month(books.ledger())
    for month, own in rows.items():
        keys = {row["x_TagKey"] for row in own}
        assert keys >= {"tag_team", "tag_environment"}
        for key in keys:
            assert total(row for row in own if row["x_TagKey"] == key) == total(ledger[month]), key


def test_a_tag_state_says_why_a_value_is_missing(books: Books):
    rows = books.mart("costs_by_tag")
    assert {row["x_TagState"] for row in rows} == {"tagged", "untagged", "unallocatable"}
    assert all((row["x_TagValue"] is None) == (row["x_TagState"] != "tagged") for row in rows)


def test_commitments_hold_every_charge_of_a_commitment(books: Books):
    own = [row for row in books.ledger() if row["x_CommitmentId"] is not None]
    assert total(books.mart("commitments")) == total(own)
    parts = {(row["x_CommitmentKind"], row["x_Part"]) for row in books.mart("commitments")}
    assert parts >= {("savings plan", "used"), ("savings plan", "purchase"), ("reservation", "used")}


def test_hourly_usage_holds_what_a_commitment_could_cover(books: Books):
    kinds = ("Usage", "DiscountedUsage", "SavingsPlanCoveredUsage")
    own = [row for row in books.ledger() if row["x_LineItemType"] in kinds and row["x_InstanceType"]]
    assert total(row for row in books.mart("usage_hourly") if row["x_InstanceType"]) == total(own)


def test_days_add_up_to_months_and_hours_to_days(books: Books):
    names = ("costs_hourly", "costs_overview", "costs_overview_monthly")
    sums = [{month: total(own) for month, own in by_month(books.mart(name)).items()} for name in names]
    assert sums[0] == sums[1] == sums[2]


@pytest.mark.parametrize("metric", [metric for metric in CostMetric if not metric.startswith("net_")])
def test_an_answer_is_the_sum_of_the_ledgers_rows(books: Books, metric: CostMetric):
    period = Period(parse_day("2026-09"), parse_day("2026-11"))
    wanted = total(books.ledger(), [metric.column])[metric.column]
    assert books.total(metric, period=period) == wanted


def test_split_children_are_in_their_mart_only(tmp_path: Path):
    child = {"line_item_operation": "EKSPod-EC2", "split_line_item_parent_resource_id": "i-1"}
    costs = {"split_line_item_split_cost": "3", "split_line_item_unused_cost": "7"}
    pod = line("Usage", "0", **child, **costs, **cur(listed="10"))
    books = books_of(tmp_path, [line("Usage", "10"), pod])
    for name in WHOLE:
        assert total(books.mart(name)) == dict.fromkeys(COSTS, Decimal(10)), name
        assert sum(row["x_Lines"] for row in books.mart(name)) == 1, name
    assert total(books.mart("split_costs"), SPLIT_COSTS) == dict(zip(SPLIT_COSTS, (3, 7, 3, 7), strict=True))
    assert [row["ResourceId"] for row in books.mart("costs_by_resource")] == ["i-1"]


def with_statement(monkeypatch: pytest.MonkeyPatch, name: str, *change: str) -> None:
    """Have one mart built from a changed statement."""
    statements = {mart.name: mart.statement for mart in MARTS}
    assert change[0] in statements[name]
    statements[name] = statements[name].replace(*change)
    monkeypatch.setattr(Mart, "statement", property(lambda mart: statements[mart.name]))


TWO_LINES = [line("Usage", "3"), line("Tax", "1", line_item_resource_id="", line_item_tax_type="ISS")]


@pytest.mark.parametrize("name", [name for name in WHOLE if name != "costs_daily"])
def test_a_mart_that_leaves_rows_out_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str):
    taxes = "PricingCategory IS NULL" if name == "costs_hourly" else "ChargeCategory = 'Tax'"
    with_statement(monkeypatch, name, "GROUP BY", f"WHERE NOT ({taxes}) GROUP BY")
    with pytest.raises(UnbalancedMart) as caught:
        books_of(tmp_path, TWO_LINES)
    assert (caught.value.facts["mart"], caught.value.facts["period"]) == (name, "2026-01")
    assert Decimal(caught.value.facts["difference"]) == -1


@pytest.mark.parametrize(
    ("change", "column"),
    [
        (("GROUP BY", "WHERE ResourceId IS NOT NULL GROUP BY"), "BilledCost"),
        (("known_sum(EffectiveCost)", "known_sum(BilledCost)"), "EffectiveCost"),
        (("known_sum(x_AmortizedCost)", "MAX(x_AmortizedCost)"), "x_AmortizedCost"),
        (("known_sum(ListCost)", "2 * known_sum(ListCost)"), "ListCost"),
    ],
)
def test_the_daily_mart_is_proved_column_by_column(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: tuple[str, str], column: str
):
    with_statement(monkeypatch, "costs_daily", *change)
    reserved = line("RIFee", "5", **cur(reservation="r-1", unused_recurring="2"))
    with pytest.raises(UnbalancedMart) as caught:
        books_of(tmp_path, [*TWO_LINES, line("Usage", "4"), reserved, reserved])
    assert (caught.value.facts["mart"], caught.value.facts["column"]) == ("costs_daily", column)


def test_rows_that_are_counted_twice_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    twice = "FROM {costs_daily}, (VALUES (1), (2)) AS twice(x)"
    with_statement(monkeypatch, "costs_overview", "FROM {costs_daily}", twice)
    with pytest.raises(UnbalancedMart) as caught:
        books_of(tmp_path, TWO_LINES)
    assert caught.value.facts["mart"] == "costs_overview"


def test_what_was_there_before_a_wrong_mart_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    books = books_of(tmp_path, TWO_LINES)
    version = books.analysis.store.data_version()
    with_statement(monkeypatch, "invoices", "GROUP BY", "WHERE ChargeCategory <> 'Tax' GROUP BY")
    with pytest.raises(UnbalancedMart):
        books_of(tmp_path, [*TWO_LINES, line("Usage", "100")])
    assert (books.analysis.store.data_version(), books.total("billed")) == (version, 4)


def test_every_mart_is_built_and_proved():
    known = {*WHOLE, *BY_TAG, "usage_hourly", "commitments", "split_costs"}
    assert {mart.name for mart in marts.MARTS} == known


def test_without_a_ledger_there_is_no_answer(tmp_path: Path):
    books = open_books(tmp_path / "empty")
    with pytest.raises(NotFound):
        books.total("billed")
