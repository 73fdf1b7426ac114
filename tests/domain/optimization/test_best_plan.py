"""The plan is what saves most together: ends exclude, one action twice is a choice, others are a chain."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import chain, combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from finops_aws.domain.optimization.checks import Action
from finops_aws.domain.optimization.plan import best_plan
from finops_aws.domain.optimization.recommendations import Price, Recommendation
from tests.domain.optimization.recommending import finding, recommendation


def chosen(found: Sequence[Recommendation]) -> Sequence[Recommendation]:
    return best_plan(found).chosen


UNKNOWN = Price(amount=None, currency=None, source="price unknown")


def test_the_larger_saving_is_chosen_and_names_the_other():
    small = recommendation("upgrade", Action.UPGRADE, shares=[("vol-1", "EBS", "9", "0.2")])
    large = recommendation("delete", Action.DELETE, shares=[("vol-1", "EBS", "9", "1")])
    (best,) = chosen([small, large])
    assert (best.check.id, best.alternatives, best.planned) == ("delete", (small.id,), 9)


def test_different_actions_on_one_line_are_a_chain_of_which_each_works_on_what_is_left():
    resize = recommendation("resize", Action.RESIZE, shares=[("i-1", "BoxUsage", "100", "0.5")])
    migrate = recommendation("arm", Action.MIGRATE, shares=[("i-1", "BoxUsage", "100", "0.2")])
    first, second = sorted(chosen([migrate, resize]), key=lambda one: one.check.action.rank)
    assert (first.check.id, first.planned, first.after) == ("resize", 50, ())
    assert (second.check.id, second.planned, second.after) == ("arm", 10, (first.id,))
    assert first.alternatives == second.alternatives == ()


def test_the_same_action_twice_on_one_line_is_a_choice():
    one = recommendation("a", Action.UPGRADE, shares=[("vol-1", "EBS", "10", "0.2")])
    other = recommendation("b", Action.UPGRADE, shares=[("vol-1", "EBS", "10", "0.3")])
    (best,) = chosen([one, other])
    assert (best.check.id, best.planned, best.alternatives) == ("b", 3, (one.id,))


def test_lines_of_their_own_are_added_up():
    one = recommendation("a", Action.UPGRADE, shares=[("db-1", "Storage", "10", "0.2")])
    other = recommendation("b", Action.UPGRADE, shares=[("db-1", "Extended", "5", "1")])
    assert {best.planned for best in chosen([one, other])} == {2, 5}


def test_the_end_of_an_instance_with_its_volumes_excludes_what_is_done_to_a_volume():
    end = recommendation(
        "stopped", Action.DELETE, shares=[("vol-1", "EBS", "10", "1"), ("vol-2", "EBS", "10", "1")]
    )
    small = recommendation("gp3", Action.UPGRADE, shares=[("vol-2", "EBS", "10", "0.2")])
    far = recommendation("gp3", Action.UPGRADE, shares=[("vol-3", "EBS", "10", "0.2")])
    plan = chosen([end, small, far])
    assert {one.id for one in plan} == {end.id, far.id}


def test_an_unknown_price_loses_to_a_known_one_and_stays_unknown_alone():
    unknown = recommendation("upgrade", Action.DELETE, one=finding("vol-1"), price=UNKNOWN)
    known = recommendation("delete", Action.DELETE, shares=[("vol-1", "EBS", "0.01", "1")])
    (best,) = chosen([unknown, known])
    assert best.check.id == "delete"
    (alone,) = chosen([unknown])
    assert (alone.planned, alone.saving) == (None, 0)


def test_one_id_in_two_regions_is_two_resources():
    here, there = (
        recommendation("a", one=finding("primary", region=region), shares=()) for region in ("r1", "r2")
    )
    assert len(chosen([here, there])) == 2


def test_an_id_is_the_same_whenever_it_is_found_and_another_for_another_resource():
    one = recommendation("delete", shares=[("vol-1", "EBS", "1", "1")])
    again = recommendation("delete", shares=[("vol-1", "EBS", "2", "1")])
    assert one.id == again.id != recommendation("delete", one=finding("vol-2")).id
    assert one.id.startswith("delete-")


def test_money_that_is_surer_and_easier_comes_first():
    hard = recommendation("hard", effort="days", shares=[("a", "EBS", "100", "1")])
    easy = recommendation("easy", effort="minutes", shares=[("b", "EBS", "10", "1")])
    assert [one.check.id for one in chosen([hard, easy])] == ["easy", "hard"]


RESOURCES, TYPES = ("vol-1", "vol-2", "vol-3"), ("EBS", "IOPS")
SHARES = st.lists(
    st.tuples(
        st.sampled_from(RESOURCES),
        st.sampled_from(TYPES),
        st.decimals(0, 1, places=2).map(str),
    ),
    max_size=3,
    unique_by=lambda one: one[:2],
)
COSTS = st.fixed_dictionaries(
    {(resource, usage): st.integers(0, 50) for resource in RESOURCES for usage in TYPES}
)
CANDIDATES = st.lists(
    st.tuples(st.sampled_from(list(Action)), SHARES), max_size=6, unique_by=lambda one: (one[0], str(one[1]))
)


def value(chosen: Sequence[Recommendation]) -> Decimal | None:
    """What a set saves, by what is left of each line; None where two of it cannot both be done."""
    for one, other in combinations(chosen, 2):
        ends = {"delete", "stop"} & {one.check.action, other.check.action}
        own, others = (
            {(part.line.resource, part.line.usage_type) for part in (it.price.lines if it.price else ())}
            for it in (one, other)
        )
        touched = [{it.finding.resource_id, *it.finding.billed} for it in (one, other)]
        if ends and touched[0] & touched[1]:
            return None
        if one.check.action is other.check.action and own & others:
            return None
    left: dict[tuple[str, str], Decimal] = {}
    cost: dict[tuple[str, str], Decimal] = {}
    for one in chosen:
        for part in one.price.lines if one.price else ():
            key = (part.line.resource, part.line.usage_type)
            left[key] = left.get(key, Decimal(1)) * (1 - part.share)
            cost[key] = part.monthly
    return sum((cost[key] * (1 - share) for key, share in left.items()), Decimal(0))


def made(
    costs: dict[tuple[str, str], int], wanted: list[tuple[Action, list[tuple[str, str, str]]]]
) -> list[Recommendation]:
    return [
        recommendation(
            f"check-{number}",
            action,
            shares=[(name, usage, str(costs[name, usage]), share) for name, usage, share in shares],
        )
        for number, (action, shares) in enumerate(wanted)
    ]


@settings(max_examples=1200, deadline=None)
@given(COSTS, CANDIDATES)
def test_the_plan_is_the_best_that_trying_all_sets_finds(
    costs: dict[tuple[str, str], int], wanted: list[tuple[Action, list[tuple[str, str, str]]]]
):
    every = made(costs, wanted)
    sets = chain.from_iterable(combinations(every, size) for size in range(len(every) + 1))
    best = max(known for chosen in sets if (known := value(chosen)) is not None)
    plan = chosen(every)
    assert abs(sum((one.planned or Decimal(0) for one in plan), Decimal(0)) - best) < Decimal("1e-8")
    assert value(plan) is not None


@given(COSTS, CANDIDATES)
def test_what_is_saved_is_never_more_than_the_lines_concerned_cost(
    costs: dict[tuple[str, str], int], wanted: list[tuple[Action, list[tuple[str, str, str]]]]
):
    plan = chosen(made(costs, wanted))
    concerned = {
        (part.line.resource, part.line.usage_type): part.monthly
        for one in plan
        for part in (one.price.lines if one.price else ())
    }
    saved = sum((one.planned or Decimal(0) for one in plan), Decimal(0))
    assert 0 <= saved <= sum(concerned.values(), Decimal(0)) + Decimal("1e-8")


@given(COSTS, CANDIDATES)
def test_all_are_in_the_plan_or_named_by_one_that_is(
    costs: dict[tuple[str, str], int], wanted: list[tuple[Action, list[tuple[str, str, str]]]]
):
    every = made(costs, wanted)
    plan = best_plan(every)
    named = {name for one in plan.chosen for name in one.alternatives}
    assert {one.id for one in plan.excluded} == named
    assert sorted(one.id for one in (*plan.chosen, *plan.excluded)) == sorted(one.id for one in every)
