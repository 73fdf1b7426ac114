"""Waste among databases and tables."""

import random
from decimal import Decimal

from finops_aws.sandbox.estate.data_shapes import is_provisioned
from finops_aws.sandbox.estate.sizes import monthly_cost
from finops_aws.sandbox.estate.things import Thing
from finops_aws.sandbox.estate.waste import Facts, Form, Waste, above, below, days_before, is_older

IDLE_DAYS = 14
LITTLE_CAPACITY, MUCH_CAPACITY = 0.2, 0.3
"""Shares of the provisioned capacity in use. What counts as underused runs from 20 to 30 percent: plants
stay below the first, decoys above the second."""

NOT_HOURS = ("rds-storage", "rds-extended")


def _hours(database: Thing) -> tuple[str, ...]:
    """The prices of the instance's hours, which storage and extended support are not."""
    return tuple(key for key in database.usage if key not in NOT_HOURS)


def _bills_hours(database: Thing) -> bool:
    return is_older(database, IDLE_DAYS * 1.25) and bool(_hours(database))


def _never_connected(thing: Thing, _dice: random.Random) -> Facts:
    return {"idle_since": thing.created}


def _connected_before(thing: Thing, dice: random.Random) -> Facts:
    return {"idle_since": days_before(thing, above(IDLE_DAYS, dice))}


def _connected_lately(thing: Thing, dice: random.Random) -> Facts:
    return {"idle_since": days_before(thing, below(IDLE_DAYS, dice))}


def _connected_each_night(thing: Thing, dice: random.Random) -> Facts:
    return {"idle_since": thing.created, "busy_hour": dice.randrange(24)}


def _capacity(dice: random.Random, *, share: float) -> Facts:
    reads = dice.choice((200, 400, 800))
    return {
        "billing_mode": "PROVISIONED",
        "read_units": reads,
        "write_units": reads // 4,
        "used_share": share,
    }


def _underused(_thing: Thing, dice: random.Random) -> Facts:
    return _capacity(dice, share=below(LITTLE_CAPACITY, dice))


def _hardly_used(_thing: Thing, dice: random.Random) -> Facts:
    return _capacity(dice, share=below(LITTLE_CAPACITY, dice) / 10)


def _used_enough(_thing: Thing, dice: random.Random) -> Facts:
    return _capacity(dice, share=above(MUCH_CAPACITY, dice))


def _can_be_provisioned(table: Thing) -> bool:
    return is_older(table, IDLE_DAYS * 1.25) and is_provisioned(table)


def _is_on_demand(table: Thing) -> bool:
    return table.is_running and not is_provisioned(table)


def _no_price(_thing: Thing) -> Decimal | None:
    """The sandbox's price table has no provisioned capacity."""
    return None


DATA_WASTE = (
    Waste(
        kind="extended-support-database",
        of="database",
        forms=(Form(fits=lambda t: t.is_running and "rds-extended" in t.usage),),
        decoys=(
            Form(differs_in="engine_version", fits=lambda t: t.is_running and "rds-extended" not in t.usage),
        ),
        saving=lambda database: monthly_cost(database, "rds-extended"),
        follows_the_bill=True,
    ),
    Waste(
        kind="idle-database",
        of="database",
        forms=(
            Form(facts=_never_connected, fits=_bills_hours),
            Form(facts=_connected_before, fits=_bills_hours),
        ),
        decoys=(
            Form(differs_in="connections", facts=_connected_each_night, fits=_bills_hours),
            Form(differs_in="idle_since", facts=_connected_lately, fits=_bills_hours),
        ),
        saving=lambda database: monthly_cost(database, *_hours(database)),
    ),
    Waste(
        kind="provisioned-table-underused",
        of="table",
        forms=(
            Form(facts=_underused, fits=_can_be_provisioned),
            Form(facts=_hardly_used, fits=_can_be_provisioned),
        ),
        decoys=(
            Form(differs_in="used_share", facts=_used_enough, fits=_can_be_provisioned),
            Form(differs_in="billing_mode", fits=_is_on_demand),
        ),
        saving=_no_price,
    ),
)
