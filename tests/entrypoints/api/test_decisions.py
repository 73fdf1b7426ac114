"""Decisions over HTTP: taken from the dashboard alone, written whole, and undone by what the answer says."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from finops_aws.entrypoints.api.openapi import ROOT
from tests.entrypoints.api.callers import Caller, caller_in
from tests.entrypoints.api.test_openapi_document import faults
from tests.entrypoints.conftest import BilledCompany


@pytest.fixture
def own(wasteful_company: BilledCompany, tmp_path: Path) -> Caller:
    """A caller over a data directory of its own."""
    shutil.copytree(wasteful_company.data, tmp_path / "data")
    return caller_in(tmp_path / "data")


def decide(own: Caller, body: Any, headers: dict[str, str] | None = None) -> TestResponse:
    text = body if isinstance(body, str) else json.dumps(body)
    known = {"Content-Type": "application/json", **(headers or {})}
    return own.client.post(f"{ROOT}/decisions", data=text, headers=known, buffered=True)


def ids(own: Caller, part: str = "recommendations") -> list[str]:
    return [one["id"] for one in own.document("/recommendations")[part]]


def test_what_is_dismissed_leaves_the_plan_and_comes_back_when_it_is_undone(own: Caller):
    before = ids(own)
    body = {"recommendations": before[:1], "decision": "dismiss", "reason": "kept for audits"}
    answer = decide(own, body)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert faults(answer.json, "DecidedDocument") == []
    (change,) = answer.json["changes"]  # type: ignore[index]
    assert (change["now"]["decision"], change["before"]) == ("dismiss", None)
    assert before[0] not in ids(own)
    (aside,) = own.document("/recommendations")["set_aside"]
    assert (aside["id"], aside["decision"]["reason"]) == (before[0], "kept for audits")
    undone = decide(own, {"recommendations": before[:1], "decision": "none"})
    assert undone.json["changes"][0]["before"]["decision"] == "dismiss"  # type: ignore[index]
    assert ids(own) == before


def test_what_is_accepted_stays_in_the_plan_and_its_savings_are_followed(own: Caller):
    name = ids(own)[0]
    assert decide(own, {"recommendations": [name], "decision": "accept"}).status_code == 200
    (accepted,) = (one for one in own.document("/recommendations")["recommendations"] if one["decision"])
    assert (accepted["id"], accepted["decision"]["decision"]) == (name, "accept")
    savings = own.document("/savings")
    assert faults(savings, "RealizedSavingsDocument") == []
    assert [(one["id"], one["standing"]) for one in savings["decisions"]] == [(name, "too_early")]


def test_a_snooze_needs_a_day_to_come(own: Caller):
    name = ids(own)[0]
    for until in (None, "2020-01-01"):
        answer = decide(own, {"recommendations": [name], "decision": "snooze", "until": until})
        assert (answer.status_code, answer.json["title"]) == (400, "Invalid parameter")  # type: ignore[index]
    assert (
        decide(own, {"recommendations": [name], "decision": "snooze", "until": "2030-01-01"}).status_code
        == 200
    )
    assert name in ids(own, "set_aside")


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        {"recommendations": [], "decision": "accept"},
        {"recommendations": ["a"], "decision": "burn"},
        {"recommendations": ["a"], "decision": "accept", "secret": 1},
        {"recommendations": ["nobody-1"], "decision": "accept"},
        {"recommendations": ["nobody-1"], "decision": "none"},
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_problem(own: Caller, body: Any):
    answer = decide(own, body)
    assert answer.status_code == 400
    assert faults(answer.json, "Problem") == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_page_of_another_site_changes_nothing(own: Caller, headers: dict[str, str]):
    name = ids(own)[0]
    answer = decide(own, {"recommendations": [name], "decision": "accept"}, headers)
    assert answer.status_code == 400
    assert own.document("/recommendations")["recommendations"][0]["decision"] is None


def test_it_cannot_be_read_nor_sent_twice_by_a_cache(own: Caller):
    assert own.get("/decisions").status_code == 404
    name = ids(own)[0]
    body = {"recommendations": [name], "decision": "accept"}
    first, second = decide(own, body), decide(own, body)
    assert first.json["changes"][0]["before"] is None  # type: ignore[index]
    assert second.json["changes"][0]["before"]["decision"] == "accept"  # type: ignore[index]


def test_every_check_says_how_it_went(own: Caller):
    document = own.document("/checks")
    names = [one["id"] for one in document["checks"]]
    assert names == sorted(names)
    found = {
        one["check"]
        for part in ("recommendations", "rejected")
        for one in own.document("/recommendations")[part]
    }
    went = {one["id"]: one for one in document["checks"]}
    assert found <= {name for name, one in went.items() if one["found"]}
    assert all(one["source"].startswith("https://") for one in document["checks"])
    pt = {one["id"]: one["title"] for one in own.document("/checks", lang="pt-BR")["checks"]}
    assert pt["idle-database"] == "Banco de dados a que nada se conecta"
