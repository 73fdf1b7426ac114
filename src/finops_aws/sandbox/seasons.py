"""How busy the company is: growth over the year, weekends, nights and Black Friday."""

from datetime import date, datetime, timedelta

WHOLE = 10_000
PROFILES = ("flat", "retail", "business", "batch")
UTC_OFFSET_HOURS = -3


def loads(moment: datetime, *, progress: float) -> tuple[int, int, int, int]:
    """Give the load per profile in parts of 10,000; ``progress`` runs from 0 to 1 over the bill."""
    local = moment + timedelta(hours=UTC_OFFSET_HOURS)
    growth = 1 + 0.35 * progress
    weekend = local.weekday() >= 5
    awake = 0.35 if local.hour < 7 else 1.25 if 18 <= local.hour < 23 else 1.0
    retail = growth * awake * (1.15 if weekend else 1.0) * sales_peak(local.date())
    at_work = 0.12 if weekend else 1.6 if 8 <= local.hour < 19 else 0.3
    batch = growth * (2.2 if local.hour < 6 else 0.5)
    return WHOLE, int(retail * WHOLE), int(growth * at_work * WHOLE), int(batch * WHOLE)


def sales_peak(day: date) -> float:
    """Lift the days around Black Friday (the Friday after the fourth Thursday of November)."""
    away = (day - black_friday(day.year)).days
    if away == 0:
        return 3.4
    if -4 <= away <= 3:
        return 1.9
    if day.month == 12 and day.day <= 23:
        return 1.35
    return 1.0


def black_friday(year: int) -> date:
    first = date(year, 11, 1)
    thursday = first + timedelta(days=(3 - first.weekday()) % 7)
    return thursday + timedelta(days=22)
