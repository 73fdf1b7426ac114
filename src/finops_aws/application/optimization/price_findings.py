"""Price what checks find: from the own bill's lines, after the own discounts, never above what they cost."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from decimal import Decimal

from finops_aws.application.ports import Detector
from finops_aws.domain.money import exact_sum
from finops_aws.domain.optimization.checks import Check, Saving
from finops_aws.domain.optimization.recommendations import MONTH_HOURS, Detection, Finding, LineCost, Price
from finops_aws.domain.period import Period

BILL = "own bill, net amortized"
BILL_AND_RATES = "own bill, net amortized, and the own bill's list rates"
UNKNOWN = "price unknown"


def price_findings(
    check: Check, detection: Detection, *, detector: Detector, window: Period
) -> Sequence[tuple[Finding, Price | None]]:
    """Each finding with its price; None where the check saves no money by itself."""
    saving = check.saving
    if saving is None:
        return [(finding, None) for finding in detection.findings]
    lines = detector.lines(check, window) if detection.findings else {}
    priced = []
    for finding in detection.findings:
        own = _lines_of(finding, lines)
        parts = [_part(one, saving, detector=detector, window=window) for one in own]
        priced.append((finding, _price(own, parts, saving=saving, hours=_hours(finding, window))))
    return priced


def _lines_of(finding: Finding, lines: Mapping[tuple[str, str], Sequence[LineCost]]) -> tuple[LineCost, ...]:
    """The bill names some resources by ARN, others by id; for some these are the same."""
    names = dict.fromkeys((finding.resource_arn, finding.resource_id))
    return tuple(line for name in names if name for line in lines.get((finding.account, name), ()))


def _part(line: LineCost, saving: Saving, *, detector: Detector, window: Period) -> Decimal | None:
    """What of a line would be saved, between nothing and all of it; None where no rate tells."""
    if line.amount is None:
        return None
    if saving.to is None or saving.from_part is None:
        return line.amount * saving.share
    old = detector.rate(line.usage_type, window)
    new = detector.rate(re.sub(saving.from_part, saving.to, line.usage_type), window)
    if old is None or new is None or not old[0]:
        return None
    return line.amount * saving.share * max(Decimal(0), 1 - new[0] / old[0])


def _price(
    lines: tuple[LineCost, ...], parts: Sequence[Decimal | None], *, saving: Saving, hours: Decimal
) -> Price:
    currencies = {line.currency for line in lines}
    known = [part for part in parts if part is not None]
    if not lines or len(known) < len(parts) or len(currencies) != 1:
        return Price(amount=None, currency=None, source=UNKNOWN, lines=lines)
    amount = exact_sum(known) * MONTH_HOURS / hours
    source = BILL if saving.to is None else BILL_AND_RATES
    return Price(amount=round(amount, 10), currency=currencies.pop(), source=source, lines=lines)


def _hours(finding: Finding, window: Period) -> Decimal:
    """The hours of the window in which the resource was there."""
    start, end = (datetime.combine(day, time(), UTC) for day in (window.start, window.end))
    begun = max(start, finding.created) if finding.created else start
    return Decimal(max(1, int((end - begun).total_seconds()) // 3600))
