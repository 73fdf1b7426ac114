"""What scans found, as Parquet in the data directory."""

import fcntl
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC
from importlib.resources import files
from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb

from finops_aws.adapters.stores.dialect import literal, quoted
from finops_aws.adapters.stores.duckdb_engine import readable
from finops_aws.adapters.stores.estate_book import OUTCOMES_FILE, RESOURCES_FILE, EstateBook
from finops_aws.adapters.stores.estate_columns import OUTCOMES, RESOURCES, moment, outcome_of
from finops_aws.application.ports import Clock
from finops_aws.domain.operations.estate import Outcome
from finops_aws.errors import AccessDenied, CorruptFile, IngestRunning, NotFound

FORMAT = 1
LARGEST_LINE_BYTES = 64_000_000
_SQL = files("finops_aws.adapters.stores") / "sql" / "estate"
_SEEN = {"first_seen": "TIMESTAMP", "last_seen": "TIMESTAMP"}


class EstateDirectory:
    """The part of the data directory that holds the estate; ``connect`` opens an engine connection."""

    def __init__(self, root: Path, *, connect: Callable[[], duckdb.DuckDBPyConnection], clock: Clock) -> None:
        self._folder = root / "estate"
        self._connect = connect
        self._clock = clock

    @contextmanager
    def scan(self) -> Iterator[EstateBook]:
        """A scan, gone on with where one was broken off; raises IngestRunning, AccessDenied."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock = (self._folder / "lock").open("w")
        except PermissionError as error:
            raise AccessDenied(thing=self._folder, action="write") from error
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise IngestRunning(folder=self._folder) from error
            book = EstateBook(self._folder, publish=self._publish)
            try:
                yield book
            finally:
                book.close()

    def outcomes(self) -> Sequence[Outcome]:
        state = self.state()
        with readable(self._folder), self._connect() as engine:
            result = engine.execute(f"SELECT * FROM read_parquet({self.table(state, 'coverage')})")
            names = [column[0] for column in result.description or ()]
            lines = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
        return tuple(outcome_of(line, line["ended_at"].replace(tzinfo=UTC)) for line in lines)

    def version(self) -> str:
        try:
            return str(self.state()["version"])
        except NotFound:
            return ""

    def state(self) -> dict[str, Any]:
        """The scan that counts; raises NotFound before the first."""
        path = self._folder / "state.json"
        try:
            state = json.loads(path.read_bytes())
        except FileNotFoundError as error:
            raise NotFound(thing="scan", where=self._folder) from error
        except PermissionError as error:
            raise AccessDenied(thing=self._folder, action="read") from error
        except ValueError as error:
            raise CorruptFile(path=path, reason="the state of the estate is damaged") from error
        if not isinstance(state, dict) or state.get("format") != FORMAT:
            raise CorruptFile(path=path, reason="the state of the estate is of another version")
        return state

    def engine(self) -> duckdb.DuckDBPyConnection:
        """A fresh engine; its temporary tables go with it."""
        return self._connect()

    def table(self, state: dict[str, Any], name: str) -> str:
        """The Parquet file of a table, as an SQL literal."""
        return literal(str(self._folder / state[name]))

    def _publish(self, pages: Path) -> None:
        """Make the scan count: new files first, then the one small file that names them."""
        version, now = uuid4().hex[:12], self._clock.now()
        tables = {
            "outcomes": _lines(pages / OUTCOMES_FILE, OUTCOMES),
            "resources": _lines(pages / RESOURCES_FILE, RESOURCES),
            "now": f"TIMESTAMP {literal(moment(now) or '')}",
        }
        names = {name: f"{name}-{version}.parquet" for name in ("resources", "coverage")}
        with self._connect() as engine:
            for name, columns in (("resources", RESOURCES | _SEEN), ("coverage", OUTCOMES)):
                own = tables | {"earlier": self._earlier(name, columns)}
                engine.execute(
                    f"COPY ({_statement(name, own)}) TO {literal(str(self._folder / names[name]))} "
                    "(FORMAT parquet, COMPRESSION zstd)"
                )
        state = {"format": FORMAT, "version": version, "scanned_at": now.isoformat(), **names}
        prepared = self._folder / "state.json.new"
        prepared.write_text(json.dumps(state, indent=1), encoding="utf-8")
        prepared.replace(self._folder / "state.json")
        for file in self._folder.glob("*.parquet"):
            if file.name not in names.values():
                file.unlink(missing_ok=True)

    def _earlier(self, name: str, columns: dict[str, str]) -> str:
        """The same table of the scan before, or an empty one of its shape."""
        try:
            return f"read_parquet({self.table(self.state(), name)})"
        except NotFound:
            typed = (
                f"NULL::{kind} AS {quoted(column)}" for column, kind in columns.items() if column != "attempt"
            )
            return f"(SELECT {', '.join(typed)} WHERE FALSE)"


def _lines(file: Path, columns: dict[str, str]) -> str:
    """JSON lines as a relation; a torn line is left out."""
    typed = ", ".join(f"{literal(name)}: {literal(kind)}" for name, kind in columns.items())
    return (
        f"read_json({literal(str(file))}, format = 'newline_delimited', columns = {{{typed}}}, "
        f"ignore_errors = true, maximum_object_size = {LARGEST_LINE_BYTES})"
    )


def _statement(name: str, tables: dict[str, str]) -> str:
    text = (_SQL / f"{name}.sql").read_text(encoding="utf-8")
    for table, relation in tables.items():
        text = text.replace(f"{{{table}}}", relation)
    return text
