"""What a check would recommend and other facts speak against, is kept with the reason and not recommended."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finops_aws.domain.optimization.absorption import absorbed_share
from finops_aws.domain.optimization.checks import Action
from finops_aws.domain.optimization.findings import LineCost
from finops_aws.domain.optimization.recommendations import Price, PricedLine, Reason, Recommendation
from finops_aws.domain.optimization.refutation import refuted
from tests.domain.optimization.recommending import at, finding, line, recommendation

PLAN = "arn:aws:savingsplans::1:savingsplan/a"


def found(action: Action = Action.STOP, *, lines: tuple[LineCost, ...] = (), **more: Any) -> Recommendation:
    seen = lines or (line("10", "SAE1-BoxUsage:m5.large"),)
    price = Price(
        amount=Decimal(10),
        currency="USD",
        source="bill",
        seen=seen,
        lines=tuple(PricedLine(one, Decimal(10), Decimal(1)) for one in seen),
    )
    return recommendation(action=action, one=finding("i-1", **more), price=price)


def reason(one: Recommendation) -> tuple[Reason, str] | None:
    rejected = refuted(one)
    return (rejected.reason, rejected.because) if rejected else None


def test_nothing_speaks_against_an_ordinary_finding():
    assert refuted(found(created=at("2026-01-01"))) is None


def test_a_resource_that_is_no_longer_billed_is_gone():
    last = line("10", last=date(2026, 10, 27))
    assert reason(found(lines=(last,))) == (Reason.GONE, "2026-10-27")
    assert refuted(found(lines=(line("10", last=date(2026, 10, 28)),))) is None


@pytest.mark.parametrize("action", [Action.STOP, Action.DELETE, Action.RESIZE, Action.MIGRATE])
def test_what_an_auto_scaling_group_runs_is_not_changed_by_hand(action: Action):
    assert reason(found(action, tags={"aws:autoscaling:groupName": "web"})) == (Reason.SCALED, "web")
    assert refuted(found(Action.CONFIGURE, tags={"aws:autoscaling:groupName": "web"})) is None


def test_what_people_protect_stays_as_it_is():
    assert reason(found(tags={"Do-Not-Delete": "yes"})) == (Reason.PROTECTED, "Do-Not-Delete=yes")
    assert reason(found(tags={"finops:keep": ""})) == (Reason.PROTECTED, "finops:keep=")
    assert refuted(found(tags={"finops:keep": "False", "team": "keep"})) is None


def test_a_replica_stands_by_for_another():
    mark = {"ReadReplicaSourceDBInstanceIdentifier": "db-main"}
    told = (Reason.REPLICA, "ReadReplicaSourceDBInstanceIdentifier: db-main")
    assert reason(found(attributes=mark)) == told
    assert refuted(found(attributes={"ReadReplicaDBInstanceIdentifiers": ["db-2"]})) is None
    assert refuted(found(Action.UPGRADE, attributes=mark)) is None


def test_what_is_younger_than_a_week_has_shown_too_little():
    assert reason(found(created=at("2026-10-24T00:00:01"))) == (Reason.YOUNG, "2026-10-24T00:00:01+00:00")
    assert refuted(found(created=at("2026-10-24T00:00:00"))) is None
    assert refuted(found(Action.UPGRADE, created=at("2026-10-30"))) is None


def test_what_changed_its_class_in_the_window_was_another_before():
    before = line("4", "SAE1-BoxUsage:m5.xlarge", last=date(2026, 10, 15))
    after = line("6", "SAE1-BoxUsage:m5.large", first=date(2026, 10, 15))
    assert reason(found(Action.RESIZE, lines=(after, before))) == (Reason.CHANGED, "m5.xlarge → m5.large")
    storage = line("6", "SAE1-EBS:VolumeUsage.gp3")
    assert refuted(found(Action.RESIZE, lines=(after, storage))) is None
    assert refuted(found(Action.DELETE, lines=(after, before))) is None


def test_a_commitment_that_would_idle_makes_the_saving_nothing():
    covered = line("10", "SAE1-BoxUsage:m5.large", commitments={PLAN: Decimal(10)})
    price = Price(
        amount=Decimal(0),
        currency="USD",
        source="bill",
        seen=(covered,),
        lines=(PricedLine(covered, Decimal(10), Decimal(0)),),
    )
    assert reason(replace(found(), price=price)) == (Reason.COMMITTED, PLAN)
    partly = replace(price, amount=Decimal(4), lines=(PricedLine(covered, Decimal(10), Decimal("0.4")),))
    assert refuted(replace(found(), price=partly)) is None


def test_a_saving_above_the_cost_is_wrong():
    price = found().price
    assert price is not None
    more = replace(price, amount=Decimal("10.01"))
    assert reason(replace(found(), price=more)) == (Reason.EXCEEDS_COST, "10.01 > 10")


def hours(*costs: str) -> dict[datetime, Decimal]:
    return {at("2026-10-01") + timedelta(hours=n): Decimal(cost) for n, cost in enumerate(costs)}


def test_a_freed_commitment_counts_as_far_as_others_use_it_in_the_same_hours():
    assert absorbed_share(Decimal(2), hours("5", "2", "1", "0")) == Decimal("0.625")
    assert absorbed_share(Decimal(2), hours("5", "2")) == 1
    assert absorbed_share(Decimal(2), hours("0", "0")) == 0
    assert absorbed_share(Decimal(2), {}) == 0


@given(st.decimals("0.01", 9, places=2), st.lists(st.decimals(0, 9, places=2), min_size=1))
def test_a_share_lies_between_nothing_and_all(freed: Decimal, costs: list[Decimal]):
    assert 0 <= absorbed_share(freed, hours(*map(str, costs))) <= 1
