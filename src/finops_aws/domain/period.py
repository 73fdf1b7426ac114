"""Periods: half-open spans of UTC days."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from finops_aws.errors import InvalidPeriod

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)
"""No bill of AWS is older; a bound keeps what a period makes bounded."""
_UNKNOWN_YEARS = "only the years 2000 to 2099 are known"

_MONTH = re.compile(r"\d{4}-\d{2}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Period:
    """From ``start`` (included) to ``end`` (excluded), UTC days."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise InvalidPeriod(value=str(self), reason="the start is not before the end")
        if self.start < EARLIEST or self.end > LATEST:
            raise InvalidPeriod(value=str(self), reason=_UNKNOWN_YEARS)

    def __str__(self) -> str:
        return f"{self.start}/{self.end}"

    @property
    def days(self) -> int:
        return (self.end - self.start).days

    @property
    def is_whole_months(self) -> bool:
        return self.start.day == 1 and self.end.day == 1

    def months(self) -> tuple["Period", ...]:
        """The calendar months that this period touches, in order."""
        found = [month_of(self.start)]
        while found[-1].end < self.end:
            found.append(month_of(found[-1].end))
        return tuple(found)

    def previous(self) -> "Period":
        """The period of the same length just before; whole months go back by whole months."""
        if self.is_whole_months:
            start = self.start
            for _ in self.months():
                start = month_of(start - timedelta(days=1)).start
            return Period(start, self.start)
        return Period(self.start - timedelta(days=self.days), self.start)

    def months_before(self, count: int) -> "Period":
        """The same days ``count`` months earlier, cut where that month is shorter."""
        start, last = _months_before(self.start, count), _months_before(self.end - timedelta(days=1), count)
        return Period(start, month_of(last).end if self.is_whole_months else last + timedelta(days=1))


def _months_before(day: date, count: int) -> date:
    month = month_of(day)
    for _ in range(count):
        month = month_of(month.start - timedelta(days=1))
    return min(month.start + timedelta(days=day.day - 1), month.end - timedelta(days=1))


def month_of(day: date) -> Period:
    """The calendar month that holds the day."""
    start = day.replace(day=1)
    return Period(start, (start + timedelta(days=32)).replace(day=1))


def parse_day(text: str) -> date:
    """A day from ``2026-11-05``, or the first day of a month from ``2026-11``; raises InvalidPeriod."""
    try:
        if _MONTH.fullmatch(text):
            return _known(date.fromisoformat(f"{text}-01"))
        if _DAY.fullmatch(text):
            return _known(date.fromisoformat(text))
    except ValueError as error:
        raise InvalidPeriod(value=text, reason="there is no such day") from error
    raise InvalidPeriod(value=text, reason="expected YYYY-MM or YYYY-MM-DD")


def _known(day: date) -> date:
    if not EARLIEST <= day <= LATEST:
        raise InvalidPeriod(value=day.isoformat(), reason=_UNKNOWN_YEARS)
    return day
