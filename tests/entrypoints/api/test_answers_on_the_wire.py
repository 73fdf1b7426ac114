"""Answers as they go over the wire: compressed, with an ETag, kept while the data are the same."""

import gzip
import io
import logging
import zipfile
from pathlib import Path

import brotli
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from finops_aws.entrypoints.api.answers import Content, best_encoding, encoded
from finops_aws.entrypoints.api.call import language_of
from tests.entrypoints.api.callers import Caller, caller_in
from tests.small_ledgers import ledger_in, small_bill

PATHS = (
    "/overview",
    "/costs",
    "/costs.csv",
    "/changes",
    "/services",
    "/dimensions",
    "/sources",
    "/openapi.json",
)


@pytest.mark.parametrize(
    ("asked", "accepted", "lang"),
    [
        (None, None, "en"),
        (None, "", "en"),
        (None, "pt-BR", "pt-BR"),
        (None, "pt", "pt-BR"),
        (None, "pt-PT", "pt-BR"),
        (None, "PT-br", "pt-BR"),
        (None, "en-GB,pt;q=0.9", "en"),
        (None, "pt;q=0.9,en-GB", "en"),
        (None, "en;q=0.1,pt;q=0.2", "pt-BR"),
        (None, "en; q=0.1 , pt; q=0.2", "pt-BR"),
        (None, "fr,de;q=0.9,pt;q=0.1", "pt-BR"),
        (None, "pt;q=0,en;q=0.1", "en"),
        (None, "pt;q=0", "en"),
        (None, "pt;q=much", "en"),
        (None, "pt;q=,en;q=0.5", "pt-BR"),
        (None, "pt;q=-1", "en"),
        (None, "pt;q=nan", "en"),
        (None, ",,;q=1,;;;", "en"),
        (None, "*", "en"),
        (None, "zh", "en"),
        ("pt-BR", "en", "pt-BR"),
        ("en", "pt-BR", "en"),
        ("de", "pt-BR", "pt-BR"),
        ("", "pt-BR", "pt-BR"),
    ],
)
def test_the_language_is_the_one_asked_for_or_liked_best(
    asked: str | None, accepted: str | None, lang: str
) -> None:
    assert language_of(asked, accepted) == lang


@given(st.text(), st.text())
def test_any_header_gives_a_language_and_an_encoding(asked: str, accepted: str) -> None:
    assert language_of(asked, accepted) in ("en", "pt-BR")
    assert best_encoding(accepted) in ("", "gzip", "br")


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", ""),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("GZIP", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br; q=0.0 , gzip; q=0.5", "gzip"),
        ("gzip;q=0", ""),
        ("gzip; q=0.000", ""),
        ("identity", ""),
        ("deflate", ""),
    ],
)
def test_the_encoding_is_one_that_the_caller_takes(accepted: str, encoding: str) -> None:
    assert best_encoding(accepted) == encoding


@pytest.mark.parametrize("path", PATHS)
def test_every_encoding_holds_the_same_bytes(api: Caller, path: str) -> None:
    plain, zipped, brotlied = (api.get(path, {"Accept-Encoding": name}) for name in ("", "gzip", "br"))
    assert "Content-Encoding" not in plain.headers
    assert (zipped.headers["Content-Encoding"], brotlied.headers["Content-Encoding"]) == ("gzip", "br")
    assert gzip.decompress(zipped.data) == brotli.decompress(brotlied.data) == plain.data
    assert len(brotlied.data) < len(plain.data) > len(zipped.data)
    assert len({response.headers["ETag"] for response in (plain, zipped, brotlied)}) == 3


def test_what_is_small_or_compressed_already_is_left_as_it_is(api: Caller) -> None:
    for path in ("/health", "/costs.xlsx"):
        response = api.get(path, {"Accept-Encoding": "br, gzip"})
        assert "Content-Encoding" not in response.headers
        assert response.headers["ETag"] == api.get(path).headers["ETag"]
    assert encoded(Content(b"x" * 599), "br").encoding == ""
    assert encoded(Content(b"x" * 600), "br").encoding == "br"


@pytest.mark.parametrize("path", [*PATHS, "/costs.xlsx", "/health"])
def test_who_has_the_answer_already_is_told_so(api: Caller, path: str) -> None:
    first = api.get(path, {"Accept-Encoding": "br"})
    again = api.get(path, {"Accept-Encoding": "br", "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    for name in ("ETag", "Cache-Control", "Vary", "Content-Security-Policy", "X-Content-Type-Options"):
        assert again.headers[name] == first.headers[name]
    assert api.get(path, {"Accept-Encoding": "br", "If-None-Match": '"another"'}).status_code == 200
    assert first.headers["Vary"] == "Accept-Encoding, Accept-Language"
    assert first.headers["Cache-Control"] == "private, no-cache"


def test_each_language_has_its_own_answer(api: Caller) -> None:
    english, portuguese = (api.get("/reconciliation", {"Accept-Language": lang}) for lang in ("en", "pt"))
    assert english.headers["ETag"] != portuguese.headers["ETag"]
    assert english.data != portuguese.data
    assert api.get("/reconciliation", lang="pt-BR").data == portuguese.data


def test_the_same_question_is_worked_out_once(company_copy: Caller) -> None:
    first = company_copy.get("/costs", by="RegionId", metric="billed")
    misses = company_copy.kept.stats.misses
    for _ in range(3):
        again = company_copy.client.get("/api/v1/costs?metric=billed&by=RegionId")
        assert (again.data, again.headers["ETag"]) == (first.data, first.headers["ETag"])
    assert company_copy.kept.stats.misses == misses
    company_copy.get("/costs", by="RegionId", metric="list")
    assert company_copy.kept.stats.misses == misses + 1


@pytest.fixture
def company_copy(tmp_path: Path) -> Caller:
    ledger_in(tmp_path / "data").ingest([str(small_bill(tmp_path / "bill").exports[0])])
    return caller_in(tmp_path / "data")


def test_a_new_delivery_is_a_new_answer(company_copy: Caller, tmp_path: Path) -> None:
    before = company_copy.get("/costs", by="BillingAccountId")
    ledger_in(tmp_path / "data").ingest([str(small_bill(tmp_path / "other", seed=7).exports[0])])
    after = company_copy.get("/costs", {"If-None-Match": before.headers["ETag"]}, by="BillingAccountId")
    assert after.status_code == 200
    assert after.headers["ETag"] != before.headers["ETag"]
    assert before.json and after.json
    assert (len(before.json["rows"]), len(after.json["rows"])) == (1, 2)
    assert before.json["data_version"] != after.json["data_version"]


@pytest.mark.parametrize("path", ["/costs", "/costs.xlsx", "/overview", "/reconciliation"])
def test_without_a_time_to_live_nothing_is_kept_and_the_answer_is_the_same(tmp_path: Path, path: str) -> None:
    ledger_in(tmp_path / "data").ingest([str(small_bill(tmp_path / "bill").exports[0])])
    forgetful = caller_in(tmp_path / "data", ttl_seconds=0)
    first, second = forgetful.get(path), forgetful.get(path)
    assert (forgetful.kept.stats.misses, forgetful.kept.stats.hits) == (2, 0)
    assert first.data == second.data
    assert first.headers["ETag"] == second.headers["ETag"]


def test_a_refusal_is_not_kept(company_copy: Caller) -> None:
    for _ in range(2):
        assert company_copy.get("/costs", by="tag:tema").status_code == 400
    assert company_copy.kept.stats.entries == 0
    assert company_copy.get("/costs", by="tag:tema").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/costs", "/changes", "/services", "/reconciliation", "/sources"])
def test_a_table_is_saved_under_its_name(api: Caller, path: str) -> None:
    for extension, media_type in (
        ("csv", "text/csv; charset=utf-8"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ):
        response = api.get(f"{path}.{extension}")
        assert response.content_type == media_type
        assert response.headers["Content-Disposition"] == f'attachment; filename="{path[1:]}.{extension}"'
    header, *rows = api.get(f"{path}.csv").text.splitlines()
    book = openpyxl.load_workbook(io.BytesIO(api.get(f"{path}.xlsx").data))
    sheet = book[path[1:]]
    assert [cell.value for cell in next(sheet.iter_rows())] == header.split(",")
    assert sheet.max_row == 1 + len(rows)
    with zipfile.ZipFile(io.BytesIO(api.get(f"{path}.xlsx").data)) as packed:
        assert b"<f>" not in b"".join(packed.read(name) for name in packed.namelist())


def test_a_call_is_logged_by_its_path_and_not_by_what_it_asked(
    api: Caller, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="finops_aws"):
        response = api.get("/costs", filter="SubAccountId=111122223333")
    (record,) = [one for one in caplog.records if one.getMessage() == "request_answered"]
    told = record.__dict__
    assert (told["path"], told["status"]) == ("/api/v1/costs", 200)
    assert told["request_id"] == response.headers["X-Request-Id"]
    assert told["milliseconds"] >= 0
    assert "111122223333" not in str({name: str(value) for name, value in told.items()})


@pytest.mark.parametrize("path", ["/reconciliation.csv", "/sources.csv", "/services.csv"])
def test_every_row_of_a_table_has_a_cell_for_every_column(api: Caller, path: str) -> None:
    header, *rows = api.get(path).text.splitlines()
    assert {row.count(",") for row in rows if '"' not in row} == {header.count(",")}
