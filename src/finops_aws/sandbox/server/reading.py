"""Which operation a request calls, and with which parameters."""

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from finops_aws.sandbox.server.calls import Refusal, Request
from finops_aws.sandbox.server.cbor import decoded
from finops_aws.sandbox.server.models import ClientModel
from finops_aws.sandbox.server.reading_forms import form_fields, form_parameters
from finops_aws.sandbox.server.reading_xml import xml_parameters
from finops_aws.sandbox.server.routes import Asked, matching
from finops_aws.sandbox.server.scalars import moment, value_of

CBOR_PATH = "/operation/"


@dataclass(frozen=True, slots=True)
class Understood:
    """A request whose operation is known; ``protocol`` is the one it was sent in."""

    operation: str
    protocol: str
    labels: Mapping[str, str]
    query: Mapping[str, list[str]]
    fields: Mapping[str, str]


def understood(model: ClientModel, request: Request) -> Understood:
    """This will find the operation that a request calls.

    Raises Refusal with UnknownOperationException when the client has no such operation.
    """
    query = parse_qs(request.query, keep_blank_values=True)
    found = _understood(model, request, query)
    if found is None or found.operation not in model.operations:
        raise Refusal("UnknownOperationException", "The operation is not known to this service.", 404)
    return found


def _understood(model: ClientModel, request: Request, query: Mapping[str, list[str]]) -> Understood | None:
    if CBOR_PATH in request.path and "smithy-protocol" in request.headers:
        return Understood(request.path.rpartition(CBOR_PATH)[2], "smithy-rpc-v2-cbor", {}, query, {})
    target = request.headers.get("x-amz-target")
    if target:
        return Understood(target.rpartition(".")[2], "json", {}, query, {})
    if model.protocol.startswith("rest"):
        found = matching(model.routes, Asked(request.method, request.path, query, request.headers))
        return Understood(found[0], model.protocol, found[1], query, {}) if found else None
    fields = form_fields(request.body.decode() if request.body else request.query)
    protocol = "ec2" if model.protocol == "ec2" else "query"
    return Understood(fields["Action"], protocol, {}, query, fields) if "Action" in fields else None


def parameters(model: ClientModel, found: Understood, *, request: Request) -> dict[str, Any]:
    """This will read the parameters of an understood request, with times and bytes as Python values.

    Raises Refusal with SerializationException when they cannot be read.
    """
    shape = model.operation(found.operation).input_shape
    try:
        return _parameters(shape, request, found)
    except (ValueError, LookupError, SyntaxError, TypeError, AttributeError) as error:
        raise Refusal("SerializationException", f"The parameters cannot be read: {error}") from error


def _parameters(shape: Any, request: Request, found: Understood) -> dict[str, Any]:
    if shape is None:
        return {}
    if found.protocol in ("query", "ec2"):
        return form_parameters(shape, dict(found.fields), ec2=found.protocol == "ec2")
    body = (
        gzip.decompress(request.body) if request.headers.get("content-encoding") == "gzip" else request.body
    )
    if found.protocol == "smithy-rpc-v2-cbor":
        return dict(decoded(body)) if body else {}
    if found.protocol == "json":
        return dict(_json_value(shape, json.loads(body))) if body else {}
    return {**_body(shape, body, found.protocol), **_located(shape, request, found)}


def _body(shape: Any, body: bytes, protocol: str) -> dict[str, Any]:
    payload = shape.serialization.get("payload")
    if payload:
        return _payload(payload, shape.members[payload], body, protocol=protocol) if body else {}
    inside = [name for name, member in shape.members.items() if "location" not in member.serialization]
    if not inside or not body:
        return {}
    return dict(
        xml_parameters(shape, body) if protocol == "rest-xml" else _json_value(shape, json.loads(body))
    )


def _payload(name: str, member: Any, body: bytes, *, protocol: str) -> dict[str, Any]:
    if member.type_name == "blob":
        return {name: body}
    if member.type_name == "string":
        return {name: body.decode()}
    if protocol == "rest-xml":
        return {name: xml_parameters(member, body)}
    return {name: _json_value(member, json.loads(body))}


def _json_value(shape: Any, value: Any) -> Any:
    kind = shape.type_name
    if value is None or (kind == "structure" and shape.is_document_type):
        return value
    if kind == "structure":
        return {
            name: _json_value(member, value[sent])
            for name, member in shape.members.items()
            if (sent := member.serialization.get("name", name)) in value
        }
    if kind == "list":
        return [_json_value(shape.member, item) for item in value]
    if kind == "map":
        return {key: _json_value(shape.value, item) for key, item in value.items()}
    if kind == "timestamp":
        return moment(value)
    return value_of(shape, value) if kind == "blob" else value


def _located(shape: Any, request: Request, found: Understood) -> dict[str, Any]:
    read: dict[str, Any] = {}
    for name, member in shape.members.items():
        location = member.serialization.get("location")
        sent = member.serialization.get("name", name)
        if location == "uri" and sent in found.labels:
            read[name] = value_of(member, found.labels[sent])
        elif location == "querystring":
            read.update(_from_query(name, member, found.query))
        elif location in ("header", "headers"):
            read.update(_from_headers(name, member, request.headers))
    return read


def _from_query(name: str, member: Any, query: Mapping[str, list[str]]) -> dict[str, Any]:
    sent = member.serialization.get("name", name)
    if member.type_name == "map":
        fixed = member.value.type_name == "list"
        return {name: {key: texts if fixed else texts[-1] for key, texts in query.items()}} if query else {}
    if sent not in query:
        return {}
    if member.type_name == "list":
        return {name: [value_of(member.member, text) for text in query[sent]]}
    return {name: value_of(member, query[sent][-1])}


def _from_headers(name: str, member: Any, headers: Mapping[str, str]) -> dict[str, Any]:
    sent = member.serialization.get("name", name).lower()
    if member.type_name == "map":
        some = {key[len(sent) :]: text for key, text in headers.items() if key.startswith(sent)}
        return {name: some} if some else {}
    if sent not in headers:
        return {}
    if member.type_name == "list":
        return {name: [value_of(member.member, text.strip()) for text in headers[sent].split(",")]}
    return {name: value_of(member, headers[sent])}
