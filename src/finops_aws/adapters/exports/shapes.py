"""Which export a file is: told by its content and header, never by its name."""

import csv
import gzip
import io
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, cast

import duckdb

from finops_aws.adapters.exports.columns import (
    COST_EXPLORER_COLUMNS,
    REQUIRED_CUR_COLUMNS,
    REQUIRED_FOCUS_COLUMNS,
    cur_name,
)
from finops_aws.domain.visibility.delivery import COST_EXPLORER
from finops_aws.errors import AccessDenied, CorruptFile, NotFound, SchemaMismatch

_HEADER_LIMIT_BYTES = 1_000_000
LONGEST_LINE_BYTES = 2_000_000
"""What the engine takes for a CSV line at most."""


class Container(StrEnum):
    """How the bytes are packed."""

    CSV = "csv"
    CSV_GZ = "csv.gz"
    CSV_ZIP = "csv.zip"
    PARQUET = "parquet"


class Family(StrEnum):
    """Whose columns they are."""

    LEGACY_CUR = "legacy CUR"
    CUR_2 = "CUR 2.0"
    FOCUS_1_0 = "FOCUS 1.0"
    FOCUS_1_2 = "FOCUS 1.2"
    COST_EXPLORER = COST_EXPLORER


@dataclass(frozen=True, slots=True)
class Shape:
    """A recognized export file; ``columns`` maps each column to its type in file order (VARCHAR in CSV)."""

    family: Family
    container: Container
    columns: dict[str, str]

    def __str__(self) -> str:
        return f"{self.family} {self.container}"

    @property
    def has_net_columns(self) -> bool:
        """Whether costs after negotiated discounts have columns of their own."""
        return any(cur_name(column) == "line_item_net_unblended_cost" for column in self.columns)

    @property
    def is_focus(self) -> bool:
        return self.family in (Family.FOCUS_1_0, Family.FOCUS_1_2)

    @property
    def is_from_cost_explorer(self) -> bool:
        return self.family is Family.COST_EXPLORER


def recognize(path: Path, *, uri: str) -> Shape:
    """The shape of an export file; ``uri`` is what a person knows it by.

    Raises CorruptFile (empty, cut or not an export container), SchemaMismatch (columns of no known export,
    or one that must be there is missing), AccessDenied, NotFound.
    """
    container = _container(path, uri)
    columns = (
        _parquet_columns(path, uri) if container is Container.PARQUET else _csv_columns(path, container, uri)
    )
    return Shape(_family(uri, columns), container, columns)


def _container(path: Path, uri: str) -> Container:
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except PermissionError as error:
        raise AccessDenied(thing=uri, action="read") from error
    except FileNotFoundError as error:
        raise NotFound(thing=uri, where="disk") from error
    if not start:
        raise CorruptFile(path=uri, reason="the file has 0 bytes")
    if start == b"PAR1":
        return Container.PARQUET
    if start[:2] == b"\x1f\x8b":
        return Container.CSV_GZ
    return Container.CSV_ZIP if start == b"PK\x03\x04" else Container.CSV


def _parquet_columns(path: Path, uri: str) -> dict[str, str]:
    try:
        with duckdb.connect() as connection:
            rows = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
    except duckdb.Error as error:
        raise CorruptFile(path=uri, reason="the Parquet file is cut or damaged") from error
    return {str(name): str(kind) for name, kind, *_ in rows}


def _csv_columns(path: Path, container: Container, uri: str) -> dict[str, str]:
    try:
        with _open_text(path, container, uri) as file:
            line = file.readline(_HEADER_LIMIT_BYTES)
    except (EOFError, OSError, zipfile.BadZipFile) as error:
        raise CorruptFile(path=uri, reason=f"the {container} file is cut or damaged") from error
    try:
        header = next(csv.reader(io.StringIO(line.decode("utf-8-sig"))), [])
    except (UnicodeDecodeError, csv.Error) as error:
        raise CorruptFile(path=uri, reason="the header is not UTF-8 text") from error
    if not header:
        raise CorruptFile(path=uri, reason="there is no header line")
    if len(set(header)) != len(header):
        twice = sorted({name for name in header if header.count(name) > 1})
        raise SchemaMismatch(path=uri, reason=f"columns named twice: {', '.join(twice)}")
    return dict.fromkeys(header, "VARCHAR")


def demand_short_last_line(path: Path, *, uri: str) -> None:
    """Raise CorruptFile when a CSV ends in a line too long: the engine drops one that has no line end."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - LONGEST_LINE_BYTES))
        if size > LONGEST_LINE_BYTES and b"\n" not in file.read().rstrip(b"\n"):
            raise CorruptFile(path=uri, reason="a line is too long")


def _open_text(path: Path, container: Container, uri: str) -> IO[bytes]:
    if container is Container.CSV_GZ:
        return cast(IO[bytes], gzip.open(path, "rb"))
    if container is Container.CSV_ZIP:
        return open_zipped(path, uri=uri)
    return path.open("rb")


def open_zipped(path: Path, *, uri: str) -> IO[bytes]:
    """The one CSV file inside a ZIP; raises SchemaMismatch when there is not exactly one."""
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.lower().endswith(".csv")]
        if len(names) != 1:
            raise SchemaMismatch(path=uri, reason=f"expected one CSV file in the ZIP, found {len(names)}")
        return archive.open(names[0])


def _family(uri: str, columns: dict[str, str]) -> Family:
    if "BilledCost" in columns and "ChargeCategory" in columns:
        _require(uri, columns, REQUIRED_FOCUS_COLUMNS)
        is_newer = "ServiceSubcategory" in columns or "InvoiceId" in columns
        return Family.FOCUS_1_2 if is_newer else Family.FOCUS_1_0
    if columns.keys() == COST_EXPLORER_COLUMNS.keys():
        return Family.COST_EXPLORER
    names = {cur_name(column) for column in columns}
    if not {"line_item_line_item_type", "line_item_unblended_cost"} & names:
        raise SchemaMismatch(path=uri, reason="neither a Cost and Usage Report nor a FOCUS export")
    _require(uri, names, REQUIRED_CUR_COLUMNS)
    return Family.CUR_2 if _is_cur_2(columns) else Family.LEGACY_CUR


def _is_cur_2(columns: dict[str, str]) -> bool:
    own_to_cur_2 = {
        "resource_tags",
        "product",
        "bill_payer_account_name",
        "line_item_usage_account_name",
        "cost_category",
    }
    return bool(own_to_cur_2 & set(columns))


def _require(uri: str, names: object, required: tuple[str, ...]) -> None:
    missing = [name for name in required if name not in names]  # type: ignore[operator]
    if missing:
        raise SchemaMismatch(path=uri, reason=f"missing column {', '.join(missing)}")
