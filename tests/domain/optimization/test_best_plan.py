"""Of several recommendations on one resource the best is chosen; savings are never added up over overlaps."""

from decimal import Decimal
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from finops_aws.domain.optimization.checks import Check, Family, Saving
from finops_aws.domain.optimization.recommendations import Finding, Price, Recommendation, best_plan
from finops_aws.domain.period import Period, parse_day

WINDOW = Period(parse_day("2026-10-01"), parse_day("2026-10-31"))


def check(name: str) -> Check:
    words = {"en": name, "pt-BR": name}
    return Check(
        id=name,
        family=Family.STORAGE,
        service="ebs",
        title=words,
        why=words,
        remedy=words,
        action="delete",
        effort="minutes",
        risk="low",
        commands=("aws ec2 delete-volume",),
        source="https://example.com",
        needs=("resources.aws:ebs:volume",),
        params={},
        query="SELECT 1",
        saving=Saving(usage_type="EBS"),
    )


def recommendation(name: str, resource: str, amount: str | None) -> Recommendation:
    finding = Finding(
        account="1",
        region="r",
        resource_type="aws:ebs:volume",
        resource_id=resource,
        resource_arn=None,
        name=None,
        created=None,
        evidence={},
    )
    known = None if amount is None else Decimal(amount)
    price = Price(amount=known, currency=None if known is None else "USD", source="bill", lines=())
    return Recommendation(check=check(name), finding=finding, price=price, window=WINDOW)


def test_the_larger_saving_is_chosen_and_names_the_other():
    small, large = recommendation("upgrade", "vol-1", "2"), recommendation("delete", "vol-1", "9")
    (best,) = best_plan([small, large])
    assert (best.check.id, best.alternatives) == ("delete", (small.id,))


def test_an_unknown_price_loses_to_a_known_one_and_stays_unknown_alone():
    unknown = recommendation("upgrade", "vol-1", None)
    (best,) = best_plan([unknown, recommendation("delete", "vol-1", "0.01")])
    assert best.check.id == "delete"
    (alone,) = best_plan([unknown])
    assert alone.price is not None
    assert alone.price.amount is None


def test_an_id_is_the_same_whenever_it_is_found_and_another_for_another_resource():
    one, again = recommendation("delete", "vol-1", "1"), recommendation("delete", "vol-1", "2")
    assert one.id == again.id != recommendation("delete", "vol-2", "1").id
    assert one.id.startswith("delete-")


AMOUNTS = st.one_of(st.none(), st.decimals(0, 99, places=2).map(str))
CANDIDATES = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sampled_from(["vol-1", "vol-2", "vol-3"]), AMOUNTS),
    max_size=7,
    unique_by=lambda one: one[:2],
)


@given(CANDIDATES)
def test_the_plan_is_the_best_that_trying_all_combinations_finds(found: list[tuple[str, str, str | None]]):
    every = [recommendation(*one) for one in found]
    plan = best_plan(every)
    by_resource: dict[str, list[Decimal]] = {}
    for one in every:
        by_resource.setdefault(one.finding.resource_id, []).append(one.saving)
    best = max((sum(chosen, Decimal(0)) for chosen in product(*by_resource.values())), default=Decimal(0))
    assert sum((one.saving for one in plan), Decimal(0)) == best
    assert len({one.finding.resource_id for one in plan}) == len(plan) == len(by_resource)
    assert sum(1 + len(one.alternatives) for one in plan) == len(every)
