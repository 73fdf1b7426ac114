import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest

from finops_aws.sandbox import Shape
from tests.application.spoiled_bills import CsvBill
from tests.entrypoints.conftest import BilledCompany, Finops
from tests.small_ledgers import holdings, small_bill

FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", '=HYPERLINK("http://127.0.0.1","x")']


def test_an_ingest_says_what_it_read(finops: Finops, company: BilledCompany, tmp_path: Path) -> None:
    printed = finops("ingest", str(company.export), data=tmp_path / "data")
    assert printed.code == 0
    assert printed.out.startswith("Read 500 lines, 2026-10 to 2026-11 (deliveries: 2, payers: 1).")
    assert "ComplimentaryAdjustment" in printed.out

    again = finops("--lang", "pt-BR", "ingest", str(company.export), data=tmp_path / "data")
    assert again.code == 0
    assert "2" in again.out
    assert "500" not in again.out


def test_a_bill_that_cannot_be_read_ends_with_5_and_changes_nothing(
    finops: Finops, company: BilledCompany, tmp_path: Path
) -> None:
    bill = tmp_path / "bill.parquet"
    bill.write_bytes(min(company.export.rglob("*.parquet")).read_bytes()[:1000])
    before = holdings(company.data)

    printed = finops("ingest", str(bill), data=company.data)

    assert (printed.code, printed.out) == (5, "")
    assert str(bill) in printed.err
    assert holdings(company.data) == before


def test_a_source_that_is_not_there_ends_with_2(finops: Finops, tmp_path: Path) -> None:
    printed = finops("ingest", str(tmp_path / "absent"))
    assert printed.code == 2
    assert str(tmp_path / "absent") in printed.err


def test_the_sources_are_listed(finops: Finops, company: BilledCompany) -> None:
    document = finops("sources", "--format", "json", data=company.data).document
    november, october = document["deliveries"]
    assert document["gaps"] == []
    assert (october["billing_period"], october["lines"], october["estimated_lines"]) == ("2026-10", 281, 0)
    assert (november["billing_period"], november["lines"], november["currency"]) == ("2026-11", 219, "USD")
    table = finops("sources", data=company.data).out
    assert "CUR 2.0 parquet" in table
    assert "final" in table


def test_a_ledger_that_equals_its_bill_reconciles(finops: Finops, company: BilledCompany) -> None:
    printed = finops("reconcile", "--controls", str(company.controls), data=company.data)
    assert printed.code == 0
    assert "The ledger equals the bill." in printed.out
    assert "FAILED" not in printed.out
    document = finops(
        "reconcile", "--controls", str(company.controls), "--format", "json", data=company.data
    ).document
    assert document["holds"] is True
    checks = [check for check in document["checks"] if check["identity"] in ("invoice", "control")]
    assert {check["residue"] for check in checks} == {"0"}
    assert sum(check["groups"] for check in checks) > 100


def test_one_wrong_control_total_fails_the_reconciliation(
    finops: Finops, company: BilledCompany, tmp_path: Path
) -> None:
    rows = list(csv.reader(io.StringIO(company.controls.read_text("utf-8"))))
    wrong = next(row for row in rows if row[1] == "2026-10" and row[3:6] == ["total", "", "billed"])
    wrong[6] = str(Decimal(wrong[6]) + Decimal("0.01"))
    controls = tmp_path / "controls.csv"
    with controls.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)

    printed = finops("reconcile", "--controls", str(controls), data=company.data)
    portuguese = finops("--lang", "pt-BR", "reconcile", "--controls", str(controls), data=company.data)

    assert (printed.code, portuguese.code) == (1, 1)
    assert "FAILED" in printed.out
    assert "is off by 0.01 in 1 of" in printed.out
    assert "The ledger does not equal the bill" in printed.out
    assert "The ledger" not in portuguese.out


def test_control_totals_that_cannot_be_read_are_told_by_line(
    finops: Finops, company: BilledCompany, tmp_path: Path
) -> None:
    controls = tmp_path / "controls.csv"
    text = company.controls.read_text("utf-8").replace(",billed,", ",invoiced,", 1)
    controls.write_text(text, encoding="utf-8")
    line = next(n for n, row in enumerate(text.splitlines(), start=1) if ",invoiced," in row)

    printed = finops("reconcile", "--controls", str(controls), data=company.data)

    assert printed.code == 2
    assert f"{controls} has an error at line {line}, column 6" in printed.err


@pytest.fixture(scope="module")
def plain_bill(tmp_path_factory: pytest.TempPathFactory) -> CsvBill:
    return CsvBill.of(small_bill(tmp_path_factory.mktemp("csv"), shape=Shape.CUR2_CSV).exports[0])


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_name_that_is_a_formula_is_inert_in_csv(
    finops: Finops, plain_bill: CsvBill, tmp_path: Path, formula: str
) -> None:
    bill = tmp_path / "bill.csv"
    bill.write_bytes(plain_bill.with_cell("line_item_usage_account_name", formula))
    assert finops("ingest", str(bill), data=tmp_path / "data").code == 0

    for options in ((), ("--compare", "previous")):
        printed = finops(
            "costs", "--by", "SubAccountName", "--format", "csv", *options, data=tmp_path / "data"
        )
        cells = [cell for row in csv.reader(io.StringIO(printed.out, newline="")) for cell in row]
        assert f"'{formula}" in cells
        assert formula not in cells
    document = finops("costs", "--by", "SubAccountName", "--format", "json", data=tmp_path / "data").document
    assert formula in {row["keys"]["SubAccountName"] for row in document["rows"]}


def test_a_name_with_markup_is_shown_as_it_is(finops: Finops, plain_bill: CsvBill, tmp_path: Path) -> None:
    bill = tmp_path / "bill.csv"
    bill.write_bytes(plain_bill.with_cell("line_item_usage_account_name", "[bold]dev[/bold] [x"))
    finops("ingest", str(bill), data=tmp_path / "data")
    assert "[bold]dev[/bold] [x" in finops("costs", "--by", "SubAccountName", data=tmp_path / "data").out
