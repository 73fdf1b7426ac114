from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from finops_aws.toolkit.ttl_cache import CacheStats, TtlCache

WAIT_SECONDS = 5
THREADS = 16


class Watch:
    """A clock that moves when told."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def cache(watch: Watch) -> TtlCache:
    return TtlCache(ttl_seconds=60, max_entries=3, clock=watch)


def never() -> str:
    raise AssertionError("this was to come from the cache")


def answer(value: str) -> Callable[[], str]:
    return lambda: value


def test_an_answer_is_computed_once(cache: TtlCache) -> None:
    assert cache.get_or_compute("a", answer("one")) == "one"
    assert cache.get_or_compute("a", never) == "one"
    assert cache.stats == CacheStats(hits=1, misses=1, entries=1)


def test_none_is_an_answer(cache: TtlCache) -> None:
    assert cache.get_or_compute("a", lambda: None) is None
    assert cache.get_or_compute("a", never) is None


def test_an_answer_lives_for_its_time_and_not_a_moment_longer(cache: TtlCache, watch: Watch) -> None:
    cache.get_or_compute("a", answer("one"))
    watch.seconds += 59.9
    assert cache.get_or_compute("a", never) == "one"

    watch.seconds += 0.1

    assert cache.get_or_compute("a", answer("two")) == "two"
    assert cache.stats == CacheStats(hits=1, misses=2, entries=1)


def test_a_hit_does_not_prolong_the_life(cache: TtlCache, watch: Watch) -> None:
    cache.get_or_compute("a", answer("one"))
    watch.seconds += 40
    cache.get_or_compute("a", never)
    watch.seconds += 40

    assert cache.get_or_compute("a", answer("two")) == "two"


def test_the_time_counts_from_the_end_of_the_computation(cache: TtlCache, watch: Watch) -> None:
    def slow() -> str:
        watch.seconds += 1_000
        return "one"

    cache.get_or_compute("a", slow)

    assert cache.get_or_compute("a", never) == "one"


def test_a_new_version_in_the_key_is_a_new_answer(cache: TtlCache) -> None:
    cache.get_or_compute(("costs", "v1"), answer("old"))

    assert cache.get_or_compute(("costs", "v2"), answer("new")) == "new"
    assert cache.get_or_compute(("costs", "v1"), never) == "old"


def test_the_least_recently_used_leaves(cache: TtlCache) -> None:
    for key in "abc":
        cache.get_or_compute(key, answer(key))
    cache.get_or_compute("a", never)
    cache.get_or_compute("d", answer("d"))

    assert cache.stats.entries == 3
    assert [cache.get_or_compute(key, never) for key in "acd"] == ["a", "c", "d"]
    assert cache.get_or_compute("b", answer("again")) == "again"


@pytest.mark.parametrize(("ttl_seconds", "max_entries"), [(0, 3), (60, 0)])
def test_nothing_is_kept_without_time_or_room(watch: Watch, ttl_seconds: int, max_entries: int) -> None:
    cache = TtlCache(ttl_seconds=ttl_seconds, max_entries=max_entries, clock=watch)
    cache.get_or_compute("a", answer("one"))

    assert cache.get_or_compute("a", answer("two")) == "two"


def test_clear_forgets(cache: TtlCache) -> None:
    cache.get_or_compute("a", answer("one"))
    cache.clear()

    assert cache.stats.entries == 0
    assert cache.get_or_compute("a", answer("two")) == "two"


def test_a_failure_is_not_kept(cache: TtlCache) -> None:
    def fail() -> str:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        cache.get_or_compute("a", fail)

    assert cache.stats == CacheStats(hits=0, misses=1, entries=0)
    assert cache.get_or_compute("a", answer("one")) == "one"


def test_those_who_ask_at_once_share_one_computation(cache: TtlCache) -> None:
    together, computed = Barrier(THREADS), []

    def compute() -> str:
        computed.append(1)
        until(lambda: cache.stats.hits == THREADS - 1)
        return "one"

    def ask(_: int) -> str:
        together.wait(WAIT_SECONDS)
        return cache.get_or_compute("a", compute)

    with ThreadPoolExecutor(THREADS) as pool:
        assert list(pool.map(ask, range(THREADS))) == ["one"] * THREADS
    assert computed == [1]
    assert cache.stats == CacheStats(hits=THREADS - 1, misses=1, entries=1)


def test_those_who_wait_for_a_failure_get_it(cache: TtlCache) -> None:
    failure = ValueError("no")

    def compute() -> str:
        until(lambda: cache.stats.hits == THREADS - 1)
        raise failure

    with ThreadPoolExecutor(THREADS) as pool:
        asked = [pool.submit(cache.get_or_compute, "a", compute) for _ in range(THREADS)]
        assert [one.exception(WAIT_SECONDS) for one in asked] == [failure] * THREADS
    assert cache.get_or_compute("a", answer("one")) == "one"


def test_other_keys_do_not_wait(cache: TtlCache) -> None:
    begun, go_on = Event(), Event()

    def slow() -> str:
        begun.set()
        assert go_on.wait(WAIT_SECONDS)
        return "slow"

    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(cache.get_or_compute, "slow", slow)
        assert begun.wait(WAIT_SECONDS)
        assert cache.get_or_compute("quick", answer("quick")) == "quick"
        go_on.set()
        assert asked.result(WAIT_SECONDS) == "slow"


def test_what_was_being_computed_when_cleared_is_not_kept(cache: TtlCache) -> None:
    begun, go_on = Event(), Event()

    def stale() -> str:
        begun.set()
        assert go_on.wait(WAIT_SECONDS)
        return "stale"

    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(cache.get_or_compute, "a", stale)
        assert begun.wait(WAIT_SECONDS)
        cache.clear()
        assert cache.get_or_compute("a", answer("fresh")) == "fresh"
        go_on.set()
        assert asked.result(WAIT_SECONDS) == "stale"
    assert cache.get_or_compute("a", never) == "fresh"


def until(holds: Callable[[], bool]) -> None:
    """Return once it holds: the other threads have arrived."""
    for _ in range(50_000_000):
        if holds():
            return
    raise AssertionError("the other threads never came")
