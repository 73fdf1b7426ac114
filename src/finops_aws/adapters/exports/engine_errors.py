"""What the engine says about a broken file, in our words: it quotes lines, and bills are confidential."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from finops_aws.errors import CorruptFile, SchemaMismatch

_REASONS = (
    (r"to DECIMAL|decimal value|out of range for the destination", "a value is not a number that fits"),
    (r"to TIMESTAMP|timestamp field|timestamp value", "a value is not a time"),
    (r"to MAP|JSON|json", "a value is not a map"),
    (r"GZIP|gzip", "the csv.gz file is cut or damaged"),
    (r"unicode|utf-8|UTF-8", "a line is not UTF-8 text"),
    (r"[Mm]aximum line size|does not support a full read", "a line is too long"),
    (r"[Pp]arquet|TProtocol|magic bytes", "the Parquet file is cut or damaged"),
)
_LINE = re.compile(r"CSV Error on Line: (\d+)")


@contextmanager
def translated(uri: str) -> Iterator[None]:
    """Raise what the engine raises inside as SchemaMismatch (a value of the wrong kind) or CorruptFile."""
    try:
        yield
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.ConversionException as error:
        raise SchemaMismatch(path=uri, reason=_reason(str(error))) from None
    except duckdb.Error as error:
        raise CorruptFile(path=uri, reason=_reason(str(error))) from None


def _reason(said: str) -> str:
    known = next((reason for pattern, reason in _REASONS if re.search(pattern, said)), None)
    line = _LINE.search(said)
    if line and known in (None, "a line is not UTF-8 text"):
        reason = f"line {line[1]} cannot be read as CSV"
        return reason  # noqa: RET504 (named for what it is, and found there by the test of phrases)
    return known or "the file cannot be read"
