"""Every total equals the sum of its lines to the last decimal, however it is asked for."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finops_aws.domain.charge import CostMetric
from finops_aws.domain.period import Period
from finops_aws.domain.visibility.costs import CostAnswer, CostQuestion, Filter, Granularity
from finops_aws.sandbox import Discounts, Shape
from tests.application.source_costs import SourceCharge, answer, charges_of
from tests.bills import Books, open_books, written

UNTIL = date(2026, 11, 20)
FIRST, AFTER = date(2026, 10, 1), date(2026, 12, 1)
METRICS = [metric for metric in CostMetric if metric is not CostMetric.CONTRACTED]
STORED = [metric for metric in METRICS if not metric.startswith("net_")]
Amounts = dict[tuple[Any, ...], list[Decimal | None]]

dimensions = st.sampled_from(
    [
        *(
            "BillingAccountId",
            "ChargeCategory",
            "CommitmentDiscountStatus",
            "InvoiceId",
            "RegionId",
            "ResourceId",
        ),
        *(
            "ServiceName",
            "SubAccountId",
            "SubAccountName",
            "x_BillingEntity",
            "x_LineItemType",
            "x_Operation",
        ),
        *("x_ServiceCode", "x_UsageType", "tag:team", "tag:environment", "cost_category:BusinessUnit"),
    ]
)
months = st.sampled_from(
    [Period(FIRST, AFTER), Period(FIRST, date(2026, 11, 1)), Period(date(2026, 11, 1), AFTER)]
)
days = st.tuples(st.integers(0, 55), st.integers(1, 40)).map(
    lambda span: Period(FIRST + timedelta(days=span[0]), FIRST + timedelta(days=span[0] + span[1]))
)


class Sources:
    """Books and the charges of the source lines they were kept from."""

    def __init__(self, books: Books, charges: list[SourceCharge]) -> None:
        self.books = books
        self.charges = charges


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Sources:
    """A closed and a running month of five payers, every discount shape among them, and their own lines."""
    folder = tmp_path_factory.mktemp("bills")
    bills = [
        written(folder / mode, seed=seed, discounts=mode, shape=Shape.CUR2_CSV, until=UNTIL)
        for seed, mode in enumerate(Discounts, start=21)
    ]
    bills.append(written(folder / "ipe", seed=3, company="ipe", shape=Shape.CUR2_CSV, until=UNTIL))
    exports = [export for bill in bills for export in bill.exports]
    charges = [charge for export in exports for charge in charges_of(export)]
    return Sources(open_books(folder / "books", *exports), charges)


def amounts(found: CostAnswer) -> Amounts:
    return {(row.bucket, *row.keys): [row.gross, row.credits, row.refunds] for row in found.rows}


def without_nothing(found: dict[tuple[Any, ...], Any]) -> dict[tuple[Any, ...], Any]:
    """Groups that are not all zero: of a group that costs nothing it does not matter whether it is listed."""
    return {key: row for key, row in found.items() if any(amount != 0 for amount in row)}


@settings(max_examples=250)
@given(
    by=st.lists(dimensions, max_size=3, unique=True),
    metric=st.sampled_from(STORED),
    granularity=st.sampled_from(Granularity),
    period=months | days,
    data=st.data(),
)
def test_any_answer_equals_the_sum_of_its_source_lines(
    sources: Sources,
    by: list[str],
    metric: CostMetric,
    granularity: Granularity,
    period: Period,
    data: st.DataObject,
):
    books, charges = sources.books, sources.charges
    filters = data.draw(st.lists(filter_of(sources), max_size=2))
    question = CostQuestion(
        period=period, by=tuple(by), metric=metric, granularity=granularity, filters=tuple(filters)
    )
    found = amounts(books.analysis.costs(question))
    assert without_nothing(found) == without_nothing(answer(question, charges))


@st.composite
def filter_of(draw: st.DrawFn, sources: Sources) -> Filter:
    dimension = draw(dimensions)
    values = sorted({charge.keys[dimension] for charge in sources.charges})
    chosen = draw(st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True))
    return Filter(dimension, tuple(chosen), draw(st.booleans()))


@settings(max_examples=60)
@given(by=st.lists(dimensions, max_size=3, unique=True), metric=st.sampled_from(STORED), period=months | days)
def test_the_total_is_the_sum_of_its_groups(
    sources: Sources, by: list[str], metric: CostMetric, period: Period
):
    books, charges = sources.books, sources.charges
    whole = CostQuestion(period=period, by=(), metric=metric, granularity=Granularity.TOTAL)
    grouped = CostQuestion(period=period, by=tuple(by), metric=metric, granularity=Granularity.DAY)
    totals = [[t.gross, t.credits, t.refunds] for t in books.analysis.costs(grouped).totals()]
    assert totals == list(answer(whole, charges).values())


@pytest.mark.parametrize("metric", METRICS)
def test_every_metric_can_be_asked_for(sources: Sources, metric: CostMetric):
    books, charges = sources.books, sources.charges
    question = CostQuestion(period=Period(FIRST, AFTER), by=("ServiceName",), metric=metric)
    found = amounts(books.analysis.costs(question))
    assert without_nothing(found) == without_nothing(answer(question, charges))


@pytest.mark.parametrize("granularity", Granularity)
def test_a_tag_activated_later_leaves_what_came_before_untagged(sources: Sources, granularity: Granularity):
    """Tags are not back-filled: a month whose bill lacks the key still counts, as untagged."""
    question = CostQuestion(period=Period(FIRST, AFTER), by=("tag:application",), granularity=granularity)
    found = amounts(sources.books.analysis.costs(question))
    assert without_nothing(found) == without_nothing(answer(question, sources.charges))


def test_the_bills_hold_every_kind_of_charge(sources: Sources):
    """Without these the other tests would prove little."""
    kinds = {charge.keys["x_LineItemType"] for charge in sources.charges}
    assert kinds >= {
        "RIFee",
        "DiscountedUsage",
        "SavingsPlanNegation",
        "Refund",
        "Credit",
        "Tax",
        "EdpDiscount",
    }
    assert {charge.keys["CommitmentDiscountStatus"] for charge in sources.charges} == {
        "Used",
        "Unused",
        "(none)",
    }


def test_nothing_is_asked_of_an_empty_period(sources: Sources):
    question = CostQuestion(period=Period(date(2020, 1, 1), date(2020, 2, 1)), by=("ServiceName",))
    found = sources.books.analysis.costs(question)
    assert (found.rows, found.totals()) == ((), ())
