"""Periods: half-open spans of UTC days."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from finops_aws.errors import InvalidPeriod

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


def month_of(day: date) -> Period:
    """The calendar month that holds the day."""
    start = day.replace(day=1)
    return Period(start, (start + timedelta(days=32)).replace(day=1))


def parse_day(text: str) -> date:
    """A day from ``2026-11-05``, or the first day of a month from ``2026-11``."""
    try:
        if _MONTH.fullmatch(text):
            return date.fromisoformat(f"{text}-01")
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError as error:
        raise InvalidPeriod(value=text, reason=str(error)) from error
    raise InvalidPeriod(value=text, reason="expected YYYY-MM or YYYY-MM-DD")
