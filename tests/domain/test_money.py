"""Money adds up exactly and never across currencies."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finops_aws.domain.money import Money, exact_sum, known_sum
from finops_aws.errors import CurrencyMismatch

amounts = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**26), max_value=10**26, places=12)


@given(st.lists(amounts, max_size=40))
def test_a_sum_keeps_every_decimal(parts: list[Decimal]):
    assert Fraction(exact_sum(parts)) == sum((Fraction(part) for part in parts), Fraction(0))


@given(st.lists(amounts, max_size=40), st.randoms())
def test_the_order_of_the_parts_does_not_matter(parts: list[Decimal], dice):
    shuffled = parts[:]
    dice.shuffle(shuffled)
    assert exact_sum(shuffled) == exact_sum(parts)


@given(amounts, amounts)
def test_what_was_added_can_be_taken_away(one: Decimal, other: Decimal):
    first, second = Money(one, "USD"), Money(other, "USD")
    assert (first + second) - second == first


def test_a_small_amount_is_not_lost_beside_a_large_one():
    large, small = Decimal("99999999999999999999999999"), Decimal("0.000000000001")
    assert exact_sum([large, small, -large]) == small


def test_the_sum_of_nothing_is_zero():
    assert exact_sum([]) == known_sum([]) == Decimal(0)


def test_an_unknown_part_makes_the_sum_unknown():
    assert known_sum([Decimal(1), None, Decimal(2)]) is None
    assert known_sum([Decimal(1), Decimal(2)]) == Decimal(3)


@pytest.mark.parametrize("operate", [Money.__add__, Money.__sub__])
def test_two_currencies_are_never_added(operate):
    with pytest.raises(CurrencyMismatch) as caught:
        operate(Money(Decimal(1), "USD"), Money(Decimal(1), "BRL"))
    assert caught.value.facts["currencies"] in ("USD, BRL", "BRL, USD")
