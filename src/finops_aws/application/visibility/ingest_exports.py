"""Take bill exports into the ledger; where there are none, what Cost Explorer tells."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Protocol

from finops_aws.application.ports import ExportSources, LedgerReader, LedgerStore, Progress
from finops_aws.domain.operations.paid_calls import DEFAULT_LIMIT_USD, Fee, PaidCalls
from finops_aws.domain.period import Period, month_of
from finops_aws.domain.visibility.delivery import (
    COST_EXPLORER,
    Delivery,
    FoundDelivery,
    LedgerPart,
)
from finops_aws.errors import ExportChanged

SIDE_BY_SIDE = 4
"""Deliveries in reading at a time, so that one with few files keeps no processor waiting; the reader limits
how many files are open at once."""

log = logging.getLogger(__name__)

HISTORY = 3
"""Deliveries of one export and month that are read: the newest, and two before it to compare with."""

COST_EXPLORER_LOCATION = f"{COST_EXPLORER}:"
"""Where a delivery comes from that is asked of Cost Explorer."""

MOST_MONTHS = 14
"""What Cost Explorer keeps, the running month included.
https://docs.aws.amazon.com/cost-management/latest/userguide/ce-what-is.html"""

FEE = Fee(
    "ce:GetCostAndUsage",
    Decimal("0.01"),
    "https://aws.amazon.com/aws-cost-management/aws-cost-explorer/pricing/",
)
"""What AWS charges for one request to Cost Explorer, and for each further page of an answer."""


@dataclass(frozen=True, slots=True)
class FeedRequest:
    """What Cost Explorer is asked for: the last ``months``, the running one included, for at most so much."""

    months: int = 3
    max_paid_usd: Decimal = DEFAULT_LIMIT_USD

    @property
    def most_requests(self) -> int:
        """How many requests the limit pays."""
        return int(self.max_paid_usd // FEE.usd)

    def months_before(self, now: datetime) -> list[Period]:
        """The months, oldest first."""
        running = month_of(now.date())
        return [running.months_before(count) for count in reversed(range(self.months))]


@dataclass(frozen=True, slots=True)
class Feed:
    """What asking Cost Explorer took, and the months (YYYY-MM) that an export holds, so it was not asked."""

    held_by_export: tuple[str, ...]
    requests: int
    paid_usd: Decimal


@dataclass(frozen=True, slots=True)
class Ingest:
    """What an ingest did: deliveries newly read, how many were held before, and all the ledger holds now.

    ``feed`` is None unless Cost Explorer was a source.
    """

    read: tuple[Delivery, ...]
    already_held: int
    held: tuple[Delivery, ...]
    feed: Feed | None = None


class CostFeed(Protocol):
    """Cost Explorer, asked with the payer's credentials."""

    def payer(self) -> str:
        """The payer's account id. Raises NotEnabled when the credentials are another account's."""

    def fetch(
        self, months: Sequence[Period], *, payer: str, now: datetime, pay: Callable[[int], None]
    ) -> str:
        """The location of a delivery of the months' costs; ``pay`` is called before requests are made.

        Raises AccessDenied, NotEnabled, Throttled, CredentialsExpired, SourceUnavailable, ExportNotReady
        (costs that do not add up) and what ``pay`` raises; nothing is kept then.
        """


def ingest_cost_explorer(
    request: FeedRequest,
    *,
    feed: CostFeed,
    ingest: Callable[[Sequence[str]], Ingest],
    deliveries: Callable[[], Sequence[Delivery]],
    now: datetime,
) -> Ingest:
    """Read what Cost Explorer tells of the months that no export holds, all of them or none.

    ``ingest`` reads a delivery at a location, ``deliveries`` gives those of the ledger. Raises what the feed
    and ``ingest`` raise, BudgetExceeded before a request would pass the limit, and ExportChanged when an
    export of a month came while Cost Explorer was asked for it.
    """
    payer = feed.payer()
    held = _held_by_export(deliveries(), payer)
    months = request.months_before(now)
    wanted = [month for month in months if _name(month) not in held]
    left_out = tuple(_name(month) for month in months if month not in wanted)
    if not wanted:
        return Ingest((), 0, (), Feed(left_out, 0, Decimal(0)))
    paid = PaidCalls(request.max_paid_usd)
    location = feed.fetch(wanted, payer=payer, now=now, pay=partial(paid.pay, FEE))
    if _held_by_export(deliveries(), payer) & {_name(month) for month in wanted}:
        raise ExportChanged(path=COST_EXPLORER_LOCATION)
    told = Feed(left_out, paid.units[FEE.call], paid.spent_usd)
    return replace(ingest([location]), feed=told)


def _held_by_export(deliveries: Iterable[Delivery], payer: str) -> set[str]:
    """The months of the payer that an export holds."""
    current = (one for one in deliveries if one.is_current and one.payer_account_id == payer)
    return {one.billing_period for one in current if not one.is_from_cost_explorer}


def _name(month: Period) -> str:
    return f"{month.start:%Y-%m}"


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
