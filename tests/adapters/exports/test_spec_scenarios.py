"""The FOCUS specification's commitment scenarios: CUR lines written for each by hand, compared row by row."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from tests.bills import PLAN, RESERVATION, books_of, cur, line

SCENARIOS = Path(__file__).parents[2] / "data" / "focus_spec"
COMPARED = (
    "ChargeCategory",
    "BilledCost",
    "EffectiveCost",
    "CommitmentDiscountStatus",
    "CommitmentDiscountQuantity",
)
Row = tuple[object, ...]


def covered(used: str) -> list[dict[str, str]]:
    """Usage worth 1.40 on demand, covered by the plan, and the negation of its on-demand price."""
    usage = cur(plan=PLAN, covered=used, listed="1.40")
    return [
        line("SavingsPlanCoveredUsage", "1.40", **usage),
        line("SavingsPlanNegation", "-1.40", line_item_resource_id="", **cur(plan=PLAN)),
    ]


def plan_hour(fee: str, *, used: str, hour: int = 0, committed: str = "1.00") -> dict[str, str]:
    """An hour of a plan; what the recurring fee does not pay of the commitment was paid upfront."""
    upfront = str(Decimal(committed) - Decimal(fee))
    commitment = cur(plan=PLAN, committed=committed, used=used, recurring=fee, upfront=upfront)
    start = {"line_item_usage_start_date": f"2026-01-05T{hour:02}:00:00.000Z", "line_item_resource_id": ""}
    return line("SavingsPlanRecurringFee", fee, **start, **commitment)


def plan_upfront(fee: str) -> dict[str, str]:
    return line("SavingsPlanUpfrontFee", fee, line_item_resource_id="", **cur(plan=PLAN))


def reserved_hour(fee: str, *, reserved: str, unused: str = "0", unused_fee: str = "0", unit: str = "units"):
    """A reservation bought for one hour without upfront fee; ``unit`` is units or normalized_units."""
    quantities = {
        f"reservation_total_reserved_{unit}": reserved,
        f"reservation_unused_{'quantity' if unit == 'units' else 'normalized_unit_quantity'}": unused,
    }
    money = cur(reservation=RESERVATION, unused_recurring=unused_fee, unused_upfront="0", ri_upfront="0")
    return line("RIFee", fee, line_item_resource_id="", **quantities, **money)


def discounted(cost: str, *, listed: str, **quantities: str) -> dict[str, str]:
    return line(
        "DiscountedUsage", "0", **cur(reservation=RESERVATION, reserved=cost, listed=listed), **quantities
    )


NORMALIZED = "line_item_normalized_usage_amount"

BILLS = {
    "commitment_discount_purchase_scenario_1": [plan_upfront("8760.00")],
    "commitment_discount_purchase_scenario_2": [plan_hour("1.00", used="1.00", hour=h) for h in (0, 10, 20)],
    "commitment_discount_purchase_scenario_3": [
        plan_upfront("4380.00"),
        *(plan_hour("0.50", used="1.00", hour=h) for h in (0, 10, 20)),
    ],
    "commitment_discount_usage_scenario_1": [*covered("1.00"), plan_hour("0.50", used="1.00")],
    "commitment_discount_usage_scenario_2": [plan_hour("0.50", used="0.00")],
    "commitment_discount_usage_scenario_3": [*covered("0.75"), plan_hour("0.50", used="0.75")],
    "commitment_discount_usage_scenario_4": [
        *covered("1.00"),
        plan_hour("0.50", used="1.00"),
        line("Usage", "0.50"),
    ],
    "one_hundred_percent_utilization_with_commitment_discount_flexibility_with_1_resource": [
        reserved_hour("0.50", reserved="1", unit="normalized_units"),
        discounted("0.50", listed="3.00", **{NORMALIZED: "1"}),
        line("Usage", "2.25", **cur(listed="2.25")),
    ],
    "one_hundred_percent_utilization_with_commitment_discount_flexibility_with_2_resources": [
        reserved_hour("2.00", reserved="4", unit="normalized_units"),
        discounted("1.00", listed="2.00", **{NORMALIZED: "2"}),
        discounted("1.00", listed="2.00", line_item_resource_id="i-2", line_item_normalization_factor="2"),
    ],
    "one_hundred_percent_utilization_without_commitment_discount_flexibility": [
        reserved_hour("1.50", reserved="1"),
        discounted("1.50", listed="3.00"),
    ],
    "zero_percent_utilization_without_commitment_discount_flexibility": [
        reserved_hour("1.50", reserved="1", unused="1", unused_fee="1.50"),
        line("Usage", "2.00", **cur(listed="2.00")),
    ],
}


def specified(name: str) -> list[Row]:
    """The scenario's rows; a status it does not list is none."""
    with (SCENARIOS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["ChargeCategory"]]
    return sorted((tuple(_value(column, row.get(column)) for column in COMPARED) for row in rows), key=str)


def _value(column: str, text: str | None) -> object:
    if text in (None, "", "null"):
        return None
    return Decimal(text).normalize() if column.endswith(("Cost", "Quantity")) else text


def mapped(ledger: list[dict[str, object]]) -> list[Row]:
    """The ledger's rows but for negations, which FOCUS knows only merged into the usage they cancel."""
    rows = [row for row in ledger if row["x_LineItemType"] != "SavingsPlanNegation"]
    return sorted((tuple(_plain(row[column]) for column in COMPARED) for row in rows), key=str)


def _plain(value: object) -> object:
    return value.normalize() if isinstance(value, Decimal) else value


def test_every_scenario_of_the_specification_has_a_bill():
    assert set(BILLS) == {file.stem for file in SCENARIOS.glob("*.csv")}


@pytest.mark.parametrize("name", BILLS)
def test_the_mapping_gives_the_rows_of_the_specification(tmp_path: Path, name: str):
    rows = mapped(books_of(tmp_path, BILLS[name]).ledger())
    if "usage_scenario" in name:  # these leave the purchase out
        rows = [row for row in rows if row[0] != "Purchase"]

    assert rows == specified(name)


@pytest.mark.parametrize("name", [name for name in BILLS if "usage_scenario" in name])
def test_a_merged_negation_costs_nothing(tmp_path: Path, name: str):
    ledger = books_of(tmp_path, BILLS[name]).ledger()
    negations = [row for row in ledger if row["x_LineItemType"] == "SavingsPlanNegation"]

    costs = {
        row[column]
        for row in negations
        for column in ("BilledCost", "EffectiveCost", "ListCost", "ContractedCost")
    }
    assert costs <= {Decimal(0)}
    assert {(row["ConsumedQuantity"], row["CommitmentDiscountStatus"]) for row in negations} <= {(None, None)}


def test_the_unused_part_belongs_to_the_commitment(tmp_path: Path):
    bill = [
        *BILLS["commitment_discount_usage_scenario_2"],
        *BILLS["zero_percent_utilization_without_commitment_discount_flexibility"],
    ]
    unused = [row for row in books_of(tmp_path, bill).ledger() if row["CommitmentDiscountStatus"] == "Unused"]

    assert {row["ResourceId"] for row in unused} == {PLAN, RESERVATION}
    assert {(row["ListCost"], row["ContractedCost"], row["ConsumedQuantity"]) for row in unused} == {
        (0, 0, None)
    }


def test_a_commitments_unit_is_money_hours_or_normalized_hours(tmp_path: Path):
    names = (
        "commitment_discount_usage_scenario_3",
        "one_hundred_percent_utilization_without_commitment_discount_flexibility",
    )
    ledger = books_of(tmp_path / "plain", [row for name in names for row in BILLS[name]]).ledger()
    assert units(ledger) == {
        "SavingsPlanCoveredUsage": {"USD"},
        "SavingsPlanRecurringFee": {"USD"},
        "DiscountedUsage": {"Hours"},
        "RIFee": {"Hours"},
    }

    name = "one_hundred_percent_utilization_with_commitment_discount_flexibility_with_1_resource"
    flexible = books_of(tmp_path / "flexible", BILLS[name]).ledger()
    assert units(flexible) == {"DiscountedUsage": {"Normalized Hours"}, "RIFee": {"Normalized Hours"}}


def units(ledger: list[dict[str, object]]) -> dict[object, set[object]]:
    found: dict[object, set[object]] = {}
    for row in ledger:
        if row["CommitmentDiscountUnit"] is not None:
            found.setdefault(row["x_LineItemType"], set()).add(row["CommitmentDiscountUnit"])
    return found
