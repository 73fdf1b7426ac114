"""What a unit costs at list price, and what was spent where a check could not look."""

from decimal import Decimal

import duckdb

from finops_aws.adapters.stores.cost_sql import decimal_or_none
from finops_aws.domain.optimization.checks import Check
from finops_aws.domain.optimization.findings import AtStake, ListRate
from finops_aws.domain.optimization.recommendations import MONTH_HOURS

_RATES = """
SELECT service_code, usage_type, currency, SUM(list_amount) / SUM(quantity)
FROM charged
GROUP BY 1, 2, 3
HAVING SUM(quantity) > 0 AND COUNT(list_amount) = COUNT(*) AND SUM(list_amount) > 0
"""
_STAKES = """
SELECT account, region, currency, CASE WHEN COUNT(amount) = COUNT(*) THEN SUM(amount) END
FROM costs
WHERE {fits}
GROUP BY 1, 2, 3
"""
HOURS_OF_A_DAY = 24
Place = tuple[str, str]


def list_rates(engine: duckdb.DuckDBPyConnection) -> dict[tuple[str | None, str], ListRate]:
    """(service code, usage type) → its rate on the own bill; what has it in two currencies has none."""
    found: dict[tuple[str | None, str], ListRate | None] = {}
    for service_code, usage_type, currency, rate in engine.execute(_RATES).fetchall():
        key = (service_code, usage_type)
        found[key] = None if key in found else ListRate(Decimal(str(rate)), currency, is_own=True)
    return {key: rate for key, rate in found.items() if rate is not None}


def stakes_of(
    engine: duckdb.DuckDBPyConnection, check: Check, *, days: int
) -> dict[Place, tuple[AtStake, ...]]:
    """(account, region) → what the check could be about costs there in a month of 730 hours."""
    if not check.savings:
        return {}
    fits = " OR ".join("regexp_matches(usage_type, ?)" for _ in check.savings)
    patterns = [saving.usage_type for saving in check.savings]
    found: dict[Place, tuple[AtStake, ...]] = {}
    for account, region, currency, amount in engine.execute(
        _STAKES.replace("{fits}", fits), patterns
    ).fetchall():
        known = decimal_or_none(amount)
        monthly = None if known is None else round(known * MONTH_HOURS / (days * HOURS_OF_A_DAY), 10)
        earlier = found.get((account, region), ())
        found[account, region] = (*earlier, AtStake(amount=monthly, currency=currency))
    return found
