"""A real FOCUS 1.0 export: 1,000 anonymised charges, added up again with the csv module and Decimal."""

import csv
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from finops_aws.domain.charge import CostMetric
from finops_aws.domain.period import Period
from finops_aws.domain.visibility.costs import CostQuestion, Filter, Granularity
from tests.bills import Books, open_books

SAMPLE = Path(__file__).parents[2] / "data" / "focus_sample_1.0.csv"
SEPTEMBER = Period(date(2024, 9, 1), date(2024, 10, 1))
METRICS = {
    CostMetric.BILLED: "BilledCost",
    CostMetric.LIST: "ListCost",
    CostMetric.EFFECTIVE: "EffectiveCost",
}
AWS_ONLY = Filter("ProviderName", ("AWS",))


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    return open_books(tmp_path_factory.mktemp("books"), SAMPLE)


def aws_charges() -> list[dict[str, str]]:
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["ProviderName"] == "AWS"]


def sums(column: str, key: Callable[[dict[str, str]], str]) -> dict[tuple[str, ...], Decimal]:
    found: dict[tuple[str, ...], Decimal] = defaultdict(Decimal)
    for row in aws_charges():
        found[(key(row),)] += Decimal(row[column])
    return dict(found)


def answered(books: Books, metric: CostMetric, *by: str) -> dict[tuple[str, ...], Decimal | None]:
    question = CostQuestion(
        period=SEPTEMBER, by=by, metric=metric, granularity=Granularity.TOTAL, filters=(AWS_ONLY,)
    )
    return {row.keys: row.after_credits for row in books.analysis.costs(question).rows}


def test_the_sample_is_the_one_that_was_counted():
    assert len(aws_charges()) == 942


@pytest.mark.parametrize("metric", METRICS)
def test_the_aws_total_equals_the_sum_of_its_lines(books: Books, metric: CostMetric):
    assert answered(books, metric) == {(): sum(Decimal(row[METRICS[metric]]) for row in aws_charges())}


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("dimension", ["ServiceName", "SubAccountId", "RegionId", "ChargeCategory"])
def test_every_group_equals_the_sum_of_its_lines(books: Books, metric: CostMetric, dimension: str):
    wanted = sums(METRICS[metric], lambda row: "(none)" if row[dimension] == "NULL" else row[dimension])
    assert answered(books, metric, dimension) == wanted


def test_ids_stay_text_of_any_length_and_the_text_null_is_no_id(books: Books):
    ledger = books.ledger()
    for column in ("SubAccountId", "BillingAccountId", "ResourceId"):
        wanted = {row[column] for row in all_charges()} - {"NULL", ""}
        assert {row[column] for row in ledger} - {None} == wanted, column
    assert {11, 13} <= {len(row[column]) for row in ledger for column in ("SubAccountId", "BillingAccountId")}


def all_charges() -> list[dict[str, str]]:
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_no_charge_is_lost(books: Books):
    assert len(books.ledger()) == 1000
    assert sum(delivery.lines for delivery in books.analysis.deliveries()) == 1000


@pytest.mark.parametrize("metric", [CostMetric.UNBLENDED, CostMetric.AMORTIZED])
def test_what_focus_does_not_say_stays_unknown(books: Books, metric: CostMetric):
    assert answered(books, metric) == {(): None}
