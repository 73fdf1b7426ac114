"""Bills, taken in and exported as FOCUS: the generated year and CURs of every kind of line."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from finops_aws.domain.charge import DISCOUNT_TYPES
from finops_aws.sandbox import BillRequest, Discounts, Shape, write_bill
from tests.bills import MEMBER, PLAN, RESERVATION, cur, line, open_books, write_csv

SAMPLE = Path(__file__).parents[1] / "data" / "focus_sample_1.0.csv"
UNTIL = date(2026, 11, 20)


@dataclass(frozen=True, slots=True)
class Dataset:
    """An exported ledger; only a judged one can fail the run."""

    name: str
    path: Path
    is_judged: bool = True


def datasets(folder: Path) -> Iterator[Dataset]:
    """Write, ingest and export each bill."""
    for number, (name, write) in enumerate(_BILLS.items()):
        place = folder / str(number)
        yield _exported(name, place, write(place / "bill"))
    yield _exported("FOCUS 1.0 sample of several providers", folder / "sample", [SAMPLE], is_judged=False)


def _exported(name: str, place: Path, bills: list[Path], *, is_judged: bool = True) -> Dataset:
    path = place / "focus.parquet"
    open_books(place / "data", *bills).analysis.export_focus(path)
    return Dataset(name, path, is_judged)


def _generated(**wishes: object) -> Callable[[Path], list[Path]]:
    return lambda folder: list(write_bill(BillRequest(until=UNTIL, **wishes), folder).exports)  # type: ignore[arg-type]


def _by_hand(folder: Path) -> list[Path]:
    """A line of every kind, negation that does not cancel, a reservation whose unused part is not told."""
    plan, reservation = cur(plan=PLAN), cur(reservation=RESERVATION)
    sku = {"product_sku": "SKU1", "pricing_rate_code": "SKU1.TERM.RATE", "product_product_family": "Compute"}
    fee = {"line_item_resource_id": ""}
    whole_month = {"line_item_usage_start_date": "2026-01-01T00:00:00.000Z"}
    lines = [
        line("Usage", "1", **cur(listed="1"), resource_tags='{"user_team": "a"}'),
        line("DiscountedUsage", "0", **reservation, **cur(reserved="0.5", listed="1")),
        line("RIFee", "400", **reservation, **fee, **whole_month),
        line("Fee", "300", **reservation, **fee, **whole_month),
        line("Fee", "100", **fee, line_item_usage_account_id=MEMBER),
        line("SavingsPlanCoveredUsage", "2", **plan, **cur(covered="1.2", listed="2")),
        line("SavingsPlanNegation", "-1.9", **plan),
        line("SavingsPlanRecurringFee", "3", **plan, **fee, **cur(committed="3", used="1.2", recurring="3")),
        line("SavingsPlanUpfrontFee", "50", **plan, **fee),
        line("Tax", "0.5", line_item_tax_type="VAT", **fee),
        line("Credit", "-0.25", **fee),
        line("Refund", "-0.5", bill_bill_type="Refund"),
        *(line(kind, "-0.01", **fee) for kind in sorted(DISCOUNT_TYPES)),
        line("Unheard", "0.125", **fee),
    ]
    return [write_csv(folder / "bill.csv", [{**sku, **one} for one in lines])]


_BILLS: dict[str, Callable[[Path], list[Path]]] = {
    "Company year, CUR 2.0 with net discounts": _generated(lines=20_000),
    "Legacy CUR with net discounts": _generated(
        company="random", lines=4_000, months=3, shape=Shape.LEGACY_CSV, discounts=Discounts.NET
    ),
    "CUR 2.0 CSV with discount lines": _generated(
        company="random", lines=4_000, months=3, seed=3, shape=Shape.CUR2_CSV, discounts=Discounts.LINES
    ),
    "By hand, a line of every kind": _by_hand,
}
