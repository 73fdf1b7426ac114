"""Bills reconciled in batches against the totals planted in them, and what was not exact."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from finops_aws.domain.visibility.reconciliation import IdentityCheck, Verdict
from finops_aws.sandbox import Discounts, WrittenBill
from tests.bills import Books, open_books, written

BATCH = 20
CONTROLS = ("identity.control", "identity.invoice")


def bill_of(folder: Path, seed: int, **wishes: Any) -> WrittenBill:
    """The random bill of a seed; the discount shapes take turns."""
    return written(folder, seed=seed, discounts=list(Discounts)[seed % len(Discounts)], **wishes)


def batches(seeds: Sequence[int]) -> list[Sequence[int]]:
    return [seeds[start : start + BATCH] for start in range(0, len(seeds), BATCH)]


def checks_of(folder: Path, bills: Iterable[WrittenBill]) -> dict[str, list[IdentityCheck]]:
    """Payer → every identity on its bills, the bills ingested together."""
    bills = list(bills)
    books = open_books(folder / "books", *(export for bill in bills for export in bill.exports))
    return by_payer(books, controls(folder / "controls.csv", bills))


def by_payer(books: Books, totals: Path) -> dict[str, list[IdentityCheck]]:
    found: dict[str, list[IdentityCheck]] = {}
    for check in books.analysis.reconcile(totals).checks:
        found.setdefault(check.residue.bill.payer_account_id, []).append(check)
    return found


def controls(path: Path, bills: Iterable[WrittenBill]) -> Path:
    """The control totals of all the bills in one file."""
    files = [(bill.truth / "controls.csv").read_text(encoding="utf-8").splitlines() for bill in bills]
    rows = [line for lines in files for line in lines[1:]]
    path.write_text("\n".join([files[0][0], *rows]) + "\n", encoding="utf-8")
    return path


def payer_of(bill: WrittenBill) -> str:
    with (bill.truth / "controls.csv").open(encoding="utf-8", newline="") as file:
        return next(csv.DictReader(file))["payer_account_id"]


def not_exact(checks: Iterable[IdentityCheck]) -> list[str]:
    return [
        f"{check.identity} {check.residue.bill.billing_period}: {check.verdict} {check.residue.total}"
        for check in checks
        if check.verdict is not Verdict.EXACT
    ]


def inexact_bills(folder: Path, seeds: Sequence[int]) -> dict[str, list[str]]:
    """Payer → identities that left something over, of the bills of the seeds."""
    found: dict[str, list[str]] = {}
    for batch in batches(seeds):
        place = folder / f"from-{batch[0]}"
        checks = checks_of(place, [bill_of(place / str(seed), seed) for seed in batch])
        assert len(checks) == len(batch), "every bill has a payer of its own"
        found |= {payer: off for payer, own in checks.items() if (off := not_exact(own))}
    return found
