"""What a decision saved: against the days before, carried on by what others like it did."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from finops_aws.domain.optimization.realized import MONTH_DAYS, Standing, TrailDay, realized_saving

DECIDED = date(2026, 10, 20)


def days(
    before: list[str | None], after: list[str | None], *, others: tuple[str, str] = ("0", "0")
) -> list[TrailDay]:
    """Days up to the decision, the day itself (which counts for neither), and those after it."""
    costs = [*before, "999", *after]
    first = DECIDED - timedelta(days=len(before))
    found = []
    for number, cost in enumerate(costs):
        other = others[number > len(before)]
        own = None if cost is None else Decimal(cost)
        found.append(TrailDay(first + timedelta(days=number), own, Decimal(other)))
    return found


def test_what_stopped_costing_has_saved_what_it_cost():
    saved = realized_saving(days(["10"] * 30, ["0"] * 10), DECIDED)
    assert (saved.standing, saved.monthly) == (Standing.MEASURED, round(10 * MONTH_DAYS, 2))
    assert (saved.low, saved.high, saved.so_far) == (saved.monthly, saved.monthly, Decimal("100.00"))
    assert (saved.days_before, saved.days_after, saved.has_control) == (30, 10, False)


def test_others_that_fell_as_well_take_their_part_of_the_saving():
    alone = realized_saving(days(["10"] * 20, ["5"] * 20), DECIDED)
    fallen = realized_saving(days(["10"] * 20, ["5"] * 20, others=("100", "80")), DECIDED)
    assert alone.monthly == round(5 * MONTH_DAYS, 2)
    assert (fallen.monthly, fallen.has_control) == (round(3 * MONTH_DAYS, 2), True)


def test_a_rise_is_told_as_a_loss():
    risen = realized_saving(days(["10"] * 20, ["12"] * 20), DECIDED)
    assert risen.monthly == round(-2 * MONTH_DAYS, 2)


def test_days_that_differ_widen_the_interval():
    even = realized_saving(days(["10", "10"] * 10, ["4"] * 10), DECIDED)
    uneven = realized_saving(days(["5", "15"] * 10, ["4"] * 10), DECIDED)
    assert even.monthly == uneven.monthly
    assert None not in (uneven.low, uneven.high, uneven.monthly)
    assert uneven.low < uneven.monthly < uneven.high  # type: ignore[operator]


def test_a_week_on_each_side_is_the_least():
    assert realized_saving(days(["10"] * 30, ["0"] * 6), DECIDED).standing is Standing.TOO_EARLY
    assert realized_saving(days(["10"] * 6, ["0"] * 30), DECIDED).standing is Standing.TOO_EARLY
    assert realized_saving(days(["10"] * 7, ["0"] * 7), DECIDED).standing is Standing.MEASURED


def test_a_day_whose_cost_is_not_known_makes_it_unknown():
    unknown = realized_saving(days(["10"] * 20, [None, *["0"] * 10]), DECIDED)
    assert (unknown.standing, unknown.monthly, unknown.so_far) == (Standing.UNKNOWN, None, None)


COSTS = st.lists(st.decimals(0, 100, places=2).map(str), min_size=7, max_size=30)


@given(COSTS, COSTS)
def test_the_interval_holds_the_saving_and_nothing_saves_more_than_it_cost(
    before: list[str], after: list[str]
):
    saved = realized_saving(days(list(before), list(after)), DECIDED)
    assert saved.monthly is not None
    assert saved.low is not None
    assert saved.high is not None
    assert saved.low <= saved.monthly <= saved.high
    most = max(map(Decimal, before)) * MONTH_DAYS
    assert saved.monthly <= round(most, 2) + Decimal("0.01")
