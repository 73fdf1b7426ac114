"""Savings Plans: covered usage and its negation, what went unused, and prices after negotiation."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finops_aws.domain.visibility.delivery import Notice
from tests.bills import PLAN, RESERVATION, books_of, cur, line

Lines = list[dict[str, str]]


def at(hour: int) -> dict[str, str]:
    day, rest = divmod(hour, 24)
    return {"line_item_usage_start_date": f"2026-01-{day + 1:02}T{rest:02}:00:00.000Z"}


def covered(price: str, cost: str, *, hour: int = 0, **columns: str) -> dict[str, str]:
    return line(
        "SavingsPlanCoveredUsage", price, **at(hour), **cur(plan=PLAN, covered=cost, listed=price, **columns)
    )


def negation(price: str, *, hour: int = 0, **columns: str) -> dict[str, str]:
    return line(
        "SavingsPlanNegation", price, line_item_resource_id="", **at(hour), **cur(plan=PLAN, **columns)
    )


def fee(cost: str, *, committed: str, used: str, hour: int = 0, **columns: str) -> dict[str, str]:
    hours = cur(plan=PLAN, committed=committed, used=used, **columns)
    return line("SavingsPlanRecurringFee", cost, line_item_resource_id="", **at(hour), **hours)


def rows(tmp_path: Path, lines: Lines, kind: str) -> list[dict[str, Any]]:
    return [row for row in books_of(tmp_path, lines).ledger() if row["x_LineItemType"] == kind]


def money(row: dict[str, Any], *columns: str) -> list[Decimal]:
    return [row[column] for column in columns]


BASES = ("x_UnblendedCost", "x_AmortizedCost", "BilledCost", "EffectiveCost", "ListCost")


def test_covered_usage_and_its_negations_cancel_within_the_hour(tmp_path: Path):
    lines = [covered("3", "2"), covered("1", "0.5"), negation("-3.6"), negation("-0.4")]
    books = books_of(tmp_path, lines)

    first, second, *negations = books.ledger()
    assert money(first, *BASES) == [3, 2, 0, 2, 3]
    assert money(second, *BASES) == [1, Decimal("0.5"), 0, Decimal("0.5"), 1]
    assert [money(row, *BASES[1:]) for row in negations] == [[0, 0, 0, 0]] * 2
    assert books.total("unblended") == 0
    assert books.notices() == []


def test_covered_usage_cancels_net_as_well(tmp_path: Path):
    columns = {"line_item_net_unblended_cost": "2.7"}
    lines = [{**covered("3", "2", net_covered="1.8"), **columns}, negation("-3", net="-2.7")]
    row = rows(tmp_path, lines, "SavingsPlanCoveredUsage")[0]
    assert money(row, *BASES) == [3, 2, 0, Decimal("1.8"), 3]


def test_a_negation_that_does_not_cancel_is_billed_in_a_row_of_its_own_and_is_told(tmp_path: Path):
    lines = [covered("3", "2"), negation("-2.9"), covered("1", "1", hour=1), negation("-1", hour=1)]
    books = books_of(tmp_path, lines)

    assert books.total("billed") == books.total("unblended") == Decimal("0.1")
    assert books.total("effective") == books.total("amortized") == 3
    left_over = [
        r for r in books.ledger() if r["x_LineItemType"] == "SavingsPlanNegation" and r["BilledCost"]
    ]
    assert [row["ChargePeriodStart"].hour for row in left_over] == [0]
    assert [notice.key for notice in books.notices()] == ["notice.negation-unmerged"]


def test_a_negation_left_over_is_usage_that_counts_in_nothing_else(tmp_path: Path):
    lines = [{**covered("3", "2"), **cur(net="2.6")}, negation("-2.9", net="-2.5")]
    books = books_of(tmp_path, lines)

    (row,) = (r for r in books.ledger() if r["x_LineItemType"] == "SavingsPlanNegation" and r["BilledCost"])
    assert money(row, "EffectiveCost", "x_AmortizedCost", "ListCost", "ContractedCost") == [0, 0, 0, 0]
    assert row["ChargeCategory"] == "Usage"
    assert {row[name] for name in ("ConsumedQuantity", "CommitmentDiscountStatus", "PricingQuantity")} == {
        None
    }
    assert (books.total("billed"), books.total("unblended")) == (Decimal("0.1"), Decimal("0.1"))


def test_every_hours_unused_commitment_is_what_that_hour_left(tmp_path: Path):
    lines = [fee("2", committed="2", used=used, hour=hour) for hour, used in enumerate(("2", "1.5", "0"))]
    found = rows(tmp_path, lines, "SavingsPlanRecurringFee")
    unused = [row for row in found if row["CommitmentDiscountStatus"] == "Unused"]

    assert [row["EffectiveCost"] for row in unused] == [Decimal("0.5"), 2]
    assert [money(row, *BASES) for row in found if row["CommitmentDiscountStatus"] is None] == [
        [2, 0, 2, 0, 2]
    ] * 3
    assert [money(row, "BilledCost", "ListCost", "ContractedCost") for row in unused] == [[0, 0, 0]] * 2


def test_the_last_hour_takes_the_remainder_of_the_division(tmp_path: Path):
    """2/3 of 0.1 has no end: only the remainder makes three hours of it a fee of 0.2."""
    net = {"recurring": "0.1", "net_recurring": "0.066666666667"}
    last = {"recurring": "0.1", "net_recurring": "0.066666666666"}
    lines = [fee("0.1", committed="0.1", used="0", hour=h, **(last if h == 2 else net)) for h in range(3)]
    found = rows(tmp_path, lines, "SavingsPlanRecurringFee")
    effective = [row["EffectiveCost"] for row in found if row["CommitmentDiscountStatus"] == "Unused"]

    assert effective == [Decimal("0.066666666667"), Decimal("0.066666666667"), Decimal("0.066666666666")]
    assert sum(effective) == Decimal("0.2")


def test_a_plan_without_a_fee_in_the_file_counts_gross_and_is_told(tmp_path: Path):
    lines = [
        fee("0", committed="2", used="1.5", recurring="0", upfront="0"),
        line("Usage", "1", **cur(net="0.9")),
    ]
    books = books_of(tmp_path, lines)

    assert [row["EffectiveCost"] for row in books.ledger() if row["CommitmentDiscountStatus"]] == [
        Decimal("0.5")
    ]
    assert Notice("notice.plan-without-fee", {"plans": "1"}) in books.notices()


cents = st.integers(0, 900).map(lambda cent: Decimal(cent) / 100)


@settings(max_examples=15)
@given(used=st.lists(cents, min_size=1, max_size=6), percent=st.integers(1, 40))
def test_covered_and_unused_add_up_to_the_net_fee(
    tmp_path_factory: pytest.TempPathFactory, used: list[Decimal], percent: int
):
    """Whatever share of each hour is used, the month's effective cost is the month's net fee."""
    committed, share = Decimal("9.17"), Decimal(100 - percent) / 100
    lines: Lines = []
    for hour, amount in enumerate(used):
        net = {"net_covered": str(amount * share)}
        lines += [covered("10", str(amount), hour=hour, net="9", **net), negation("-10", hour=hour, net="-9")]
        paid = {"recurring": str(committed), "net_recurring": str(committed * share)}
        net_cost = str(committed * share)
        lines.append(
            fee(str(committed), committed=str(committed), used=str(amount), hour=hour, net=net_cost, **paid)
        )
    books = books_of(tmp_path_factory.mktemp("plan"), lines)

    assert books.total("effective") == books.total("billed") == committed * share * len(used)
    assert books.total("amortized") == committed * len(used)


def test_contracted_cost_follows_the_skus_on_demand_lines(tmp_path: Path):
    sku = {"product_sku": "SKU1", "pricing_term": "OnDemand"}
    reserved = line("DiscountedUsage", "0", **cur(reservation=RESERVATION, reserved="2", listed="5", net="0"))
    lines = [
        line("Usage", "10", **sku, **cur(listed="10", net="8")),
        {**covered("5", "2", net_covered="2", net="4"), **sku},
        negation("-5", net="-4"),
        {**reserved, **sku},
        reserved,
    ]
    found = {(row["x_LineItemType"], row["SkuId"]): row for row in books_of(tmp_path, lines).ledger()}

    assert money(found["Usage", "SKU1"], "ContractedCost", "ListCost") == [8, 10]
    assert money(found["SavingsPlanCoveredUsage", "SKU1"], "ContractedCost", "ListCost") == [4, 5]
    ratio, listed = found["DiscountedUsage", "SKU1"], found["DiscountedUsage", None]
    assert (ratio["ContractedCost"], ratio["x_ContractedCostSource"]) == (4, "sku ratio")
    assert (listed["ContractedCost"], listed["x_ContractedCostSource"]) == (5, "list")


def test_an_unused_part_that_the_export_does_not_tell_is_unknown(tmp_path: Path):
    untold = line("SavingsPlanRecurringFee", "5", line_item_resource_id="", **at(0), **cur(plan=PLAN))
    books = books_of(tmp_path, [untold])

    purchase, unused = books.ledger()
    assert money(purchase, "BilledCost", "EffectiveCost") == [5, 0]
    assert money(unused, "BilledCost", "EffectiveCost", "x_AmortizedCost") == [0, None, None]
    assert books.total("billed") == 5
    assert [books.total(metric) for metric in ("effective", "amortized")] == [None, None]


def test_an_unused_reservation_that_the_export_does_not_tell_is_unknown(tmp_path: Path):
    books = books_of(tmp_path, [line("RIFee", "5", line_item_resource_id="", **cur(reservation=RESERVATION))])

    _, unused = books.ledger()
    assert money(unused, "BilledCost", "EffectiveCost", "x_AmortizedCost") == [0, None, None]
    assert [books.total(metric) for metric in ("billed", "effective")] == [5, None]
