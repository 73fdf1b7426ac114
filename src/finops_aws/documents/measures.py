"""Figures that AWS computed: utilization and coverage of commitments, anomalies, forecasts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from finops_aws.documents.figures import Amount, exact
from finops_aws.documents.tables import Table
from finops_aws.domain.operations.collected import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureDocument:
    """One figure of AWS about a subject in a period (UTC, half-open); ``value`` null: AWS gave none."""

    source: str
    account: str
    region: str
    subject: str
    name: str
    start: datetime | None
    end: datetime | None
    value: Amount
    unit: str | None


def measure_documents(measures: Iterable[Measure]) -> list[MeasureDocument]:
    return [
        MeasureDocument(
            source=one.source,
            account=one.account,
            region=one.region,
            subject=one.subject,
            name=one.name,
            start=one.start,
            end=one.end,
            value=exact(one.value),
            unit=one.unit,
        )
        for one in measures
    ]


def measures_table(rows: Sequence[MeasureDocument]) -> Table:
    columns = ("source", "account", "region", "subject", "name", "start", "end", "value", "unit")
    return Table("measures", columns, [tuple(getattr(row, name) for name in columns) for row in rows])
