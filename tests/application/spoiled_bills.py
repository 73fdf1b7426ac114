"""A CUR 2.0 bill as CSV that tests can spoil in one place at a time."""

import csv
import gzip
import io
from pathlib import Path

LONG_LINE_BYTES = 100_000_000


class CsvBill:
    """The lines of a bill; every method gives the bytes of a file in which one thing is wrong."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self._lines = list(csv.reader(io.StringIO(content.decode("utf-8"))))

    @classmethod
    def of(cls, export: Path) -> "CsvBill":
        """The first file of an export in csv.gz."""
        return cls(gzip.decompress(min(export.rglob("*.csv.gz")).read_bytes()))

    @property
    def header(self) -> bytes:
        return self.content.split(b"\n", 1)[0] + b"\n"

    def values(self, column: str) -> set[str]:
        """What the column holds, empty cells left out."""
        place = self._lines[0].index(column)
        return {line[place] for line in self._lines[1:]} - {""}

    def without(self, column: str) -> bytes:
        place = self._lines[0].index(column)
        return _packed([line[:place] + line[place + 1 :] for line in self._lines])

    def with_cell(self, column: str, value: str, *, line: int = 5) -> bytes:
        """The bill with another value in one cell; -1 is the last line."""
        lines = [list(one) for one in self._lines]
        lines[line][lines[0].index(column)] = value
        return _packed(lines)

    def with_byte(self, byte: bytes, *, at: bytes) -> bytes:
        """The bill with the first letter of a text in it replaced."""
        start, found, rest = self.content.partition(at)
        assert found == at
        return start + byte + at[1:] + rest


def _packed(lines: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return text.getvalue().encode()
