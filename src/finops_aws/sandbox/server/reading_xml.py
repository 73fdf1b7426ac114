"""Parameters that are sent as an XML body."""

import re
from typing import Any
from xml.etree import ElementTree as Xml

from finops_aws.sandbox.server.scalars import value_of

NAMESPACE = re.compile(r"^\{[^}]*\}")


def xml_parameters(shape: Any, body: bytes) -> Any:
    """This will read the value of a shape from an XML document; an empty body is an empty structure."""
    return _value(shape, Xml.fromstring(body)) if body.strip() else {}  # noqa: S314 - only local clients send


def _value(shape: Any, node: Xml.Element) -> Any:
    if shape.type_name == "structure":
        return _structure(shape, node)
    if shape.type_name == "list":
        return [_value(shape.member, child) for child in node]
    if shape.type_name == "map":
        return dict(_entry(shape, child) for child in node)
    return value_of(shape, node.text or "")


def _structure(shape: Any, node: Xml.Element) -> dict[str, Any]:
    children: dict[str, list[Xml.Element]] = {}
    for child in node:
        children.setdefault(NAMESPACE.sub("", child.tag), []).append(child)
    found: dict[str, Any] = {}
    for name, member in shape.members.items():
        sent = member.serialization.get("name", name)
        if member.serialization.get("flattened") and member.type_name == "list":
            sent = member.member.serialization.get("name", sent) if sent not in children else sent
            if sent in children:
                found[name] = [_value(member.member, child) for child in children[sent]]
        elif member.serialization.get("flattened") and member.type_name == "map" and sent in children:
            found[name] = dict(_entry(member, child) for child in children[sent])
        elif sent in children:
            found[name] = _value(member, children[sent][0])
    return found


def _entry(shape: Any, node: Xml.Element) -> tuple[str, Any]:
    by_tag = {NAMESPACE.sub("", child.tag): child for child in node}
    key = by_tag[shape.key.serialization.get("name", "key")]
    return key.text or "", _value(shape.value, by_tag[shape.value.serialization.get("name", "value")])
