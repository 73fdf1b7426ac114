"""The things behind the bill: which resources its company has when the last hour is billed."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from finops_aws.sandbox.bulk import Series
from finops_aws.sandbox.estate.spans import UNITS, Calendar, Life, Strand, Use
from finops_aws.sandbox.meters import Meter
from finops_aws.sandbox.plan import Plan
from finops_aws.sandbox.specimens.garden import RESOURCE as SPECIMEN
from finops_aws.sandbox.storage import UNCAPPED

RECENT_HOURS = 168
NO_THINGS = ("savingsplan", SPECIMEN)
"""What the bill names as resources and the estate does not tell of, or tells of elsewhere."""

LONGEST_AGE_DAYS = 900


FACTS = {
    "attached": "volume: whether it hangs on an instance",
    "instance": "volume and address: the id of the instance that it hangs on",
    "instance_runs": "volume and address: whether that instance runs",
    "device": "volume: its device on that instance",
    "volumes": "instance: ids and devices of its volumes",
    "stopped_since": "instance: when it stopped",
    "stopped_by": "instance: the code of EC2's StateReason",
    "quiet_since": "any: from then on it has no datapoints",
    "idle_since": "database, load balancer, NAT gateway: from then on nobody uses it",
    "busy_hour": "instance and database: the one hour of the day (UTC) in which it is used",
    "busy_cpu": "instance: percent of CPU at the peak of that hour",
    "cpu_peak": "instance: percent of CPU that no other hour goes beyond",
    "cpu_wave": "instance: whether its CPU falls to half by night",
    "network_bytes_a_day": "instance: bytes in and out together",
    "requests_a_day": "load balancer: requests while it is in use",
    "volume": "snapshot: the id of its volume",
    "volume_gib": "snapshot: the size of that volume",
    "is_copy": "snapshot: whether it is a copy, whose volume means nothing",
    "description": "snapshot: its description",
    "association": "address: whether it is associated",
    "memory_mib": "function: the memory it is given",
    "memory_used": "function: the share of that in use at the peak, 0 to 1",
    "engine_version": "database: the version of its engine",
    "billing_mode": "table: PROVISIONED or PAY_PER_REQUEST",
    "read_units": "table: provisioned read capacity",
    "write_units": "table: provisioned write capacity",
    "used_share": "table: the share of both that is consumed, 0 to 1",
    "retention_days": "log group: days, None for ever",
    "stored_bytes": "log group: what it stores",
    "last_accessed": "secret: the day of its last use, None for never",
    "readings": "specimen: the metrics of one set of dimensions",
}
"""What facts there are, of which kinds of things."""


def _nothing() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One resource as the bill names it; ``is_running`` tells whether its last hour was billed.

    ``facts`` is what is special about it, by the names of ``FACTS``: the shapes and the loads read it and
    fall back to the usual.
    """

    kind: str
    resource_id: str
    account: str
    region: str
    zone: str | None
    instance_class: str
    usage: tuple[str, ...]
    created: datetime
    is_running: bool
    tags: dict[str, str]
    life: Life
    uses: tuple[Use, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=_nothing)

    @property
    def name(self) -> str:
        """The last part of the id: what follows the last slash or colon."""
        return self.resource_id.replace(":", "/").rpartition("/")[2]

    @property
    def number(self) -> int:
        """A number of its own, the same every time: sizes and addresses are made of it."""
        return int.from_bytes(self.resource_id.encode()[-8:], "big")

    @property
    def until(self) -> datetime:
        """The end of the bill."""
        return self.life.calendar.until

    def having(self, **facts: Any) -> "Thing":
        """The same thing with more facts.

        Raises KeyError for a fact that there is none of.
        """
        unknown = facts.keys() - FACTS.keys()
        if unknown:
            raise KeyError(f"no such facts: {', '.join(sorted(unknown))}")
        return replace(self, facts=MappingProxyType({**self.facts, **facts}))

    def use(self, *keys: str) -> Use | None:
        """What the bill counts of it under the first of the prices that it has."""
        return next((use for use in self.uses if use.key in keys), None)


def arn_of(thing: Thing) -> str:
    """The thing's ARN, also where the bill names it by its id alone."""
    if thing.resource_id.startswith("arn:"):
        return thing.resource_id
    if thing.kind == "bucket":
        return f"arn:aws:s3:::{thing.resource_id}"
    return f"arn:aws:ec2:{thing.region}:{thing.account}:{thing.kind}/{thing.resource_id}"


def calendar_of(plan: Plan, *, seed: int) -> Calendar:
    """The hours of the plan; ``seed`` is the one that the bill was written with."""
    return Calendar(epoch=plan.timeline.epoch, end_hour=plan.timeline.end_hour, seed=seed)


def things(plan: Plan, *, seed: int = 1) -> list[Thing]:
    """Every resource that still exists at the end of the bill, in the order of the bill."""
    meters: dict[tuple[str, str], list[Meter]] = {}
    for meter in plan.meters:
        if meter.resource_id and meter.billing_entity == "AWS" and meter.price.resource not in NO_THINGS:
            meters.setdefault((meter.account.id, meter.resource_id), []).append(meter)
    lives = _Lives(plan, seed=seed)
    return [
        _thing(own, lives)
        for own in meters.values()
        if lives.is_alive(own) and own[0].price.resource != "pod"
    ]


class _Lives:
    """The first and the last hour in which each meter is on the bill, and how much of it."""

    def __init__(self, plan: Plan, *, seed: int) -> None:
        self._calendar = calendar_of(plan, seed=seed)
        self._end = plan.timeline.end_hour
        self._time = plan.timeline.time
        self._last_hour = max(plan.hours, default=0)
        self._span: dict[int, tuple[int, int]] = {}
        self._strands: dict[int, list[Strand]] = {}
        self._running = _running(plan)
        for number, series in enumerate(plan.series):
            self._see(series.meter, series.birth, series.death)
            self._strands.setdefault(series.meter.id, []).append(_strand(number, series))
        for posting in plan.postings:
            self._see(posting.line.meter, posting.start, posting.stop)
        for hour, pattern in plan.hours.items():
            for line in plan.patterns[pattern].lines:
                self._see(line.meter, hour, hour + 1)

    def is_alive(self, meters: list[Meter]) -> bool:
        """Whether any of them is on the bill of the last days."""
        return self._last(meters) > max(0, self._end - RECENT_HOURS)

    def is_running(self, meters: list[Meter]) -> bool:
        return self._last(meters) > min(self._last_hour, self._end - 1)

    def birth(self, meters: list[Meter]) -> datetime:
        """The first hour of use; what was there when the bill begins is older than it."""
        first = min(self._span[meter.id][0] for meter in meters if meter.id in self._span)
        if first > 0:
            return self._time(first)
        dice = random.Random(f"age-{meters[0].resource_id}")
        return self._time(0) - timedelta(hours=dice.randrange(1, LONGEST_AGE_DAYS * 24))

    def life(self, meters: list[Meter]) -> Life:
        calendar = self._calendar
        running = next((self._running[m.id] for m in meters if m.id in self._running), None)
        death = self._end if self.is_running(meters) or running else self._last(meters)
        return Life(calendar=calendar, birth=calendar.hour(self.birth(meters)), death=death, running=running)

    def uses(self, meters: list[Meter]) -> tuple[Use, ...]:
        return tuple(self._use(meter) for meter in meters)

    def _use(self, meter: Meter) -> Use:
        strands = tuple(self._strands.get(meter.id, ()))
        per_hour = Decimal(strands[0].base) / UNITS if strands else meter.price.quantity
        return Use(key=meter.price.key, rate=meter.rate, per_hour=per_hour, strands=strands)

    def _last(self, meters: list[Meter]) -> int:
        return max((self._span[meter.id][1] for meter in meters if meter.id in self._span), default=-1)

    def _see(self, meter: Meter, start: int, stop: int) -> None:
        first, last = self._span.get(meter.id, (start, stop))
        self._span[meter.id] = (min(first, start), max(last, stop))


def _running(plan: Plan) -> dict[int, bytes]:
    """A byte per hour of each meter that is billed by patterns; hours between are as the one before."""
    metered = [{line.meter.id for line in pattern.lines if not line.child} for pattern in plan.patterns]
    found: dict[int, bytearray] = {}
    pattern = None
    for hour in range(plan.timeline.end_hour):
        pattern = plan.hours.get(hour, pattern)
        for meter in metered[pattern] if pattern is not None else ():
            found.setdefault(meter, bytearray(plan.timeline.end_hour))[hour] = 1
    return {meter: bytes(hours) for meter, hours in found.items()}


def _strand(number: int, series: Series) -> Strand:
    return Strand(
        number=number,
        base=series.base,
        step=series.step,
        cap=series.base if series.meter.price.unit in ("Hrs", "Hours") else UNCAPPED,
        profile=series.profile,
        birth=series.birth,
        death=series.death,
    )


def _thing(meters: list[Meter], lives: _Lives) -> Thing:
    first = meters[0]
    return Thing(
        kind=first.price.resource,
        resource_id=first.resource_id or "",
        account=first.account.id,
        region=first.region,
        zone=first.zone,
        instance_class=next((m.price.instance_type for m in meters if m.price.instance_type), "") or "",
        usage=tuple(sorted({meter.price.key for meter in meters})),
        created=lives.birth(meters),
        is_running=lives.is_running(meters),
        tags=dict(_own_tags(first)),
        life=lives.life(meters),
        uses=lives.uses(meters),
    )


def _own_tags(meter: Meter) -> Iterator[tuple[str, str]]:
    """The tags of the resource itself: what AWS adds to the bill alone is not among them."""
    for key, value in meter.tags.after:
        if key.startswith("user_") and value:
            yield key.removeprefix("user_"), value
