"""CloudWatch metrics of many resources at once, hour by hour, each metric paid for before it is asked for."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product
from typing import Any

from finops_aws.adapters.aws.access.accounts import AwsAccess
from finops_aws.adapters.aws.access.calls import Caller, Gate, Place
from finops_aws.adapters.aws.access.endings import Failure, ending_of
from finops_aws.adapters.aws.access.values import text_at
from finops_aws.adapters.aws.integrations.catalogue import metric_fee
from finops_aws.adapters.aws.integrations.runner import LIMIT_REACHED
from finops_aws.adapters.aws.inventory.catalogue import Metric, Metrics, ServiceEntry
from finops_aws.domain.operations.collected import Measured, Reading, ResourceKey, Series, Span
from finops_aws.domain.operations.estate import GLOBAL, Ending, Job, Status
from finops_aws.domain.operations.paid_calls import PaidCalls
from finops_aws.errors import BudgetExceeded

MOST_METRICS = 500
MOST_POINTS = 100_800
"""Metrics and datapoints of one answer.

Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
"""
THREADS = 8
HOUR_SECONDS = 3_600
READ_METRICS = "cloudwatch:GetMetricData"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One series to ask for; ``dimension`` is what tells it from others of its metric."""

    measured: Measured
    metric: Metric
    namespace: str
    dimensions: tuple[tuple[str, str], ...]
    dimension: str
    period: int

    def query(self, number: int) -> dict[str, Any]:
        pairs = [{"Name": name, "Value": value} for name, value in self.dimensions]
        metric = {"Namespace": self.namespace, "MetricName": self.metric.name, "Dimensions": pairs}
        return {
            "Id": f"m{number}",
            "MetricStat": {"Metric": metric, "Period": self.period, "Stat": self.metric.stat},
            "ReturnData": True,
        }


class CloudWatchMetrics:
    """Reads the metrics that the service catalogue names; ``read`` reads the catalogue."""

    def __init__(self, access: AwsAccess, read: Callable[[], Sequence[ServiceEntry]]) -> None:
        self._access = access
        self._read = read
        self._gate = Gate(THREADS)

    def measured_types(self) -> Sequence[str]:
        return tuple(self._rows())

    def read(self, resources: Iterable[Measured], *, until: datetime, paid: PaidCalls) -> Iterator[Reading]:
        """The series of the resources, in parts; one part's failure does not end another.

        Reading begins with a day, so that daily metrics have whole days and one call serves all periods.
        ``until`` is a full hour (UTC). After the limit of ``paid`` nothing more is asked.
        """
        rows = self._rows()
        groups: dict[tuple[Place, datetime], list[_Wanted]] = defaultdict(list)
        for one in resources:
            entry, metrics = rows[one.key.resource_type]
            place = Place(one.key.account, self._region(one, entry), "cloudwatch")
            for wanted in _wanted(one, metrics, region=place.region):
                groups[place, one.since.replace(hour=0)].append(wanted)
        parts = [
            (place, since, part)
            for (place, since), wanted in sorted(groups.items(), key=lambda pair: pair[0])
            for part in _parts(wanted, most=_at_once(since, until))
        ]
        with ThreadPoolExecutor(THREADS) as threads:
            yield from threads.map(lambda part: self._reading(*part, until=until, paid=paid), parts)

    def _rows(self) -> Mapping[str, tuple[ServiceEntry, Metrics]]:
        return {
            row.type: (entry, row.metrics) for entry in self._read() for row in entry.resources if row.metrics
        }

    def _region(self, one: Measured, entry: ServiceEntry) -> str:
        region = one.key.region
        return (entry.home or self._access.home_region()) if region == GLOBAL else region

    def _reading(
        self, place: Place, since: datetime, wanted: list[_Wanted], *, until: datetime, paid: PaidCalls
    ) -> Reading:
        job, span = Job("cloudwatch", "metrics", place.region, place.account), Span(since, until)
        try:
            caller = Caller(self._access.client(place), place, gate=self._gate)
        except Failure as failure:
            return Reading(job, ending_of(failure, asked=None), span)
        try:
            answers = _answers(caller, _request(wanted, since, until), paid=lambda: _pay(paid, wanted))
        except Failure as failure:
            return Reading(job, ending_of(failure, asked=READ_METRICS, calls=caller.meter.calls), span)
        except BudgetExceeded as error:
            ending = Ending(status=Status.ERROR, code=LIMIT_REACHED, reason=str(error))
            return Reading(job, ending, span)
        series = [_series(one, answers[f"m{number}"]) for number, one in enumerate(wanted)]
        ending = Ending(
            status=Status.OK,
            resources=len(series),
            calls=caller.meter.calls,
            throttles=caller.meter.throttles,
        )
        return Reading(job, ending, span, _keys(wanted), tuple(series))


def _wanted(one: Measured, metrics: Metrics, *, region: str) -> Iterator[_Wanted]:
    """Every series of the resource; none where the answer of AWS lacks one of its dimensions."""
    context = {"account_id": one.key.account, "region": region}
    constants = metrics.constants()
    fixed = {name: context[what] for name, what in metrics.contexts().items()}
    for name, path in metrics.dimensions.items():
        if isinstance(path, str):
            value = text_at(one.attributes, path)
            if value is None:
                return
            fixed[name] = value
    for metric in metrics.measured:
        choices = {name: metric.only.get(name, values) for name, values in constants.items()}
        for chosen in product(*choices.values()):
            pairs = fixed | dict(zip(choices, chosen, strict=True))
            dimensions = tuple((name, pairs[name]) for name in metrics.dimensions)
            yield _Wanted(one, metric, metrics.namespace, dimensions, " ".join(chosen), metrics.period)


def _at_once(since: datetime, until: datetime) -> int:
    """So many series that their hours fit on one page: pages cost calls."""
    points = max(1, int((until - since).total_seconds()) // HOUR_SECONDS)
    return max(1, min(MOST_METRICS, MOST_POINTS // points))


def _parts(wanted: list[_Wanted], *, most: int) -> Iterator[list[_Wanted]]:
    """Parts of at most so many series, a resource never torn apart unless it has more than that."""
    part: list[_Wanted] = []
    for own in _by_resource(wanted):
        if part and len(part) + len(own) > most:
            yield part
            part = []
        part += own
        while len(part) > most:
            yield part[:most]
            part = part[most:]
    if part:
        yield part


def _by_resource(wanted: list[_Wanted]) -> Iterable[list[_Wanted]]:
    own: dict[ResourceKey, list[_Wanted]] = defaultdict(list)
    for one in wanted:
        own[one.measured.key].append(one)
    return own.values()


def _keys(wanted: list[_Wanted]) -> tuple[ResourceKey, ...]:
    return tuple(dict.fromkeys(one.measured.key for one in wanted))


def _request(wanted: list[_Wanted], since: datetime, until: datetime) -> dict[str, Any]:
    return {
        "MetricDataQueries": [one.query(number) for number, one in enumerate(wanted)],
        "StartTime": since,
        "EndTime": until,
        "ScanBy": "TimestampAscending",
        "MaxDatapoints": MOST_POINTS,
    }


def _pay(paid: PaidCalls, wanted: list[_Wanted]) -> None:
    paid.pay(metric_fee(), len(wanted))


def _answers(
    caller: Caller, request: dict[str, Any], *, paid: Callable[[], None]
) -> Mapping[str, list[tuple[datetime, float]]]:
    """Id → its points; each page is paid for as if it were a request of its own."""
    points: dict[str, list[tuple[datetime, float]]] = defaultdict(list)
    token: str | None = None
    while True:
        paid()
        answer = caller.call("GetMetricData", request | ({"NextToken": token} if token else {}))
        for one in answer["MetricDataResults"]:
            points[one["Id"]] += zip(one["Timestamps"], one["Values"], strict=True)
        token = answer.get("NextToken")
        if not token:
            return points


def _series(wanted: _Wanted, points: list[tuple[datetime, float]]) -> Series:
    ordered = sorted(points)
    return Series(
        key=wanted.measured.key,
        service=wanted.measured.service,
        metric=wanted.metric.name,
        statistic=wanted.metric.stat,
        unit=wanted.metric.unit,
        dimension=wanted.dimension,
        period_seconds=wanted.period,
        hours=[at.astimezone(UTC) for at, _ in ordered],
        values=[value for _, value in ordered],
    )
