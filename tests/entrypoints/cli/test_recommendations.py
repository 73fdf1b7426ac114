"""``finops recommendations``: what was planted is found, priced from the bill, and decoys are not."""

import io
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.detection.company import planted_company
from benchmarks.detection.score import scores, total
from finops_aws.application.analysis import Analysis
from finops_aws.application.optimization.recommend import RecommendRequest
from finops_aws.errors import NotFound, UnknownName
from finops_aws.sandbox.estate import CompanyEstate
from tests.entrypoints.conftest import Finops

UNTIL = date(2026, 11, 20)
SEED, LINES = 41, 300_000


@dataclass(frozen=True)
class Planted:
    """A company, what is planted in it, and where its data lie."""

    analysis: Analysis
    estate: CompanyEstate
    data: Path


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    folder = tmp_path_factory.mktemp("planted")
    analysis, estate = planted_company(folder, seed=SEED, lines=LINES, until=UNTIL)
    return Planted(analysis, estate, folder / "data")


def test_all_that_was_planted_is_found_and_no_decoy(planted: Planted):
    plan = planted.analysis.recommend(RecommendRequest())
    checks = [check.id for check in planted.analysis.judgement.book.checks()]
    found = list(scores(plan, planted.estate.truth, checks=checks))
    assert [(one.check, one.planted, 0) for one in found] == [
        (one.check, one.found, one.decoys) for one in found
    ]
    assert min(one.planted for one in found) >= 2
    assert total(found).is_reached


def test_a_row_says_what_to_do_and_proves_it(planted: Planted, finops: Finops):
    document = finops("recommendations", "--format", "json", data=planted.data).document
    rows = document["recommendations"]
    savings = [Decimal(row["monthly_savings"]["amount"]) for row in rows if row["monthly_savings"]]
    assert savings
    assert sum(savings) == Decimal(document["totals"][0]["amount"])
    first = rows[0]
    assert first["id"].startswith(f"{first['check']}-")
    lines = sum(Decimal(line["amount"]) for line in first["evidence"]["lines"])
    assert Decimal(first["monthly_savings"]["amount"]) <= lines * Decimal(730) / 24
    assert first["evidence"]["source"].startswith("https://")
    assert (document["start"], document["end"]) == ("2026-10-19", "2026-11-18")
    assert all("{" not in text for row in rows for text in row["commands"])
    assert {row["check"] for row in rows} <= {one.id for one in planted.analysis.judgement.book.checks()}
    assert {row["confidence"] for row in rows} <= {"high", "medium", "low"}


def test_the_table_the_csv_and_the_json_say_the_same(planted: Planted, finops: Finops):
    rows = finops("recommendations", "--format", "json", data=planted.data).document["recommendations"]
    table = finops("recommendations", "--format", "csv", data=planted.data).rows
    assert [row[0] for row in table[1:]] == [row["id"] for row in rows]
    shown = finops("recommendations", "--top", "1000", data=planted.data)
    assert f"{len(rows)} of {len(rows)} recommendations" in " ".join(shown.out.split())
    pt = finops("--lang", "pt-BR", "recommendations", "--top", "1000", data=planted.data)
    assert f"{len(rows)} de {len(rows)} recomendações" in " ".join(pt.out.split())


def test_it_can_be_narrowed_by_family_account_and_money(planted: Planted, finops: Finops):
    rows = finops("recommendations", "--format", "json", data=planted.data).document["recommendations"]
    storage = finops("recommendations", "--family", "storage", "--format", "json", data=planted.data)
    assert {row["family"] for row in storage.document["recommendations"]} == {"storage"}
    account = rows[0]["account_id"]
    own = finops("recommendations", "--account", account, "--format", "json", data=planted.data).document
    assert {row["account_id"] for row in own["recommendations"]} == {account}
    large = finops("recommendations", "--min-usd", "50", "--format", "json", data=planted.data).document
    wanted = [
        row["id"]
        for row in rows
        if row["monthly_savings"] and Decimal(row["monthly_savings"]["amount"]) >= 50
    ]
    assert [row["id"] for row in large["recommendations"]] == wanted


def test_a_check_that_is_not_there_is_refused(planted: Planted, finops: Finops):
    printed = finops("recommendations", "--check", "idle-everything", data=planted.data)
    assert printed.code == UnknownName.exit_code
    assert "idle-database" in printed.err


def test_without_metrics_checks_that_need_them_are_blind_and_say_so(
    planted: Planted, finops: Finops, tmp_path: Path
):
    shutil.copytree(planted.data, tmp_path / "data")
    shutil.rmtree(tmp_path / "data" / "collected")
    document = finops("recommendations", "--format", "json", data=tmp_path / "data").document
    blind = {one["check"] for one in document["blind"]}
    assert blind >= {"idle-database", "idle-load-balancer", "idle-nat-gateway"}
    assert blind.isdisjoint(row["check"] for row in document["recommendations"])
    stakes = [one for one in document["blind"] if one["check"] == "idle-nat-gateway"]
    assert any(Decimal(stake["amount"]) > 0 for one in stakes for stake in one["at_stake"])
    said = finops("recommendations", data=tmp_path / "data")
    assert "checks could not see" in " ".join(said.out.split())


def test_without_a_scan_there_is_nothing_to_recommend(planted: Planted, finops: Finops, tmp_path: Path):
    shutil.copytree(planted.data, tmp_path / "data")
    shutil.rmtree(tmp_path / "data" / "estate")
    assert finops("recommendations", data=tmp_path / "data").code == NotFound.exit_code
    assert finops("recommendations", data=tmp_path / "none").code == NotFound.exit_code


def test_a_spreadsheet_holds_the_same_rows(planted: Planted, finops: Finops, tmp_path: Path):
    rows = finops("recommendations", "--format", "json", data=planted.data).document["recommendations"]
    command = [sys.executable, "-m", "finops_aws", "recommendations", "--format", "xlsx"]
    environment = {**os.environ, "FINOPS_DATA": str(planted.data)}
    printed = subprocess.run(command, capture_output=True, check=True, env=environment)
    with zipfile.ZipFile(io.BytesIO(printed.stdout)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<row ") == len(rows) + 1


def test_a_decision_is_taken_shown_and_taken_back(planted: Planted, finops: Finops, tmp_path: Path):
    decisions = {"FINOPS_DECISIONS": str(tmp_path / "decisions.json")}
    rows = finops("recommendations", "--format", "json", data=planted.data, **decisions).document
    first, second = (row["id"] for row in rows["recommendations"][:2])
    refused = finops("decide", "dismiss", first, data=planted.data, **decisions)
    assert (refused.code, "a dismissal needs a reason" in refused.err) == (2, True)
    dismissed = finops("decide", "dismiss", first, "--reason", "audit", data=planted.data, **decisions)
    assert dismissed.out.split() == [f"{first}:", "none", "→", "dismiss"]
    finops("decide", "accept", second, data=planted.data, **decisions)
    after = finops("recommendations", "--format", "json", data=planted.data, **decisions).document
    assert [row["id"] for row in after["set_aside"]] == [first]
    saved = finops("savings", "--format", "json", data=planted.data, **decisions).document
    assert [(one["id"], one["standing"]) for one in saved["decisions"]] == [(second, "too_early")]
    assert "too early" in finops("savings", data=planted.data, **decisions).out
    back = finops("decide", "none", first, second, "--format", "json", data=planted.data, **decisions)
    assert [one["before"]["decision"] for one in back.document["changes"]] == ["dismiss", "accept"]
    assert "finops decide accept" in finops("savings", data=planted.data, **decisions).out
