"""What was accepted is measured from the bill around the day of the decision."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from finops_aws.application.optimization.measure_savings import RealizedSavings, measure_savings
from finops_aws.domain.optimization.checks import Saving
from finops_aws.domain.optimization.decisions import Choice, Decision
from finops_aws.domain.optimization.realized import MONTH_DAYS, Standing, TrailDay
from tests.application.optimization.examining import Book, Decided, Estate
from tests.domain.optimization.recommending import check

AT = datetime(2026, 10, 15, 9, tzinfo=UTC)
BOOK = Book(
    [check("a", savings=(Saving(usage_type="EBS"), Saving(usage_type="IOPS"))), check("b", savings=())]
)


def decision(name: str, choice: Choice = Choice.ACCEPT, resource: str = "vol-1") -> Decision:
    return Decision(
        recommendation=f"{name}-{resource}",
        choice=choice,
        reason="r",
        until=None,
        decided_at=AT,
        check=name,
        account="1",
        region="r",
        resource_type="t",
        resource_id=resource,
        resource_arn=None,
    )


def measured(*decisions: Decision, days: list[TrailDay] | None = None) -> tuple[RealizedSavings, Estate]:
    estate = Estate(days=days or [])
    held = Decided({one.recommendation: one for one in decisions})
    return measure_savings(file=held, book=BOOK, detector=estate), estate


def trail() -> list[TrailDay]:
    """Ten a day up to the fifteenth of October, then two."""
    first = date(2026, 9, 15)
    days = [first + timedelta(days=n) for n in range(46)]
    return [TrailDay(day, Decimal(10 if day < AT.date() else 2), Decimal(0)) for day in days]


def test_what_was_accepted_is_asked_about_from_thirty_days_before_to_the_end_of_the_window():
    found, estate = measured(decision("a"), decision("a", Choice.DISMISS, "vol-2"), days=trail())
    (asked,) = estate.asked
    assert (asked.period.start, asked.period.end) == (date(2026, 9, 15), date(2026, 10, 31))
    assert (asked.usage_types, asked.names) == (("EBS", "IOPS"), ("vol-1",))
    assert set(asked.others) == {"vol-1", "vol-2"}
    (one,) = found.measured
    assert one.realized.monthly == round(8 * MONTH_DAYS, 2)
    assert (found.monthly, found.currency) == (one.realized.monthly, "USD")
    assert found.so_far == one.realized.so_far == 15 * 8


def test_a_check_that_is_gone_or_saves_no_money_leaves_it_unknown():
    found, estate = measured(decision("gone"), decision("b"), days=trail())
    assert {one.realized.standing for one in found.measured} == {Standing.UNKNOWN}
    assert (estate.asked, found.monthly, found.so_far) == ([], None, None)


def test_without_decisions_nothing_was_saved():
    found, _ = measured()
    assert (found.measured, found.monthly, found.so_far) == ((), 0, 0)
