"""Billing periods and the hours in which the sandbox's company is at work."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """One billing period; ``hours`` are the working hours, counted from the first period's start."""

    position: int
    start: datetime
    end: datetime
    first_hour: int
    end_hour: int
    hours: range
    closed: bool

    @property
    def whole_end(self) -> int:
        """Give the hour in which the period ends, whether or not it has come."""
        return self.first_hour + _hours(self.end - self.start)

    @property
    def period(self) -> str:
        return f"{self.start:%Y-%m}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """All billing periods of a bill; hour 0 is 00:00 UTC on the first day of the first period."""

    epoch: datetime
    end_hour: int
    stride: int
    months: tuple[Month, ...]

    def time(self, hour: int) -> datetime:
        return self.epoch + timedelta(hours=hour)

    @property
    def working_hours(self) -> int:
        return sum(len(month.hours) for month in self.months)


def timeline(until: date, months: int, *, stride: int) -> Timeline:
    """Give the periods ending at ``until`` with every ``stride``-th hour a working hour.

    A small bill cannot hold a line per resource and hour of a year. It keeps real
    hours (no coarser lines) and thins them out instead: its company runs, and pays
    its commitments, in every ``stride``-th hour only.
    """
    starts = _starts(until, months)
    epoch = starts[0]
    end = datetime(until.year, until.month, until.day, tzinfo=UTC)
    periods = tuple(
        _month(position, start, epoch=epoch, end=end, stride=stride) for position, start in enumerate(starts)
    )
    return Timeline(epoch=epoch, end_hour=_hours(end - epoch), stride=stride, months=periods)


def next_month(start: datetime) -> datetime:
    return (start.replace(day=1) + timedelta(days=32)).replace(day=1)


def _starts(until: date, months: int) -> list[datetime]:
    last = until - timedelta(days=1)
    number = last.year * 12 + last.month - 1
    return [datetime(n // 12, n % 12 + 1, 1, tzinfo=UTC) for n in range(number - months + 1, number + 1)]


def _month(position: int, start: datetime, *, epoch: datetime, end: datetime, stride: int) -> Month:
    stop = next_month(start)
    first = _hours(start - epoch)
    last = _hours(min(stop, end) - epoch)
    return Month(
        position=position,
        start=start,
        end=stop,
        first_hour=first,
        end_hour=last,
        hours=range(first, last, stride),
        closed=stop <= end,
    )


def _hours(span: timedelta) -> int:
    return int(span.total_seconds()) // 3600
