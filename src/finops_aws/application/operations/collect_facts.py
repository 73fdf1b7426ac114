"""Collect what AWS tells beside the inventory: advice, budgets, figures about commitments, and metrics."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Protocol

from finops_aws.application.operations.plan_collection import (
    METRICS,
    chosen_profiles,
    plan_metrics,
    plan_questions,
)
from finops_aws.application.ports import (
    Clock,
    CollectedStore,
    Collection,
    EstateStore,
    Integrations,
    Progress,
    UsageMetrics,
)
from finops_aws.domain.operations.collected import COLLECTED_DAYS
from finops_aws.domain.operations.estate import Ending, Job, Resource
from finops_aws.domain.operations.paid_calls import DEFAULT_LIMIT_USD, PaidCalls
from finops_aws.domain.operations.resources import ResourceQuestion

log = logging.getLogger(__name__)

EVERY_RESOURCE = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectRequest:
    """What to collect; empty means all.

    ``only``: keys of integrations, or ``metrics``. ``services``: those whose metrics are read, ``days`` of
    them the first time. ``max_paid_usd``: what AWS may charge for it.
    """

    only: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    days: int = COLLECTED_DAYS
    max_paid_usd: Decimal = DEFAULT_LIMIT_USD


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """How it went: how each question ended, what came of it, and what was paid for."""

    answers: tuple[tuple[Job, Ending], ...]
    statements: int
    resources: int
    series: int
    points: int
    paid_usd: Decimal
    units: Mapping[str, int]

    @property
    def is_whole(self) -> bool:
        return all(ending.status.is_known for _, ending in self.answers)


class Sources(Protocol):
    """Who is asked, and where the answers are kept."""

    @property
    def integrations(self) -> Integrations: ...
    @property
    def metrics(self) -> UsageMetrics: ...
    @property
    def estate(self) -> EstateStore: ...
    @property
    def collected(self) -> CollectedStore: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def progress(self) -> Progress: ...


def collect_facts(request: CollectRequest, sources: Sources, *, payers: Sequence[str]) -> Collected:
    """Ask AWS, within the limit of what may be paid, and keep what it answers.

    ``payers`` are the accounts that pay the bills.

    Raises NotFound before the first scan, UnknownName for a source or service that is not there. Interrupted
    (KeyboardInterrupt), it keeps what it has.
    """
    profiles = chosen_profiles(request.only, sources.integrations.profiles())
    page = sources.estate.resources(ResourceQuestion(limit=EVERY_RESOURCE))
    resources = [row.resource for row in page.rows if row.last_seen >= page.scanned_at]
    with sources.collected.collection() as book:
        run = _Run(sources, book, PaidCalls(request.max_paid_usd))
        try:
            run.ask(plan_questions(profiles, resources, payers=payers))
            if METRICS in request.only or not request.only:
                run.measure(request, resources)
        except KeyboardInterrupt:  # what is known so far is worth having
            log.info("collection_interrupted", extra={"answers": len(run.answers)})
        book.publish()
    return run.collected()


@dataclass(slots=True)
class _Run:
    """One collection, and what has come of it so far."""

    sources: Sources
    book: Collection
    paid: PaidCalls
    answers: list[tuple[Job, Ending]] = field(default_factory=list)
    statements: int = 0
    resources: int = 0
    series: int = 0
    points: int = 0

    def ask(self, jobs: Sequence[Job]) -> None:
        today = self.sources.clock.now().date()
        with self.sources.progress.step("progress.collect", len(jobs)) as step:
            for answered in self.sources.integrations.ask(jobs, today=today, paid=self.paid):
                self.book.add_answer(answered)
                self.answers.append((answered.job, answered.ending))
                self.statements += len(answered.statements)
                step.advance()
                step.tell(calls=answered.ending.calls, throttles=answered.ending.throttles)

    def measure(self, request: CollectRequest, resources: Sequence[Resource]) -> None:
        until = _full_hour(self.sources.clock.now())
        wanted = list(
            plan_metrics(
                resources,
                types=self.sources.metrics.measured_types(),
                services=request.services,
                window=(until - timedelta(days=request.days), until),
                read=self.sources.collected.read_spans(),
            )
        )
        with self.sources.progress.step("progress.measure", len(wanted)) as step:
            for reading in self.sources.metrics.read(wanted, until=until, paid=self.paid):
                self.book.add_reading(reading)
                self.answers.append((reading.job, reading.ending))
                self.resources += len(reading.measured)
                self.series += sum(bool(one.hours) for one in reading.series)
                self.points += sum(len(one.hours) for one in reading.series)
                step.advance(len(reading.measured))
                step.tell(calls=reading.ending.calls, throttles=reading.ending.throttles)

    def collected(self) -> Collected:
        return Collected(
            answers=tuple(self.answers),
            statements=self.statements,
            resources=self.resources,
            series=self.series,
            points=self.points,
            paid_usd=self.paid.spent_usd,
            units=self.paid.units,
        )


def _full_hour(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)
