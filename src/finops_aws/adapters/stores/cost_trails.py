"""What a resource and others like it cost on each day."""

from collections.abc import Sequence
from importlib.resources import files

import duckdb

from finops_aws.adapters.stores.cost_sql import decimal_or_none
from finops_aws.domain.optimization.realized import CostTrail, TrailDay

_TRAIL = (files("finops_aws.adapters.stores") / "sql" / "check_trail.sql").read_text(encoding="utf-8")


def daily_costs(engine: duckdb.DuckDBPyConnection, *, mart: str, asked: CostTrail) -> Sequence[TrailDay]:
    """Every day of the period; ``mart`` holds it as a relation."""
    rows = engine.execute(
        _TRAIL.replace("{mart}", mart),
        {
            "account": asked.account,
            "names": list(asked.names),
            "others": list(asked.others),
            "pattern": "|".join(f"({one})" for one in asked.usage_types),
            "start": asked.period.start,
            "end": asked.period.end,
        },
    ).fetchall()
    return [TrailDay(day, decimal_or_none(own), decimal_or_none(others)) for day, own, others in rows]
