"""What could not be judged is told in money, and no cost is counted twice."""

from decimal import Decimal

from finops_aws.domain.optimization.findings import AtStake, Blind, at_stake
from tests.domain.optimization.recommending import check


def blind(name: str, amount: str | None, *, need: str = "metrics.a", region: str = "r") -> Blind:
    stake = AtStake(amount=None if amount is None else Decimal(amount), currency="USD")
    return Blind(check=check(name), account="1", region=region, missing=need, at_stake=(stake,))


def test_checks_that_lack_the_same_need_in_a_place_may_be_about_the_same_cost():
    assert at_stake([blind("a", "3"), blind("b", "5")]) == {"USD": 5}


def test_other_needs_and_other_places_are_other_costs():
    found = [blind("a", "3"), blind("a", "4", need="metrics.b"), blind("a", "2", region="s")]
    assert at_stake(found) == {"USD": 9}


def test_what_is_not_known_is_left_out():
    assert at_stake([blind("a", None)]) == {}
