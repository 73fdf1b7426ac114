"""The FOCUS dataset adds up to the ledger, holds only what FOCUS allows, and is whole or not there."""

import json
import stat
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from finops_aws.adapters.stores import focus_writer
from finops_aws.adapters.stores.focus_writer import COSTS
from finops_aws.domain.period import Period, parse_day
from finops_aws.errors import (
    AccessDenied,
    CorruptFile,
    InvalidPeriod,
    NotFound,
    SourceUnavailable,
    UnbalancedExport,
    UnknownName,
)
from finops_aws.sandbox import Discounts, Shape
from tests.bills import PLAN, Books, books_of, cur, line, open_books, written

FOCUS_COLUMNS = 57
Row = dict[str, Any]
SHAPES = [
    (Shape.CUR2_PARQUET, Discounts.NET),
    (Shape.LEGACY_CSV, Discounts.NET_AND_LINES),
    (Shape.CUR2_CSV, Discounts.LINES),
    (Shape.FOCUS_1_2_PARQUET, Discounts.NET),
]


@pytest.fixture(scope="module", params=SHAPES, ids=lambda shape: f"{shape[0]}, {shape[1]}")
def books(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Books:
    folder = tmp_path_factory.mktemp("focus")
    shape, discounts = request.param
    bill = written(folder / "bill", seed=7, lines=900, shape=shape, discounts=discounts, payers=2)
    return open_books(folder / "books", *bill.exports)


def exported(books: Books, target: Path) -> list[Row]:
    books.analysis.export_focus(target)
    return rows_of(target)


def rows_of(file: Path) -> list[Row]:
    """The rows of an exported file: CSV as text, Parquet as it is but for moments, which are told as text."""
    is_text = file.suffix != ".parquet"
    scan = f"read_csv('{file}', header = true, all_varchar = true)" if is_text else f"'{file}'"
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        kinds = connection.execute(f"DESCRIBE SELECT * FROM {scan}").fetchall()
        columns = [str(name) for name, *_ in kinds]
        told = ", ".join(f"{name}::VARCHAR" if "ZONE" in kind else name for name, kind, *_ in kinds)
        found = connection.execute(f"SELECT {told} FROM {scan}").fetchall()
    return [dict(zip(columns, row, strict=True)) for row in found]


def by_month(rows: list[Row]) -> dict[Any, dict[str, tuple[Decimal, int]]]:
    """Sum and number of unknown amounts of each cost, per payer and month."""
    found: dict[Any, dict[str, tuple[Decimal, int]]] = {}
    for row in rows:
        key = row["BillingAccountId"], str(row["BillingPeriodStart"])[:7]
        sums = found.setdefault(key, dict.fromkeys(COSTS, (Decimal(0), 0)))
        for column in COSTS:
            amount, unknown = sums[column]
            told = row[column]
            sums[column] = (amount, unknown + 1) if told is None else (amount + Decimal(told), unknown)
    return found


@pytest.mark.parametrize("name", ["focus.parquet", "focus.csv", "focus.csv.gz", "FOCUS.CSV"])
def test_every_cost_adds_up_to_the_ledger_in_every_month(books: Books, tmp_path: Path, name: str):
    assert by_month(exported(books, tmp_path / name)) == by_month(books.ledger())


def test_only_focus_columns_and_those_beginning_with_x_are_written(books: Books, tmp_path: Path):
    columns = list(exported(books, tmp_path / "focus.parquet")[0])
    assert len([column for column in columns if not column.startswith("x_")]) == FOCUS_COLUMNS
    assert [column for column in columns if not column.startswith("x_") and not column[0].isupper()] == []
    assert {"x_UnblendedCost", "x_NetUnblendedCost", "x_BlendedCost", "x_TotalDiscount"} & set(
        columns
    ) == set()


def test_rows_are_those_of_the_ledger_without_merged_negation(books: Books, tmp_path: Path):
    rows, ledger = exported(books, tmp_path / "focus.parquet"), books.ledger()
    kept = [one for one in ledger if one["x_LineItemType"] != "SavingsPlanNegation"]
    assert Counter(row["x_LineItemType"] for row in rows) == Counter(row["x_LineItemType"] for row in kept)
    assert len(rows) < len(ledger) or None in {row["x_LineItemType"] for row in rows}


def test_tags_are_a_json_object_under_their_own_keys(books: Books, tmp_path: Path):
    objects = [json.loads(row["Tags"]) for row in exported(books, tmp_path / "focus.parquet")]
    keys = {key for tags in objects for key in tags}
    assert {"team", "environment"} <= keys
    assert None not in {value for tags in objects for value in tags.values()}
    charges = [row for row in books.ledger() if row["x_LineItemType"] != "SavingsPlanNegation"]
    assert Counter(tags.get("team") for tags in objects) == Counter(row["tag_team"] for row in charges)


def test_parquet_has_exact_decimals_and_moments_in_utc(books: Books, tmp_path: Path):
    books.analysis.export_focus(tmp_path / "focus.parquet")
    with duckdb.connect() as connection:
        described = connection.execute(f"DESCRIBE SELECT * FROM '{tmp_path}/focus.parquet'").fetchall()
    kinds = {name: kind for name, kind, *_ in described}
    assert {kinds[column] for column in (*COSTS, "PricingQuantity")} == {"DECIMAL(38,12)"}
    assert {kinds[column] for column in kinds if column.endswith(("Start", "End"))} == {
        "TIMESTAMP WITH TIME ZONE"
    }
    assert kinds["Tags"] == kinds["BillingAccountId"] == "VARCHAR"


def test_csv_is_what_parquet_is(books: Books, tmp_path: Path):
    rows, texts = exported(books, tmp_path / "focus.parquet"), exported(books, tmp_path / "focus.csv")
    assert [row["Tags"] for row in texts] == [row["Tags"] for row in rows]
    assert [row["SubAccountId"] for row in texts] == [row["SubAccountId"] for row in rows]
    assert {row["BillingPeriodStart"] for row in texts} == {"2026-09-01T00:00:00Z", "2026-10-01T00:00:00Z"}


def test_only_the_months_asked_for_are_written(books: Books, tmp_path: Path):
    october = Period(parse_day("2026-10"), parse_day("2026-11"))
    export = books.analysis.export_focus(tmp_path / "focus.parquet", october)
    months = {month for _, month in by_month(rows_of(export.path))}
    assert (months, export.periods) == ({"2026-10"}, ("2026-10",))
    assert export.rows == len(rows_of(export.path))


def small(folder: Path) -> Books:
    """Covered usage with a negation that leaves 0.1 over, a tag with quotes, and a line of its own unit."""
    plan = cur(plan=PLAN)
    return books_of(
        folder,
        [
            line("Usage", "1", resource_tags='{"user_team": "a \\"b\\", c"}', pricing_unit="LCU-Hrs"),
            line("SavingsPlanCoveredUsage", "2", **plan, **cur(covered="1.2")),
            line("SavingsPlanNegation", "-1.9", **plan),
        ],
    )


def test_negation_that_does_not_cancel_stays(tmp_path: Path):
    rows = exported(small(tmp_path), tmp_path / "focus.parquet")
    left = [row["BilledCost"] for row in rows if row["x_LineItemType"] == "SavingsPlanNegation"]
    assert left == [Decimal("0.1")]


def test_a_value_with_quotes_and_commas_survives_csv(tmp_path: Path):
    rows = exported(small(tmp_path), tmp_path / "focus.csv")
    assert json.loads(rows[0]["Tags"]) == {"team": 'a "b", c'}


@pytest.mark.parametrize("name", ["focus.csv", "focus.csv.gz"])
@pytest.mark.parametrize("description", ["a\nb", "a\r\nb", "a\rb", '"', ",", "'", "a\\", "é☂", " a "])
def test_any_text_survives_csv(tmp_path: Path, description: str, name: str):
    books = books_of(tmp_path, [line("Usage", "1", **cur(described=description)), line("Tax", "2")])
    rows = exported(books, tmp_path / name)
    assert [row["ChargeDescription"] for row in rows] == [row["ChargeDescription"] for row in books.ledger()]
    assert description in {row["ChargeDescription"] for row in rows}


def test_amounts_that_are_unknown_stay_unknown(tmp_path: Path):
    fee = line("RIFee", "4", **cur(reservation="arn:aws:ec2:us-east-1:1:reserved-instances/1"))
    rows = exported(books_of(tmp_path, [fee]), tmp_path / "focus.parquet")
    assert {row["CommitmentDiscountStatus"]: row["EffectiveCost"] for row in rows} == {
        None: 0,
        "Unused": None,
    }
    assert small(tmp_path / "known").analysis.export_focus(tmp_path / "x.csv").totals[0].effective == Decimal(
        "2.2"
    )
    with_unknown = books_of(tmp_path / "again", [fee]).analysis.export_focus(tmp_path / "y.csv")
    assert (with_unknown.totals[0].billed, with_unknown.totals[0].effective) == (Decimal(4), None)


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        ("Hrs", "Hours"),
        ("hours", "Hours"),
        ("GB-Mo", "GB-Months"),
        ("LCU-Hrs", "LCU-Hours"),
        ("Lambda-GB-Second", "Lambda GB-Seconds"),
        ("User-Mo", "User-Months"),
        ("1K tokens", "1000 tokens"),
        ("Requests", "Requests"),
        ("Instance-Day", "Instance-Days"),
        ("Mo", "Months"),
        ("Memo", "Memo"),
    ],
)
def test_units_are_spelled_as_focus_does(unit: str, told: str):
    with duckdb.connect() as connection:
        connection.execute((focus_writer._SQL / "macros.sql").read_text("utf-8"))
        assert connection.execute("SELECT focus_unit(?)", [unit]).fetchone() == (told,)


def left_behind(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_a_dataset_that_does_not_add_up_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    books, folder = small(tmp_path), tmp_path / "out"
    folder.mkdir()
    (folder / "focus.csv").write_text("before", "utf-8")
    sql = focus_writer._sql
    monkeypatch.setattr(
        focus_writer,
        "_sql",
        lambda name: sql(name).replace("    BilledCost,\n", "    BilledCost * 2 AS BilledCost,\n", 1),
    )
    with pytest.raises(UnbalancedExport) as raised:
        books.analysis.export_focus(folder / "focus.csv")
    assert (raised.value.facts["column"], raised.value.facts["period"]) == ("BilledCost", "2026-01")
    assert Decimal(raised.value.facts["difference"]) == Decimal("1.1")
    assert left_behind(folder) == ["focus.csv"]
    assert (folder / "focus.csv").read_text("utf-8") == "before"


def test_a_lost_row_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    books, sql = small(tmp_path), focus_writer._sql
    monkeypatch.setattr(
        focus_writer,
        "_sql",
        lambda name: sql(name) + (" AND PricingUnit <> 'LCU-Hrs'" if name == "rows" else ""),
    )
    with pytest.raises(UnbalancedExport):
        books.analysis.export_focus(tmp_path / "focus.parquet")
    assert not (tmp_path / "focus.parquet").exists()


def test_without_a_ledger_there_is_nothing_to_export(tmp_path: Path):
    with pytest.raises(NotFound, match="ledger"):
        open_books(tmp_path / "empty").analysis.export_focus(tmp_path / "focus.csv")


@pytest.mark.parametrize("name", ["focus.xlsx", "focus", ".csv", "focus.gz"])
def test_a_name_that_says_no_format_is_refused(tmp_path: Path, name: str):
    with pytest.raises(UnknownName, match=r"\.parquet"):
        small(tmp_path).analysis.export_focus(tmp_path / name)


def test_a_period_without_a_bill_is_told(tmp_path: Path):
    books = small(tmp_path)
    with pytest.raises(NotFound, match="bills of 2025-01-01/2025-02-01"):
        books.analysis.export_focus(tmp_path / "x.csv", Period(parse_day("2025-01"), parse_day("2025-02")))
    with pytest.raises(InvalidPeriod):
        books.analysis.export_focus(tmp_path / "x.csv", Period(parse_day("2026-01-02"), parse_day("2026-02")))


def test_a_folder_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(NotFound, match="absent"):
        small(tmp_path).analysis.export_focus(tmp_path / "absent" / "focus.csv")


def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    books, folder = small(tmp_path), tmp_path / "shut"
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(focus_writer, "TemporaryDirectory", refuse)  # who runs as root may write anywhere
    with pytest.raises(AccessDenied, match="write"):
        books.analysis.export_focus(folder / "focus.csv")


def test_a_file_that_cannot_take_its_place_leaves_nothing_behind(tmp_path: Path):
    books, folder = small(tmp_path), tmp_path / "out"
    (folder / "focus.csv").mkdir(parents=True)
    with pytest.raises(SourceUnavailable):
        books.analysis.export_focus(folder / "focus.csv")
    assert left_behind(folder) == ["focus.csv"]


def test_a_damaged_ledger_is_told(tmp_path: Path):
    books = small(tmp_path)
    for file in (books.folder / "ledger").rglob("*.parquet"):
        file.write_bytes(b"PAR1")
    with pytest.raises(CorruptFile):
        books.analysis.export_focus(tmp_path / "focus.csv")
    assert not list(tmp_path.glob(".focus-*"))
