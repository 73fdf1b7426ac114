"""Answers as bytes: JSON, compressed, with an ETag, kept while the data are the same."""

import gzip
import hashlib
from dataclasses import dataclass
from typing import Any

import brotli
import orjson

JSON = "application/json"
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SMALLEST_COMPRESSED = 600
_BROTLI_QUALITY = 4
_GZIP_LEVEL = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """A body as it goes over the wire; ``encoding`` is br, gzip or nothing."""

    body: bytes
    media_type: str
    encoding: str
    etag: str
    file_name: str | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """A body before it is compressed; ``file_name`` makes the browser save it."""

    body: bytes
    media_type: str = JSON
    file_name: str | None = None


def to_json(document: Any) -> bytes:
    return orjson.dumps(document)


def encoded(content: Content, encoding: str) -> Answer:
    """The content in the encoding, or plain when it is too small to gain."""
    body = content.body
    if len(body) < SMALLEST_COMPRESSED or content.media_type.startswith("application/vnd."):
        encoding = ""
    if encoding == "br":
        body = brotli.compress(body, quality=_BROTLI_QUALITY)
    elif encoding == "gzip":
        body = gzip.compress(body, _GZIP_LEVEL, mtime=0)
    etag = hashlib.blake2b(content.body + encoding.encode(), digest_size=12).hexdigest()
    return Answer(body, content.media_type, encoding, etag, content.file_name)


def best_encoding(accepted: str) -> str:
    """br, gzip or nothing, from an Accept-Encoding header."""
    offered = {
        name
        for name, _, weight in (
            part.partition(";q=") for part in "".join(accepted.lower().split()).split(",")
        )
        if weight not in ("0", "0.0", "0.00", "0.000")
    }
    return next((encoding for encoding in ("br", "gzip") if encoding in offered), "")
