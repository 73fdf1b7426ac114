"""Trusted Advisor checks the caller's own account, where its support plan allows it."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.advice_apis.conftest import Advised

IDS = ["Qch7DwouX1", "hjLMh88uM8", "DAvU99Dc4C", "Z4AUBRNSmz", "Ti39halfu8", "c2vlfg022t"]
IDLE = {
    "CPUUtilization": 2.5,
    "NetworkIn": 20_000.0,
    "NetworkOut": 20_000.0,
    "DatabaseConnections": 0.0,
    "BytesOutToDestination": 0.0,
    "BytesOutToSource": 0.0,
}


def supported(advised: Advised) -> list[str]:
    return [advised.payer, *advised.members[::2]]


def flagged(advised: Advised, check: str) -> Iterator[tuple[str, dict[str, str | None]]]:
    """Account, and the cells of each flagged resource by column."""
    for account in supported(advised):
        support = advised.client("support", account=account)
        checks = support.describe_trusted_advisor_checks(language="en")["checks"]
        columns = next(one["metadata"] for one in checks if one["id"] == check)
        result = support.describe_trusted_advisor_check_result(checkId=check, language="en")["result"]
        for resource in result["flaggedResources"]:
            yield account, dict(zip(columns, resource["metadata"], strict=True))


def test_half_of_the_members_have_no_such_support_plan(advised: Advised) -> None:
    refused = []
    for account in [advised.payer, *advised.members]:
        support = advised.client("support", account=account)
        try:
            support.describe_trusted_advisor_checks(language="en")
        except ClientError as error:
            refused.append(account)
            assert error.response["Error"] == {
                "Code": "SubscriptionRequiredException",
                "Message": (
                    "Amazon Web Services Premium Support Subscription is required to use this service."
                ),
            }
    assert refused == advised.members[1::2]


@pytest.mark.parametrize("language", ["en", "pt_BR"])
def test_the_checks_are_described_with_their_columns(advised: Advised, language: str) -> None:
    checks = advised.client("support").describe_trusted_advisor_checks(language=language)["checks"]
    assert [one["id"] for one in checks] == IDS
    assert {one["category"] for one in checks} == {"cost_optimizing"}
    addresses = next(one for one in checks if one["id"] == "Z4AUBRNSmz")
    assert addresses["metadata"] == ["Region", "IP Address"]


def test_a_language_or_check_that_is_none_is_refused(advised: Advised) -> None:
    support = advised.client("support")
    with pytest.raises(ClientError, match="Invalid language"):
        support.describe_trusted_advisor_checks(language="tlh")
    with pytest.raises(ClientError, match="Unknown ID"):
        support.describe_trusted_advisor_check_result(checkId="none", language="en")


def test_an_idle_address_is_flagged_by_what_ec2_tells(advised: Advised) -> None:
    idle = {
        (one.account, one.region)
        for one in advised.estate.things
        if one.kind == "address" and "public-ipv4-idle" in one.usage and one.account in supported(advised)
    }
    found = list(flagged(advised, "Z4AUBRNSmz"))
    assert {(account, cells["Region"]) for account, cells in found} == idle
    for account, cells in found:
        ec2 = advised.client("ec2", account=account, region=str(cells["Region"]))
        told = {one["PublicIp"]: one for one in ec2.describe_addresses()["Addresses"]}
        assert "AssociationId" not in told[str(cells["IP Address"])]


def test_classic_load_balancers_are_the_only_ones_looked_at(advised: Advised) -> None:
    assert list(flagged(advised, "hjLMh88uM8")) == []


def test_unattached_volumes_are_flagged_and_no_others(advised: Advised) -> None:
    unattached = set()
    for account, region in {(one.account, one.region) for one in advised.estate.things}:
        if account in supported(advised):
            volumes = advised.client("ec2", account=account, region=region).describe_volumes()["Volumes"]
            unattached |= {one["VolumeId"] for one in volumes if one["State"] == "available"}
    found = list(flagged(advised, "DAvU99Dc4C"))
    assert {cells["Volume ID"] for _, cells in found} == unattached
    assert all(str(cells["Monthly Storage Cost"]).startswith("$") for _, cells in found)


def test_idle_things_of_each_kind_are_flagged(advised_of: Callable[..., Advised]) -> None:
    idle = advised_of(**IDLE)
    things = [one for one in idle.estate.things if one.account in supported(idle)]
    running = {one.name for one in things if one.kind == "instance" and one.is_running}
    spot = {one.name for one in things if "spot" in "".join(one.usage)}
    instances = {cells["Instance ID"]: cells for _, cells in flagged(idle, "Qch7DwouX1")}
    assert set(instances) == running - spot
    for cells in instances.values():
        assert cells["Number of Days Low Utilization"] == "14 days"
        assert cells["Day 1"] == cells["Day 14"] == "2.5%  0.96MB"
        assert cells["14-Day Average CPU Utilization"] == "2.5%"
        assert cells["14-Day Average Network I/O"] == "0.96MB"
    databases = {cells["DB Instance Name"]: cells for _, cells in flagged(idle, "Ti39halfu8")}
    assert databases
    assert {cells["Days Since Last Connection"] for cells in databases.values()} == {"14+"}
    gateways = {cells["NAT Gateway Id"] for _, cells in flagged(idle, "c2vlfg022t")}
    hours = {one.name for one in things if one.kind == "natgateway" and "nat-hours" in one.usage}
    assert gateways == hours


def test_busy_things_are_not_flagged(advised_of: Callable[..., Advised]) -> None:
    busy = advised_of(CPUUtilization=60.0, NetworkIn=10**9, NetworkOut=10**9, DatabaseConnections=9.0)
    assert list(flagged(busy, "Qch7DwouX1")) == []
    assert list(flagged(busy, "Ti39halfu8")) == []
    assert list(flagged(busy, "c2vlfg022t")) == []


def test_summaries_and_results_agree(advised_of: Callable[..., Advised]) -> None:
    idle = advised_of(**IDLE)
    support = idle.client("support", account=idle.members[0])
    summaries = support.describe_trusted_advisor_check_summaries(checkIds=IDS)["summaries"]
    assert [one["checkId"] for one in summaries] == IDS
    for one in summaries:
        asked = {"checkId": one["checkId"], "language": "en"}
        result = support.describe_trusted_advisor_check_result(**asked)["result"]
        for name in ("status", "timestamp", "resourcesSummary", "categorySpecificSummary"):
            assert one[name] == result[name]
        count = one["resourcesSummary"]["resourcesFlagged"]
        assert len(result["flaggedResources"]) == count
        assert one["hasFlaggedResources"] == bool(count)
        assert one["status"] == ("warning" if count else "ok")
        assert one["timestamp"] == "2026-11-20T00:00:00Z"


def test_savings_shown_add_up_to_the_summary(advised_of: Callable[..., Advised]) -> None:
    idle = advised_of(**IDLE)
    account = idle.members[0]
    support = idle.client("support", account=account)
    result: dict[str, Any] = support.describe_trusted_advisor_check_result(
        checkId="Qch7DwouX1", language="en"
    )["result"]
    shown = [Decimal(one["metadata"][4].lstrip("$").replace(",", "")) for one in result["flaggedResources"]]
    told = result["categorySpecificSummary"]["costOptimizing"]
    assert shown
    assert float(sum(shown)) == pytest.approx(told["estimatedMonthlySavings"], abs=0.01 * len(shown))
    assert told["estimatedPercentMonthlySavings"] == 1.0
