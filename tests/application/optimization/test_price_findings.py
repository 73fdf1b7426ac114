"""A finding's price comes from the own bill's lines, is never more than they cost, and may be unknown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from finops_aws.application.optimization.price_findings import UNKNOWN, price_findings
from finops_aws.domain.optimization.checks import Check, Family, Saving
from finops_aws.domain.optimization.recommendations import Detection, Finding, LineCost, Price
from finops_aws.domain.period import Period, parse_day

WINDOW = Period(parse_day("2026-10-01"), parse_day("2026-10-31"))
MONTHS = Decimal(730) / Decimal(720)
WORDS = {"en": "x", "pt-BR": "x"}


def check(saving: Saving | None) -> Check:
    return Check(
        id="c",
        family=Family.STORAGE,
        service="ebs",
        title=WORDS,
        why=WORDS,
        remedy=WORDS,
        action="delete",
        effort="minutes",
        risk="low",
        commands=("aws x",),
        source="https://example.com",
        needs=("costs",),
        params={},
        query="SELECT 1",
        saving=saving,
    )


def finding(created: datetime | None = None, arn: str | None = "arn:vol") -> Finding:
    return Finding(
        account="1",
        region="r",
        resource_type="aws:ebs:volume",
        resource_id="vol",
        resource_arn=arn,
        name=None,
        created=created,
        evidence={},
    )


@dataclass
class Bill:
    """Lines of the one resource, and list rates by usage type."""

    costs: Mapping[str, Sequence[LineCost]]
    rates: Mapping[str, str] = field(default_factory=dict)

    def window(self) -> Period:
        return WINDOW

    def detect(self, check: Check) -> Detection:
        raise NotImplementedError

    def lines(self, check: Check, window: Period) -> Mapping[tuple[str, str], Sequence[LineCost]]:
        return {("1", name): own for name, own in self.costs.items()}

    def rate(self, usage_type: str, window: Period) -> tuple[Decimal, str] | None:
        return (Decimal(self.rates[usage_type]), "USD") if usage_type in self.rates else None


def line(amount: str | None, usage_type: str = "EBS:VolumeUsage.gp2") -> LineCost:
    return LineCost(usage_type, "GB-Mo", "USD", None if amount is None else Decimal(amount), Decimal(1))


def priced(saving: Saving | None, bill: Bill, one: Finding | None = None) -> Price | None:
    ((_, price),) = price_findings(
        check(saving), Detection((one or finding(),)), detector=bill, window=WINDOW
    )
    return price


def test_a_deleted_resource_saves_what_its_lines_cost_in_a_month():
    price = priced(Saving(usage_type="EBS"), Bill({"vol": [line("7.20"), line("0.72")]}))
    assert price is not None
    assert (price.amount, price.currency) == (round(Decimal("7.92") * MONTHS, 10), "USD")


def test_a_line_named_by_arn_counts_and_one_named_twice_counts_once():
    by_arn = priced(Saving(usage_type="EBS"), Bill({"arn:vol": [line("7.20")]}))
    same = priced(Saving(usage_type="EBS"), Bill({"vol": [line("7.20")]}), finding(arn="vol"))
    assert by_arn is not None
    assert same is not None
    assert by_arn.amount == same.amount == round(Decimal("7.20") * MONTHS, 10)


def test_a_resource_younger_than_the_window_is_priced_by_the_hours_it_was_there():
    born = datetime(2026, 10, 30, tzinfo=UTC)
    price = priced(Saving(usage_type="EBS"), Bill({"vol": [line("0.24")]}), finding(born))
    assert price is not None
    assert price.amount == round(Decimal("0.24") / 24 * 730, 10)


def test_a_change_saves_the_difference_of_the_own_rates():
    saving = Saving(usage_type="EBS", from_part="gp2", to="gp3")
    rates = {"EBS:VolumeUsage.gp2": "0.10", "EBS:VolumeUsage.gp3": "0.08"}
    price = priced(saving, Bill({"vol": [line("7.20")]}, rates))
    assert price is not None
    assert price.amount == round(Decimal("1.44") * MONTHS, 10)


def test_a_change_to_what_costs_more_saves_nothing_and_never_less():
    saving = Saving(usage_type="EBS", from_part="gp2", to="gp3")
    rates = {"EBS:VolumeUsage.gp2": "0.10", "EBS:VolumeUsage.gp3": "0.12"}
    price = priced(saving, Bill({"vol": [line("7.20")]}, rates))
    assert price is not None
    assert price.amount == 0


def test_without_a_line_a_rate_or_a_known_cost_the_price_is_unknown():
    saving = Saving(usage_type="EBS", from_part="gp2", to="gp3")
    only_old = Bill({"vol": [line("7.20")]}, {"EBS:VolumeUsage.gp2": "0.10"})
    for bill, one in ((Bill({}), Saving(usage_type="EBS")), (only_old, saving)):
        price = priced(one, bill)
        assert price is not None
        assert (price.amount, price.source) == (None, UNKNOWN)
    price = priced(Saving(usage_type="EBS"), Bill({"vol": [line("7.20"), line(None)]}))
    assert price is not None
    assert price.amount is None


def test_a_check_that_saves_no_money_has_no_price():
    assert priced(None, Bill({"vol": [line("7.20")]})) is None


@given(
    st.lists(st.decimals(0, 10_000, places=6), min_size=1, max_size=5),
    st.decimals(0, 1, places=3),
)
def test_a_saving_is_never_more_than_the_lines_cost(amounts: list[Decimal], share: Decimal):
    bill = Bill({"vol": [line(str(amount)) for amount in amounts]})
    price = priced(Saving(usage_type="EBS", share=share), bill)
    assert price is not None
    assert price.amount is not None
    assert 0 <= price.amount <= round(sum(amounts, Decimal(0)) * MONTHS, 10)
