"""Tables for spreadsheets."""

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from finops_aws.documents.tables import Cell, Table
from finops_aws.errors import InvalidParameter

ROWS = 1_048_575
_NAME_LENGTH = 31
_LONGEST_TEXT = 32_767
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""The same answer is the same bytes, whenever it is made."""


def to_xlsx(table: Table) -> bytes:
    """A workbook: the rows, and on a second sheet what was asked.

    Spreadsheets hold figures in double precision: about 15 digits. Raises InvalidParameter for more rows than
    a sheet can hold.
    """
    import xlsxwriter

    if len(table.rows) > ROWS:
        reason = f"a sheet holds {ROWS} rows, the answer has {len(table.rows)}: take the CSV"
        raise InvalidParameter(name="format", value="xlsx", reason=reason)
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True, "in_memory": True}) as book:
        book.set_properties({"created": _CREATED})
        money, bold = book.add_format({"num_format": "#,##0.00##########"}), book.add_format({"bold": True})
        sheet = book.add_worksheet(table.name[:_NAME_LENGTH])
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(table.columns):
            sheet.write_string(0, place, column, bold)
        for number, row in enumerate(table.rows, start=1):
            _write_row(sheet, number, row, money=money)
        _write_notes(book.add_worksheet("FinOps AWS"), table.notes)
    return file.getvalue()


def _write_row(sheet: Any, number: int, row: Sequence[Cell], *, money: Any) -> None:
    for place, cell in enumerate(row):
        if isinstance(cell, Decimal | int | float):
            sheet.write_number(number, place, cell, money if isinstance(cell, Decimal) else None)
        elif cell is not None:
            sheet.write_string(number, place, str(cell)[:_LONGEST_TEXT])


def _write_notes(sheet: Any, notes: Iterable[tuple[str, str]]) -> None:
    for number, note in enumerate(notes):
        for place, cell in enumerate(note):
            sheet.write_string(number, place, cell[:_LONGEST_TEXT])
