"""Logs as JSON lines, one event per line, in which no account id, ARN, key or token appears.

An event is a logger call whose message is the event's name and whose ``extra`` holds its fields:
``log.info("ingest_finished", extra={"lines": 1200})``.
"""

import json
import logging
import re
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TextIO

MASK = "***"

_SECRET_NAME = re.compile(r"(?i)secret|token|password|credential|authorization|signature|access_?key")
_SECRETS = (
    re.compile(r"(?i)(?<![a-z])arn(?::|%3a)[^\s\"']+"),
    re.compile(r"(?:AKIA|ASIA|AROA|AIDA|AGPA|AIPA|ANPA|ANVA|ABIA|ACCA)[A-Z0-9]{12,}"),
    re.compile(r"[A-Za-z0-9/+=_-]{100,}"),
    # A secret access key: 40 characters in which small letters, capitals and digits all occur.
    re.compile(
        r"(?<![A-Za-z0-9/+])(?=[A-Za-z0-9/+]{0,39}[a-z])(?=[A-Za-z0-9/+]{0,39}[A-Z])"
        r"(?=[A-Za-z0-9/+]{0,39}\d)[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])"
    ),
    re.compile(
        r"(?i)(?<=token[=:])[^\s&\"']+|(?<=signature=)[^\s&\"']+|(?<=credential=)[^\s&\"']+"
        r"|(?<=secret_access_key[=:])[^\s&\"']+"
    ),
    re.compile(r"(?<!\d)\d{4}-\d{4}-\d{4}(?!\d)"),
    re.compile(r"(?<!\d)\d{11,13}(?!\d)"),
)
_STANDARD_FIELDS = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}


def mask(text: str) -> str:
    """The text with account ids (any run of 11 to 13 digits), ARNs, access keys and tokens blotted out."""
    for secret in _SECRETS:
        text = secret.sub(MASK, text)
    return text


class LeakFilter(logging.Filter):
    """Masks message, fields and exception text of every record; put it on a handler."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = mask(record.getMessage()), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        record.exc_text = record.exc_text and mask(record.exc_text)
        record.stack_info = record.stack_info and mask(record.stack_info)
        for name in _field_names(record):
            setattr(record, name, _masked(name, getattr(record, name)))
        return True


class JsonFormatter(logging.Formatter):
    """One JSON object per record: time (UTC), level, logger, event, then the event's own fields."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": record.getMessage(),
        }
        line |= {name: getattr(record, name) for name in _field_names(record)}
        if record.exc_text:
            line["exception"] = record.exc_text
        return json.dumps(line, ensure_ascii=False, default=str)


def log_to_stderr(level: str) -> None:
    """Send the package's events from the level up, and other packages' warnings, to standard error."""
    logging.basicConfig(handlers=[json_lines(sys.stderr)], level=logging.WARNING, force=True)
    logging.captureWarnings(True)
    logging.getLogger(__name__.split(".", maxsplit=1)[0]).setLevel(level)


def json_lines(stream: TextIO) -> logging.Handler:
    """A handler for a door: masked JSON lines on the stream."""
    handler = logging.StreamHandler(stream)
    handler.addFilter(LeakFilter())
    handler.setFormatter(JsonFormatter())
    return handler


def _field_names(record: logging.LogRecord) -> list[str]:
    return [name for name in record.__dict__ if name not in _STANDARD_FIELDS]


def _masked(name: str, value: object) -> object:
    """The value as JSON can hold it, without secrets; a field named like a secret is blotted out whole."""
    if _SECRET_NAME.search(name):
        return MASK
    if isinstance(value, Mapping):
        return {mask(str(key)): _masked(str(key), item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_masked("", item) for item in value]
    if isinstance(value, float):
        value = round(value, 6)
    shown = mask(str(value))
    return value if isinstance(value, int | float | None) and shown == str(value) else shown
