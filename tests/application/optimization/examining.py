"""An estate and a bill in memory, as checks and pricing ask about them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal

from finops_aws.domain.optimization.checks import Check
from finops_aws.domain.optimization.decisions import Decision
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
from tests.domain.optimization.recommending import WINDOW, at

AS_OF = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass
class Estate:
    """Findings by check, lines by resource, list rates by usage type, and on-demand cost by hour."""

    costs: Mapping[str, Sequence[LineCost]] = field(default_factory=dict)
    rates: Mapping[str, str] = field(default_factory=dict)
    on_demand: Sequence[str] = ()
    is_own: bool = True
    found: Mapping[str, Sequence[Finding]] = field(default_factory=dict)
    blind: Sequence[str] = ()
    said: Sequence[AwsAdvice] = ()
    days: Sequence[TrailDay] = ()
    asked: list[CostTrail] = field(default_factory=list)

    @contextmanager
    def examine(self) -> Iterator["Estate"]:
        yield self

    def window(self) -> Period:
        return WINDOW

    def hours(self) -> Decimal:
        return Decimal(720)

    def as_of(self) -> datetime:
        return AS_OF

    def currency(self) -> str | None:
        return "USD"

    def seen(self, check: Check) -> int:
        return len(self.found.get(check.id, ()))

    def detect(self, check: Check) -> Detection:
        blind = [Blind(check=check, account="1", region="r", missing=check.needs[0])]
        return Detection(tuple(self.found.get(check.id, ())), tuple(blind) if check.id in self.blind else ())

    def lines(self, findings: Sequence[Finding]) -> Mapping[tuple[str, str], Sequence[LineCost]]:
        return {("1", name): own for name, own in self.costs.items()}

    def billed(self) -> Sequence[tuple[str, str]]:
        lines = (line for own in self.costs.values() for line in own)
        return sorted({(line.service_code or "", line.usage_type) for line in lines})

    def rate(self, service_code: str | None, usage_type: str) -> ListRate | None:
        known = self.rates.get(usage_type)
        return ListRate(Decimal(known), "USD", self.is_own) if known else None

    def absorbing(self, commitment: str) -> Mapping[datetime, Decimal]:
        start = at("2026-10-01")
        return {start.replace(day=1 + n): Decimal(cost) for n, cost in enumerate(self.on_demand)}

    def advice(self) -> Sequence[AwsAdvice]:
        return self.said

    def daily_costs(self, asked: CostTrail) -> Sequence[TrailDay]:
        self.asked.append(asked)
        return self.days


@dataclass
class Decided:
    """Decisions in memory."""

    held: dict[str, Decision] = field(default_factory=dict)

    def read(self) -> Mapping[str, Decision]:
        return dict(self.held)

    def write(self, changed: Mapping[str, Decision | None]) -> None:
        whole = {**self.held, **changed}
        self.held = {name: one for name, one in whole.items() if one is not None}

    def version(self) -> str:
        return str(len(self.held))


@dataclass
class Book:
    """Checks by hand."""

    own: Sequence[Check]

    def checks(self) -> Sequence[Check]:
        return self.own
