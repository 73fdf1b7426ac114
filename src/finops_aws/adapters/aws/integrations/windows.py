"""Days in the parameters of a question: words that begin with ``$``."""

from datetime import date, timedelta
from typing import Any

from finops_aws.domain.period import month_of


def days_of(today: date) -> dict[str, str]:
    """Each word and its day (UTC), as AWS writes days."""
    return {
        "$today": today.isoformat(),
        "$next_month": month_of(today).end.isoformat(),
        **{f"$days_ago_{days}": (today - timedelta(days=days)).isoformat() for days in (30, 90)},
    }


def filled(parameters: Any, days: dict[str, str]) -> Any:
    """The parameters with every such word replaced; raises KeyError for one that is not known."""
    if isinstance(parameters, dict):
        return {name: filled(value, days) for name, value in parameters.items()}
    if isinstance(parameters, list):
        return [filled(value, days) for value in parameters]
    if isinstance(parameters, str) and parameters.startswith("$"):
        return days[parameters]
    return parameters
