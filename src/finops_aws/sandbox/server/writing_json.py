"""Outputs as plain values, ready for JSON or CBOR."""

from collections.abc import Mapping
from typing import Any

from finops_aws.sandbox.server.scalars import base64_text, moment, timestamp


def json_members(shape: Any, value: Mapping[str, Any]) -> dict[str, Any]:
    """This will give the members of a structure that stand in a JSON body, by the names they are sent by."""
    return {
        member.serialization.get("name", name): json_value(member, value[name])
        for name, member in shape.members.items()
        if value.get(name) is not None and "location" not in member.serialization
    }


def json_value(shape: Any, value: Any) -> Any:
    """This will give a value of the shape as JSON has it: epoch seconds for times, base64 for bytes."""
    kind = shape.type_name
    if value is None:
        return None
    if kind == "structure":
        return value if shape.is_document_type else json_members(shape, value)
    if kind == "list":
        return [json_value(shape.member, item) for item in value]
    if kind == "map":
        return {str(key): json_value(shape.value, item) for key, item in value.items()}
    if kind == "timestamp":
        return timestamp(value, shape.serialization.get("timestampFormat", "unixTimestamp"))
    return base64_text(value) if kind == "blob" else value


def cbor_value(shape: Any, value: Any) -> Any:
    """This will give a value of the shape as CBOR has it: times and bytes stay what they are."""
    kind = shape.type_name
    if value is None:
        return None
    if kind == "structure":
        known = {name: member for name, member in shape.members.items() if value.get(name) is not None}
        return {name: cbor_value(member, value[name]) for name, member in known.items()}
    if kind == "list":
        return [cbor_value(shape.member, item) for item in value]
    if kind == "map":
        return {str(key): cbor_value(shape.value, item) for key, item in value.items()}
    return _cbor_scalar(kind, value)


def _cbor_scalar(kind: str, value: Any) -> Any:
    if kind == "timestamp":
        return moment(value)
    if kind == "blob":
        return value.encode() if isinstance(value, str) else bytes(value)
    return float(value) if kind in ("float", "double") else value
