"""Metrics that a thing's facts decide: planted quiet ones, provisioned tables and functions' memory."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from finops_aws.sandbox.estate.compute_shapes import memory_mib
from finops_aws.sandbox.estate.data_shapes import is_provisioned, provisioned_units
from finops_aws.sandbox.estate.things import Thing
from finops_aws.sandbox.specimens.garden import RESOURCE as SPECIMEN

BASIC = 12
MINUTES = 60
USUAL_SHARE = 0.55
"""How much of its capacity or memory a thing uses where no fact says otherwise."""

USUAL_MILLISECONDS = 250.0


@dataclass(frozen=True, slots=True)
class Exact:
    """One hour of a metric whose average and extremes are all known."""

    average: float
    least: float
    most: float
    samples: int = MINUTES


Hours = Callable[[int], Exact | None]


def special(thing: Thing, metric: str) -> Hours | None:
    """What gives the hours of a metric that the facts of the thing decide, None when they do not."""
    if thing.kind == SPECIMEN:
        return _planted_hours(thing, metric)
    maker = _MAKERS.get((thing.kind, metric))
    return maker(thing, metric) if maker is not None else None


def _planted_hours(thing: Thing, metric: str) -> Hours:
    """What a specimen's readings say."""
    found, end = thing.facts["readings"].metrics[metric], thing.life.calendar.end_hour

    def hour_of(hour: int) -> Exact | None:
        value = found(end - hour)
        if value is None:
            return None
        return Exact(value.average, value.least, value.most, value.samples)

    return hour_of


def _even(value: float, samples: int = MINUTES) -> Exact:
    return Exact(value, value, value, samples)


def _share(thing: Thing, hour: int) -> float:
    """A share from 0 to 1 of the thing and the hour."""
    return sha256(f"{thing.resource_id} {hour}".encode()).digest()[0] / 255


def _quiet_cpu(thing: Thing, _metric: str) -> Hours | None:
    """CPU that stays below its planted peak, but for one busy hour a day where there is one."""
    peak, busy = thing.facts.get("cpu_peak"), thing.facts.get("busy_hour")
    if peak is None:
        return None
    offset = thing.life.calendar.epoch.hour

    def hour_of(hour: int) -> Exact:
        clock, share = (hour + offset) % 24, _share(thing, hour)
        if clock == busy:
            top = thing.facts["busy_cpu"]
            return Exact(top * 0.8, top * 0.5, top, BASIC)
        top = peak * (0.85 + 0.15 * share)
        if thing.facts.get("cpu_wave") and clock < 10:
            top /= 2
        return Exact(top * 0.6, top * 0.4, top, BASIC)

    return hour_of


def _planted_network(thing: Thing, _metric: str) -> Hours | None:
    """Half of the day's bytes in each direction, the same in every hour."""
    a_day = thing.facts.get("network_bytes_a_day")
    if a_day is None:
        return None
    each = _even(a_day / 24 / 2 / BASIC, BASIC)
    return lambda _hour: each


def _requests(thing: Thing, metric: str) -> Hours | None:
    """A load balancer without capacity units on the bill: few requests, or none since it is idle."""
    if thing.use("alb-lcu") is not None:
        return None
    weights = {"RequestCount": 1.0, "ActiveConnectionCount": 0.3, "ProcessedBytes": 2_000.0}
    weights["ConsumedLCUs"] = 0.0001
    a_day = thing.facts.get("requests_a_day", 0 if "idle_since" in thing.facts else 4_000)
    end = thing.life.calendar.hour(thing.facts.get("idle_since", thing.until))
    offset = thing.life.calendar.epoch.hour

    def hour_of(hour: int) -> Exact | None:
        clock = (hour + offset) % 24
        requests = a_day * (clock + 1) // 24 - a_day * clock // 24 if hour < end else 0
        return _even(requests / MINUTES * weights[metric]) if requests else None

    return hour_of


def _gateway_bytes(thing: Thing, _metric: str) -> Hours | None:
    """A gateway whose bill has no bytes reports zeros."""
    return None if thing.use("nat-bytes") is not None else lambda _hour: _even(0.0)


def _consumed(thing: Thing, metric: str) -> Hours | None:
    """A share of the provisioned capacity; what on-demand tables consume is on the bill."""
    if not is_provisioned(thing):
        return None
    units = provisioned_units(thing)["Write" in metric]
    share = thing.facts.get("used_share", USUAL_SHARE)

    def hour_of(hour: int) -> Exact:
        return _even(units * share * (0.9 + 0.2 * _share(thing, hour)) * 60)

    return hour_of


def _provisioned(thing: Thing, metric: str) -> Hours | None:
    """On-demand tables have no such metric."""
    units = provisioned_units(thing)["Write" in metric]
    return (lambda _hour: _even(float(units))) if is_provisioned(thing) else lambda _hour: None


def _invocations(thing: Thing, _metric: str) -> Hours | None:
    """Where the bill has GB-seconds alone, so many that these are used up in calls of the usual duration."""
    use = thing.use("lambda-gb")
    if use is None or thing.use("lambda-requests", "lambda-free") is not None:
        return None
    of_a_call = memory_mib(thing) / 1024 * USUAL_MILLISECONDS / 1000
    each = _even(round(float(use.per_hour) / of_a_call) / MINUTES)
    return lambda _hour: each


def _duration(thing: Thing, metric: str) -> Hours | None:
    """Milliseconds of a call of such functions."""
    if _invocations(thing, metric) is None:
        return None
    return lambda _hour: Exact(USUAL_MILLISECONDS, USUAL_MILLISECONDS / 2, USUAL_MILLISECONDS * 4)


def _memory(thing: Thing, metric: str) -> Hours:
    """Memory in use, in percent or in MiB."""
    whole, share = memory_mib(thing), thing.facts.get("memory_used", USUAL_SHARE)
    if metric == "total_memory":
        return lambda _hour: _even(float(whole))
    top = 100.0 * share if metric == "memory_utilization" else whole * share

    def hour_of(hour: int) -> Exact:
        highest = top * (0.97 + 0.03 * _share(thing, hour))
        return Exact(highest * 0.9, highest * 0.7, highest)

    return hour_of


_MAKERS: dict[tuple[str, str], Callable[[Thing, str], Hours | None]] = {
    ("instance", "CPUUtilization"): _quiet_cpu,
    ("instance", "NetworkIn"): _planted_network,
    ("instance", "NetworkOut"): _planted_network,
    **{
        ("loadbalancer", name): _requests
        for name in ("RequestCount", "ActiveConnectionCount", "ProcessedBytes", "ConsumedLCUs")
    },
    **{("natgateway", name): _gateway_bytes for name in ("BytesOutToDestination", "BytesOutToSource")},
    **{("table", f"Consumed{way}CapacityUnits"): _consumed for way in ("Read", "Write")},
    **{("table", f"Provisioned{way}CapacityUnits"): _provisioned for way in ("Read", "Write")},
    ("function", "Invocations"): _invocations,
    ("function", "Duration"): _duration,
    **{("function", name): _memory for name in ("memory_utilization", "used_memory_max", "total_memory")},
}
