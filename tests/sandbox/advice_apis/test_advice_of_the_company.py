"""All advice is about things of the estate, and about nothing that costs less than the advice would save."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from finops_aws.sandbox.estate.things import Thing, arn_of
from finops_aws.sandbox.prices import prices
from tests.sandbox.advice_apis.conftest import REGIONS, Advised

LISTS = {
    "get_ec2_instance_recommendations": ("instanceRecommendations", "instanceArn"),
    "get_ebs_volume_recommendations": ("volumeRecommendations", "volumeArn"),
    "get_lambda_function_recommendations": ("lambdaFunctionRecommendations", "functionArn"),
    "get_rds_database_recommendations": ("rdsDBRecommendations", "resourceArn"),
    "get_idle_recommendations": ("idleRecommendations", "resourceArn"),
}
OPTIONS = (
    "recommendationOptions",
    "volumeRecommendationOptions",
    "memorySizeRecommendationOptions",
    "instanceRecommendationOptions",
)
PLANTED = {
    "unattached-volume": "Delete",
    "gp2-volume": "Upgrade",
    "idle-database": "Stop",
    "idle-nat-gateway": "Delete",
    "underused-instance": "Rightsize",
}
"""Kind of planted waste → what Cost Optimization Hub proposes to do about it."""


def proposed(advised: Advised) -> Iterator[tuple[str, float]]:
    """ARN and saving of every recommendation of Compute Optimizer and Cost Optimization Hub."""
    enrolled = [account for account in advised.members if account not in advised.left_out]
    for account, region, operation in product(enrolled, REGIONS, LISTS):
        member, arn = LISTS[operation]
        output = getattr(advised.optimizer(account, region=region), operation)()
        yield from ((item[arn].removesuffix(":$LATEST"), s) for item in output[member] for s in savings(item))
    for item in advised.hub_items():
        yield item["resourceArn"], item["estimatedMonthlySavings"]


def savings(item: dict[str, Any]) -> list[float]:
    options = [option for name in OPTIONS for option in item.get(name, ())]
    told = [one["savingsOpportunity"] for one in (item, *options) if "savingsOpportunity" in one]
    return [one["estimatedMonthlySavings"]["value"] for one in told] or [0.0]


def arns_of(thing: Thing) -> set[str]:
    """The bill's name of it, and the one that EC2 gives NAT gateways and addresses."""
    return {arn_of(thing), f"arn:aws:ec2:{thing.region}:{thing.account}:{thing.kind}/{thing.name}"}


def test_everything_named_is_a_thing_of_the_estate(advised: Advised) -> None:
    known = {arn for thing in advised.estate.things for arn in arns_of(thing)}
    named = {arn for arn, _ in proposed(advised)}
    assert len(named) > 20
    assert named - known == set()
    ids = {item["resourceId"] for item in advised.hub_items()}
    assert ids - {thing.name for thing in advised.estate.things} == set()


def test_no_saving_is_above_what_the_hours_cost_at_list_price(advised: Advised) -> None:
    costs: dict[str, Decimal] = {}
    for thing in advised.estate.things:
        hourly = [prices()[key] for key in thing.usage if prices()[key].unit == "Hrs"]
        if hourly:
            cost = sum((price.rate(thing.region) * 730 for price in hourly), Decimal(0))
            costs.update(dict.fromkeys(arns_of(thing), cost))
    found = [(arn, saved) for arn, saved in proposed(advised) if arn in costs]
    assert len(found) > 20
    assert [(arn, saved) for arn, saved in found if saved > float(costs[arn])] == []
    assert min(saved for _, saved in found) >= 0.0


@pytest.mark.parametrize("kind", sorted(PLANTED))
def test_planted_waste_is_proposed_for_what_it_costs_and_decoys_are_not(advised: Advised, kind: str) -> None:
    items = [item for item in advised.hub_items() if item["actionType"] == PLANTED[kind]]
    found = {item["resourceId"]: item["estimatedMonthlySavings"] for item in items}
    deleted = {item["resourceId"] for item in advised.hub_items() if item["actionType"] == "Delete"}
    seen = [
        (plant, plant.resource_id.replace(":", "/").rpartition("/")[2])
        for plant in advised.estate.truth
        if plant.kind == kind and plant.account not in advised.left_out
    ]
    for plant, name in seen:
        is_gone = kind == "gp2-volume" and name in deleted
        if not (plant.is_decoy or is_gone or kind == "underused-instance"):
            assert found[name] == pytest.approx(float(plant.monthly_saving or 0), abs=0.01)
        if plant.is_decoy and kind not in ("gp2-volume", "underused-instance"):
            assert name not in found
    assert seen


def test_an_instance_that_is_busy_or_talks_much_is_not_stopped(advised: Advised) -> None:
    stopped = {item["resourceId"] for item in advised.hub_items() if item["actionType"] == "Stop"}
    plants = [plant for plant in advised.estate.truth if plant.kind == "underused-instance"]
    decoys = {plant.resource_id for plant in plants if plant.is_decoy}
    idle = {p.resource_id for p in plants if not p.is_decoy and p.account not in advised.left_out}
    assert decoys
    assert stopped & decoys == set()
    assert idle <= stopped
