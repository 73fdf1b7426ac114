"""A row of small bars for a terminal: one per value, the largest full; a gap where there is none."""

from collections.abc import Sequence

_BARS = "▁▂▃▄▅▆▇█"
_GAP = "·"


def sparkline(values: Sequence[float | None], *, top: float | None = None) -> str:
    """The bars; ``top`` is what a full one stands for, otherwise the largest value."""
    known = [value for value in values if value is not None]
    full = top if top is not None else max(known, default=0.0)
    return "".join(_GAP if value is None else _bar(value, full) for value in values)


def _bar(value: float, full: float) -> str:
    if full <= 0:
        return _BARS[0]
    step = round(min(max(value, 0.0) / full, 1.0) * (len(_BARS) - 1))
    return _BARS[step]
