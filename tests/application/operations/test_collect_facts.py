"""A collection asks what it may pay for, keeps what it is told, and says what it does not know."""

from datetime import timedelta
from decimal import Decimal

from finops_aws.application.operations.collect_facts import CollectRequest, collect_facts
from finops_aws.domain.operations.collected import Answered, Reading, Span
from finops_aws.domain.operations.estate import Ending, Status
from tests.application.operations.collecting import (
    HOUR,
    MEMBER,
    PAYER,
    FakeIntegrations,
    FakeSources,
    profile,
)

EVERY = (profile("budgets", payer=True), profile("explorer", payer=True, usd="0.01"), profile("plans"))


def test_everything_is_asked_once_and_counts_when_it_is_done():
    sources = FakeSources(FakeIntegrations(EVERY))
    collected = collect_facts(CollectRequest(), sources, payers=(PAYER,))
    assert [(job.service, job.account) for job in sources.integrations.asked] == [
        ("budgets", PAYER),
        ("plans", PAYER),
        ("plans", MEMBER),
        ("explorer", PAYER),
    ]
    assert (collected.statements, collected.resources, collected.series, collected.points) == (4, 2, 2, 2)
    assert collected.paid_usd == Decimal("0.01002")
    assert collected.is_whole
    assert len(sources.collected.published) == 6


def test_what_the_last_scan_did_not_see_is_not_measured():
    sources = FakeSources(FakeIntegrations(()))
    collect_facts(CollectRequest(), sources, payers=(PAYER,))
    measured = [one.measured[0].id for one in sources.collected.published if isinstance(one, Reading)]
    assert measured == ["i-1", "i-2"]


def test_metrics_begin_at_a_full_hour_so_many_days_before():
    sources = FakeSources(FakeIntegrations(()))
    collect_facts(CollectRequest(only=("metrics",), days=3), sources, payers=(PAYER,))
    first = next(one for one in sources.collected.published if isinstance(one, Reading))
    assert first.span == Span(HOUR - timedelta(days=3), HOUR)
    assert first.series[0].hours == [HOUR - timedelta(days=3)]


def test_only_the_sources_named_are_asked():
    sources = FakeSources(FakeIntegrations(EVERY))
    collected = collect_facts(CollectRequest(only=("budgets",)), sources, payers=(PAYER,))
    assert [job.service for job in sources.integrations.asked] == ["budgets"]
    assert (collected.resources, collected.paid_usd) == (0, 0)


def test_a_refused_source_makes_the_collection_partial_and_stops_no_other():
    denied = Ending(status=Status.DENIED, action="budgets:ViewBudget")
    sources = FakeSources(FakeIntegrations(EVERY, endings={"budgets": denied}))
    collected = collect_facts(CollectRequest(), sources, payers=(PAYER,))
    assert not collected.is_whole
    assert [ending.action for _, ending in collected.answers if ending.action] == ["budgets:ViewBudget"]
    assert collected.statements == 3


def test_interrupted_it_keeps_what_it_has():
    sources = FakeSources(FakeIntegrations(EVERY, breaks_at="explorer"))
    collected = collect_facts(CollectRequest(), sources, payers=(PAYER,))
    kept = [one.job.service for one in sources.collected.published if isinstance(one, Answered)]
    assert kept == ["budgets", "plans", "plans"]
    assert (collected.resources, collected.paid_usd) == (0, 0)
