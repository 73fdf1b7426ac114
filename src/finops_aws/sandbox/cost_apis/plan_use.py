"""GetSavingsPlansUtilization, its details, and GetSavingsPlansCoverage.

A plan's hour is its commitment; what its covered lines cost in plan rates was used, the rest of the
recurring fee's hour was not. Net savings are the on-demand cost of the covered usage less the whole
commitment, used or not.
https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_SavingsPlansUtilization.html
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from finops_aws.sandbox.commitments import SavingsPlan
from finops_aws.sandbox.cost_apis.amounts import money, percentage
from finops_aws.sandbox.cost_apis.ledger import Answer, Ledger
from finops_aws.sandbox.cost_apis.owned import begin, end, instant, plans, status
from finops_aws.sandbox.cost_apis.paging import cut, following
from finops_aws.sandbox.cost_apis.periods import Days, asked_days, bucket, granularity_of
from finops_aws.sandbox.cost_apis.refusals import unavailable
from finops_aws.sandbox.server import Call

NO_PLANS = "Savings Plans data unavailable for the requested period"
USUAL_PAGE = 100
USE = """
    SELECT
        {period},
        commitment,
        coalesce(sum(amortized) FILTER (line_type = 'SavingsPlanCoveredUsage'), 0),
        coalesce(sum(amortized) FILTER (line_type = 'SavingsPlanRecurringFee'), 0),
        coalesce(sum(unblended) FILTER (line_type = 'SavingsPlanRecurringFee'), 0),
        coalesce(sum(unblended) FILTER (line_type = 'SavingsPlanCoveredUsage'), 0)
    FROM cost
    WHERE line_type IN ('SavingsPlanCoveredUsage', 'SavingsPlanRecurringFee')
        AND day >= ? AND day < ? AND list_contains(?, commitment)
    GROUP BY ALL
    ORDER BY ALL"""


@dataclass(frozen=True, slots=True)
class PlanUse:
    """What plans were used in a period, all in ticks."""

    used: int = 0
    unused: int = 0
    recurring: int = 0
    on_demand: int = 0

    @property
    def commitment(self) -> int:
        return self.used + self.unused

    def __add__(self, other: "PlanUse") -> "PlanUse":
        return PlanUse(
            self.used + other.used,
            self.unused + other.unused,
            self.recurring + other.recurring,
            self.on_demand + other.on_demand,
        )

    def told(self) -> dict[str, dict[str, str]]:
        """The three structures in which the APIs tell it."""
        return {
            "Utilization": {
                "TotalCommitment": money(self.commitment),
                "UsedCommitment": money(self.used),
                "UnusedCommitment": money(self.unused),
                "UtilizationPercentage": percentage(self.used, self.commitment),
            },
            "Savings": {
                "NetSavings": money(self.on_demand - self.commitment),
                "OnDemandCostEquivalent": money(self.on_demand),
            },
            "AmortizedCommitment": {
                "AmortizedRecurringCommitment": money(self.recurring),
                "AmortizedUpfrontCommitment": money(self.commitment - self.recurring),
                "TotalAmortizedCommitment": money(self.commitment),
            },
        }


def _utilization(ledger: Ledger, call: Call) -> dict[str, Any]:
    days, granularity = asked_days(ledger, call), granularity_of(call)
    uses = _uses(ledger, plans(ledger, call), days=days, granularity=granularity)
    if not uses:
        raise unavailable(NO_PLANS)
    periods = [
        {
            "TimePeriod": period.asked,
            **_total(u for (day, _), u in uses.items() if day == period.first).told(),
        }
        for period in days.by(granularity)
    ]
    return {"SavingsPlansUtilizationsByTime": periods, "Total": _total(uses.values()).told()}


def _details(ledger: Ledger, call: Call) -> dict[str, Any]:
    """Every plan that was alive in the period, with what of it was asked for."""
    days = asked_days(ledger, call)
    known = {plan.term.id: plan for plan in plans(ledger, call)}
    uses = _uses(ledger, list(known.values()), days=days, granularity=None)
    if not uses:
        raise unavailable(NO_PLANS)
    asked = call.parameters
    rows = [
        _detail(ledger, known[number], use, wanted=asked.get("DataType")) for (_, number), use in uses.items()
    ]
    page, token = cut(rows, asked.get("NextToken"), size=int(asked.get("MaxResults") or USUAL_PAGE))
    return {
        "SavingsPlansUtilizationDetails": page,
        "Total": _total(uses.values()).told(),
        "TimePeriod": days.asked,
        **following("NextToken", token),
    }


def _uses(
    ledger: Ledger, wanted: Sequence[SavingsPlan], *, days: Days, granularity: str | None
) -> dict[tuple[date, int], PlanUse]:
    """What each plan was used in each period, by the period's first day and the plan's number."""
    query = USE.format(period=bucket(granularity, days))
    rows = ledger.cube.rows(query, [days.first, days.stop, [plan.term.id for plan in wanted]])
    return {(first, number): PlanUse(*map(int, ticks)) for first, number, *ticks in rows}


def _total(uses: Iterable[PlanUse]) -> PlanUse:
    return sum(uses, PlanUse())


def _detail(
    ledger: Ledger, plan: SavingsPlan, use: PlanUse, *, wanted: Sequence[str] | None
) -> dict[str, Any]:
    told = {"ATTRIBUTES": {"Attributes": _attributes(ledger, plan)}}
    for kind, name in (
        ("UTILIZATION", "Utilization"),
        ("AMORTIZED_COMMITMENT", "AmortizedCommitment"),
        ("SAVINGS", "Savings"),
    ):
        told[kind] = {name: use.told()[name]}
    parts = [part for kind, part in told.items() if not wanted or kind in wanted]
    return {
        "SavingsPlanArn": plan.term.arn,
        **{name: value for part in parts for name, value in part.items()},
    }


def _attributes(ledger: Ledger, plan: SavingsPlan) -> dict[str, str]:
    term = plan.term
    place = {"Region": term.region, "InstanceFamily": plan.family} if plan.family else {}
    return {
        "AccountId": term.owner.id,
        "AccountName": term.owner.name,
        "SavingsPlansType": plan.kind,
        "PaymentOption": str(term.payment),
        "PurchaseTerm": f"{term.years}yr",
        "StartDateTime": instant(begin(ledger, plan)),
        "EndDateTime": instant(end(ledger, plan)),
        "Status": status(ledger, plan).capitalize(),
        "HourlyCommitment": money(plan.commitment),
        "RecurringHourlyFee": money(plan.recurring),
        "UpfrontFee": money(plan.fee),
        **{name: value for name, value in place.items() if value},
    }


ANSWERS: dict[str, Answer] = {
    "GetSavingsPlansUtilization": _utilization,
    "GetSavingsPlansUtilizationDetails": _details,
}
