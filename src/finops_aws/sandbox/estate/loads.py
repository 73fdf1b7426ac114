"""How busy things were: hourly readings of their metrics, the same every time.

A reading is made of the thing's id and the hour. What the bill counts is read from the bill: a function's
Invocations, a NAT gateway's BytesOutToDestination, a table's Consumed…CapacityUnits, a bucket's
BucketSizeBytes, a queue's NumberOfMessagesSent, a topic's NumberOfMessagesPublished, a log group's
IncomingBytes, a load balancer's ConsumedLCUs, a distribution's BytesDownloaded, a zone's DNSQueries, a REST
API's Count, a workgroup's ProcessedBytes and both counts of a web ACL are the quantity of that hour or day.
All else is only plausible: it follows the profile of the day and stays within the bounds of its metric.
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from hashlib import sha256

from finops_aws.sandbox.estate.data_metrics import DAYS_OF_A_MONTH
from finops_aws.sandbox.estate.metric import Metric
from finops_aws.sandbox.estate.metric_sources import metric_of
from finops_aws.sandbox.estate.spans import HOUR, Calendar
from finops_aws.sandbox.estate.special_loads import Exact, special
from finops_aws.sandbox.estate.things import Thing
from finops_aws.sandbox.seasons import PROFILES, WHOLE

Values = list[float | None]
LOWEST_SHARE = 0.6
"""The minimum of an hour's samples, as a share of their average."""

MIXERS = (40_503, 12_345, 65_521)


def reading(thing: Thing, metric: str, *, stat: str, at: datetime) -> float | None:
    """One hour's statistic of a thing's metric: Average, Sum, Minimum, Maximum, SampleCount or pNN.

    None when there is no datapoint or no such metric. Of metrics with several sets of dimensions, such as a
    bucket's, the first one is read.
    """
    found = metric_of(thing, metric)
    if found is None:
        return None
    first = thing.life.calendar.hour(at)
    return hourly(thing, metric, metric=found, stat=stat, hours=range(first, first + 1))[0]


def readings(thing: Thing, metric: str, *, start: datetime, end: datetime, stat: str = "Average") -> Values:
    """The statistic of every hour in [start, end)."""
    found = metric_of(thing, metric)
    calendar = thing.life.calendar
    hours = range(calendar.hour(start), calendar.hour(end))
    if found is None:
        return [None] * len(hours)
    return hourly(thing, metric, metric=found, stat=stat, hours=hours)


def hourly(thing: Thing, name: str, *, metric: Metric, stat: str, hours: range) -> Values:
    """The statistic of every hour of a range."""
    exact = special(thing, name)
    if exact is not None:
        on = zip(hours, _there(thing, metric, hours), strict=True)
        return [_of_exact(exact(hour), stat) if is_on else None for hour, is_on in on]
    base = _billed(thing, metric, hours) if metric.bills else _usual(thing, name, metric, hours=hours)
    there = _there(thing, metric, hours)
    pairs = zip(there, base, strict=True)
    if stat == "SampleCount":
        samples = float(metric.samples)
        return [samples if on and value is not None else None for on, value in pairs]
    share, most = stat_share(metric, stat), metric.most
    if stat == "Sum" and not metric.counts:
        most *= metric.samples
    return [min(most, value * share) if on and value is not None else None for on, value in pairs]


def stat_share(metric: Metric, stat: str) -> float:
    """What a statistic is of the hour's value: of a gauge's average, of a count's sum."""
    one = 1 / metric.samples if metric.counts else 1.0
    if stat == "Sum":
        return 1.0 if metric.counts else float(metric.samples)
    if stat == "Minimum":
        return one * (LOWEST_SHARE if metric.peak > 1 else 1.0)
    if stat == "Maximum":
        return one * metric.peak
    if stat.startswith("p"):
        return one * _percentile_share(float(stat[1:]), metric.peak)
    return one


def _percentile_share(rank: float, peak: float) -> float:
    """Half the samples lie below the average, from the minimum up; the others reach up to the peak."""
    lowest = LOWEST_SHARE if peak > 1 else 1.0
    if rank < 50:
        return lowest + (1 - lowest) * rank / 50
    return 1 + (peak - 1) * (rank - 50) / 50


def _of_exact(exact: Exact | None, stat: str) -> float | None:
    """A statistic of an hour whose average and extremes are known."""
    if exact is None:
        return None
    known = {
        "Average": exact.average,
        "Maximum": exact.most,
        "Minimum": exact.least,
        "Sum": exact.average * exact.samples,
        "SampleCount": float(exact.samples),
    }
    if stat in known:
        return known[stat]
    rank = float(stat[1:])
    if rank < 50:
        return exact.least + (exact.average - exact.least) * rank / 50
    return exact.average + (exact.most - exact.average) * (rank - 50) / 50


def _there(thing: Thing, metric: Metric, hours: range) -> Sequence[bool]:
    """Whether there is a datapoint: while the thing runs, and of daily metrics at midnight."""
    life, quiet = thing.life, thing.facts.get("quiet_since")
    end = life.death if quiet is None else min(life.death, life.calendar.hour(quiet))
    first_of_a_day = -life.calendar.epoch.hour % 24
    if metric.daily:
        return [hour % 24 == first_of_a_day and life.birth <= hour < end for hour in hours]
    if life.running is None:
        return [life.birth <= hour < end for hour in hours]
    return [hour < end and life.is_on(hour) for hour in hours]


def _billed(thing: Thing, metric: Metric, hours: range) -> Values:
    """What the bill counts in each hour, None where it counts nothing."""
    bills, calendar = metric.bills or {}, thing.life.calendar
    uses = [(use, bills[use.key]) for use in thing.uses if use.key in bills and use.strands]
    if not uses:
        return [None] * len(hours)
    sums = [sum(use.quantity(calendar, hour) * factor for use, factor in uses) for hour in hours]
    if metric.daily:
        return [_of_the_month(value, calendar, hour) for value, hour in zip(sums, hours, strict=True)]
    return [value or None for value in sums]


def _of_the_month(value: float, calendar: Calendar, hour: int) -> float:
    """A day's GB-months are the size divided by the days of that month."""
    day = calendar.epoch + HOUR * hour
    return value * monthrange(day.year, day.month)[1] / DAYS_OF_A_MONTH


def _usual(thing: Thing, name: str, metric: Metric, *, hours: range) -> Values:
    level = metric.low + (metric.high - metric.low) * _own_share(thing.resource_id, name)
    waves = _waves(thing.life.calendar, metric.follows, hours)
    salt = int(_own_share(name, thing.resource_id) * MIXERS[2])
    first, second, modulus = MIXERS
    values = [
        level * wave * (0.9 + (hour * first + salt * second) % modulus / modulus / 5)
        for hour, wave in zip(hours, waves, strict=True)
    ]
    idle = thing.facts.get("idle_since") if metric.pauses else None
    if metric.whole:
        values = [float(round(value)) for value in values]
    if idle is None:
        return [value or (None if metric.silent else 0.0) for value in values]
    return _paused(thing, metric, values, hours=hours)


def _paused(thing: Thing, metric: Metric, values: list[float], *, hours: range) -> Values:
    """The same values, zero or silent since the thing is idle but for its one busy hour a day."""
    calendar = thing.life.calendar
    idle, busy = calendar.hour(thing.facts["idle_since"]), thing.facts.get("busy_hour")
    nothing = None if metric.silent else 0.0
    offset = calendar.epoch.hour
    return [
        (value or nothing) if hour < idle or (hour + offset) % 24 == busy else nothing
        for hour, value in zip(hours, values, strict=True)
    ]


@lru_cache(maxsize=64)
def _waves(calendar: Calendar, profile: str, hours: range) -> tuple[float, ...]:
    """How busy each hour is: around 1, between about half of it and three times as much."""
    place = PROFILES.index(profile)
    return tuple(0.4 + 0.5 * calendar.loads(hour)[place] / WHOLE for hour in hours)


@lru_cache(maxsize=20_000)
def _own_share(first: str, second: str) -> float:
    """A share from 0 to 1 that belongs to two texts."""
    return int.from_bytes(sha256(f"{first} {second}".encode()).digest()[:6], "big") / 2**48
