"""Values of AWS's answers: texts, exact numbers and moments."""

from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from finops_aws.adapters.aws.access.paths import found

_MILLISECONDS_FROM = 1e11
"""A moment beyond this many seconds lies in the year 5138: it is told in milliseconds."""


def text_at(item: Any, path: str | None) -> str | None:
    """The text or number at the path; None when there is none, or a structure."""
    value = found(path, item) if path else None
    return None if value is None or isinstance(value, dict | list) else str(value)


def moment(value: Any) -> datetime | None:
    """A moment (UTC) from what AWS gives: a datetime, seconds or milliseconds, or ISO text."""
    if isinstance(value, datetime):
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
    try:
        if isinstance(value, str) and not value.replace(".", "", 1).isdigit():
            return moment(datetime.fromisoformat(value))
        seconds = float(value)
    except (TypeError, ValueError):
        return None
    return datetime.fromtimestamp(seconds / 1000 if seconds > _MILLISECONDS_FROM else seconds, tz=UTC)


def amount_at(item: Any, path: str | None) -> Decimal | None:
    """The exact number at the path; None when there is none."""
    text = text_at(item, path)
    try:
        return None if text is None else Decimal(text)
    except InvalidOperation:
        return None
