"""Answers kept in memory for a while, each computed once however many ask."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CacheStats:
    """A miss is a computation begun; whoever waits for it or comes after it is a hit."""

    hits: int
    misses: int
    entries: int


@dataclass(frozen=True, slots=True)
class _Entry:
    value: Any
    expires_at: float


class TtlCache:
    """Keeps at most ``max_entries`` answers for ``ttl_seconds`` each; the least recently used leaves first.

    ``clock`` gives seconds that never go back. A key should contain the version of whatever the
    answer was computed from: a new version is then a new key and the old answers simply age out.
    With ``ttl_seconds`` or ``max_entries`` of 0 nothing is kept, yet those who ask at once share an answer.
    """

    def __init__(self, *, ttl_seconds: float, max_entries: int, clock: Callable[[], float]) -> None:
        self._ttl_seconds = ttl_seconds
        self._max_entries = max_entries
        self._clock = clock
        self._lock = Lock()
        self._entries: OrderedDict[Hashable, _Entry] = OrderedDict()
        self._pending: dict[Hashable, Future[Any]] = {}
        self._hits = 0
        self._misses = 0

    def get_or_compute(self, key: Hashable, compute: Callable[[], T]) -> T:
        """The kept answer, or that of ``compute``, which runs once for all who ask meanwhile.

        What ``compute`` raises reaches all of them and is not kept. ``compute`` must not ask for its own key.
        """
        with self._lock:
            entry = self._fresh(key)
            pending = self._pending.get(key)
            if entry is None and pending is None:
                self._misses += 1
                self._pending[key] = mine = Future[T]()
            else:
                self._hits += 1
        if entry is not None:
            value: T = entry.value
            return value
        if pending is not None:
            answer: T = pending.result()
            return answer
        return self._compute(key, compute, mine)

    def clear(self) -> None:
        """Forget every answer, those still being computed included: they reach who waits, and no one else."""
        with self._lock:
            self._entries.clear()
            self._pending.clear()

    @property
    def stats(self) -> CacheStats:
        with self._lock:
            return CacheStats(hits=self._hits, misses=self._misses, entries=len(self._entries))

    def _fresh(self, key: Hashable) -> _Entry | None:
        entry = self._entries.get(key)
        if entry is None:
            return None
        if self._clock() >= entry.expires_at:
            del self._entries[key]
            return None
        self._entries.move_to_end(key)
        return entry

    def _compute(self, key: Hashable, compute: Callable[[], T], mine: Future[T]) -> T:
        try:
            value = compute()
        except BaseException as error:
            self._settle(key, mine)
            mine.set_exception(error)
            raise
        self._settle(key, mine, entry=_Entry(value, self._clock() + self._ttl_seconds))
        mine.set_result(value)
        return value

    def _settle(self, key: Hashable, mine: Future[T], *, entry: _Entry | None = None) -> None:
        with self._lock:
            # After a clear() the key may belong to a later computation, whose answer is the newer one.
            if self._pending.get(key) is not mine:
                return
            del self._pending[key]
            if entry is not None:
                self._entries[key] = entry
                self._entries.move_to_end(key)
            while len(self._entries) > self._max_entries:
                self._entries.popitem(last=False)
