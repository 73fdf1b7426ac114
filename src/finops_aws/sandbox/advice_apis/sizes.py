"""Sizes of instance types, and which of them would carry the same load."""

from dataclasses import dataclass
from decimal import Decimal

from finops_aws.sandbox.advice_apis.money import Saving, kept, listed_rate

WEIGHTS = {"large": 1, "xlarge": 2, "2xlarge": 4, "12xlarge": 24}
"""How big a size is beside ``large``: vCPUs, memory and price of one family go in this proportion.

https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/apply_ri.html (normalization factors)
"""

STEPS = ("large", "xlarge", "2xlarge")
CEILING = 80.0
"""The projected maximum CPU, in percent, that still fits: AWS's default headroom of 20 percent.

https://docs.aws.amazon.com/compute-optimizer/latest/ug/rightsizing-preferences.html
"""

SATURATED = 95.0
CALM = 60.0
MOST_OPTIONS = 3
GRAVITON = {"m5": "m6g", "m6i": "m6g"}
"""The Graviton family that does the work of an x86 one, where the price table knows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A type that would do instead: its saving, and the maximum CPU it would then have, in percent."""

    type: str
    saving: Saving
    projected: float
    changes_architecture: bool = False

    @property
    def risk(self) -> float:
        """From 0 (none) to 4 (high) that the type is too small for the load."""
        return 1.0 if self.projected <= CALM else 2.0


def rate(instance_type: str, region: str) -> Decimal | None:
    """The On-Demand price of an hour, derived from another size of the family where it is not listed."""
    family, _, size = instance_type.rpartition(".")
    if size not in WEIGHTS:
        return listed_rate(instance_type, region)
    for known, weight in WEIGHTS.items():
        price = listed_rate(f"{family}.{known}", region)
        if price is not None:
            return price / weight * WEIGHTS[size]
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sized:
    """Something of a type and region: what it costs a month, and its maximum CPU in percent."""

    type: str
    region: str
    cost: Decimal
    cpu: float

    @property
    def family(self) -> str:
        return self.type.rpartition(".")[0]

    @property
    def size(self) -> str:
        return self.type.rpartition(".")[2]

    @property
    def below(self) -> tuple[str, ...]:
        """The smaller sizes, the smallest first; none of sizes that are not stepped."""
        return STEPS[: STEPS.index(self.size)] if self.size in STEPS else ()

    def projected(self, size: str) -> float:
        """The maximum CPU that another size would have, at most 100."""
        return round(min(100.0, self.cpu * WEIGHTS[self.size] / WEIGHTS[size]), 2)


def smaller(thing: Sized) -> list[Option]:
    """The smaller sizes of the same family that carry the load, the cheapest first."""
    return _options(thing, [f"{thing.family}.{size}" for size in thing.below])


def larger(thing: Sized) -> list[Option]:
    """The next size of the family for a thing that is too small; it saves nothing."""
    above = STEPS[STEPS.index(thing.size) + 1 :] if thing.size in STEPS else ()
    return [
        Option(type=f"{thing.family}.{size}", saving=kept(thing.cost), projected=thing.projected(size))
        for size in above[:1]
    ]


def on_graviton(thing: Sized) -> list[Option]:
    """The Graviton types of the same or a smaller size that carry the load, the cheapest first."""
    other = GRAVITON.get(thing.family)
    if other is None or thing.size not in STEPS:
        return []
    return _options(thing, [f"{other}.{size}" for size in (*thing.below, thing.size)])


def _options(thing: Sized, names: list[str]) -> list[Option]:
    now = rate(thing.type, thing.region)
    found: list[Option] = []
    for name in names:
        then, projected = rate(name, thing.region), thing.projected(name.rpartition(".")[2])
        if now is None or then is None or then >= now or projected > CEILING:
            continue
        saving = Saving(cost=thing.cost, saved=thing.cost * (now - then) / now)
        changed = name.rpartition(".")[0] != thing.family
        found.append(Option(type=name, saving=saving, projected=projected, changes_architecture=changed))
    return found
