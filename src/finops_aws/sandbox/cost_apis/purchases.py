"""What was bought: DescribeSavingsPlans, and reservations as EC2 and RDS list them.

Only the account that bought a commitment is told of it, of reservations in their region.
https://docs.aws.amazon.com/savingsplans/latest/APIReference/API_DescribeSavingsPlans.html
"""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from finops_aws.sandbox.commitments import Reservation, SavingsPlan
from finops_aws.sandbox.cost_apis.amounts import CURRENCY, money
from finops_aws.sandbox.cost_apis.ledger import Answer, Ledger
from finops_aws.sandbox.cost_apis.owned import begin, end, instant, is_database, number_of, status
from finops_aws.sandbox.cost_apis.paging import cut
from finops_aws.sandbox.cost_apis.refusals import invalid
from finops_aws.sandbox.prices import TICKS
from finops_aws.sandbox.server import Call, Place, Records

USUAL_PAGE = 1_000
PLAN_TYPES = {
    "ComputeSavingsPlans": ("Compute", ["EC2", "Fargate", "Lambda"]),
    "EC2InstanceSavingsPlans": ("EC2Instance", ["EC2"]),
}
FILTERS = {
    "region": "region",
    "ec2-instance-family": "ec2InstanceFamily",
    "instance-family": "ec2InstanceFamily",
    "commitment": "commitment",
    "upfront": "upfrontPaymentAmount",
    "term": "termDurationInSeconds",
    "savings-plan-type": "savingsPlanType",
    "payment-option": "paymentOption",
    "start": "start",
    "end": "end",
}
"""Filter name → the member it is about."""


def _savings_plans(ledger: Ledger, call: Call) -> dict[str, Any]:
    asked = call.parameters
    own = [
        _plan(ledger, c) for c in ledger.plan.commitments if isinstance(c, SavingsPlan) and _is_own(c, call)
    ]
    kept = [plan for plan in own if _is_wanted(plan, asked)]
    size = int(asked.get("maxResults") or USUAL_PAGE)
    page, token = cut(kept, asked.get("nextToken"), size=size, code="ValidationException")
    return {"savingsPlans": page, "nextToken": token}


def _is_own(commitment: SavingsPlan, call: Call) -> bool:
    return commitment.term.owner.id == call.place.account


def _is_wanted(plan: Mapping[str, Any], asked: Mapping[str, Any]) -> bool:
    lists = {"savingsPlanArn": "savingsPlanArns", "savingsPlanId": "savingsPlanIds", "state": "states"}
    named = all(plan[member] in (asked.get(name) or [plan[member]]) for member, name in lists.items())
    return named and all(_fits(plan, one) for one in asked.get("filters") or ())


def _fits(plan: Mapping[str, Any], one: Mapping[str, Any]) -> bool:
    if one["name"] not in FILTERS:
        raise invalid(f"The filter '{one['name']}' is invalid")
    values: Sequence[str] = one.get("values") or ()
    return str(plan.get(FILTERS[one["name"]], "")) in values


def _plan(ledger: Ledger, plan: SavingsPlan) -> dict[str, Any]:
    term = plan.term
    kind, products = PLAN_TYPES[plan.kind]
    bound = {"region": term.region, "ec2InstanceFamily": plan.family} if plan.family else {}
    return {
        "offeringId": str(
            uuid.uuid5(uuid.NAMESPACE_OID, f"{kind}-{term.payment}-{term.years}-{plan.family}")
        ),
        "savingsPlanId": number_of(plan),
        "savingsPlanArn": term.arn,
        "description": f"{term.years} year {term.payment} {kind} Savings Plan",
        "start": instant(begin(ledger, plan)),
        "end": instant(end(ledger, plan)),
        "state": status(ledger, plan),
        **bound,
        "savingsPlanType": kind,
        "paymentOption": str(term.payment),
        "productTypes": products,
        "currency": CURRENCY,
        "commitment": money(plan.commitment),
        "upfrontPaymentAmount": money(plan.fee),
        "recurringPaymentAmount": money(plan.recurring),
        "termDurationInSeconds": term.hours * 3600,
        "tags": {},
    }


def put_reservations(records: Records, ledger: Ledger) -> None:
    """Put the company's reservations where EC2 and RDS list them."""
    for one in ledger.plan.commitments:
        if isinstance(one, Reservation):
            client, operation, told = (
                ("rds", "DescribeReservedDBInstances", _database)
                if is_database(one)
                else ("ec2", "DescribeReservedInstances", _instances)
            )
            place = Place(one.term.owner.id, one.term.region or "", client)
            records.put_items(place, operation, items=[told(ledger, one)])


def _each(reservation: Reservation, rate: int) -> float:
    """What one instance pays per hour in USD; EC2 and RDS tell prices as JSON and XML doubles."""
    return float(reservation.factor * rate / TICKS)


def _fixed(reservation: Reservation) -> float:
    """What one instance pays upfront in USD."""
    return float(reservation.factor * reservation.upfront * reservation.term.hours / TICKS)


def _instances(ledger: Ledger, reservation: Reservation) -> dict[str, Any]:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReservedInstances.html"""
    recurring = {"Amount": _each(reservation, reservation.recurring), "Frequency": "Hourly"}
    return {
        "ReservedInstancesId": number_of(reservation),
        "InstanceType": reservation.instance_type,
        "InstanceCount": reservation.count,
        "ProductDescription": "Linux/UNIX",
        "InstanceTenancy": "default",
        "OfferingClass": "standard",
        "OfferingType": str(reservation.term.payment),
        "Scope": "Region",
        "State": status(ledger, reservation),
        "Start": begin(ledger, reservation),
        "End": end(ledger, reservation),
        "Duration": reservation.term.hours * 3600,
        "FixedPrice": _fixed(reservation),
        "UsagePrice": 0.0,
        "CurrencyCode": CURRENCY,
        "RecurringCharges": [recurring] if reservation.recurring else [],
        "Tags": [],
    }


def _database(ledger: Ledger, reservation: Reservation) -> dict[str, Any]:
    """https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ReservedDBInstance.html"""
    amount = _each(reservation, reservation.recurring)
    recurring = {"RecurringChargeAmount": amount, "RecurringChargeFrequency": "Hourly"}
    return {
        "ReservedDBInstanceId": f"ri-{number_of(reservation)}",
        "ReservedDBInstancesOfferingId": str(uuid.uuid5(uuid.NAMESPACE_OID, reservation.pool)),
        "DBInstanceClass": reservation.instance_type,
        "DBInstanceCount": reservation.count,
        "ProductDescription": "postgresql",
        "OfferingType": str(reservation.term.payment),
        "MultiAZ": False,
        "State": status(ledger, reservation),
        "StartTime": begin(ledger, reservation),
        "Duration": reservation.term.hours * 3600,
        "FixedPrice": _fixed(reservation),
        "UsagePrice": 0.0,
        "CurrencyCode": CURRENCY,
        "RecurringCharges": [recurring] if reservation.recurring else [],
        "ReservedDBInstanceArn": reservation.term.arn,
        "LeaseId": number_of(reservation),
    }


ANSWERS: dict[str, Answer] = {"DescribeSavingsPlans": _savings_plans}
