"""Deliveries: what an export put down for one billing period at one time."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from finops_aws.domain.period import Period, month_of, parse_day

COST_EXPLORER = "cost-explorer"
"""What the shape of a delivery begins with that was asked of Cost Explorer, not delivered as an export."""


@dataclass(frozen=True, slots=True)
class ExportFile:
    """One file of an export: where it is said to be, where it can be read, and what it was when seen."""

    uri: str
    path: Path
    size_bytes: int
    fingerprint: str
    """ETag and VersionId in S3; size and modification time on disk: differs when the file was rewritten."""


@dataclass(frozen=True, slots=True)
class FoundDelivery:
    """A delivery found at a source, before it is read.

    ``export`` names the export (or the folder when there is no manifest); ``delivery_id`` tells two
    deliveries of one period apart; ``billing_period`` (YYYY-MM) is None when only the lines can tell.
    """

    export: str
    delivery_id: str
    billing_period: str | None
    delivered_at: datetime
    files: tuple[ExportFile, ...]
    manifest: str | None = None


@dataclass(frozen=True, slots=True)
class Rounding:
    """How many values of a column had more than 12 decimals, and what rounding took from them in sum."""

    column: str
    values: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a reader of the figures should know; ``key`` names a text in the messages."""

    key: str
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery as it stands in the ledger: one payer, one billing period.

    ``delivered_at`` is when the export was written, ``ingested_at`` when it was read (both UTC).
    ``estimated_lines`` counts lines without an invoice id: AWS may still change them.
    """

    export: str
    delivery_id: str
    payer_account_id: str
    billing_period: str
    shape: str
    currency: str
    lines: int
    estimated_lines: int
    delivered_at: datetime
    ingested_at: datetime
    is_current: bool
    files: tuple[str, ...]
    roundings: tuple[Rounding, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def is_from_cost_explorer(self) -> bool:
        """Whether no export was read: days, services, accounts and regions only, and no invoice."""
        return self.shape.startswith(COST_EXPLORER)


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyCost:
    """What Cost Explorer tells of one day (UTC), account, service, region and record type.

    Service and record type are named as Cost Explorer names them. ``region`` is None for costs of no region;
    net costs are None where Cost Explorer does not tell them.
    """

    day: date
    account_id: str
    account_name: str | None
    service: str
    region: str | None
    record_type: str
    currency: str
    unblended: Decimal
    amortized: Decimal
    net_unblended: Decimal | None
    net_amortized: Decimal | None
    is_estimated: bool


@dataclass(frozen=True, slots=True)
class LedgerPart:
    """What reading a delivery gave for one payer and billing period: Parquet files and what was noticed.

    ``tags`` maps ledger column → tag key; ``has_split_costs``: split-cost children are among the rows.
    """

    payer_account_id: str
    billing_period: str
    shape: str
    currency: str
    lines: int
    estimated_lines: int
    files: tuple[Path, ...]
    has_split_costs: bool
    tags: dict[str, str]
    roundings: tuple[Rounding, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A month (YYYY-MM) without a bill: of one payer who had bills before it, or (None) of any payer."""

    billing_period: str
    payer_account_id: str | None


def missing_bills(deliveries: Iterable[Delivery]) -> tuple[Gap, ...]:
    """The gaps between the first and the last month held."""
    current = [delivery for delivery in deliveries if delivery.is_current]
    if not current:
        return ()
    first, last = (pick(one.billing_period for one in current) for pick in (min, max))
    return gaps(current, Period(parse_day(first), month_of(parse_day(last)).end))


def gaps(deliveries: Iterable[Delivery], period: Period) -> tuple[Gap, ...]:
    """The bills that a question about the period would need and that are not held."""
    held = {(one.payer_account_id, one.billing_period) for one in deliveries if one.is_current}
    payers = sorted({payer for payer, _ in held})
    first = {payer: min(month for one, month in held if one == payer) for payer in payers}
    found: list[Gap] = []
    for month in (f"{month.start:%Y-%m}" for month in period.months()):
        lacking = [payer for payer in payers if (payer, month) not in held]
        if len(lacking) == len(payers):
            found.append(Gap(month, None))
        else:
            found += [Gap(month, payer) for payer in lacking if first[payer] < month]
    return tuple(found)
