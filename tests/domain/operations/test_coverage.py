"""What is not known of the estate, and the dollars behind it."""

from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from finops_aws.domain.operations.coverage import added, cover
from finops_aws.domain.operations.estate import GLOBAL, Ending, Job, Outcome, Status
from finops_aws.domain.service import BillingName, ServiceProfile

NOW = datetime(2026, 11, 23, tzinfo=UTC)
HERE = "111122223333"


def service(key: str, *codes: str, home: str | None = None) -> ServiceProfile:
    return ServiceProfile(
        key=key,
        name=key,
        group="compute",
        focus_category="Compute",
        home=home,
        billing=tuple(BillingName(code, None, True) for code in codes),
        resource_types=(f"aws:{key}:thing",),
        depths=(),
        actions=(),
    )


SERVICES = {
    one.key: one
    for one in (
        service("ec2", "AmazonEC2"),
        service("ebs", "AmazonEC2"),
        service("s3", "AmazonS3", home="us-east-1"),
        service("free"),
    )
}


def outcome(key: str, region: str, status: Status) -> Outcome:
    return Outcome(Job(key, f"aws:{key}:thing", region, HERE), Ending(status=status), NOW)


def test_the_dollars_behind_a_gap_are_those_of_its_service_account_and_region() -> None:
    spend = {
        (HERE, "AmazonEC2", "sa-east-1"): {"USD": Decimal("10.5")},
        (HERE, "AmazonEC2", "us-east-1"): {"USD": Decimal(3)},
        ("999988887777", "AmazonEC2", "sa-east-1"): {"USD": Decimal(1000)},
    }
    found = cover([outcome("ec2", "sa-east-1", Status.DENIED)], spend=spend, services=SERVICES)
    assert found.rows[0].at_stake == {"USD": Decimal("10.5")}
    assert found.unknown_spend == {"USD": Decimal("10.5")}
    assert not found.is_whole


def test_a_line_of_the_bill_behind_two_gaps_is_counted_once() -> None:
    spend = {(HERE, "AmazonEC2", "sa-east-1"): {"USD": Decimal(10)}}
    gaps = [outcome(key, "sa-east-1", Status.THROTTLED) for key in ("ec2", "ebs")]
    found = cover(gaps, spend=spend, services=SERVICES)
    assert [row.at_stake for row in found.rows] == [{"USD": Decimal(10)}] * 2
    assert found.unknown_spend == {"USD": Decimal(10)}


def test_a_global_service_stands_for_all_its_regions() -> None:
    spend = {
        (HERE, "AmazonS3", region): {"USD": Decimal(2)} for region in ("sa-east-1", "us-east-1", "global")
    }
    found = cover([outcome("s3", GLOBAL, Status.ERROR)], spend=spend, services=SERVICES)
    assert found.unknown_spend == {"USD": Decimal(6)}


def test_without_a_bill_nothing_is_known_of_the_dollars_and_without_spend_they_are_none() -> None:
    gap = outcome("ec2", "sa-east-1", Status.DENIED)
    unknown = cover([gap], spend=None, services=SERVICES)
    assert (unknown.unknown_spend, unknown.rows[0].at_stake) == (None, None)
    nothing = cover([gap], spend={}, services=SERVICES)
    assert (nothing.unknown_spend, nothing.rows[0].at_stake) == ({}, {})


def test_an_unknown_cost_behind_a_gap_makes_the_sum_unknown() -> None:
    spend = {
        (HERE, "AmazonEC2", region): {"USD": amount}
        for region, amount in (("a-b-1", None), ("c-d-1", Decimal(1)))
    }
    gaps = [outcome("ec2", region, Status.DENIED) for region in ("a-b-1", "c-d-1")]
    assert cover(gaps, spend=spend, services=SERVICES).unknown_spend == {"USD": None}


def test_only_ok_and_not_offered_leave_nothing_to_ask() -> None:
    known = {
        status for status in Status if cover([outcome("free", "a", status)], spend=None, services={}).is_whole
    }
    assert known == {Status.OK, Status.NOT_OFFERED}


def test_what_is_not_offered_and_yet_on_the_bill_is_a_gap() -> None:
    spend = {(HERE, "AmazonEC2", "sa-east-1"): {"USD": Decimal(4)}}
    places = ("sa-east-1", "us-east-1")
    found = cover(
        [outcome("ec2", place, Status.NOT_OFFERED) for place in places], spend=spend, services=SERVICES
    )
    assert [row.is_known for row in found.rows] == [False, True]
    assert found.unknown_spend == {"USD": Decimal(4)}
    assert found.by_status[Status.NOT_OFFERED] == (2, 1)


def test_gaps_come_first_the_most_expensive_ahead() -> None:
    spend = {
        (HERE, "AmazonEC2", "a-b-1"): {"USD": Decimal(1)},
        (HERE, "AmazonEC2", "c-d-1"): {"USD": Decimal(9)},
    }
    outcomes = [
        outcome("ec2", "e-f-1", Status.OK),
        outcome("ec2", "a-b-1", Status.DENIED),
        outcome("ec2", "c-d-1", Status.ERROR),
    ]
    rows = cover(outcomes, spend=spend, services=SERVICES).rows
    assert [row.outcome.job.region for row in rows] == ["c-d-1", "a-b-1", "e-f-1"]


amounts = st.decimals(allow_nan=False, allow_infinity=False, places=12, min_value=-(10**9), max_value=10**9)


@given(st.lists(st.tuples(st.sampled_from(["USD", "BRL"]), amounts), max_size=20))
def test_sums_are_exact_and_currencies_stay_apart(parts: list[tuple[str, Decimal]]) -> None:
    spend = {(HERE, str(number), "r"): {currency: amount} for number, (currency, amount) in enumerate(parts)}
    total = added(spend, spend)
    for currency in {one for one, _ in parts}:
        whole = sum(int(amount.scaleb(12)) for one, amount in parts if one == currency)
        assert total[currency] == Decimal(whole).scaleb(-12)
