"""What was collected beside the inventory, as Parquet in the data directory."""

import fcntl
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

import duckdb

from finops_aws.adapters.stores.collected_columns import (
    STATEMENTS,
    TABLES,
    answer_line,
    key_of,
    series_lines,
    statement_line,
)
from finops_aws.adapters.stores.dialect import literal, quoted
from finops_aws.adapters.stores.estate_columns import moment
from finops_aws.application.ports import Clock
from finops_aws.domain.operations.collected import Answered, Reading
from finops_aws.errors import AccessDenied, CorruptFile, IngestRunning

FORMAT = 2
KEPT_DAYS = 455
"""CloudWatch keeps hours for so long.

Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
"""
LARGEST_LINE_BYTES = 64_000_000
_SQL = files("finops_aws.adapters.stores") / "sql" / "collected"
_STATEMENT = {**dict.fromkeys(STATEMENTS.values(), "statements"), "answers": "answers"}


class CollectedBook:
    """A collection being written down; nothing of it counts before ``publish``."""

    def __init__(self, folder: Path, *, publish: Callable[[Path], None], clock: Clock) -> None:
        self._folder = folder
        self._publish = publish
        self._clock = clock
        self._open = ExitStack()
        self._files: dict[str, IO[bytes]] = {
            name: self._open.enter_context((folder / f"{name}.ndjson").open("wb")) for name in TABLES
        }

    def add_answer(self, answered: Answered) -> None:
        """Write down how a question ended, and what was told."""
        line = answer_line(answered.job, answered.ending, ended_at=self._clock.now())
        self._write("answers", line)
        for statement in answered.statements:
            self._write(STATEMENTS[type(statement)], statement_line(statement, answered.job))

    def add_reading(self, reading: Reading) -> None:
        """Write down metrics, and up to when they were read."""
        self._write("answers", answer_line(reading.job, reading.ending, ended_at=self._clock.now()))
        for line in series_lines(reading):
            self._write("metrics", line)
        for key in reading.measured:
            span = {"since": moment(reading.span.since), "until": moment(reading.span.until)}
            self._write("measured", {**key_of(key), **span})

    def publish(self) -> None:
        """Make it count."""
        self.close()
        self._publish(self._folder)

    def close(self) -> None:
        self._open.close()

    def _write(self, table: str, line: dict[str, Any]) -> None:
        import orjson

        self._files[table].write(orjson.dumps(line, default=str) + b"\n")


class CollectedDirectory:
    """The part of the data directory that holds it; ``connect`` opens an engine connection."""

    def __init__(self, root: Path, *, connect: Callable[[], duckdb.DuckDBPyConnection], clock: Clock) -> None:
        self.folder = root / "collected"
        self._connect = connect
        self._clock = clock

    @contextmanager
    def collection(self) -> Iterator[CollectedBook]:
        """A collection; raises IngestRunning while another one runs, AccessDenied."""
        pages = self.folder / "pages"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = (self.folder / "lock").open("w")
        except PermissionError as error:
            raise AccessDenied(thing=self.folder, action="write") from error
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise IngestRunning(folder=self.folder) from error
            shutil.rmtree(pages, ignore_errors=True)
            pages.mkdir()
            book = CollectedBook(pages, publish=self._publish, clock=self._clock)
            try:
                yield book
            finally:
                book.close()
                shutil.rmtree(pages, ignore_errors=True)

    def state(self) -> dict[str, Any] | None:
        """The collection that counts, or None before the first."""
        path = self.folder / "state.json"
        try:
            state = json.loads(path.read_bytes())
        except FileNotFoundError:
            return None
        except PermissionError as error:
            raise AccessDenied(thing=self.folder, action="read") from error
        except ValueError as error:
            raise CorruptFile(path=path, reason="the state of what was collected is damaged") from error
        if not isinstance(state, dict) or state.get("format") != FORMAT:
            raise CorruptFile(path=path, reason="the state of what was collected is of another version")
        return state

    def engine(self) -> duckdb.DuckDBPyConnection:
        """A fresh engine."""
        return self._connect()

    def table(self, name: str) -> str:
        """A table as a relation; one of its shape without rows before the first collection."""
        state = self.state()
        if state is not None:
            return f"read_parquet({literal(str(self.folder / state['tables'][name]))})"
        columns = dict(TABLES[name])
        if columns.pop("values", None):
            del columns["first"]
            columns |= {"hour": "TIMESTAMP", "value": "DOUBLE"}
        typed = (f"NULL::{kind} AS {quoted(column)}" for column, kind in columns.items())
        return f"(SELECT {', '.join(typed)} WHERE FALSE)"

    def _publish(self, pages: Path) -> None:
        """New files first, then the one small file that names them."""
        now, version = self._clock.now(), uuid4().hex[:12]
        names = {name: f"{name}-{version}.parquet" for name in TABLES}
        with self._connect() as engine:
            for name, file in names.items():
                statement = self._statement(name, pages, now)
                target = literal(str(self.folder / file))
                engine.execute(f"COPY ({statement}) TO {target} (FORMAT parquet, COMPRESSION zstd)")
        state = {"format": FORMAT, "version": version, "collected_at": now.isoformat(), "tables": names}
        prepared = self.folder / "state.json.new"
        prepared.write_text(json.dumps(state, indent=1), encoding="utf-8")
        prepared.replace(self.folder / "state.json")
        for file_there in self.folder.glob("*.parquet"):
            if file_there.name not in names.values():
                file_there.unlink(missing_ok=True)

    def _statement(self, name: str, pages: Path, now: datetime) -> str:
        oldest = now.astimezone(UTC) - timedelta(days=KEPT_DAYS)
        text = (_SQL / f"{_STATEMENT.get(name, name)}.sql").read_text(encoding="utf-8")
        relations = {
            "lines": _lines(pages / f"{name}.ndjson", TABLES[name]),
            "answers": _lines(pages / "answers.ndjson", TABLES["answers"]),
            "earlier": self.table(name),
            "oldest": f"TIMESTAMP {literal(moment(oldest) or '')}",
        }
        for relation, sql in relations.items():
            text = text.replace(f"{{{relation}}}", sql)
        return text


def _lines(file: Path, columns: dict[str, str]) -> str:
    """JSON lines as a relation."""
    typed = ", ".join(f"{literal(name)}: {literal(kind)}" for name, kind in columns.items())
    return (
        f"read_json({literal(str(file))}, format = 'newline_delimited', columns = {{{typed}}}, "
        f"maximum_object_size = {LARGEST_LINE_BYTES})"
    )
