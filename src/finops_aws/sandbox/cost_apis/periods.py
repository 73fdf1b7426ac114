"""The days a call asks about. All periods are half-open and in UTC.

https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_DateInterval.html
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from finops_aws.sandbox.cost_apis.ledger import Ledger
from finops_aws.sandbox.cost_apis.refusals import invalid
from finops_aws.sandbox.server import Call

PAST_MONTHS = 13
"""Cost Explorer keeps the running month and the 13 before it unless more was switched on.
https://docs.aws.amazon.com/cost-management/latest/userguide/ce-what-is.html"""

TOO_OLD = "You haven't enabled historical data beyond 14 months."
TOO_NEW = "The start date must be equal to or no later than the current date"
NO_HOURS = "Hourly granularity is not enabled for this account."
BUCKETS = {"DAILY": "day", "MONTHLY": "date_trunc('month', day)::DATE"}
"""Granularity → the SQL expression of the first day of a day's period."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days from ``first`` up to, not including, ``stop``."""

    first: date
    stop: date

    @property
    def asked(self) -> dict[str, str]:
        """The period as the APIs write it."""
        return {"Start": self.first.isoformat(), "End": self.stop.isoformat()}

    def by(self, granularity: str | None) -> Iterator["Days"]:
        """Divide into days or calendar months; without granularity all is one period."""
        first = self.first
        while first < self.stop:
            stop = min(self.stop, _next(first, granularity, last=self.stop))
            yield Days(first, stop)
            first = stop


def asked_days(ledger: Ledger, call: Call) -> Days:
    """The days of a call's TimePeriod.

    Raises Refusal (ValidationException) when it is empty, not of dates, older than the history or to come.
    """
    days = days_of(call.parameters["TimePeriod"])
    if days.first >= days.stop:
        raise invalid("Start date (and hour) should be before end date (and hour)")
    if days.first < months_before(ledger.until, PAST_MONTHS):
        raise invalid(TOO_OLD)
    if days.first > ledger.until:
        raise invalid(TOO_NEW)
    return days


def days_of(interval: dict[str, Any]) -> Days:
    """Read a DateInterval; hours, where given, are left out."""
    try:
        return Days(*(date.fromisoformat(str(interval[name])[:10]) for name in ("Start", "End")))
    except ValueError:
        raise invalid(
            "Invalid date format: use yyyy-MM-dd, or yyyy-MM-ddThh:mm:ssZ for hourly granularity"
        ) from None


def granularity_of(call: Call, *, default: str | None = None) -> str | None:
    """The asked granularity, DAILY or MONTHLY.

    Raises Refusal (ValidationException) for HOURLY: the sandbox's payer has not switched it on.
    """
    asked = call.parameters.get("Granularity", default)
    if asked == "HOURLY":
        raise invalid(NO_HOURS)
    if asked is not None and asked not in BUCKETS:
        raise invalid(f"Granularity {asked} is not supported")
    return str(asked) if asked else None


def bucket(granularity: str | None, days: Days) -> str:
    """The SQL expression of the first day of a period: calendar months begin no earlier than the days."""
    if granularity is None:
        return f"DATE '{days.first}'"
    return f"greatest({BUCKETS[granularity]}, DATE '{days.first}')"


def months_before(day: date, months: int) -> date:
    """The first day of the month so many months before the day's own."""
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def _next(first: date, granularity: str | None, *, last: date) -> date:
    if granularity == "DAILY":
        return first + timedelta(days=1)
    return months_before(first, -1) if granularity == "MONTHLY" else last
