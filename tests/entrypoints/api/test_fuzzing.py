"""Thousands of calls made up from the OpenAPI document: none is a defect, every answer is as it says."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from finops_aws.entrypoints.api.app import CONTEXTS
from finops_aws.entrypoints.api.openapi import openapi_document
from tests.entrypoints.api.callers import ROOT, Caller

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
OPERATIONS = [
    way["operationId"] for item in openapi_document(CONTEXTS)["paths"].values() for way in item.values()
]
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
CALLS_EACH = 55
LEAST_CALLS, LEAST_ANSWERS = 2_000, 500

dimensions = st.sampled_from(
    ["ServiceName", "RegionId", "x_Movement", "tag:team", "cost_category:BusinessUnit"]
)
days = st.dates().map(str) | st.sampled_from(["2026-10", "2026-11", "2026-11-05", "2026-10-31"])
filters = st.builds(
    "{}{}{}".format, dimensions, st.sampled_from(["=", "!="]), st.text(min_size=1, max_size=9)
)
SENSIBLE = {
    "by": st.lists(dimensions, max_size=3, unique=True),
    "filter": st.lists(filters, max_size=2),
    "from": days,
    "to": days,
}
"""Values that a text of any kind seldom hits upon."""

Fuzz = Callable[[str, GenerationMode], Counter[int]]


@pytest.fixture(scope="module")
def fuzz(api: Caller) -> Fuzz:
    """Calls an operation many times, each pair of operation and mode once; how often each status came."""
    schema = schemathesis.openapi.from_wsgi(f"{ROOT}/openapi.json", api.client.application)
    operations = {
        found.ok().definition.raw["operationId"]: found.ok() for found in schema.get_all_operations()
    }
    done: dict[tuple[str, GenerationMode], Counter[int]] = {}

    def called(name: str, mode: GenerationMode) -> Counter[int]:
        if (name, mode) not in done:
            done[name, mode] = _called(operations[name], mode)
        return done[name, mode]

    return called


def _called(operation: APIOperation[Any, Any, Any, Any], mode: GenerationMode) -> Counter[int]:
    statuses: Counter[int] = Counter()
    known = {name: values for name, values in SENSIBLE.items() if operation.query.get(name)}

    @settings(
        max_examples=CALLS_EACH,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(
        operation.as_strategy(generation_mode=mode), st.booleans(), st.fixed_dictionaries({}, optional=known)
    )
    def call(case: Any, is_sensible: bool, values: dict[str, Any]) -> None:
        if is_sensible and mode is GenerationMode.POSITIVE:
            case.query = {**(case.query or {}), **values}
        response = case.call(headers={"Accept-Encoding": "identity"})
        statuses[response.status_code] += 1
        case.validate_response(response, checks=CHECKS)

    call()
    return statuses


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.value)
@pytest.mark.parametrize("name", OPERATIONS)
def test_no_call_is_a_defect_and_every_answer_is_as_documented(
    fuzz: Fuzz, name: str, mode: GenerationMode
) -> None:
    statuses = fuzz(name, mode)
    assert set(statuses) <= {200, 400, 404}
    assert statuses[200] + statuses[400] > 0


def test_enough_calls_were_made(fuzz: Fuzz, record_property: Callable[[str, object], None]) -> None:
    statuses = sum((fuzz(name, mode) for name in OPERATIONS for mode in MODES), Counter[int]())
    record_property("calls", statuses.total())
    record_property("statuses", dict(statuses))
    assert statuses.total() >= LEAST_CALLS
    assert statuses[200] >= LEAST_ANSWERS
    assert statuses[400] >= LEAST_ANSWERS
