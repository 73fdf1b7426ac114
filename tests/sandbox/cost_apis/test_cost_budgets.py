"""The payer's budgets agree with Cost Explorer."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.cost_apis.conftest import Told

RUNNING = {"Start": "2026-11-01", "End": "2026-11-20"}
COMPANY = "company-monthly"


def budgets(told: Told, **wishes: Any) -> dict[str, dict[str, Any]]:
    answer = told.client("budgets").describe_budgets(AccountId=told.payer, **wishes)
    return {one["BudgetName"]: one for one in answer["Budgets"]}


def spent(ce: Any, **wishes: Any) -> Decimal:
    answer = ce.get_cost_and_usage(
        TimePeriod=RUNNING, Granularity="MONTHLY", Metrics=["UnblendedCost"], **wishes
    )
    return Decimal(answer["ResultsByTime"][0]["Total"]["UnblendedCost"]["Amount"])


def test_the_company_has_one_budget_and_every_team_another(told: Told) -> None:
    members = (told.plan.company.payer, *told.plan.company.accounts)
    assert budgets(told).keys() == {COMPANY, *(f"team-{account.team}-monthly" for account in members)}


def test_what_a_budget_spent_is_what_cost_explorer_tells_of_its_accounts(told: Told, ce: Any) -> None:
    for one in budgets(told).values():
        accounts = one["CostFilters"].get("LinkedAccount")
        wanted = {"Filter": {"Dimensions": {"Key": "LINKED_ACCOUNT", "Values": accounts}}} if accounts else {}
        actual = one["CalculatedSpend"]["ActualSpend"]
        assert actual == {"Amount": f"{spent(ce, **wanted).normalize():f}", "Unit": "USD"}


def test_a_limit_is_the_mean_of_the_closed_months(told: Told, ce: Any) -> None:
    answer = ce.get_cost_and_usage(
        TimePeriod={"Start": "2026-06-01", "End": "2026-11-01"},
        Granularity="MONTHLY",
        Metrics=["UnblendedCost"],
    )
    months = [Decimal(one["Total"]["UnblendedCost"]["Amount"]) for one in answer["ResultsByTime"]]
    limit = Decimal(budgets(told)[COMPANY]["BudgetLimit"]["Amount"])
    assert limit % 10 == 0
    assert abs(limit - sum(months) / 5) <= 5


def test_the_forecast_is_that_of_cost_explorer(told: Told, ce: Any) -> None:
    answer = ce.get_cost_forecast(
        TimePeriod={"Start": "2026-11-01", "End": "2026-12-01"},
        Granularity="MONTHLY",
        Metric="UNBLENDED_COST",
    )
    assert budgets(told)[COMPANY]["CalculatedSpend"]["ForecastedSpend"] == answer["Total"]


def test_the_filter_expression_is_told_when_asked_for(told: Told) -> None:
    plain, shown = budgets(told), budgets(told, ShowFilterExpression=True)
    assert all("FilterExpression" not in one and "Metrics" not in one for one in plain.values())
    team = shown["team-vitrine-monthly"]
    assert team["FilterExpression"]["Dimensions"]["Values"] == team["CostFilters"]["LinkedAccount"]
    assert team["Metrics"] == ["UnblendedCost"]
    assert "FilterExpression" not in shown[COMPANY]


def test_budgets_come_in_pages(told: Told) -> None:
    pages = (
        told.client("budgets")
        .get_paginator("describe_budgets")
        .paginate(AccountId=told.payer, PaginationConfig={"PageSize": 3})
    )
    sizes = [len(page["Budgets"]) for page in pages]
    assert sizes[0] == 3
    assert sum(sizes) == len(budgets(told))


def test_a_notification_is_in_alarm_above_its_threshold(told: Told) -> None:
    client = told.client("budgets")
    for name, one in budgets(told).items():
        answer = client.describe_notifications_for_budget(AccountId=told.payer, BudgetName=name)
        limit = Decimal(one["BudgetLimit"]["Amount"])
        amounts = {
            "ACTUAL": Decimal(one["CalculatedSpend"]["ActualSpend"]["Amount"]),
            "FORECASTED": Decimal(one["CalculatedSpend"]["ForecastedSpend"]["Amount"]),
        }
        for rule in answer["Notifications"]:
            above = amounts[rule["NotificationType"]] > limit * Decimal(rule["Threshold"]) / 100
            assert rule["NotificationState"] == ("ALARM" if above else "OK")


def test_the_history_holds_every_month(told: Told, ce: Any) -> None:
    answer = told.client("budgets").describe_budget_performance_history(
        AccountId=told.payer, BudgetName=COMPANY
    )
    months = answer["BudgetPerformanceHistory"]["BudgetedAndActualAmountsList"]
    assert len(months) == 6
    assert months[0]["TimePeriod"]["Start"] == datetime(2026, 6, 1, tzinfo=UTC)
    assert Decimal(months[-1]["ActualAmount"]["Amount"]) == spent(ce)


def test_the_history_can_be_asked_for_some_months(told: Told) -> None:
    period = {"Start": datetime(2026, 8, 1, tzinfo=UTC), "End": datetime(2026, 10, 1, tzinfo=UTC)}
    answer = told.client("budgets").describe_budget_performance_history(
        AccountId=told.payer, BudgetName=COMPANY, TimePeriod=period
    )
    months = answer["BudgetPerformanceHistory"]["BudgetedAndActualAmountsList"]
    assert [one["TimePeriod"]["Start"].month for one in months] == [8, 9]


def test_the_budgets_of_another_account_are_denied(told: Told) -> None:
    member = told.plan.company.accounts[0].id
    client = told.client("budgets", account=member)
    with pytest.raises(ClientError, match="is not authorized to perform: budgets:ViewBudget") as refused:
        client.describe_budgets(AccountId=told.payer)
    assert refused.value.response["Error"]["Code"] == "AccessDeniedException"
    assert client.describe_budgets(AccountId=member)["Budgets"] == []


def test_an_unknown_budget_is_not_found(told: Told) -> None:
    client = told.client("budgets")
    with pytest.raises(ClientError) as refused:
        client.describe_notifications_for_budget(AccountId=told.payer, BudgetName="nobody")
    assert refused.value.response["Error"]["Code"] == "NotFoundException"
