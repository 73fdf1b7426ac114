"""Planted waste, decoys that lack one condition of it, and the truth about both."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from finops_aws.sandbox.estate.compute_waste import COMPUTE_WASTE
from finops_aws.sandbox.estate.data_waste import DATA_WASTE
from finops_aws.sandbox.estate.links import mounted
from finops_aws.sandbox.estate.network_waste import NETWORK_WASTE
from finops_aws.sandbox.estate.operation_waste import OPERATION_WASTE
from finops_aws.sandbox.estate.sizes import cents
from finops_aws.sandbox.estate.things import Thing, arn_of
from finops_aws.sandbox.estate.waste import Form, Waste

WASTE = COMPUTE_WASTE + NETWORK_WASTE + DATA_WASTE + OPERATION_WASTE
ENOUGH = 2
"""A kind is covered by so many plants and so many decoys."""

SHARE = 0.03


@dataclass(frozen=True, slots=True, kw_only=True)
class Plant:
    """One wasted resource, or a decoy that ``differs_in`` one condition.

    ``monthly_saving`` is USD of 730 hours before negotiated discounts, by the sandbox's price table and
    what the bill counts per hour; None for decoys and where the table has no price.
    """

    kind: str
    resource_id: str
    arn: str
    account: str
    region: str
    is_decoy: bool
    differs_in: str | None
    monthly_saving: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Planting:
    """The things with what was planted among them, the truth, and the kinds that lack plants or decoys."""

    things: tuple[Thing, ...]
    truth: tuple[Plant, ...]
    missing: tuple[str, ...]


def planted(found: Sequence[Thing], *, seed: int) -> Planting:
    """Plant every kind of waste among linked things; the seed chooses which."""
    planter = _Planter(found)
    for waste in WASTE:
        planter.plant(waste, random.Random(f"{waste.kind}-{seed}"))
    return Planting(
        things=tuple(mounted(planter.things)), truth=tuple(planter.truth), missing=_missing(planter.truth)
    )


def _missing(truth: Sequence[Plant]) -> tuple[str, ...]:
    counts = Counter((plant.kind, plant.is_decoy) for plant in truth)
    kinds = (waste.kind for waste in WASTE)
    return tuple(kind for kind in kinds if min(counts[kind, False], counts[kind, True]) < ENOUGH)


class _Planter:
    """The things as they are so far; a thing that was planted or must stay as it is is taken."""

    def __init__(self, found: Sequence[Thing]) -> None:
        self.truth: list[Plant] = []
        self._things = {(thing.account, thing.resource_id): thing for thing in found}
        self._taken: set[tuple[str, str]] = set()

    @property
    def things(self) -> list[Thing]:
        return list(self._things.values())

    def plant(self, waste: Waste, dice: random.Random) -> None:
        """Plant one kind and its decoys."""
        own = [thing for thing in self.things if thing.kind == waste.of]
        dice.shuffle(own)
        each = max(ENOUGH, round(len(own) * SHARE / 2))
        if waste.follows_the_bill:
            self._follow(waste, own, dice=dice, decoys=each)
            return
        for turn in range(each):
            self._choose(waste, own, forms=_from(waste.forms, turn), dice=dice)
            self._choose(waste, own, forms=_from(waste.decoys, turn), dice=dice)

    def _follow(self, waste: Waste, own: Sequence[Thing], *, dice: random.Random, decoys: int) -> None:
        """All that the bill says have it are planted; decoys stay as they are and free for other kinds."""
        wasted = [thing for thing in own if waste.forms[0].fits(thing)]
        for number, thing in enumerate(wasted):
            self._put(waste, waste.forms[number % len(waste.forms)], thing=thing, dice=dice)
        others = [(form, thing) for form in waste.decoys for thing in own if form.fits(thing)]
        for form, thing in others[:decoys]:
            self._put(waste, form, thing=thing, dice=dice)

    def _choose(
        self, waste: Waste, own: Sequence[Thing], *, forms: Iterator[Form], dice: random.Random
    ) -> None:
        """Put the first form that fits a free thing; none where none does."""
        free = [thing for thing in own if (thing.account, thing.resource_id) not in self._taken]
        for form in forms:
            thing = next((one for one in free if form.fits(one)), None)
            if thing is not None:
                self._put(waste, form, thing=thing, dice=dice)
                if form.mounts:
                    self._taken.add((thing.account, thing.resource_id))
                return

    def _put(self, waste: Waste, form: Form, *, thing: Thing, dice: random.Random) -> None:
        made = self._things[thing.account, thing.resource_id].having(**form.facts(thing, dice))
        told = made
        if form.names is not None:
            told = self._things[thing.account, form.names(thing)]
        if form.invents is not None:
            told = form.invents(thing, dice)
            self._things[told.account, told.resource_id] = told
            if form.mounts:
                made = made.having(instance=told.name, quiet_since=told.facts["stopped_since"])
        self._things[thing.account, thing.resource_id] = made
        self.truth.append(_told(waste, form, thing=told, saved=made))


def _from(forms: Sequence[Form], turn: int) -> Iterator[Form]:
    """The forms, beginning with another one in every turn."""
    first = turn % len(forms)
    return iter((*forms[first:], *forms[:first]))


def _told(waste: Waste, form: Form, *, thing: Thing, saved: Thing) -> Plant:
    is_decoy = form.differs_in is not None
    saving = None if is_decoy else waste.saving(saved)
    return Plant(
        kind=waste.kind,
        resource_id=thing.resource_id,
        arn=arn_of(thing),
        account=thing.account,
        region=thing.region,
        is_decoy=is_decoy,
        differs_in=form.differs_in,
        monthly_saving=None if saving is None else cents(saving),
    )
