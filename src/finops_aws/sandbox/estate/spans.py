"""When a thing was there and how much of it the bill counts, hour by hour."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from finops_aws.sandbox.bulk import QUANTITY_TICKS
from finops_aws.sandbox.prices import TICKS
from finops_aws.sandbox.seasons import PROFILES, WHOLE, loads

UNITS = TICKS // QUANTITY_TICKS
"""Bulk quantities are whole numbers of 1/``UNITS`` of a unit."""

HOUR = timedelta(hours=1)
LAPS, MULTIPLIER, MODULUS = 1_103_515_245, 48_271, 2_147_483_647


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The hours of a bill: hour 0 is ``epoch``, the bill ends before ``end_hour``."""

    epoch: datetime
    end_hour: int
    seed: int

    @property
    def until(self) -> datetime:
        """The end of the bill: for the estate, now."""
        return self.epoch + HOUR * self.end_hour

    def hour(self, at: datetime) -> int:
        """The hour that a time is in; negative before the bill begins."""
        return (at - self.epoch) // HOUR

    def loads(self, hour: int) -> tuple[int, int, int, int]:
        """How busy each profile is in an hour, in parts of 10,000, as on the bill."""
        return _loads(self.epoch, self.end_hour, hour)


@lru_cache(maxsize=40_000)
def _loads(epoch: datetime, end_hour: int, hour: int) -> tuple[int, int, int, int]:
    return loads(epoch + HOUR * hour, progress=hour / end_hour)


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand:
    """One series of the bill: ``base`` in 1/``UNITS`` of the price's unit, in [birth, death)."""

    number: int
    base: int
    step: int
    cap: int
    profile: str
    birth: int
    death: int

    def quantity(self, calendar: Calendar, hour: int) -> int:
        """What the bill counts in one hour, in 1/``UNITS``; the arithmetic of ``sql/bulk.sql``."""
        load = calendar.loads(hour)[PROFILES.index(self.profile)]
        mixed = self.number * LAPS + hour * 12_345 + calendar.seed * 7_919
        spread = 1000 if self.profile == "flat" else 900 + mixed % MODULUS * MULTIPLIER % MODULUS % 201
        return min(self.cap, self.base * load // WHOLE * spread // 1000 // self.step * self.step)

    def is_on(self, hour: int) -> bool:
        """Whether the series runs; one that the bill begins with is older than it."""
        return hour < self.death and (hour >= self.birth or self.birth == 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """What one price of the bill counts of a thing: ``per_hour`` units at ``rate`` USD each."""

    key: str
    rate: Decimal
    per_hour: Decimal
    strands: tuple[Strand, ...] = ()

    def quantity(self, calendar: Calendar, hour: int) -> float:
        """The units of one hour, 0 when the bill has none."""
        return sum(s.quantity(calendar, hour) for s in self.strands if s.is_on(hour)) / UNITS


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """From ``birth`` to ``death`` in hours of the bill; ``running`` has a byte per hour, 1 when on.

    ``running`` is None for what does not stop while it is there.
    """

    calendar: Calendar
    birth: int
    death: int
    running: bytes | None = field(default=None, repr=False)

    def is_on(self, hour: int) -> bool:
        """Whether the thing was there and running; before the bill begins it is taken to have run."""
        if not self.birth <= hour < self.death:
            return False
        return self.running is None or hour < 0 or self.running[hour] == 1

    @property
    def last(self) -> datetime:
        """The end of the last hour in which it ran."""
        if self.running is None:
            return self.calendar.epoch + HOUR * self.death
        return self.calendar.epoch + HOUR * (self.running.rfind(b"\x01", 0, max(0, self.death)) + 1)

    def ran_throughout(self, hours: int) -> bool:
        """Whether it ran in every one of the last hours of the bill."""
        end = self.calendar.end_hour
        return all(self.is_on(hour) for hour in range(end - hours, end))
