"""The embedded engine: one place that says how DuckDB is opened."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from finops_aws.errors import CorruptFile

log = logging.getLogger(__name__)


def connect(*, threads: int, memory_limit_mb: int, spill: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A fresh in-memory engine: UTC, bounded memory, insertion order kept, no extension looked for online."""
    connection = duckdb.connect(
        config={
            "threads": threads,
            "memory_limit": f"{memory_limit_mb}MB",
            "autoinstall_known_extensions": False,
            "temp_directory": str(spill) if spill else "",
        }
    )
    connection.execute("SET TimeZone = 'UTC'")
    return connection


@contextmanager
def readable(root: Path) -> Iterator[None]:
    """Raise CorruptFile for what the engine cannot read in the data directory."""
    try:
        yield
    except (duckdb.IOException, duckdb.InvalidInputException) as error:
        log.warning("table_unreadable", extra={"reason": str(error).split("\n", 1)[0]})
        raise CorruptFile(path=root, reason="a table made of the bills cannot be read") from error
