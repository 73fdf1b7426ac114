"""A scan being written down, line by line, so that a process that dies loses nothing it had finished."""

import json
import shutil
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from finops_aws.adapters.stores.estate_columns import outcome_line, outcome_of, resource_line
from finops_aws.domain.operations.estate import Job, Outcome, Resource

RESOURCES_FILE = "resources.ndjson"
OUTCOMES_FILE = "outcomes.ndjson"
LATEST_RESUME_SECONDS = 24 * 3600
"""What was seen longer ago is asked again: the estate has moved on."""


class EstateBook:
    """The pages of one scan; a resource counts only with the outcome of the attempt that found it."""

    def __init__(self, folder: Path, *, publish: Callable[[Path], None]) -> None:
        self._publish = publish
        self._folder = _opened(folder)
        self._resources = (self._folder / RESOURCES_FILE).open("ab")
        self._outcomes = (self._folder / OUTCOMES_FILE).open("ab")
        _end_last_line(self._folder / RESOURCES_FILE, self._resources)
        _end_last_line(self._folder / OUTCOMES_FILE, self._outcomes)

    def done(self) -> Sequence[Outcome]:
        """The jobs that need not be run again: all that ended otherwise than with their whole account."""
        found: dict[Job, Outcome] = {}
        for text in (self._folder / OUTCOMES_FILE).read_bytes().splitlines():
            try:
                line = json.loads(text)
                ended_at = datetime.fromisoformat(line["ended_at"]).replace(tzinfo=UTC)
                outcome = outcome_of(line, ended_at)
            except (ValueError, KeyError, TypeError):  # a line that was being written when the process died
                continue
            found[outcome.job] = outcome
        return tuple(one for one in found.values() if not one.ending.stops)

    def add(self, outcome: Outcome, resources: Sequence[Resource]) -> None:
        attempt = uuid4().hex
        for resource in resources:
            self._resources.write(_line(resource_line(resource, outcome.job, attempt=attempt)))
        self._resources.flush()
        self._outcomes.write(_line(outcome_line(outcome, attempt)))
        self._outcomes.flush()

    def publish(self, *, is_finished: bool) -> None:
        self.close()
        self._publish(self._folder)
        if is_finished:
            shutil.rmtree(self._folder)

    def close(self) -> None:
        self._resources.close()
        self._outcomes.close()


def _opened(folder: Path) -> Path:
    """The folder of the scan that was broken off, or a new one when it is too old to trust."""
    scan = folder / "scan"
    started = scan / "started"
    if started.exists() and time.time() - started.stat().st_mtime > LATEST_RESUME_SECONDS:
        shutil.rmtree(scan)
    scan.mkdir(parents=True, exist_ok=True)
    if not started.exists():
        started.touch()
    return scan


def _end_last_line(path: Path, file: Any) -> None:
    """Close the line at which a process died, so that the next one stands alone."""
    if path.stat().st_size and path.read_bytes()[-1:] != b"\n":
        file.write(b"\n")
        file.flush()


def _line(fields: dict[str, Any]) -> bytes:
    import orjson

    return orjson.dumps(fields, default=str) + b"\n"
