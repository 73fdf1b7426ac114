"""Choose the period of a question from what was given."""

from collections.abc import Iterable
from datetime import timedelta

from finops_aws.application.ports import CostStore
from finops_aws.domain.period import Period, month_of, parse_day
from finops_aws.domain.visibility.delivery import Delivery
from finops_aws.errors import NotFound


def choose_period(start: str | None, end: str | None, *, deliveries: Iterable[Delivery]) -> Period:
    """From days or months as text; without them the last billing period held.

    Raises InvalidPeriod, and NotFound when nothing is held and nothing was given.
    """
    if start is not None:
        first = parse_day(start)
        return Period(first, parse_day(end) if end else month_of(first).end)
    held = [delivery.billing_period for delivery in deliveries if delivery.is_current]
    if not held:
        raise NotFound(thing="ledger", where="data directory")
    last = month_of(parse_day(end) if end else parse_day(max(held)))
    return Period(last.start, parse_day(end) if end and parse_day(end) > last.start else last.end)


def recent_days(days: int, *, store: CostStore) -> Period:
    """So many days up to the last one of which the bill knows usage; raises NotFound without a bill."""
    last = choose_period(None, None, deliveries=store.deliveries())
    hour = store.last_hour(last)
    end = hour.date() + timedelta(days=1) if hour else last.end
    return Period(end - timedelta(days=days), end)
