"""CloudWatch of the estate: GetMetricData and ListMetrics, answered from the loads of its things.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html

Datapoints are aligned to the rounded StartTime. Math expressions and Metrics Insights are refused.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from finops_aws.sandbox.estate.loads import hourly
from finops_aws.sandbox.estate.metric_points import Points, Wanted, checked, points, rounded
from finops_aws.sandbox.estate.metric_sources import Source, sources
from finops_aws.sandbox.estate.things import Thing
from finops_aws.sandbox.server.calls import Call, Place, Refusal
from finops_aws.sandbox.server.records import Records

MOST_QUERIES = 500
MOST_POINTS = 100_800
LISTED_AT_ONCE = 500
LISTED_HOURS = 14 * 24
RECENT_HOURS = 3
TWO_DAYS = 48

Key = tuple[str, frozenset[tuple[str, str]]]
Item = dict[str, Any]


def put_cloudwatch(records: Records, things: Sequence[Thing], *, until: datetime) -> None:
    """Let CloudWatch answer for these things; ``until`` is its now."""
    watch = Watch(things, until=until)
    records.compute("cloudwatch", "GetMetricData", answer=watch.metric_data)
    records.compute("cloudwatch", "ListMetrics", answer=watch.listed)


class Watch:
    """What CloudWatch knows, by account and region, and by namespace and dimensions."""

    def __init__(self, things: Sequence[Thing], *, until: datetime) -> None:
        self._until = until
        self._places: dict[tuple[str, str], dict[Key, Source]] = {}
        for thing in things:
            for source in sources(thing):
                here = self._places.setdefault((thing.account, source.region), {})
                here[source.namespace, frozenset(source.dimensions.items())] = source

    def metric_data(self, call: Call) -> Item:
        """Answer GetMetricData.

        Raises Refusal with ValidationError or InvalidNextToken.
        """
        asked = call.parameters
        wanted = [self._understood(query, call.place) for query in _queries(asked)]
        start, end = asked["StartTime"], asked["EndTime"]
        if start >= end:
            raise Refusal(
                "ValidationError", "The parameter StartTime must be less than the parameter EndTime."
            )
        pages = _Pages(wanted, begin=rounded(start, now=self._until), end=end, most=_most_points(asked))
        number = _page_number(call, code="InvalidNextToken")
        window = pages.window(number, newest_first=asked.get("ScanBy") != "TimestampAscending")
        results = [self._result(one, pages, window) for one in pages.on(number)]
        if window.newest_first:
            for result in results:
                result["Timestamps"].reverse()
                result["Values"].reverse()
        token = {"NextToken": _token(call, number + 1)} if number + 1 < pages.count else {}
        return {"MetricDataResults": results, "Messages": [], **token}

    def listed(self, call: Call) -> Item:
        """Answer ListMetrics with what had datapoints in the last two weeks, or hours with PT3H.

        Raises Refusal with InvalidParameterValue for a token it did not give.
        """
        hours = RECENT_HOURS if call.parameters.get("RecentlyActive") == "PT3H" else LISTED_HOURS
        found = list(self._listed(call, hours=hours))
        first = _page_number(call, code="InvalidParameterValue") * LISTED_AT_ONCE
        more = first + LISTED_AT_ONCE < len(found)
        token = {"NextToken": _token(call, first // LISTED_AT_ONCE + 1)} if more else {}
        return {"Metrics": found[first : first + LISTED_AT_ONCE], **token}

    def _understood(self, query: Mapping[str, Any], place: Place) -> Wanted:
        stat = query.get("MetricStat")
        if stat is None:
            raise Refusal("ValidationError", "The sandbox's CloudWatch evaluates no expressions.")
        metric = stat["Metric"]
        name, period = metric.get("MetricName", ""), int(stat["Period"])
        checked(stat["Stat"], period)
        dimensions = frozenset((one["Name"], one["Value"]) for one in metric.get("Dimensions") or ())
        here = self._places.get((place.account, place.region), {})
        return Wanted(
            id=query["Id"],
            label=query.get("Label") or name,
            name=name,
            period=period,
            stat=stat["Stat"],
            source=here.get((metric.get("Namespace", ""), dimensions)),
        )

    def _result(self, wanted: Wanted, pages: "_Pages", window: "_Window") -> Item:
        begin = pages.first_of(wanted, window)
        ended = begin >= window.end
        found = Points([], []) if ended else points(wanted, begin=begin, end=window.end, now=self._until)
        is_whole = window.is_last or wanted.metric is None
        return {
            "Id": wanted.id,
            "Label": wanted.label,
            "Timestamps": found.times,
            "Values": found.values,
            "StatusCode": "Complete" if is_whole else "PartialData",
        }

    def _listed(self, call: Call, *, hours: int) -> Iterator[Item]:
        asked = call.parameters
        namespace, name = asked.get("Namespace"), asked.get("MetricName")
        for source in self._places.get((call.place.account, call.place.region), {}).values():
            if namespace not in (None, source.namespace) or not _has(source, asked.get("Dimensions") or ()):
                continue
            for one in source.metrics:
                if name in (None, one) and _is_alive(source, one, hours=hours):
                    yield _described(source, one)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Window:
    """The times of one page; ``is_last`` when no later page tells of other times."""

    begin: datetime
    end: datetime
    is_last: bool
    newest_first: bool


class _Pages:
    """A request cut by time into pages of at most so many datapoints; without many, it is one page.

    A page holds whole steps of the shortest period. Where one step of all queries is too much, the
    queries of a step are spread over pages.
    """

    def __init__(self, wanted: Sequence[Wanted], *, begin: datetime, end: datetime, most: int) -> None:
        self._wanted = wanted
        self._begin = begin
        self._end = end
        self._most = most
        self._groups = max(1, -(-len(wanted) // most))
        shortest = timedelta(seconds=min((one.period for one in wanted), default=60))
        steps = max(1, most // max(1, len(wanted)))
        self._length = shortest * steps
        self._windows = max(1, -(-(end - begin) // self._length))

    @property
    def count(self) -> int:
        return self._windows * self._groups

    def window(self, number: int, *, newest_first: bool) -> _Window:
        """The times of a page."""
        at = number // self._groups
        begin = self._begin + self._length * (self._windows - 1 - at if newest_first else at)
        return _Window(
            begin=begin,
            end=min(self._end, begin + self._length),
            is_last=at == self._windows - 1,
            newest_first=newest_first,
        )

    def on(self, number: int) -> Sequence[Wanted]:
        """The queries that a page tells of."""
        group = number % self._groups
        return (
            self._wanted[group * self._most : (group + 1) * self._most] if self._groups > 1 else self._wanted
        )

    def first_of(self, wanted: Wanted, window: _Window) -> datetime:
        """The begin of the query's first own period that begins in the window, or after it."""
        period = timedelta(seconds=wanted.period)
        return self._begin + period * -(-(window.begin - self._begin) // period)


def _queries(asked: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The queries whose results are wanted."""
    queries: Sequence[Mapping[str, Any]] = asked.get("MetricDataQueries") or ()
    if len(queries) > MOST_QUERIES:
        wording = f"The collection MetricDataQueries must not have a size greater than {MOST_QUERIES}."
        raise Refusal("ValidationError", wording)
    if not queries:
        raise Refusal("ValidationError", "The parameter MetricDataQueries is required.")
    if len({query["Id"] for query in queries}) < len(queries):
        raise Refusal("ValidationError", "The values for parameter id in MetricDataQueries are not unique.")
    return [query for query in queries if query.get("ReturnData", True)]


def _most_points(asked: Mapping[str, Any]) -> int:
    most = asked.get("MaxDatapoints") or MOST_POINTS
    if not 1 <= most <= MOST_POINTS:
        raise Refusal("ValidationError", f"MaxDatapoints must be between 1 and {MOST_POINTS}.")
    return int(most)


def _token(call: Call, number: int) -> str:
    """A token that is valid for the same request alone."""
    asked = {name: value for name, value in call.parameters.items() if name != "NextToken"}
    seal = sha256(f"{call.place} {call.operation} {number} {asked}".encode()).hexdigest()
    return f"{number:06d}{seal}"


def _page_number(call: Call, *, code: str) -> int:
    sent = call.parameters.get("NextToken")
    if not sent:
        return 0
    if sent[:6].isdigit() and sent == _token(call, int(sent[:6])):
        return int(sent[:6])
    raise Refusal(code, "The next token is not valid.")


def _has(source: Source, filters: Sequence[Mapping[str, str]]) -> bool:
    """Whether a source has all dimensions asked for, each with its value where one is given."""
    own = source.dimensions
    return all(one["Name"] in own and one.get("Value") in (None, own[one["Name"]]) for one in filters)


def _is_alive(source: Source, name: str, *, hours: int) -> bool:
    """Whether the last hours have a datapoint; of a daily metric, the last two days."""
    end = source.thing.life.calendar.end_hour
    metric = source.metrics[name]
    spans = {RECENT_HOURS, max(hours, TWO_DAYS if metric.daily else 0)}  # most have some in the first
    for span in sorted(spans):
        last = range(end - span, end)
        known = hourly(source.thing, name, metric=metric, stat="SampleCount", hours=last)
        if any(one is not None for one in known):
            return True
    return False


def _described(source: Source, name: str) -> Item:
    dimensions = [{"Name": key, "Value": value} for key, value in source.dimensions.items()]
    return {"Namespace": source.namespace, "MetricName": name, "Dimensions": dimensions}
