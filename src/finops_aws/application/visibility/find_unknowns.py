"""Find the dollars about which something is not known."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from finops_aws.application.ports import CostStore
from finops_aws.application.visibility.ask_costs import ask_costs
from finops_aws.domain.charge import CostMetric
from finops_aws.domain.period import Period
from finops_aws.domain.visibility.costs import NO_VALUE, UNTAGGED, CostAnswer, Filter
from finops_aws.domain.visibility.overview import TagState, Unknown, UnknownKind, share_of

_NOTICED = {
    "notice.unmapped-service": (UnknownKind.UNMAPPED_SERVICE, "ServiceName"),
    "notice.unknown-line-item-type": (UnknownKind.UNKNOWN_LINE_TYPE, "x_LineItemType"),
}
_WITHOUT_VALUE = {UnknownKind.NO_ACCOUNT: "SubAccountId", UnknownKind.ESTIMATED: "InvoiceId"}
_SET_BY_AWS = "tag:aws:"
"""Tags that AWS sets where they apply: a charge without one lacks nothing."""

Found = tuple[UnknownKind, str, str, Decimal | None, Filter | None]


def find_unknowns(total: CostAnswer, *, store: CostStore) -> tuple[Unknown, ...]:
    """What is not known about the bills of a month, unknown amounts first, then the largest.

    ``total`` is the month's cost without groups: its metric is the one the unknown dollars are counted in.
    The kinds overlap (a charge may be untagged and estimated): they are never added up.
    """
    month, metric = total.question.period, total.question.metric
    totals = {row.currency: row.after_credits for row in total.totals()}
    found: list[Found] = [
        (UnknownKind.UNKNOWN_COST, str(metric), currency, None, None)
        for currency, amount in totals.items()
        if amount is None
    ]
    found += _untagged(month, metric=metric, store=store)
    for kind, name, shown_by in (*_noticed(month, store), *_without_value()):
        question = replace(total.question, filters=(shown_by,))
        for row in ask_costs(question, store=store).totals():
            if row.after_credits != 0:
                found.append((kind, name, row.currency, row.after_credits, shown_by))
    unknowns = [
        Unknown(kind, name, currency, amount, share_of(amount, totals.get(currency)), shown_by)
        for kind, name, currency, amount, shown_by in found
    ]
    return tuple(sorted(unknowns, key=_by_weight))


def _untagged(month: Period, *, metric: CostMetric, store: CostStore) -> Iterator[Found]:
    for cost in store.tag_costs(month, metric):
        if cost.tag.startswith(_SET_BY_AWS):
            continue
        if cost.state is TagState.UNTAGGED and cost.amount != 0:
            shown_by = Filter(cost.tag, (UNTAGGED,))
            yield UnknownKind.UNTAGGED, cost.tag, cost.currency, cost.amount, shown_by


def _noticed(month: Period, store: CostStore) -> Iterator[tuple[UnknownKind, str, Filter]]:
    """What reading the bills of the month gave notice of."""
    bills = (bill for bill in store.deliveries() if bill.is_current)
    of_month = (bill for bill in bills if bill.billing_period == f"{month.start:%Y-%m}")
    named = {
        (notice.key, notice.facts["name"]) for b in of_month for notice in b.notices if notice.key in _NOTICED
    }
    for key, name in sorted(named):
        kind, dimension = _NOTICED[key]
        yield kind, name, Filter(dimension, (name,))


def _without_value() -> Iterator[tuple[UnknownKind, str, Filter]]:
    for kind, dimension in _WITHOUT_VALUE.items():
        yield kind, dimension, Filter(dimension, (NO_VALUE,))


def _by_weight(unknown: Unknown) -> tuple[bool, Decimal, str]:
    return unknown.amount is not None, -abs(unknown.amount or Decimal(0)), unknown.name
