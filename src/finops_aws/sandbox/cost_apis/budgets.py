"""Budgets of the payer: one for the company, one for each team's accounts.

A limit is the mean of the closed months, rounded to ten dollars; what was spent is unblended cost, all
kinds of lines included, from the same days as Cost Explorer.
https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Budget.html
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from finops_aws.sandbox.cost_apis.amounts import CURRENCY, rounded
from finops_aws.sandbox.cost_apis.expressions import ALL, Condition
from finops_aws.sandbox.cost_apis.forecast import Forecaster
from finops_aws.sandbox.cost_apis.ledger import Answer, Ledger
from finops_aws.sandbox.cost_apis.paging import cut, following
from finops_aws.sandbox.cost_apis.periods import Days, months_before
from finops_aws.sandbox.cost_apis.refusals import denied
from finops_aws.sandbox.prices import decimal
from finops_aws.sandbox.server import Call, Refusal

USUAL_PAGE = 100
STEP = Decimal(10)
FOREVER = datetime(2087, 6, 15, tzinfo=UTC)
"""The end that AWS gives a budget that has none."""

COMPANY = "company-monthly"
MONTHS = (
    "SELECT date_trunc('month', day)::DATE AS first, sum(unblended) FROM cost WHERE {} GROUP BY 1 ORDER BY 1"
)
COST_TYPES = {
    **dict.fromkeys(("IncludeTax", "IncludeSubscription", "IncludeRefund", "IncludeCredit"), True),
    **dict.fromkeys(("IncludeUpfront", "IncludeRecurring", "IncludeOtherSubscription"), True),
    **dict.fromkeys(("IncludeSupport", "IncludeDiscount"), True),
    **dict.fromkeys(("UseBlended", "UseAmortized"), False),
}
THRESHOLDS = (("ACTUAL", 80), ("ACTUAL", 100), ("FORECASTED", 100))
NOT_YOURS = (
    "User: arn:aws:sts::{caller}:assumed-role/FinOps/session is not authorized to perform: "
    "budgets:ViewBudget on resource: arn:aws:budgets::{owner}:budget/*"
)


@dataclass(frozen=True, slots=True)
class Budget:
    """One monthly cost budget; ``accounts`` are those it is about, all of the company if there are none."""

    name: str
    accounts: tuple[str, ...]
    months: Mapping[date, Decimal]
    forecast: Decimal
    closed_until: date

    @property
    def limit(self) -> Decimal:
        """What a closed month costs on average; before the first one closes, what the running one will."""
        closed = [cost for month, cost in self.months.items() if month < self.closed_until]
        mean = sum(closed, Decimal(0)) / len(closed) if closed else self.forecast
        return max(STEP, (mean / STEP).quantize(Decimal(1)) * STEP)

    def spent(self, month: date) -> Decimal:
        return self.months.get(month, Decimal(0))


def _budgets(ledger: Ledger, call: Call) -> list[Budget]:
    """The caller's budgets: only the payer has some.

    Raises Refusal (AccessDeniedException) for the budgets of another account.
    """
    owner, caller = call.parameters["AccountId"], call.place.account
    if owner != caller:
        raise denied(NOT_YOURS.format(caller=caller, owner=owner))
    if not ledger.is_payer(call):
        return []
    teams: dict[str, list[str]] = {}
    for account in ledger.accounts:
        teams.setdefault(account.team, []).append(account.id)
    groups = {COMPANY: [], **{f"team-{team}-monthly": ids for team, ids in sorted(teams.items())}}
    return [_budget(ledger, name, accounts=tuple(ids)) for name, ids in groups.items()]


def _budget(ledger: Ledger, name: str, *, accounts: tuple[str, ...]) -> Budget:
    chosen = Condition("list_contains(?, linked_account)", (list(accounts),)) if accounts else ALL
    rows = ledger.cube.rows(MONTHS.format(chosen.sql), chosen.values)
    running = _running(ledger)
    days = Days(running, months_before(running, -1))
    forecast = Forecaster(ledger, chosen, metric="UnblendedCost").outlook(days).mean
    months = {first: decimal(int(amount)) for first, amount in rows}
    return Budget(name, accounts, months, forecast, ledger.open_from)


def _running(ledger: Ledger) -> date:
    """The month of today: that of the last day billed while it runs, else the one that begins."""
    return months_before(ledger.until, 0)


def _found(ledger: Ledger, call: Call) -> Budget:
    name = call.parameters["BudgetName"]
    for budget in _budgets(ledger, call):
        if budget.name == name:
            return budget
    raise Refusal("NotFoundException", f"Unable to get budget: {name} - the budget doesn't exist.")


def _described(ledger: Ledger, call: Call) -> dict[str, Any]:
    asked = call.parameters
    shows = bool(asked.get("ShowFilterExpression"))
    found = [_told(ledger, budget, shows_expression=shows) for budget in _budgets(ledger, call)]
    page, token = cut(found, asked.get("NextToken"), size=int(asked.get("MaxResults") or USUAL_PAGE))
    return {"Budgets": page, **following("NextToken", token)}


def _told(ledger: Ledger, budget: Budget, *, shows_expression: bool) -> dict[str, Any]:
    spend = {
        "ActualSpend": _usd(budget.spent(_running(ledger))),
        "ForecastedSpend": _usd(budget.forecast),
    }
    return {
        "BudgetName": budget.name,
        "BudgetLimit": _usd(budget.limit),
        **_scope(budget),
        "TimePeriod": {"Start": ledger.plan.timeline.epoch, "End": FOREVER},
        "CalculatedSpend": spend,
        "LastUpdatedTime": _midnight(ledger.until),
        **(_expression(budget) if shows_expression else {}),
    }


def _scope(budget: Budget) -> dict[str, Any]:
    """What every answer says a budget is about."""
    return {
        "BudgetType": "COST",
        "TimeUnit": "MONTHLY",
        "CostFilters": {"LinkedAccount": list(budget.accounts)} if budget.accounts else {},
        "CostTypes": COST_TYPES,
    }


def _expression(budget: Budget) -> dict[str, Any]:
    accounts = {"Key": "LINKED_ACCOUNT", "Values": list(budget.accounts), "MatchOptions": ["EQUALS"]}
    chosen = {"FilterExpression": {"Dimensions": accounts}} if budget.accounts else {}
    return {**chosen, "Metrics": ["UnblendedCost"]}


def _notifications(ledger: Ledger, call: Call) -> dict[str, Any]:
    budget, asked = _found(ledger, call), call.parameters
    amounts = {"ACTUAL": budget.spent(_running(ledger)), "FORECASTED": budget.forecast}
    found = [
        {
            "NotificationType": kind,
            "ComparisonOperator": "GREATER_THAN",
            "Threshold": float(percent),
            "ThresholdType": "PERCENTAGE",
            "NotificationState": "ALARM" if amounts[kind] > budget.limit * percent / 100 else "OK",
        }
        for kind, percent in THRESHOLDS
    ]
    page, token = cut(found, asked.get("NextToken"), size=int(asked.get("MaxResults") or USUAL_PAGE))
    return {"Notifications": page, **following("NextToken", token)}


def _history(ledger: Ledger, call: Call) -> dict[str, Any]:
    """The limit was the same in all months."""
    budget, asked = _found(ledger, call), call.parameters
    limit = _usd(budget.limit)
    amounts = [
        {"BudgetedAmount": limit, "ActualAmount": _usd(cost), "TimePeriod": _month(month)}
        for month, cost in budget.months.items()
        if _is_between(month, asked.get("TimePeriod") or {})
    ]
    page, token = cut(amounts, asked.get("NextToken"), size=int(asked.get("MaxResults") or USUAL_PAGE))
    told = {"BudgetName": budget.name, **_scope(budget), "BudgetedAndActualAmountsList": page}
    return {"BudgetPerformanceHistory": told, **following("NextToken", token)}


def _is_between(month: date, period: Mapping[str, datetime]) -> bool:
    """Whether a month begins in a period whose ends may both be open."""
    first = _midnight(month)
    return period.get("Start", first) <= first < period.get("End", FOREVER)


def _month(first: date) -> dict[str, datetime]:
    return {"Start": _midnight(first), "End": _midnight(months_before(first, -1))}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _usd(amount: Decimal) -> dict[str, str]:
    return {"Amount": rounded(amount), "Unit": CURRENCY}


ANSWERS: dict[str, Answer] = {
    "DescribeBudgetPerformanceHistory": _history,
    "DescribeBudgets": _described,
    "DescribeNotificationsForBudget": _notifications,
}
