"""Periods are half-open spans of days; whole months move by months."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finops_aws.domain.period import Period, month_of, parse_day
from finops_aws.errors import InvalidPeriod

days = st.dates(date(2015, 1, 1), date(2040, 12, 31))
periods = st.tuples(days, st.integers(1, 800)).map(lambda p: Period(p[0], p[0] + timedelta(days=p[1])))
firsts = days.map(lambda day: day.replace(day=1))
whole_months = st.tuples(firsts, st.integers(1, 30)).map(lambda p: Period(p[0], later(p[0], p[1])))


def later(day: date, months: int) -> date:
    place = day.year * 12 + day.month - 1 + months
    return date(place // 12, place % 12 + 1, 1)


def test_a_month_is_its_days_and_not_the_next_ones_first():
    assert month_of(date(2024, 2, 29)) == Period(date(2024, 2, 1), date(2024, 3, 1))
    assert month_of(date(2026, 12, 1)) == Period(date(2026, 12, 1), date(2027, 1, 1))


@pytest.mark.parametrize(
    ("start", "end"), [(date(2026, 1, 2), date(2026, 1, 1)), (date(2026, 1, 1), date(2026, 1, 1))]
)
def test_a_period_of_no_days_is_refused(start: date, end: date):
    with pytest.raises(InvalidPeriod):
        Period(start, end)


@given(periods)
def test_the_previous_period_ends_where_this_one_begins(period: Period):
    assert period.previous().end == period.start
    if not period.is_whole_months:
        assert period.previous().days == period.days


@given(whole_months)
def test_whole_months_go_back_by_as_many_months(period: Period):
    previous = period.previous()
    assert previous.is_whole_months
    assert len(previous.months()) == len(period.months())
    assert previous.start == later(period.start, -len(period.months()))


@pytest.mark.parametrize(
    ("period", "previous"),
    [
        ("2026-03-01/2026-04-01", "2026-02-01/2026-03-01"),
        ("2026-01-01/2026-04-01", "2025-10-01/2026-01-01"),
        ("2026-01-08/2026-01-15", "2026-01-01/2026-01-08"),
        ("2026-03-01/2026-03-31", "2026-01-30/2026-03-01"),
    ],
)
def test_months_are_compared_with_months_and_days_with_days(period: str, previous: str):
    start, end = period.split("/")
    assert str(Period(parse_day(start), parse_day(end)).previous()) == previous


@given(periods)
def test_the_months_of_a_period_follow_one_another_and_hold_it(period: Period):
    months = period.months()
    assert months[0].start <= period.start < months[0].end
    assert months[-1].start < period.end <= months[-1].end
    assert all(one.end == following.start for one, following in pairwise(months))
    assert sum(month.days for month in months) == months[-1].end.toordinal() - months[0].start.toordinal()


@given(whole_months)
def test_whole_months_are_the_sum_of_their_months(period: Period):
    assert sum(month.days for month in period.months()) == period.days


@given(days)
def test_a_day_is_read_as_it_is_written(day: date):
    assert parse_day(day.isoformat()) == day
    assert parse_day(day.strftime("%Y-%m")) == day.replace(day=1)


@pytest.mark.parametrize(
    "text",
    ["", "2026", "2026-13", "2026-02-30", "2026-1", "26-01-01", "2026-01-01T00:00", "01/02/2026", "today"],
)
def test_what_is_no_day_is_refused(text: str):
    with pytest.raises(InvalidPeriod) as caught:
        parse_day(text)
    assert caught.value.facts["value"] == text


def test_a_period_is_written_as_its_two_ends():
    assert str(Period(date(2026, 1, 1), date(2026, 2, 1))) == "2026-01-01/2026-02-01"


@pytest.mark.parametrize(
    ("period", "months", "earlier"),
    [
        ("2026-11-01/2026-12-01", 1, "2026-10-01/2026-11-01"),
        ("2026-11-01/2026-12-01", 12, "2025-11-01/2025-12-01"),
        ("2026-01-01/2026-04-01", 12, "2025-01-01/2025-04-01"),
        ("2026-11-01/2026-11-20", 1, "2026-10-01/2026-10-20"),
        ("2026-03-15/2026-03-31", 1, "2026-02-15/2026-03-01"),
        ("2026-03-30/2026-04-01", 1, "2026-02-28/2026-03-01"),
        ("2024-02-29/2024-03-01", 12, "2023-02-28/2023-03-01"),
        ("2026-10-20/2026-11-08", 1, "2026-09-20/2026-10-08"),
    ],
)
def test_the_same_days_of_an_earlier_month_are_cut_where_it_is_shorter(
    period: str, months: int, earlier: str
):
    start, end = period.split("/")
    found = Period(date.fromisoformat(start), date.fromisoformat(end)).months_before(months)
    assert str(found) == earlier


@pytest.mark.parametrize("text", ["9999-12", "9999-12-31"])
def test_a_month_beyond_the_calendar_is_refused(text: str):
    with pytest.raises(InvalidPeriod):
        month_of(parse_day(text))


@pytest.mark.parametrize("text", ["1999-12", "2100-01", "0001-01", "2099-12-31"])
def test_years_without_a_bill_are_refused_and_the_last_one_is_not(text: str):
    if text.startswith("2099"):
        assert month_of(parse_day(text)).end == date(2100, 1, 1)
    else:
        with pytest.raises(InvalidPeriod):
            month_of(parse_day(text))
