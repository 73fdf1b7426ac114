"""Freed commitments: how much of what a stopped resource leaves unused others can use."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from finops_aws.domain.money import exact_sum


def absorbed_share(freed_per_hour: Decimal, on_demand: Mapping[datetime, Decimal]) -> Decimal:
    """The share of a freed commitment that usage at on-demand rates can absorb in the same hours, 0 to 1.

    ``on_demand`` is what such usage cost in each hour in which anything ran. Without any hour it is 0: a
    commitment that nothing else can use idles, and stopping what used it saves nothing.
    """
    if not on_demand or freed_per_hour <= 0:
        return Decimal(0)
    used = exact_sum(min(freed_per_hour, cost) for cost in on_demand.values())
    return min(Decimal(1), used / (freed_per_hour * len(on_demand)))
