"""Every answer has the members, and the kinds of values, that botocore's model of its operation names."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import pytest

from finops_aws.sandbox import BillRequest
from finops_aws.sandbox.cost_apis import add_cost_apis
from finops_aws.sandbox.cost_apis.registration import ANSWERS
from finops_aws.sandbox.plan import plan
from finops_aws.sandbox.server import Call, Place, Records
from finops_aws.sandbox.server.models import client_model

UNTIL = date(2026, 11, 20)
KINDS = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "long": int,
    "float": float,
    "double": float,
    "timestamp": datetime,
}
PERIOD = {"TimePeriod": {"Start": "2026-10-01", "End": "2026-11-20"}}
AHEAD = {"TimePeriod": {"Start": "2026-11-20", "End": "2026-12-20"}}
MONTHLY = {"Granularity": "MONTHLY"}
BUDGET = {"BudgetName": "company-monthly"}
TERMS = {"TermInYears": "ONE_YEAR", "PaymentOption": "PARTIAL_UPFRONT", "LookbackPeriodInDays": "SIXTY_DAYS"}
COMPUTE = "Amazon Elastic Compute Cloud - Compute"
ASKED: dict[str, dict[str, Any]] = {
    "DescribeBudgetPerformanceHistory": BUDGET,
    "DescribeBudgets": {"ShowFilterExpression": True, "MaxResults": 3},
    "DescribeNotificationsForBudget": {**BUDGET, "MaxResults": 2},
    "DescribeServices": {"MaxResults": 2},
    "GetAnomalies": {"DateInterval": {"StartDate": "2026-06-01"}, "MaxResults": 1},
    "GetAttributeValues": {"ServiceCode": "AmazonEC2", "AttributeName": "instanceType", "MaxResults": 2},
    "GetCostAndUsage": {
        **PERIOD,
        **MONTHLY,
        "Metrics": ["UnblendedCost", "UsageQuantity"],
        "GroupBy": [{"Type": "DIMENSION", "Key": "LINKED_ACCOUNT"}, {"Type": "TAG", "Key": "team"}],
    },
    "GetCostForecast": {**AHEAD, **MONTHLY, "Metric": "UNBLENDED_COST"},
    "GetDimensionValues": {**PERIOD, "Dimension": "LINKED_ACCOUNT", "MaxResults": 2},
    "GetProducts": {"ServiceCode": "AmazonEC2", "MaxResults": 2},
    "GetReservationCoverage": {**PERIOD, "GroupBy": [{"Type": "DIMENSION", "Key": "INSTANCE_TYPE"}]},
    "GetReservationPurchaseRecommendation": {**TERMS, "Service": COMPUTE, "PageSize": 1},
    "GetReservationUtilization": {
        **PERIOD,
        "GroupBy": [{"Type": "DIMENSION", "Key": "SUBSCRIPTION_ID"}],
    },
    "GetSavingsPlansCoverage": {**PERIOD, "GroupBy": [{"Type": "DIMENSION", "Key": "SERVICE"}]},
    "GetSavingsPlansPurchaseRecommendation": {
        **TERMS,
        "SavingsPlansType": "EC2_INSTANCE_SP",
        "PageSize": 1,
    },
    "GetSavingsPlansUtilization": {**PERIOD, **MONTHLY},
    "GetSavingsPlansUtilizationDetails": {**PERIOD, "MaxResults": 2},
    "GetTags": {**PERIOD, "MaxResults": 2},
    "ListCostAllocationTags": {"MaxResults": 2},
}
OPERATIONS = [(client, operation) for client, answers in ANSWERS.items() for operation in answers]


@pytest.fixture(scope="module")
def answer() -> Callable[[str, str], dict[str, Any]]:
    """Give an operation's output as it is before it is written."""
    request = BillRequest(until=UNTIL, lines=200_000, months=2)
    made, records = plan(request, seed=request.seed), Records()
    add_cost_apis(records, made, until=UNTIL)
    payer = made.company.payer.id

    def output(client: str, operation: str) -> dict[str, Any]:
        answerer = records.answerer(client, operation)
        assert answerer is not None
        owner = {"AccountId": payer} if client == "budgets" else {}
        asked = {**ASKED.get(operation, {}), **owner}
        return answerer(Call(Place(payer, "us-east-1", client), operation, asked))

    return output


def faults(shape: Any, value: Any, path: str) -> Iterator[str]:
    """Members that the shape does not have or lacks, and values of another kind than its own."""
    kind = shape.type_name
    if kind == "structure":
        yield from (f"{path}.{name} is unknown" for name in value if name not in shape.members)
        yield from (f"{path}.{name} is missing" for name in shape.required_members if name not in value)
        for name in set(value) & set(shape.members):
            if value[name] is not None:
                yield from faults(shape.members[name], value[name], f"{path}.{name}")
    elif kind == "list":
        for place, one in enumerate(value):
            yield from faults(shape.member, one, f"{path}[{place}]")
    elif kind == "map":
        for key, one in value.items():
            yield from faults(shape.value, one, f"{path}[{key}]")
    elif type(value) is not KINDS[kind] or (getattr(shape, "enum", None) and value not in shape.enum):
        yield f"{path} is {value!r}, no {kind}"


def is_empty(value: Any) -> bool:
    return value in ({}, [], "")


@pytest.mark.parametrize(("client", "operation"), OPERATIONS)
def test_an_answer_is_as_the_model_has_it(
    answer: Callable[[str, str], dict[str, Any]], client: str, operation: str
) -> None:
    model = client_model(client)
    assert model is not None
    output = answer(client, operation)
    assert list(faults(model.operation(operation).output_shape, output, operation)) == []
    assert not all(is_empty(value) for value in output.values())
