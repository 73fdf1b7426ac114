"""Realized savings: what a resource costs since the decision, against what it would cost by others like it.

Difference in differences by ratio: what it cost a day before, times how much others of the same usage types
changed since, is what it would cost; what it does cost is taken off.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from statistics import NormalDist, fmean, variance

from finops_aws.domain.money import exact_sum
from finops_aws.domain.period import Period

CONFIDENCE = 0.9
"""The share of cases in which the interval holds the true saving, if days were independent of each other."""

FEWEST_DAYS = 7
MONTH_DAYS = Decimal(730) / 24


@dataclass(frozen=True, slots=True, kw_only=True)
class CostTrail:
    """Whose daily costs are asked: a resource by what the bill calls it, and its usage types as patterns.

    ``others`` names resources that are not compared with: those that decisions are about.
    """

    account: str
    names: tuple[str, ...]
    usage_types: tuple[str, ...]
    period: Period
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TrailDay:
    """One day: what the resource cost and what all others of its usage types cost; None is unknown."""

    day: date
    own: Decimal | None
    others: Decimal | None


class Standing(StrEnum):
    """Whether a saving can be told: measured, too early, or not known."""

    MEASURED = "measured"
    TOO_EARLY = "too_early"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Realized:
    """What was saved a month, with an interval; None where it cannot be told.

    ``so_far`` is what was saved from the decision to the last complete day.
    """

    standing: Standing
    monthly: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    so_far: Decimal | None = None
    days_before: int = 0
    days_after: int = 0
    has_control: bool = False


def realized_saving(days: Sequence[TrailDay], decided: date) -> Realized:
    """Measure what a decision saved; the day of the decision itself belongs to neither side."""
    if any(one.own is None for one in days):
        return Realized(standing=Standing.UNKNOWN)
    before = [one for one in days if one.day < decided]
    after = [one for one in days if one.day > decided]
    if min(len(before), len(after)) < FEWEST_DAYS:
        return Realized(standing=Standing.TOO_EARLY, days_before=len(before), days_after=len(after))
    own_before, own_after = _costs(before), _costs(after)
    others = [one.others for one in (*before, *after)]
    trend = _trend(before, after) if all(others) else Decimal(1)
    saved = _mean(own_before) * trend - _mean(own_after)
    margin = _margin(own_before, own_after, trend=trend)
    return Realized(
        standing=Standing.MEASURED,
        monthly=_cents(saved * MONTH_DAYS),
        low=_cents((saved - margin) * MONTH_DAYS),
        high=_cents((saved + margin) * MONTH_DAYS),
        so_far=_cents(saved * len(after)),
        has_control=all(others),
        days_before=len(before),
        days_after=len(after),
    )


def _costs(days: Sequence[TrailDay]) -> list[Decimal]:
    return [one.own for one in days if one.own is not None]


def _trend(before: Sequence[TrailDay], after: Sequence[TrailDay]) -> Decimal:
    """How much the others changed: their mean day after over that before."""
    means = [_mean([one.others for one in side if one.others is not None]) for side in (after, before)]
    return means[0] / means[1]


def _margin(before: Sequence[Decimal], after: Sequence[Decimal], *, trend: Decimal) -> Decimal:
    """Half the interval of the mean day's saving, from how much days differ."""
    spread = float(trend) ** 2 * _variance(before) / len(before) + _variance(after) / len(after)
    quantile = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
    return Decimal(repr(quantile * spread**0.5))


def _variance(costs: Sequence[Decimal]) -> float:
    numbers = [float(one) for one in costs]
    return variance(numbers, fmean(numbers))


def _mean(costs: Sequence[Decimal]) -> Decimal:
    return exact_sum(costs) / len(costs)


def _cents(amount: Decimal) -> Decimal:
    return round(amount, 2)
