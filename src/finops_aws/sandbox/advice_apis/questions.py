"""Whose things are asked for, and which of them: what all of Compute Optimizer's operations share."""

from collections.abc import Iterable, Sequence
from typing import Any

from finops_aws.sandbox.advice_apis.knowledge import Knowledge
from finops_aws.sandbox.server.calls import Call, Refusal

Item = dict[str, Any]
INVALID = "InvalidParameterValueException"
FIELDS = {
    "Finding": "finding",
    "FindingReasonCodes": "findingReasonCodes",
    "FindingReasonCode": "findingReasonCodes",
    "InferredWorkloadTypes": "inferredWorkloadTypes",
    "InstanceFinding": "instanceFinding",
    "InstanceFindingReasonCode": "instanceFindingReasonCodes",
    "StorageFinding": "storageFinding",
    "StorageFindingReasonCode": "storageFindingReasonCodes",
    "Idle": "idle",
    "ResourceType": "resourceType",
    "Status": "status",
}
"""Name of a filter → the member that it looks at."""

SOURCE_FILTER = "RecommendationSourceType"


def account_asked_for(call: Call, knowledge: Knowledge) -> str:
    """The one account that the call is about: the payer may name any of its accounts, others only theirs.

    Raises Refusal for more than one account, a strange one, and one that is not enrolled.
    https://docs.aws.amazon.com/compute-optimizer/latest/APIReference/API_GetEC2InstanceRecommendations.html
    """
    own = call.place.account
    named = call.parameters.get("accountIds") or [own]
    if len(named) > 1:
        raise Refusal(INVALID, "Only one account ID can be specified per request.")
    account: str = named[0]
    if account != own and (own != knowledge.payer or account not in knowledge.accounts):
        raise Refusal(
            "AccessDeniedException", f"Account {own} is not authorized to access account {account}."
        )
    if not knowledge.is_enrolled(account):
        raise Refusal("OptInRequiredException", "Aws account is not registered for recommendation.")
    return account


def chosen(call: Call, items: Iterable[Item], *, arns: str, arn: str) -> list[Item]:
    """Those items whose ARN is asked for under ``arns``, and that pass all filters.

    Raises Refusal for a filter that is none.
    """
    wanted = call.parameters.get(arns) or []
    filters = call.parameters.get("filters") or []
    named = [item for item in items if not wanted or _is_named(item[arn], wanted)]
    return [item for item in named if all(_passes(item, one) for one in filters)]


def _is_named(arn: str, wanted: Sequence[str]) -> bool:
    return arn in wanted or any(arn.startswith(f"{one}:$") for one in wanted)


def _passes(item: Item, one: Item) -> bool:
    name, values = one.get("name"), {_plain(value) for value in one.get("values", ())}
    if name == SOURCE_FILTER:
        held = [source["recommendationSourceType"] for source in item.get("recommendationSources", ())]
    elif name in FIELDS:
        value = item.get(FIELDS[name])
        held = value if isinstance(value, list) else [value]
    else:
        raise Refusal(INVALID, f"Filter name {name} is not valid.")
    return any(_plain(value) in values for value in held)


def _plain(value: object) -> str:
    """Findings are asked for as ``Overprovisioned`` and answered as ``OVER_PROVISIONED``."""
    return str(value).replace("_", "").lower()
