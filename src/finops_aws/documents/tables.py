"""Answers as tables to take away: CSV with every decimal."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from finops_aws.documents.figures import exact

_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Cell = str | int | float | Decimal | date | datetime | None


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows: a text is a text, a Decimal a figure, None unknown. ``notes`` say what was asked."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[tuple[str, str]] = ()


def to_csv(table: Table) -> str:
    """RFC 4180; a text that a spreadsheet would run as a formula is preceded by an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text)  # CRLF, so that a carriage return in a name is quoted
    writer.writerow(table.columns)
    writer.writerows([_written(cell) for cell in row] for row in table.rows)
    return text.getvalue()


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return exact(cell) or ""
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell.isoformat() if isinstance(cell, date) else str(cell)
