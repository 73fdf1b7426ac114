"""Which list rates the checks need that the own bill does not have."""

import re
from collections.abc import Iterable, Sequence

from finops_aws.application.optimization.price_findings import target
from finops_aws.application.ports import CheckBook, Detector
from finops_aws.domain.optimization.checks import Saving
from finops_aws.errors import NotFound

UsageType = tuple[str, str]
"""Service code and usage type."""


def missing_rates(*, book: CheckBook, detector: Detector) -> Sequence[UsageType]:
    """What the bill's usage would be called after a change, where the bill has no rate of that.

    None without a scan or a bill.
    """
    savings = [saving for check in book.checks() for saving in check.savings if saving.to is not None]
    try:
        with detector.examine() as estate:
            wanted = {
                (service, changed)
                for service, usage_type in estate.billed()
                for changed in _changed(usage_type, savings)
                if estate.rate(service, changed) is None
            }
    except NotFound:
        return ()
    return sorted(wanted)


def _changed(usage_type: str, savings: Iterable[Saving]) -> Iterable[str]:
    fitting = (one for one in savings if re.search(one.usage_type, usage_type))
    return {changed for one in fitting if (changed := target(usage_type, one)) != usage_type}
