"""GetCostAndUsage: costs by day or month, in groups.

https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetCostAndUsage.html
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from finops_aws.sandbox.cost_apis.amounts import CURRENCY, money
from finops_aws.sandbox.cost_apis.expressions import Condition, category, condition, dimension, tag
from finops_aws.sandbox.cost_apis.ledger import Answer, Ledger
from finops_aws.sandbox.cost_apis.paging import cut, following
from finops_aws.sandbox.cost_apis.periods import Days, asked_days, bucket, granularity_of
from finops_aws.sandbox.cost_apis.refusals import invalid
from finops_aws.sandbox.server import Call

METRICS = {
    "AmortizedCost": "sum(amortized)",
    "BlendedCost": "sum(unblended)",
    "NetAmortizedCost": "sum(net_amortized)",
    "NetUnblendedCost": "sum(net)",
    "NormalizedUsageAmount": "sum(units)",
    "UnblendedCost": "sum(unblended)",
    "UsageQuantity": "sum(used)",
}
"""Metric → SQL. The sandbox blends no rates: blended cost is unblended cost."""

UNIT = "CASE WHEN count(DISTINCT unit) FILTER (used <> 0) = 1 THEN any_value(unit) FILTER (used <> 0) END"
MOST_GROUPS = 5_000
"""Groups of one page; AWS names no number."""

NO_UNIT = "N/A"


@dataclass(frozen=True, slots=True)
class Key:
    """One thing to group by: its SQL, and what stands before the ``$`` of a tag's or category's values."""

    column: Condition
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """One group of a period: its keys, the unit of its usage if it has one, and ticks by metric."""

    keys: tuple[str, ...]
    unit: str | None
    ticks: tuple[int, ...]

    def amounts(self, metrics: Sequence[str]) -> dict[str, dict[str, str]]:
        """The metrics as the API tells them."""
        return {
            metric: {"Amount": money(int(ticks)), "Unit": _unit(metric, self.unit)}
            for metric, ticks in zip(metrics, self.ticks, strict=True)
        }


def of_caller(ledger: Ledger, call: Call) -> Condition:
    """What the caller may see of what it asked for: the payer all costs, a member its own."""
    asked = condition(call.parameters.get("Filter"))
    if ledger.is_payer(call):
        return asked
    return asked & Condition("linked_account = ?", (call.place.account,))


def _cost_and_usage(ledger: Ledger, call: Call) -> dict[str, Any]:
    metrics = _metrics(call.parameters["Metrics"])
    granularity = granularity_of(call)
    days = asked_days(ledger, call)
    definitions = call.parameters.get("GroupBy") or []
    keys = _keys(definitions)
    groups = _groups(ledger, call, keys=keys, metrics=metrics, days=days)
    entries = list(_entries(days.by(granularity), groups))
    page, token = cut(entries, call.parameters.get("NextPageToken"), size=MOST_GROUPS)
    return {
        "ResultsByTime": _results(ledger, page, metrics=metrics, is_grouped=bool(keys)),
        "DimensionValueAttributes": _attributes(ledger, definitions, page),
        **({"GroupDefinitions": definitions} if definitions else {}),
        **following("NextPageToken", token),
    }


def _metrics(names: Sequence[str]) -> list[str]:
    unknown = [name for name in names if name not in METRICS]
    if unknown or not names:
        raise invalid(f"Metrics must be among {', '.join(METRICS)}")
    return list(dict.fromkeys(names))


def _keys(definitions: Sequence[Mapping[str, str]]) -> list[Key]:
    if len(definitions) > 2:
        raise invalid("GroupBy can have at most 2 group definitions")
    return [_key(one.get("Type", "DIMENSION"), one.get("Key", "")) for one in definitions]


def _key(kind: str, name: str) -> Key:
    if kind == "TAG":
        return Key(tag(name), f"{name}$")
    if kind == "COST_CATEGORY":
        return Key(category(name), f"{name}$")
    if kind != "DIMENSION":
        raise invalid(f"Group definition type {kind} is not supported")
    return Key(Condition(dimension(name)))


def _groups(
    ledger: Ledger, call: Call, *, keys: Sequence[Key], metrics: Sequence[str], days: Days
) -> dict[date, list[Group]]:
    """The groups of each period, by its first day."""
    chosen = of_caller(ledger, call)
    columns = "".join(f"{key.column.sql}, " for key in keys)
    sums = ", ".join(METRICS[metric] for metric in metrics)
    query = (
        f"SELECT {bucket(granularity_of(call), days)}, {columns}{UNIT}, {sums} FROM cost "
        f"WHERE day >= ? AND day < ? AND ({chosen.sql}) GROUP BY ALL ORDER BY ALL"
    )
    values = [value for key in keys for value in key.column.values]
    found: dict[date, list[Group]] = {}
    for first, *rest in ledger.cube.rows(query, [*values, days.first, days.stop, *chosen.values]):
        names = tuple(f"{key.prefix}{name}" for key, name in zip(keys, rest, strict=False))
        unit, *amounts = rest[len(keys) :]
        found.setdefault(first, []).append(Group(names, unit, tuple(amounts)))
    return found


def _unit(metric: str, unit: str | None) -> str:
    if metric.endswith("Cost"):
        return CURRENCY
    return unit or NO_UNIT if metric == "UsageQuantity" else NO_UNIT


def _entries(
    periods: Iterator[Days], groups: Mapping[date, list[Group]]
) -> Iterator[tuple[Days, Group | None]]:
    """Every group with its period; a period without costs stands alone."""
    for period in periods:
        own = groups.get(period.first, [])
        yield from ((period, group) for group in own)
        if not own:
            yield period, None


def _results(
    ledger: Ledger, page: Sequence[tuple[Days, Group | None]], *, metrics: Sequence[str], is_grouped: bool
) -> list[dict[str, Any]]:
    found: dict[Days, dict[str, Any]] = {}
    for period, group in page:
        result = found.setdefault(period, _empty(ledger, period))
        if is_grouped and group is not None:
            result["Groups"].append({"Keys": list(group.keys), "Metrics": group.amounts(metrics)})
        elif not is_grouped:
            nothing = Group((), None, (0,) * len(metrics))
            result["Total"] = (group or nothing).amounts(metrics)
    return list(found.values())


def _empty(ledger: Ledger, period: Days) -> dict[str, Any]:
    is_estimated = period.stop > ledger.open_from
    return {"TimePeriod": period.asked, "Total": {}, "Groups": [], "Estimated": is_estimated}


def _attributes(
    ledger: Ledger, definitions: Sequence[Mapping[str, str]], page: Sequence[tuple[Days, Group | None]]
) -> list[dict[str, Any]]:
    """The names of the accounts among the groups' keys."""
    places = [n for n, one in enumerate(definitions) if one.get("Key") == "LINKED_ACCOUNT"]
    ids = {group.keys[place] for _, group in page if group for place in places}
    return [
        {"Value": account, "Attributes": {"description": name}}
        for account, name in ledger.names.items()
        if account in ids
    ]


ANSWERS: dict[str, Answer] = {"GetCostAndUsage": _cost_and_usage}
