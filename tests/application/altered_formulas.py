"""The mapping's SQL with one formula altered, and what the ledger then holds."""

import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from finops_aws.adapters import exports
from tests.bills import Books

MODULES = ("ledger_reader", "completion")
MONEY = re.compile(
    r"\b(?:net_cost|net_unused|net_residue|pricing_public_on_demand_cost|line_item_(?:net_)?unblended_cost"
    r"|reservation_\w*(?:effective_cost|_fee\w*)|savings_plan_\w*(?:effective_cost|commitment\w*)"
    r"|(?:Billed|Effective|List)Cost|x_(?:Net)?(?:Unblended|Amortized)Cost|x_Commitment\w*(?:Cost|Fee|Upfront))\b"
)
NOT_A_FORMULA = re.compile(r"\bAS $|EXCLUDE \(|--")
COLUMNS = (
    *("BilledCost", "EffectiveCost", "x_UnblendedCost", "x_AmortizedCost", "x_NetUnblendedCost"),
    *("x_CommitmentRecurringFee", "x_CommitmentAmortizedUpfront"),
    *("x_CommitmentNetRecurringFee", "x_CommitmentNetAmortizedUpfront"),
)


@dataclass(frozen=True, slots=True)
class Alteration:
    """One place in one SQL file and what to write there."""

    file: str
    start: int
    end: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.start} {self.text}"


def sql_folder() -> Path:
    return Path(exports.__path__[0]) / "sql"


def alterations() -> Iterator[Alteration]:
    """Every amount in the mapping doubled, every zero cost made the line's cost, every sign turned."""
    for path in sorted(sql_folder().rglob("*.sql")):
        name, sql = str(path.relative_to(sql_folder())), path.read_text(encoding="utf-8")
        if name in ("focus_to_ledger.sql", "macros.sql"):
            continue
        for found in MONEY.finditer(sql):
            if not NOT_A_FORMULA.search(sql[: found.start()].rpartition("\n")[2]):
                yield Alteration(name, *found.span(), f"({found[0]} + {found[0]})")
        if name == "cur_to_ledger.sql":
            for found in re.finditer(r"THEN 0$", sql, re.MULTILINE):
                yield Alteration(name, *found.span(), "THEN line_item_unblended_cost")
        for found in re.finditer(r" - (?=coalesce|savings|x_)| \+ (?=coalesce|reservation|x_)", sql):
            yield Alteration(name, *found.span(), " + " if "-" in found[0] else " - ")


def apply(alteration: Alteration | None, folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Have the reader use a copy of the SQL with the alteration in it."""
    copy = folder / "sql"
    shutil.copytree(sql_folder(), copy)
    if alteration is not None:
        path = copy / alteration.file
        sql = path.read_text(encoding="utf-8")
        path.write_text(sql[: alteration.start] + alteration.text + sql[alteration.end :], encoding="utf-8")
    for name in MODULES:
        module = import_module(f"finops_aws.adapters.exports.{name}")
        used = Path(str(module._SQL)).relative_to(sql_folder())
        patch.setattr(module, "_SQL", copy / used)


def money_of(books: Books) -> dict[tuple[object, ...], Decimal]:
    """The sums that reconcile looks at, by line item type, status and column."""
    found: dict[tuple[object, ...], Decimal] = defaultdict(Decimal)
    for row in books.ledger():
        for column in (*COLUMNS, *_listed(row)):
            found[row["x_LineItemType"], row["CommitmentDiscountStatus"], column] += row[column] or Decimal(0)
    return dict(found)


def _listed(row: dict[str, Any]) -> tuple[str, ...]:
    """List costs are reconciled for usage only."""
    return ("ListCost",) if row["ChargeCategory"] == "Usage" and row["x_Movement"] == "gross" else ()
