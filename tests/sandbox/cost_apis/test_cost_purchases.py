"""What was bought is listed to the account that bought it."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from finops_aws.sandbox.commitments import Reservation, SavingsPlan
from finops_aws.sandbox.cost_apis.owned import is_database
from finops_aws.sandbox.prices import decimal
from tests.sandbox.cost_apis.conftest import Told


def bought(told: Told) -> list[SavingsPlan]:
    return [one for one in told.plan.commitments if isinstance(one, SavingsPlan)]


def listed(told: Told, **wishes: Any) -> list[dict[str, Any]]:
    return list(told.client("savingsplans").describe_savings_plans(**wishes)["savingsPlans"])


def test_the_payer_lists_every_plan_it_bought(told: Told) -> None:
    found = {one["savingsPlanArn"]: one for one in listed(told)}
    assert found.keys() == {plan.term.arn for plan in bought(told)}
    for plan in bought(told):
        one = found[plan.term.arn]
        assert one["commitment"] == f"{decimal(plan.commitment).normalize():f}"
        assert one["paymentOption"] == plan.term.payment
        assert one["termDurationInSeconds"] == plan.term.years * 365 * 24 * 3600
        assert plan.term.arn.endswith(one["savingsPlanId"])


def test_a_plan_is_active_until_its_term_ends(told: Told) -> None:
    end = told.plan.timeline.end_hour
    states = {one["savingsPlanArn"]: one["state"] for one in listed(told)}
    expected = {plan.term.arn: "active" if plan.term.end > end else "retired" for plan in bought(told)}
    assert states == expected
    assert set(states.values()) == {"active", "retired"}
    assert {one["savingsPlanArn"] for one in listed(told, states=["retired"])} == {
        arn for arn, state in expected.items() if state == "retired"
    }


def test_plans_are_chosen_by_id_and_filter(told: Told) -> None:
    one = listed(told)[0]
    assert listed(told, savingsPlanIds=[one["savingsPlanId"]]) == [one]
    wanted = [{"name": "payment-option", "values": ["All Upfront"]}]
    assert {found["paymentOption"] for found in listed(told, filters=wanted)} == {"All Upfront"}


def test_plans_come_in_pages(told: Told) -> None:
    client = told.client("savingsplans")
    first = client.describe_savings_plans(maxResults=4)
    second = client.describe_savings_plans(maxResults=4, nextToken=first["nextToken"])
    assert "nextToken" not in second
    assert first["savingsPlans"] + second["savingsPlans"] == listed(told)
    with pytest.raises(ClientError) as refused:
        client.describe_savings_plans(nextToken="elsewhere")
    assert refused.value.response["Error"]["Code"] == "ValidationException"


def test_members_bought_no_plan(told: Told) -> None:
    member = told.client("savingsplans", account=told.plan.company.accounts[0].id)
    assert member.describe_savings_plans()["savingsPlans"] == []


def test_reserved_instances_are_listed_where_and_by_whom_they_were_bought(told: Told) -> None:
    reserved = [c for c in told.plan.commitments if isinstance(c, Reservation) and not is_database(c)]
    for one in reserved:
        ec2 = told.client("ec2", account=one.term.owner.id, region=one.term.region or "")
        number = one.term.arn.rpartition("/")[2]
        [found] = ec2.describe_reserved_instances(ReservedInstancesIds=[number])["ReservedInstances"]
        assert (found["InstanceType"], found["InstanceCount"]) == (one.instance_type, one.count)
        assert found["Start"] == told.plan.timeline.time(one.term.start)
        hourly = sum(charge["Amount"] for charge in found["RecurringCharges"])
        assert hourly * one.count == pytest.approx(float(decimal(int(one.units * one.recurring))))
        assert found["FixedPrice"] * one.count == pytest.approx(float(decimal(one.fee)))
    elsewhere = told.client("ec2", account=reserved[0].term.owner.id, region="us-east-2")
    assert elsewhere.describe_reserved_instances()["ReservedInstances"] == []


def test_reserved_instances_are_chosen_by_state(told: Told) -> None:
    owner = next(c for c in told.plan.commitments if isinstance(c, Reservation)).term.owner.id
    ec2 = told.client("ec2", account=owner, region="sa-east-1")
    active = ec2.describe_reserved_instances(Filters=[{"Name": "state", "Values": ["active"]}])
    everything = ec2.describe_reserved_instances()["ReservedInstances"]
    assert {one["State"] for one in active["ReservedInstances"]} == {"active"}
    assert {one["State"] for one in everything} == {"active", "retired"}


def test_reserved_databases_are_listed_by_rds(grown: Told) -> None:
    [one] = [c for c in grown.plan.commitments if isinstance(c, Reservation) and is_database(c)]
    rds = grown.client("rds", account=one.term.owner.id, region=one.term.region or "")
    [found] = rds.describe_reserved_db_instances()["ReservedDBInstances"]
    assert found["ReservedDBInstanceArn"] == one.term.arn
    assert (found["DBInstanceClass"], found["DBInstanceCount"]) == (one.instance_type, one.count)
    assert found["StartTime"] == grown.plan.timeline.time(one.term.start)
    hourly = sum(charge["RecurringChargeAmount"] for charge in found["RecurringCharges"])
    assert hourly * one.count == pytest.approx(float(decimal(int(one.units * one.recurring))))
    member = grown.client("rds", account=grown.payer, region=one.term.region or "")
    assert member.describe_reserved_db_instances()["ReservedDBInstances"] == []
