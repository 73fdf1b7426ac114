"""GetCostAndUsage tells what the bill adds up to, to the last tick, in groups and through filters."""

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from finops_aws.sandbox import BillRequest, Discounts, write_bill
from finops_aws.sandbox.cost_apis import usage
from finops_aws.sandbox.cost_apis.expressions import DIMENSIONS
from tests.sandbox.cost_apis.conftest import REQUEST, UNTIL, Told
from tests.sandbox.written_bills import controls

ALL_TIME = {"Start": "2026-06-01", "End": "2026-11-20"}
OCTOBER = {"Start": "2026-10-01", "End": "2026-11-01"}
METRICS = {
    "UnblendedCost": "unblended",
    "AmortizedCost": "amortized",
    "NetUnblendedCost": "billed",
    "NetAmortizedCost": "effective",
}
"""Metric of Cost Explorer → metric of the truth."""

SERVICE = {"Type": "DIMENSION", "Key": "SERVICE"}
ACCOUNT = {"Type": "DIMENSION", "Key": "LINKED_ACCOUNT"}
TEAM = {"Type": "TAG", "Key": "team"}


def asked(ce: Any, **wishes: Any) -> Any:
    standard = {"TimePeriod": OCTOBER, "Granularity": "MONTHLY", "Metrics": ["UnblendedCost"]}
    return ce.get_cost_and_usage(**{**standard, **wishes})


def totals(answer: Any, metric: str = "UnblendedCost") -> dict[str, Decimal]:
    """The total of each period, by its first month."""
    return {
        one["TimePeriod"]["Start"][:7]: Decimal(one["Total"][metric]["Amount"])
        for one in answer["ResultsByTime"]
    }


def total(answer: Any) -> Decimal:
    return sum(totals(answer).values(), Decimal(0))


def groups(answer: Any, metric: str = "UnblendedCost") -> dict[tuple[str, ...], Decimal]:
    """The groups of a single period."""
    [result] = answer["ResultsByTime"]
    return {tuple(one["Keys"]): Decimal(one["Metrics"][metric]["Amount"]) for one in result["Groups"]}


def dimension(key: str, *values: str) -> dict[str, Any]:
    return {"Dimensions": {"Key": key, "Values": list(values)}}


def refusal(ce: Any, **wishes: Any) -> tuple[str, str]:
    with pytest.raises(ClientError) as refused:
        asked(ce, **wishes)
    error = refused.value.response["Error"]
    return error["Code"], error["Message"]


@pytest.fixture(scope="module")
def truth(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, ...], Decimal]:
    """What the bill's own engine added up, by (period, scope, key, metric)."""
    folder = tmp_path_factory.mktemp("bill")
    write_bill(REQUEST, folder)
    return controls(folder)


def month_totals(truth: dict[tuple[str, ...], Decimal], metric: str) -> dict[str, Decimal]:
    return {key[0]: amount for key, amount in truth.items() if key[1] == "total" and key[3] == metric}


def test_every_month_and_metric_is_that_of_the_truth(ce: Any, truth: dict[tuple[str, ...], Decimal]) -> None:
    answer = asked(ce, TimePeriod=ALL_TIME, Metrics=list(METRICS))
    assert len(answer["ResultsByTime"]) == 6
    for metric, name in METRICS.items():
        assert totals(answer, metric) == month_totals(truth, name), metric


def test_every_account_costs_what_the_truth_says(
    told: Told, ce: Any, truth: dict[tuple[str, ...], Decimal]
) -> None:
    answer = asked(ce, GroupBy=[ACCOUNT], Metrics=["NetUnblendedCost"])
    named = {one["Value"]: one["Attributes"]["description"] for one in answer["DimensionValueAttributes"]}
    billed = {
        key[2]: amount
        for key, amount in truth.items()
        if key[:2] == ("2026-10", "account") and key[3] == "billed"
    }
    assert {account: amount for (account,), amount in groups(answer, "NetUnblendedCost").items()} == billed
    assert named == {
        a.id: a.name for a in (told.plan.company.payer, *told.plan.company.accounts) if a.id in billed
    }


@pytest.mark.parametrize("mode", [Discounts.NONE, Discounts.NET, Discounts.NET_AND_LINES])
def test_a_random_bill_costs_what_its_truth_says(
    tell: Callable[[BillRequest], Told], tmp_path: Path, mode: Discounts
) -> None:
    request = BillRequest(until=UNTIL, company="random", lines=900, months=3, seed=2, discounts=mode)
    write_bill(request, tmp_path)
    answer = asked(
        tell(request).client("ce"),
        TimePeriod={"Start": "2026-09-01", "End": "2026-12-01"},
        Metrics=list(METRICS),
    )
    for metric, name in METRICS.items():
        assert totals(answer, metric) == month_totals(controls(tmp_path), name), metric


def test_discount_lines_alone_change_no_monthly_cost_but_the_net_amortized(
    tell: Callable[[BillRequest], Told], tmp_path: Path
) -> None:
    request = BillRequest(
        until=UNTIL, company="random", lines=900, months=3, seed=2, discounts=Discounts.LINES
    )
    write_bill(request, tmp_path)
    period = {"Start": "2026-09-01", "End": "2026-12-01"}
    answer = asked(tell(request).client("ce"), TimePeriod=period, Metrics=list(METRICS))
    for metric in ("UnblendedCost", "AmortizedCost", "NetUnblendedCost"):
        assert totals(answer, metric) == month_totals(controls(tmp_path), METRICS[metric]), metric


def test_amounts_are_plain_decimals(ce: Any) -> None:
    answer = asked(ce, TimePeriod=ALL_TIME, Granularity="DAILY", GroupBy=[SERVICE])
    amounts = [
        group["Metrics"]["UnblendedCost"]["Amount"]
        for result in answer["ResultsByTime"]
        for group in result["Groups"]
    ]
    assert len(amounts) > 1_000
    assert [one for one in amounts if not re.fullmatch(r"-?\d+(\.\d*[1-9])?", one)] == []


def test_days_add_up_to_their_month(ce: Any) -> None:
    days = asked(ce, Granularity="DAILY")
    assert len(days["ResultsByTime"]) == 31
    amounts = (Decimal(one["Total"]["UnblendedCost"]["Amount"]) for one in days["ResultsByTime"])
    assert sum(amounts) == total(asked(ce))


def test_a_period_may_begin_and_end_within_a_month(ce: Any) -> None:
    answer = asked(ce, TimePeriod={"Start": "2026-09-10", "End": "2026-10-05"})
    periods = [(one["TimePeriod"]["Start"], one["TimePeriod"]["End"]) for one in answer["ResultsByTime"]]
    assert periods == [("2026-09-10", "2026-10-01"), ("2026-10-01", "2026-10-05")]
    days = asked(ce, TimePeriod={"Start": "2026-09-10", "End": "2026-10-05"}, Granularity="DAILY")
    amounts = [Decimal(one["Total"]["UnblendedCost"]["Amount"]) for one in days["ResultsByTime"]]
    assert total(answer) == sum(amounts)


def test_only_the_running_month_is_estimated(ce: Any) -> None:
    answer = asked(ce, TimePeriod=ALL_TIME)
    assert [one["Estimated"] for one in answer["ResultsByTime"]] == [False] * 5 + [True]


def test_groups_add_up_to_the_total(ce: Any) -> None:
    answer = asked(ce, GroupBy=[SERVICE, TEAM])
    assert answer["GroupDefinitions"] == [SERVICE, TEAM]
    found = groups(answer)
    assert sum(found.values()) == total(asked(ce))
    assert ("Amazon Simple Storage Service", "team$") in found
    assert {team for _, team in found} > {"team$", "team$vitrine"}


@pytest.mark.parametrize("key", sorted(DIMENSIONS))
def test_every_dimension_divides_the_whole_cost(ce: Any, key: str) -> None:
    found = groups(asked(ce, GroupBy=[{"Type": "DIMENSION", "Key": key}]))
    assert sum(found.values()) == total(asked(ce))
    assert all(name for (name,) in found)


def test_instance_hours_and_the_rest_of_ec2_are_two_services(ce: Any) -> None:
    found = groups(asked(ce, GroupBy=[SERVICE, {"Type": "DIMENSION", "Key": "USAGE_TYPE"}]))
    compute = {usage_type for service, usage_type in found if service.endswith(" - Compute")}
    other = {usage_type for service, usage_type in found if service == "EC2 - Other"}
    assert "SAE1-BoxUsage:m5.xlarge" in compute
    assert {one.split("-", 1)[-1].split(":")[0] for one in compute} <= {"BoxUsage", "SpotUsage", "HeavyUsage"}
    assert any("EBS:" in one for one in other)
    assert not compute & other


def test_taxes_and_support_are_record_types_and_services_of_their_own(ce: Any) -> None:
    found = groups(asked(ce, GroupBy=[SERVICE, {"Type": "DIMENSION", "Key": "RECORD_TYPE"}]))
    assert {record for service, record in found if service == "Tax"} == {"Tax"}
    assert {record for service, record in found if service.startswith("AWS Support")} == {"Support"}


def test_a_member_sees_its_own_costs_only(told: Told, ce: Any) -> None:
    members = [account.id for account in told.plan.company.accounts]
    own = {account: total(asked(told.client("ce", account=account))) for account in members[:3]}
    payers = groups(asked(ce, GroupBy=[ACCOUNT]))
    assert own == {account: payers[(account,)] for account in members[:3]}
    assert (
        total(asked(told.client("ce", account=members[0]), Filter=dimension("LINKED_ACCOUNT", members[1])))
        == 0
    )


def test_what_a_filter_leaves_out_its_negation_keeps(ce: Any) -> None:
    wanted = dimension("RECORD_TYPE", "Credit", "Refund", "Tax")
    kept, left = total(asked(ce, Filter=wanted)), total(asked(ce, Filter={"Not": wanted}))
    assert kept != 0
    assert kept + left == total(asked(ce))


def test_and_or_and_tags_choose_together(ce: Any) -> None:
    found = groups(asked(ce, GroupBy=[SERVICE, TEAM]))
    services = ("AWS Lambda", "Amazon Simple Storage Service")
    either = {"Or": [dimension("SERVICE", service) for service in services]}
    team = {"Tags": {"Key": "team", "Values": ["vitrine"], "MatchOptions": ["EQUALS"]}}
    expected = sum(found.get((service, "team$vitrine"), Decimal(0)) for service in services)
    assert expected > 0
    assert total(asked(ce, Filter={"And": [either, team]})) == expected


def test_absent_tags_are_those_of_the_empty_group(ce: Any) -> None:
    absent = {"Tags": {"Key": "team", "MatchOptions": ["ABSENT"]}}
    assert total(asked(ce, Filter=absent)) == groups(asked(ce, GroupBy=[TEAM]))[("team$",)]


def test_cost_categories_group_by_business_unit(told: Told, ce: Any) -> None:
    found = groups(asked(ce, GroupBy=[{"Type": "COST_CATEGORY", "Key": "BusinessUnit"}]))
    assert ("BusinessUnit$Varejo",) in found
    assert sum(found.values()) == total(asked(ce))


def test_usage_has_a_unit_only_where_all_of_it_has_the_same(ce: Any) -> None:
    mixed = asked(ce, Metrics=["UsageQuantity"])["ResultsByTime"][0]["Total"]["UsageQuantity"]
    hours = asked(ce, Metrics=["UsageQuantity"], Filter=dimension("USAGE_TYPE", "SAE1-BoxUsage:m5.xlarge"))
    assert mixed["Unit"] == "N/A"
    assert hours["ResultsByTime"][0]["Total"]["UsageQuantity"]["Unit"] == "Hrs"


def test_many_groups_come_in_pages(ce: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = asked(ce, Granularity="DAILY", GroupBy=[SERVICE])["ResultsByTime"]
    monkeypatch.setattr(usage, "MOST_GROUPS", 100)
    found: list[tuple[str, str]] = []
    pages, token = 0, {}
    while token is not None:
        answer = asked(ce, Granularity="DAILY", GroupBy=[SERVICE], **token)
        pages += 1
        found += [
            (r["TimePeriod"]["Start"], g["Keys"][0]) for r in answer["ResultsByTime"] for g in r["Groups"]
        ]
        token = {"NextPageToken": answer["NextPageToken"]} if "NextPageToken" in answer else None
    assert pages > 5
    assert found == [(r["TimePeriod"]["Start"], g["Keys"][0]) for r in whole for g in r["Groups"]]


def test_a_strange_token_is_refused(ce: Any) -> None:
    assert refusal(ce, NextPageToken="00000050")[0] == "InvalidNextTokenException"


def test_hours_are_not_switched_on(ce: Any) -> None:
    assert refusal(ce, Granularity="HOURLY") == (
        "ValidationException",
        "Hourly granularity is not enabled for this account.",
    )


def test_the_history_is_fourteen_months(ce: Any) -> None:
    assert asked(ce, TimePeriod={"Start": "2025-10-01", "End": "2025-11-01"})["ResultsByTime"]
    assert refusal(ce, TimePeriod={"Start": "2025-09-30", "End": "2025-11-01"}) == (
        "ValidationException",
        "You haven't enabled historical data beyond 14 months.",
    )


@pytest.mark.parametrize(
    "wishes",
    [
        {"TimePeriod": {"Start": "2026-10-01", "End": "2026-10-01"}},
        {"TimePeriod": {"Start": "2026-11-21", "End": "2026-11-22"}},
        {"TimePeriod": {"Start": "October", "End": "November"}},
        {"Metrics": ["Cost"]},
        {"GroupBy": [SERVICE, ACCOUNT, TEAM]},
        {"GroupBy": [{"Type": "DIMENSION", "Key": "COLOR"}]},
        {"Filter": {"Dimensions": {"Key": "SERVICE", "Values": ["x"], "MatchOptions": ["CONTAINS"]}}},
        {"Filter": {"Dimensions": {"Key": "SERVICE", "Values": []}}},
        {"Filter": {"And": [dimension("SERVICE", "AWS Lambda")]}},
        {"Filter": {**dimension("SERVICE", "AWS Lambda"), "Not": dimension("REGION", "us-east-1")}},
    ],
)
def test_what_cost_explorer_does_not_accept_is_refused(ce: Any, wishes: dict[str, Any]) -> None:
    assert refusal(ce, **wishes)[0] == "ValidationException"


def test_a_month_without_costs_costs_nothing(ce: Any) -> None:
    answer = asked(ce, TimePeriod={"Start": "2026-01-01", "End": "2026-02-01"})
    [result] = answer["ResultsByTime"]
    assert result["Total"] == {"UnblendedCost": {"Amount": "0", "Unit": "USD"}}
    assert result["Groups"] == []
