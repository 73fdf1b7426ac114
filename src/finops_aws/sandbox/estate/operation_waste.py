"""Waste among log groups and secrets."""

import random

from finops_aws.sandbox.estate.sizes import monthly_cost
from finops_aws.sandbox.estate.things import Thing
from finops_aws.sandbox.estate.waste import Facts, Form, Waste, above, below, days_before, is_older

UNUSED_DAYS = 90
"""After how many days the Config rule secretsmanager-secret-unused calls a secret unused.
https://docs.aws.amazon.com/config/latest/developerguide/secretsmanager-secret-unused.html"""


def _is_there(thing: Thing) -> bool:
    return thing.is_running


def _is_old_secret(thing: Thing) -> bool:
    return is_older(thing, UNUSED_DAYS * 1.25)


def _is_young_secret(thing: Thing) -> bool:
    return thing.is_running and not is_older(thing, UNUSED_DAYS * 0.8)


def _never_read(_thing: Thing, _dice: random.Random) -> Facts:
    return {"last_accessed": None}


def _read_before(thing: Thing, dice: random.Random) -> Facts:
    return {"last_accessed": days_before(thing, above(UNUSED_DAYS, dice)).replace(hour=0)}


def _read_lately(thing: Thing, dice: random.Random) -> Facts:
    return {"last_accessed": days_before(thing, below(UNUSED_DAYS, dice)).replace(hour=0)}


def _kept_forever(_thing: Thing, dice: random.Random) -> Facts:
    return {"retention_days": None, "stored_bytes": dice.randint(400, 900) * 10**9}


def _little_kept_forever(_thing: Thing, dice: random.Random) -> Facts:
    return {"retention_days": None, "stored_bytes": dice.randint(2, 9) * 10**9}


def _kept_a_month(_thing: Thing, dice: random.Random) -> Facts:
    return {"retention_days": 30, "stored_bytes": dice.randint(400, 900) * 10**9}


def _kept_ten_years(_thing: Thing, dice: random.Random) -> Facts:
    return {"retention_days": 3653, "stored_bytes": dice.randint(400, 900) * 10**9}


OPERATION_WASTE = (
    Waste(
        kind="log-group-without-retention",
        of="loggroup",
        forms=(
            Form(facts=_kept_forever, fits=_is_there),
            Form(facts=_little_kept_forever, fits=_is_there),
        ),
        decoys=(
            Form(differs_in="retention", facts=_kept_a_month, fits=_is_there),
            Form(differs_in="retention", facts=_kept_ten_years, fits=_is_there),
        ),
        saving=lambda _group: None,  # the price table has no price for stored logs
    ),
    Waste(
        kind="unused-secret",
        of="secret",
        forms=(
            Form(facts=_read_before, fits=_is_old_secret),
            Form(facts=_never_read, fits=_is_old_secret),
        ),
        decoys=(
            Form(differs_in="last_accessed", facts=_read_lately, fits=_is_old_secret),
            Form(differs_in="age", facts=_never_read, fits=_is_young_secret),
        ),
        saving=lambda secret: monthly_cost(secret, "secrets"),
    ),
)
