"""How a month is delivered: once in place, or three times beside each other; closed or still running."""

import csv
import gzip
import hashlib
import json
from datetime import date
from pathlib import Path

import duckdb
import pytest

from finops_aws.sandbox import BillRequest, Discounts, InvalidBillRequest, Layout, Shape, write_bill
from tests.sandbox.written_bills import lines, written


def digest(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize(
    "wishes",
    [
        {"company": "random", "lines": 700, "months": 2},
        {"company": "random", "lines": 500, "months": 2, "shape": Shape.LEGACY_CSV_ZIP},
        {"company": "ipe", "lines": 70_000, "months": 2, "discounts": Discounts.LINES},
    ],
)
def test_the_same_request_gives_the_same_bytes(tmp_path: Path, wishes: dict[str, object]) -> None:
    written(tmp_path / "one", **wishes)
    written(tmp_path / "two", **wishes)
    assert digest(tmp_path / "one") == digest(tmp_path / "two")


def test_another_seed_gives_another_bill(tmp_path: Path) -> None:
    written(tmp_path / "one", seed=1)
    written(tmp_path / "two", seed=2)
    assert digest(tmp_path / "one") != digest(tmp_path / "two")


def test_create_new_keeps_the_three_deliveries_of_the_last_closed_month(tmp_path: Path) -> None:
    written(tmp_path, layout=Layout.CREATE_NEW, history=True)
    deliveries = sorted((tmp_path / "ipe-cur2/data/BILLING_PERIOD=2026-10").iterdir())
    assert len(deliveries) == 3
    estimated, closed, restated = (_kinds(folder) for folder in deliveries)
    assert estimated["invoiced"] == 0
    assert "Tax" not in estimated["types"]
    assert closed["invoiced"] == closed["rows"]
    assert "Tax" in closed["types"]
    assert restated["rows"] > closed["rows"]


def _kinds(folder: Path) -> dict[str, object]:
    query = """
        SELECT count(*), count(nullif(bill_invoice_id, '')), list(DISTINCT line_item_line_item_type)
        FROM read_parquet(?)"""
    found = duckdb.execute(query, [str(folder / "*.parquet")]).fetchone()
    assert found is not None
    return dict(zip(("rows", "invoiced", "types"), found, strict=True))


def test_overwrite_leaves_the_last_delivery_in_place(tmp_path: Path) -> None:
    written(tmp_path, history=True)
    month = tmp_path / "ipe-cur2/data/BILLING_PERIOD=2026-10"
    assert [path.suffix for path in month.iterdir()] == [".parquet"]
    assert "Refund" in str(_kinds(month)["types"])


def test_the_running_month_ends_at_until_and_has_no_invoice(tmp_path: Path) -> None:
    written(tmp_path)
    with lines(tmp_path) as bill:
        running = bill.execute("""
            SELECT count(*), count(bill_invoice_id), max(line_item_usage_start_date)::DATE,
                count(*) FILTER (line_item_line_item_type = 'Tax')
            FROM bill WHERE bill_billing_period_start_date = TIMESTAMP '2026-11-01'""").fetchone()
    assert running is not None
    assert running[0] > 0
    assert running[1] == running[3] == 0
    assert running[2] < date(2026, 11, 20)


def test_every_month_is_closed_when_until_is_the_first_of_a_month(tmp_path: Path) -> None:
    written(tmp_path, until=date(2026, 11, 1), months=2)
    with (tmp_path / "truth/invoices.csv").open(encoding="utf-8") as source:
        assert {row["billing_period"] for row in csv.DictReader(source)} == {"2026-09", "2026-10"}


def test_several_payers_have_an_export_each(tmp_path: Path) -> None:
    bill = written(tmp_path, payers=3, lines=1800)
    assert len(set(bill.exports)) == 3
    assert all(path.is_dir() for path in bill.exports)
    with lines(tmp_path) as connection:
        payers = connection.execute("SELECT count(DISTINCT bill_payer_account_id) FROM bill").fetchone()
    assert payers == (3,)


@pytest.mark.parametrize("lines_wanted", [500, 2_000, 20_000])
@pytest.mark.parametrize("company", ["ipe", "random"])
def test_a_bill_has_about_the_lines_asked_for(tmp_path: Path, lines_wanted: int, company: str) -> None:
    bill = written(tmp_path, company=company, lines=lines_wanted, months=6)
    assert abs(bill.rows - lines_wanted) <= lines_wanted / 10


@pytest.mark.parametrize(
    "wishes", [{"company": "acme"}, {"lines": 10}, {"lines": 10**9}, {"months": 0}, {"payers": 0}]
)
def test_a_request_that_cannot_be_met_is_refused(tmp_path: Path, wishes: dict[str, object]) -> None:
    with pytest.raises(InvalidBillRequest):
        write_bill(BillRequest(until=date(2026, 1, 1), **wishes), tmp_path)  # type: ignore[arg-type]


def test_the_top_manifest_of_a_legacy_report_is_that_of_the_last_delivery(tmp_path: Path) -> None:
    written(tmp_path, shape=Shape.LEGACY_CSV, layout=Layout.CREATE_NEW, history=True, lines=500)
    month = tmp_path / "legacy/ipe-cur/20261001-20261101"
    top = json.loads((month / "ipe-cur-Manifest.json").read_text("utf-8"))
    refunding = [
        path for path in month.glob("*/ipe-cur-1.csv.gz") if b",Refund," in gzip.decompress(path.read_bytes())
    ]
    assert [path.parent.name for path in refunding] == [top["assemblyId"]]
    assert top["reportKeys"] == [str(path.relative_to(tmp_path)) for path in refunding]
