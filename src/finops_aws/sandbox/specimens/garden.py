"""The specimens of a company: where each stands, its lines on the bill, and the truth about it."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from finops_aws.sandbox.company import Account, Company
from finops_aws.sandbox.lines import Posting, usage
from finops_aws.sandbox.meters import Meter, MeterBook, Tags
from finops_aws.sandbox.months import Timeline
from finops_aws.sandbox.prices import Price, ticks
from finops_aws.sandbox.specimens import families
from finops_aws.sandbox.specimens.lot import Lot
from finops_aws.sandbox.specimens.specimen import NOTHING, Charge, Kind, Specimen

if TYPE_CHECKING:
    from datetime import datetime

RESOURCE = "specimen"
"""The kind of resource of every price of a specimen: the ordinary company has none of it."""

HOURS_OF_A_DAY = 24
DAILY = Decimal(HOURS_OF_A_DAY)
LITTLE = Decimal(600)
"""USD a month: no specimen of a thinned garden stands out on the bill."""

TAGGED = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A specimen in its account and region; ``differs_in`` names what a decoy lacks."""

    kind: str
    specimen: Specimen
    account: Account
    region: str
    differs_in: str | None


@dataclass(frozen=True, slots=True)
class Garden:
    """All specimens of one company."""

    planted: tuple[Planted, ...]

    def postings(self, book: MeterBook, timeline: Timeline) -> list[Posting]:
        """A line per charge and day from the creation on; registers the meters."""
        return [
            posting
            for one in self.planted
            for charge in one.specimen.charges
            for posting in _days(_meter(book, one, charge), charge, one=one, timeline=timeline)
        ]

    def thinned(self) -> "Garden":
        """One each of every second kind that saves something, and not much."""
        first = {one.kind: one for one in reversed(self.planted) if one.differs_in is None}
        small = [one for one in first.values() if NOTHING < (one.specimen.monthly_saving or NOTHING) < LITTLE]
        return Garden(tuple(sorted(small, key=lambda one: one.kind)[::2]))


def kinds() -> tuple[Kind, ...]:
    """The kinds of all families, in the order of their modules' names."""
    names = sorted(module.name for module in iter_modules(families.__path__))
    return tuple(kind for name in names for kind in import_module(f"{families.__name__}.{name}").KINDS)


def garden(company: Company, *, until: "datetime", seed: int) -> Garden:
    """Every kind in each of its forms and each of its decoys; the same for the same seed."""
    return Garden(tuple(one for kind in kinds() for one in _of_kind(kind, company, until=until, seed=seed)))


def _of_kind(kind: Kind, company: Company, *, until: "datetime", seed: int) -> Iterator[Planted]:
    stands = [(None, form) for form in kind.forms] + list(kind.decoys.items())
    for number, (differs_in, circumstances) in enumerate(stands):
        dice = random.Random(f"specimen-{kind.name}-{number}-{seed}")
        (account,) = dice.choices(company.accounts, [one.weight for one in company.accounts])
        region = dice.choice(company.regions)
        lot = Lot(account=account.id, region=region, until=until, dice=dice)
        made = kind.make(lot, **circumstances(lot))
        yield Planted(kind=kind.name, specimen=made, account=account, region=region, differs_in=differs_in)


def _meter(book: MeterBook, one: Planted, charge: Charge) -> Meter:
    price = Price(
        key=f"{RESOURCE}-{charge.usage}",
        product_code=charge.product_code,
        product_name=charge.product_name,
        service_code=charge.product_code,
        family=charge.family,
        usage=charge.usage,
        operation=charge.operation,
        unit=charge.unit,
        resource=RESOURCE,
        rate_br=charge.usd,
        rate_us=charge.usd,
        quantity=charge.per_hour * DAILY,
        step=Decimal(1),
        cadence=HOURS_OF_A_DAY,
        profile="flat",
        weight=0,
        terms="edp",
        category=charge.category,
        subcategory=charge.subcategory,
        instance_type=charge.instance_type,
    )
    tags = _tags(one)
    return book.add(
        price,
        one.account,
        region=one.region,
        resource_id=charge.resource or one.specimen.resource_id,
        tags=Tags(before=tags, after=tags),
    )


def _tags(one: Planted) -> tuple[tuple[str, str], ...]:
    """The specimen's own tags on the bill; most of the others say their team, as the company's do."""
    known = dict(one.specimen.tags)
    if not known and random.Random(one.specimen.resource_id).random() < TAGGED:
        known = {"team": one.account.team, "environment": one.account.environment}
    return tuple(sorted((f"user_{key}", value) for key, value in known.items()))


def _days(meter: Meter, charge: Charge, *, one: Planted, timeline: Timeline) -> Iterator[Posting]:
    """One line per day; the day of the creation has the hours that are left of it."""
    created = one.specimen.created
    birth = 0 if created is None else int((created - timeline.epoch).total_seconds()) // 3600
    per_hour = ticks(charge.per_hour)
    for month in timeline.months:
        for start in range(month.first_hour, month.end_hour, HOURS_OF_A_DAY):
            first, stop = max(start, birth), min(start + HOURS_OF_A_DAY, month.end_hour)
            if first < stop:
                line = usage(meter, per_hour * (stop - first))
                yield Posting(line=line, month=month.position, start=first, stop=stop)
