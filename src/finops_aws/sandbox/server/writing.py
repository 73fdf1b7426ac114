"""Answers in the form of the protocol in which the call was sent."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from finops_aws.sandbox.server.calls import Answer
from finops_aws.sandbox.server.cbor import encoded
from finops_aws.sandbox.server.scalars import text_of
from finops_aws.sandbox.server.writing_json import cbor_value, json_members, json_value
from finops_aws.sandbox.server.writing_xml import HEADING, element, members, text_element, value_element

XML = "text/xml"
CBOR = "smithy-rpc-v2-cbor"
CBOR_HEADERS = {"Content-Type": "application/cbor", "smithy-protocol": "rpc-v2-cbor"}


def answer(operation: Any, output: Mapping[str, Any], *, protocol: str) -> Answer:
    """This will write an output of the operation; members that the model does not know are left out."""
    request_id = str(uuid4())
    shape = operation.output_shape
    if protocol == CBOR:
        body = encoded(cbor_value(shape, output) if shape is not None else {})
        return Answer(200, body, {**CBOR_HEADERS, "x-amzn-RequestId": request_id})
    if protocol == "json":
        body = json.dumps(json_members(shape, output) if shape is not None else {}).encode()
        return Answer(
            200, body, {"Content-Type": "application/x-amz-json-1.1", "x-amzn-RequestId": request_id}
        )
    if protocol in ("query", "ec2"):
        written = _query_document(operation, output, request_id)
        return Answer(200, written, {"Content-Type": XML, "x-amzn-RequestId": request_id})
    return _rest(operation, protocol, output)


def _query_document(operation: Any, output: Mapping[str, Any], request_id: str) -> bytes:
    shape = operation.output_shape
    inside = members(shape, output) if shape is not None else ""
    if operation.metadata["protocol"] == "ec2":
        inside = text_element("requestId", request_id) + inside
    else:
        wrapper = shape.serialization.get("resultWrapper") if shape is not None else None
        inside = element(wrapper or f"{operation.name}Result", inside)
        inside += element("ResponseMetadata", text_element("RequestId", request_id))
    namespace = operation.metadata.get("xmlNamespace", "")
    attributes = f' xmlns="{namespace}"' if isinstance(namespace, str) and namespace else ""
    return (HEADING + element(f"{operation.name}Response", inside, attributes=attributes)).encode()


def _rest(operation: Any, protocol: str, output: Mapping[str, Any]) -> Answer:
    shape = operation.output_shape
    status = operation.http.get("responseCode", 200)
    headers = {"x-amzn-RequestId": str(uuid4()), "x-amz-request-id": uuid4().hex[:16].upper()}
    headers["Content-Type"] = "application/xml" if protocol == "rest-xml" else "application/json"
    if shape is None:
        return Answer(status, b"", headers)
    for name, member in shape.members.items():
        location = member.serialization.get("location")
        if location == "statusCode":
            status = output.get(name, status)
        elif location in ("header", "headers") and output.get(name) is not None:
            headers.update(_headers(member, member.serialization.get("name", name), output[name]))
    return Answer(status, _rest_body(operation, protocol, output), headers)


def _headers(member: Any, sent: str, value: Any) -> dict[str, str]:
    if member.type_name == "map":
        return {f"{sent}{key}": str(text) for key, text in value.items()}
    if member.type_name == "list":
        return {sent: ",".join(text_of(member.member, item, style="rfc822") for item in value)}
    return {sent: text_of(member, value, style="rfc822")}


def _rest_body(operation: Any, protocol: str, output: Mapping[str, Any]) -> bytes:
    shape = operation.output_shape
    payload = shape.serialization.get("payload")
    if payload:
        return _payload(payload, shape.members[payload], output.get(payload), protocol=protocol)
    if protocol == "rest-json":
        return json.dumps(json_members(shape, output)).encode()
    if operation.name == "GetBucketLocation":
        return (HEADING + text_element("LocationConstraint", output.get("LocationConstraint") or "")).encode()
    root = shape.serialization.get("name") or shape.name
    return (HEADING + value_element(root, output, shape=shape)).encode()


def _payload(name: str, member: Any, value: Any, *, protocol: str) -> bytes:
    kind = member.type_name
    if value is None:
        value = {} if kind == "structure" and not member.serialization.get("eventstream") else b""
    if isinstance(value, str | bytes):
        return value.encode() if isinstance(value, str) else value
    if protocol == "rest-json":
        return json.dumps(json_value(member, value)).encode()
    root = member.serialization.get("name", name)
    return (HEADING + value_element(root, value, shape=member)).encode()


def error(protocol: str, *, code: str, message: str, status: int, query_code: str = "") -> Answer:
    """This will write an error as the protocol has it; ``query_code`` is what a query-compatible JSON
    service adds in a header. The protocol ``s3`` stands for S3's own form of rest-xml."""
    request_id = str(uuid4())
    headers = {"x-amzn-RequestId": request_id}
    if protocol == "s3":
        inside = text_element("Code", code) + text_element("Message", message)
        inside += text_element("RequestId", request_id)
        headers["Content-Type"] = "application/xml"
        return Answer(status, (HEADING + element("Error", inside)).encode(), headers)
    if protocol in ("query", "rest-xml", "ec2"):
        headers["Content-Type"] = XML
        return Answer(status, _xml_error(protocol, code, message, request_id=request_id), headers)
    if query_code:
        headers["x-amzn-query-error"] = f"{query_code};{'Receiver' if status >= 500 else 'Sender'}"
    fields = {"__type": code, "message": message}
    if protocol == CBOR:
        return Answer(status, encoded(fields), {**headers, **CBOR_HEADERS})
    headers["x-amzn-ErrorType"] = code
    headers["Content-Type"] = "application/json" if protocol == "rest-json" else "application/x-amz-json-1.1"
    return Answer(status, json.dumps(fields).encode(), headers)


def _xml_error(protocol: str, code: str, message: str, *, request_id: str) -> bytes:
    what = text_element("Code", code) + text_element("Message", message)
    if protocol == "ec2":
        inside = element("Errors", element("Error", what)) + text_element("RequestID", request_id)
        return (HEADING + element("Response", inside)).encode()
    inside = element("Error", text_element("Type", "Sender") + what) + text_element("RequestId", request_id)
    return (HEADING + element("ErrorResponse", inside)).encode()
