"""What a kind of waste is made of: forms that have it, and forms that lack one condition of it."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from finops_aws.sandbox.estate.things import Thing

Facts = Mapping[str, Any]
Saving = Callable[[Thing], Decimal | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One way in which a thing is wasted; ``differs_in`` names the one condition a decoy lacks.

    ``invents`` makes the thing that the truth names where it is not the planted one: an instance that
    stopped before the bill begins is on no line of it. With ``mounts`` the planted volume hangs on it.
    ``names`` gives the id of the instance that the truth names, where that one is on the bill.
    """

    facts: Callable[[Thing, random.Random], Facts] = lambda _thing, _dice: {}
    fits: Callable[[Thing], bool] = lambda _thing: True
    differs_in: str | None = None
    invents: Callable[[Thing, random.Random], Thing] | None = None
    mounts: bool = True
    names: Callable[[Thing], str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waste:
    """A kind of waste among the things of one kind.

    ``follows_the_bill``: the bill itself decides who has it, so all that fit are planted.
    """

    kind: str
    of: str
    forms: tuple[Form, ...]
    decoys: tuple[Form, ...]
    saving: Saving
    follows_the_bill: bool = False


def below(limit: float, dice: random.Random) -> float:
    """A value up to 20 percent below a threshold."""
    return limit * dice.uniform(0.8, 0.98)


def above(limit: float, dice: random.Random) -> float:
    """A value up to 20 percent above a threshold."""
    return limit * dice.uniform(1.02, 1.2)


def days_before(thing: Thing, days: float) -> datetime:
    """The full hour so many days before the end of the bill."""
    return (thing.until - timedelta(days=days)).replace(minute=0, second=0, microsecond=0)


def is_older(thing: Thing, days: float) -> bool:
    """Whether the thing is there for so many days and still is."""
    return thing.is_running and thing.created < days_before(thing, days)


def stopped_instance(near: Thing, dice: random.Random, **facts: Any) -> Thing:
    """An instance that nobody started since before the bill begins, where the other thing is."""
    calendar = near.life.calendar
    since = min(calendar.epoch, days_before(near, 36)) - timedelta(hours=dice.randint(1, 200))
    created = min(near.created, since - timedelta(days=dice.randint(20, 90)))
    life = replace(
        near.life, birth=calendar.hour(created), death=calendar.end_hour, running=bytes(calendar.end_hour)
    )
    made = Thing(
        kind="instance",
        resource_id=f"i-{dice.randrange(16**17):017x}",
        account=near.account,
        region=near.region,
        zone=near.zone,
        instance_class=dice.choice(("m5.large", "m5.xlarge", "c5.xlarge")),
        usage=(),
        created=created,
        is_running=False,
        tags=near.tags,
        life=life,
    )
    return made.having(stopped_since=since, quiet_since=since, **facts)
