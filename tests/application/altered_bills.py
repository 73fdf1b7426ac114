"""Bills with the money of one random line altered."""

import csv
import gzip
import random
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from finops_aws.sandbox import Shape, WrittenBill
from tests.application.reconciled_bills import CONTROLS, batches, bill_of, checks_of, not_exact, payer_of

Line = dict[str, str]

COST = ("line_item_unblended_cost", "line_item_net_unblended_cost")
EFFECTIVE = {
    "DiscountedUsage": ("reservation_effective_cost", "reservation_net_effective_cost"),
    "SavingsPlanCoveredUsage": (
        "savings_plan_savings_plan_effective_cost",
        "savings_plan_net_savings_plan_effective_cost",
    ),
}
FEE = {
    "RIFee": (
        "line_item_unblended_cost",
        "reservation_amortized_upfront_fee_for_billing_period",
        "reservation_unused_recurring_fee",
    ),
    "SavingsPlanRecurringFee": (
        "line_item_unblended_cost",
        "savings_plan_used_commitment",
        "savings_plan_total_commitment_to_date",
        "savings_plan_recurring_commitment_for_billing_period",
    ),
}
AMOUNTS = ("0.0000000001", "0.004", "0.01", "1.27", "350")


def altered_bill(folder: Path, seed: int) -> tuple[WrittenBill, str]:
    """The bill of the seed with one line altered, and what was altered."""
    bill = bill_of(folder, seed, months=1, lines=500, shape=Shape.CUR2_CSV)
    files = sorted(file for export in bill.exports for file in export.rglob("*.csv.gz"))
    dice = random.Random(f"altered-{seed}")
    file = dice.choice(files)
    lines = _read(file)
    told = _alter(lines, dice)
    _write(file, lines)
    return bill, f"seed {seed}: {told}"


def _alter(lines: list[Line], dice: random.Random) -> str:
    kind = dice.choice(("cost", "effective", "fee", "drop", "double"))
    if kind in ("drop", "double"):
        place = dice.choice([number for number, line in enumerate(lines) if _has_money(line)])
        chosen = lines.pop(place) if kind == "drop" else lines[place]
        if kind == "double":
            lines.insert(place, dict(chosen))
        return f"{kind} {_told(chosen)}"
    columns = {"effective": EFFECTIVE, "fee": FEE}.get(kind)
    if columns is None or not any(line["line_item_line_item_type"] in columns for line in lines):
        return _raise(dice.choice(lines), COST, dice)
    line = dice.choice([line for line in lines if line["line_item_line_item_type"] in columns])
    own = columns[line["line_item_line_item_type"]]
    return _raise(line, own if kind == "effective" else (dice.choice(own),), dice)


def _raise(line: Line, columns: Sequence[str], dice: random.Random) -> str:
    """Add an amount to the columns the line has a number in, to the first one anyway."""
    amount = Decimal(dice.choice(AMOUNTS)) * dice.choice((1, -1))
    for column in columns:
        if line.get(column) or column == columns[0]:
            line[column] = f"{Decimal(line[column] or 0) + amount:f}"
    return f"{columns[0]} {amount:+} on {_told(line)}"


def _has_money(line: Line) -> bool:
    columns = (
        "line_item_unblended_cost",
        "savings_plan_total_commitment_to_date",
        "split_line_item_split_cost",
    )
    return any(Decimal(line.get(column) or 0) for column in columns)


def _told(line: Line) -> str:
    names = ("line_item_line_item_type", "line_item_product_code", "line_item_unblended_cost")
    return " ".join(line[name] for name in names)


def _read(file: Path) -> list[Line]:
    with gzip.open(file, "rt", encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def _write(file: Path, lines: list[Line]) -> None:
    with gzip.open(file, "wt", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, list(lines[0]))
        writer.writeheader()
        writer.writerows(lines)


def missed_alterations(folder: Path, seeds: Sequence[int]) -> tuple[list[str], int]:
    """Alterations that no identity noticed, and how many were noticed without control totals."""
    missed, without_controls = [], 0
    for batch in batches(seeds):
        place = folder / f"from-{batch[0]}"
        altered = [altered_bill(place / str(seed), seed) for seed in batch]
        checks = checks_of(place, [bill for bill, _ in altered])
        for bill, told in altered:
            own = checks[payer_of(bill)]
            missed += [] if not_exact(own) else [told]
            without_controls += bool(not_exact(check for check in own if check.identity not in CONTROLS))
    return missed, without_controls
