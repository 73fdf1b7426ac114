"""The overview of the last month held: what it is about, what it adds up to, what it leaves unknown."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from finops_aws.application.visibility.show_overview import EVERY_PART, show_overview
from finops_aws.domain.charge import CostMetric
from finops_aws.domain.money import known_sum
from finops_aws.domain.period import Period
from finops_aws.domain.visibility.costs import CostQuestion, Granularity
from finops_aws.domain.visibility.delivery import Gap
from finops_aws.domain.visibility.overview import Overview, OverviewPart
from finops_aws.errors import NotFound
from tests.bills import Books, books_of, line, open_books

DURING, AFTER = datetime(2026, 11, 20, 12, tzinfo=UTC), datetime(2026, 12, 3, tzinfo=UTC)
NOVEMBER = Period(date(2026, 11, 1), date(2026, 12, 1))


class Clock:
    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


def charge(day: str, cost: str, *, hour: int = 0, month: str | None = None, **columns: str) -> dict[str, str]:
    """A charge that began in the hour of the day, on the bill of the month (YYYY-MM; else the day's own)."""
    billed = date.fromisoformat(f"{month or day[:7]}-01")
    after = date(billed.year + billed.month // 12, billed.month % 12 + 1, 1)
    dates = {
        "bill_billing_period_start_date": f"{billed}T00:00:00.000Z",
        "bill_billing_period_end_date": f"{after}T00:00:00.000Z",
        "line_item_usage_start_date": f"{day}T{hour:02}:00:00.000Z",
        "line_item_usage_end_date": f"{day}T{hour:02}:59:59.000Z",
    }
    return line("Usage", cost, **dates | columns)


def overview(books: Books, now: datetime = DURING, *parts: OverviewPart) -> Overview:
    wanted = frozenset(parts) or EVERY_PART
    return show_overview(store=books.analysis.store, clock=Clock(now), metric=CostMetric.BILLED, parts=wanted)


def cost(books: Books, period: Period) -> Decimal | None:
    return books.total("billed", period=period)


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """October and November; November's days are whole up to the 4th, the 5th has begun."""
    lines = [
        charge("2026-10-02", "10", hour=5),
        charge("2026-10-04", "1", hour=23),
        charge("2026-10-05", "100", hour=1),
        charge("2026-11-01", "4", hour=3),
        charge("2026-11-04", "2", hour=23, line_item_product_code="AmazonS3"),
        charge("2026-11-05", "0.5", hour=7),
    ]
    return books_of(tmp_path_factory.mktemp("overview"), lines)


def test_the_window_is_the_running_month_and_its_whole_days(books: Books) -> None:
    window = overview(books).window
    assert (window.month, window.is_running) == (NOVEMBER, True)
    assert (window.last_day, window.complete_until) == (date(2026, 11, 5), date(2026, 11, 5))
    assert window.same_days == Period(date(2026, 11, 1), date(2026, 11, 5))


def test_the_headline_is_the_bill_so_far_and_the_change_is_of_whole_days(books: Books) -> None:
    found = overview(books)
    assert found.headline and found.headline_change
    assert known_sum(row.after_credits for row in found.headline.totals()) == Decimal("6.5")
    assert cost(books, NOVEMBER) == Decimal("6.5")
    (change,) = found.headline_change.changes
    assert (change.previous, change.current, change.difference) == (11, 6, -5)
    assert str(found.headline_change.previous.question.period) == "2026-10-01/2026-10-05"


def test_changes_are_by_service_and_add_up_to_the_change(books: Books) -> None:
    found = overview(books)
    assert found.changes and found.headline_change
    moved = {change.keys[0]: (change.previous, change.current) for change in found.changes.changes}
    assert moved == {
        "Amazon Elastic Compute Cloud": (11, 4),
        "Amazon Simple Storage Service": (0, 2),
    }


def test_months_begin_with_the_first_that_is_held(books: Books) -> None:
    months = overview(books).months
    assert months
    assert [(row.bucket, row.after_credits) for row in months.rows] == [
        (date(2026, 10, 1), Decimal(111)),
        (date(2026, 11, 1), Decimal("6.5")),
    ]
    assert months.question.period == Period(date(2026, 10, 1), date(2026, 12, 1))
    assert months.gaps == ()


def test_daily_is_thirty_days_by_service_each_as_asked_for_alone(books: Books) -> None:
    daily = overview(books).daily
    assert daily
    assert daily.question.granularity is Granularity.DAY
    days = {row.bucket: row.after_credits for row in daily.rows if row.keys[0].startswith("Amazon Elastic")}
    assert days == {date(2026, 11, 1): 4, date(2026, 11, 5): Decimal("0.5")}
    assert known_sum(row.after_credits for row in daily.rows) == cost(books, daily.question.period)


@pytest.mark.parametrize("part", list(OverviewPart))
def test_a_part_alone_is_what_it_is_in_the_whole(books: Books, part: OverviewPart) -> None:
    whole, alone = overview(books), overview(books, DURING, part)
    names = {one.value for one in OverviewPart} | {"headline_change"}
    wanted = {part.value} | ({"headline_change"} if part is OverviewPart.HEADLINE else set())
    assert {name for name in names if getattr(alone, name) is not None} == wanted
    assert all(getattr(alone, name) == getattr(whole, name) for name in wanted)
    assert (alone.window, alone.data_version, alone.gaps) == (whole.window, whole.data_version, whole.gaps)


def test_a_month_that_ended_is_held_against_the_whole_month_before(books: Books) -> None:
    found = overview(books, AFTER)
    assert (found.window.is_running, found.window.complete_until) == (False, NOVEMBER.end)
    assert found.headline_change
    (change,) = found.headline_change.changes
    assert (change.previous, change.current) == (111, Decimal("6.5"))
    assert str(found.headline_change.previous.question.period) == "2026-10-01/2026-11-01"


def test_a_month_without_a_whole_day_has_no_change(tmp_path: Path) -> None:
    books = books_of(tmp_path, [charge("2026-10-02", "10"), charge("2026-11-01", "4", hour=22)])
    found = overview(books, datetime(2026, 11, 2, tzinfo=UTC))
    assert (found.headline_change, found.changes) == (None, None)
    assert found.headline
    assert [row.after_credits for row in found.headline.totals()] == [4]
    assert found.daily
    assert [row.bucket for row in found.daily.rows][-1] == date(2026, 11, 1)


def test_a_month_before_that_is_not_held_is_unknown_and_not_zero(tmp_path: Path) -> None:
    books = books_of(tmp_path, [charge("2026-11-01", "4", hour=23), charge("2026-11-02", "2")])
    found = overview(books)
    assert found.headline_change and found.changes
    for change in (*found.headline_change.changes, *found.changes.changes):
        assert (change.previous, change.current) == (None, 4)
        assert (change.difference, change.ratio) == (None, None)


def test_a_missing_month_is_told(tmp_path: Path) -> None:
    lines = [charge("2026-08-02", "10"), charge("2026-11-01", "4", hour=23)]
    assert overview(books_of(tmp_path, lines)).gaps == (Gap("2026-09", None), Gap("2026-10", None))


def test_usage_of_the_month_before_is_not_taken_for_that_of_the_month(tmp_path: Path) -> None:
    fee = charge("2026-11-01", "4", line_item_usage_end_date="2026-12-01T00:00:00.000Z")
    found = overview(books_of(tmp_path, [charge("2026-10-31", "10", hour=23), fee]))
    assert (found.window.last_day, found.window.complete_until) == (None, None)
    assert found.headline_change is None


def test_daily_shows_no_day_but_the_thirty(tmp_path: Path) -> None:
    lines = [charge("2026-11-30", "4", hour=23), charge("2026-10-15", "7", month="2026-11")]
    daily = overview(books_of(tmp_path, lines), AFTER).daily
    assert daily
    shown = daily.question.period
    assert (shown.start, shown.end) == (date(2026, 11, 1), date(2026, 12, 1))
    assert [row.bucket for row in daily.rows] == [date(2026, 11, 30)]


def test_each_payer_says_how_fresh_his_newest_bill_is(tmp_path: Path) -> None:
    lines = [
        charge("2026-11-01", "4"),
        charge("2026-11-02", "4", bill_invoice_id=""),
        charge("2026-10-01", "4", bill_payer_account_id="999988887777"),
    ]
    found = overview(books_of(tmp_path, lines), DURING, OverviewPart.FRESHNESS).freshness
    assert found
    told = [(one.payer_account_id, one.billing_period, one.lines, one.estimated_lines) for one in found]
    assert told == [("111122223333", "2026-11", 2, 1), ("999988887777", "2026-10", 1, 0)]


def test_without_a_bill_there_is_no_overview(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        overview(open_books(tmp_path))


def test_a_question_asked_alone_finds_the_same_days(books: Books) -> None:
    found = overview(books)
    assert found.headline_change
    question = CostQuestion(
        period=found.headline_change.current.question.period, by=(), metric=CostMetric.BILLED
    )
    (total,) = books.analysis.costs(question).totals()
    assert total.after_credits == found.headline_change.changes[0].current
