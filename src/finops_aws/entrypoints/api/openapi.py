"""The OpenAPI 3.1 document, made from the types of the endpoints."""

from collections.abc import Iterable
from typing import Any

import msgspec

from finops_aws import __version__, errors
from finops_aws.entrypoints.api.answers import CSV, JSON, XLSX
from finops_aws.entrypoints.api.endpoints import Context, Endpoint
from finops_aws.entrypoints.api.parameters import schema_of
from finops_aws.entrypoints.api.problems import MEDIA_TYPE, Problem
from finops_aws.errors import FinOpsError

ROOT = "/api/v1"
_ABOUT = (
    "The bill's answers. Amounts are decimal strings with every digit; null is unknown, never 0. "
    "Periods are half-open, in UTC. Errors are problem+json (RFC 9457) with what to do in `fix`, in the "
    "language of Accept-Language (pt-BR or en) or of `lang`."
)
_TABLE_TYPES = {"csv": CSV.split(";", maxsplit=1)[0], "xlsx": XLSX}
_PAGING = ("limit", "offset")
_SCHEMA = "#/components/schemas/{name}"
_FAILURES = ("400", "404", "500", "502", "503")


def openapi_document(contexts: Iterable[Context]) -> dict[str, Any]:
    """The whole document; ``servers`` is the root itself, so that no host is named."""
    contexts = list(contexts)
    endpoints = [(context, endpoint) for context in contexts for endpoint in context.endpoints]
    answers = [endpoint.answer for _, endpoint in endpoints]
    bodies = [endpoint.body for _, endpoint in endpoints if endpoint.body]
    _, components = msgspec.json.schema_components(
        [*answers, Problem], ref_template="#/components/schemas/{name}"
    )
    _, taken = msgspec.json.schema_components(bodies, ref_template="#/components/schemas/{name}")
    paths: dict[str, Any] = {}
    for context, endpoint in endpoints:
        method = "post" if endpoint.body else "get"
        paths[ROOT + endpoint.path] = {method: _operation(context, endpoint)}
        if endpoint.to_table:
            for extension in _TABLE_TYPES:
                paths[f"{ROOT}{endpoint.path}.{extension}"] = {"get": _download(context, endpoint, extension)}
    return {
        "openapi": "3.1.0",
        "info": {"title": "FinOps AWS", "version": __version__, "description": _ABOUT},
        "servers": [{"url": "/"}],
        "tags": [{"name": context.name} for context in contexts],
        "paths": paths,
        "components": {
            "schemas": dict(
                sorted({**{name: _required(one) for name, one in components.items()}, **taken}.items())
            ),
            "responses": {"Problem": {"description": _errors(), "content": _content(MEDIA_TYPE, "Problem")}},
        },
    }


def error_types() -> list[type[FinOpsError]]:
    """Every error that a user can act on, in the order of the tree."""
    found = (thing for thing in vars(errors).values() if isinstance(thing, type))
    return [one for one in found if issubclass(one, FinOpsError) and one.fields]


def _operation(context: Context, endpoint: Endpoint) -> dict[str, Any]:
    return {
        "operationId": endpoint.name,
        "tags": [context.name],
        "summary": endpoint.summary,
        "parameters": _parameters(endpoint, without=()),
        **_body(endpoint),
        "responses": {
            "200": {"description": endpoint.summary, "content": _content(JSON, endpoint.answer.__name__)},
            **_failures(),
        },
    }


def _download(context: Context, endpoint: Endpoint, extension: str) -> dict[str, Any]:
    return {
        "operationId": f"{endpoint.name}_{extension}",
        "tags": [context.name],
        "summary": f"{endpoint.summary} The whole answer as {extension.upper()}.",
        "parameters": _parameters(endpoint, without=(*_PAGING, "top")),
        "responses": {
            "200": {
                "description": "Every row.",
                "content": {_TABLE_TYPES[extension]: {"schema": {"type": "string"}}},
            },
            **_failures(),
        },
    }


def _parameters(endpoint: Endpoint, *, without: tuple[str, ...]) -> list[dict[str, Any]]:
    parameters = []
    for name, schema in schema_of(endpoint.query)["properties"].items():
        if name in without:
            continue
        in_path = f"{{{name}}}" in endpoint.path
        parameter: dict[str, Any] = {"name": name, "in": "path" if in_path else "query"}
        if in_path:
            parameter["required"] = True
        if "description" in schema:
            parameter["description"] = schema["description"]
        parameter["schema"] = {key: value for key, value in schema.items() if key != "description"}
        parameters.append(parameter)
    return parameters


def _body(endpoint: Endpoint) -> dict[str, Any]:
    if endpoint.body is None:
        return {}
    return {"requestBody": {"required": True, "content": _content(JSON, endpoint.body.__name__)}}


def _failures() -> dict[str, Any]:
    return {
        status: {"$ref": "#/components/responses/Problem"} for status in ("400", "404", "500", "502", "503")
    }


def _content(media_type: str, name: str) -> dict[str, Any]:
    return {media_type: {"schema": {"$ref": f"#/components/schemas/{name}"}}}


def _required(schema: dict[str, Any]) -> dict[str, Any]:
    """Answers always hold every field, also those that are null; a choice is a text."""
    if "enum" in schema:
        return {"type": "string", **schema}
    return {**schema, "required": list(schema.get("properties", {})), "additionalProperties": False}


def _errors() -> str:
    return "; ".join(f"{error.__name__} ({error.http_status})" for error in error_types())
