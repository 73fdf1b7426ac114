"""What a specimen is made of: charges, what AWS tells of it, and what CloudWatch read of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from finops_aws.sandbox.specimens.lot import Lot

NOTHING, ALL = Decimal(0), Decimal(1)
HOURS_OF_A_MONTH = Decimal(730)


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """What the bill counts of a specimen: ``per_hour`` units at ``usd`` each, every hour of its life.

    ``usage`` is the usage type without the region's prefix. ``saved`` is the share of it that is saved once
    the waste is gone. ``resource`` names another resource that the line is of, such as a volume.
    """

    product_code: str
    product_name: str
    family: str
    usage: str
    operation: str
    usd: Decimal
    unit: str = "Hrs"
    per_hour: Decimal = ALL
    saved: Decimal = NOTHING
    resource: str | None = None
    category: str = "Compute"
    subcategory: str = "Other (Compute)"
    instance_type: str = ""

    @property
    def monthly_saving(self) -> Decimal:
        """USD of 730 hours before negotiated discounts."""
        return self.usd * self.per_hour * HOURS_OF_A_MONTH * self.saved


def gib_months(gib: Decimal | int | str) -> Decimal:
    """The GB-months that so many GiB make in an hour of a month of 730 hours."""
    return round(Decimal(gib) / HOURS_OF_A_MONTH, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an AWS operation tells of a specimen: an ``item`` of its list, or a whole ``output`` to requests
    whose parameters hold all of ``when``. ``region`` is set where it is not the specimen's own.
    """

    client: str
    operation: str
    item: Any = None
    output: Mapping[str, Any] | None = None
    when: Mapping[str, Any] = field(default_factory=dict)
    region: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One hour of a metric: average, extremes, and the number of samples (a sum is average × samples)."""

    average: float
    least: float
    most: float
    samples: int = 60


Hours = Callable[[int], Value | None]
"""Hours before the end of the bill, from 1 → the value of that hour."""


def flat(value: float, *, samples: int = 60) -> Hours:
    """The same value in every minute of every hour."""
    one = Value(average=value, least=value, most=value, samples=samples)
    return lambda _ago: one


def counted(per_hour: float) -> Hours:
    """A count that adds up to so many an hour."""
    return flat(per_hour / 60)


def silent() -> Hours:
    """A metric without any datapoint."""
    return lambda _ago: None


def before(days: float, *, then: Hours, since: Hours) -> Hours:
    """``then`` until so many days before the end of the bill, ``since`` afterwards."""
    edge = int(days * 24)
    return lambda ago: since(ago) if ago <= edge else then(ago)


def one_hour_a_day(clock: int, *, busy: Hours, quiet: Hours) -> Hours:
    """``busy`` in one hour of every day (so many hours before the end of the day, 1 to 24)."""
    return lambda ago: busy(ago) if ago % 24 == clock % 24 else quiet(ago)


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """The metrics of one set of dimensions; ``daily`` ones have a datapoint at midnight alone."""

    namespace: str
    dimensions: Mapping[str, str]
    metrics: Mapping[str, Hours]
    daily: bool = False
    region: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Specimen:
    """One planted resource: ``resource_id`` is what the bill calls it, ``arn`` its ARN.

    ``created`` None where AWS does not say; then it is as old as the bill. ``has_price`` is False where
    what would be saved depends on what no bill tells.
    """

    resource_id: str
    arn: str
    created: datetime | None
    charges: tuple[Charge, ...] = ()
    told: tuple[Told, ...] = ()
    readings: tuple[Readings, ...] = ()
    tags: Mapping[str, str] = field(default_factory=dict)
    has_price: bool = True

    @property
    def monthly_saving(self) -> Decimal | None:
        """USD a month that its waste costs."""
        return sum((one.monthly_saving for one in self.charges), NOTHING) if self.has_price else None


Circumstances = Callable[[Lot], Mapping[str, Any]]
"""How a specimen stands there: what ``Kind.make`` is called with beside the lot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of waste: at least two forms that have it, and decoys that lack one condition each.

    ``decoys`` maps the condition that a decoy lacks to its circumstances.
    """

    name: str
    make: Callable[..., Specimen]
    forms: tuple[Circumstances, ...]
    decoys: Mapping[str, Circumstances]
