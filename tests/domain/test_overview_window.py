"""The window of the overview: which month, which of its days are whole, and the same days before."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from finops_aws.domain.period import Period
from finops_aws.domain.visibility.costs import Basis, CostQuestion
from finops_aws.domain.visibility.overview import Window, newest_bills, share_of, window_of
from tests.domain.held_bills import OTHER, bill

NOVEMBER = Period(date(2026, 11, 1), date(2026, 12, 1))
HELD = [bill("2026-10"), bill("2026-11")]


def at(day: str, hour: int = 0) -> datetime:
    return datetime.fromisoformat(f"{day}T{hour:02}:00:00+00:00")


def running(last_day: date | None, complete_until: date | None, month: Period = NOVEMBER) -> Window:
    return Window(month, True, last_day, complete_until)


def test_the_month_is_the_last_that_any_payer_has_a_bill_of() -> None:
    held = [bill("2026-11"), bill("2026-12", OTHER, is_current=False), bill("2026-10", OTHER)]
    assert window_of(held, now=at("2026-11-20"), last_hour=None).month == NOVEMBER


@pytest.mark.parametrize(
    ("hour", "complete_until"), [(0, date(2026, 11, 19)), (22, date(2026, 11, 19)), (23, date(2026, 11, 20))]
)
def test_a_day_is_whole_once_its_last_hour_has_usage(hour: int, complete_until: date) -> None:
    window = window_of(HELD, now=at("2026-11-23"), last_hour=at("2026-11-19", hour))
    assert window == Window(NOVEMBER, True, date(2026, 11, 19), complete_until)


@pytest.mark.parametrize(("now", "is_running"), [("2026-11-30", True), ("2026-12-01", False)])
def test_a_month_runs_until_its_last_day_is_over(now: str, is_running: bool) -> None:
    window = window_of(HELD, now=at(now, 23), last_hour=at("2026-11-19", 23))
    assert window.is_running is is_running
    assert window.complete_until == (date(2026, 11, 20) if is_running else date(2026, 12, 1))


def test_a_month_without_usage_has_no_whole_day_while_it_runs() -> None:
    window = window_of(HELD, now=at("2026-11-01", 5), last_hour=None)
    assert window == Window(NOVEMBER, True, None, None)
    assert window.same_days is None


def test_a_month_that_ended_without_usage_is_whole() -> None:
    window = window_of(HELD, now=at("2026-12-03"), last_hour=None)
    assert window == Window(NOVEMBER, False, None, date(2026, 12, 1))
    assert window.same_days == NOVEMBER


def test_the_first_day_alone_is_no_whole_day_until_it_is_over() -> None:
    assert running(date(2026, 11, 1), date(2026, 11, 1)).same_days is None
    one_day = Period(date(2026, 11, 1), date(2026, 11, 2))
    assert running(date(2026, 11, 1), date(2026, 11, 2)).same_days == one_day


def test_usage_beyond_the_month_does_not_lengthen_it() -> None:
    assert running(date(2026, 12, 2), date(2026, 12, 3)).same_days == NOVEMBER


def test_thirty_days_end_with_the_last_that_has_usage() -> None:
    days = running(date(2026, 11, 19), date(2026, 11, 19)).latest_days
    assert days == Period(date(2026, 10, 21), date(2026, 11, 20))
    assert days.days == 30
    assert running(None, None).latest_days == Period(date(2026, 10, 3), date(2026, 11, 2))


def test_thirteen_months_end_with_the_month() -> None:
    months = running(None, None).latest_months
    assert (len(months.months()), months.start, months.end) == (13, date(2025, 11, 1), date(2026, 12, 1))


def test_each_payer_has_one_newest_bill() -> None:
    late = bill("2026-11", delivered_at=datetime(2026, 12, 9, tzinfo=UTC), delivery_id="late")
    held = [bill("2026-11"), late, bill("2026-10"), bill("2026-09", OTHER), bill("2026-12", is_current=False)]
    newest = [(one.payer_account_id, one.delivery_id) for one in newest_bills(held)]
    assert newest == [("111122223333", "late"), (OTHER, f"{OTHER}-2026-09")]


def test_a_share_of_nothing_or_of_the_unknown_is_unknown() -> None:
    assert share_of(Decimal(1), Decimal(4)) == 0.25
    assert share_of(Decimal(0), Decimal(4)) == 0
    assert share_of(Decimal(1), Decimal(0)) is None
    assert share_of(None, Decimal(4)) is None
    assert share_of(Decimal(1), None) is None


@pytest.mark.parametrize(
    ("month", "complete_until"),
    [("2026-03", date(2026, 3, 31)), ("2026-12", date(2026, 12, 31)), ("2026-03", date(2026, 3, 29))],
)
def test_days_are_held_against_days_never_against_a_bill(month: str, complete_until: date) -> None:
    start = date.fromisoformat(f"{month}-01")
    window = running(complete_until, complete_until, Period(start, complete_until.replace(day=31)))
    days = window.same_days
    assert days is not None
    question = CostQuestion(period=days, basis=Basis.DAYS)
    earlier = replace(question, period=days.months_before(1))
    assert earlier.counted_by is question.counted_by is Basis.DAYS
