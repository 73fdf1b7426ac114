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
    """When each meter was first and last used."""

    def __init__(self, plan: Plan) -> None:
        self._end = plan.timeline.end_hour
        self._time = plan.timeline.time
        self._births = {series.meter.id: series.birth for series in plan.series}
        self._deaths = {series.meter.id: series.death for series in plan.series}
        used: dict[int, list[int]] = {}
        for hour, pattern in sorted(plan.hours.items()):
            for line in plan.patterns[pattern].lines:
                seen = used.setdefault(line.meter.id, [hour, hour])
                seen[1] = hour
        self._used = used
        self._last = max(plan.hours, default=0)

    def is_alive(self, meters: list[Meter]) -> bool:
        return any(self._last_use(meter) >= self._end - RECENT_HOURS for meter in meters)

    def is_running(self, meters: list[Meter]) -> bool:
        return any(self._last_use(meter) >= min(self._last, self._end - 1) for meter in meters)

    def birth(self, meters: list[Meter]) -> datetime:
        """The first hour of use; what was there when the bill begins is older than it."""
        first = min(self._first_use(meter) for meter in meters)
        if first > 0:
            return self._time(first)
        dice = random.Random(f"age-{meters[0].resource_id}")
        return self._time(0) - timedelta(hours=dice.randrange(1, LONGEST_AGE_DAYS * 24))

    def _first_use(self, meter: Meter) -> int:
        used = self._used.get(meter.id)
        return self._births.get(meter.id, used[0] if used else 0)

    def _last_use(self, meter: Meter) -> int:
        used = self._used.get(meter.id)
        return self._deaths.get(meter.id, used[1] if used else self._end)


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
