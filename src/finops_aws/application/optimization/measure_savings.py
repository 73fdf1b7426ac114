"""Measure what accepted recommendations have saved, from the bill and against others like them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from finops_aws.application.ports import CheckBook, DecisionsFile, Detector, ExaminedEstate
from finops_aws.domain.money import exact_sum
from finops_aws.domain.optimization.checks import Check
from finops_aws.domain.optimization.decisions import Choice, Decision
from finops_aws.domain.optimization.realized import CostTrail, Realized, Standing, realized_saving
from finops_aws.domain.period import Period

BEFORE = timedelta(days=30)
"""So many days before a decision are what it is compared with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredDecision:
    """An accepted recommendation and what it has saved; ``check`` None: there is no such check any more."""

    decision: Decision
    check: Check | None
    realized: Realized


@dataclass(frozen=True, slots=True, kw_only=True)
class RealizedSavings:
    """Every accepted recommendation, newest first, and the sums of what could be measured.

    The sums are None where something was accepted and nothing of it could be measured.
    """

    measured: tuple[MeasuredDecision, ...]
    monthly: Decimal | None
    so_far: Decimal | None
    currency: str | None


def measure_savings(*, file: DecisionsFile, book: CheckBook, detector: Detector) -> RealizedSavings:
    """Before and after each acceptance; raises NotFound without a bill, InvalidFile, AccessDenied."""
    decisions = file.read()
    accepted = [one for one in decisions.values() if one.choice is Choice.ACCEPT]
    checks = {check.id: check for check in book.checks()}
    with detector.examine() as estate:
        decided = _names(decisions.values())
        measured = [
            _measured(one, checks=checks, estate=estate, others=decided)
            for one in sorted(accepted, key=lambda one: one.decided_at, reverse=True)
        ]
        currency = estate.currency()
    return RealizedSavings(
        measured=tuple(measured),
        monthly=_sum([one.realized.monthly for one in measured]),
        so_far=_sum([one.realized.so_far for one in measured]),
        currency=currency,
    )


def _names(decisions: Iterable[Decision]) -> tuple[str, ...]:
    return tuple(sorted({name for one in decisions for name in one.names}))


def _measured(
    decision: Decision, *, checks: Mapping[str, Check], estate: ExaminedEstate, others: Sequence[str]
) -> MeasuredDecision:
    check = checks.get(decision.check)
    if check is None or not check.savings:
        return MeasuredDecision(decision=decision, check=check, realized=Realized(standing=Standing.UNKNOWN))
    decided = decision.decided_at.date()
    trail = CostTrail(
        account=decision.account,
        names=decision.names,
        usage_types=tuple(saving.usage_type for saving in check.savings),
        period=Period(decided - BEFORE, max(decided, estate.window().end)),
        others=tuple(others),
    )
    days = estate.daily_costs(trail)
    return MeasuredDecision(decision=decision, check=check, realized=realized_saving(days, decided))


def _sum(amounts: Sequence[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return exact_sum(known) if known or not amounts else None
