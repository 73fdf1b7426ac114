"""Outputs as XML, for the query, ec2 and rest-xml protocols."""

from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from finops_aws.sandbox.server.scalars import text_of

SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
HEADING = '<?xml version="1.0" encoding="UTF-8"?>\n'


def element(name: str, inside: str, *, attributes: str = "") -> str:
    """This will write one element around text that is XML already."""
    return f"<{name}{attributes}>{inside}</{name}>"


def text_element(name: str, text: str) -> str:
    """This will write one element around plain text."""
    return f"<{name}>{escape(text)}</{name}>"


def members(shape: Any, value: Mapping[str, Any]) -> str:
    """This will write those members of a structure that stand in the body."""
    return "".join(_members(shape, value))


def value_element(name: str, value: Any, *, shape: Any) -> str:
    """This will write a value of the shape as an element of this name."""
    return "".join(_element(name, shape, value))


def _members(shape: Any, value: Mapping[str, Any]) -> Iterator[str]:
    for name, member in shape.members.items():
        if value.get(name) is None or "location" in member.serialization:
            continue
        if not member.serialization.get("xmlAttribute"):
            yield from _element(member.serialization.get("name", name), member, value[name])


def _attributes(shape: Any, value: Mapping[str, Any]) -> str:
    found = ""
    for name, member in shape.members.items():
        if member.serialization.get("xmlAttribute") and value.get(name) is not None:
            sent = member.serialization.get("name", name)
            prefix = sent.partition(":")[0] if ":" in sent else ""
            found += f' xmlns:{prefix}="{SCHEMA_INSTANCE}"' if prefix else ""
            found += f" {sent}={quoteattr(str(value[name]))}"
    return found


def _element(name: str, shape: Any, value: Any) -> Iterator[str]:
    kind = shape.type_name
    if kind == "structure":
        yield element(name, members(shape, value), attributes=_attributes(shape, value))
    elif kind == "list":
        yield from _list(name, shape, value)
    elif kind == "map":
        yield from _map(name, shape, value)
    else:
        yield text_element(name, text_of(shape, value))


def _list(name: str, shape: Any, value: Any) -> Iterator[str]:
    if shape.serialization.get("flattened"):
        item_name = shape.member.serialization.get("name", name)
        yield from (part for item in value for part in _element(item_name, shape.member, item))
        return
    item_name = shape.member.serialization.get("name", "member")
    yield element(name, "".join(part for item in value for part in _element(item_name, shape.member, item)))


def _map(name: str, shape: Any, value: Mapping[str, Any]) -> Iterator[str]:
    key_name = shape.key.serialization.get("name", "key")
    value_name = shape.value.serialization.get("name", "value")
    entries = [
        text_element(key_name, str(key)) + value_element(value_name, item, shape=shape.value)
        for key, item in value.items()
    ]
    if shape.serialization.get("flattened"):
        yield from (element(name, entry) for entry in entries)
    else:
        yield element(name, "".join(element("entry", entry) for entry in entries))
