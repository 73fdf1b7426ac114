"""Calls that AWS charges for are counted before they are made, and stop at the limit."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finops_aws.domain.operations.paid_calls import Fee, PaidCalls
from finops_aws.errors import BudgetExceeded

REQUEST = Fee("ce:GetCostAndUsage", Decimal("0.01"), "https://example.com")
METRIC = Fee("cloudwatch:GetMetricData", Decimal("0.00001"), "https://example.com")


def test_what_is_paid_is_counted_exactly():
    paid = PaidCalls(Decimal("1"))
    paid.pay(REQUEST)
    paid.pay(METRIC, 500)
    assert paid.spent_usd == Decimal("0.015")
    assert paid.units == {"ce:GetCostAndUsage": 1, "cloudwatch:GetMetricData": 500}


def test_the_call_that_would_break_the_limit_is_refused_and_not_counted():
    paid = PaidCalls(Decimal("0.02"))
    paid.pay(REQUEST)
    paid.pay(REQUEST)
    with pytest.raises(BudgetExceeded) as refused:
        paid.pay(REQUEST)
    assert refused.value.facts == {"calls": "1", "cost": "USD 0.03", "limit": "USD 0.02"}
    assert paid.spent_usd == Decimal("0.02")


def test_a_limit_of_nothing_lets_only_free_calls_through():
    paid = PaidCalls(Decimal(0))
    paid.pay(Fee("budgets:DescribeBudgets", Decimal(0), "https://example.com"))
    with pytest.raises(BudgetExceeded):
        paid.pay(METRIC)


@given(
    st.lists(st.tuples(st.sampled_from([REQUEST, METRIC]), st.integers(1, 600)), max_size=40),
    st.decimals(0, 2, places=2),
)
def test_the_limit_never_breaks(wanted: list[tuple[Fee, int]], limit: Decimal):
    paid = PaidCalls(limit)
    let_through = Decimal(0)
    for fee, units in wanted:
        try:
            paid.pay(fee, units)
            let_through += fee.usd * units
        except BudgetExceeded:
            assert let_through + fee.usd * units > limit
    assert paid.spent_usd == let_through <= limit


def test_many_threads_pay_from_one_purse():
    paid = PaidCalls(Decimal("0.50"))

    def pay(_: int) -> bool:
        try:
            paid.pay(REQUEST)
        except BudgetExceeded:
            return False
        return True

    with ThreadPoolExecutor(16) as threads:
        assert sum(threads.map(pay, range(200))) == 50
    assert paid.spent_usd == Decimal("0.50")
