"""Decisions are taken about what is there, whole or not at all, and can be taken back."""

from datetime import UTC, date, datetime

import pytest

from finops_aws.application.optimization.decide import DecideRequest, decide
from finops_aws.domain.optimization.decisions import Choice
from finops_aws.domain.optimization.recommendations import Recommendations
from finops_aws.errors import InvalidParameter, UnknownName
from tests.application.optimization.examining import Decided
from tests.domain.optimization.recommending import WINDOW, finding, recommendation

NOW = datetime(2026, 11, 20, 12, 30, 15, 99, tzinfo=UTC)
ONE = recommendation("a", one=finding("vol-1", resource_arn="arn:vol-1"))
OTHER = recommendation("b", one=finding("vol-2"))


class Clock:
    def now(self) -> datetime:
        return NOW


def found() -> Recommendations:
    return Recommendations(plan=(ONE,), set_aside=(OTHER,), blind=(), window=WINDOW)


def decided(file: Decided, *names: str, choice: Choice | None, **more: object) -> object:
    request = DecideRequest(recommendations=names, choice=choice, **more)  # type: ignore[arg-type]
    return decide(request, file=file, found=found, clock=Clock())


def test_a_decision_says_what_it_was_about_and_when():
    file = Decided()
    decided(file, ONE.id, choice=Choice.ACCEPT)
    held = file.held[ONE.id]
    assert (held.choice, held.check, held.resource_id) == (Choice.ACCEPT, "a", "vol-1")
    assert held.decided_at == NOW.replace(microsecond=0)
    assert held.names == ("arn:vol-1", "vol-1")


def test_what_was_set_aside_can_be_accepted_and_what_held_before_is_told():
    file = Decided()
    decided(file, OTHER.id, choice=Choice.DISMISS, reason=" kept for audits ")
    assert file.held[OTHER.id].reason == "kept for audits"
    second = decide(
        DecideRequest(recommendations=(OTHER.id,), choice=Choice.ACCEPT),
        file=file,
        found=found,
        clock=Clock(),
    )
    before, now = second.before[OTHER.id], second.now[OTHER.id]
    assert before is not None
    assert now is not None
    assert (before.choice, now.choice) == (Choice.DISMISS, Choice.ACCEPT)


def test_a_decision_can_be_taken_back_even_of_what_is_no_longer_found():
    file = Decided()
    decided(file, ONE.id, choice=Choice.ACCEPT)
    request = DecideRequest(recommendations=(ONE.id,), choice=None)
    taken = decide(request, file=file, found=lambda: pytest.fail("not asked"), clock=Clock())
    assert (file.held, taken.now) == ({}, {ONE.id: None})


@pytest.mark.parametrize(
    ("choice", "more", "name"),
    [
        (Choice.SNOOZE, {}, "until"),
        (Choice.SNOOZE, {"until": NOW.date()}, "until"),
        (Choice.ACCEPT, {"until": date(2026, 11, 19)}, "until"),
        (Choice.DISMISS, {}, "reason"),
        (Choice.DISMISS, {"reason": "  "}, "reason"),
    ],
)
def test_what_is_not_whole_is_refused(choice: Choice, more: dict[str, object], name: str):
    file = Decided()
    with pytest.raises(InvalidParameter) as refused:
        decided(file, ONE.id, choice=choice, **more)
    assert (refused.value.facts["name"], file.held) == (name, {})


@pytest.mark.parametrize("choice", [Choice.ACCEPT, None])
def test_one_unknown_id_leaves_all_undecided(choice: Choice | None):
    file = Decided()
    with pytest.raises(UnknownName) as refused:
        decided(file, ONE.id, "nobody-1", choice=choice)
    assert refused.value.facts["kind"] == "recommendation"
    assert file.held == {}


def test_a_decision_holds_up_to_its_day():
    file = Decided()
    decided(file, ONE.id, choice=Choice.SNOOZE, until=date(2026, 12, 1))
    held = file.held[ONE.id]
    assert held.holds(date(2026, 11, 30))
    assert not held.holds(date(2026, 12, 1))
