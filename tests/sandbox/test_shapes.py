"""Every shape holds the same money: the files a manifest names add up to the truth."""

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from finops_aws.sandbox import Discounts, Layout, Shape
from finops_aws.sandbox.layout import BUCKET
from tests.sandbox.written_bills import controls, written

CUR_SHAPES = [shape for shape in Shape if not shape.is_focus]
FOCUS_SHAPES = [shape for shape in Shape if shape.is_focus]
Row = dict[str, str]


def manifests(folder: Path) -> list[dict[str, object]]:
    return [json.loads(path.read_text("utf-8")) for path in sorted(folder.rglob("*-Manifest.json"))]


def files_of(folder: Path, manifest: dict[str, object]) -> list[Path]:
    """Give the files a manifest names."""
    keys = manifest.get("dataFiles") or manifest["reportKeys"]
    assert isinstance(keys, list)
    return [folder / str(key).removeprefix(f"s3://{BUCKET}/") for key in keys]


def rows_of(folder: Path) -> Iterator[Row]:
    """Read all rows of all manifests as text, whatever the format."""
    for manifest in manifests(folder):
        for path in files_of(folder, manifest):
            yield from _rows(path)


def _rows(path: Path) -> Iterator[Row]:
    if path.suffix == ".parquet":
        result = duckdb.execute(
            "SELECT CAST(COLUMNS(*) AS VARCHAR) FROM read_parquet(?, hive_partitioning = false)", [str(path)]
        )
        names = [column[0] for column in result.description or []]
        yield from (dict(zip(names, row, strict=True)) for row in result.fetchall())
    else:
        yield from csv.DictReader(io.StringIO(_text(path)))


def _text(path: Path) -> str:
    if path.suffix == ".gz":
        return gzip.decompress(path.read_bytes()).decode()
    with zipfile.ZipFile(path) as archive:
        return archive.read(archive.namelist()[0]).decode()


def total(rows: list[Row], column: str) -> Decimal:
    return sum((Decimal(row[column] or "0") for row in rows), Decimal(0))


def truth(folder: Path, metric: str) -> Decimal:
    found = controls(folder).items()
    return sum((amount for key, amount in found if key[1] == "total" and key[3] == metric), Decimal(0))


@pytest.mark.parametrize("shape", CUR_SHAPES)
@pytest.mark.parametrize("mode", [Discounts.NET, Discounts.LINES])
def test_a_cost_and_usage_report_adds_up(tmp_path: Path, shape: Shape, mode: Discounts) -> None:
    bill = written(tmp_path, shape=shape, discounts=mode, lines=500, months=2)
    rows = list(rows_of(tmp_path))
    slashed = shape in (Shape.LEGACY_CSV, Shape.LEGACY_CSV_ZIP)
    cost = "lineItem/UnblendedCost" if slashed else "line_item_unblended_cost"
    net = "lineItem/NetUnblendedCost" if slashed else "line_item_net_unblended_cost"
    assert len(rows) == bill.rows
    assert total(rows, cost) == truth(tmp_path, "unblended")
    assert (net in rows[0]) == (mode is Discounts.NET)
    assert total(rows, net if mode is Discounts.NET else cost) == truth(tmp_path, "billed")


@pytest.mark.parametrize("shape", [Shape.LEGACY_CSV, Shape.LEGACY_CSV_ZIP, Shape.LEGACY_PARQUET])
def test_a_legacy_report_is_wide(tmp_path: Path, shape: Shape) -> None:
    written(tmp_path, shape=shape, lines=500, months=1)
    row = next(rows_of(tmp_path))
    tag = "resource_tags_user_team" if shape is Shape.LEGACY_PARQUET else "resourceTags/user:team"
    assert len(row) >= 100
    assert tag in row
    assert "bill_payer_account_name" not in row


@pytest.mark.parametrize("shape", FOCUS_SHAPES)
@pytest.mark.parametrize("seed", [1, 2])
def test_focus_bills_and_spreads_the_same_money(tmp_path: Path, shape: Shape, seed: int) -> None:
    written(tmp_path, shape=shape, lines=700, months=2, seed=seed)
    rows = list(rows_of(tmp_path))
    assert len(rows[0]) == (48 if shape is Shape.FOCUS_1_0_CSV else 60)
    assert total(rows, "BilledCost") == truth(tmp_path, "billed")
    assert total(rows, "EffectiveCost") == truth(tmp_path, "effective")
    covered = [row for row in rows if row["CommitmentDiscountStatus"] == "Used"]
    unused = [row for row in rows if row["CommitmentDiscountStatus"] == "Unused"]
    assert covered
    assert unused
    assert total(unused, "BilledCost") == total(unused, "ListCost") == total(unused, "ContractedCost") == 0
    assert {row["ChargeCategory"] for row in unused} == {"Usage"}


def test_parquet_has_the_types_of_data_exports(tmp_path: Path) -> None:
    written(tmp_path, lines=500, months=1)
    path = files_of(tmp_path, manifests(tmp_path)[0])[0]
    described = "SELECT column_name, column_type FROM (DESCRIBE FROM read_parquet(?))"
    types = dict(duckdb.execute(described, [str(path)]).fetchall())
    assert types["line_item_unblended_cost"] == "DOUBLE"
    assert types["line_item_unblended_rate"] == "VARCHAR"
    assert types["line_item_usage_start_date"] == "TIMESTAMP"
    assert types["resource_tags"] == "MAP(VARCHAR, VARCHAR)"
    assert types["discount"] == "MAP(VARCHAR, DOUBLE)"


def test_small_amounts_in_csv_are_in_scientific_notation(tmp_path: Path) -> None:
    written(tmp_path, shape=Shape.CUR2_CSV, lines=2000, months=1)
    amounts = [row["line_item_unblended_cost"] for row in rows_of(tmp_path)]
    assert any("E-" in amount for amount in amounts)


@pytest.mark.parametrize("layout", list(Layout))
@pytest.mark.parametrize("shape", [Shape.CUR2_PARQUET, Shape.LEGACY_CSV])
def test_a_manifest_names_files_that_exist_and_its_own_columns(
    tmp_path: Path, shape: Shape, layout: Layout
) -> None:
    bill = written(tmp_path, shape=shape, layout=layout, history=True, lines=500, months=2)
    named = {path for manifest in manifests(tmp_path) for path in files_of(tmp_path, manifest)}
    assert all(path.is_file() for path in named)
    assert len(named) == bill.files
    columns = manifests(tmp_path)[0]["columns"]
    assert isinstance(columns, list)
    assert len(columns) == len(next(rows_of(tmp_path)))
