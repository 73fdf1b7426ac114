"""Seconds of a run, and of the best of several."""

import time
from collections.abc import Callable


def timed(run: Callable[[], object]) -> float:
    """Seconds one run takes."""
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def best(run: Callable[[], object], *, runs: int = 3) -> float:
    """Seconds of the fastest of a few runs."""
    return min(timed(run) for _ in range(runs))
