"""What Cost Explorer told, kept as a delivery: one file and a manifest, read from then on like any export."""

import csv
import gzip
import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Protocol

from finops_aws.adapters.exports.columns import COST_EXPLORER_COLUMNS
from finops_aws.domain.period import Period
from finops_aws.domain.visibility.delivery import COST_EXPLORER, DailyCost

_FILE = f"{COST_EXPLORER}-00001.csv.gz"


class DailyCostSource(Protocol):
    """Cost Explorer as it is asked."""

    def payer(self) -> str:
        """The payer's account id; raises NotEnabled when the credentials are not the payer's."""

    def daily_costs(
        self, months: Sequence[Period], *, until: date, pay: Callable[[int], None]
    ) -> Iterator[DailyCost]:
        """Every daily cost of the months; ends with an error unless they are whole."""


@dataclass(frozen=True, slots=True)
class CostExplorerFeed:
    """Asks Cost Explorer and keeps what it told below ``cache``: it was paid for."""

    source: DailyCostSource
    cache: Path

    def payer(self) -> str:
        return self.source.payer()

    def fetch(
        self, months: Sequence[Period], *, payer: str, now: datetime, pay: Callable[[int], None]
    ) -> str:
        """The folder with the delivery of the payer's months; nothing is kept of one that is not whole.

        The same costs give the same folder, whenever they were told. Raises what the source raises.
        """
        until = date.fromordinal(now.date().toordinal() + 1)
        costs = self.source.daily_costs(months, until=until, pay=pay)
        with _scratch(self.cache / COST_EXPLORER / payer) as scratch:
            digest = _write(costs, scratch / _FILE, payer=payer)
            _write_manifest(scratch, digest=digest, now=now)
            final = scratch.with_name(digest)
            if not final.exists():
                scratch.replace(final)
        return str(final)


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """A folder that is gone afterwards unless it was given another name."""
    folder.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".", dir=folder))
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _write(costs: Iterator[DailyCost], path: Path, *, payer: str) -> str:
    """Write the costs; a digest of them."""
    digest = hashlib.sha256()
    with gzip.open(path, "wt", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COST_EXPLORER_COLUMNS)
        for cost in costs:
            row = _row(cost, payer)
            digest.update("\x1f".join(row).encode())
            writer.writerow(row)
    return digest.hexdigest()[:16]


def _row(cost: DailyCost, payer: str) -> tuple[str, ...]:
    """In the order of COST_EXPLORER_COLUMNS."""
    return (
        payer,
        cost.account_id,
        cost.account_name or "",
        cost.service,
        cost.region or "",
        cost.record_type,
        cost.currency,
        str(cost.is_estimated).lower(),
        f"{cost.day} 00:00:00",
        f"{date.fromordinal(cost.day.toordinal() + 1)} 00:00:00",
        *map(_amount, (cost.unblended, cost.amortized, cost.net_unblended, cost.net_amortized)),
    )


def _amount(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:f}"


def _write_manifest(folder: Path, *, digest: str, now: datetime) -> None:
    """The manifest that tells the delivery apart from others; of the words of AWS's own only those needed."""
    told = {
        "exportName": COST_EXPLORER,
        "executionId": digest,
        "createdAt": now.isoformat(),
        "dataFiles": [_FILE],
    }
    text = json.dumps(told, indent=1, sort_keys=True)
    (folder / f"{COST_EXPLORER}-Manifest.json").write_text(f"{text}\n", encoding="utf-8")
