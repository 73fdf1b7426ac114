"""Every file of the integration catalogue holds against schema, botocore and the service catalogue."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import botocore.session
import jmespath
import jsonschema
import pytest
import yaml

from docs.compile_catalog import HERE
from finops_aws.adapters.aws.integrations.catalogue import (
    IntegrationCatalogue,
    IntegrationQuestion,
    metric_fee,
    read_integrations,
)
from finops_aws.adapters.aws.integrations.windows import days_of, filled
from finops_aws.adapters.aws.inventory.catalogue import read_services
from tests.small_ledgers import UNTIL

FILES = sorted((HERE / "integrations").glob("*.yaml"))
SCHEMA = json.loads((HERE / "schemas" / "integration.schema.json").read_text("utf-8"))
QUESTIONS = [(one.client, question) for one in read_integrations() for question in one.questions]
OTHER_ACTIONS = {"DescribeBudgets": "ViewBudget"}
"""Operations whose permission has another name.

Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbudgets.html
"""

every_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
every_question = pytest.mark.parametrize(
    ("client", "question"), QUESTIONS, ids=lambda one: one if isinstance(one, str) else one.key
)


def written(file: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return content


def model_of(client: str) -> Any:
    return botocore.session.get_session().get_service_model(client)


def operations(question: IntegrationQuestion) -> list[tuple[str, dict[str, Any]]]:
    """(operation, parameters) of everything that the question calls."""
    listing = question.listing
    parents = [(one.op, one.params) for one in listing.for_each if one.op]
    own = {**listing.params, **{one.param: "" for one in listing.for_each}}
    return [(listing.op, own), *parents]


def members(shape: Any) -> Iterator[str]:
    """The names of all members in and below the shape, seven deep."""
    yield from _members(shape, 7)


def _members(shape: Any, depth: int) -> Iterator[str]:
    if shape.type_name == "structure" and depth:
        for name, inner in shape.members.items():
            yield name
            yield from _members(inner, depth - 1)
    if shape.type_name == "list":
        yield from _members(shape.member, depth)


def named(path: str) -> set[str]:
    """The field names of a JMESPath."""
    found: set[str] = set()

    def walk(node: dict[str, Any]) -> None:
        if node["type"] == "field":
            found.add(node["value"])
        for child in node["children"]:
            walk(child)

    walk(jmespath.compile(path).parsed)
    return found


def paths(question: IntegrationQuestion) -> Iterator[str]:
    """Every path of the question."""
    yield question.listing.items
    yield from (path for path in (question.best, question.account, question.region) if path)
    yield from (one.path for one in question.listing.for_each if one.path)
    for part in (question.advice, question.budget):
        if part is not None:
            yield from (path for name in part.__struct_fields__ if (path := getattr(part, name)))
    if question.measures is not None:
        yield from (path for path in (question.measures.subject, question.measures.start) if path)
        for value in question.measures.values.values():
            yield from (path for path in (value.path, value.unit_path) if path)


def test_the_schema_itself_is_valid():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@every_file
def test_a_file_has_the_shape_and_the_name_of_its_integration(file: Path):
    faults = [error.message for error in jsonschema.Draft202012Validator(SCHEMA).iter_errors(written(file))]
    assert faults == []
    assert written(file)["key"] == file.stem
    assert file.read_text("utf-8").splitlines()[0].endswith("$schema=../schemas/integration.schema.json")


@every_question
def test_a_question_calls_operations_that_exist_with_parameters_that_they_take(
    client: str, question: IntegrationQuestion
):
    for name, parameters in operations(question):
        model = model_of(client).operation_model(name)
        assert set(parameters) <= set(model.input_shape.members)
        if client != "cloudwatch":
            assert set(model.input_shape.required_members) <= set(parameters)


@every_question
def test_a_question_reads_members_that_the_answers_have(client: str, question: IntegrationQuestion):
    known = {"best", "_parent"}
    for name, parameters in operations(question):
        model = model_of(client).operation_model(name)
        known |= set(members(model.output_shape)) | set(parameters)
    assert set().union(*map(named, paths(question))) <= known


@every_question
def test_a_question_is_permitted_by_its_own_actions(client: str, question: IntegrationQuestion):
    allowed = {action.partition(":")[2] for action in question.iam}
    asked = {OTHER_ACTIONS.get(name, name) for name, _ in operations(question)}
    assert asked <= allowed
    assert all(name.startswith(("Get", "List", "Describe", "View")) for name in allowed)


@every_question
def test_a_question_needs_types_that_the_service_catalogue_knows(client: str, question: IntegrationQuestion):
    types = {row.type for entry in read_services() for row in entry.resources}
    assert set(question.needs) <= types


@every_question
def test_days_in_parameters_are_known(client: str, question: IntegrationQuestion):
    assert "$" not in json.dumps(filled(question.listing.params, days_of(UNTIL)))


def test_a_regional_question_says_where_it_is_worth_asking():
    regional = [one for one in read_integrations() if one.home is None and one.fee.per == "request"]
    assert [q.key for one in regional for q in one.questions if not q.needs] == []


def test_a_global_integration_has_a_home():
    raw = [written(file) for file in FILES]
    assert all(("home" in one) == (one["scope"] == "global") for one in raw)


def test_a_paid_question_names_its_price():
    paid = {one.key: str(one.fee_usd) for one in IntegrationCatalogue().integrations() if one.fee_usd}
    assert paid == {"cloudwatch": "0.00001", "cost-explorer": "0.01"}
    assert (metric_fee().call, str(metric_fee().usd)) == ("cloudwatch:GetMetricData", "0.00001")
