"""The bulk of a big bill: resources no commitment covers, written by SQL alone."""

import random
from dataclasses import dataclass

from finops_aws.sandbox.meters import Meter, MeterBook
from finops_aws.sandbox.months import Timeline
from finops_aws.sandbox.prices import TICKS, Price, prices, ticks
from finops_aws.sandbox.seasons import PROFILES, WHOLE, loads

QUANTITY_TICKS = TICKS // 10_000
"""Bulk quantities have at most 4 decimals and are counted in 10⁻⁴ units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One meter's hours: ``base`` × load, in steps, every ``cadence``-th hour of its life."""

    meter: Meter
    birth: int
    death: int
    base: int
    step: int
    cadence: int
    phase: int
    profile: str


class BulkBook:
    """Adds series until the bill has about the wanted number of lines."""

    def __init__(self, book: MeterBook, timeline: Timeline, *, seed: int) -> None:
        self.series: list[Series] = []
        self.spend: dict[str, int] = {}
        self._book = book
        self._timeline = timeline
        self._dice = random.Random(f"bulk-{seed}")
        self._presence = presence(timeline)
        working = timeline.working_hours
        self._density = working / max(1, timeline.end_hour)

    def fill(self, lines: int) -> None:
        """Add series of all kinds, by weight, until they make about ``lines`` lines."""
        table = [price for price in prices().values() if price.weight]
        weights = [price.weight for price in table]
        order = sorted(table, key=lambda price: -price.weight)
        left = float(lines)
        number = 0
        while left > 0:
            price = order[number] if number < len(order) else self._dice.choices(table, weights)[0]
            left -= self._add(price, most=left)
            number += 1

    def _add(self, price: Price, *, most: float) -> float:
        """Add one series and give its expected number of lines."""
        birth, death = self._life(price)
        per_hour = self._density / self._cadence(price) * self._share(price)
        if (death - birth) * per_hour > most * 1.2:
            birth = max(0, death - int(most / per_hour) - 1)
        account = self._book.account()
        meter = self._book.add(price, account, region=self._book.region())
        scale = 1 if price.unit in ("Hrs", "Hours") else self._dice.choice((0.3, 0.6, 1, 1, 1.5, 4))
        step = ticks(price.step) // QUANTITY_TICKS
        base = max(step, int(ticks(price.quantity) // QUANTITY_TICKS * scale) // step * step)
        self._append(meter, birth, death, base=base, price=price)
        return (death - birth) * per_hour

    def _append(self, meter: Meter, birth: int, death: int, *, base: int, price: Price) -> None:
        cadence = self._cadence(price)
        self.series.append(
            Series(
                meter=meter,
                birth=birth,
                death=death,
                base=base,
                step=ticks(price.step) // QUANTITY_TICKS,
                cadence=cadence,
                phase=self._dice.randrange(cadence),
                profile=price.profile,
            )
        )
        cost = base * meter.rate_ticks * (death - birth) // cadence // WHOLE
        self.spend[meter.account.id] = self.spend.get(meter.account.id, 0) + int(cost * self._density)

    def _cadence(self, price: Price) -> int:
        """Give the number of working hours from one line to the next."""
        return max(1, round(price.cadence / self._timeline.stride))

    def _life(self, price: Price) -> tuple[int, int]:
        """Let six of ten live throughout; spot and tasks come and go."""
        end = self._timeline.end_hour
        if price.key.startswith("spot"):
            birth = self._dice.randrange(end)
            return birth, min(end, birth + self._dice.randrange(4, 400))
        if self._dice.random() < 0.6 or end < 48:
            return 0, end
        birth = self._dice.randrange(end - 24)
        return (birth, end) if self._dice.random() < 0.75 else (0, birth + 24)

    def _share(self, price: Price) -> float:
        whole = price.step == 1 and price.quantity == 1
        return self._presence[price.profile] if whole else 1.0

    def plant_nat_spike(self) -> None:
        """Plant an incident: backups leave through a NAT gateway instead of an endpoint for four days."""
        victim = next((s for s in self.series if s.meter.price.key == "nat-bytes"), None)
        if victim is None:
            return
        timeline = self._timeline
        birth = int(timeline.end_hour * 0.4)
        death = min(timeline.end_hour, birth + 4 * 24)
        self._append(victim.meter, birth, death, base=780 * WHOLE, price=victim.meter.price)
        self._book.company.incidents.append(
            {
                "kind": "nat-gateway-data-spike",
                "account": victim.meter.account.id,
                "service": victim.meter.product_code,
                "usage_type": victim.meter.usage_type,
                "resource_id": victim.meter.resource_id or "",
                "from": timeline.time(birth).isoformat(),
                "to": timeline.time(death).isoformat(),
            }
        )


def presence(timeline: Timeline) -> dict[str, float]:
    """Give the share of hours in which a profile keeps at least one whole unit busy."""
    sample = [
        loads(timeline.time(hour), progress=hour / timeline.end_hour)
        for month in timeline.months
        for hour in month.hours[::7]
    ]
    return {
        name: max(0.02, sum(1 for load in sample if load[place] >= WHOLE) / max(1, len(sample)))
        for place, name in enumerate(PROFILES)
    }
