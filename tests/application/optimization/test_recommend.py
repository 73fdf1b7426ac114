"""The plan is what analyzers found and nothing speaks against; the rest is kept with the reason."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from finops_aws.application.optimization.analyzers import analyzers
from finops_aws.application.optimization.recommend import RecommendRequest, recommend
from finops_aws.domain.optimization.checks import Action, Family, Saving
from finops_aws.domain.optimization.decisions import Choice, Decision
from finops_aws.domain.optimization.findings import AwsAdvice, Finding
from finops_aws.domain.optimization.recommendations import Reason, Recommendations
from finops_aws.errors import UnknownName
from tests.application.optimization.examining import AS_OF, Book, Estate
from tests.domain.optimization.recommending import check, finding, line

TODAY = date(2026, 11, 20)
END = check("delete-it", Action.DELETE)
BETTER = check("upgrade-it", Action.UPGRADE, savings=(Saving(usage_type="EBS", share=Decimal("0.2")),))
BOOK = Book([END, BETTER])


def estate(**more: Any) -> Estate:
    one, other = finding("vol-1"), finding("vol-2", account="1")
    costs = {"vol-1": [line("7.2")], "vol-2": [line("72", resource="vol-2")]}
    found = {"delete-it": [one], "upgrade-it": [one, other]}
    return Estate(**{"costs": costs, "found": found, **more})


def recommended(own: Estate, decisions: dict[str, Decision] | None = None, **asked: Any) -> Recommendations:
    request = RecommendRequest(**asked)
    return recommend(request, book=BOOK, detector=own, decisions=decisions or {}, today=TODAY)


def decision(one: str, choice: Choice, until: date | None = None) -> Decision:
    return Decision(
        recommendation=one,
        choice=choice,
        reason="r",
        until=until,
        decided_at=datetime(2026, 11, 1, tzinfo=UTC),
        check="delete-it",
        account="1",
        region="r",
        resource_type="t",
        resource_id="vol-1",
        resource_arn=None,
    )


def test_there_is_an_analyzer_for_each_family_in_their_order():
    assert [one.family for one in analyzers()] == list(Family)


def test_the_plan_is_the_best_and_its_total_is_what_it_saves():
    found = recommended(estate())
    assert [one.check.id for one in found.plan] == ["upgrade-it", "delete-it"]
    assert found.totals == {"USD": sum(one.planned for one in found.plan if one.planned)}
    assert {one.finding.resource_id: one.planned for one in found.plan} == {
        "vol-1": Decimal("7.3"),
        "vol-2": Decimal("14.6"),
    }
    assert all(one.as_of == AS_OF for one in found.plan)


def test_what_is_dismissed_gives_its_place_to_the_next_best():
    (first,) = (one for one in recommended(estate()).plan if one.check is END)
    found = recommended(estate(), {first.id: decision(first.id, Choice.DISMISS)})
    assert {one.check.id for one in found.plan if one.finding.resource_id == "vol-1"} == {"upgrade-it"}
    assert [(one.id, one.decision is not None) for one in found.set_aside] == [(first.id, True)]


def test_a_snooze_ends_on_its_day_and_what_is_accepted_stays():
    (first,) = (one for one in recommended(estate()).plan if one.check is END)
    for choice, until, aside in (
        (Choice.SNOOZE, date(2026, 11, 21), 1),
        (Choice.SNOOZE, TODAY, 0),
        (Choice.ACCEPT, None, 0),
    ):
        found = recommended(estate(), {first.id: decision(first.id, choice, until)})
        assert len(found.set_aside) == aside
        assert (first.id in {one.id for one in found.plan}) is (aside == 0)


def test_what_other_facts_speak_against_is_kept_with_the_reason():
    guarded = finding("vol-1", tags={"finops:keep": "yes"})
    found = recommended(estate(found={"delete-it": [guarded]}))
    assert found.plan == ()
    assert [(one.reason, one.because) for one in found.rejected] == [(Reason.PROTECTED, "finops:keep=yes")]
    (went,) = (one for one in found.examined if one.check is END)
    assert (went.found, went.rejected, went.resources) == (1, 1, 1)


def test_a_check_that_cannot_see_says_so_and_is_not_the_same_as_no_finding():
    found = recommended(estate(found={}, blind=["delete-it"]))
    assert [(one.check.id, one.missing) for one in found.blind] == [("delete-it", END.needs[0])]
    assert {one.check.id: one.blind for one in found.examined} == {"delete-it": 1, "upgrade-it": 0}


def test_aws_advice_is_merged_per_resource_and_what_it_alone_says_stays_apart():
    known: dict[str, Any] = {"source": "hub", "account": "1", "region": "r", "subject": None}
    known |= {"finding": None, "action": "Delete", "monthly_saving": Decimal(9), "currency": "USD"}
    said = [AwsAdvice(names=(name,), as_of=None, **known) for name in ("vol-1", "vol-9")]
    found = recommended(estate(said=said))
    assert {one.check.id: len(one.advice) for one in found.plan} == {"delete-it": 1, "upgrade-it": 0}
    assert [one.names for one in found.advised] == [("vol-9",)]


def test_it_can_be_narrowed():
    assert [one.check.id for one in recommended(estate(), checks=("delete-it",)).plan] == ["delete-it"]
    assert recommended(estate(), accounts=("2",)).plan == ()
    assert len(recommended(estate(), min_saving=Decimal(10)).plan) == 1
    assert recommended(estate(), families=(Family.NETWORK,)).plan == ()
    with pytest.raises(UnknownName) as refused:
        recommended(estate(), checks=("nothing",))
    assert refused.value.facts["known"] == "delete-it, upgrade-it"


def test_an_unknown_price_is_in_the_plan_and_in_no_total():
    unknown: Finding = finding("vol-3")
    found = recommended(estate(found={"delete-it": [unknown]}, costs={}))
    (one,) = found.plan
    assert one.price is not None
    assert (one.planned, one.price.amount, dict(found.totals)) == (None, None, {})
    assert replace(one, planned=None).rank == 0
