"""The truth about planted waste: what is planted, what it saves, and that the seed chooses it."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from finops_aws.sandbox import BillRequest
from finops_aws.sandbox.estate import CompanyEstate
from finops_aws.sandbox.estate.links import linked
from finops_aws.sandbox.estate.loads import readings
from finops_aws.sandbox.estate.plants import WASTE, planted
from finops_aws.sandbox.estate.things import Thing, things
from finops_aws.sandbox.plan import plan
from tests.sandbox.estate.readback import of_kind

SCARCE = {
    "idle-nat-gateway",
    "idle-load-balancer",
    "extended-support-database",
    "provisioned-table-underused",
    "unused-secret",
}
"""Kinds of which the company of 1.2 million lines has too few things, or too few that the bill lets be so."""


def few_things() -> list[Thing]:
    request = BillRequest(until=date(2026, 11, 20), lines=20_000, months=2)
    return linked(things(plan(request, seed=request.seed), seed=request.seed))


def chosen(found: list[Thing], seed: int) -> set[tuple[str, str]]:
    return {(plant.kind, plant.resource_id) for plant in planted(found, seed=seed).truth}


def test_every_kind_has_two_plants_and_two_decoys_or_is_named_as_missing(company: CompanyEstate) -> None:
    counts = Counter((plant.kind, plant.is_decoy) for plant in company.truth)
    short = {waste.kind for waste in WASTE if min(counts[waste.kind, False], counts[waste.kind, True]) < 2}
    assert short == set(company.missing_kinds) == SCARCE


def test_a_decoy_differs_in_one_named_condition_and_saves_nothing(company: CompanyEstate) -> None:
    for plant in company.truth:
        assert plant.is_decoy is (plant.differs_in is not None)
        assert not (plant.is_decoy and plant.monthly_saving is not None)


def test_no_thing_is_both_plant_and_decoy_of_a_kind(company: CompanyEstate) -> None:
    named = Counter((plant.kind, plant.account, plant.resource_id) for plant in company.truth)
    assert set(named.values()) == {1}


def test_what_is_planted_is_there_and_on_the_bill_but_for_instances_long_stopped(
    company: CompanyEstate,
) -> None:
    there = {(one.account, one.resource_id): one for one in company.things}
    for plant in company.truth:
        thing = there[plant.account, plant.resource_id]
        billed = bool(thing.uses)
        assert billed or (plant.kind == "stopped-instance-with-volumes" and not thing.is_running)


def test_the_same_seed_plants_the_same_and_another_plants_others() -> None:
    found = few_things()
    assert planted(found, seed=1) == planted(found, seed=1)
    assert chosen(found, 1) != chosen(found, 2)


def test_savings_are_the_price_table_times_730_hours(company: CompanyEstate) -> None:
    assert {plant.monthly_saving for plant in of_kind(company, "idle-address")} == {Decimal("3.65")}
    (gateway,) = of_kind(company, "idle-nat-gateway")
    assert gateway.monthly_saving == Decimal("0.045") * 730
    by_class = {"db.t4g.medium": "0.118", "db.m6g.large": "0.522", "db.r6g.large": "0.418"}
    by_class |= {"db.r6g.xlarge": "0.836", "db.r6g.2xlarge": "1.672"}
    classes = {one.resource_id: (one.instance_class, one.region) for one in company.things}
    brazilian = [
        plant for plant in of_kind(company, "idle-database") if classes[plant.resource_id][1] == "sa-east-1"
    ]
    for plant in brazilian:
        rate = Decimal(by_class[classes[plant.resource_id][0]])
        assert plant.monthly_saving == (rate * 730).quantize(Decimal("0.01"))


def test_what_has_no_price_in_the_sandbox_has_no_saving(company: CompanyEstate) -> None:
    unpriced = {plant.kind for plant in company.truth if not plant.is_decoy and plant.monthly_saving is None}
    assert unpriced == {"log-group-without-retention", "provisioned-table-underused"}


def test_of_many_things_of_a_kind_about_three_in_a_hundred_are_planted() -> None:
    volume = next(one for one in few_things() if one.kind == "volume" and one.is_running)
    epoch = volume.life.calendar.epoch
    many = [
        replace(volume, resource_id=f"vol-{number:017x}", created=epoch - timedelta(days=90))
        for number in range(400)
    ]
    own = [plant for plant in planted(many, seed=1).truth if plant.kind == "unattached-volume"]
    assert Counter(plant.is_decoy for plant in own) == {False: 6, True: 6}


def test_a_fact_that_nothing_reads_is_refused() -> None:
    with pytest.raises(KeyError, match="no such facts: colour"):
        few_things()[0].having(colour="red")


def test_a_long_stopped_instance_tells_nothing_after_it_stopped(company: CompanyEstate) -> None:
    for plant in of_kind(company, "stopped-instance-with-volumes"):
        thing = next(one for one in company.things if one.resource_id == plant.resource_id)
        since = thing.facts["stopped_since"]
        after = readings(thing, "CPUUtilization", start=since, end=thing.until)
        before = readings(thing, "CPUUtilization", start=since - timedelta(hours=3), end=since)
        assert set(after) == {None}
        assert None not in before
