"""How sure a recommendation is: what its price and its evidence rest on."""

from finops_aws.domain.optimization.checks import Check
from finops_aws.domain.optimization.recommendations import Confidence, Price


def confidence(check: Check, price: Price | None) -> Confidence:
    """High where the own bill says the price and no threshold is ours; low where the price is not known.

    Medium: a share or a price comes from a page, or a threshold is our own inference.
    """
    if price is None:
        return Confidence.MEDIUM if _has_own_threshold(check) else Confidence.HIGH
    if price.amount is None:
        return Confidence.LOW
    if price.is_estimate or _has_own_threshold(check) or "Price List" in price.source:
        return Confidence.MEDIUM
    return Confidence.HIGH


def _has_own_threshold(check: Check) -> bool:
    return any(param.source is None for param in check.params.values())
