"""Scans in a process of their own, which can be ended at any call."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from finops_aws.adapters.aws.inventory.catalogue import read_services
from finops_aws.domain.operations.estate import GLOBAL
from finops_aws.sandbox.server import Place, SandboxAws
from tests.adapters.aws.inventory.scans import REGION

ANSWERED_WITHIN_SECONDS = 90
SLOW_SECONDS = 0.4
HEEDING_INTERRUPTS = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "from finops_aws.entrypoints.cli.main import main; main()"
)
"""What a shell starts in the background ignores SIGINT, and so does all that it starts in turn."""
OF_THE_RUN = {"resources": "first_seen, last_seen", "coverage": "ended_at, calls, throttles"}
"""When it was, and which of the rows that share a list was the one to ask for it."""


@dataclass(frozen=True)
class ScanProcess:
    """``finops scan`` as an account, with its data in a folder."""

    aws: SandboxAws
    folder: Path
    account: str
    services: tuple[str, ...]

    @contextmanager
    def running(self) -> Iterator["subprocess.Popen[str]"]:
        chosen = [part for one in self.services for part in ("--service", one)]
        command = [sys.executable, "-c", HEEDING_INTERRUPTS, "--lang", "en", "scan", "--full", *chosen]
        places = [part for one in ("sa-east-1", REGION) for part in ("--region", one)]
        keys = self.aws.environment(self.account)
        own = {
            "AWS_ACCESS_KEY_ID": keys["AWS_ACCESS_KEY_ID"],
            "AWS_SECRET_ACCESS_KEY": keys["AWS_SECRET_ACCESS_KEY"],
            "AWS_REGION": REGION,
            "FINOPS_AWS_ENDPOINT": f"{self.aws.endpoint}/{{client}}",
            "FINOPS_DATA": str(self.folder),
            "FINOPS_THREADS": "1",
        }
        with subprocess.Popen(
            [*command, *places],
            env={**os.environ, **own},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process:
            try:
                yield process
            finally:
                process.kill()

    def finish(self) -> tuple[int, str]:
        """Exit status and what was said."""
        with self.running() as process:
            said, _ = process.communicate(timeout=ANSWERED_WITHIN_SECONDS)
            return process.returncode, said

    def end_at(self, calls: int, *, by: signal.Signals) -> tuple[int, str]:
        """Send the signal once the server has counted so many more calls."""
        goal = self.aws.calls.total() + calls
        with self._slowly(), self.running() as process:
            latest = time.monotonic() + ANSWERED_WITHIN_SECONDS
            while self.aws.calls.total() < goal and process.poll() is None:
                assert time.monotonic() < latest
                time.sleep(0.002)
            process.send_signal(by)
            said, _ = process.communicate(timeout=ANSWERED_WITHIN_SECONDS)
            return process.returncode, said

    @contextmanager
    def _slowly(self) -> Iterator[None]:
        """Let every call take so long that the signal comes in time also on a busy machine."""
        usual = self.aws.latency_seconds
        self.aws.latency_seconds = SLOW_SECONDS
        try:
            yield
        finally:
            self.aws.latency_seconds = usual

    def done(self) -> set[tuple[str, str]]:
        """(resource type, region) of the jobs that were written down as ended."""
        file = self.folder / "estate" / "scan" / "outcomes.ndjson"
        lines = file.read_bytes().split(b"\n")[:-1] if file.exists() else []
        return {(one["resource_type"], one["region"]) for one in map(json.loads, lines)}

    def list_calls(self, done: set[tuple[str, str]]) -> Counter[tuple[Place, str]]:
        """How often the lists were asked that belong to ended jobs alone."""
        open_rows, own = set(), set()
        for entry in (one for one in read_services() if one.key in self.services):
            for row in entry.resources:
                for region in (GLOBAL,) if entry.scope == "global" else ("sa-east-1", REGION):
                    where = (entry.home or REGION) if region == GLOBAL else region
                    parents = (each.op for each in row.listing.for_each if each.op)
                    place = Place(self.account, where, entry.client)
                    keys = {(place, operation) for operation in (row.listing.op, *parents)}
                    (own if (row.type, region) in done else open_rows).update(keys)
        return Counter({key: self.aws.calls_by_place[key] for key in own - open_rows})


def published(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """The tables that count, without times."""
    state = json.loads((folder / "estate" / "state.json").read_bytes())
    with duckdb.connect() as engine:
        return {
            name: engine.execute(
                f"SELECT * EXCLUDE ({own}) FROM '{folder / 'estate' / state[name]}' ORDER BY ALL"
            ).fetchall()
            for name, own in OF_THE_RUN.items()
        }
