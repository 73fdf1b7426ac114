"""The five standard questions, asked of the ledger and of the marts; the answers must be equal."""

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from benchmarks.ledger.timing import best
from finops_aws.adapters.stores.data_directory import DataDirectory
from finops_aws.adapters.stores.dialect import parquet_scan
from finops_aws.adapters.stores.marts import COMMITTABLE

RUNS = 5
TWO_MONTHS = "BillingPeriodStart IN (TIMESTAMP '2026-09-01 00:00:00', TIMESTAMP '2026-10-01 00:00:00')"


@dataclass(frozen=True, slots=True)
class Question:
    """A question in SQL over the ledger, and over the mart that answers it."""

    name: str
    ledger: str
    mart: str
    text: str
    target: str


QUESTIONS = (
    Question(
        "Q1 cost by day and service",
        "SELECT CAST(ChargePeriodStart AS DATE), ServiceName, SUM(EffectiveCost) FROM {ledger} GROUP BY 1, 2",
        "costs_overview",
        "SELECT ChargeDay, ServiceName, SUM(EffectiveCost) FROM {mart} GROUP BY 1, 2",
        "≥ 20",
    ),
    Question(
        "Q2 amortized cost by tag, untagged too",
        "SELECT tag_team, SUM(x_AmortizedCost) FROM {ledger} GROUP BY 1",
        "costs_by_tag_monthly",
        "SELECT x_TagValue, SUM(x_AmortizedCost) FROM {mart} WHERE x_TagKey = 'tag_team' GROUP BY 1",
        "≥ 20",
    ),
    Question(
        "Q3 the 100 costliest resources",
        "SELECT ResourceId, SUM(EffectiveCost) FROM {ledger} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 100",
        "costs_by_resource",
        "SELECT ResourceId, SUM(EffectiveCost) FROM {mart} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 100",
        "≥ 5",
    ),
    Question(
        "Q4 account and service, two months",
        "SELECT SubAccountId, ServiceName, BillingPeriodStart, SUM(BilledCost) FROM {ledger} "
        f"WHERE {TWO_MONTHS} GROUP BY 1, 2, 3",
        "costs_overview_monthly",
        "SELECT SubAccountId, ServiceName, BillingPeriodStart, SUM(BilledCost) FROM {mart} "
        f"WHERE {TWO_MONTHS} GROUP BY 1, 2, 3",
        "≥ 20",
    ),
    Question(
        "Q5 on-demand spend a commitment could cover, by hour",
        f"SELECT date_trunc('hour', ChargePeriodStart), RegionId, SUM(ListCost) FROM {{ledger}} "
        f"WHERE PricingCategory = 'Standard' AND {COMMITTABLE} GROUP BY 1, 2",
        "costs_hourly",
        "SELECT ChargeHour, RegionId, SUM(ListCost) FROM {mart} "
        "WHERE PricingCategory = 'Standard' AND x_IsCommittable GROUP BY 1, 2",
        "≥ 20",
    ),
)


def ask_all(
    engine: duckdb.DuckDBPyConnection, directory: DataDirectory
) -> Iterator[tuple[str, float, float, str]]:
    """Name, best seconds from the ledger, best seconds from the mart, target ratio."""
    state = directory.state()
    files = directory.paths(tuple(file for stored in state.current() for file in stored.delivery.files))
    ledger = f"(SELECT * FROM {parquet_scan(files)} WHERE NOT x_IsSplitChild)"
    for question in QUESTIONS:
        marts = directory.paths(tuple(month[question.mart] for _, month in sorted(state.marts.items())))
        slow = question.ledger.format(ledger=ledger)
        fast = question.text.format(mart=parquet_scan(marts))
        if sorted(engine.execute(slow).fetchall(), key=str) != sorted(
            engine.execute(fast).fetchall(), key=str
        ):
            raise AssertionError(f"{question.name}: ledger and {question.mart} differ")
        times = [best(lambda query=query: _answered(engine, query), runs=RUNS) for query in (slow, fast)]  # type: ignore[misc]
        yield question.name, times[0], times[1], question.target


def _answered(engine: duckdb.DuckDBPyConnection, query: str) -> None:
    """Compute the whole answer, but bring only its size to Python."""
    engine.execute(f"SELECT COUNT(*), SUM(hash(COLUMNS(*))) FROM ({query})").fetchall()
