"""Writes the ledger as a FOCUS 1.2 dataset: one Parquet or CSV file that adds up to the ledger."""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from importlib.resources import files as resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from finops_aws.adapters.stores.data_directory import DataDirectory, StoredDelivery
from finops_aws.adapters.stores.dialect import literal, parquet_scan, quoted
from finops_aws.adapters.stores.duckdb_engine import readable
from finops_aws.domain.visibility.focus_export import FocusExport, FocusFormat, FocusTotal
from finops_aws.errors import AccessDenied, NotFound, SourceUnavailable, UnbalancedExport

_SQL = resources("finops_aws.adapters.stores") / "sql" / "focus"
_CSV = "FORMAT csv, HEADER, TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%SZ', COMPRESSION "
_WRITE = {
    FocusFormat.PARQUET: "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 61440",
    FocusFormat.CSV: _CSV + "none",
    FocusFormat.CSV_GZ: _CSV + "gzip",
}
COSTS = ("BilledCost", "EffectiveCost", "ListCost", "ContractedCost", "x_AmortizedCost")
Totals = dict[tuple[str, str], tuple[Any, ...]]
"""(Month, currency) → a sum for each of COSTS, then for each how many charges have an unknown one."""

log = logging.getLogger(__name__)


class FocusWriter:
    """Reads the current deliveries of the data directory; ``connect`` opens an engine connection."""

    def __init__(self, directory: DataDirectory, *, connect: Callable[[], duckdb.DuckDBPyConnection]) -> None:
        self._directory = directory
        self._connect = connect

    def write(self, target: Path, *, form: FocusFormat, periods: Sequence[str]) -> FocusExport:
        bills = [one for one in self._directory.state().current() if one.delivery.billing_period in periods]
        files = self._directory.paths(tuple(file for one in bills for file in one.delivery.files))
        charges = f"(SELECT * FROM {parquet_scan(files)} WHERE NOT x_IsSplitChild)"
        with self._connect() as connection, _folder_beside(target) as folder:
            connection.execute(_sql("macros"))
            with readable(self._directory.root):
                ledger = _totals(connection, charges)
            written, query = folder / target.name, _rows(bills, charges)
            rows = _copy(connection, query, to=written, form=form)
            scan = _scan(written, form, columns=_columns(connection, query))
            _demand_balance(ledger, _totals(connection, scan), target=target)
            written.replace(target)
        log.info("focus_exported", extra={"rows": rows, "months": len(periods), "format": str(form)})
        return FocusExport(target, rows, tuple(sorted(periods)), _focus_totals(ledger))


@contextmanager
def _folder_beside(target: Path) -> Iterator[Path]:
    """A folder for the unfinished file, on the same disk; it goes away with whatever is left in it."""
    if not target.parent.is_dir():
        raise NotFound(thing=target.parent, where="disk")
    try:
        with TemporaryDirectory(dir=target.parent, prefix=".focus-") as folder:
            yield Path(folder)
    except (OSError, duckdb.IOException) as error:
        if isinstance(error, PermissionError):
            raise AccessDenied(thing=target, action="write") from error
        raise SourceUnavailable(thing=target, reason=str(error).split("\n", 1)[0]) from error


def _rows(bills: Collection[StoredDelivery], charges: str) -> str:
    columns = {column: key for one in bills for column, key in one.tags.items()}
    tags = {column: key for column, key in columns.items() if not column.startswith("cost_category_")}
    categories = {column: key for column, key in columns.items() if column not in tags}
    statement = _sql("rows").replace("{charges}", charges)
    return statement.replace("{tags}", _json(tags)).replace("{cost_categories}", _json(categories))


def _json(columns: dict[str, str]) -> str:
    """SQL for the columns as one JSON object, their keys in order; without columns nothing is known."""
    if not columns:
        return "CAST(NULL AS VARCHAR)"
    ordered = sorted(columns.items(), key=lambda item: item[1])
    pairs = (f"{{'key': {literal(key)}, 'value': {quoted(column)}}}" for column, key in ordered)
    return f"json_object_of([{', '.join(pairs)}])"


def _copy(connection: duckdb.DuckDBPyConnection, query: str, *, to: Path, form: FocusFormat) -> int:
    copied = connection.execute(f"COPY ({query}) TO {literal(str(to))} ({_WRITE[form]})").fetchone()
    return int((copied or (0,))[0])


def _columns(connection: duckdb.DuckDBPyConnection, query: str) -> list[str]:
    return [str(name) for name, *_ in connection.execute(f"DESCRIBE {query}").fetchall()]


def _scan(file: Path, form: FocusFormat, *, columns: Iterable[str]) -> str:
    """The written file, CSV as text.

    Not in parallel, which can lose its last line; with its columns named, since an engine that has to guess
    them keeps a whole csv.gz in memory.
    """
    if form is FocusFormat.PARQUET:
        return parquet_scan([str(file)])
    types = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in columns)
    compression = "gzip" if form is FocusFormat.CSV_GZ else "none"
    return (
        f"read_csv({literal(str(file))}, columns = {{{types}}}, header = true, auto_detect = false, "
        f"delim = ',', quote = '\"', escape = '\"', compression = '{compression}', buffer_size = 4194304, "
        "parallel = false)"
    )


def _totals(connection: duckdb.DuckDBPyConnection, charges: str) -> Totals:
    rows = connection.execute(_sql("totals").replace("{charges}", charges)).fetchall()
    return {(str(period), str(currency)): tuple(sums) for period, currency, *sums in rows}


def _demand_balance(ledger: Totals, written: Totals, *, target: Path) -> None:
    """Raise UnbalancedExport unless every column adds up to the ledger's in every month and currency."""
    for (period, currency), wanted in ledger.items():
        got = written.get((period, currency), (None,) * len(wanted))
        for place, column in enumerate(COSTS):
            unknown = place + len(COSTS)
            if (wanted[place], wanted[unknown]) != (got[place], got[unknown]):
                difference = _difference(wanted[place], got[place])
                raise UnbalancedExport(path=target, period=period, column=column, difference=difference)


def _difference(wanted: Decimal | None, got: Decimal | None) -> str:
    return "unknown" if wanted is None or got is None else str(got - wanted)


def _focus_totals(ledger: Totals) -> tuple[FocusTotal, ...]:
    currencies = sorted({currency for _, currency in ledger})
    months = {one: [sums for (_, currency), sums in ledger.items() if currency == one] for one in currencies}
    return tuple(FocusTotal(one, _known_sum(months[one], 0), _known_sum(months[one], 1)) for one in months)


def _known_sum(months: Iterable[tuple[Any, ...]], place: int) -> Decimal | None:
    """The sum over the months, or None when any charge's amount is unknown."""
    total = Decimal(0)
    for month in months:
        if month[place + len(COSTS)]:
            return None
        total += month[place]
    return total


def _sql(name: str) -> str:
    return (_SQL / f"{name}.sql").read_text(encoding="utf-8")
