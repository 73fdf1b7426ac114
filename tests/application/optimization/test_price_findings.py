"""A finding's price comes from the own bill's lines, is never more than they cost, and may be unknown."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finops_aws.application.optimization.price_findings import (
    BILL_AND_PRICE_LIST,
    BILL_AND_RATES,
    UNKNOWN,
    price_findings,
)
from finops_aws.domain.money import rounded_down
from finops_aws.domain.optimization.checks import Saving
from finops_aws.domain.optimization.findings import Finding, LineCost
from finops_aws.domain.optimization.recommendations import Price
from tests.application.optimization.examining import Estate
from tests.domain.optimization.recommending import at, check, finding, line

MONTHS = Decimal(730) / Decimal(720)
PLAN = "arn:aws:savingsplans::1:savingsplan/a"


def priced(saving: Saving, bill: Estate, one: Finding | None = None) -> Price:
    ((_, price),) = price_findings(check(savings=(saving,)), (one or finding(),), estate=bill)
    assert price is not None
    return price


def test_a_deleted_resource_saves_what_its_lines_cost_in_a_month():
    price = priced(Saving(usage_type="EBS"), Estate({"vol-1": [line("7.20"), line("0.72")]}))
    assert (price.amount, price.currency) == (rounded_down(Decimal("7.92") * MONTHS), "USD")


def test_a_line_named_by_arn_counts_and_one_named_twice_counts_once():
    saving = Saving(usage_type="EBS")
    by_arn = priced(saving, Estate({"arn:vol": [line("7.20")]}), finding(resource_arn="arn:vol"))
    same = priced(saving, Estate({"vol-1": [line("7.20")]}), finding(resource_arn="vol-1"))
    assert by_arn.amount == same.amount == rounded_down(Decimal("7.20") * MONTHS)


def test_only_lines_that_end_are_counted_and_all_of_the_resource_are_seen():
    bill = Estate({"vol-1": [line("7.20"), line("1", "DataTransfer-Out-Bytes")]})
    price = priced(Saving(usage_type="VolumeUsage"), bill)
    assert price.amount == rounded_down(Decimal("7.20") * MONTHS)
    assert [one.usage_type for one in price.seen] == ["EBS:VolumeUsage.gp2", "DataTransfer-Out-Bytes"]


def test_what_is_billed_elsewhere_is_priced_there():
    bill = Estate({"vol-1": [line("7.20")], "i-1": [line("99")]})
    price = priced(Saving(usage_type="EBS"), bill, finding("i-1", billed=("vol-1",)))
    assert price.amount == rounded_down(Decimal("7.20") * MONTHS)


def test_a_resource_younger_than_the_window_is_priced_by_the_hours_it_was_there():
    born = finding(created=at("2026-10-30"))
    price = priced(Saving(usage_type="EBS"), Estate({"vol-1": [line("0.24")]}), born)
    assert price.amount == rounded_down(Decimal("0.24") / 24 * 730)


def test_one_of_unknown_age_is_priced_from_its_first_day_on_the_bill():
    late = line("0.24", first=date(2026, 10, 30))
    price = priced(Saving(usage_type="EBS"), Estate({"vol-1": [late]}))
    assert price.amount == rounded_down(Decimal("0.24") / 24 * 730)


def test_the_hours_that_the_bill_counts_tell_how_much_of_the_first_day_there_was():
    counted = {"unit": "Hrs", "quantity": Decimal(37), "first": date(2026, 10, 29)}
    price = priced(Saving(usage_type="IPv4"), Estate({"vol-1": [line("0.185", "IPv4", **counted)]}))
    assert price.amount == rounded_down(Decimal("0.005") * 730)
    fewer = {**counted, "quantity": Decimal(20)}
    paused = priced(Saving(usage_type="IPv4"), Estate({"vol-1": [line("0.1", "IPv4", **fewer)]}))
    assert paused.amount == rounded_down(Decimal("0.1") / 48 * 730)


def test_a_saving_is_never_rounded_above_its_cost():
    price = priced(Saving(usage_type="EBS"), Estate({"vol-1": [line("0.0000000007")]}))
    assert price.amount == Decimal("7E-10")


def test_a_share_of_the_check_and_one_of_the_finding_both_count():
    saving = Saving(usage_type="EBS", share=Decimal("0.5"), is_estimate=True)
    price = priced(saving, Estate({"vol-1": [line("7.20")]}), finding(share=Decimal("0.1")))
    assert (price.amount, price.is_estimate) == (rounded_down(Decimal("0.36") * MONTHS), True)


@pytest.mark.parametrize(("is_own", "source"), [(True, BILL_AND_RATES), (False, BILL_AND_PRICE_LIST)])
def test_a_change_saves_the_difference_of_the_rates(is_own: bool, source: str):
    saving = Saving(usage_type="EBS", from_part="gp2", to="gp3")
    rates = {"EBS:VolumeUsage.gp2": "0.10", "EBS:VolumeUsage.gp3": "0.08"}
    price = priced(saving, Estate({"vol-1": [line("7.20")]}, rates, is_own=is_own))
    assert (price.amount, price.source) == (rounded_down(Decimal("1.44") * MONTHS), source)


def test_a_change_to_what_costs_more_saves_nothing_and_never_less():
    saving = Saving(usage_type="EBS", from_part="gp2", to="gp3")
    rates = {"EBS:VolumeUsage.gp2": "0.10", "EBS:VolumeUsage.gp3": "0.12"}
    assert priced(saving, Estate({"vol-1": [line("7.20")]}, rates)).amount == 0


def test_without_a_line_a_rate_or_a_known_cost_the_price_is_unknown():
    saving = Saving(usage_type="EBS", from_part="gp2", to="gp3")
    only_old = Estate({"vol-1": [line("7.20")]}, {"EBS:VolumeUsage.gp2": "0.10"})
    for bill, one in ((Estate({}), Saving(usage_type="EBS")), (only_old, saving)):
        price = priced(one, bill)
        assert (price.amount, price.source) == (None, UNKNOWN)
    assert priced(Saving(usage_type="EBS"), Estate({"vol-1": [line("7.20"), line(None)]})).amount is None


def test_a_check_that_saves_no_money_has_no_price():
    ((_, price),) = price_findings(check(savings=()), (finding(),), estate=Estate({"vol-1": [line("7.20")]}))
    assert price is None


def covered() -> LineCost:
    return line("7.20", commitments={PLAN: Decimal("7.20")})


def test_a_freed_commitment_counts_as_far_as_others_can_use_it():
    saving = Saving(usage_type="EBS")
    idle = priced(saving, Estate({"vol-1": [covered()]}, on_demand=["0"] * 4))
    half = priced(saving, Estate({"vol-1": [covered()]}, on_demand=["1", "1", "0", "0"]))
    whole = priced(saving, Estate({"vol-1": [covered()]}, on_demand=["1"] * 4))
    full = rounded_down(Decimal("7.20") * MONTHS)
    assert (idle.amount, half.amount, whole.amount) == (0, full / 2, full)


def test_what_no_commitment_covers_is_saved_whether_or_not_others_use_one():
    partly = line("10", commitments={PLAN: Decimal(4)})
    price = priced(Saving(usage_type="EBS"), Estate({"vol-1": [partly]}, on_demand=["0"]))
    assert price.amount == rounded_down(Decimal(6) * MONTHS)


@given(
    st.lists(st.decimals(0, 10_000, places=6), min_size=1, max_size=5),
    st.decimals(0, 1, places=3),
    st.decimals(0, 1, places=3),
)
def test_a_saving_is_never_more_than_the_lines_cost(amounts: list[Decimal], share: Decimal, own: Decimal):
    bill = Estate({"vol-1": [line(str(amount), f"EBS:{n}") for n, amount in enumerate(amounts)]})
    price = priced(Saving(usage_type="EBS", share=share), bill, finding(share=own))
    assert price.amount is not None
    assert 0 <= price.amount <= rounded_down(sum(amounts, Decimal(0)) * MONTHS)
