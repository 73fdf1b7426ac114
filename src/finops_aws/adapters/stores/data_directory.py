"""The data directory: immutable Parquet files and one small file that says which of them count.

Nothing is ever written over. A change prepares its files in ``staging``, moves them to places nobody reads
yet, and then replaces ``state.json``: before that rename the old state holds, after it the new one, whole.
What a broken-off change left behind is removed when the next one begins.
"""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from finops_aws.domain.visibility.delivery import Delivery, Notice, Rounding
from finops_aws.errors import (
    AccessDenied,
    CorruptFile,
    IngestRunning,
    SchemaMismatch,
    SourceUnavailable,
)

Stamp = tuple[int, int, int] | None
"""Inode, time and size of a state file; None when there is none."""

FORMAT = 2
"""2: the mart ``costs_by_service``."""
_STATE = "state.json"


@dataclass(frozen=True, slots=True)
class StoredDelivery:
    """A delivery with what the store knows of it: ledger column → tag key, and whether it has split costs."""

    delivery: Delivery
    has_split_costs: bool
    tags: dict[str, str]


@dataclass(frozen=True, slots=True)
class State:
    """Everything the data directory holds; ``marts`` is billing period → mart name → file.

    ``version`` is that of what was read; a state being prepared has none yet.
    """

    deliveries: tuple[StoredDelivery, ...] = ()
    marts: dict[str, dict[str, str]] = field(default_factory=dict)
    version: str = ""

    def files(self) -> set[str]:
        """Every file that counts, relative to the data directory."""
        kept = {file for month in self.marts.values() for file in month.values()}
        for stored in self.deliveries:
            kept.update(stored.delivery.files)
        return kept

    def current(self) -> tuple[StoredDelivery, ...]:
        return tuple(stored for stored in self.deliveries if stored.delivery.is_current)


class DataDirectory:
    """The one place on disk that FinOps AWS writes to."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._seen: tuple[Stamp, State] | None = None

    def state(self) -> State:
        stamp = self._stamp()
        seen = self._seen
        if seen is None or seen[0] != stamp:
            # A file replaced after its stamp was taken is read anew at the next question.
            self._seen = seen = (stamp, _parse(self._state_bytes(), self.root / _STATE))
        return seen[1]

    def version(self) -> str:
        """Changes with every commit and only then: the key under which answers may be cached."""
        return self.state().version

    def paths(self, files: Iterator[str] | tuple[str, ...]) -> tuple[str, ...]:
        return tuple(f"{self.root}/{file}" for file in files)

    @contextmanager
    def change(self) -> Iterator["Change"]:
        """Open the only change at a time; leaving without ``commit`` leaves everything as it was.

        Raises IngestRunning when another process is changing the directory, AccessDenied when it cannot
        be written.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            lock = (self.root / "lock").open("w")
        except PermissionError as error:
            raise AccessDenied(thing=self.root, action="write") from error
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise IngestRunning(folder=self.root) from error
            staging = self.root / "staging"
            try:
                self._remove_leftovers()
                staging.mkdir()
                yield Change(self.root, staging)
            except (OSError, duckdb.IOException) as error:
                if isinstance(error, PermissionError) or not self._is_open():
                    raise AccessDenied(thing=self.root, action="write") from error
                raise SourceUnavailable(thing=self.root, reason=_first_line(error)) from error
            finally:
                shutil.rmtree(staging, ignore_errors=True)

    def _is_open(self) -> bool:
        folders = (self.root / name for name in ("ledger", "marts"))
        allowed = os.R_OK | os.W_OK | os.X_OK
        return all(os.access(folder, allowed, effective_ids=True) for folder in folders if folder.exists())

    def _stamp(self) -> Stamp:
        """Tells one state file from the next: each is a new file, put in the place of the one before."""
        try:
            found = (self.root / _STATE).stat()
        except FileNotFoundError:
            return None
        except PermissionError as error:
            raise AccessDenied(thing=self.root, action="read") from error
        return found.st_ino, found.st_mtime_ns, found.st_size

    def _state_bytes(self) -> bytes:
        try:
            return (self.root / _STATE).read_bytes()
        except FileNotFoundError:
            return b""
        except PermissionError as error:
            raise AccessDenied(thing=self.root, action="read") from error

    def _remove_leftovers(self) -> None:
        shutil.rmtree(self.root / "staging", ignore_errors=True)
        kept = self.state().files()
        for folder in ("ledger", "marts"):
            for file in sorted((self.root / folder).rglob("*"), reverse=True):
                if file.is_dir():
                    _remove_if_empty(file)
                elif str(file.relative_to(self.root)) not in kept:
                    file.unlink()


class Change:
    """A change being prepared: files are placed under ``staging`` and get their final names at commit."""

    def __init__(self, root: Path, staging: Path) -> None:
        self._root = root
        self.staging = staging
        self._moves: dict[str, Path] = {}

    def place(self, file: Path, final: str) -> str:
        """Have a staged file moved to ``final`` (relative to the data directory) at commit."""
        self._moves[final] = file
        return final

    def path(self, final: str) -> Path:
        """Where the file can be read now: staged, or in its place from an earlier change."""
        return self._moves.get(final, self._root / final)

    def commit(self, state: State) -> None:
        """Make the state the one that counts: files first, ``state.json`` last."""
        placed: list[Path] = []
        try:
            for final, staged in self._moves.items():
                target = self._root / final
                target.parent.mkdir(parents=True, exist_ok=True)
                staged.replace(target)
                placed.append(target)
            self._point_to(state)
        except OSError:
            for target in placed:
                target.unlink(missing_ok=True)
            raise

    def _point_to(self, state: State) -> None:
        prepared = self.staging / _STATE
        with prepared.open("wb") as file:
            file.write(_dump(state))
            file.flush()
            os.fsync(file.fileno())
        prepared.replace(self._root / _STATE)


def _version_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def _first_line(error: Exception) -> str:
    return str(error).split("\n", 1)[0]


def _remove_if_empty(folder: Path) -> None:
    if not any(folder.iterdir()):
        folder.rmdir()


def _dump(state: State) -> bytes:
    document = {
        "format": FORMAT,
        "deliveries": [asdict(stored) for stored in state.deliveries],
        "marts": state.marts,
    }
    return json.dumps(document, default=str, indent=1, sort_keys=True).encode()


def _parse(content: bytes, path: Path) -> State:
    version = _version_of(content)
    if not content:
        return State(version=version)
    try:
        document = json.loads(content)
        found = document["format"]
        if found == FORMAT:
            deliveries = tuple(_stored(row) for row in document["deliveries"])
            return State(deliveries, document["marts"], version)
    except (ValueError, KeyError, TypeError) as error:
        raise CorruptFile(path=path, reason="the state of the data directory is damaged") from error
    raise SchemaMismatch(path=path, reason=f"data format {found}, this version reads {FORMAT}")


def _stored(row: dict[str, Any]) -> StoredDelivery:
    fields = row["delivery"]
    delivery = Delivery(**fields | {"files": tuple(fields["files"])})
    delivery = replace(
        delivery,
        delivered_at=datetime.fromisoformat(fields["delivered_at"]),
        ingested_at=datetime.fromisoformat(fields["ingested_at"]),
        roundings=tuple(
            Rounding(r["column"], r["values"], Decimal(r["amount"])) for r in fields["roundings"]
        ),
        notices=tuple(Notice(**notice) for notice in fields["notices"]),
    )
    return StoredDelivery(delivery, row["has_split_costs"], row["tags"])
