"""Questions are put where there is something to ask about, free ones first; metrics from where they end."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from finops_aws.application.operations.plan_collection import (
    chosen_profiles,
    plan_metrics,
    plan_questions,
)
from finops_aws.domain.operations.collected import IntegrationProfile, ResourceKey, Span
from finops_aws.domain.operations.estate import GLOBAL, Job, Resource
from finops_aws.errors import UnknownName

PAYER, MEMBER = "000000000001", "000000000002"
END = datetime(2026, 11, 20, tzinfo=UTC)
START = END - timedelta(days=14)


def profile(key: str, *, home: str | None = None, payer: bool = False, usd: str = "0") -> IntegrationProfile:
    needs = () if home else ("aws:ec2:instance",)
    return IntegrationProfile(
        key=key,
        name=key,
        questions={"question": needs},
        is_asked_by_list=key != "cloudwatch",
        asks_payer=payer,
        home=home,
        fee_usd=Decimal(usd),
        fee_source="https://example.com",
        actions=(),
        remedy=None,
    )


def resource(name: str, *, region: str = "sa-east-1", kind: str = "aws:ec2:instance") -> Resource:
    return Resource(
        account=MEMBER,
        region=region,
        service=kind.split(":")[1],
        resource_type=kind,
        id=name,
        arn=None,
        attributes={"InstanceId": name},
    )


PROFILES = (
    profile("advisor"),
    profile("budgets", home="us-east-1", payer=True),
    profile("cloudwatch", usd="0.00001"),
    profile("explorer", home="us-east-1", payer=True, usd="0.01"),
    profile("plans", home="us-east-1"),
)


def test_free_questions_come_before_paid_ones_and_regions_need_a_resource():
    found = [resource("i-1"), resource("i-2"), resource("i-3", region="us-east-1")]
    jobs = plan_questions(chosen_profiles((), PROFILES), found, payers=(PAYER,))
    assert jobs == [
        Job("advisor", "question", "sa-east-1", MEMBER),
        Job("advisor", "question", "us-east-1", MEMBER),
        Job("budgets", "question", GLOBAL, PAYER),
        Job("plans", "question", GLOBAL, PAYER),
        Job("plans", "question", GLOBAL, MEMBER),
        Job("explorer", "question", GLOBAL, PAYER),
    ]


def test_only_the_sources_named_are_asked():
    assert [one.key for one in chosen_profiles(("budgets", "metrics"), PROFILES)] == ["budgets"]
    assert chosen_profiles(("metrics",), PROFILES) == []


def test_a_source_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(UnknownName) as refused:
        chosen_profiles(("budget",), PROFILES)
    assert refused.value.facts["known"] == "advisor, budgets, explorer, plans, metrics"


def planned(*resources: Resource, read: dict[ResourceKey, Span] | None = None) -> dict[str, datetime]:
    found = plan_metrics(
        resources,
        types=("aws:ec2:instance",),
        services=(),
        window=(START, END),
        read=read or {},
    )
    return {one.key.id: one.since for one in found}


def test_what_was_never_read_is_read_over_the_whole_window_and_the_rest_from_where_it_ends():
    known = ResourceKey(MEMBER, "sa-east-1", "aws:ec2:instance", "i-1")
    until = END - timedelta(hours=5)
    since = planned(resource("i-1"), resource("i-2"), read={known: Span(START, until)})
    assert since == {"i-1": until - timedelta(hours=1), "i-2": START}


def test_what_was_read_to_the_end_and_what_has_no_metrics_are_left_out():
    known = ResourceKey(MEMBER, "sa-east-1", "aws:ec2:instance", "i-1")
    other = resource("sg-1", kind="aws:ec2:security-group")
    assert planned(resource("i-1"), other, read={known: Span(START, END)}) == {}


def test_what_was_read_long_ago_is_not_read_beyond_the_window():
    known = ResourceKey(MEMBER, "sa-east-1", "aws:ec2:instance", "i-1")
    assert planned(
        resource("i-1"), read={known: Span(START - timedelta(days=99), START - timedelta(days=90))}
    ) == {"i-1": START}


def test_what_was_read_from_later_than_the_window_is_read_anew():
    known = ResourceKey(MEMBER, "sa-east-1", "aws:ec2:instance", "i-1")
    later = Span(START + timedelta(days=3), END)
    assert planned(resource("i-1"), read={known: later}) == {"i-1": START}


def test_a_service_without_metrics_is_refused():
    with pytest.raises(UnknownName) as refused:
        list(
            plan_metrics(
                [resource("i-1")],
                types=("aws:ec2:instance",),
                services=("rds",),
                window=(START, END),
                read={},
            )
        )
    assert refused.value.facts == {"kind": "service", "name": "rds", "known": "ec2"}
