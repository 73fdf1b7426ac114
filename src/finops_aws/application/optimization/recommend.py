"""Recommend what to do: let the analyzers judge, and choose what saves most together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from finops_aws.application.optimization.analyzers import analyzers
from finops_aws.application.ports import CheckBook, Detector
from finops_aws.domain.money import exact_sum
from finops_aws.domain.optimization.advice import merged
from finops_aws.domain.optimization.checks import Check, Family
from finops_aws.domain.optimization.decisions import Choice, Decisions
from finops_aws.domain.optimization.plan import best_plan
from finops_aws.domain.optimization.recommendations import Recommendation, Recommendations
from finops_aws.errors import UnknownName


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendRequest:
    """Which recommendations; empty means all. ``min_saving`` leaves out what would save less a month."""

    families: tuple[Family, ...] = ()
    checks: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    min_saving: Decimal = Decimal(0)


def recommend(
    request: RecommendRequest, *, book: CheckBook, detector: Detector, decisions: Decisions, today: date
) -> Recommendations:
    """The plan, what was rejected or set aside and why, and what is not known.

    What was dismissed or snoozed leaves its place in the plan to the next best. Raises UnknownName for a
    check that is not there, NotFound before the first scan or without a bill.
    """
    checks = _chosen(request, book.checks())
    with detector.examine() as estate:
        analyzed = [one.analyze(checks, estate) for one in analyzers()]
        window, advice = estate.window(), estate.advice()
    found, advised = merged((one for part in analyzed for one in part.recommendations), advice)
    decided = [_with_decision(one, decisions, today) for one in found]
    aside = [one for one in decided if _is_aside(one)]
    planned = best_plan(one for one in decided if not _is_aside(one))
    plan = [one for one in planned.chosen if _least(one) >= request.min_saving and _is_asked(one, request)]
    rejected = (one for part in analyzed for one in part.rejected)
    blind = (one for part in analyzed for one in part.blind)
    return Recommendations(
        plan=tuple(plan),
        rejected=tuple(one for one in rejected if _is_asked(one.recommendation, request)),
        excluded=tuple(one for one in planned.excluded if _is_asked(one, request)),
        set_aside=tuple(one for one in aside if _is_asked(one, request)),
        advised=tuple(one for one in advised if not request.accounts or one.account in request.accounts),
        blind=tuple(one for one in blind if not request.accounts or one.account in request.accounts),
        examined=tuple(one for part in analyzed for one in part.examined),
        window=window,
        totals=_totals(plan),
    )


def _with_decision(one: Recommendation, decisions: Decisions, today: date) -> Recommendation:
    decision = decisions.get(one.id)
    return replace(one, decision=decision) if decision is not None and decision.holds(today) else one


def _is_aside(one: Recommendation) -> bool:
    return one.decision is not None and one.decision.choice is not Choice.ACCEPT


def _least(one: Recommendation) -> Decimal:
    return one.planned if one.planned is not None else Decimal(0)


def _is_asked(one: Recommendation, request: RecommendRequest) -> bool:
    return not request.accounts or one.finding.account in request.accounts


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
        if one.planned is not None and one.price and one.price.currency:
            amounts.setdefault(one.price.currency, []).append(one.planned)
    return {currency: exact_sum(parts) for currency, parts in sorted(amounts.items())}
