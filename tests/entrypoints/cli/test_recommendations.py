"""``finops recommendations``: what was planted is found, priced from the bill, and decoys are not."""

import shutil
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.detection.company import planted_company
from benchmarks.detection.score import CHECK_OF, scores
from finops_aws.application.analysis import Analysis
from finops_aws.application.optimization.recommend import RecommendRequest
from finops_aws.errors import NotFound, UnknownName
from finops_aws.sandbox.estate import CompanyEstate
from tests.entrypoints.conftest import Finops

UNTIL = date(2026, 11, 20)
SEED, LINES = 21, 200_000


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
    plan = planted.analysis.recommend(RecommendRequest()).plan
    found = list(scores(plan, planted.estate.truth))
    assert [(one.check, one.planted, one.decoys) for one in found] == [
        (one.check, one.found, 0) for one in found
    ]
    assert sum(one.planted for one in found) >= 10


def test_a_row_says_what_to_do_and_proves_it(planted: Planted, finops: Finops):
    document = finops("recommendations", "--format", "json", data=planted.data).document
    rows = document["recommendations"]
    savings = [Decimal(row["monthly_savings"]["amount"]) for row in rows if row["monthly_savings"]]
    assert savings == sorted(savings, reverse=True) != []
    assert sum(savings) == Decimal(document["totals"][0]["amount"])
    first = rows[0]
    assert first["id"].startswith(f"{first['check']}-")
    lines = sum(Decimal(line["amount"]) for line in first["evidence"]["lines"])
    assert savings[0] <= lines * Decimal(730) / 24
    assert first["evidence"]["source"].startswith("https://")
    assert (document["start"], document["end"]) == ("2026-10-19", "2026-11-18")
    assert all("{" not in text for row in rows for text in row["commands"])
    assert {row["check"] for row in rows} <= set(CHECK_OF.values())


def test_the_table_the_csv_and_the_json_say_the_same(planted: Planted, finops: Finops):
    rows = finops("recommendations", "--format", "json", data=planted.data).document["recommendations"]
    table = finops("recommendations", "--format", "csv", data=planted.data).rows
    assert [row[0] for row in table[1:]] == [row["id"] for row in rows]
    shown = finops("recommendations", "--top", "100", data=planted.data)
    assert f"{len(rows)} of {len(rows)} recommendations" in " ".join(shown.out.split())
    pt = finops("--lang", "pt-BR", "recommendations", "--top", "100", data=planted.data)
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
    assert blind >= {"idle-database", "idle-load-balancer", "unattached-volume"}
    assert blind.isdisjoint(row["check"] for row in document["recommendations"])
    said = finops("recommendations", data=tmp_path / "data")
    assert "checks could not see" in " ".join(said.out.split())


def test_without_a_scan_there_is_nothing_to_recommend(planted: Planted, finops: Finops, tmp_path: Path):
    shutil.copytree(planted.data, tmp_path / "data")
    shutil.rmtree(tmp_path / "data" / "estate")
    assert finops("recommendations", data=tmp_path / "data").code == NotFound.exit_code
    assert finops("recommendations", data=tmp_path / "none").code == NotFound.exit_code
