"""Costs by tag: a key that only some bills have, values that differ in case, and what cannot be tagged."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from finops_aws.domain.charge import CostMetric
from finops_aws.domain.period import Period
from finops_aws.domain.visibility.costs import CostQuestion, Filter, Granularity, parse_filter
from finops_aws.errors import UnknownName
from tests.bills import Books, books_of, line, write_csv

FEBRUARY = {
    "bill_billing_period_start_date": "2026-02-01T00:00:00.000Z",
    "bill_billing_period_end_date": "2026-03-01T00:00:00.000Z",
    "line_item_usage_start_date": "2026-02-03T00:00:00.000Z",
    "line_item_usage_end_date": "2026-02-03T01:00:00.000Z",
}
BOTH = Period(date(2026, 1, 1), date(2026, 3, 1))
DAYS = Period(date(2026, 1, 2), date(2026, 2, 20))


def tagged(cost: str, tags: str, **columns: str) -> dict[str, str]:
    return line("Usage", cost, resource_tags=tags, **columns)


def by(books: Books, *dimensions: str, period: Period = BOTH, filters: tuple[Filter, ...] = ()):
    question = CostQuestion(
        period=period, by=dimensions, metric=CostMetric.BILLED, granularity=Granularity.TOTAL, filters=filters
    )
    return {row.keys: row.after_credits for row in books.analysis.costs(question).rows}


@pytest.fixture
def late(tmp_path: Path) -> Books:
    """Two bills of one payer in files of their own; only February's has the tag."""
    books = books_of(tmp_path / "january", [line("Usage", "10"), line("Tax", "2", line_item_resource_id="")])
    february = [tagged("5", '{"user_team":"a"}', **FEBRUARY), tagged("1", "{}", **FEBRUARY)]
    books.analysis.ingest([str(write_csv(tmp_path / "february" / "bill.csv", february))])
    return books


@pytest.mark.parametrize("period", [BOTH, DAYS])
def test_a_month_without_the_tag_still_counts(late: Books, period: Period):
    wanted = {("(untagged)",): Decimal(11), ("a",): Decimal(5), ("(unallocatable)",): Decimal(2)}
    assert by(late, "tag:team", period=period) == wanted
    assert sum(by(late, "tag:team", period=period).values()) == sum(by(late, period=period).values())


def test_a_month_without_the_tag_counts_beside_another_dimension(late: Books):
    found = by(late, "tag:team", "ServiceName")
    assert sum(found.values()) == 18


def test_a_filter_by_tag_keeps_what_it_names(late: Books):
    assert by(late, filters=(parse_filter("tag:team=a"),)) == {(): 5}
    assert by(late, filters=(parse_filter("tag:team!=a"),)) == {(): 13}
    assert by(late, filters=(parse_filter("tag:team=(untagged)"),)) == {(): 11}


def test_keys_that_differ_in_case_stay_apart(tmp_path: Path):
    lines = [tagged("1", '{"user_team":"a"}'), tagged("2", '{"user_Team":"b"}')]
    books = books_of(tmp_path, lines)
    assert by(books, "tag:team") == {("a",): 1, ("(untagged)",): 2}
    assert by(books, "tag:Team") == {("b",): 2, ("(untagged)",): 1}


def test_an_empty_value_is_untagged(tmp_path: Path):
    lines = [tagged("1", '{"user_team":""}'), tagged("2", '{"user_team":"b"}'), tagged("4", "")]
    assert by(books_of(tmp_path, lines), "tag:team") == {("b",): 2, ("(untagged)",): 5}


def test_a_tag_no_bill_has_is_refused(late: Books):
    with pytest.raises(UnknownName) as caught:
        by(late, "tag:tema")
    assert "tag:team" in caught.value.facts["known"]


def test_flat_and_mapped_tags_are_one_key(tmp_path: Path):
    lines = [line("Usage", "1", resource_tags_user_team="a"), line("Usage", "2", resource_tags_user_team="")]
    assert by(books_of(tmp_path, lines), "tag:team") == {("a",): 1, ("(untagged)",): 2}
