"""Cost Explorer, asked with boto3: fewest requests, every one paid for first, whole or nothing."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from finops_aws.domain.operations.paid_calls import Fee, PaidCalls
from finops_aws.domain.period import Period, month_of
from finops_aws.domain.visibility.delivery import DailyCost
from finops_aws.errors import (
    AccessDenied,
    BudgetExceeded,
    CredentialsExpired,
    ExportNotReady,
    FinOpsError,
    NotEnabled,
    SourceUnavailable,
    Throttled,
)
from finops_aws.sandbox.server import Call, Records, Refusal
from tests.adapters.exports.told_costs import (
    OCTOBER,
    Fact,
    Teller,
    cost_explorer,
    fact,
    organization,
    told_records,
)
from tests.bills import MEMBER, PAYER

NOVEMBER = month_of(date(2026, 11, 1))
TODAY = date(2026, 11, 21)
S3 = "Amazon Simple Storage Service"
FEE = Fee("ce:GetCostAndUsage", Decimal("0.01"), "")


def told(
    teller: Teller, *, months: Sequence[Period] = (OCTOBER,), paid: PaidCalls | None = None
) -> list[DailyCost]:
    """What is told of the months, for so much at most."""
    budget = paid or PaidCalls()
    with cost_explorer(told_records(teller)) as (explorer, _):
        return list(explorer.daily_costs(months, until=TODAY, pay=lambda units: budget.pay(FEE, units)))


def daily(teller: Teller) -> list[dict[str, Any]]:
    return [one for one in teller.asked if one["Granularity"] == "DAILY"]


def test_a_cost_is_told_with_its_day_account_service_region_and_record_type():
    (cost,) = told(Teller([fact("3.5", AmortizedCost="2", NetUnblendedCost="3", NetAmortizedCost="1.5")]))
    assert cost == DailyCost(
        day=date(2026, 10, 5),
        account_id=MEMBER,
        account_name="member",
        service="Amazon Elastic Compute Cloud - Compute",
        region="us-east-1",
        record_type="Usage",
        currency="USD",
        unblended=Decimal("3.5"),
        amortized=Decimal(2),
        net_unblended=Decimal(3),
        net_amortized=Decimal("1.5"),
        is_estimated=False,
    )


def test_a_cost_of_no_region_has_none():
    (cost,) = told(Teller([fact("1", REGION="NoRegion", SERVICE="Tax", RECORD_TYPE="Tax")]))
    assert cost.region is None


def test_an_amount_with_an_exponent_is_exact():
    (cost,) = told(Teller([fact("2.0E-7")]))
    assert cost.unblended == Decimal("0.0000002")


def test_every_record_type_is_asked_along_the_dimension_with_the_fewest_values():
    usage = [fact("1", REGION=one, LINKED_ACCOUNT=PAYER) for one in ("us-east-1", "sa-east-1", "eu-west-1")]
    tax = [fact("1", RECORD_TYPE="Tax", SERVICE="Tax", LINKED_ACCOUNT=one, REGION=f"{one}-r") for one in "ab"]
    teller = Teller([*usage, *tax])
    costs = told(teller)
    assert sum(cost.unblended for cost in costs) == 5
    assert [one["Filter"]["And"] for one in daily(teller)] == [
        [_only("RECORD_TYPE", "Tax"), _only("SERVICE", "Tax")],
        [_only("RECORD_TYPE", "Usage"), _only("LINKED_ACCOUNT", PAYER)],
    ]


def _only(key: str, value: str) -> dict[str, Any]:
    return {"Dimensions": {"Key": key, "Values": [value]}}


def test_every_request_and_every_further_page_is_paid_for():
    paid = PaidCalls()
    facts = [
        fact("1", SERVICE=service, LINKED_ACCOUNT=who, REGION=f"r{n}")
        for n in range(3)
        for service in "xyz"
        for who in "abc"
    ]
    teller = Teller(facts, page=2)
    assert len(told(teller, paid=paid)) == 27
    assert paid.units == {"ce:GetCostAndUsage": len(teller.asked)}
    assert len(teller.asked) > 20


def test_nothing_beyond_the_limit_is_asked():
    teller = Teller([fact("1", REGION=region, LINKED_ACCOUNT=region, SERVICE=region) for region in "abcdef"])
    with pytest.raises(BudgetExceeded) as caught:
        told(teller, paid=PaidCalls(Decimal("0.09")))
    assert caught.value.facts == {"calls": "6", "cost": "USD 0.1", "limit": "USD 0.09"}
    assert daily(teller) == []
    assert len(teller.asked) == 4


def test_a_further_page_beyond_the_limit_is_not_asked():
    teller = Teller([fact("1", SERVICE=one) for one in "abcdef"], page=5)
    with pytest.raises(BudgetExceeded):
        told(teller, paid=PaidCalls(Decimal("0.06")))
    assert len(teller.asked) == 6


def test_months_between_that_are_not_wanted_are_left_out():
    facts = [fact("1", DAY=f"2026-{month}-03") for month in ("09", "10", "11")]
    costs = told(Teller(facts), months=[month_of(date(2026, 9, 1)), NOVEMBER])
    assert [cost.day.month for cost in costs] == [9, 11]


def test_the_running_month_is_asked_up_to_today():
    teller = Teller([fact("1", DAY="2026-11-20")])
    (cost,) = told(teller, months=[NOVEMBER])
    assert {one["TimePeriod"]["End"] for one in teller.asked} == {"2026-11-21"}
    assert cost.is_estimated


@pytest.mark.parametrize("way", ["refused", "absent"])
def test_without_net_metrics_the_net_costs_are_unknown(way: str):
    net: dict[str, Any] = {way: ("NetUnblendedCost", "NetAmortizedCost")}
    (cost,) = told(Teller([fact("3", AmortizedCost="2")], **net))
    assert (cost.unblended, cost.amortized) == (3, 2)
    assert (cost.net_unblended, cost.net_amortized) == (None, None)


@pytest.mark.parametrize("off", ["0.01", "-0.000000001", "100.00"])
def test_days_that_do_not_add_up_to_their_month_are_an_error(off: str):
    with pytest.raises(ExportNotReady) as caught:
        told(Teller([fact("1.5"), fact("2.25", REGION="eu-west-1")], off=Decimal(off)))
    assert f"the days of 2026-10 are off from the month by {off} in " in caught.value.facts["reason"]


def rounded(days: int) -> list[Fact]:
    return [fact("0.1234567891", DAY=f"2026-10-{day:02}") for day in range(1, days + 1)]


def test_amounts_with_ten_decimals_may_be_off_by_what_aws_rounded():
    assert len(told(Teller(rounded(9), off=Decimal("0.0000000005")))) == 9


def test_amounts_with_ten_decimals_may_be_off_by_no_more():
    with pytest.raises(ExportNotReady):
        told(Teller(rounded(9), off=Decimal("0.0000000006")))


def test_an_account_without_costs_is_told_so():
    with pytest.raises(ExportNotReady) as caught:
        told(Teller([]))
    assert caught.value.facts["reason"] == "it has no costs of this account yet"


REFUSALS: list[tuple[str, str, type[FinOpsError]]] = [
    ("AccessDeniedException", "not authorized to perform: ce:GetCostAndUsage", AccessDenied),
    ("AccessDeniedException", "User not enabled for cost explorer access", NotEnabled),
    ("DataUnavailableException", "Data is not available.", ExportNotReady),
    ("LimitExceededException", "Rate exceeded", Throttled),
    ("ThrottlingException", "Rate exceeded", Throttled),
    ("ExpiredTokenException", "The security token included in the request is expired", CredentialsExpired),
    ("UnrecognizedClientException", "The security token is invalid.", CredentialsExpired),
    ("BillExpirationException", "The requested report expired.", SourceUnavailable),
    ("ValidationException", "Start date is too old.", SourceUnavailable),
]


@pytest.mark.parametrize(("code", "words", "error"), REFUSALS)
def test_a_refusal_of_cost_explorer_has_its_own_error(code: str, words: str, error: type[FinOpsError]):
    def refuse(call: Call) -> dict[str, Any]:
        raise Refusal(code, words)

    records = told_records(Teller([]))
    records.compute("ce", "GetCostAndUsage", answer=refuse)
    with cost_explorer(records) as (explorer, _), pytest.raises(error):
        list(explorer.daily_costs([OCTOBER], until=TODAY, pay=lambda units: None))


def described(answer: dict[str, Any] | Refusal) -> Records:
    def describe(call: Call) -> dict[str, Any]:
        if isinstance(answer, Refusal):
            raise answer
        return answer

    records = Records()
    records.compute("organizations", "DescribeOrganization", answer=describe)
    return records


def test_the_payer_is_the_management_account():
    with cost_explorer(described(organization())) as (explorer, _):
        assert explorer.payer() == PAYER


def test_an_account_without_organization_is_its_own_payer():
    alone = Refusal("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.")
    with cost_explorer(described(alone), account=MEMBER) as (explorer, _):
        assert explorer.payer() == MEMBER


def test_a_member_is_told_which_account_pays():
    with (
        cost_explorer(described(organization()), account=MEMBER) as (explorer, _),
        pytest.raises(NotEnabled) as caught,
    ):
        explorer.payer()
    assert caught.value.facts["remedy"] == f"use credentials of the payer account {PAYER}"


def test_an_organization_that_may_not_be_seen_names_the_action():
    denied = Refusal("AccessDeniedException", "You don't have permissions to access this resource.")
    with cost_explorer(described(denied)) as (explorer, _), pytest.raises(AccessDenied) as caught:
        explorer.payer()
    assert caught.value.facts["action"] == "organizations:DescribeOrganization"
