"""Reads a delivery of an export into ledger files: FOCUS 1.2 rows in Parquet, split by payer and month."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files as resources
from pathlib import Path
from urllib.parse import quote, unquote

import duckdb

from finops_aws.adapters.exports.report_relation import TAG_MAPS, map_keys_query, tags_of, typed_relation
from finops_aws.adapters.exports.settlement import settle
from finops_aws.adapters.exports.shapes import Container, Shape, open_zipped, recognize
from finops_aws.adapters.exports.summary import summarize
from finops_aws.adapters.exports.tag_columns import TagColumn
from finops_aws.domain.visibility.delivery import ExportFile, FoundDelivery, LedgerPart
from finops_aws.errors import CorruptFile, SchemaMismatch

_SQL = resources("finops_aws.adapters.exports") / "sql"
_WRITE = "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480"


class LedgerReader:
    """Turns a found delivery into ledger parts; ``connect`` opens an engine connection."""

    def __init__(self, *, connect: Callable[[], duckdb.DuckDBPyConnection], services: Path) -> None:
        self._connect = connect
        self._services = services

    def read(
        self, found: FoundDelivery, folder: Path, *, advance: Callable[[], None] = lambda: None
    ) -> tuple[LedgerPart, ...]:
        """The delivery as ledger parts under ``folder``, one per payer and billing period.

        Raises CorruptFile, SchemaMismatch or CurrencyMismatch naming the file; ``folder`` may then hold
        half a delivery and is to be thrown away.
        """
        shapes = {file.uri: recognize(file.path) for file in found.files}
        _require_one_family(found, shapes)
        with self._connect() as connection:
            self._prepare(connection)
            tags: dict[str, str] = {}
            for number, file in enumerate(found.files):
                tags |= self._read_file(connection, file, shapes[file.uri], folder / "read" / f"{number:04}")
                advance()
            shape = str(shapes[found.files[0].uri])
            places = sorted((folder / "read").glob("*/x_Payer=*/x_BillingPeriod=*"))
            keys = sorted({(unquote(p.parent.name[8:]), p.name[16:]) for p in places})
            if not keys:
                raise SchemaMismatch(path=found.files[0].uri, reason="the export has a header but no lines")
            return tuple(
                self._part(connection, found, folder, shape=shape, key=key, tags=tags) for key in keys
            )

    def _prepare(self, connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute((_SQL / "macros.sql").read_text(encoding="utf-8"))
        # The optimizer does not know the size of a CSV: it would build its hash table from the export.
        connection.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'")
        connection.execute("SET partitioned_write_flush_threshold = 20480")
        connection.execute(
            "CREATE TEMP TABLE services AS SELECT * FROM read_csv(?, all_varchar = true)",
            [str(self._services)],
        )

    def _read_file(
        self, connection: duckdb.DuckDBPyConnection, file: ExportFile, shape: Shape, into: Path
    ) -> dict[str, str]:
        into.mkdir(parents=True)
        with _translated(file), _readable(file, shape, into) as path:
            tags = tags_of(shape, _map_keys(connection, path, shape))
            lines = typed_relation(path, shape, tags)
            connection.execute(
                f"COPY ({_mapping(shape, tags, lines)}) TO '{into}' "
                f"({_WRITE}, PARTITION_BY (x_Payer, x_BillingPeriod, x_Route), OVERWRITE_OR_IGNORE)"
            )
        return {tag.column: tag.key for tag in tags}

    def _part(
        self,
        connection: duckdb.DuckDBPyConnection,
        found: FoundDelivery,
        folder: Path,
        *,
        shape: str,
        key: tuple[str, str],
        tags: dict[str, str],
    ) -> LedgerPart:
        payer, period = key
        routes: dict[str, list[Path]] = {"settled": [], "open": [], "split": []}
        for file in sorted((folder / "read").glob(f"*/*/x_BillingPeriod={period}/x_Route=*/*.parquet")):
            if unquote(file.parents[2].name[8:]) == payer:
                routes[file.parent.name[8:]].append(file)
        finished = folder / f"finished-{period}-{quote(payer, safe='')}.parquet"
        settled = settle(
            connection, open_files=routes["open"], settled_files=routes["settled"], into=finished
        )
        part = summarize(
            connection,
            key=key,
            shape=shape,
            routes=routes,
            finished=finished if routes["open"] else None,
            tags=tags,
        )
        return settled.noted_on(part)


def _require_one_family(found: FoundDelivery, shapes: dict[str, Shape]) -> None:
    first = shapes[found.files[0].uri]
    for uri, shape in shapes.items():
        if shape.family is not first.family:
            raise SchemaMismatch(path=uri, reason=f"{shape.family} in one delivery with {first.family}")


def _map_keys(connection: duckdb.DuckDBPyConnection, path: Path, shape: Shape) -> dict[str, tuple[str, ...]]:
    found = {}
    for column in TAG_MAPS:
        if column in shape.columns:
            rows = connection.execute(map_keys_query(path, shape, column)).fetchall()
            found[column] = tuple(str(key) for (key,) in rows)
    return found


def _mapping(shape: Shape, tags: tuple[TagColumn, ...], lines: str) -> str:
    name, relation = ("focus_to_ledger.sql", "export") if shape.is_focus else ("cur_to_ledger.sql", "report")
    mapping = (_SQL / name).read_text(encoding="utf-8")
    mapping = mapping.replace("/* tags */", "".join(f', "{tag.column}"' for tag in tags))
    if shape.is_focus:
        return f"WITH {relation} AS ({lines}) {mapping}"
    return mapping.replace("WITH lines AS", f"WITH {relation} AS ({lines}), lines AS", 1)


@contextmanager
def _readable(file: ExportFile, shape: Shape, into: Path) -> Iterator[Path]:
    """The file's path, or for a ZIP the path of its unpacked CSV, which is removed afterwards."""
    if shape.container is not Container.CSV_ZIP:
        yield file.path
        return
    unpacked = into / "unpacked.csv"
    with open_zipped(file.path) as source, unpacked.open("wb") as target:
        shutil.copyfileobj(source, target)
    yield unpacked
    unpacked.unlink()


@contextmanager
def _translated(file: ExportFile) -> Iterator[None]:
    """The engine's errors as ours; the line they quote stays out, bills are confidential."""
    try:
        yield
    except duckdb.ConversionException as error:
        raise SchemaMismatch(path=file.uri, reason=_first_line(error)) from None
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as error:
        raise CorruptFile(path=file.uri, reason=_first_line(error)) from None


def _first_line(error: duckdb.Error) -> str:
    return str(error).split("\n", 1)[0]
