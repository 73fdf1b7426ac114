"""Progress for people, on standard error: a bar on a terminal, one line a step elsewhere."""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from finops_aws.application.ports import ProgressStep

Text = Callable[..., str]


class TerminalProgress:
    """Progress on standard error; ``text`` translates the names of the steps."""

    def __init__(self, text: Callable[..., str]) -> None:
        self._text = text

    @contextmanager
    def step(self, name: str, total: int) -> Iterator[ProgressStep]:
        if total and sys.stderr.isatty():
            with _bar(self._text(name), total, text=self._text) as step:
                yield step
        else:
            started = time.monotonic()
            yield _Quiet()
            if total and time.monotonic() - started > 1:
                print(f"{self._text(name)}: {time.monotonic() - started:.1f} s", file=sys.stderr)  # noqa: T201


class _Quiet:
    def advance(self, units: int = 1) -> None:
        return None

    def tell(self, **counts: int) -> None:
        return None


class _Bar:
    """``advance`` moves the bar, ``show`` writes beside it what was counted."""

    def __init__(self, advance: Callable[[int], None], show: Callable[[str], None], text: Text) -> None:
        self._advance = advance
        self._show = show
        self._text = text
        self._counts: Counter[str] = Counter()

    def advance(self, units: int = 1) -> None:
        self._advance(units)

    def tell(self, **counts: int) -> None:
        self._counts.update(counts)
        self._show(" · ".join(self._text(f"progress.count.{name}", n=n) for name, n in self._counts.items()))


@contextmanager
def _bar(label: str, total: int, *, text: Text) -> Iterator[ProgressStep]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    columns = (
        *(TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn()),
        TextColumn("{task.fields[told]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(label, total=total, told="")
        yield _Bar(
            lambda units: progress.advance(task, units), lambda told: progress.update(task, told=told), text
        )
