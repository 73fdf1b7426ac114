"""Waste among addresses, NAT gateways and load balancers."""

import random
from collections.abc import Callable
from datetime import timedelta

from finops_aws.sandbox.estate.sizes import monthly_cost
from finops_aws.sandbox.estate.things import Thing
from finops_aws.sandbox.estate.waste import Facts, Form, Waste, above, below, days_before, is_older

IDLE_DAYS = 14
GATEWAY_DAYS = 30
"""https://docs.aws.amazon.com/awssupport/latest/user/cost-optimization-checks.html#inactive-nat-gateways"""

FEW_REQUESTS_A_DAY = 100
"""Trusted Advisor calls a load balancer idle below 100 requests a day.
https://docs.aws.amazon.com/awssupport/latest/user/cost-optimization-checks.html"""


def _has(key: str) -> Callable[[Thing], bool]:
    """Whether the bill counts this of a thing that is still there."""
    return lambda thing: thing.is_running and thing.use(key) is not None


def _never_used(thing: Thing, _dice: random.Random) -> Facts:
    return {"idle_since": thing.created}


def _used_before_the_bill(thing: Thing, dice: random.Random) -> Facts:
    """The bill shows no traffic at all, so whatever there was is older than it."""
    epoch = thing.life.calendar.epoch
    return {"idle_since": max(thing.created, epoch - timedelta(days=dice.randint(1, 30)))}


def _used_before(thing: Thing, dice: random.Random) -> Facts:
    return {"idle_since": days_before(thing, above(IDLE_DAYS, dice)), "requests_a_day": 2400}


def _used_lately(thing: Thing, dice: random.Random) -> Facts:
    return {"idle_since": days_before(thing, below(IDLE_DAYS, dice)), "requests_a_day": 2400}


def _few_requests(_thing: Thing, dice: random.Random) -> Facts:
    return {"requests_a_day": round(above(FEW_REQUESTS_A_DAY, dice))}


def _is_idle_by_its_bill(thing: Thing) -> bool:
    return is_older(thing, GATEWAY_DAYS) and thing.use("nat-bytes") is None


def _has_no_capacity_units(thing: Thing) -> bool:
    return is_older(thing, IDLE_DAYS * 1.25) and thing.use("alb-lcu") is None


NETWORK_WASTE = (
    Waste(
        kind="idle-address",
        of="address",
        forms=(Form(fits=lambda t: t.is_running and "public-ipv4-idle" in t.usage),),
        decoys=(
            Form(differs_in="association", fits=lambda t: t.is_running and "public-ipv4-idle" not in t.usage),
        ),
        saving=lambda address: monthly_cost(address, "public-ipv4-idle"),
        follows_the_bill=True,
    ),
    Waste(
        kind="idle-nat-gateway",
        of="natgateway",
        forms=(
            Form(facts=_never_used, fits=_is_idle_by_its_bill),
            Form(facts=_used_before_the_bill, fits=_is_idle_by_its_bill),
        ),
        decoys=(Form(differs_in="traffic", fits=_has("nat-bytes")),),
        saving=lambda gateway: monthly_cost(gateway, "nat-hours"),
        follows_the_bill=True,
    ),
    Waste(
        kind="idle-load-balancer",
        of="loadbalancer",
        forms=(
            Form(facts=_never_used, fits=_has_no_capacity_units),
            Form(facts=_used_before, fits=_has_no_capacity_units),
        ),
        decoys=(
            Form(differs_in="requests", fits=_has("alb-lcu")),
            Form(differs_in="requests", facts=_few_requests, fits=_has_no_capacity_units),
            Form(differs_in="idle_since", facts=_used_lately, fits=_has_no_capacity_units),
        ),
        saving=lambda balancer: monthly_cost(balancer, "alb-hours"),
    ),
)
