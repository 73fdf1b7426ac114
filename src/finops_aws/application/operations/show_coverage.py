"""Show which questions about the estate were answered, and the dollars behind those that were not."""

from decimal import Decimal

from finops_aws.application.ports import Catalog, CostStore, EstateStore
from finops_aws.domain.charge import CostMetric
from finops_aws.domain.operations.coverage import Coverage, Spend, cover
from finops_aws.domain.period import Period, month_of, parse_day
from finops_aws.domain.visibility.costs import CostQuestion, Granularity

MONTHS_OF_SPEND = 2
"""A service is in use where it cost anything in this month or the last."""


def show_coverage(*, store: EstateStore, catalog: Catalog, costs: CostStore) -> Coverage:
    """Every job and how it ended; raises NotFound before the first scan."""
    outcomes = store.outcomes()
    services = {service.key: service for service in catalog.services()}
    return cover(outcomes, spend=known_spend(costs), services=services)


def known_spend(costs: CostStore) -> Spend | None:
    """What each account × product × region cost in the last bills; None when no bill is held."""
    period = _last_bills(costs)
    if period is None:
        return None
    question = CostQuestion(
        period=period,
        by=("SubAccountId", "x_ServiceCode", "RegionId"),
        metric=CostMetric.EFFECTIVE,
        granularity=Granularity.TOTAL,
    )
    spend: dict[tuple[str, str, str], dict[str, Decimal | None]] = {}
    for row in costs.costs(question).rows:
        account, code, region = row.keys
        spend.setdefault((account, code, region), {})[row.currency] = row.gross
    return spend


def _last_bills(costs: CostStore) -> Period | None:
    months = [parse_day(one.billing_period) for one in costs.deliveries() if one.is_current]
    if not months:
        return None
    last = month_of(max(months))
    return Period(max(last.months_before(MONTHS_OF_SPEND - 1).start, min(months)), last.end)
