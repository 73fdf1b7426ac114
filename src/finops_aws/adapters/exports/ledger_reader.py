"""Reads a delivery of an export into ledger files: FOCUS 1.2 rows in Parquet, apart by payer and month."""

import logging
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from importlib.resources import files as resources
from pathlib import Path
from threading import BoundedSemaphore

import duckdb

from finops_aws.adapters.exports.completion import WRITE, Completion, complete
from finops_aws.adapters.exports.cost_explorer_names import names_relation
from finops_aws.adapters.exports.engine_errors import translated
from finops_aws.adapters.exports.report_relation import (
    TAG_MAPS,
    ledger_scan,
    map_keys_query,
    tags_of,
    typed_relation,
)
from finops_aws.adapters.exports.shapes import (
    Container,
    Shape,
    demand_short_last_line,
    open_zipped,
    recognize,
)
from finops_aws.adapters.exports.summary import summarize
from finops_aws.adapters.exports.tag_columns import TagColumn
from finops_aws.domain.visibility.delivery import ExportFile, FoundDelivery, LedgerPart, Notice
from finops_aws.errors import SchemaMismatch

_SQL = resources("finops_aws.adapters.exports") / "sql"
_CATALOGUE = ("services", "regions")
"""What the mapping looks up: the files of the catalogue's folder, as tables of the same name."""

log = logging.getLogger(__name__)

Bill = tuple[str, str]
"""Payer account id and billing period."""


class LedgerReader:
    """Turns found deliveries into ledger parts, ``workers`` files at a time over all deliveries in reading.

    ``connect`` opens an engine connection for one worker; one thread each keeps the files byte for byte
    the same however many workers there are.
    """

    def __init__(
        self, *, connect: Callable[[], duckdb.DuckDBPyConnection], catalogue: Path, workers: int = 1
    ) -> None:
        self._connect = connect
        self._catalogue = catalogue
        self._workers = workers
        self._slots = BoundedSemaphore(workers)

    def read(
        self, found: FoundDelivery, folder: Path, *, advance: Callable[[], None] = lambda: None
    ) -> tuple[LedgerPart, ...]:
        """The delivery as ledger parts under ``folder``, one per payer and billing period.

        Raises CorruptFile, SchemaMismatch or CurrencyMismatch naming the file; ``folder`` may then hold
        half a delivery and is to be thrown away.
        """
        shapes = _shapes_of_one_family(found)
        names = names_relation(self._catalogue) if shapes[0].is_from_cost_explorer else ""
        tags: dict[str, str] = {}
        written: dict[Bill, list[Path]] = {}

        def read_one(number: int) -> tuple[dict[str, str], dict[Bill, list[Path]]]:
            into = folder / f"{number:04}.parquet"
            with self._engine() as connection:
                file, shape = found.files[number], shapes[number]
                result = _read_file(connection, file, shape=shape, names=names, into=into)
            advance()
            return result

        with ThreadPoolExecutor(self._workers) as pool:
            for keys, bills in pool.map(read_one, range(len(shapes))):
                tags |= keys
                for bill, files in bills.items():
                    written.setdefault(bill, []).extend(files)
        if not written:
            raise SchemaMismatch(path=found.files[0].uri, reason="the export has a header but no lines")
        uri = found.manifest or found.files[0].uri
        with self._engine() as connection:
            parts = [
                _part(connection, files, uri=uri, bill=bill, shape=shapes[0])
                for bill, files in sorted(written.items())
            ]
        return tuple(replace(part, tags=tags) for part in parts)

    @contextmanager
    def _engine(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._slots, self._connect() as connection:
            connection.execute((_SQL / "macros.sql").read_text(encoding="utf-8"))
            # The optimizer does not know the size of a CSV: it would build its hash table from the export.
            connection.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'")
            for name in _CATALOGUE:
                connection.execute(
                    f"CREATE TEMP TABLE {name} AS SELECT * FROM read_csv(?, all_varchar = true)",
                    [str(self._catalogue / f"{name}.csv")],
                )
            yield connection


def _shapes_of_one_family(found: FoundDelivery) -> Sequence[Shape]:
    shapes = [recognize(file.path, uri=file.uri) for file in found.files]
    for file, shape in zip(found.files, shapes, strict=True):
        if shape.family is not shapes[0].family:
            reason = f"{shape.family} in one delivery with {shapes[0].family}"
            raise SchemaMismatch(path=file.uri, reason=reason)
    return shapes


def _read_file(
    connection: duckdb.DuckDBPyConnection, file: ExportFile, *, shape: Shape, names: str, into: Path
) -> tuple[dict[str, str], dict[Bill, list[Path]]]:
    """Write the file's rows; returns ledger column → tag key, and the files written per bill.

    ``names`` is the table of Cost Explorer's service names as SQL; other exports need none.
    """
    with translated(file.uri), _readable(file, shape, into) as path:
        tags = tags_of(shape, _map_keys(connection, path, shape))
        lines = typed_relation(path, shape, tags=tags)
        mapping = _mapping(shape, tags, lines).replace("$names", names)
        connection.execute(f"COPY ({mapping}) TO '{into}' ({WRITE})")
    return {tag.column: tag.key for tag in tags}, _by_bill(connection, into, uri=file.uri)


def _by_bill(connection: duckdb.DuckDBPyConnection, file: Path, *, uri: str) -> dict[Bill, list[Path]]:
    """The file under its bill; a file that holds several is split, a file each."""
    bill = "BillingAccountId, strftime(BillingPeriodStart, '%Y-%m')"
    rows = connection.execute(f"SELECT DISTINCT {bill} FROM {ledger_scan([file])} ORDER BY 1, 2").fetchall()
    if any(None in row for row in rows):
        raise SchemaMismatch(path=uri, reason="a line without payer account or billing period")
    bills = [(str(payer), str(period)) for payer, period in rows]
    if len(bills) == 1:
        return {bills[0]: [file]}
    split = {}
    for number, (payer, period) in enumerate(bills):
        part = file.with_name(f"{file.stem}-{number:04}.parquet")
        where = f"({bill}) = (?, ?)"
        connection.execute(
            f"COPY (SELECT * FROM {ledger_scan([file])} WHERE {where}) TO '{part}' ({WRITE})", [payer, period]
        )
        split[payer, period] = [part]
    file.unlink()
    return split


def _map_keys(connection: duckdb.DuckDBPyConnection, path: Path, shape: Shape) -> dict[str, tuple[str, ...]]:
    found = {}
    for column in TAG_MAPS:
        if column in shape.columns:
            rows = connection.execute(map_keys_query(path, shape, column=column)).fetchall()
            found[column] = tuple(str(key) for (key,) in rows)
    return found


def _mapping(shape: Shape, tags: tuple[TagColumn, ...], lines: str) -> str:
    if shape.is_from_cost_explorer:
        mapping = (_SQL / "cost_explorer_to_ledger.sql").read_text(encoding="utf-8")
        return mapping.replace("/* tags */", "").replace("WITH known", f"WITH costs AS ({lines}), known", 1)
    name, relation = ("focus_to_ledger.sql", "export") if shape.is_focus else ("cur_to_ledger.sql", "report")
    mapping = (_SQL / name).read_text(encoding="utf-8")
    mapping = mapping.replace("/* tags */", "".join(f', "{tag.column}"' for tag in tags))
    mapping = mapping.replace("$has_net", str(shape.has_net_columns).lower())
    if shape.is_focus:
        return f"WITH {relation} AS ({lines}) {mapping}"
    return mapping.replace("WITH lines AS", f"WITH {relation} AS ({lines}), lines AS", 1)


def _part(
    connection: duckdb.DuckDBPyConnection, files: list[Path], *, uri: str, bill: Bill, shape: Shape
) -> LedgerPart:
    """The completed part of one bill; the tags are still to be said."""
    summary = summarize(connection, files, where=f"{uri} {bill[1]}")
    if shape.is_from_cost_explorer:
        # It has no lines of single commitments to complete one another.
        completion = Completion(tuple(files), _limits(connection))
    else:
        completion = complete(connection, files, added=files[0].with_suffix(".added"))
    log.info("bill_read", extra={"period": bill[1], "lines": summary.lines, "files": len(files)})
    return LedgerPart(
        payer_account_id=bill[0],
        billing_period=bill[1],
        shape=str(shape),
        currency=summary.currency,
        lines=summary.lines,
        estimated_lines=summary.estimated_lines,
        files=completion.files,
        has_split_costs=summary.has_split_costs,
        tags={},
        roundings=summary.roundings,
        notices=summary.notices + completion.notices,
    )


def _limits(connection: duckdb.DuckDBPyConnection) -> tuple[Notice, ...]:
    """What a reader of figures from Cost Explorer should know of the month in ``charges``."""
    query = "SELECT COUNT(*) FROM charges WHERE NOT x_IsNetStated"
    lines = (connection.execute(query).fetchone() or (0,))[0]
    without_net = (Notice("notice.cost-explorer-without-net", {"lines": str(lines)}),) if lines else ()
    return (Notice("notice.cost-explorer"), *without_net)


@contextmanager
def _readable(file: ExportFile, shape: Shape, into: Path) -> Iterator[Path]:
    """The file's path, or for a ZIP the path of its unpacked CSV, which is removed afterwards."""
    path = file.path
    if shape.container is Container.CSV_ZIP:
        path = into.with_suffix(".csv")
        with open_zipped(file.path, uri=file.uri) as source, path.open("wb") as target:
            shutil.copyfileobj(source, target)
    if shape.container in (Container.CSV, Container.CSV_ZIP):
        demand_short_last_line(path, uri=file.uri)
    yield path
    if path != file.path:
        path.unlink()
