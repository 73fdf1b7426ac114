"""The anomalies are the incidents planted in the bill, and cost what their lines cost."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.cost_apis.conftest import Told

EVER = {"StartDate": "2026-06-01", "EndDate": "2026-11-20"}


def anomalies(ce: Any, **wishes: Any) -> list[dict[str, Any]]:
    return list(ce.get_anomalies(**{"DateInterval": EVER, **wishes})["Anomalies"])


def by_kind(told: Told, found: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    kinds = {one["usage_type"]: one["kind"] for one in told.plan.company.incidents}
    return {kinds[one["RootCauses"][0]["UsageType"]]: one for one in found}


def test_every_incident_is_an_anomaly_of_its_account_and_service(told: Told, ce: Any) -> None:
    found = by_kind(told, anomalies(ce))
    assert found.keys() == {"forgotten-gpu-cluster", "nat-gateway-data-spike"}
    for planted in told.plan.company.incidents:
        anomaly = found[planted["kind"]]
        [cause] = anomaly["RootCauses"]
        assert cause["LinkedAccount"] == planted["account"]
        assert anomaly["AnomalyStartDate"] == planted["from"][:10]
    assert found["forgotten-gpu-cluster"]["DimensionValue"] == "Amazon Elastic Compute Cloud - Compute"
    assert found["nat-gateway-data-spike"]["DimensionValue"] == "EC2 - Other"


def test_a_forgotten_cluster_costs_all_that_its_usage_type_costs(told: Told, ce: Any) -> None:
    impact = by_kind(told, anomalies(ce))["forgotten-gpu-cluster"]["Impact"]
    usage = {"Dimensions": {"Key": "USAGE_TYPE", "Values": ["BoxUsage:g5.12xlarge"]}}
    answer = ce.get_cost_and_usage(
        TimePeriod={"Start": "2026-06-01", "End": "2026-11-20"},
        Granularity="MONTHLY",
        Metrics=["AmortizedCost"],
        Filter=usage,
    )
    cost = sum(float(one["Total"]["AmortizedCost"]["Amount"]) for one in answer["ResultsByTime"])
    assert cost > 100
    assert impact["TotalImpact"] == pytest.approx(cost)
    assert impact["TotalExpectedSpend"] == 0
    assert "TotalImpactPercentage" not in impact


def test_a_spike_comes_on_top_of_what_was_expected(told: Told, ce: Any) -> None:
    impact = by_kind(told, anomalies(ce))["nat-gateway-data-spike"]["Impact"]
    assert 0 < impact["TotalExpectedSpend"] < impact["TotalImpact"]
    assert impact["TotalActualSpend"] == pytest.approx(impact["TotalImpact"] + impact["TotalExpectedSpend"])
    assert 0 < impact["MaxImpact"] <= impact["TotalImpact"]


def test_anomalies_are_chosen_by_their_end_and_impact(ce: Any) -> None:
    [first, second] = sorted(anomalies(ce), key=lambda one: str(one["AnomalyEndDate"]))
    before = {"StartDate": "2026-06-01", "EndDate": first["AnomalyEndDate"]}
    assert [one["AnomalyId"] for one in anomalies(ce, DateInterval=before)] == [first["AnomalyId"]]
    big = max(first["Impact"]["TotalImpact"], second["Impact"]["TotalImpact"])
    above = {"NumericOperator": "GREATER_THAN_OR_EQUAL", "StartValue": big}
    assert [one["Impact"]["TotalImpact"] for one in anomalies(ce, TotalImpact=above)] == [big]


def test_one_monitor_watches_all_services(told: Told, ce: Any) -> None:
    [monitor] = ce.get_anomaly_monitors()["AnomalyMonitors"]
    assert monitor["MonitorDimension"] == "SERVICE"
    assert {one["MonitorArn"] for one in anomalies(ce)} == {monitor["MonitorArn"]}
    with pytest.raises(ClientError) as refused:
        ce.get_anomaly_monitors(MonitorArnList=[f"{monitor['MonitorArn']}0"])
    assert refused.value.response["Error"]["Code"] == "UnknownMonitorException"


def test_members_watch_nothing(told: Told) -> None:
    member = told.client("ce", account=told.plan.company.accounts[0].id)
    assert member.get_anomaly_monitors()["AnomalyMonitors"] == []
    assert anomalies(member) == []
