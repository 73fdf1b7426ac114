"""What the specification demands of the columns beside money: SKUs, regions, resources, services, units."""

from pathlib import Path
from typing import Any

import pytest

from tests.bills import PLAN, RESERVATION, books_of, cur, line

Row = dict[str, Any]
SKU = {
    "product_sku": "SKU1",
    "pricing_rate_code": "SKU1.TERM.RATE",
    "product_product_family": "Compute Instance",
}
NO_RESOURCE = {"line_item_resource_id": ""}


def mapped(folder: Path, kind: str, **columns: str) -> Row:
    """The first row that the line becomes."""
    return books_of(folder, [line(kind, "1", **{**SKU, **columns})]).ledger()[0]


@pytest.mark.parametrize(
    ("kind", "columns"),
    [
        ("Tax", {}),
        ("Refund", {"line_item_tax_type": "VAT"}),
        ("EdpDiscount", {"line_item_usage_type": ""}),
    ],
)
def test_a_tax_and_a_discount_on_no_single_usage_type_have_no_sku(
    tmp_path: Path, kind: str, columns: dict[str, str]
):
    row = mapped(tmp_path, kind, **columns)
    assert (row["SkuId"], row["SkuPriceId"], row["SkuMeter"]) == (None, None, None)


@pytest.mark.parametrize("kind", ["Usage", "Fee", "Credit", "Refund", "EdpDiscount"])
def test_other_charges_have_the_sku_of_their_line(tmp_path: Path, kind: str):
    row = mapped(tmp_path, kind)
    assert (row["SkuId"], row["SkuPriceId"]) == ("SKU1", "SKU1.TERM.RATE")
    assert row["SkuMeter"] == "BoxUsage:m5.large"


@pytest.mark.parametrize(
    ("region", "name"),
    [
        ("sa-east-1", "South America (Sao Paulo)"),
        ("us-east-1", "US East (N. Virginia)"),
        ("xx-new-1", None),
        ("", None),
    ],
)
def test_a_region_has_the_name_aws_shows(tmp_path: Path, region: str, name: str | None):
    row = mapped(tmp_path, "Usage", product_region_code=region)
    assert (row["RegionId"], row["RegionName"]) == (region or None, name)


def test_a_commitment_that_is_a_resource_has_a_type(tmp_path: Path):
    reservation = mapped(tmp_path / "r", "RIFee", **cur(reservation=RESERVATION), **NO_RESOURCE)
    plan = mapped(tmp_path / "p", "SavingsPlanUpfrontFee", **cur(plan=PLAN), **NO_RESOURCE)
    support = mapped(tmp_path / "s", "Fee", **NO_RESOURCE)
    assert (reservation["ResourceId"], reservation["ResourceType"]) == (RESERVATION, "Reserved Instance")
    assert (plan["ResourceId"], plan["ResourceType"]) == (PLAN, "Savings Plan")
    assert (support["ResourceId"], support["ResourceType"]) == (None, None)


def test_a_service_has_one_category_whatever_is_used_of_it(tmp_path: Path):
    lines = [line("Usage", "1", product_product_family=family) for family in ("Compute", "Data Transfer")]
    rows = books_of(tmp_path, lines).ledger()
    assert {(row["ServiceName"], row["ServiceCategory"], row["ServiceSubcategory"]) for row in rows} == {
        ("Amazon Elastic Compute Cloud", "Compute", "Virtual Machines")
    }
    assert {row["x_ProductFamily"] for row in rows} == {"Compute", "Data Transfer"}


def test_a_commitment_without_a_quantity_has_no_unit(tmp_path: Path):
    fee = mapped(tmp_path / "1", "Fee", **cur(reservation=RESERVATION))
    told = mapped(
        tmp_path / "2", "Fee", **cur(reservation=RESERVATION), reservation_total_reserved_units="8760"
    )
    assert (fee["CommitmentDiscountQuantity"], fee["CommitmentDiscountUnit"]) == (None, None)
    assert (told["CommitmentDiscountQuantity"], told["CommitmentDiscountUnit"]) == (8760, "Hours")


def test_prices_are_in_their_own_currency_or_that_of_the_line(tmp_path: Path):
    assert mapped(tmp_path / "1", "Usage")["PricingCurrency"] == "USD"
    assert mapped(tmp_path / "2", "Usage", pricing_currency="CNY")["PricingCurrency"] == "CNY"
