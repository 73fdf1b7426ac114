"""Lets the sandbox AWS answer what its company costs."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from finops_aws.sandbox.cost_apis import (
    anomalies,
    budgets,
    coverage,
    forecast,
    plan_advice,
    plan_use,
    pricing,
    purchases,
    reservation_advice,
    reservation_use,
    usage,
    values,
)
from finops_aws.sandbox.cost_apis.cube import Cube
from finops_aws.sandbox.cost_apis.ledger import Answer, Ledger
from finops_aws.sandbox.plan import Plan
from finops_aws.sandbox.server import Records

ANSWERS: Mapping[str, Mapping[str, Answer]] = {
    "ce": {
        **usage.ANSWERS,
        **values.ANSWERS,
        **forecast.ANSWERS,
        **anomalies.ANSWERS,
        **plan_use.ANSWERS,
        **coverage.ANSWERS,
        **reservation_use.ANSWERS,
        **plan_advice.ANSWERS,
        **reservation_advice.ANSWERS,
    },
    "budgets": budgets.ANSWERS,
    "pricing": pricing.ANSWERS,
    "savingsplans": purchases.ANSWERS,
}
"""Client → operation → what answers it."""


def add_cost_apis(records: Records, plan: Plan, *, until: date) -> None:
    """Let the records answer the APIs about money; ``until`` is the end of the plan's bill.

    Nothing is added up before the first call.
    """
    ledger = Ledger(plan=plan, cube=Cube(plan), until=until)
    for client, answers in ANSWERS.items():
        for operation, answer in answers.items():
            records.compute(client, operation, answer=partial(answer, ledger))
    purchases.put_reservations(records, ledger)
