"""What a bill costs, worked out from its own lines with the csv module and Decimal: no SQL of the product.

Every CUR 2.0 CSV line becomes one charge, a commitment fee two (the purchase, and what went unused).
"""

import csv
import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from functools import cache
from pathlib import Path
from typing import Any

import finops_aws
from finops_aws.domain.visibility.costs import CostQuestion, Filter, Granularity

DISCOUNTS = (
    "EdpDiscount",
    "PrivateRateDiscount",
    "BundledDiscount",
    "Discount",
    "SppDiscount",
    "RiVolumeDiscount",
)
CONSUMPTION = ("Usage", "DiscountedUsage", "SavingsPlanCoveredUsage")
FEES = ("Fee", "RIFee", "SavingsPlanRecurringFee", "SavingsPlanUpfrontFee")
PLAN_FEE = "savings_plan_{}commitment_for_billing_period"
STEP = Decimal("1e-12")
Line = dict[str, str]
Amounts = dict[str, Decimal]


@dataclass(frozen=True, slots=True)
class SourceCharge:
    """A charge by hand: what it can be grouped by, its days, and its cost in every basis."""

    keys: dict[str, str]
    movement: str
    day: date
    month: date
    amounts: Amounts


def charges_of(export: Path) -> list[SourceCharge]:
    """The charges of every CUR 2.0 CSV file of an export; one month of one payer per file."""
    return [charge for file in sorted(export.rglob("*.csv.gz")) for charge in _charges(_lines(file))]


def answer(question: CostQuestion, charges: Iterable[SourceCharge]) -> dict[tuple[Any, ...], list[Decimal]]:
    """(bucket, keys…) → gross, credits, refunds."""
    found: dict[tuple[Any, ...], list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 3)
    with localcontext() as context:
        context.prec = 60
        for charge in charges:
            if _is_asked(question, charge):
                group = found[_bucket(question, charge), *(charge.keys[name] for name in question.by)]
                group[("gross", "credit", "refund").index(charge.movement)] += charge.amounts[question.metric]
    return dict(found)


def _is_asked(question: CostQuestion, charge: SourceCharge) -> bool:
    day = charge.month if question.period.is_whole_months else charge.day
    within = question.period.start <= day < question.period.end
    return within and all(_passes(one, charge) for one in question.filters)


def _passes(one: Filter, charge: SourceCharge) -> bool:
    return (charge.keys[one.dimension] in one.values) is not one.negated


def _bucket(question: CostQuestion, charge: SourceCharge) -> date | None:
    return {Granularity.DAY: charge.day, Granularity.MONTH: charge.month, Granularity.TOTAL: None}[
        question.granularity
    ]


def _lines(file: Path) -> list[Line]:
    with gzip.open(file, "rt", encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def _charges(lines: list[Line]) -> Iterator[SourceCharge]:
    has_net = any(line.get("line_item_net_unblended_cost") for line in lines)
    unused_of_plans = _net_unused_of_plans(lines)
    for line in lines:
        if line["line_item_operation"] in ("EKSPod-EC2", "ECSTask-EC2"):
            continue
        yield _charge(line, _amounts(line, has_net=has_net))
        kind = line["line_item_line_item_type"]
        if kind in ("SavingsPlanRecurringFee", "RIFee"):
            gross = _unused(line)
            net = unused_of_plans[_plan_hour(line)] if kind != "RIFee" else _unused(line, is_net=True)
            amounts = {"amortized": gross, "effective": net, "net_amortized": net}
            yield _charge(line, defaultdict(Decimal, amounts), is_unused=True)


def _amounts(line: Line, *, has_net: bool) -> Amounts:
    kind, gross = line["line_item_line_item_type"], _amount(line, "line_item_unblended_cost")
    net = _net(line, gross, is_lost=kind in DISCOUNTS and has_net)
    amortized, effective = _spread(line, gross, net)
    billed = Decimal(0) if kind in ("SavingsPlanCoveredUsage", "SavingsPlanNegation") else net
    listed = _listed(line, gross, net)
    found = {
        "unblended": gross,
        "billed": billed,
        "amortized": amortized,
        "effective": effective,
        "list": listed,
    }
    return {**found, "net_unblended": billed, "net_amortized": effective}


def _net(line: Line, gross: Decimal, *, is_lost: bool) -> Decimal:
    stated = line.get("line_item_net_unblended_cost")
    return Decimal(stated) if stated else Decimal(0) if is_lost else gross


def _spread(line: Line, gross: Decimal, net: Decimal) -> tuple[Decimal, Decimal]:
    """Amortized and effective cost, the unused part of fees apart."""
    kind = line["line_item_line_item_type"]
    if kind == "DiscountedUsage":
        return _twins(line, "reservation_{}effective_cost")
    if kind == "SavingsPlanCoveredUsage":
        return _twins(line, "savings_plan_{}savings_plan_effective_cost")
    is_commitment = kind in ("Fee", "Refund") and _commitment(line) is not None
    if is_commitment or kind in ("SavingsPlanNegation", *FEES[1:]):
        return Decimal(0), Decimal(0)
    return gross, net


def _twins(line: Line, pattern: str) -> tuple[Decimal, Decimal]:
    gross = _amount(line, pattern.format(""))
    net = line.get(pattern.format("net_"))
    return gross, Decimal(net) if net else gross


def _listed(line: Line, gross: Decimal, net: Decimal) -> Decimal:
    kind = line["line_item_line_item_type"]
    if kind in CONSUMPTION:
        public = line["pricing_public_on_demand_cost"]
        return Decimal(public) if public else gross
    if kind in ("Tax", "Credit", "Refund"):
        return net
    return Decimal(0) if kind == "SavingsPlanNegation" or kind in DISCOUNTS else gross


def _unused(line: Line, *, is_net: bool = False) -> Decimal:
    if line["line_item_line_item_type"] == "SavingsPlanRecurringFee":
        committed = _amount(line, "savings_plan_total_commitment_to_date")
        return committed - _amount(line, "savings_plan_used_commitment")
    upfront = _twins(line, "reservation_{}unused_amortized_upfront_fee_for_billing_period")
    recurring = _twins(line, "reservation_{}unused_recurring_fee")
    return upfront[is_net] + recurring[is_net]


def _net_unused_of_plans(lines: list[Line]) -> dict[tuple[str, str], Decimal]:
    """Plan and hour → what went unused after discounts: one division, the last hour takes the remainder."""
    fees, covered = defaultdict(list), defaultdict(Decimal)
    for line in lines:
        plan = line["savings_plan_savings_plan_a_r_n"]
        if line["line_item_line_item_type"] == "SavingsPlanRecurringFee":
            fees[plan].append(line)
        elif line["line_item_line_item_type"] == "SavingsPlanCoveredUsage":
            covered[plan] += _twins(line, "savings_plan_{}savings_plan_effective_cost")[1]
    found = {}
    for plan, hours in fees.items():
        ordered = sorted(hours, key=lambda line: line["line_item_usage_start_date"])
        shares = _shares(ordered, covered[plan])
        found |= {_plan_hour(line): share for line, share in zip(ordered, shares, strict=True)}
    return found


def _shares(hours: list[Line], covered: Decimal) -> list[Decimal]:
    parts = [
        _twins(line, PLAN_FEE.format("{}" + part))
        for line in hours
        for part in ("recurring_", "amortized_upfront_")
    ]
    with localcontext() as context:
        context.prec = 60
        fee, net_fee = (sum(column, Decimal(0)) for column in zip(*parts, strict=True))
        if fee in (0, net_fee):
            return [_unused(line) for line in hours]
        exact = [_unused(line) * net_fee / fee for line in hours]
        shares = [amount.quantize(STEP, ROUND_HALF_EVEN) for amount in exact]
        return [*shares[:-1], net_fee - covered - sum(shares[:-1], Decimal(0))]


def _plan_hour(line: Line) -> tuple[str, str]:
    return line["savings_plan_savings_plan_a_r_n"], line["line_item_usage_start_date"]


def _amount(line: Line, column: str) -> Decimal:
    return Decimal(line.get(column) or 0)


def _commitment(line: Line) -> str | None:
    return line["savings_plan_savings_plan_a_r_n"] or line["reservation_reservation_a_r_n"] or None


def _charge(line: Line, amounts: Amounts, *, is_unused: bool = False) -> SourceCharge:
    kind = line["line_item_line_item_type"]
    return SourceCharge(
        keys={name: value or "(none)" for name, value in _keys(line, is_unused=is_unused).items()},
        movement={"Credit": "credit", "Refund": "refund"}.get(kind, "gross"),
        day=date.fromisoformat(line["line_item_usage_start_date"][:10]),
        month=date.fromisoformat(line["bill_billing_period_start_date"][:10]),
        amounts=amounts,
    )


def _keys(line: Line, *, is_unused: bool) -> dict[str, str | None]:
    kind, commitment = line["line_item_line_item_type"], _commitment(line)
    resource = (
        commitment if is_unused else line["line_item_resource_id"] or (commitment if kind in FEES else None)
    )
    category = "Usage" if is_unused else _category(line)
    used = "Used" if kind in ("DiscountedUsage", "SavingsPlanCoveredUsage") else None
    code, product = line["line_item_product_code"], json.loads(line["product"] or "{}")
    unmapped = product.get("product_name") or f"(unmapped) {code}"
    return {
        "BillingAccountId": line["bill_payer_account_id"],
        "ChargeCategory": category,
        "CommitmentDiscountStatus": "Unused" if is_unused else used,
        "InvoiceId": line["bill_invoice_id"],
        "RegionId": line["product_region_code"] or product.get("region"),
        "ResourceId": resource,
        "ServiceName": _service_names().get(code, unmapped),
        "SubAccountId": line["line_item_usage_account_id"],
        "SubAccountName": line["line_item_usage_account_name"],
        "x_BillingEntity": line["bill_billing_entity"],
        "x_LineItemType": kind,
        "x_Operation": line["line_item_operation"],
        "x_ServiceCode": code,
        "x_UsageType": line["line_item_usage_type"],
        **_tags(line, is_allocatable=bool(resource) and category == "Usage" and not is_unused),
    }


def _tags(line: Line, *, is_allocatable: bool) -> dict[str, str]:
    tags, categories = json.loads(line["resource_tags"] or "{}"), json.loads(line["cost_category"] or "{}")
    missing = "(untagged)" if is_allocatable else "(unallocatable)"
    return {
        "tag:team": tags.get("user_team") or missing,
        "tag:application": tags.get("user_application") or missing,
        "tag:environment": tags.get("user_environment") or missing,
        "cost_category:BusinessUnit": categories.get("BusinessUnit") or missing,
    }


def _category(line: Line) -> str:
    kind = line["line_item_line_item_type"]
    if kind == "Refund":
        return "Tax" if line["line_item_tax_type"] else "Purchase" if _commitment(line) else "Usage"
    if kind in (*CONSUMPTION, "SavingsPlanNegation"):
        return "Usage"
    if kind in FEES:
        return "Purchase"
    return kind if kind in ("Tax", "Credit") else "Credit" if kind in DISCOUNTS else "Adjustment"


@cache
def _service_names() -> dict[str, str]:
    catalogue = Path(finops_aws.__file__).parent / "catalog" / "billing" / "services.csv"
    with catalogue.open(encoding="utf-8", newline="") as file:
        return {row["product_code"]: row["service_name"] for row in csv.DictReader(file)}
