"""AWS's answers, made up, and a store that keeps them in memory."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

from finops_aws.bootstrap import Silent
from finops_aws.domain.operations.collected import (
    Answered,
    Budget,
    IntegrationProfile,
    Measured,
    Reading,
    ResourceKey,
    Series,
    Span,
)
from finops_aws.domain.operations.estate import Ending, Job, Reach, Resource, Status
from finops_aws.domain.operations.paid_calls import Fee, PaidCalls
from finops_aws.domain.operations.resources import FoundResource, ResourcePage, ResourceQuestion

PAYER, MEMBER = "000000000001", "000000000002"
NOW = datetime(2026, 11, 20, 5, 30, tzinfo=UTC)
HOUR = NOW.replace(minute=0)
FEE = Fee("ce:GetAnomalies", Decimal("0.01"), "https://example.com")
METRIC = Fee("cloudwatch:GetMetricData", Decimal("0.00001"), "https://example.com")
OK = Ending(status=Status.OK)


def profile(key: str, *, payer: bool = False, usd: str = "0", listed: bool = True) -> IntegrationProfile:
    """An integration with one question, asked in us-east-1."""
    return IntegrationProfile(
        key=key,
        name=key.title(),
        questions={"question": ()},
        is_asked_by_list=listed,
        asks_payer=payer,
        home="us-east-1",
        fee_usd=Decimal(usd),
        fee_source="https://example.com",
        actions=(),
        remedy=None,
    )


def instance(name: str) -> Resource:
    return Resource(
        account=MEMBER,
        region="sa-east-1",
        service="ec2",
        resource_type="aws:ec2:instance",
        id=name,
        arn=None,
        attributes={"InstanceId": name},
    )


@dataclass
class FakeIntegrations:
    """Answers what it was given, and remembers what it was asked; ``breaks_at`` is a Ctrl-C."""

    known: Sequence[IntegrationProfile]
    endings: Mapping[str, Ending] = field(default_factory=dict)
    breaks_at: str = ""
    asked: list[Job] = field(default_factory=list)

    def profiles(self) -> Sequence[IntegrationProfile]:
        return self.known

    def ask(self, jobs: Sequence[Job], *, today: date, paid: PaidCalls) -> Iterator[Answered]:
        for job in jobs:
            if job.service == self.breaks_at:
                raise KeyboardInterrupt
            self.asked.append(job)
            if next(one for one in self.known if one.key == job.service).fee_usd:
                paid.pay(FEE)
            ending = self.endings.get(job.service, OK)
            told = (budget(job.account),) if ending.status is Status.OK else ()
            yield Answered(job, ending, told)


def budget(account: str) -> Budget:
    one = Decimal(1)
    return Budget(
        account=account,
        name="b",
        kind="COST",
        time_unit="MONTHLY",
        unit="USD",
        limit=one,
        actual=one,
        forecast=one,
    )


class FakeMetrics:
    """One point for each resource."""

    def measured_types(self) -> Sequence[str]:
        return ("aws:ec2:instance",)

    def read(self, resources: Iterable[Measured], *, until: datetime, paid: PaidCalls) -> Iterator[Reading]:
        for one in resources:
            paid.pay(METRIC)
            series = Series(
                key=one.key,
                service=one.service,
                metric="CPUUtilization",
                statistic="Average",
                unit=None,
                dimension="",
                period_seconds=3600,
                hours=[one.since],
                values=[1.0],
            )
            job = Job("cloudwatch", "metrics", one.key.region, one.key.account)
            yield Reading(job, OK, Span(one.since, until), (one.key,), (series,))


@dataclass
class FakeEstate:
    """The resources of the last scan, and one that an earlier scan saw."""

    found: Sequence[Resource]

    def resources(self, question: ResourceQuestion) -> ResourcePage:
        rows = [FoundResource(resource=one, first_seen=NOW, last_seen=NOW, costs=None) for one in self.found]
        earlier = NOW.replace(month=1)
        rows.append(
            FoundResource(resource=instance("gone"), first_seen=earlier, last_seen=earlier, costs=None)
        )
        return ResourcePage(rows=tuple(rows), total=len(rows), counts=(), cost_month=None, scanned_at=NOW)


@dataclass
class FakeStore:
    """What was written down, and what counts."""

    written: list[Answered | Reading] = field(default_factory=list)
    published: list[Answered | Reading] = field(default_factory=list)
    spans: Mapping[ResourceKey, Span] = field(default_factory=dict)

    @contextmanager
    def collection(self) -> Iterator["FakeStore"]:
        yield self

    def add_answer(self, answered: Answered) -> None:
        self.written.append(answered)

    def add_reading(self, reading: Reading) -> None:
        self.written.append(reading)

    def publish(self) -> None:
        self.published = list(self.written)

    def read_spans(self) -> Mapping[ResourceKey, Span]:
        return self.spans


class FakeInventory:
    """Accounts with two regions, but for one that cannot be reached."""

    def reach(self, account: str) -> Reach:
        if account == "closed":
            return Reach((), Ending(status=Status.DENIED, action="sts:AssumeRole", stops=True))
        return Reach(("sa-east-1", "us-east-1"))


class Clock:
    def now(self) -> datetime:
        return NOW


@dataclass
class FakeSources:
    """All of it together."""

    integrations: FakeIntegrations
    estate: FakeEstate = field(default_factory=lambda: FakeEstate([instance("i-1"), instance("i-2")]))
    metrics: FakeMetrics = field(default_factory=FakeMetrics)
    collected: FakeStore = field(default_factory=FakeStore)
    inventory: FakeInventory = field(default_factory=FakeInventory)
    clock: Clock = field(default_factory=Clock)
    progress: Silent = field(default_factory=Silent)
