"""The commitment engine, one hour at a time: worked out by hand."""

from decimal import Decimal

import pytest

from finops_aws.sandbox.commitments import Commitment, Payment, Reservation, SavingsPlan, Term, net
from finops_aws.sandbox.company import anyone
from finops_aws.sandbox.engine import Engine, Hour
from finops_aws.sandbox.fleet import FACTORS, Server
from finops_aws.sandbox.lines import Line
from finops_aws.sandbox.meters import MeterBook
from finops_aws.sandbox.prices import TICKS, decimal, prices, ticks

COMPANY = anyone(1, accounts=3, discounted=False)
REGION = "us-east-1"
PLAN_RATES = (ticks("0.1"), ticks("0.12"))


class Bench:
    """An engine with a book of meters and the servers under test."""

    def __init__(self) -> None:
        self.book = MeterBook(COMPANY, seed=1)

    def server(self, key: str, *, account: int = 0, rates: tuple[int, int] | None = PLAN_RATES) -> Server:
        meter = self.book.add(prices()[key], COMPANY.accounts[account], region=REGION)
        kind, _, size = meter.price.instance_type.rpartition(".")
        return Server(
            meter=meter,
            birth=0,
            death=10,
            schedule="always",
            factor=FACTORS[size],
            pool=f"{kind}:{REGION}",
            family=kind,
            plan_rates=rates,
        )

    def settle(self, servers: list[Server], commitments: list[Commitment]) -> Hour:
        fees = {c.term.id: servers[0].meter for c in commitments}
        kinds = ("ComputeSavingsPlans", "EC2InstanceSavingsPlans")
        negations = {
            (s.meter.account.id, s.meter.price.key, kind): s.meter for s in servers for kind in kinds
        }
        return Engine(fees=fees, negations=negations).settle([(s, TICKS) for s in servers], commitments)


def term(number: int, *, owner: int = 0) -> Term:
    return Term(
        id=number,
        arn=f"arn:{number}",
        owner=COMPANY.accounts[owner],
        region=REGION,
        payment=Payment.PARTIAL,
        start=0,
        years=1,
    )


def reservation(number: int, *, count: int, owner: int = 0) -> Reservation:
    return Reservation(
        term=term(number, owner=owner),
        pool=f"m5:{REGION}",
        instance_type="m5.xlarge",
        count=count,
        factor=Decimal(8),
        recurring=ticks("0.008"),
        upfront=ticks("0.007"),
        percent=0,
    )


def savings_plan(number: int, *, hourly: str, family: str | None = None) -> SavingsPlan:
    return SavingsPlan(term=term(number), family=family, recurring=ticks(hourly), upfront=0, percent=0)


def of_type(hour: Hour, line_type: str) -> list[Line]:
    return [line for line in hour.lines if line.line_type == line_type]


def test_a_reservation_covers_part_of_a_larger_size() -> None:
    bench = Bench()
    hour = bench.settle([bench.server("m5-2xlarge")], [reservation(0, count=1)])
    (covered,) = of_type(hour, "DiscountedUsage")
    (rest,) = of_type(hour, "Usage")
    assert decimal(covered.quantity) == decimal(rest.quantity) == Decimal("0.5")
    assert decimal(covered.amortized) == 8 * Decimal("0.015")
    assert covered.unblended == 0
    assert hour.used_units[0] == 8


def test_a_reservation_serves_its_own_account_first() -> None:
    bench = Bench()
    other, own = bench.server("m5-xlarge", account=0), bench.server("m5-xlarge", account=1)
    hour = bench.settle([other, own], [reservation(0, count=1, owner=1)])
    assert [line.meter for line in of_type(hour, "DiscountedUsage")] == [own.meter]


def test_an_idle_reservation_uses_nothing() -> None:
    bench = Bench()
    hour = bench.settle([bench.server("c5-xlarge")], [reservation(0, count=2)])
    assert hour.used_units[0] == 0
    assert not of_type(hour, "DiscountedUsage")


def test_a_plan_covers_as_much_of_an_hour_as_it_pays_for() -> None:
    bench = Bench()
    hour = bench.settle([bench.server("m5-xlarge")], [savings_plan(0, hourly="0.03")])
    (covered,) = of_type(hour, "SavingsPlanCoveredUsage")
    (rest,) = of_type(hour, "Usage")
    (fee,) = of_type(hour, "SavingsPlanRecurringFee")
    assert decimal(covered.quantity) == Decimal("0.25")
    assert decimal(rest.quantity) == Decimal("0.75")
    assert decimal(covered.amortized) == Decimal("0.03")
    assert fee.amortized == 0
    assert sum(line.unblended for line in of_type(hour, "SavingsPlanNegation")) == -covered.unblended


def test_what_a_plan_does_not_use_is_its_fee_line_cost() -> None:
    bench = Bench()
    hour = bench.settle([bench.server("m5-xlarge")], [savings_plan(0, hourly="0.2")])
    (fee,) = of_type(hour, "SavingsPlanRecurringFee")
    assert decimal(fee.amortized) == Decimal("0.08")
    assert decimal(hour.used_commitment[0]) == Decimal("0.12")


def test_reservations_come_before_plans_and_bound_plans_before_compute_plans() -> None:
    bench = Bench()
    servers = [bench.server("m5-xlarge"), bench.server("m5-xlarge"), bench.server("m5-xlarge")]
    plans: list[Commitment] = [
        savings_plan(1, hourly="0.12"),
        savings_plan(2, hourly="0.1", family="m5"),
        reservation(3, count=1),
    ]
    hour = bench.settle(servers, plans)
    taken = {line.commitment.term.id: line.meter for line in hour.lines if line.commitment and line.quantity}
    assert len(of_type(hour, "DiscountedUsage")) == 1
    covered = of_type(hour, "SavingsPlanCoveredUsage")
    assert [line.commitment.term.id for line in covered if line.commitment] == [2, 1]
    assert set(taken) == {1, 2, 3}
    assert not of_type(hour, "Usage")


def test_the_highest_saving_is_covered_first() -> None:
    bench = Bench()
    small, large = bench.server("m5-large"), bench.server("c5-xlarge", rates=(0, ticks("0.1")))
    hour = bench.settle([small, large], [savings_plan(0, hourly="0.1")])
    (covered,) = of_type(hour, "SavingsPlanCoveredUsage")
    assert covered.meter is large.meter


@pytest.mark.parametrize(("amount", "expected"), [(1000, 920), (-1000, -920), (0, 0), (7, 7)])
def test_a_discount_takes_whole_ticks_off_either_sign(amount: int, expected: int) -> None:
    assert net(amount, 8) == expected
