"""The datapoints that one query of GetMetricData asks for."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from finops_aws.sandbox.estate.loads import Values, hourly
from finops_aws.sandbox.estate.metric import Metric
from finops_aws.sandbox.estate.metric_sources import Source
from finops_aws.sandbox.estate.spans import HOUR
from finops_aws.sandbox.server.calls import Refusal

SECONDS_OF_AN_HOUR = 3600
STATS = frozenset({"Average", "Sum", "Minimum", "Maximum", "SampleCount"})
PERCENTILE = re.compile(r"p(100|\d{1,2}(\.\d{1,10})?)")
KEPT = ((3600, timedelta(days=455)), (300, timedelta(days=63)), (60, timedelta(days=15)))
"""Multiples of so many seconds are kept for so long.
https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html"""


@dataclass(frozen=True, slots=True)
class Points:
    """Epoch seconds and values, oldest first."""

    times: list[int]
    values: list[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One query as it is understood; ``source`` is None when nothing publishes such a metric."""

    id: str
    label: str
    name: str
    period: int
    stat: str
    source: Source | None

    @property
    def metric(self) -> Metric | None:
        return self.source.metrics.get(self.name) if self.source else None


def rounded(start: datetime, *, now: datetime) -> datetime:
    """A start as CloudWatch rounds it down: to the minute, to 5 minutes or to the hour, by its age."""
    age = now - start
    minutes = 1 if age < timedelta(days=15) else 5 if age < timedelta(days=63) else 60
    return start.replace(minute=start.minute // minutes * minutes, second=0, microsecond=0)


def checked(stat: str, period: int) -> None:
    """Refuse what CloudWatch refuses in a MetricStat.

    Raises Refusal with ValidationError.
    """
    if period < 60 or period % 60:
        raise Refusal("ValidationError", "Invalid value for Period: it must be a multiple of 60 seconds.")
    if stat not in STATS and not PERCENTILE.fullmatch(stat):
        raise Refusal("ValidationError", f"The statistic '{stat}' is not supported.")


def points(wanted: Wanted, *, begin: datetime, end: datetime, now: datetime) -> Points:
    """The datapoints with a time in [begin, end); ``begin`` is where the first period starts.

    A period longer than an hour adds its hours up; a shorter one repeats the hour's value, but for sums and
    sample counts, of which it has its share. What is too old for its period, older than 455 days or not
    yet there has no datapoint.
    """
    source, metric = wanted.source, wanted.metric
    period = timedelta(seconds=wanted.period)
    oldest = now - next(span for step, span in KEPT if wanted.period % step == 0)
    first = begin + period * max(0, -(-(oldest - begin) // period))
    count = max(0, -(-(min(end, now) - first) // period))
    if source is None or metric is None or not count:
        return Points([], [])
    calendar = source.thing.life.calendar
    hours = range(calendar.hour(first), -(-(first + period * count - calendar.epoch) // HOUR))
    found = hourly(source.thing, wanted.name, metric=metric, stat=wanted.stat, hours=hours)
    return _dated(wanted, first, _periods(wanted, found, count=count, minute=first.minute))


def _periods(wanted: Wanted, found: Values, *, count: int, minute: int) -> Values:
    """The value of each period, from those of the hours; the first hour begins ``minute`` before."""
    period = wanted.period
    if period == SECONDS_OF_AN_HOUR:
        return found[:count]
    if period < SECONDS_OF_AN_HOUR:
        share = period / SECONDS_OF_AN_HOUR if wanted.stat in ("Sum", "SampleCount") else 1.0
        places = [(minute * 60 + n * period) // SECONDS_OF_AN_HOUR for n in range(count)]
        values = [found[place] for place in places]
        return values if share == 1.0 else [None if one is None else one * share for one in values]
    edges = [round(n * period / SECONDS_OF_AN_HOUR) for n in range(count + 1)]
    return [_together(found[first:stop], wanted.stat) for first, stop in pairwise(edges)]


def _together(values: Values, stat: str) -> float | None:
    """One statistic of several hours; a percentile is that of the hours' percentiles."""
    known = sorted(value for value in values if value is not None)
    if not known:
        return None
    if stat in ("Sum", "SampleCount"):
        return sum(known)
    if stat == "Average":
        return sum(known) / len(known)
    if stat in ("Minimum", "Maximum"):
        return known[0] if stat == "Minimum" else known[-1]
    return known[min(len(known) - 1, int(float(stat[1:]) / 100 * len(known)))]


def _dated(wanted: Wanted, first: datetime, values: Values) -> Points:
    start = int(first.timestamp())
    stop = start + wanted.period * len(values)
    if None not in values:
        return Points(
            list(range(start, stop, wanted.period)), [value for value in values if value is not None]
        )
    pairs: list[tuple[int, Any]] = [
        pair for pair in zip(range(start, stop, wanted.period), values, strict=True) if pair[1] is not None
    ]
    return Points([time for time, _ in pairs], [value for _, value in pairs])
