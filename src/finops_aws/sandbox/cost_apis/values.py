"""GetDimensionValues, GetTags and ListCostAllocationTags: what there is to group and filter by.

https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetDimensionValues.html
"""

from typing import Any

from finops_aws.sandbox.company import POD_TAGS, TAG_KEYS
from finops_aws.sandbox.cost_apis.expressions import Condition, dimension, tag
from finops_aws.sandbox.cost_apis.ledger import Answer, Ledger
from finops_aws.sandbox.cost_apis.paging import cut, following
from finops_aws.sandbox.cost_apis.periods import asked_days
from finops_aws.sandbox.cost_apis.refusals import denied, invalid
from finops_aws.sandbox.cost_apis.tag_keys import asked_tag
from finops_aws.sandbox.cost_apis.usage import METRICS, of_caller
from finops_aws.sandbox.server import Call

USUAL_PAGE, TAGS_PAGE = 1_000, 100
NOT_THE_PAYER = (
    "Failed to list Cost Allocation Tags: Linked account doesn't have access to cost allocation tags."
)


def _dimension_values(ledger: Ledger, call: Call) -> dict[str, Any]:
    asked = str(call.parameters["Dimension"])
    names = ledger.names if asked == "LINKED_ACCOUNT" else {}
    found = _values(ledger, call, column=Condition(dimension(asked)))
    values = [
        {"Value": value, "Attributes": {"description": names[value]} if value in names else {}}
        for value in found
    ]
    return _page(call, values, name="DimensionValues")


def _tags(ledger: Ledger, call: Call) -> dict[str, Any]:
    key = call.parameters.get("TagKey")
    if key:
        return _page(call, _values(ledger, call, column=tag(key)), name="Tags")
    keys = _values(ledger, call, column=Condition("unnest(map_keys(tags))"))
    return _page(call, sorted(asked_tag(billed) for billed in keys), name="Tags")


def _values(ledger: Ledger, call: Call, *, column: Condition) -> list[str]:
    """The different values of the days and costs asked for, in the order asked for, else their own."""
    days = asked_days(ledger, call)
    chosen = of_caller(ledger, call)
    search = str(call.parameters.get("SearchString") or "")
    query = (
        f"SELECT value FROM (SELECT {column.sql} AS value, * FROM cost WHERE day >= ? AND day < ? "
        f"AND ({chosen.sql})) WHERE contains(lower(value), lower(?)) GROUP BY value ORDER BY {_order(call)}"
    )
    values = [*column.values, days.first, days.stop, *chosen.values, search]
    return [str(value) for (value,) in ledger.cube.rows(query, values)]


def _order(call: Call) -> str:
    """By the metric asked for, else by the values themselves."""
    sorts = call.parameters.get("SortBy") or []
    if not sorts:
        return "value"
    if sorts[0]["Key"] not in METRICS or call.parameters.get("SearchString"):
        raise invalid("SortBy must be one metric and cannot be combined with SearchString")
    direction = "DESC" if sorts[0].get("SortOrder") == "DESCENDING" else "ASC"
    return f"{METRICS[sorts[0]['Key']]} {direction}, value"


def _page(call: Call, items: list[Any], *, name: str) -> dict[str, Any]:
    size = int(call.parameters.get("MaxResults") or USUAL_PAGE)
    page, token = cut(items, call.parameters.get("NextPageToken"), size=size)
    counts = {"ReturnSize": len(page), "TotalSize": len(items)}
    return {name: page, **counts, **following("NextPageToken", token)}


def _allocation_tags(ledger: Ledger, call: Call) -> dict[str, Any]:
    """Every key of the bill is active; the company's late key has been since it appears on the bill."""
    if not ledger.is_payer(call):
        raise denied(NOT_THE_PAYER)
    asked = call.parameters
    known = [_allocation_tag(ledger, billed) for billed in (*TAG_KEYS, *POD_TAGS)]
    wanted = {name: asked[name] for name in ("Status", "Type") if asked.get(name)}
    kept = [one for one in known if wanted.items() <= one.items()]
    if asked.get("TagKeys"):
        kept = [one for one in kept if one["TagKey"] in asked["TagKeys"]]
    page, token = cut(kept, asked.get("NextToken"), size=int(asked.get("MaxResults") or TAGS_PAGE))
    return {"CostAllocationTags": page, **following("NextToken", token)}


def _allocation_tag(ledger: Ledger, billed: str) -> dict[str, str]:
    timeline = ledger.plan.timeline
    is_late = billed == ledger.plan.company.late_tag
    updated = timeline.time(ledger.plan.activation if is_late else 0)
    return {
        "TagKey": asked_tag(billed),
        "Type": "UserDefined" if billed.startswith("user_") else "AWSGenerated",
        "Status": "Active",
        "LastUpdatedDate": f"{updated:%Y-%m-%dT%H:%M:%SZ}",
        "LastUsedDate": f"{timeline.months[-1].start:%Y-%m-%dT%H:%M:%SZ}",
    }


ANSWERS: dict[str, Answer] = {
    "GetDimensionValues": _dimension_values,
    "GetTags": _tags,
    "ListCostAllocationTags": _allocation_tags,
}
