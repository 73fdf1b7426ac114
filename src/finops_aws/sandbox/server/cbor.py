"""CBOR (RFC 8949) as the smithy-rpc-v2-cbor protocol uses it."""

import struct
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

BREAK = object()
EPOCH_TAG = 1


def encoded(value: Any) -> bytes:
    """This will write plain Python values as CBOR; times become tag 1 with epoch seconds."""
    return b"".join(_parts(value))


def decoded(document: bytes) -> Any:
    """This will read one CBOR document; tag 1 becomes a time in UTC.

    Raises ValueError when the document ends early.
    """
    return _Document(document).item()


def _head(major: int, number: int) -> bytes:
    first = major << 5
    if number < 24:
        return bytes([first | number])
    for extra, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if number < 1 << (8 * size):
            return bytes([first | extra]) + number.to_bytes(size, "big")
    raise ValueError("a number is larger than CBOR's 64 bits")


def _parts(value: Any) -> Iterator[bytes]:
    if value is None or isinstance(value, bool):
        yield {None: b"\xf6", True: b"\xf5", False: b"\xf4"}[value]
    elif isinstance(value, int):
        yield _head(0, value) if value >= 0 else _head(1, -1 - value)
    elif isinstance(value, float):
        yield b"\xfb" + struct.pack(">d", value)
    elif isinstance(value, datetime):
        yield _head(6, EPOCH_TAG)
        yield from _parts(value.timestamp())
    elif isinstance(value, bytes | bytearray):
        yield _head(2, len(value)) + bytes(value)
    elif isinstance(value, str):
        text = value.encode()
        yield _head(3, len(text)) + text
    elif isinstance(value, dict):
        yield _head(5, len(value))
        for key, item in value.items():
            yield from _parts(key)
            yield from _parts(item)
    else:
        items = list(value)
        yield _head(4, len(items))
        for item in items:
            yield from _parts(item)


class _Document:
    def __init__(self, document: bytes) -> None:
        self._document = document
        self._at = 0

    def item(self) -> Any:
        first = self._take(1)[0]
        major, extra = first >> 5, first & 31
        if major == 7:
            return self._simple(extra)
        if major in (0, 1):
            number = self._number(extra)
            return number if major == 0 else -1 - number
        if major in (2, 3):
            found = b"".join(self._chunks(extra))
            return found if major == 2 else found.decode()
        if major == 6:
            tag, value = self._number(extra), self.item()
            return datetime.fromtimestamp(value, UTC) if tag == EPOCH_TAG else value
        return self._collection(major, extra)

    def _take(self, size: int) -> bytes:
        taken = self._document[self._at : self._at + size]
        if len(taken) < size:
            raise ValueError("the CBOR document ends early")
        self._at += size
        return taken

    def _number(self, extra: int) -> int:
        return extra if extra < 24 else int.from_bytes(self._take(1 << (extra - 24)), "big")

    def _chunks(self, extra: int) -> Iterator[bytes]:
        if extra != 31:
            yield self._take(self._number(extra))
            return
        while (chunk := self.item()) is not BREAK:
            yield chunk if isinstance(chunk, bytes) else chunk.encode()

    def _collection(self, major: int, extra: int) -> Any:
        items = list(self._items(extra, 2 if major == 5 else 1))
        return dict(zip(items[::2], items[1::2], strict=True)) if major == 5 else items

    def _items(self, extra: int, width: int) -> Iterator[Any]:
        if extra != 31:
            for _ in range(self._number(extra) * width):
                yield self.item()
            return
        while (item := self.item()) is not BREAK:
            yield item

    def _simple(self, extra: int) -> Any:
        if extra in (25, 26, 27):
            form, size = {25: (">e", 2), 26: (">f", 4), 27: (">d", 8)}[extra]
            return struct.unpack(form, self._take(size))[0]
        return {20: False, 21: True, 22: None, 23: None, 31: BREAK}[extra]
