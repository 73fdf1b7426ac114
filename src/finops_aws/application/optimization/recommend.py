"""Recommend what to do: run the checks, price what they find, and choose the best per resource."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from finops_aws.application.optimization.price_findings import price_findings
from finops_aws.application.ports import CheckBook, Detector
from finops_aws.domain.money import exact_sum
from finops_aws.domain.optimization.checks import Check, Family
from finops_aws.domain.optimization.recommendations import (
    Blind,
    Recommendation,
    Recommendations,
    best_plan,
)
from finops_aws.errors import UnknownName


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendRequest:
    """Which recommendations; empty means all. ``min_saving`` leaves out what would save less a month."""

    families: tuple[Family, ...] = ()
    checks: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    min_saving: Decimal = Decimal(0)


def recommend(request: RecommendRequest, *, book: CheckBook, detector: Detector) -> Recommendations:
    """The plan: at most one recommendation per resource, largest saving first, and what is not known.

    Raises UnknownName for a check that is not there, NotFound before the first scan or without a bill.
    """
    window = detector.window()
    found: list[Recommendation] = []
    blind: list[Blind] = []
    for check in _chosen(request, book.checks()):
        detection = detector.detect(check)
        blind += detection.blind
        for finding, price in price_findings(check, detection, detector=detector, window=window):
            found.append(Recommendation(check=check, finding=finding, price=price, window=window))
    plan = [
        one
        for one in best_plan(found)
        if one.saving >= request.min_saving
        and (not request.accounts or one.finding.account in request.accounts)
    ]
    return Recommendations(plan=tuple(plan), blind=tuple(blind), window=window, totals=_totals(plan))


def _chosen(request: RecommendRequest, checks: Sequence[Check]) -> list[Check]:
    known = {check.id for check in checks}
    for name in request.checks:
        if name not in known:
            raise UnknownName(kind="check", name=name, known=", ".join(sorted(known)))
    return [
        check
        for check in checks
        if (not request.families or check.family in request.families)
        and (not request.checks or check.id in request.checks)
    ]


def _totals(plan: Iterable[Recommendation]) -> dict[str, Decimal]:
    """Currency → the sum of what is known."""
    amounts: dict[str, list[Decimal]] = {}
    for one in plan:
        if one.price and one.price.amount is not None and one.price.currency:
            amounts.setdefault(one.price.currency, []).append(one.price.amount)
    return {currency: exact_sum(parts) for currency, parts in sorted(amounts.items())}
