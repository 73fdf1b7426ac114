"""Single values as the protocols write them."""

import base64
from datetime import UTC, datetime
from email.utils import formatdate, parsedate_to_datetime
from typing import Any

NUMBER_TYPES = frozenset({"integer", "long"})
FLOAT_TYPES = frozenset({"float", "double"})


def moment(value: Any) -> datetime:
    """This will give the time that a datetime, an epoch number or an ISO 8601 or RFC 822 text means."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, int | float):
        return datetime.fromtimestamp(value, UTC)
    text = str(value)
    if text.replace(".", "", 1).lstrip("-").isdigit():
        return datetime.fromtimestamp(float(text), UTC)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = parsedate_to_datetime(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def timestamp(value: Any, style: str) -> str | float | int:
    """This will write a time as ``iso8601``, ``rfc822`` or ``unixTimestamp``."""
    when = moment(value)
    if style == "rfc822":
        return formatdate(when.timestamp(), usegmt=True)
    if style == "iso8601":
        text = when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
        return f"{text}.{when.microsecond // 1000:03d}Z" if when.microsecond else f"{text}Z"
    seconds = when.timestamp()
    return int(seconds) if seconds == int(seconds) else round(seconds, 6)


def base64_text(value: bytes | str | bytearray) -> str:
    """This will give the bytes as base64 text."""
    return base64.b64encode(value.encode() if isinstance(value, str) else value).decode()


def text_of(shape: Any, value: Any, *, style: str = "iso8601") -> str:
    """This will write a value as the text that stands in XML, a header or a query string."""
    kind = shape.type_name
    if kind == "timestamp":
        return str(timestamp(value, shape.serialization.get("timestampFormat", style)))
    if kind == "blob":
        return base64_text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def value_of(shape: Any, text: str) -> Any:
    """This will read a value that was sent as text."""
    kind = shape.type_name
    if kind in NUMBER_TYPES:
        return int(text)
    if kind in FLOAT_TYPES:
        return float(text)
    if kind == "boolean":
        return text.lower() == "true"
    if kind == "timestamp":
        return moment(text)
    return base64.b64decode(text) if kind == "blob" else text
