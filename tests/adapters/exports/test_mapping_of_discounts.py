"""The three shapes of a negotiated discount, split-cost children, and what a service is called."""

from decimal import Decimal
from pathlib import Path

import pytest

from finops_aws.domain.visibility.delivery import Notice
from tests.bills import PLAN, Books, books_of, cur, line, open_books, write_parquet

USAGE = line("Usage", "100", **cur(listed="100"))
EDP = line("EdpDiscount", "-7", line_item_resource_id="", **cur(described="edp"))
BUNDLED = line("BundledDiscount", "-3", line_item_resource_id="", **cur(described="bundled"))
NET = cur(net="90")
TAKEN = '{"bundled_discount":3,"total_discount":10}'

SHAPES = {
    "a map beside net columns": [{**USAGE, **NET, "discount": TAKEN}],
    "flat columns beside net columns": [{**USAGE, **NET, "discount_total_discount": "10"}],
    "lines without net columns": [USAGE, EDP, BUNDLED],
    "lines beside net columns": [{**USAGE, **NET}, EDP, BUNDLED],
    "lines of net 0 beside net columns": [
        {**USAGE, **NET},
        {**EDP, **cur(net="0")},
        {**BUNDLED, **cur(net="0")},
    ],
    "no discount": [USAGE],
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_discount_is_counted_once_however_it_is_told(tmp_path: Path, shape: str):
    books = books_of(tmp_path, SHAPES[shape])
    paid = 100 if shape == "no discount" else 90
    assert (books.total("billed"), books.total("effective")) == (paid, paid)
    assert books.total("list") == 100
    gross = 90 if "lines" in shape else 100
    assert (books.total("unblended"), books.total("amortized")) == (gross, gross)


@pytest.mark.parametrize("shape", ["a map beside net columns", "flat columns beside net columns"])
def test_what_the_discount_took_is_kept_beside(tmp_path: Path, shape: str):
    (row,) = books_of(tmp_path, SHAPES[shape]).ledger()
    assert row["x_TotalDiscount"] == 10


def test_a_discount_map_in_parquet_reads_the_same(tmp_path: Path):
    bill = write_parquet(
        tmp_path / "bill.parquet",
        [{**USAGE, **NET, "discount": "{bundled_discount=3, total_discount=10}"}],
        discount="MAP(VARCHAR, DOUBLE)",
        line_item_unblended_cost="DOUBLE",
        line_item_net_unblended_cost="DOUBLE",
    )
    books = open_books(tmp_path / "books", bill)
    assert (books.total("billed"), books.ledger()[0]["x_TotalDiscount"]) == (90, 10)


def test_discount_lines_are_kept_apart_as_credits_without_quantity(tmp_path: Path):
    rows = [
        r
        for r in books_of(tmp_path, SHAPES["lines without net columns"]).ledger()
        if r["ChargeCategory"] != "Usage"
    ]
    assert {r["ChargeCategory"] for r in rows} == {"Credit"}
    assert {r["x_LineItemType"]: r["BilledCost"] for r in rows} == {"EdpDiscount": -7, "BundledDiscount": -3}
    assert {r["ConsumedQuantity"] for r in rows} == {None}


def test_a_discount_line_that_names_its_line_is_folded_into_it(tmp_path: Path):
    own = {"line_item_resource_id": "i-1"}
    other = line("Usage", "50", line_item_resource_id="i-2")
    books = books_of(tmp_path, [USAGE, other, {**EDP, **own}, {**BUNDLED, **own}])
    billed = {(row["x_LineItemType"], row["ResourceId"]): row["BilledCost"] for row in books.ledger()}
    assert billed == {
        ("Usage", "i-1"): 90,
        ("Usage", "i-2"): 50,
        ("EdpDiscount", "i-1"): 0,
        ("BundledDiscount", "i-1"): 0,
    }
    assert (books.total("billed"), books.total("effective"), books.total("unblended")) == (140, 140, 140)


def test_a_discount_line_that_could_belong_to_two_lines_stays_apart(tmp_path: Path):
    books = books_of(tmp_path, [USAGE, USAGE, {**EDP, "line_item_resource_id": "i-1"}])
    assert sorted(row["BilledCost"] for row in books.ledger()) == [-7, 100, 100]
    assert books.total("billed") == 193


def test_a_discount_is_never_folded_where_net_costs_hold_it(tmp_path: Path):
    books = books_of(tmp_path, [{**USAGE, **NET}, {**EDP, "line_item_resource_id": "i-1"}])
    assert sorted(row["BilledCost"] for row in books.ledger()) == [0, 90]


@pytest.mark.parametrize("kind", ["DiscountedUsage", "SavingsPlanCoveredUsage", "Tax", "Credit"])
def test_only_plain_charges_take_a_discount(tmp_path: Path, kind: str):
    target = line(kind, "8", **cur(reserved="8", covered="8", plan=PLAN if kind.startswith("Sav") else ""))
    books = books_of(tmp_path, [target, {**EDP, "line_item_resource_id": "i-1"}])
    assert [r["BilledCost"] for r in books.ledger() if r["x_LineItemType"] == "EdpDiscount"] == [-7]
    assert books.total("unblended") == 1


def test_net_columns_of_one_file_decide_for_the_whole_delivery(tmp_path: Path):
    """Every month stands for itself: discounts stated net in January say nothing of February."""
    later = {
        "bill_billing_period_start_date": "2026-02-01T00:00:00.000Z",
        "bill_billing_period_end_date": "2026-03-01T00:00:00.000Z",
        "line_item_usage_start_date": "2026-02-05T00:00:00.000Z",
    }
    books = books_of(tmp_path, [{**USAGE, **NET}, EDP, {**USAGE, **later}, {**EDP, **later}])
    billed = {
        (row["BillingPeriodStart"].month, row["x_LineItemType"]): row["BilledCost"] for row in books.ledger()
    }
    assert billed == {(1, "Usage"): 90, (1, "EdpDiscount"): 0, (2, "Usage"): 100, (2, "EdpDiscount"): -7}


CHILD = {
    "line_item_operation": "EKSPod-EC2",
    "split_line_item_parent_resource_id": "i-1",
    "line_item_product_code": "AmazonEKS",
}


def split(resource: str, cost: str, unused: str, **columns: str) -> dict[str, str]:
    costs = {"split_line_item_split_cost": cost, "split_line_item_unused_cost": unused}
    return line("Usage", "0", **{**CHILD, "line_item_resource_id": resource}, **costs, **columns)


@pytest.fixture
def pods(tmp_path: Path) -> Books:
    return books_of(tmp_path, [line("Usage", "10"), split("pod/a", "6", "1"), split("pod/b", "2", "1")])


def test_split_children_are_in_no_total(pods: Books):
    assert [row["ResourceId"] for row in pods.ledger()] == ["i-1"]
    assert {pods.total(metric) for metric in ("billed", "effective", "list", "unblended", "amortized")} == {
        10
    }
    assert [sum(row["x_Lines"] for row in pods.mart("costs_daily"))] == [1]


def test_split_children_have_a_mart_of_their_own(pods: Books):
    found = {
        r["ResourceId"]: (r["x_SplitCost"], r["x_SplitUnusedCost"], r["x_SplitParentResourceId"])
        for r in pods.mart("split_costs")
    }
    assert found == {"pod/a": (6, 1, "i-1"), "pod/b": (2, 1, "i-1")}


def test_split_children_keep_their_net_cost_when_there_is_one(tmp_path: Path):
    net = {"split_line_item_net_split_cost": "5.4", "split_line_item_net_unused_cost": "0.9"}
    books = books_of(
        tmp_path,
        [line("Usage", "10", **cur(net="9")), split("pod/a", "6", "1", **net), split("pod/b", "2", "1")],
    )
    found = {
        r["ResourceId"]: (r["x_NetSplitCost"], r["x_NetSplitUnusedCost"]) for r in books.mart("split_costs")
    }
    assert found == {"pod/a": (Decimal("5.4"), Decimal("0.9")), "pod/b": (2, 1)}


def test_a_service_the_catalogue_lacks_is_shown_by_its_code_and_told(tmp_path: Path):
    books = books_of(tmp_path, [line("Usage", "2", line_item_product_code="Brandnew"), line("Usage", "1")])
    assert {row["ServiceName"]: row["BilledCost"] for row in books.ledger()} == {
        "(unmapped) Brandnew": 2,
        "Amazon Elastic Compute Cloud": 1,
    }
    facts = {"name": "(unmapped) Brandnew", "lines": "1", "amount": "2.000000000000"}
    assert books.notices() == [Notice("notice.unmapped-service", facts)]


def test_a_marketplace_charge_is_billed_by_aws_and_published_by_the_seller(tmp_path: Path):
    entities = {
        "bill_invoicing_entity": "Amazon AWS Serviços Brasil Ltda.",
        "line_item_legal_entity": "Seller Inc.",
    }
    (row,) = books_of(
        tmp_path, [line("Usage", "5", bill_billing_entity="AWS Marketplace", **entities)]
    ).ledger()
    assert (row["BilledCost"], row["InvoiceIssuerName"], row["PublisherName"]) == (
        5,
        entities["bill_invoicing_entity"],
        "Seller Inc.",
    )
