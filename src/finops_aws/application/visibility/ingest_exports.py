"""Take bill exports into the ledger."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from finops_aws.application.ports import ExportSources, LedgerReader, LedgerStore, Progress
from finops_aws.domain.visibility.delivery import Delivery, FoundDelivery, LedgerPart

SIDE_BY_SIDE = 4
"""Deliveries in reading at a time, so that one with few files keeps no processor waiting; the reader limits
how many files are open at once."""

log = logging.getLogger(__name__)

HISTORY = 3
"""Deliveries of one export and month that are read: the newest, and two before it to compare with."""


@dataclass(frozen=True, slots=True)
class Ingest:
    """What an ingest did: deliveries newly read, how many were held before, and all the ledger holds now."""

    read: tuple[Delivery, ...]
    already_held: int
    held: tuple[Delivery, ...]


def ingest_exports(
    locations: Sequence[str],
    *,
    sources: ExportSources,
    reader: LedgerReader,
    store: LedgerStore,
    progress: Progress,
) -> Ingest:
    """Read every delivery at the locations into the ledger, all or none.

    Raises whatever the sources and the reader raise; the ledger then is as it was before.
    """
    asked = [delivery for location in locations for delivery in _recent(sources.find(location))]
    found = _each_once(asked)
    with store.change() as change:
        new = [delivery for delivery in found if not change.holds(delivery)]
        folders = [change.folder(delivery) for delivery in new]

        def read_one(delivery: FoundDelivery, folder: Path) -> Sequence[LedgerPart]:
            parts = reader.read(delivery, folder, advance=step.advance)
            _verify_unchanged(delivery, sources=sources)
            return parts

        with progress.step("progress.reading", sum(len(delivery.files) for delivery in new)) as step:
            for delivery, parts in zip(new, _side_by_side(read_one, new, folders), strict=True):
                change.add(delivery, parts)
        old = [delivery for delivery in found if delivery not in new]
        brought_back = [delivery for delivery in old if change.bring_back(delivery)]
        held = change.commit() if new or brought_back else ()
    names = {(delivery.export, delivery.delivery_id) for delivery in (*new, *brought_back)}
    log.info("bills_ingested", extra={"found": len(found), "new": len(new), "held": len(held)})
    read = tuple(delivery for delivery in held if (delivery.export, delivery.delivery_id) in names)
    return Ingest(read, len(asked) - len(new) - len(brought_back), tuple(held))


def _side_by_side(
    read_one: Callable[[FoundDelivery, Path], Sequence[LedgerPart]],
    deliveries: list[FoundDelivery],
    folders: list[Path],
) -> Iterator[Sequence[LedgerPart]]:
    """Read several deliveries at a time, in order; after a failure those not yet begun are left."""
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        try:
            yield from pool.map(read_one, deliveries, folders)
        finally:
            pool.shutdown(cancel_futures=True)


def _verify_unchanged(delivery: FoundDelivery, *, sources: ExportSources) -> None:
    for file in delivery.files:
        sources.verify_unchanged(file)


def _each_once(found: Iterable[FoundDelivery]) -> list[FoundDelivery]:
    """Locations may overlap; a delivery is taken from the first."""
    return list({(delivery.export, delivery.delivery_id): delivery for delivery in found}.values())


def _recent(found: Sequence[FoundDelivery]) -> list[FoundDelivery]:
    """The last few of each export and month; ``found`` is oldest first."""
    kept: list[FoundDelivery] = []
    for delivery in reversed(found):
        same = [k for k in kept if (k.export, k.billing_period) == (delivery.export, delivery.billing_period)]
        if delivery.billing_period is None or len(same) < HISTORY:
            kept.append(delivery)
    return kept[::-1]
