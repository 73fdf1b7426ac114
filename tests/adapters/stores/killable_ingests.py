"""Ingests that are killed: a program that forks one process for each, so that nothing is loaded twice.

Run as ``python -m tests.adapters.stores.killable_ingests``. It reads a JSON object per line and answers
with one: ``data`` and ``bill`` are folders, ``kill_at`` is seconds after the start (null: never), ``renames``
is how many files are to be in place before the seconds count. The answer says whether the process was
``killed``, or had ended, and the ``seconds`` it took.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path
from typing import Any

from tests.small_ledgers import ledger_in

PAUSE_SECONDS = 0.002
"""How long a process that announces its renames may wait after each."""


def main() -> None:
    for line in sys.stdin:
        answer = killed_ingest(**json.loads(line))
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def killed_ingest(*, data: str, bill: str, kill_at: float | None, renames: int) -> dict[str, Any]:
    """Ingest the bill in a process of its own and kill that process when it is time."""
    seen, announce = os.pipe()
    started = time.perf_counter()
    process = os.fork()
    if process == 0:
        os.close(seen)
        ingest(data, bill, announce=announce if renames else None)
    os.close(announce)
    for _ in range(renames):
        os.read(seen, 1)
    if kill_at is not None:
        time.sleep(kill_at)
        os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    os.close(seen)
    killed = os.WIFSIGNALED(status)
    return {
        "killed": killed,
        "failed": not killed and os.WEXITSTATUS(status) != 0,
        "seconds": time.perf_counter() - started,
    }


def ingest(data: str, bill: str, *, announce: int | None) -> None:
    """Ingest the bill and end this process."""
    status = 1
    try:
        if announce is not None:
            announce_renames(announce)
        ledger_in(Path(data)).ingest([bill])
        status = 0
    finally:
        os._exit(status)


def announce_renames(pipe: int) -> None:
    """Write a byte after every rename out of staging and wait a moment, so that a kill comes between two."""
    rename = Path.replace
    dice = random.Random(os.getpid())

    def announced(self: Path, target: Path) -> Path:
        moved = rename(self, target)
        if "staging" not in moved.parts:
            os.write(pipe, b".")
            time.sleep(dice.uniform(0, PAUSE_SECONDS))
        return moved

    Path.replace = announced  # type: ignore[method-assign,assignment]


if __name__ == "__main__":
    main()
