"""``finops export focus``: what it says, and what it refuses."""

import csv
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.entrypoints.conftest import BilledCompany, Finops


def test_the_ledger_is_written_and_told(finops: Finops, company: BilledCompany, tmp_path: Path) -> None:
    target = tmp_path / "focus.parquet"
    printed = finops("export", "focus", "--out", str(target), data=company.data)
    assert printed.code == 0
    assert printed.out.startswith("Wrote ")
    assert f"2026-10 to 2026-11, to {target} as FOCUS 1.2." in printed.out
    assert "equal to the ledger, to the last decimal" in printed.out
    with duckdb.connect() as connection:
        (billed,) = connection.execute(f"SELECT SUM(BilledCost) FROM '{target}'").fetchone() or (None,)
    document = finops(
        "costs",
        "--metric",
        "billed",
        "--from",
        "2026-10",
        "--to",
        "2026-12",
        "--format",
        "json",
        data=company.data,
    ).document
    assert billed == Decimal(document["totals"][0]["after_credits"])


def test_one_month_as_csv_in_portuguese(finops: Finops, company: BilledCompany, tmp_path: Path) -> None:
    target = tmp_path / "focus.csv"
    options = ("--from", "2026-10", "--out", str(target))
    printed = finops("--lang", "pt-BR", "export", "focus", *options, data=company.data)
    assert printed.code == 0
    assert "de 2026-10 a 2026-10" in printed.out
    with target.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["BillingPeriodStart"] for row in rows} == {"2026-10-01T00:00:00Z"}
    assert all(Decimal(row["BilledCost"]).is_finite() and "e" not in row["BilledCost"] for row in rows)


def test_the_months_before_another_one(finops: Finops, company: BilledCompany, tmp_path: Path) -> None:
    printed = finops(
        "export", "focus", "--to", "2026-11", "--out", str(tmp_path / "x.csv.gz"), data=company.data
    )
    assert "2026-10 to 2026-10" in printed.out


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--out", "focus.xlsx"), "There is no file extension called .xlsx"),
        (("--out", "x.csv", "--from", "2019-01"), "bills of 2019-01-01/2019-02-01"),
        (("--out", "x.csv", "--from", "2026-10-05"), "only whole months can be exported"),
        (("--out", "absent/x.csv"), "Not found in disk: absent"),
    ],
)
def test_what_cannot_be_exported_is_told(
    finops: Finops,
    company: BilledCompany,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    options: tuple[str, ...],
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    printed = finops("export", "focus", *options, data=company.data)
    portuguese = finops("--lang", "pt-BR", "export", "focus", *options, data=company.data)
    assert (printed.code, portuguese.code, list(tmp_path.iterdir())) == (2, 2, [])
    assert told in printed.err
    assert told not in portuguese.err


def test_without_a_bill_there_is_nothing_to_export(finops: Finops, tmp_path: Path) -> None:
    printed = finops("export", "focus", "--out", str(tmp_path / "x.csv"))
    assert printed.code == 2
    assert "finops ingest" in printed.err
