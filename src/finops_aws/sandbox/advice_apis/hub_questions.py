"""Filters, order and groups of Cost Optimization Hub.

https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_CostOptimizationHub_Filter.html
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from finops_aws.sandbox.advice_apis.hub_items import HubItem
from finops_aws.sandbox.server.calls import Refusal
from finops_aws.sandbox.server.models import client_model

Item = dict[str, Any]
INVALID = "ValidationException"
LISTS = {
    "implementationEfforts": "implementationEffort",
    "accountIds": "accountId",
    "regions": "region",
    "resourceTypes": "currentResourceType",
    "actionTypes": "actionType",
    "resourceIds": "resourceId",
    "resourceArns": "resourceArn",
    "recommendationIds": "recommendationId",
}
"""Member of a filter → the member of a recommendation that must be among its values."""

ENUMS = {
    "implementationEfforts": "ImplementationEffort",
    "resourceTypes": "ResourceType",
    "actionTypes": "ActionType",
}
SWITCHES = ("restartNeeded", "rollbackPossible")
GROUPS = {
    "AccountId": "accountId",
    "Region": "region",
    "ActionType": "actionType",
    "ResourceType": "currentResourceType",
    "RestartNeeded": "restartNeeded",
    "RollbackPossible": "rollbackPossible",
    "ImplementationEffort": "implementationEffort",
}
RIVALS = ("ComputeSavingsPlans", "Ec2InstanceSavingsPlans", "Ec2ReservedInstances")
ORDERS = {
    **GROUPS,
    "EstimatedMonthlySavings": "estimatedMonthlySavings",
    "EstimatedSavingsPercentage": "estimatedSavingsPercentage",
    "EstimatedMonthlyCost": "estimatedMonthlyCost",
    "ResourceId": "resourceId",
}


def passes(one: HubItem, asked: Mapping[str, Any] | None) -> bool:
    """Whether a recommendation has everything the filter asks for.

    Raises Refusal for a type, action or effort that there is none of.
    """
    wanted, listed = asked or {}, one.listed
    for name, shape in ENUMS.items():
        _check(wanted.get(name) or (), shape)
    in_lists = all(
        listed.get(LISTS[name]) in values for name, values in wanted.items() if name in LISTS and values
    )
    switched = all(listed[name] == wanted[name] for name in SWITCHES if wanted.get(name) is not None)
    tags = wanted.get("tags")
    return in_lists and switched and (not tags or any(tag in listed["tags"] for tag in tags))


def deduplicated(items: Iterable[HubItem]) -> list[HubItem]:
    """The recommendation of each resource that saves most, and of rival commitments the best kind.

    https://docs.aws.amazon.com/cost-management/latest/userguide/coh-savings-estimation.html
    """
    best: dict[str, HubItem] = {}
    for one in items:
        known = best.get(one.subject)
        if known is None or one.saved > known.saved:
            best[one.subject] = one
    return _without_rivals(list(best.values()))


def _without_rivals(items: list[HubItem]) -> list[HubItem]:
    """Plans and EC2 reservations would cover the same usage: only the kind that saves most stays."""
    savings = {kind: sum(one.saved for one in items if _type(one) == kind) for kind in RIVALS}
    best = max(RIVALS, key=lambda kind: savings[kind])
    return [one for one in items if _type(one) not in RIVALS or _type(one) == best]


def _type(one: HubItem) -> str:
    return str(one.listed["currentResourceType"])


def ordered(items: list[HubItem], asked: Mapping[str, Any] | None) -> list[HubItem]:
    """By the dimension asked for, else the largest saving first.

    Raises Refusal for a dimension that is none.
    """
    if not asked:
        return sorted(items, key=lambda one: (-one.saved, one.id))
    name = _capital(str(asked.get("dimension", "")))
    if name not in ORDERS:
        raise Refusal(INVALID, f"{asked.get('dimension')} is not a dimension to order by.")
    member = ORDERS[name]
    is_number = name.startswith("Estimated")
    return sorted(
        items,
        key=lambda one: one.listed[member] if is_number else str(one.listed.get(member, "")),
        reverse=asked.get("order") == "Desc",
    )


def grouping(asked: str) -> Callable[[HubItem], str]:
    """The name of the group of a recommendation.

    Raises Refusal for a dimension that is none.
    """
    if asked not in GROUPS:
        raise Refusal(INVALID, f"{asked} is not a dimension to group by.")
    member = GROUPS[asked]
    return lambda one: _shown(one.listed[member])


def _check(values: Iterable[str], shape: str) -> None:
    model = client_model("cost-optimization-hub")
    known = model.service.shape_for(shape).enum if model else ()
    for value in values:
        if value not in known:
            raise Refusal(INVALID, f"{value} is not one of {', '.join(known)}.")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
