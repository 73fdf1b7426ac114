"""Every line item type in every cost basis, with net columns absent, empty and filled."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from finops_aws.domain.charge import LineItemType
from finops_aws.domain.visibility.delivery import Notice
from tests.adapters.exports.mapped_lines import CASES, LAST_MONTH, amounts, worth
from tests.bills import Books, books_of

NET_COLUMNS = {name for case in CASES.values() for name in case.own_net}
Ledgers = dict[str, dict[str, list[dict[str, Any]]]]


@pytest.fixture(scope="module")
def bills(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Books]:
    """Three bills of the same lines, by what their net columns are."""
    plain = {name: case.lines for name, case in CASES.items()}
    stated = {name: case.net_lines for name, case in CASES.items()}
    folder = tmp_path_factory.mktemp("bills")
    return {
        "absent": books_of(folder / "absent", labelled(plain)),
        "empty": books_of(folder / "empty", labelled(plain), **dict.fromkeys(NET_COLUMNS, "")),
        "filled": books_of(folder / "filled", labelled(stated)),
    }


@pytest.fixture(scope="module")
def ledgers(bills: dict[str, Books]) -> Ledgers:
    return {net: by_label(books) for net, books in bills.items()}


def labelled(lines: dict[str, dict[str, str]]) -> list[dict[str, str]]:
    return [{**columns, "line_item_line_item_description": name} for name, columns in lines.items()]


def by_label(books: Books) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in CASES}
    for row in books.ledger():
        found[row["ChargeDescription"]].append(row)
    return found


@pytest.mark.parametrize("net", ["absent", "empty", "filled"])
@pytest.mark.parametrize("name", CASES)
def test_a_line_is_worth_what_its_type_says(ledgers: Ledgers, name: str, net: str):
    case = CASES[name]
    assert amounts(ledgers[net][name]) == worth(case.net if net == "filled" else case.gross)


@pytest.mark.parametrize("name", CASES)
def test_a_line_has_the_category_of_its_type(ledgers: Ledgers, name: str):
    charge = ledgers["filled"][name][0]
    assert charge["ChargeCategory"] == CASES[name].category
    assert charge["x_LineItemType"] == CASES[name].kind
    assert charge["x_NetUnblendedCost"] == charge["BilledCost"]


def test_every_known_type_is_among_the_lines():
    of_a_plans_hour = {kind for kind in LineItemType if kind.startswith("SavingsPlan")}
    assert set(LineItemType) - {case.kind for case in CASES.values()} == of_a_plans_hour - {
        LineItemType.SAVINGS_PLAN_UPFRONT_FEE
    }


def test_credits_and_refunds_move_the_bill_apart(ledgers: Ledgers):
    movements = {name: {row["x_Movement"] for row in rows} for name, rows in ledgers["filled"].items()}
    assert {name for name, found in movements.items() if found == {"credit"}} == {"credit"}
    assert {name for name, found in movements.items() if found == {"refund"}} == {
        name for name, case in CASES.items() if case.kind == "Refund"
    }


def test_an_unknown_type_is_counted_in_totals_and_told(bills: dict[str, Books]):
    books = bills["filled"]
    facts = {"name": "Surcharge", "lines": "1", "amount": "9.000000000000"}
    assert Notice("notice.unknown-line-item-type", facts) in books.notices()
    assert books.total("billed") == sum(Decimal(case.net[2]) for case in CASES.values())
    assert books.total("unblended") == sum(Decimal(case.net[0]) for case in CASES.values())


@pytest.mark.parametrize("net", ["absent", "empty"])
def test_without_net_costs_the_bill_is_its_unblended_cost(bills: dict[str, Books], net: str):
    assert bills[net].total("billed") == bills[net].total("unblended")
    assert bills[net].total("effective") == bills[net].total("amortized")


def test_a_commitment_fee_is_a_purchase_and_what_went_unused(ledgers: Ledgers):
    purchase, unused = ledgers["filled"]["reservation fee"]
    assert [purchase["ChargeCategory"], purchase["BilledCost"], purchase["EffectiveCost"]] == [
        "Purchase",
        16,
        0,
    ]
    assert [unused["ChargeCategory"], unused["BilledCost"], unused["EffectiveCost"]] == ["Usage", 0, 4]
    assert (purchase["CommitmentDiscountStatus"], unused["CommitmentDiscountStatus"]) == (None, "Unused")


def test_a_refund_of_an_earlier_month_is_a_correction(tmp_path: Path):
    now, before = CASES["refund of usage"].lines, {**CASES["refund of usage"].lines, **LAST_MONTH}
    rows = books_of(tmp_path, [now, before, {**now, "bill_bill_type": "Refund"}]).ledger()
    assert sorted(str(row["ChargeClass"]) for row in rows) == ["Correction", "Correction", "None"]
