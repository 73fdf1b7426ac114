"""Whatever goes wrong is a problem that says what and what to do, in the caller's language."""

import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from finops_aws.application.analysis import Analysis
from finops_aws.documents.spreadsheets import to_xlsx
from finops_aws.documents.tables import Table
from finops_aws.errors import InvalidParameter
from tests.entrypoints.api.callers import ROOT, Caller, Parameter, caller_in, caller_of
from tests.entrypoints.conftest import BilledCompany
from tests.small_ledgers import ledger_in, small_bill

FIELDS = {"type", "title", "status", "detail", "fix", "request_id"}
PORTUGUESE = {"Accept-Language": "pt-BR,pt;q=0.9,en;q=0.8"}
REFUSED: dict[str, tuple[str, dict[str, Parameter], str, str]] = {
    "a day that is none": ("/costs", {"from_": "2026-02-30"}, "InvalidPeriod", "2026-02-30"),
    "a month that is none": ("/services", {"to": "2026-13"}, "InvalidPeriod", "2026-13"),
    "an end before the start": (
        "/costs",
        {"from_": "2026-10", "to": "2026-09"},
        "InvalidPeriod",
        "2026-10-01",
    ),
    "a year without a bill": ("/changes", {"from_": "1999-12"}, "InvalidPeriod", "1999"),
    "an earlier year without a bill": (
        "/changes",
        {"from_": "2000-03", "against": "year"},
        "InvalidPeriod",
        "1999-12-01",
    ),
    "a filter without a value": ("/costs", {"filter": "ServiceName"}, "InvalidFilter", "ServiceName"),
    "a dimension twice": ("/costs", {"by": ["RegionId", "RegionId"]}, "InvalidFilter", "RegionId,RegionId"),
    "a dimension there is not": ("/costs", {"by": "Servico"}, "UnknownName", "Servico"),
    "a dimension of a filter": ("/services", {"filter": "Servico=x"}, "UnknownName", "Servico"),
    "a tag no bill has": ("/costs", {"by": "tag:tema"}, "UnknownName", "tag:tema"),
    "a tag of a filter": ("/changes", {"filter": "tag:tema!=x"}, "UnknownName", "tag:tema"),
    "values of no dimension": ("/dimensions/Servico", {}, "UnknownName", "Servico"),
    "values of a tag with slashes": ("/dimensions/tag:a%2Fb", {}, "UnknownName", "tag:a/b"),
    "a parameter there is not": ("/costs", {"servico": "x"}, "UnknownName", "servico"),
    "a parameter of another endpoint": ("/health", {"metric": "billed"}, "UnknownName", "metric"),
    "a metric there is not": ("/overview", {"metric": "spend"}, "InvalidParameter", "net_unblended"),
    "a part there is not": ("/overview", {"part": ["daily", "nightly"]}, "InvalidParameter", "part"),
    "a granularity there is not": ("/costs", {"granularity": "hour"}, "InvalidParameter", "hour"),
    "a period that is no text of one": ("/costs", {"from_": "yesterday"}, "InvalidParameter", "yesterday"),
    "an empty period": ("/costs", {"to": ""}, "InvalidParameter", " to "),
    "a comparison there is not": ("/changes", {"against": "decade"}, "InvalidParameter", "decade"),
    "a language there is not": ("/sources", {"lang": "de"}, "InvalidParameter", "pt-BR"),
    "a page of nothing": ("/costs", {"limit": 0}, "InvalidParameter", "10000"),
    "a page of too much": ("/services", {"limit": 10_001}, "InvalidParameter", "10001"),
    "a page before the first": ("/costs", {"offset": -1}, "InvalidParameter", "-1"),
    "a page that is no number": ("/changes", {"limit": "ten"}, "InvalidParameter", "ten"),
    "too many largest": ("/costs", {"top": 101}, "InvalidParameter", "101"),
    "no largest at all": ("/costs", {"top": 0}, "InvalidParameter", "top"),
    "too many dimensions": ("/costs", {"by": [f"tag:{n}" for n in range(7)]}, "InvalidParameter", "by"),
    "too many filters": ("/costs", {"filter": ["RegionId=x"] * 21}, "InvalidParameter", "20"),
    "a filter that is too long": ("/costs", {"filter": "RegionId=" + "x" * 2000}, "InvalidParameter", "2000"),
    "a long search": (
        "/dimensions/RegionId",
        {"search": "x" * 2001},
        "InvalidParameter",
        "search",
    ),
}


def check(problem: dict[str, Any], *, status: int) -> None:
    assert set(problem) == FIELDS
    assert problem["status"] == status
    assert all(str(problem[name]).strip() for name in FIELDS)
    assert len(problem["request_id"]) == 16


@pytest.mark.parametrize(("path", "parameters", "kind", "named"), REFUSED.values(), ids=list(REFUSED))
def test_a_question_that_is_wrong_says_what_and_what_to_do(
    api: Caller, path: str, parameters: dict[str, Parameter], kind: str, named: str
) -> None:
    english, portuguese = (
        api.problem(path, headers, **parameters) for headers in ({"Accept-Language": "en"}, PORTUGUESE)
    )
    for problem in (english, portuguese):
        check(problem, status=400)
        assert problem["type"] == f"{ROOT}/reference#{kind}"
        assert named in problem["detail"] + problem["fix"]
    assert english["title"] != portuguese["title"]
    assert english["detail"] != portuguese["detail"]
    assert english["fix"] != portuguese["fix"] or kind == "UnknownName"


@pytest.mark.parametrize("headers", [{}, {"Accept-Language": "en"}, PORTUGUESE])
@pytest.mark.parametrize(("lang", "title"), [("en", "Unknown name"), ("pt-BR", "Nome desconhecido")])
def test_the_language_asked_for_wins(api: Caller, headers: dict[str, str], lang: str, title: str) -> None:
    assert api.problem("/costs", headers, by="Servico", lang=lang)["title"] == title


def test_what_is_wrong_with_a_period_is_told_in_portuguese_too(api: Caller) -> None:
    english = api.problem("/costs", from_="2026-13")
    portuguese = api.problem("/costs", PORTUGUESE, from_="2026-13")
    reasons = [problem["detail"].partition(": ")[2] for problem in (english, portuguese)]
    assert reasons[0] != reasons[1]


@pytest.mark.parametrize("month", ["9999-12", "9999-12-31", "0001-01", "0000-00"])
@pytest.mark.parametrize("name", ["from_", "to"])
def test_a_month_beyond_the_calendar_is_refused(api: Caller, name: str, month: str) -> None:
    problem = api.problem("/costs", **{name: month})
    check(problem, status=400)
    assert problem["type"].endswith("#InvalidPeriod")


@pytest.mark.parametrize(
    "path", ["/overview", "/costs", "/costs.csv", "/costs.xlsx", "/changes", "/services"]
)
def test_without_a_ledger_the_next_step_is_named(tmp_path: Path, path: str) -> None:
    for lang, command in (("en", "`finops ingest FOLDER`"), ("pt-BR", "`finops ingest PASTA`")):
        problem = caller_in(tmp_path).problem(path, lang=lang)
        check(problem, status=404)
        assert problem["type"].endswith("#NotFound")
        assert command in problem["fix"]


def test_without_a_ledger_the_product_still_says_so(tmp_path: Path) -> None:
    empty = caller_in(tmp_path)
    assert empty.document("/health")["has_ledger"] is False
    assert empty.document("/sources") == {"deliveries": [], "gaps": []}
    assert empty.document("/dimensions")["tags"] == []


@pytest.mark.parametrize("path", ["/nothing", "/costs/", "/costs.pdf", "", "/", "/dimensions/", "//costs"])
def test_an_address_there_is_not_is_a_problem(api: Caller, path: str) -> None:
    english, portuguese = api.problem(path), api.problem(path, PORTUGUESE)
    check(english, status=404)
    assert english["detail"] == "There is nothing at this address."
    assert portuguese["detail"] not in ("", english["detail"])
    assert "/api/v1/reference" in english["fix"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", [f"{ROOT}/costs", f"{ROOT}/costs.csv", f"{ROOT}/openapi.json", "/"])
def test_only_get_is_answered(api: Caller, method: str, path: str) -> None:
    response = api.client.open(path, method=method)
    assert response.json
    check(response.json, status=405)
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize("status", [400, 404, 405, 500])
def test_titles_of_http_are_those_of_the_standard(api: Caller, status: int) -> None:
    titles = {404: "Not Found", 405: "Method Not Allowed", 400: "Bad Request", 500: "Internal Server Error"}
    responses = {
        400: lambda: api.client.get(f"{ROOT}/health", headers={"Host": "bill.example"}),
        404: lambda: api.get("/nothing"),
        405: lambda: api.client.post(f"{ROOT}/costs"),
        500: lambda: caller_of(_broken(api)).get("/sources"),
    }
    problem = responses[status]().json
    assert problem and problem["title"] == titles[status]
    assert problem["type"] == "about:blank"


class BrokenStore:
    """A store with a defect."""

    def data_version(self) -> str:
        return "1"

    def deliveries(self) -> None:
        raise ZeroDivisionError("the secret of arn:aws:iam::111122223333:role/x")


def _broken(_: object) -> Analysis:
    return replace(ledger_in(Path("nowhere")), store=BrokenStore())  # type: ignore[arg-type]


def test_a_defect_is_logged_with_the_request_and_told_without_details(
    api: Caller, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        response = caller_of(_broken(api)).get("/sources")
    problem = response.json
    assert problem
    check(problem, status=500)
    assert all(word not in response.text for word in ("Traceback", "ZeroDivision", "secret", "File "))
    (record,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert record.exc_info and record.exc_info[0] is ZeroDivisionError
    assert record.__dict__["request_id"] == problem["request_id"] == response.headers["X-Request-Id"]


def test_a_damaged_ledger_is_a_problem_of_the_data(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    ledger_in(tmp_path).ingest([str(small_bill(tmp_path / "bill").exports[0])])
    for mart in (tmp_path / "marts").rglob("*.parquet"):
        mart.write_bytes(mart.read_bytes()[:100])
    with caplog.at_level(logging.ERROR):
        problem = caller_in(tmp_path).problem("/costs")
    check(problem, status=500)
    assert problem["type"].endswith("#CorruptFile")
    assert "`finops ingest`" in problem["fix"]
    (record,) = [one for one in caplog.records if one.levelno == logging.ERROR]
    assert record.__dict__["error"] == "CorruptFile"
    assert record.__dict__["request_id"] == problem["request_id"]


@pytest.mark.parametrize(
    ("state", "kind"),
    [("{", "CorruptFile"), ('{"format": 99}', "SchemaMismatch"), ("[]", "CorruptFile")],
)
def test_a_state_that_cannot_be_read_is_a_problem_of_the_data(tmp_path: Path, state: str, kind: str) -> None:
    (tmp_path / "state.json").write_text(state, encoding="utf-8")
    for path in ("/health", "/costs", "/overview", "/sources.csv"):
        problem = caller_in(tmp_path).problem(path)
        check(problem, status=500)
        assert problem["type"].endswith(f"#{kind}")


def test_control_totals_that_cannot_be_read_are_told_by_line(company: BilledCompany, tmp_path: Path) -> None:
    controls = tmp_path / "controls.csv"
    controls.write_text("amount\n1\n", encoding="utf-8")
    problem = caller_in(company.data, controls=controls).problem("/reconciliation")
    check(problem, status=400)
    assert problem["type"].endswith("#InvalidFile")


def test_control_totals_are_reconciled_with(company: BilledCompany) -> None:
    found = caller_in(company.data, controls=company.controls).document("/reconciliation")
    assert found["holds"]
    groups = [check["groups"] for check in found["checks"] if check["identity"] == "control"]
    assert sum(groups) > 100


def test_a_sheet_that_is_full_is_refused() -> None:
    class Many(list[tuple[str]]):
        def __len__(self) -> int:
            return 1_048_576

    with pytest.raises(InvalidParameter) as caught:
        to_xlsx(Table("costs", ("a",), Many()))
    assert "1048575" in caught.value.facts["reason"]
