"""Questions are checked before they are asked, totals keep currencies apart, and change is ranked by size."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finops_aws.domain.charge import CostMetric
from finops_aws.domain.period import Period
from finops_aws.domain.visibility.costs import (
    DIMENSIONS,
    CostAnswer,
    CostQuestion,
    CostRow,
    Filter,
    compare,
    parse_filter,
)
from finops_aws.errors import InvalidFilter, UnknownName

JANUARY = Period(date(2026, 1, 1), date(2026, 2, 1))
amounts = st.decimals(-(10**9), 10**9, allow_nan=False, places=12)


def row(
    name: str, gross: str | None, *, credit: str = "0", refund: str = "0", currency: str = "USD"
) -> CostRow:
    known = None if gross is None else Decimal(gross)
    return CostRow(None, (name,), currency, known, Decimal(credit), Decimal(refund))


def answered(*rows: CostRow) -> CostAnswer:
    return CostAnswer(CostQuestion(period=JANUARY), rows, "1")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ServiceName=Amazon EC2", Filter("ServiceName", ("Amazon EC2",))),
        ("ServiceName=A|B", Filter("ServiceName", ("A", "B"))),
        ("RegionId!=us-east-1", Filter("RegionId", ("us-east-1",), negated=True)),
        ("tag:team=a=b", Filter("tag:team", ("a=b",))),
        ("cost_category:Unit=x", Filter("cost_category:Unit", ("x",))),
        ("tag:cost:center=1", Filter("tag:cost:center", ("1",))),
    ],
)
def test_a_filter_is_read(text: str, wanted: Filter):
    assert parse_filter(text) == wanted


@pytest.mark.parametrize("text", ["", "ServiceName", "=x", "ServiceName=", "ServiceName!=", "!=x"])
def test_a_filter_without_name_sign_or_value_is_refused(text: str):
    with pytest.raises(InvalidFilter) as caught:
        parse_filter(text)
    assert caught.value.facts["value"] == text


@pytest.mark.parametrize("text", ["Service=x", "servicename=x", "tag:=x", "label:team=x", "BilledCost=1"])
def test_a_filter_on_what_no_bill_has_is_refused(text: str):
    with pytest.raises(UnknownName) as caught:
        parse_filter(text)
    assert "ServiceName" in caught.value.facts["known"]


@given(
    st.sampled_from(DIMENSIONS),
    st.lists(st.text("abc =-", min_size=1), min_size=1, max_size=4),
    st.booleans(),
)
def test_any_filter_that_is_written_is_read_back(name: str, values: list[str], negated: bool):
    text = f"{name}{'!=' if negated else '='}{'|'.join(values)}"
    assert parse_filter(text) == Filter(name, tuple(values), negated)


def test_a_value_may_hold_an_exclamation_mark_before_an_equals_sign():
    assert parse_filter("tag:team=a!=b") == Filter("tag:team", ("a!=b",))


def test_a_question_by_an_unknown_dimension_is_refused():
    with pytest.raises(UnknownName):
        CostQuestion(period=JANUARY, by=("Service",))
    with pytest.raises(UnknownName):
        CostQuestion(period=JANUARY, filters=(Filter("Service", ("x",)),))


def test_a_question_by_one_dimension_twice_is_refused():
    with pytest.raises(InvalidFilter):
        CostQuestion(period=JANUARY, by=("RegionId", "ServiceName", "RegionId"))


def test_every_metric_has_a_column():
    assert {metric.column for metric in CostMetric} >= {"BilledCost", "EffectiveCost", "x_UnblendedCost"}


@given(amounts, amounts, amounts)
def test_after_credits_is_the_sum_of_the_movements(gross: Decimal, credit: Decimal, refund: Decimal):
    one = CostRow(None, (), "USD", gross, credit, refund)
    assert one.after_credits == gross + credit + refund


def test_totals_keep_currencies_and_movements_apart():
    found = answered(
        row("a", "10", credit="-1"), row("b", "5", refund="-2"), row("a", "7", currency="BRL")
    ).totals()
    assert [(t.currency, t.gross, t.credits, t.refunds) for t in found] == [
        ("BRL", 7, 0, 0),
        ("USD", 15, -1, -2),
    ]


def test_an_unknown_amount_makes_the_total_unknown_and_not_zero():
    (total,) = answered(row("a", "10"), row("b", None)).totals()
    assert (total.gross, total.credits, total.after_credits) == (None, 0, None)


def test_change_is_ranked_by_size_whatever_its_direction():
    now = answered(row("grew", "30"), row("fell", "10"), row("same", "5"), row("new", "7"))
    before = answered(row("grew", "10"), row("fell", "100"), row("same", "5"), row("gone", "40"))
    found = [(change.keys[0], change.difference) for change in compare(now, before).changes]
    assert found == [("fell", -90), ("gone", -40), ("grew", 20), ("new", 7), ("same", 0)]


def test_an_unknown_change_is_ranked_first_and_has_no_ratio():
    changes = compare(
        answered(row("a", "1000"), row("b", None)), answered(row("a", "1"), row("b", "2"))
    ).changes
    assert [change.keys[0] for change in changes] == ["b", "a"]
    assert (changes[0].difference, changes[0].ratio) == (None, None)


def test_a_ratio_is_of_what_was_before():
    now, before = (
        answered(row("a", "15"), row("new", "1"), row("c", "-5")),
        answered(row("a", "10"), row("c", "-10")),
    )
    ratios = {change.keys[0]: change.ratio for change in compare(now, before).changes}
    assert ratios == {"a": 0.5, "new": None, "c": 0.5}


def test_currencies_are_compared_each_with_its_own():
    changes = compare(answered(row("a", "9"), row("a", "4", currency="BRL")), answered(row("a", "8"))).changes
    assert {(change.currency, change.difference) for change in changes} == {("BRL", 4), ("USD", 1)}


def test_a_change_keeps_every_decimal():
    large = "12345678901234567890.000000000001"
    (change,) = compare(answered(row("a", "12345678901234567890")), answered(row("a", large))).changes
    assert change.difference == Decimal("-0.000000000001")


groups = st.dictionaries(st.sampled_from("abcdef"), amounts)


@given(groups, groups)
def test_all_changes_together_are_the_change_of_the_total(
    now: dict[str, Decimal], before: dict[str, Decimal]
):
    one, other = (answered(*(row(name, str(a)) for name, a in side.items())) for side in (now, before))
    changes = compare(one, other).changes
    moved = sum((change.difference or Decimal(0) for change in changes), Decimal(0))
    assert moved == sum(now.values(), Decimal(0)) - sum(before.values(), Decimal(0))
    sizes = [abs(change.difference or Decimal(0)) for change in changes]
    assert sizes == sorted(sizes, reverse=True)


def test_the_buckets_of_a_group_are_added_before_comparing():
    two_days = [
        CostRow(date(2026, 1, day), ("a",), "USD", Decimal(day), Decimal(0), Decimal(0)) for day in (1, 2)
    ]
    (change,) = compare(answered(*two_days), answered(row("a", "1"))).changes
    assert (change.current, change.difference) == (3, 2)
