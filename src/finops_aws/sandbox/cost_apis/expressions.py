"""The filters of the cost APIs, as SQL over the cube and as a test of single things.

Of the match options GetCostAndUsage knows EQUALS and CASE_SENSITIVE, and ABSENT for tags and cost
categories. https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_Expression.html
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from finops_aws.sandbox.cost_apis.refusals import invalid
from finops_aws.sandbox.cost_apis.tag_keys import billed_tag

DIMENSIONS = {
    name: name.lower()
    for name in (
        *("AZ", "BILLING_ENTITY", "INSTANCE_TYPE", "INSTANCE_TYPE_FAMILY", "LEGAL_ENTITY_NAME"),
        *("LINKED_ACCOUNT", "LINKED_ACCOUNT_NAME", "OPERATION", "PURCHASE_TYPE", "RECORD_TYPE"),
        *("REGION", "SERVICE", "SERVICE_CODE", "USAGE_TYPE"),
    )
}
"""Dimension → column of the cube."""

KINDS = ("And", "Or", "Not", "Dimensions", "Tags", "CostCategories")
OPTIONS = {"EQUALS", "CASE_SENSITIVE"}
DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Condition:
    """SQL that is true for the costs that fit, and the values of its question marks."""

    sql: str
    values: tuple[object, ...] = ()

    def __and__(self, other: "Condition") -> "Condition":
        return Condition(f"({self.sql}) AND ({other.sql})", (*self.values, *other.values))


ALL = Condition("TRUE")


def condition(expression: Mapping[str, Any] | None) -> Condition:
    """Turn a filter into SQL; no filter fits all costs.

    Raises Refusal (ValidationException) for what Cost Explorer does not accept.
    """
    return _condition(expression, depth=0) if expression else ALL


def dimension(name: str) -> str:
    """The column of a dimension.

    Raises Refusal (ValidationException) for one that the sandbox does not know.
    """
    if name not in DIMENSIONS:
        raise invalid(f"{name} is not a supported dimension")
    return DIMENSIONS[name]


def tag(key: str) -> Condition:
    """The SQL of a tag's value, empty where the costs have no such tag."""
    return Condition("coalesce(map_extract_value(tags, ?), '')", (billed_tag(key),))


def category(name: str) -> Condition:
    """The SQL of a cost category's value, empty where the costs belong to none."""
    return Condition("coalesce(map_extract_value(cost_category, ?), '')", (name,))


def fits(expression: Mapping[str, Any] | None, traits: Mapping[str, str | None]) -> bool:
    """Whether one thing, such as a commitment, fits a filter on its dimensions; others fit always."""
    if not expression:
        return True
    kind, inner = _only(expression)
    if kind in ("And", "Or"):
        every: Callable[..., bool] = all if kind == "And" else any
        return every(fits(one, traits) for one in inner)
    if kind == "Not":
        return not fits(inner, traits)
    return (
        kind != "Dimensions" or inner["Key"] not in traits or traits[inner["Key"]] in inner.get("Values", ())
    )


def chosen(expression: Mapping[str, Any] | None, name: str) -> Sequence[str]:
    """The values that a filter, alone or in an And, names for one dimension."""
    for one in (expression or {}).get("And", [expression] if expression else []):
        if one.get("Dimensions", {}).get("Key") == name:
            return [str(value) for value in one["Dimensions"]["Values"]]
    return []


def _condition(expression: Mapping[str, Any], *, depth: int) -> Condition:
    kind, inner = _only(expression)
    if depth > DEEPEST:
        raise invalid("Expression nesting is too deep")
    if kind == "Not":
        part = _condition(inner, depth=depth + 1)
        return Condition(f"NOT ({part.sql})", part.values)
    if kind in ("And", "Or"):
        return _joined(kind, inner, depth=depth + 1)
    return _simple(kind, inner)


def _joined(kind: str, inner: Sequence[Mapping[str, Any]], *, depth: int) -> Condition:
    if len(inner) < 2:
        raise invalid(f"{kind} expression must have at least 2 operands")
    parts = [_condition(one, depth=depth) for one in inner]
    sql = f" {kind.upper()} ".join(f"({part.sql})" for part in parts)
    return Condition(sql, tuple(value for part in parts for value in part.values))


def _simple(kind: str, inner: Mapping[str, Any]) -> Condition:
    key, values = str(inner.get("Key", "")), [str(value) for value in inner.get("Values") or ()]
    options = set(inner.get("MatchOptions") or ())
    column = {"Tags": tag, "CostCategories": category}.get(kind, _dimension)(key)
    if options == {"ABSENT"} and kind != "Dimensions":
        return Condition(f"{column.sql} = ''", column.values)
    if options - OPTIONS:
        raise invalid(f"Match options {sorted(options)} are not supported for {kind}")
    if not values:
        raise invalid(f"Values of {kind} must not be empty")
    places = ", ".join("?" * len(values))
    return Condition(f"{column.sql} IN ({places})", (*column.values, *values))


def _dimension(name: str) -> Condition:
    return Condition(dimension(name))


def _only(expression: Mapping[str, Any]) -> tuple[str, Any]:
    kinds = [kind for kind in expression if expression[kind] is not None]
    if len(kinds) != 1 or kinds[0] not in KINDS:
        raise invalid("Filter expression must have exactly one root operator")
    return kinds[0], expression[kinds[0]]
