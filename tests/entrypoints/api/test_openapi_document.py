"""The OpenAPI document is valid, says what there is, and every answer is as it says."""

import json
from typing import Any

import pytest
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from finops_aws.entrypoints.api.app import CONTEXTS
from finops_aws.entrypoints.api.openapi import openapi_document
from tests.entrypoints.api.callers import ROOT, Caller, Parameter, caller_in
from tests.entrypoints.conftest import BilledCompany
from tests.house.tree import ROOT as REPOSITORY

DOCUMENT = openapi_document(CONTEXTS)
ASKED: dict[str, list[dict[str, Parameter]]] = {
    "/overview": [{}, {"part": "unknowns"}, {"metric": "list", "part": ["months", "daily"]}],
    "/costs": [
        {},
        {"by": ["tag:team", "RegionId"], "granularity": "day", "top": 2, "filter": "x_Movement!=credit"},
        {"from_": "2025-01", "to": "2027-01", "granularity": "month"},
        {"by": "", "from_": "2030-01"},
    ],
    "/changes": [{}, {"against": "month"}, {"against": "year", "from_": "2026-11-02", "to": "2026-11-05"}],
    "/services": [{}, {"limit": 2}],
    "/dimensions": [{}],
    "/dimensions/{name}": [{"name": "ServiceName"}, {"name": "tag:team", "search": "time"}],
    "/reconciliation": [{}, {"lang": "pt-BR"}],
    "/sources": [{}],
    "/health": [{}],
    "/coverage": [{}, {"status": "ok", "limit": 2}, {"gaps": "true"}],
    "/resources": [{}, {"where": ["region!=nowhere", "name~a"], "order": "name", "limit": 3}],
    "/catalog": [{}],
    "/usage": [{}, {"service": "ec2", "order": "least", "limit": 2}],
    "/quantities": [{}, {"by": "service"}, {"by": "resource", "limit": 2}],
    "/advice": [{}, {"source": "compute-optimizer"}],
    "/budgets": [{}],
    "/measures": [{}, {"source": "cost-explorer"}],
    "/recommendations": [{}, {"family": "storage", "min_saving": 1}],
    "/checks": [{}],
    "/savings": [{}],
}


def schema(name: str) -> dict[str, Any]:
    """A schema of the document with all that it refers to."""
    return {"$ref": f"#/components/schemas/{name}", "components": DOCUMENT["components"]}


def faults(answer: Any, name: str) -> list[str]:
    return [error.message for error in OAS31Validator(schema(name)).iter_errors(answer)]


def answered(path: str) -> str:
    """The name of the schema of a path's answer."""
    content = DOCUMENT["paths"][f"{ROOT}{path}"]["get"]["responses"]["200"]["content"]
    return str(content["application/json"]["schema"]["$ref"].rpartition("/")[2])


def test_the_document_is_valid_openapi_3_1() -> None:
    assert DOCUMENT["openapi"] == "3.1.0"
    assert list(OpenAPIV31SpecValidator(DOCUMENT).iter_errors()) == []


def test_the_document_that_is_served_is_the_one_that_is_written_down(api: Caller) -> None:
    assert api.document("/openapi.json") == json.loads(json.dumps(DOCUMENT))
    written = json.loads((REPOSITORY / "docs" / "reference" / "openapi.json").read_text("utf-8"))
    assert {name: part for name, part in written.items() if not name.startswith("x-")} == DOCUMENT


def test_every_route_is_in_the_document_and_every_path_is_a_route(api: Caller) -> None:
    rules = [str(rule) for rule in api.client.application.url_map.iter_rules() if ROOT in str(rule)]
    routes = {rule.replace("<path:", "{").replace(">", "}") for rule in rules}
    own = {f"{ROOT}/{name}" for name in ("openapi.json", "reference", "reference.css")}
    assert routes - own == set(DOCUMENT["paths"])


def test_every_answer_is_asked_for_below() -> None:
    tables = (".csv", ".xlsx")
    asked = {path for path, ways in DOCUMENT["paths"].items() if "get" in ways and not path.endswith(tables)}
    assert {path.removeprefix(ROOT) for path in asked} == set(ASKED)


@pytest.mark.parametrize("path", ASKED)
def test_every_answer_is_as_its_schema_says(api: Caller, path: str) -> None:
    for asked in ASKED[path]:
        in_path = {name: asked[name] for name in asked if f"{{{name}}}" in path}
        in_query = {name: value for name, value in asked.items() if name not in in_path}
        answer = api.document(path.format(**in_path), **in_query)
        assert faults(answer, answered(path)) == []


def test_answers_of_a_bill_that_leaves_much_unknown_are_as_their_schemas_say(
    focus_company: BilledCompany,
) -> None:
    focus = caller_in(focus_company.data)
    for path in ("/overview", "/costs", "/changes", "/services", "/reconciliation", "/sources"):
        parameters = {"metric": "unblended"} if path not in ("/reconciliation", "/sources") else {}
        answer = focus.document(path, **parameters)
        assert faults(answer, answered(path)) == []
    assert focus.document("/costs", metric="unblended")["totals"][0]["gross"] is None


@pytest.mark.parametrize("path", ["/costs?by=Servico", "/nothing", "/costs?limit=0"])
def test_every_problem_is_as_its_schema_says(api: Caller, path: str) -> None:
    response = api.client.get(f"{ROOT}{path}")
    assert faults(response.json, "Problem") == []


def test_an_answer_with_a_field_too_many_or_too_few_is_seen(api: Caller) -> None:
    health = api.document("/health")
    assert len(faults(health | {"secret": 1}, "HealthDocument")) == 1
    assert len(faults({name: health[name] for name in ("status", "version")}, "HealthDocument")) == 2


def test_every_operation_has_one_name_and_says_how_it_can_fail() -> None:
    operations = [one for item in DOCUMENT["paths"].values() for one in item.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(set(names)) == len(names)
    for operation in operations:
        assert operation["summary"]
        assert {"200", "400", "404", "500"} <= set(operation["responses"])
    assert set(DOCUMENT["components"]["responses"]["Problem"]["content"]) == {"application/problem+json"}


def test_a_table_is_documented_as_what_it_is() -> None:
    for path, item in DOCUMENT["paths"].items():
        (operation,) = item.values()
        (media_type,) = operation["responses"]["200"]["content"]
        ending = path.rpartition("/")[2].rpartition(".")[2]
        assert media_type == {
            "csv": "text/csv",
            "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }.get(ending, "application/json")


def test_no_machine_and_no_host_is_named() -> None:
    assert DOCUMENT["servers"] == [{"url": "/"}]
    text = json.dumps(DOCUMENT)
    assert [word for word in ("localhost", "127.0.0.1", "http://", "/home/") if word in text] == []
