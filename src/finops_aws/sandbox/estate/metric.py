"""What a CloudWatch metric of a kind of thing looks like."""

from collections.abc import Mapping
from dataclasses import dataclass

GIB = 2**30
SAMPLES = 60
"""Most services publish a datapoint a minute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One metric of a kind of thing, by the hour.

    ``low`` and ``high`` bound what is usual: of a gauge the hourly average, of a count the hour's sum.
    No value goes beyond ``most``. ``peak`` is the hour's maximum over its average. ``follows`` is the
    profile of the day that it follows. ``bills`` names prices and how much one billed unit is in units of
    the metric; such a metric has no value where the bill has none. ``pauses`` says that it falls to zero
    while the thing is idle, ``silent`` that no datapoint is published then. ``daily`` metrics have one
    datapoint a day, at midnight.
    """

    low: float
    high: float
    most: float = float("inf")
    counts: bool = False
    whole: bool = False
    peak: float = 1.6
    follows: str = "retail"
    bills: Mapping[str, float] | None = None
    pauses: bool = False
    silent: bool = False
    daily: bool = False
    samples: int = SAMPLES


def percent(low: float, high: float, **more: bool) -> Metric:
    """A share of something, never above 100."""
    return Metric(low=low, high=high, most=100.0, **more)  # type: ignore[arg-type]


def count(low: float, high: float, *, pauses: bool = True, silent: bool = False) -> Metric:
    """Something counted: whole numbers that add up."""
    return Metric(low=low, high=high, counts=True, whole=True, pauses=pauses, silent=silent)


def billed(*keys: str, factor: float = 1.0) -> Metric:
    """A sum that the bill says: its quantity of the hour times a factor."""
    bills = dict.fromkeys(keys, factor)
    return Metric(low=0.0, high=0.0, counts=True, bills=bills, pauses=True, silent=True)


def rare(low: float = 0.0, high: float = 2.0) -> Metric:
    """Errors and the like: a few an hour at most, reported only when there are any."""
    return Metric(low=low, high=high, counts=True, whole=True, pauses=True, silent=True)
