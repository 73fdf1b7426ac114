"""Takes deliveries into the data directory: ledger files, the current one of each month, and its marts."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import duckdb

from finops_aws.adapters.stores.data_directory import Change, DataDirectory, State, StoredDelivery
from finops_aws.adapters.stores.marts import MARTS, LedgerMonth, build_marts
from finops_aws.application.ports import Clock, Progress
from finops_aws.domain.visibility.delivery import Delivery, FoundDelivery, LedgerPart

KEPT_DELIVERIES = 3


class LedgerStore:
    """The writing side of the data directory; ``connect`` opens an engine connection."""

    def __init__(
        self,
        directory: DataDirectory,
        *,
        connect: Callable[[], duckdb.DuckDBPyConnection],
        progress: Progress,
        clock: Clock,
    ) -> None:
        self._directory = directory
        self._connect = connect
        self._progress = progress
        self._clock = clock

    @contextmanager
    def change(self) -> Iterator["LedgerChange"]:
        """A set of deliveries taken in together: all of them, or none."""
        with self._directory.change() as change:
            taking_in = LedgerChange(
                self._directory.state(),
                change,
                connect=self._connect,
                progress=self._progress,
                now=self._clock.now(),
            )
            yield taking_in


class LedgerChange:
    """Deliveries being taken in; nothing counts before ``commit``."""

    def __init__(
        self,
        state: State,
        change: Change,
        *,
        connect: Callable[[], duckdb.DuckDBPyConnection],
        progress: Progress,
        now: datetime,
    ) -> None:
        self._now = now
        self._stored = list(state.deliveries)
        self._marts = dict(state.marts)
        self._change = change
        self._connect = connect
        self._progress = progress

    def holds(self, found: FoundDelivery) -> bool:
        """Whether this very delivery is already in the ledger."""
        held = {(stored.delivery.export, stored.delivery.delivery_id) for stored in self._stored}
        return (found.export, found.delivery_id) in held

    def bring_back(self, found: FoundDelivery) -> bool:
        """Let a held delivery's export count again where another took its place; whether it had."""
        current = {
            _bill(stored): stored.delivery.export for stored in self._stored if stored.delivery.is_current
        }
        again = [
            place
            for place, stored in enumerate(self._stored)
            if (stored.delivery.export, stored.delivery.delivery_id) == (found.export, found.delivery_id)
            and current[_bill(stored)] != found.export
        ]
        for place in again:
            stored = self._stored[place]
            self._stored[place] = replace(stored, delivery=replace(stored.delivery, ingested_at=self._now))
        return bool(again)

    def folder(self, found: FoundDelivery) -> Path:
        """An empty folder to read the delivery into."""
        folder = self._change.staging / _key(found.export, found.delivery_id)
        folder.mkdir()
        return folder

    def add(self, found: FoundDelivery, parts: Iterable[LedgerPart]) -> None:
        """Take the parts of a delivery in; it counts from commit on."""
        for part in parts:
            self._add(found, part)

    def commit(self) -> tuple[Delivery, ...]:
        """Choose the current deliveries, build the marts of the months they change, and make it count."""
        self._stored = _with_current(self._stored)
        months = {
            period: self._month(period)
            for period in sorted({s.delivery.billing_period for s in self._stored})
        }
        stale = {period: month for period, month in months.items() if not self._is_built(month)}
        with self._progress.step("progress.marts", len(stale) * len(MARTS)) as step:
            for month in stale.values():
                self._build(month, step.advance)
        self._change.commit(State(tuple(self._stored), self._marts))
        return tuple(stored.delivery for stored in self._stored)

    def _add(self, found: FoundDelivery, part: LedgerPart) -> None:
        place = f"ledger/{part.billing_period}/{_key(found.export, found.delivery_id, part.payer_account_id)}"
        files = [self._change.place(file, f"{place}/{n:04}.parquet") for n, file in enumerate(part.files)]
        delivery = Delivery(
            export=found.export,
            delivery_id=found.delivery_id,
            payer_account_id=part.payer_account_id,
            billing_period=part.billing_period,
            shape=part.shape,
            currency=part.currency,
            lines=part.lines,
            estimated_lines=part.estimated_lines,
            delivered_at=found.delivered_at,
            ingested_at=self._now,
            is_current=False,
            files=tuple(files),
            roundings=part.roundings,
            notices=part.notices,
        )
        self._stored.append(StoredDelivery(delivery, part.has_split_costs, part.tags))

    def _month(self, period: str) -> LedgerMonth:
        current = [s for s in self._stored if s.delivery.is_current and s.delivery.billing_period == period]
        return LedgerMonth(
            period=period,
            files=tuple(file for stored in current for file in stored.delivery.files),
            has_split_costs=any(stored.has_split_costs for stored in current),
            tags=tuple(sorted({tag for stored in current for tag in stored.tags})),
        )

    def _is_built(self, month: LedgerMonth) -> bool:
        built = self._marts.get(month.period, {}).values()
        return any(file.endswith(f"{_month_version(month)}.parquet") for file in built)

    def _build(self, month: LedgerMonth, advance: Callable[[], None]) -> None:
        folder = self._change.staging / f"marts-{month.period}"
        folder.mkdir()
        version = _month_version(month)
        read = replace(
            month,
            files=tuple(str(self._change.path(file)) for file in month.files),
        )
        with self._connect() as connection:
            written = build_marts(
                connection, read, path_of=lambda mart: folder / f"{mart}.parquet", advance=advance
            )
        self._marts[month.period] = {
            mart: self._change.place(path, f"marts/{mart}/{month.period}-{version}.parquet")
            for mart, path in written.items()
        }


def _key(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def _bill(stored: StoredDelivery) -> tuple[str, str]:
    return stored.delivery.payer_account_id, stored.delivery.billing_period


def _month_version(month: LedgerMonth) -> str:
    """The same ledger files under the same mart statements give the same version."""
    statements = [mart.statement for mart in MARTS]
    return _key(*month.files, *statements)


def _with_current(stored: list[StoredDelivery]) -> list[StoredDelivery]:
    """Of each payer and month the newest delivery of the export read last counts; a few older are kept."""
    kept = []
    for bill in sorted({_bill(one) for one in stored}):
        same = [one for one in stored if _bill(one) == bill]
        export = max(same, key=lambda s: s.delivery.ingested_at).delivery.export
        ordered = sorted(same, key=lambda s: (s.delivery.export == export, s.delivery.delivered_at))
        for number, one in enumerate(ordered[-KEPT_DELIVERIES:], start=1):
            is_current = number == min(len(ordered), KEPT_DELIVERIES)
            kept.append(replace(one, delivery=replace(one.delivery, is_current=is_current)))
    return kept
