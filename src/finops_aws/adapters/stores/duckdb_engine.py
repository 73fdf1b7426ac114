"""The embedded engine: one place that says how DuckDB is opened."""

from pathlib import Path

import duckdb


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
