"""What is on the bill: every kind of line, a company one recognizes, and the incidents planted in it."""

import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.sandbox.written_bills import lines, written

EVERY_TYPE = {
    "Usage",
    "DiscountedUsage",
    "SavingsPlanCoveredUsage",
    "SavingsPlanNegation",
    "SavingsPlanRecurringFee",
    "SavingsPlanUpfrontFee",
    "RIFee",
    "Fee",
    "Tax",
    "Credit",
    "Refund",
    "RiVolumeDiscount",
    "SppDiscount",
    "ComplimentaryAdjustment",
}


@pytest.mark.parametrize("seed", [1, 5, 9])
def test_a_random_bill_has_every_type_of_line(tmp_path: Path, seed: int) -> None:
    written(tmp_path, seed=seed, lines=1500)
    with lines(tmp_path) as bill:
        types = {
            row[0] for row in bill.execute("SELECT DISTINCT line_item_line_item_type FROM bill").fetchall()
        }
    assert types == EVERY_TYPE


@pytest.fixture(scope="module")
def ipe(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, duckdb.DuckDBPyConnection]]:
    folder = tmp_path_factory.mktemp("ipe")
    written(folder, company="ipe", lines=90_000, months=12)
    with lines(folder) as bill:
        yield folder, bill


Ipe = tuple[Path, duckdb.DuckDBPyConnection]


def one(bill: duckdb.DuckDBPyConnection, query: str) -> object:
    row = bill.execute(query).fetchone()
    assert row is not None
    return row[0]


def test_ipe_is_a_brazilian_group(ipe: Ipe) -> None:
    folder, bill = ipe
    company = json.loads((folder / "truth/company.json").read_text("utf-8"))[0]
    assert company["name"] == "Ipê"
    assert {"loja-producao", "pagamentos-producao"} <= {account["name"] for account in company["accounts"]}
    assert (
        one(bill, "SELECT any_value(bill_invoicing_entity) FROM bill") == "Amazon AWS Serviços Brasil Ltda."
    )
    assert one(bill, "SELECT count(DISTINCT line_item_currency_code) FROM bill") == 1
    share = one(bill, "SELECT avg((product_region_code = 'sa-east-1')::INT) FROM bill")
    assert isinstance(share, float)
    assert 0.5 < share < 1


def test_ipe_uses_many_services_in_many_accounts(ipe: Ipe) -> None:
    _, bill = ipe
    services = one(bill, "SELECT count(DISTINCT line_item_product_code) FROM bill")
    assert isinstance(services, int)
    assert 15 <= services <= 45
    biggest = bill.execute(
        "SELECT count(*) FROM bill GROUP BY line_item_usage_account_id ORDER BY 1 DESC"
    ).fetchall()
    assert biggest[0][0] > 5 * biggest[-1][0]


def test_some_usage_is_untagged_and_some_tags_are_careless(ipe: Ipe) -> None:
    _, bill = ipe
    untagged = one(bill, "SELECT avg((cardinality(resource_tags) = 0)::INT) FROM bill")
    assert isinstance(untagged, float)
    assert 0.15 < untagged < 0.45
    query = "SELECT DISTINCT map_extract_value(resource_tags, '{}') FROM bill"
    stages = {row[0] for row in bill.execute(query.format("user_environment")).fetchall()}
    assert {"producao", "Producao"} <= stages
    assert "" in {row[0] for row in bill.execute(query.format("user_team")).fetchall()}


def test_a_tag_key_activated_late_is_not_filled_in_backwards(ipe: Ipe) -> None:
    folder, bill = ipe
    late = json.loads((folder / "truth/company.json").read_text("utf-8"))[0]["late_tag"]
    first = one(
        bill,
        f"SELECT min(line_item_usage_start_date) >= TIMESTAMP '{late['from'][:19]}' FROM bill"
        f" WHERE map_contains(resource_tags, '{late['key']}')",
    )
    assert first is True


def test_commitments_of_every_payment_are_partly_unused(ipe: Ipe) -> None:
    folder, _ = ipe
    months = json.loads((folder / "truth/commitments.json").read_text("utf-8"))
    for kinds in (("Reservation",), ("ComputeSavingsPlans", "EC2InstanceSavingsPlans")):
        own = [month for month in months if month["kind"] in kinds]
        assert {m["payment_option"] for m in own} == {"No Upfront", "Partial Upfront", "All Upfront"}
        assert any(float(m["unused"]) > 0 for m in own)
        assert any(float(m["used"]) > 0 for m in own)


def test_marketplace_is_invoiced_apart(ipe: Ipe) -> None:
    _, bill = ipe
    shared = one(
        bill,
        "SELECT count(*) FROM (SELECT bill_invoice_id FROM bill WHERE bill_invoice_id IS NOT NULL"
        " GROUP BY 1 HAVING count(DISTINCT bill_billing_entity) > 1)",
    )
    assert shared == 0
    assert one(bill, "SELECT count(*) > 0 FROM bill WHERE bill_billing_entity = 'AWS Marketplace'") is True


def test_the_planted_incidents_stand_out(ipe: Ipe) -> None:
    folder, bill = ipe
    incidents = json.loads((folder / "truth/company.json").read_text("utf-8"))[0]["incidents"]
    assert {incident["kind"] for incident in incidents} == {"forgotten-gpu-cluster", "nat-gateway-data-spike"}
    for incident in incidents:
        assert one(bill, SHARE_IN_INCIDENT.format(**incident)) is True, incident


SHARE_IN_INCIDENT = """
    SELECT coalesce(sum(unblended) FILTER (
            line_item_usage_start_date >= TIMESTAMP '{from:.19}'
            AND line_item_usage_start_date < TIMESTAMP '{to:.19}'), 0) / nullif(sum(unblended), 0) > 0.2
    FROM bill
    WHERE line_item_usage_account_id = '{account}'
        AND line_item_usage_type = '{usage_type}'
        AND kind <> 'SavingsPlanNegation'"""
UNIQUE_IDS = """
    SELECT count(*) - count(DISTINCT (bill_billing_period_start_date, identity_line_item_id)) FROM bill"""


def test_line_ids_are_unique_within_a_month(ipe: Ipe) -> None:
    _, bill = ipe
    assert one(bill, UNIQUE_IDS) == 0


def test_no_amount_has_more_than_ten_decimals(ipe: Ipe) -> None:
    _, bill = ipe
    for column in ("unblended", "net", "amortized", "effective"):
        assert one(bill, f"SELECT count(*) FROM bill WHERE round({column}, 10) <> {column}") == 0
