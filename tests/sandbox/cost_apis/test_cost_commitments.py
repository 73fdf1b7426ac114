"""Use and coverage of commitments are those of the engine that settled the bill."""

from decimal import Decimal
from typing import Any

import pytest
from botocore.exceptions import ClientError

from finops_aws.sandbox.commitments import Reservation, SavingsPlan
from finops_aws.sandbox.prices import decimal
from tests.sandbox.cost_apis.conftest import Told

PERIOD = {"Start": "2026-06-01", "End": "2026-11-20"}
DATABASES = {"Dimensions": {"Key": "SERVICE", "Values": ["Amazon Relational Database Service"]}}
SUBSCRIPTION = [{"Type": "DIMENSION", "Key": "SUBSCRIPTION_ID"}]


def plans(told: Told) -> list[SavingsPlan]:
    return [one for one in told.plan.commitments if isinstance(one, SavingsPlan)]


def used(told: Told, number: int, month: int | None = None) -> int:
    """Ticks of commitment that the engine used of one plan."""
    return sum(
        use.commitment
        for (found, position), use in told.plan.uses.items()
        if found == number and month in (None, position)
    )


def code(refused: pytest.ExceptionInfo[ClientError]) -> str:
    return str(refused.value.response["Error"]["Code"])


def test_plans_are_used_each_month_as_the_engine_used_them(told: Told, ce: Any) -> None:
    answer = ce.get_savings_plans_utilization(TimePeriod=PERIOD, Granularity="MONTHLY")
    months = answer["SavingsPlansUtilizationsByTime"]
    assert len(months) == 6
    for position, month in enumerate(months):
        expected = sum(used(told, plan.term.id, position) for plan in plans(told))
        assert Decimal(month["Utilization"]["UsedCommitment"]) == decimal(expected)
    total = {name: Decimal(value) for name, value in answer["Total"]["Utilization"].items()}
    assert total["UsedCommitment"] > 0
    assert total["TotalCommitment"] == total["UsedCommitment"] + total["UnusedCommitment"]


def test_every_plan_that_was_alive_is_told_in_detail(told: Told, ce: Any) -> None:
    answer = ce.get_savings_plans_utilization_details(TimePeriod=PERIOD)
    known = {plan.term.arn: plan for plan in plans(told)}
    details = answer["SavingsPlansUtilizationDetails"]
    assert {one["SavingsPlanArn"] for one in details} == {
        arn for arn, plan in known.items() if any(number == plan.term.id for number, _ in told.plan.uses)
    }
    for one in details:
        plan = known[one["SavingsPlanArn"]]
        assert Decimal(one["Utilization"]["UsedCommitment"]) == decimal(used(told, plan.term.id))
        hours = sum(use.hours for (number, _), use in told.plan.uses.items() if number == plan.term.id)
        assert Decimal(one["Utilization"]["TotalCommitment"]) == decimal(plan.commitment * hours)
        amortized = one["AmortizedCommitment"]
        assert Decimal(amortized["AmortizedRecurringCommitment"]) == decimal(plan.recurring * hours)
        assert Decimal(amortized["AmortizedUpfrontCommitment"]) == decimal(plan.upfront * hours)
        assert one["Attributes"]["PaymentOption"] == plan.term.payment


def test_only_the_asked_part_of_a_detail_is_told(told: Told, ce: Any) -> None:
    arn = plans(told)[1].term.arn
    wanted = {"Dimensions": {"Key": "SAVINGS_PLAN_ARN", "Values": [arn]}}
    answer = ce.get_savings_plans_utilization_details(TimePeriod=PERIOD, Filter=wanted, DataType=["SAVINGS"])
    [one] = answer["SavingsPlansUtilizationDetails"]
    assert one.keys() == {"SavingsPlanArn", "Savings"}
    assert one["SavingsPlanArn"] == arn


def test_who_owns_no_plan_is_told_of_none(told: Told) -> None:
    member = told.client("ce", account=told.plan.company.accounts[0].id)
    with pytest.raises(ClientError) as refused:
        member.get_savings_plans_utilization(TimePeriod=PERIOD)
    assert code(refused) == "DataUnavailableException"


def test_coverage_of_plans_is_covered_and_open_spend_at_on_demand_prices(ce: Any) -> None:
    [whole] = ce.get_savings_plans_coverage(TimePeriod=PERIOD)["SavingsPlansCoverages"]
    coverage = {name: Decimal(value) for name, value in whole["Coverage"].items()}
    utilization = ce.get_savings_plans_utilization(TimePeriod=PERIOD)["Total"]
    assert coverage["SpendCoveredBySavingsPlans"] == Decimal(utilization["Savings"]["OnDemandCostEquivalent"])
    assert coverage["TotalCost"] == coverage["SpendCoveredBySavingsPlans"] + coverage["OnDemandCost"]
    by_service = ce.get_savings_plans_coverage(
        TimePeriod=PERIOD, GroupBy=[{"Type": "DIMENSION", "Key": "SERVICE"}]
    )["SavingsPlansCoverages"]
    costs = {one["Attributes"]["SERVICE"]: Decimal(one["Coverage"]["TotalCost"]) for one in by_service}
    assert sum(costs.values()) == coverage["TotalCost"]
    assert costs["Amazon Elastic Compute Cloud - Compute"] > 0


def test_reservations_are_used_each_month_as_the_engine_used_them(told: Told, ce: Any) -> None:
    answer = ce.get_reservation_utilization(TimePeriod=PERIOD, Granularity="MONTHLY")
    reserved = {
        one.term.id: one
        for one in told.plan.commitments
        if isinstance(one, Reservation) and not one.pool.startswith("db.")
    }
    for position, month in enumerate(answer["UtilizationsByTime"]):
        uses = {n: use for (n, m), use in told.plan.uses.items() if m == position and n in reserved}
        bought = sum(reserved[number].units * use.hours for number, use in uses.items())
        assert Decimal(month["Total"]["PurchasedUnits"]) == bought
        assert Decimal(month["Total"]["TotalActualUnits"]) == sum(use.units for use in uses.values())


def test_each_reservation_is_told_by_its_number_on_the_bill(told: Told, ce: Any) -> None:
    answer = ce.get_reservation_utilization(TimePeriod=PERIOD, GroupBy=SUBSCRIPTION)
    [period] = answer["UtilizationsByTime"]
    groups = {one["Value"]: one for one in period["Groups"]}
    for one in told.plan.commitments:
        group = groups.get(str(1_000_000 + one.term.id))
        if group is not None and isinstance(one, Reservation):
            assert group["Attributes"]["instanceType"] == one.instance_type
            assert group["Attributes"]["accountId"] == one.term.owner.id
            fee = Decimal(group["Utilization"]["TotalAmortizedFee"])
            units = Decimal(group["Utilization"]["PurchasedUnits"])
            assert fee == units * decimal(one.recurring + one.upfront)
    assert len(groups) >= 4
    savings = [{k: Decimal(v) for k, v in one["Utilization"].items()} for one in groups.values()]
    assert all(
        one["RealizedSavings"] + one["UnrealizedSavings"] == one["TotalPotentialRISavings"] for one in savings
    )


def test_reservations_are_told_by_day_unless_asked_otherwise(ce: Any) -> None:
    answer = ce.get_reservation_utilization(TimePeriod={"Start": "2026-11-01", "End": "2026-11-08"})
    assert len(answer["UtilizationsByTime"]) == 7
    with pytest.raises(ClientError) as refused:
        ce.get_reservation_utilization(TimePeriod=PERIOD, GroupBy=SUBSCRIPTION, Granularity="DAILY")
    assert code(refused) == "ValidationException"


def test_a_service_without_reservations_has_no_use(ce: Any) -> None:
    with pytest.raises(ClientError) as refused:
        ce.get_reservation_utilization(TimePeriod=PERIOD, Filter=DATABASES)
    assert code(refused) == "DataUnavailableException"


def test_reserved_hours_are_those_of_the_bill(ce: Any) -> None:
    answer = ce.get_reservation_coverage(TimePeriod=PERIOD, Granularity="MONTHLY")
    use = ce.get_reservation_utilization(TimePeriod=PERIOD, Granularity="MONTHLY")
    units = answer["Total"]["CoverageNormalizedUnits"]
    assert units["ReservedNormalizedUnits"] == use["Total"]["TotalActualUnits"]
    hours = answer["Total"]["CoverageHours"]
    assert Decimal(hours["TotalRunningHours"]) == Decimal(hours["OnDemandHours"]) + Decimal(
        hours["ReservedHours"]
    )
    assert Decimal(hours["ReservedHours"]) > 0


def test_databases_without_reservations_are_not_covered(ce: Any) -> None:
    answer = ce.get_reservation_coverage(
        TimePeriod=PERIOD, Filter=DATABASES, GroupBy=[{"Type": "DIMENSION", "Key": "INSTANCE_TYPE"}]
    )
    [period] = answer["CoveragesByTime"]
    types = {one["Attributes"]["instanceType"]: one["Coverage"] for one in period["Groups"]}
    assert "db.t4g.medium" in types
    assert types["db.t4g.medium"]["CoverageHours"]["CoverageHoursPercentage"] == "0"
    assert Decimal(types["db.t4g.medium"]["CoverageCost"]["OnDemandCost"]) > 0


def test_reserved_databases_are_covered_by_what_was_used_of_their_reservation(grown: Told) -> None:
    ce = grown.client("ce")
    period = {"Start": "2026-10-01", "End": "2026-11-20"}
    use = ce.get_reservation_utilization(TimePeriod=period, Granularity="MONTHLY", Filter=DATABASES)["Total"]
    coverage = ce.get_reservation_coverage(TimePeriod=period, Filter=DATABASES)["Total"]
    [one] = [c for c in grown.plan.commitments if isinstance(c, Reservation) and c.pool.startswith("db.")]
    units = sum(use.units for (number, _), use in grown.plan.uses.items() if number == one.term.id)
    assert Decimal(use["TotalActualUnits"]) == units > 0
    assert Decimal(coverage["CoverageNormalizedUnits"]["ReservedNormalizedUnits"]) == units


def test_every_service_tells_its_coverage(grown: Told) -> None:
    ce = grown.client("ce")
    period = {"Start": "2026-10-01", "End": "2026-11-20"}
    services = ce.get_dimension_values(TimePeriod=period, Dimension="SERVICE")["DimensionValues"]
    hours = {}
    for service in (one["Value"] for one in services):
        wanted = {"Dimensions": {"Key": "SERVICE", "Values": [service]}}
        total = ce.get_reservation_coverage(TimePeriod=period, Filter=wanted)["Total"]
        hours[service] = Decimal(total["CoverageHours"]["TotalRunningHours"])
    assert {"Amazon Redshift", "Amazon OpenSearch Service"} <= {name for name, sum_ in hours.items() if sum_}
    assert hours["Amazon Simple Storage Service"] == 0
