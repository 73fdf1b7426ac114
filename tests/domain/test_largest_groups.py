"""The largest groups are listed, all others added up; nothing is lost and nothing counted twice."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finops_aws.domain.money import known_sum
from finops_aws.domain.period import Period
from finops_aws.domain.visibility.costs import CostAnswer, CostQuestion, CostRow, compare
from finops_aws.domain.visibility.delivery import Gap

OCTOBER = Period(date(2026, 10, 1), date(2026, 11, 1))
SEPTEMBER = Period(date(2026, 9, 1), date(2026, 10, 1))
DAYS = (date(2026, 10, 1), date(2026, 10, 2), date(2026, 10, 3))

amounts = st.decimals(-(10**9), 10**9, allow_nan=False, places=12)
maybe = st.one_of(st.none(), amounts)
rows_of_days = st.lists(
    st.builds(
        CostRow,
        st.sampled_from(DAYS),
        st.tuples(st.sampled_from("abcdefgh")),
        st.sampled_from(("USD", "BRL")),
        maybe,
        amounts,
        amounts,
    ),
    max_size=30,
    unique_by=lambda row: (row.bucket, row.keys, row.currency),
)


def row(name: str, gross: str | None, *, day: date | None = None, currency: str = "USD") -> CostRow:
    known = None if gross is None else Decimal(gross)
    return CostRow(day, (name,), currency, known, Decimal(0), Decimal(0))


def answered(*rows: CostRow, period: Period = OCTOBER, gaps: tuple[Gap, ...] = ()) -> CostAnswer:
    return CostAnswer(CostQuestion(period=period), rows, "1", gaps)


@given(rows_of_days, st.integers(1, 10))
def test_the_listed_and_the_others_add_up_to_the_whole(rows: list[CostRow], count: int) -> None:
    answer = answered(*rows)
    listed, others = answer.largest(count)
    for total in answer.totals():
        parts = [one for one in (*listed, *(other.row for other in others)) if one.currency == total.currency]
        for column in ("gross", "credits", "refunds", "after_credits"):
            assert known_sum(getattr(part, column) for part in parts) == getattr(total, column)
    assert len(listed) + sum(other.groups for other in others) == len(rows)


@given(rows_of_days, st.integers(1, 10))
def test_the_same_groups_are_listed_on_every_day(rows: list[CostRow], count: int) -> None:
    listed, _ = answered(*rows).largest(count)
    kept = {(one.keys, one.currency) for one in listed}
    assert listed == tuple(one for one in rows if (one.keys, one.currency) in kept)
    assert all(groups <= count for groups in Counter(currency for _, currency in kept).values())


@given(rows_of_days, st.integers(1, 10))
def test_no_other_weighs_more_than_one_that_is_listed(rows: list[CostRow], count: int) -> None:
    kept = {(one.keys, one.currency) for one in answered(*rows).largest(count)[0]}
    weights: dict[str, dict[bool, list[Decimal]]] = {}
    for group in {(one.keys, one.currency) for one in rows}:
        same = [one.after_credits for one in rows if (one.keys, one.currency) == group]
        weight = known_sum(same)
        heavy = Decimal("Infinity") if weight is None else abs(weight)
        weights.setdefault(group[1], {}).setdefault(group in kept, []).append(heavy)
    for sides in weights.values():
        assert min(sides.get(True, [Decimal("Infinity")])) >= max(sides.get(False, [Decimal(0)]))


def test_a_large_credit_and_an_unknown_cost_weigh_as_much_as_a_charge() -> None:
    rows = [row("charge", "5"), row("credit", "-9"), row("unknown", None), row("small", "1")]
    listed, (others,) = answered(*rows).largest(2)
    assert {one.keys for one in listed} == {("credit",), ("unknown",)}
    assert (others.groups, others.row.gross, others.row.keys) == (2, Decimal(6), ())


def test_currencies_have_their_own_largest_and_their_own_others() -> None:
    rows = [row("a", "100", currency="BRL"), row("b", "50", currency="BRL"), row("c", "1"), row("d", "2")]
    listed, others = answered(*rows).largest(1)
    assert [one.keys for one in listed] == [("a",), ("d",)]
    assert [(other.row.currency, other.row.gross) for other in others] == [("BRL", 50), ("USD", 1)]


def test_others_of_a_day_are_those_that_cost_something_on_it() -> None:
    rows = [row("a", "9", day=DAYS[0]), row("b", "1", day=DAYS[0]), row("c", "2", day=DAYS[0])]
    rows += [row("a", "9", day=DAYS[1]), row("c", "3", day=DAYS[1])]
    _, others = answered(*rows).largest(1)
    assert [(other.row.bucket, other.groups, other.row.gross) for other in others] == [
        (DAYS[0], 2, Decimal(3)),
        (DAYS[1], 1, Decimal(3)),
    ]


def test_with_room_for_all_there_are_no_others() -> None:
    assert answered(row("a", "1"), row("b", "2")).largest(2) == ((row("a", "1"), row("b", "2")), ())
    assert answered().largest(1) == ((), ())


@pytest.mark.parametrize(
    ("gaps", "is_known"),
    [
        ((), True),
        ((Gap("2026-10", None),), False),
        ((Gap("2026-10", "111122223333"),), True),
    ],
)
def test_without_any_bill_nothing_is_known(gaps: tuple[Gap, ...], is_known: bool) -> None:
    assert answered(gaps=gaps).is_known is is_known


def test_one_bill_of_two_months_is_something_known() -> None:
    both = Period(SEPTEMBER.start, OCTOBER.end)
    assert answered(period=both, gaps=(Gap("2026-09", None),)).is_known
    assert not answered(period=both, gaps=(Gap("2026-09", None), Gap("2026-10", None))).is_known


def test_a_group_that_a_bill_does_not_have_cost_nothing_there() -> None:
    compared = compare(answered(row("new", "3")), answered(row("gone", "2"), period=SEPTEMBER))
    found = {change.keys: (change.previous, change.current, change.ratio) for change in compared.changes}
    assert found == {("new",): (0, 3, None), ("gone",): (2, 0, -1.0)}


def test_where_there_is_no_bill_the_cost_before_is_unknown_and_not_zero() -> None:
    before = answered(period=SEPTEMBER, gaps=(Gap("2026-09", None),))
    (change,) = compare(answered(row("a", "3")), before).changes
    assert (change.previous, change.current) == (None, 3)
    assert (change.difference, change.ratio) == (None, None)
    (change,) = compare(before, answered(row("a", "3"))).changes
    assert (change.previous, change.current, change.difference) == (3, None, None)
