"""The things behind the bill: which resources its company has when the last hour is billed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from finops_aws.sandbox.meters import Meter
from finops_aws.sandbox.plan import Plan

RECENT_HOURS = 168
LONGEST_AGE_DAYS = 900


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One resource as the bill names it; ``is_running`` tells whether its last hour was billed."""

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

    @property
    def name(self) -> str:
        """The last part of the id: what follows the last slash or colon."""
        return self.resource_id.replace(":", "/").rpartition("/")[2]

    @property
    def number(self) -> int:
        """A number of its own, the same every time: sizes and addresses are made of it."""
        return int.from_bytes(self.resource_id.encode()[-8:], "big")


def things(plan: Plan) -> list[Thing]:
    """Every resource that still exists at the end of the bill, in the order of the bill."""
    meters: dict[tuple[str, str], list[Meter]] = {}
    for meter in plan.meters:
        if meter.resource_id and meter.billing_entity == "AWS" and meter.price.resource != "savingsplan":
            meters.setdefault((meter.account.id, meter.resource_id), []).append(meter)
    life = _Life(plan)
    return [
        _thing(own, life) for own in meters.values() if life.is_alive(own) and own[0].price.resource != "pod"
    ]


class _Life:
    """The first and the last hour in which each meter is on the bill."""

    def __init__(self, plan: Plan) -> None:
        self._end = plan.timeline.end_hour
        self._time = plan.timeline.time
        self._last_hour = max(plan.hours, default=0)
        self._span: dict[int, tuple[int, int]] = {}
        for series in plan.series:
            self._see(series.meter, series.birth, series.death)
        for posting in plan.postings:
            self._see(posting.line.meter, posting.start, posting.stop)
        for hour, pattern in plan.hours.items():
            for line in plan.patterns[pattern].lines:
                self._see(line.meter, hour, hour + 1)

    def is_alive(self, meters: list[Meter]) -> bool:
        """Whether any of them is on the bill of the last days."""
        return self._last(meters) > self._end - RECENT_HOURS

    def is_running(self, meters: list[Meter]) -> bool:
        return self._last(meters) > min(self._last_hour, self._end - 1)

    def birth(self, meters: list[Meter]) -> datetime:
        """The first hour of use; what was there when the bill begins is older than it."""
        first = min(self._span[meter.id][0] for meter in meters if meter.id in self._span)
        if first > 0:
            return self._time(first)
        dice = random.Random(f"age-{meters[0].resource_id}")
        return self._time(0) - timedelta(hours=dice.randrange(1, LONGEST_AGE_DAYS * 24))

    def _last(self, meters: list[Meter]) -> int:
        return max((self._span[meter.id][1] for meter in meters if meter.id in self._span), default=-1)

    def _see(self, meter: Meter, start: int, stop: int) -> None:
        first, last = self._span.get(meter.id, (start, stop))
        self._span[meter.id] = (min(first, start), max(last, stop))


def _thing(meters: list[Meter], life: _Life) -> Thing:
    first = meters[0]
    return Thing(
        kind=first.price.resource,
        resource_id=first.resource_id or "",
        account=first.account.id,
        region=first.region,
        zone=first.zone,
        instance_class=next((m.price.instance_type for m in meters if m.price.instance_type), "") or "",
        usage=tuple(sorted({meter.price.key for meter in meters})),
        created=life.birth(meters),
        is_running=life.is_running(meters),
        tags=dict(_own_tags(first)),
    )


def _own_tags(meter: Meter) -> Iterator[tuple[str, str]]:
    """The tags of the resource itself: what AWS adds to the bill alone is not among them."""
    for key, value in meter.tags.after:
        if key.startswith("user_") and value:
            yield key.removeprefix("user_"), value
