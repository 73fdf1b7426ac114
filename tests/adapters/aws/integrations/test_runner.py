"""What AWS's own advisors say is kept verbatim, and what they refuse is a gap, never an empty list."""

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import boto3
import pytest

from finops_aws.adapters.aws.integrations.catalogue import read_integrations
from finops_aws.application.operations.collect_facts import Collected, CollectRequest
from finops_aws.domain.operations.estate import GLOBAL, Ending, Job, Status
from finops_aws.domain.operations.paid_calls import PaidCalls
from finops_aws.sandbox.server import Fault
from tests.adapters.aws.scanned_companies import REGION, UNTIL, ScannedCompany

ADVISORS = tuple(one.key for one in read_integrations() if one.fee.per == "request")
PAYERS = ("budgets", "cost-explorer", "cost-optimization-hub")
QUESTIONS = [
    (one.key, question.key)
    for one in read_integrations()
    for question in one.questions
    if one.key in ADVISORS
]


def collect(company: ScannedCompany, data: Path, *only: str, usd: str = "1") -> Collected:
    request = CollectRequest(only=only or ADVISORS, max_paid_usd=Decimal(usd))
    return company.analysis(data).collect(request)


def endings(collected: Collected) -> dict[str, set[Ending]]:
    found: dict[str, set[Ending]] = {}
    for job, ending in collected.answers:
        found.setdefault(job.service, set()).add(ending)
    return found


def client_of(company: ScannedCompany, name: str, account: str, region: str = REGION) -> Any:
    keys = company.aws.environment(account)
    return boto3.client(
        name,
        region_name=region,
        endpoint_url=f"{company.aws.endpoint}/{name}",
        aws_access_key_id=keys["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=keys["AWS_SECRET_ACCESS_KEY"],
    )


def test_every_advisor_answers_and_each_refusal_says_what_is_off(company: ScannedCompany, data: Path):
    said = endings(collect(company, data))
    assert set(said) == set(ADVISORS)
    statuses = {key: {ending.status for ending in found} for key, found in said.items()}
    assert all(statuses[key] == {Status.OK} for key in PAYERS)
    assert statuses["trusted-advisor"] == {Status.OK, Status.NOT_ENABLED}
    assert {one.code for one in said["trusted-advisor"]} == {None, "SubscriptionRequiredException"}
    off = {one.code for one in said["compute-optimizer"] if one.status is Status.NOT_ENABLED}
    assert off <= {"OptInRequiredException"}
    assert {one.status for one in said["compute-optimizer"]} <= {Status.OK, Status.NOT_ENABLED}


def test_a_paid_request_is_counted_and_a_free_one_is_not(company: ScannedCompany, data: Path):
    collected = collect(company, data)
    requests = sum(count for (client, _), count in company.aws.calls.items() if client == "ce")
    assert collected.paid_usd == Decimal("0.01") * requests
    assert sum(collected.units.values()) == requests
    assert {call.partition(":")[0] for call in collected.units} == {"ce"}


def test_at_the_limit_no_paid_request_is_sent_and_the_free_answers_stay(company: ScannedCompany, data: Path):
    collected = collect(company, data, usd="0.03")
    assert sum(count for (client, _), count in company.aws.calls.items() if client == "ce") == 3
    stopped = {job.service for job, ending in collected.answers if ending.code == "PaidCallLimit"}
    assert stopped == {"cost-explorer"}
    assert company.analysis(data).budgets() != ()


def test_budgets_are_those_of_aws_to_the_cent(company: ScannedCompany, data: Path):
    collect(company, data, "budgets")
    told = client_of(company, "budgets", company.payer).describe_budgets(AccountId=company.payer)["Budgets"]
    held = {
        one.name: (one.limit, one.actual, one.forecast, one.unit) for one in company.analysis(data).budgets()
    }
    assert held == {
        one["BudgetName"]: (
            Decimal(one["BudgetLimit"]["Amount"]),
            Decimal(one["CalculatedSpend"]["ActualSpend"]["Amount"]),
            Decimal(one["CalculatedSpend"]["ForecastedSpend"]["Amount"]),
            "USD",
        )
        for one in told
    }
    assert len(held) > 5


def test_advice_keeps_the_words_and_the_money_of_the_hub(company: ScannedCompany, data: Path):
    collect(company, data, "cost-optimization-hub")
    hub = client_of(company, "cost-optimization-hub", company.payer)
    told = [item for page in hub.get_paginator("list_recommendations").paginate() for item in page["items"]]
    held = company.analysis(data).advice()
    assert Counter((one.resource_arn, one.action, str(one.monthly_saving)) for one in held) == Counter(
        (
            one["resourceArn"],
            one["actionType"],
            str(Decimal(str(one["estimatedMonthlySavings"])).quantize(Decimal("1E-10"))),
        )
        for one in told
    )
    assert {one.account for one in held} == {one["accountId"] for one in told}
    assert all(one.attributes["recommendationId"] for one in held)


def test_figures_of_commitments_and_forecasts_have_their_period(company: ScannedCompany, data: Path):
    collect(company, data, "cost-explorer", "savings-plans")
    measures = company.analysis(data).measures()
    used = [one for one in measures if one.source == "cost-explorer:savings-plans-utilization"]
    told = client_of(company, "ce", company.payer).get_savings_plans_utilization(
        TimePeriod={"Start": "2026-10-21", "End": "2026-11-20"}, Granularity="DAILY"
    )["SavingsPlansUtilizationsByTime"]
    assert {
        (one.start.date(), one.value)
        for one in used
        if one.name == "utilization" and one.start and one.value is not None
    } == {
        (
            date.fromisoformat(one["TimePeriod"]["Start"]),
            Decimal(one["Utilization"]["UtilizationPercentage"]).quantize(Decimal("1E-10")),
        )
        for one in told
    }
    assert len(told) == 30
    forecast = {one.name: one.value for one in measures if one.source == "cost-explorer:forecast"}
    assert forecast["lower_80"] < forecast["mean"] < forecast["upper_80"]  # type: ignore[operator]
    plans = [one for one in measures if one.source == "savings-plans:plans"]
    assert {one.unit for one in plans} == {"USD"}


@pytest.mark.parametrize(("integration", "question"), QUESTIONS, ids=lambda one: one)
def test_a_refused_question_is_denied_by_name_and_what_was_known_stays(
    company: ScannedCompany, data: Path, integration: str, question: str
):
    collect(company, data, integration)
    before = everything(company, data)
    (one,) = [found for found in read_integrations() if found.key == integration]
    (asked,) = [found for found in one.questions if found.key == question]
    company.aws.faults.append(Fault(kind="denied", client=one.client, operation=asked.listing.op))
    collected = collect(company, data, integration)
    refused = {ending for job, ending in collected.answers if job.resource_type == question}
    kept = {Status.DENIED} if one.key != "trusted-advisor" else {Status.DENIED, Status.NOT_ENABLED}
    assert {ending.status for ending in refused if ending.status is not Status.OK} <= kept
    denied = [ending for ending in refused if ending.status is Status.DENIED]
    if asked_anywhere(collected, question):
        assert {ending.action for ending in denied} == {asked_action(asked.iam, asked.listing.op)}
    assert everything(company, data) == before


def asked_anywhere(collected: Collected, question: str) -> bool:
    return any(
        job.resource_type == question and ending.status is not Status.NOT_ENABLED
        for job, ending in collected.answers
    )


def asked_action(actions: tuple[str, ...], operation: str) -> str:
    return next((one for one in actions if one.endswith(f":{operation}")), actions[0])


def everything(company: ScannedCompany, data: Path) -> list[str]:
    analysis = company.analysis(data)
    statements = [*analysis.advice(), *analysis.budgets(), *analysis.measures()]
    return sorted(map(str, statements))


def test_throttling_is_waited_out(company: ScannedCompany, data: Path):
    company.aws.faults.append(Fault(kind="throttle", client="budgets", share=0.5))
    collected = collect(company, data, "budgets")
    assert [ending.status for _, ending in collected.answers] == [Status.OK]


def test_a_hub_that_is_off_is_not_enabled_and_no_missing_permission(company: ScannedCompany, data: Path):
    question = ("cost-optimization-hub", "recommendations", GLOBAL)
    jobs = [Job(*question, account.id) for account in company.estate.accounts]
    answers = company.analysis(data).integrations.ask(jobs, today=UNTIL, paid=PaidCalls(Decimal(0)))
    told = {(one.ending.status, one.ending.code) for one in answers}
    assert told == {(Status.OK, None), (Status.NOT_ENABLED, "AccessDeniedException")}
