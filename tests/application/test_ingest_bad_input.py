"""A bill that cannot be read is refused by name and with a remedy, and the ledger keeps what it held."""

import gzip
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from finops_aws.entrypoints.cli.main import MESSAGES
from finops_aws.errors import CorruptFile, CurrencyMismatch, FinOpsError, NotFound, SchemaMismatch
from finops_aws.sandbox import Shape
from finops_aws.toolkit.messages import LANGUAGES, Messages
from tests.application.spoiled_bills import LONG_LINE_BYTES, CsvBill
from tests.small_ledgers import holdings, ledger_in, small_bill, stored_files

REMEDIES = {
    CorruptFile: ("Export or download it again", "Exporte-o ou baixe-o outra vez"),
    SchemaMismatch: ("`finops export setup` creates one", "`finops export setup` cria uma"),
    CurrencyMismatch: ("Separate them", "Separe-os"),
    NotFound: ("Check the name and the place", "Confira o nome e o local"),
}


@dataclass(frozen=True)
class Bills:
    """A ledger with a bill in it, and another bill to be spoiled: as CSV and as Parquet."""

    held: Path
    csv: CsvBill
    parquet: bytes


@pytest.fixture(scope="module")
def bills(tmp_path_factory: pytest.TempPathFactory) -> Bills:
    folder = tmp_path_factory.mktemp("bills")
    good = small_bill(folder / "good")
    ledger_in(folder / "held").ingest([str(good.exports[0])])
    second = small_bill(folder / "second", shape=Shape.CUR2_CSV, seed=2)
    parquet = min(good.exports[0].rglob("*.parquet")).read_bytes()
    return Bills(folder / "held", CsvBill.of(second.exports[0]), parquet)


@pytest.fixture
def held(bills: Bills, tmp_path: Path) -> Path:
    """The data directory, a copy for each test."""
    return Path(shutil.copytree(bills.held, tmp_path / "held"))


def refused(held: Path, location: Path, error: type[FinOpsError]) -> FinOpsError:
    """The error that an ingest of the location ends with; what the ledger held stays, and nothing else."""
    before = holdings(held)
    assert len(before.files) > 20
    with pytest.raises(error) as caught:
        ledger_in(held).ingest([str(location)])
    assert type(caught.value) is error
    assert holdings(held) == before
    assert stored_files(held) == set(before.files)
    return caught.value


def told(error: FinOpsError) -> list[str]:
    """The error's text in every language, with the remedy in it."""
    texts = [Messages(MESSAGES).error_text(error, lang) for lang in LANGUAGES]
    assert [remedy in text for remedy, text in zip(REMEDIES[type(error)], texts, strict=True)] == [True, True]
    return texts


Spoil = Callable[[Bills], bytes]
CASES: dict[str, tuple[str, Spoil, type[FinOpsError]]] = {
    "gzip cut in half": ("cut.csv.gz", lambda b: _half(gzip.compress(b.csv.content)), CorruptFile),
    "gzip cut in its check sum": ("tail.csv.gz", lambda b: gzip.compress(b.csv.content)[:-4], CorruptFile),
    "gzip cut in the header": ("head.csv.gz", lambda b: gzip.compress(b.csv.content)[:20], CorruptFile),
    "Parquet cut in half": ("cut.parquet", lambda b: _half(b.parquet), CorruptFile),
    "Parquet without its end": ("tail.parquet", lambda b: b.parquet[:-8], CorruptFile),
    "Parquet damaged inside": ("inside.parquet", lambda b: _damaged(b.parquet), CorruptFile),
    "CSV cut within a line": ("cut.csv", lambda b: b.csv.content[:-300], CorruptFile),
    "0 bytes": ("zero.csv", lambda b: b"", CorruptFile),
    "0 bytes in gzip": ("zero.csv.gz", lambda b: gzip.compress(b""), CorruptFile),
    "header only": ("header.csv", lambda b: b.csv.header, SchemaMismatch),
    "header only in gzip": ("header.csv.gz", lambda b: gzip.compress(b.csv.header), SchemaMismatch),
    "not UTF-8": ("byte.csv", lambda b: b.csv.with_byte(b"\xff", at=b"RunInstances"), CorruptFile),
    "header not UTF-8": ("byte.csv", lambda b: b.csv.with_byte(b"\xff", at=b"bill_bill_type"), CorruptFile),
    "cost that is no number": ("cost.csv", lambda b: _cost(b, "twelve"), SchemaMismatch),
    "cost that is NaN": ("cost.csv", lambda b: _cost(b, "NaN"), SchemaMismatch),
    "infinite cost": ("cost.csv", lambda b: _cost(b, "inf"), SchemaMismatch),
    "decimal comma": ("cost.csv", lambda b: _cost(b, "1,5"), SchemaMismatch),
    "one value too many": ("wide.csv", lambda b: b.csv.content.replace(b"\nAnn", b"\n0,Ann", 1), CorruptFile),
    "picture": ("picture.csv", lambda b: b"\x89PNG\r\n\x1a\n" + b"\0" * 500, CorruptFile),
    "another table": ("other.csv", lambda b: b"name,age\nAna,42\n", SchemaMismatch),
    "broken ZIP": ("bill.zip", lambda b: b"PK\x03\x04" + b"\0" * 500, CorruptFile),
    "only a long line": ("long.csv", lambda b: b.csv.header + b"x" * LONG_LINE_BYTES, CorruptFile),
    "long header": ("long.csv", lambda b: b"x" * LONG_LINE_BYTES + b"\n1\n", CorruptFile),
    "long line in the middle": ("long.csv", lambda b: _long_cell(b, line=5), CorruptFile),
    "long line at the end": ("long.csv", lambda b: _long_cell(b, line=-1), CorruptFile),
    "long cut line at the end": ("long.csv", lambda b: b.csv.content + b"x" * LONG_LINE_BYTES, CorruptFile),
}


def _half(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _damaged(content: bytes) -> bytes:
    """Some bytes in the first pages of a file overwritten; header and footer stay."""
    return content[:200] + bytes(byte ^ 0xFF for byte in content[200:2000]) + content[2000:]


def _cost(bills: Bills, text: str) -> bytes:
    return bills.csv.with_cell("line_item_unblended_cost", text)


def _long_cell(bills: Bills, *, line: int) -> bytes:
    return bills.csv.with_cell("line_item_line_item_description", "y" * LONG_LINE_BYTES, line=line)


@pytest.mark.parametrize(("name", "spoil", "error"), CASES.values(), ids=list(CASES))
def test_a_spoiled_file_is_refused_by_name(
    bills: Bills, held: Path, tmp_path: Path, name: str, spoil: Spoil, error: type[FinOpsError]
) -> None:
    bill = tmp_path / name
    bill.write_bytes(spoil(bills))

    texts = told(refused(held, bill, error))

    assert [str(bill) in text for text in texts] == [True, True]


@pytest.mark.parametrize(
    "column",
    [
        "bill_billing_period_start_date",
        "bill_payer_account_id",
        "line_item_currency_code",
        "line_item_line_item_type",
        "line_item_product_code",
        "line_item_unblended_cost",
        "line_item_usage_account_id",
        "line_item_usage_start_date",
    ],
)
def test_a_missing_column_is_named(bills: Bills, held: Path, tmp_path: Path, column: str) -> None:
    bill = tmp_path / "bill.csv"
    bill.write_bytes(bills.csv.without(column))

    texts = told(refused(held, bill, SchemaMismatch))

    assert [str(bill) in text and column in text for text in texts] == [True, True]


@pytest.mark.parametrize(("currency", "named"), [("BRL", "BRL, USD"), ("", "USD, none")])
def test_two_currencies_in_one_month_are_refused(
    bills: Bills, held: Path, tmp_path: Path, currency: str, named: str
) -> None:
    bill = tmp_path / "bill.csv"
    bill.write_bytes(bills.csv.with_cell("line_item_currency_code", currency))

    error = refused(held, bill, CurrencyMismatch)

    assert error.facts["currencies"] == named
    assert "2026-10" in error.facts["where"]
    assert [named in text for text in told(error)] == [True, True]


def test_two_currencies_are_told_with_the_name_of_the_file(bills: Bills, held: Path, tmp_path: Path) -> None:
    bill = tmp_path / "bill.csv"
    bill.write_bytes(bills.csv.with_cell("line_item_currency_code", "BRL"))

    with pytest.raises(CurrencyMismatch) as caught:
        ledger_in(held).ingest([str(bill)])

    texts = told(caught.value)

    assert [str(bill) in text for text in texts] == [True, True]


@pytest.mark.parametrize("column", ["bill_billing_period_start_date", "bill_payer_account_id"])
def test_a_line_of_no_month_or_no_payer_is_refused(
    bills: Bills, held: Path, tmp_path: Path, column: str
) -> None:
    bill = tmp_path / "bill.csv"
    bill.write_bytes(bills.csv.with_cell(column, ""))

    texts = told(refused(held, bill, SchemaMismatch))

    assert [str(bill) in text for text in texts] == [True, True]


def test_a_line_without_any_cost_is_refused_by_file(bills: Bills, held: Path, tmp_path: Path) -> None:
    bill = tmp_path / "bill.csv"
    plain = CsvBill(bills.csv.without("line_item_net_unblended_cost"))
    bill.write_bytes(plain.with_cell("line_item_unblended_cost", ""))

    texts = told(refused(held, bill, SchemaMismatch))

    assert [str(bill) in text for text in texts] == [True, True]


def test_nothing_of_a_folder_counts_when_one_of_its_files_is_spoiled(
    bills: Bills, held: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "several"
    for name, content in (("a.csv", bills.csv.content), ("z.csv", _cost(bills, "twelve"))):
        (folder / name[0]).mkdir(parents=True)
        (folder / name[0] / name).write_bytes(content)

    error = refused(held, folder, SchemaMismatch)

    assert error.facts["path"] == str(folder / "z" / "z.csv")


@pytest.mark.parametrize(
    "case", ["gzip cut in half", "not UTF-8", "cost that is no number", "long line in the middle"]
)
def test_of_several_files_of_a_delivery_the_spoiled_one_is_named(
    bills: Bills, held: Path, tmp_path: Path, case: str
) -> None:
    name, spoil, kind = CASES[case]
    folder = tmp_path / "delivery"
    folder.mkdir()
    suffix = name.partition(".")[2]
    whole = gzip.compress(bills.csv.content) if suffix.endswith("gz") else bills.csv.content
    for number in (1, 3):
        (folder / f"part-{number}.{suffix}").write_bytes(whole)
    (folder / f"part-2.{suffix}").write_bytes(spoil(bills))

    texts = told(refused(held, folder, kind))

    assert [str(folder / f"part-2.{suffix}") in text for text in texts] == [True, True]


def test_a_file_of_an_unknown_type_is_told_by_its_content(held: Path, tmp_path: Path) -> None:
    note = tmp_path / "notes.docx"
    note.write_text("Reunião de custos\n", encoding="utf-8")

    texts = told(refused(held, note, SchemaMismatch))

    assert [str(note) in text for text in texts] == [True, True]


def test_a_folder_without_bills_is_told_by_name(held: Path, tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    (folder / "beach.jpg").write_bytes(b"\xff\xd8\xff")

    texts = told(refused(held, folder, NotFound))

    assert [str(folder) in text for text in texts] == [True, True]


def test_the_same_bill_named_twice_is_read_once(bills: Bills, held: Path, tmp_path: Path) -> None:
    bill = tmp_path / "bill.csv"
    bill.write_bytes(bills.csv.content)

    ingest = ledger_in(held).ingest([str(bill), str(bill)])

    assert [delivery.lines for delivery in ingest.read] == [281]
    assert ingest.already_held == 1
