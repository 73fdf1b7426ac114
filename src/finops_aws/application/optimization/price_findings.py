"""Price what checks find: from the own bill's lines, after the own discounts, never above what they cost."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal

from finops_aws.application.ports import ExaminedEstate
from finops_aws.domain.money import exact_sum, rounded_down
from finops_aws.domain.optimization.absorption import absorbed_share
from finops_aws.domain.optimization.checks import Check, Saving
from finops_aws.domain.optimization.findings import Finding, LineCost
from finops_aws.domain.optimization.recommendations import MONTH_HOURS, Price, PricedLine
from finops_aws.domain.period import Period

BILL = "own bill, net amortized"
BILL_AND_RATES = "own bill, net amortized, and the own bill's list rates"
BILL_AND_PRICE_LIST = "own bill, net amortized, and AWS Price List rates"
UNKNOWN = "price unknown"
HOUR_UNITS = ("Hrs", "Hours")
HOURS_OF_A_DAY = 24


def price_findings(
    check: Check, findings: Sequence[Finding], *, estate: ExaminedEstate
) -> Sequence[tuple[Finding, Price | None]]:
    """Each finding with its price; None where the check saves no money by itself."""
    if not check.savings:
        return [(finding, None) for finding in findings]
    lines = estate.lines(findings)
    return [(finding, _price(check, finding, lines=lines, estate=estate)) for finding in findings]


def _price(
    check: Check,
    finding: Finding,
    *,
    lines: Mapping[tuple[str, str], Sequence[LineCost]],
    estate: ExaminedEstate,
) -> Price:
    own = [line for name in finding.names for line in lines.get((finding.account, name), ())]
    concerned = [(line, saving) for line in own if (saving := _saving_of(line, check.savings))]
    hours = _hours(finding, own, estate.window())
    priced = [
        _priced(line, saving, finding=finding, estate=estate, hours=hours) for line, saving in concerned
    ]
    known = [one for one in priced if one is not None]
    currencies = {line.currency for line, _ in concerned}
    if not known or len(known) < len(priced) or len(currencies) != 1:
        return Price(amount=None, currency=None, source=UNKNOWN, seen=tuple(own))
    return Price(
        amount=rounded_down(exact_sum(one.saved for one in known)),
        currency=currencies.pop(),
        source=_source([saving for _, saving in concerned], estate, lines=known),
        seen=tuple(own),
        lines=tuple(known),
        is_estimate=any(saving.is_estimate for _, saving in concerned),
    )


def _saving_of(line: LineCost, savings: Sequence[Saving]) -> Saving | None:
    """The first saving that the line's usage type fits."""
    return next((one for one in savings if re.search(one.usage_type, line.usage_type)), None)


def _priced(
    line: LineCost, saving: Saving, *, finding: Finding, estate: ExaminedEstate, hours: Decimal
) -> PricedLine | None:
    """What of a line would be saved, between nothing and all of it; None where no rate tells."""
    share = _share(line, saving, estate)
    if line.amount is None or share is None:
        return None
    monthly = line.amount * MONTH_HOURS / hours
    usable = _usable(line, estate)
    return PricedLine(line, monthly, min(Decimal(1), share * finding.share * usable))


def _share(line: LineCost, saving: Saving, estate: ExaminedEstate) -> Decimal | None:
    if saving.to is None or saving.from_part is None:
        return saving.share
    old = estate.rate(line.service_code, line.usage_type)
    new = estate.rate(line.service_code, target(line.usage_type, saving))
    if old is None or new is None or not old.amount or old.currency != new.currency:
        return None
    return saving.share * max(Decimal(0), 1 - new.amount / old.amount)


def target(usage_type: str, saving: Saving) -> str:
    """The usage type that the same usage would have afterwards."""
    return re.sub(saving.from_part or "", saving.to or "", usage_type)


def _usable(line: LineCost, estate: ExaminedEstate) -> Decimal:
    """The share of the line's cost that really ends: freed commitments count as far as others absorb them."""
    if not line.commitments or not line.amount:
        return Decimal(1)
    freed = exact_sum(
        part * absorbed_share(part / estate.hours(), estate.absorbing(name))
        for name, part in line.commitments.items()
    )
    return max(Decimal(0), min(Decimal(1), (line.amount - line.committed + freed) / line.amount))


def _source(savings: Sequence[Saving], estate: ExaminedEstate, *, lines: Sequence[PricedLine]) -> str:
    rates = [
        estate.rate(one.line.service_code, target(one.line.usage_type, saving))
        for one, saving in zip(lines, savings, strict=True)
        if saving.to
    ]
    if not rates:
        return BILL
    return BILL_AND_RATES if all(rate and rate.is_own for rate in rates) else BILL_AND_PRICE_LIST


def _hours(finding: Finding, lines: Sequence[LineCost], window: Period) -> Decimal:
    """The hours of the window in which the resource was there: since it was made, or first billed."""
    start, end = _midnight(window.start), _midnight(window.end)
    billed = min((_midnight(line.first) for line in lines), default=start)
    begun = max(start, finding.created or billed)
    hours = Decimal(max(1, int((end - begun).total_seconds()) // 3600))
    return hours if finding.created else _billed_hours(lines, hours)


def _billed_hours(lines: Sequence[LineCost], hours: Decimal) -> Decimal:
    """The hours that the bill counts, where they are less by a day at most: the first was not a whole one."""
    told = (line.quantity for line in lines if line.quantity and line.unit in HOUR_UNITS)
    return next((billed for billed in told if hours - HOURS_OF_A_DAY <= billed < hours), hours)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
