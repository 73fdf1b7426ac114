"""Progress for people, on standard error: a bar on a terminal, one line a step elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from finops_aws.application.ports import ProgressStep


class TerminalProgress:
    """Progress on standard error; ``text`` translates the names of the steps."""

    def __init__(self, text: Callable[..., str]) -> None:
        self._text = text

    @contextmanager
    def step(self, name: str, total: int) -> Iterator[ProgressStep]:
        if total and sys.stderr.isatty():
            with _bar(self._text(name), total) as step:
                yield step
        else:
            started = time.monotonic()
            yield _Quiet()
            if total and time.monotonic() - started > 1:
                print(f"{self._text(name)}: {time.monotonic() - started:.1f} s", file=sys.stderr)  # noqa: T201


class _Quiet:
    def advance(self, units: int = 1) -> None:
        return None


class _Bar:
    def __init__(self, advance: Callable[[int], None]) -> None:
        self._advance = advance

    def advance(self, units: int = 1) -> None:
        self._advance(units)


@contextmanager
def _bar(label: str, total: int) -> Iterator[ProgressStep]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(label, total=total)
        yield _Bar(lambda units: progress.advance(task, units))
