"""The estate and the bill, open for checks and for the questions that price what they find."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cached_property
from importlib.resources import files
from typing import Any

import duckdb

from finops_aws.adapters.stores.bill_lines import lines_of
from finops_aws.adapters.stores.check_queries import blind_spots, found_rows
from finops_aws.adapters.stores.cost_trails import daily_costs
from finops_aws.adapters.stores.dialect import literal
from finops_aws.adapters.stores.rates_and_stakes import list_rates, stakes_of
from finops_aws.domain.operations.collected import Advice
from finops_aws.domain.optimization.checks import Check
from finops_aws.domain.optimization.findings import (
    AwsAdvice,
    Blind,
    Detection,
    Finding,
    LineCost,
    ListRate,
)
from finops_aws.domain.optimization.realized import CostTrail, TrailDay
from finops_aws.domain.period import Period

_SQL = files("finops_aws.adapters.stores") / "sql"
_ABSORBING = (_SQL / "check_absorbing.sql").read_text(encoding="utf-8")
_BILLED = """
SELECT DISTINCT service_code, usage_type
FROM charged
WHERE resource_id IS NOT NULL AND service_code IS NOT NULL AND usage_type IS NOT NULL
"""
Listed = Mapping[tuple[str, str], tuple[Decimal, str]]
_SEEN = "SELECT COUNT(*) FROM resources WHERE list_contains(?, resource_type)"


@dataclass(frozen=True, slots=True)
class Marts:
    """Relations to read: the hourly mart of what commitments could cover, and the daily one of all costs."""

    usage: str
    costs: str


@dataclass(frozen=True, slots=True)
class Told:
    """What AWS told and was kept: its advice, and the Price List's rates."""

    advice: Callable[[], Sequence[Advice]]
    rates: Callable[[], Listed]


class DuckDbExamined:
    """Answers from the tables that an engine was given, and from marts."""

    def __init__(
        self,
        engine: duckdb.DuckDBPyConnection,
        *,
        window: Period,
        as_of: datetime,
        marts: Marts,
        told: Told,
    ) -> None:
        self._told = told
        self._engine = engine
        self._costs = marts.costs
        self._window = window
        self._as_of = as_of
        self._usage = marts.usage
        self._absorbing: dict[str, Mapping[datetime, Decimal]] = {}

    def window(self) -> Period:
        return self._window

    def as_of(self) -> datetime:
        return self._as_of.replace(tzinfo=UTC)

    def currency(self) -> str | None:
        found = self._engine.execute("SELECT DISTINCT currency FROM charged").fetchall()
        return found[0][0] if len(found) == 1 else None

    def advice(self) -> Sequence[AwsAdvice]:
        return [_advised(one) for one in self._told.advice()]

    def seen(self, check: Check) -> int:
        kinds = {need.partition(".")[2] for need in check.needs} - {""}
        row = self._engine.execute(_SEEN, [sorted(kinds)]).fetchone()
        return row[0] if row else 0

    def daily_costs(self, asked: CostTrail) -> Sequence[TrailDay]:
        return daily_costs(self._engine, mart=self._costs, asked=asked)

    def detect(self, check: Check) -> Detection:
        rows = found_rows(self._engine, check, as_of=self._as_of)
        spots = blind_spots(self._engine, check, as_of=self._as_of)
        stakes = stakes_of(self._engine, check, days=self._window.days) if spots else {}
        blind = (
            Blind(
                check=check, account=one, region=region, missing=need, at_stake=stakes.get((one, region), ())
            )
            for one, region, need in spots
        )
        return Detection(tuple(map(_finding, rows)), tuple(blind))

    def lines(self, findings: Sequence[Finding]) -> Mapping[tuple[str, str], Sequence[LineCost]]:
        return lines_of(self._engine, findings)

    def billed(self) -> Sequence[tuple[str, str]]:
        return self._engine.execute(_BILLED).fetchall()

    def rate(self, service_code: str | None, usage_type: str) -> ListRate | None:
        return self._rates.get((service_code, usage_type))

    def hours(self) -> Decimal:
        query = f"SELECT COUNT(DISTINCT ChargeHour) FROM {self._usage} WHERE {self._in_window}"
        row = self._engine.execute(query).fetchone()
        return Decimal(row[0]) if row and row[0] else Decimal(1)

    def absorbing(self, commitment: str) -> Mapping[datetime, Decimal]:
        if commitment not in self._absorbing:
            text = _ABSORBING.replace("{mart}", self._usage)
            for mark, day in (("{start}", self._window.start), ("{end}", self._window.end)):
                text = text.replace(mark, _moment(day))
            rows = self._engine.execute(text, {"commitment": commitment}).fetchall()
            self._absorbing[commitment] = {hour: Decimal(str(cost)) for hour, cost in rows}
        return self._absorbing[commitment]

    @property
    def _in_window(self) -> str:
        return f"ChargeHour >= {_moment(self._window.start)} AND ChargeHour < {_moment(self._window.end)}"

    @cached_property
    def _rates(self) -> Mapping[tuple[str | None, str], ListRate]:
        """The own bill's first, then what the Price List told."""
        listed = self._told.rates().items()
        rates: dict[tuple[str | None, str], ListRate] = {
            key: ListRate(amount, currency, is_own=False) for key, (amount, currency) in listed
        }
        return rates | list_rates(self._engine)


def _moment(day: date) -> str:
    return f"TIMESTAMP {literal(str(day))}"


def _advised(one: Advice) -> AwsAdvice:
    return AwsAdvice(
        source=one.source,
        account=one.account,
        region=one.region,
        names=tuple(dict.fromkeys(name for name in (one.resource_arn, one.resource_id) if name)),
        subject=one.subject,
        finding=one.finding,
        action=one.action,
        monthly_saving=one.monthly_saving,
        currency=one.currency,
        as_of=one.as_of,
    )


def _finding(row: dict[str, Any]) -> Finding:
    said = row["said"]
    return Finding(
        account=row["account"],
        region=row["region"],
        resource_type=row["resource_type"],
        resource_id=row["id"],
        resource_arn=row["arn"],
        name=row["name"],
        created=row["created"].replace(tzinfo=UTC) if row["created"] else None,
        evidence=said["evidence"],
        billed=tuple(said.get("billed") or ()),
        share=Decimal(str(said["share"])) if said.get("share") is not None else Decimal(1),
        tags=dict(row["tags"] or {}),
        attributes=json.loads(row["attributes"] or "{}"),
    )
