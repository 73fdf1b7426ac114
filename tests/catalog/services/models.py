"""botocore's models as the catalogue's paths see them: JMESPath walked over shapes, not over answers."""

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import botocore.session
import jmespath
from botocore.model import OperationModel, ServiceModel, Shape


class Unresolved(Exception):
    """A path that leads nowhere in the model."""


@dataclass(frozen=True)
class Many:
    """A list of something."""

    of: Any


@dataclass(frozen=True)
class Made:
    """An object that a path or the runner makes."""

    members: dict[str, Any] = field(default_factory=dict)


class Scalar:
    """A text, a number, a truth value, or what a function gives."""


SCALAR = Scalar()
ANY = object()
FUNCTIONS = {"last_segment", "starts_with", "join", "length", "contains", "to_string", "not_null", "sum"}


@cache
def session() -> Any:
    return botocore.session.get_session()


@cache
def clients() -> frozenset[str]:
    return frozenset(session().get_available_services())


@cache
def service_model(client: str) -> ServiceModel:
    return session().get_service_model(client)


@cache
def paginators(client: str) -> dict[str, Any]:
    try:
        loaded = session().get_component("data_loader").load_service_model(client, "paginators-1")
    except Exception:  # noqa: BLE001 - botocore's own error for a service without any
        return {}
    return loaded["pagination"]


def operation(client: str, name: str) -> OperationModel | None:
    model = service_model(client)
    return model.operation_model(name) if name in model.operation_names else None


def resolved(path: str, place: Any) -> Any:
    """What lies at the path from a shape on; raises Unresolved where the model has no such thing."""
    for function in re.findall(r"([a-z_]+)\(", path):
        if function not in FUNCTIONS:
            raise Unresolved(f"the function {function} is not known; known are {sorted(FUNCTIONS)}")
    return _walk(jmespath.compile(path).parsed, place)


def _walk(node: dict[str, Any], place: Any) -> Any:
    return _WALKS[node["type"]](node, place)


def members_of(place: Any) -> dict[str, Any]:
    """Member → shape of an object; nothing for anything else."""
    if isinstance(place, Made):
        return place.members
    if isinstance(place, Shape) and place.type_name == "structure":
        return dict(place.members)
    return {}


def element_of(place: Any) -> Any:
    """The shape of a list's elements, None when it is no list."""
    if isinstance(place, Many):
        return place.of
    if isinstance(place, Shape) and place.type_name == "list":
        return place.member
    return None


def _field(node: dict[str, Any], place: Any) -> Any:
    name = node["value"]
    if place is ANY or getattr(place, "document_type", False):
        return ANY
    if isinstance(place, Shape) and place.type_name == "map":
        return place.value
    members = members_of(place)
    if name not in members:
        there = ", ".join(members) or f"none, for it is {kind(place)}"
        raise Unresolved(f"there is no member {name}; members are: {there}")
    return members[name]


def _projection(node: dict[str, Any], place: Any) -> Any:
    left, right, *_ = node["children"]
    listed = _walk(left, place)
    element = element_of(listed)
    if element is None:
        raise Unresolved(f"a projection needs a list, this is {kind(listed)}")
    if node["type"] == "filter_projection":
        _walk(node["children"][2], element)
    return Many(_walk(right, element))


def _flatten(node: dict[str, Any], place: Any) -> Any:
    listed = _walk(node["children"][0], place)
    element = element_of(listed)
    if element is None:
        raise Unresolved(f"[] needs a list, this is {kind(listed)}")
    deeper = element_of(element)
    return Many(element if deeper is None else deeper)


def _index(node: dict[str, Any], place: Any) -> Any:
    element = element_of(place)
    if element is None:
        raise Unresolved(f"[{node['value']}] needs a list, this is {kind(place)}")
    return element


def _chain(node: dict[str, Any], place: Any) -> Any:
    for child in node["children"]:
        place = _walk(child, place)
    return place


def _each(node: dict[str, Any], place: Any) -> Any:
    found = [_walk(child, place) for child in node["children"]]
    return found[-1] if node["type"] in ("or_expression", "and_expression") else SCALAR


def _made(node: dict[str, Any], place: Any) -> Made:
    return Made({pair["value"]: _walk(pair["children"][0], place) for pair in node["children"]})


def _all_of(node: dict[str, Any], place: Any) -> Many:
    return Many(next(_walk(child, place) for child in node["children"]))


_WALKS = {
    "field": _field,
    "subexpression": _chain,
    "index_expression": _chain,
    "pipe": _chain,
    "index": _index,
    "slice": lambda node, place: place,
    "projection": _projection,
    "filter_projection": _projection,
    "flatten": _flatten,
    "identity": lambda node, place: place,
    "current": lambda node, place: place,
    "literal": lambda node, place: SCALAR,
    "multi_select_dict": _made,
    "multi_select_list": _all_of,
    "function_expression": _each,
    "comparator": _each,
    "or_expression": _each,
    "and_expression": _each,
    "not_expression": _each,
    "key_val_pair": _chain,
}


def kind(place: Any) -> str:
    """The sort of a shape in words."""
    if isinstance(place, Shape):
        return "an object" if place.type_name == "structure" else f"a {place.type_name}"
    return {Many: "a list", Made: "an object"}.get(type(place), "a text or number")


def is_object(place: Any) -> bool:
    return isinstance(place, Made) or (isinstance(place, Shape) and place.type_name in ("structure", "map"))


def is_scalar(place: Any) -> bool:
    if isinstance(place, Shape):
        return place.type_name not in ("structure", "list", "map")
    return place is ANY or place is SCALAR


def wrong_value(shape: Shape, value: Any) -> str | None:
    """Why the model does not take the value of a parameter."""
    types = {"list": list, "structure": dict, "map": dict, "boolean": bool, "string": str}
    wanted = types.get(shape.type_name, (int, float))
    if not isinstance(value, wanted):
        return f"{value!r} is no {shape.type_name}"
    if isinstance(value, list):
        return next((why for one in value if (why := wrong_value(shape.member, one))), None)
    if isinstance(value, dict):
        unknown = [name for name in value if name not in shape.members]
        return f"no member {unknown[0]}; members are: {', '.join(shape.members)}" if unknown else None
    if isinstance(value, str):
        enum = getattr(shape, "enum", None)
        return f"{value!r} is none of {list(enum)}" if enum and value not in enum else None
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if (low is not None and value < low) or (high is not None and value > high):
        return f"{value} is not within {low} to {high}"
    return None
