"""Which commitments a company has bought for its fleet."""

import random
from collections import defaultdict
from decimal import Decimal

from finops_aws.sandbox.commitments import (
    YEAR_HOURS,
    Commitment,
    Payment,
    Reservation,
    SavingsPlan,
    Term,
    reservation_arn,
    savings_plan_arn,
    split_payment,
)
from finops_aws.sandbox.company import Account, Company
from finops_aws.sandbox.fleet import Server
from finops_aws.sandbox.months import Timeline
from finops_aws.sandbox.prices import decimal

RESERVED_PRICE = {Payment.NO: Decimal("0.64"), Payment.PARTIAL: Decimal("0.61"), Payment.ALL: Decimal("0.60")}


class Buyer:
    """Buys commitments of every payment kind; ids are running numbers."""

    def __init__(self, company: Company, servers: list[Server], timeline: Timeline, *, seed: int) -> None:
        self.bought: list[Commitment] = []
        self._company = company
        self._servers = servers
        self._timeline = timeline
        self._dice = random.Random(f"portfolio-{seed}")

    def reservations(self, payments: list[Payment]) -> None:
        """Reserve part of each pool, one reservation per payment kind in turn."""
        pools = self._pools()
        names = sorted(pools, key=lambda pool: -pools[pool])
        for position, payment in enumerate(payments):
            if names:
                pool = names[position % len(names)]
                self._reserve(pool, payment, units=pools[pool], turn=position)

    def plans(self, wanted: list[tuple[Payment, bool]]) -> None:
        """Buy one Savings Plan per (payment, whether it is bound to a family)."""
        families = self._families()
        names = sorted(families, key=lambda family: -families[family])
        total = sum(families.values())
        for position, (payment, bound) in enumerate(wanted):
            family = names[position % len(names)] if bound and names else None
            hourly = families[family] * Decimal("0.5") if family else total * Decimal("0.3")
            level = Decimal(self._dice.randint(60, 120)) / 100
            self._plan(family, payment, hourly=hourly * level, turn=position)

    def _pools(self) -> dict[str, Decimal]:
        pools: dict[str, Decimal] = defaultdict(Decimal)
        for server in self._servers:
            if server.pool and server.factor and server.schedule != "night":
                pools[server.pool] += server.factor
        return pools

    def _families(self) -> dict[str, Decimal]:
        """Give what each EC2 family costs per hour at plan rates, reserved families left out."""
        reserved = {c.pool for c in self.bought if isinstance(c, Reservation)}
        families: dict[str, Decimal] = defaultdict(Decimal)
        for server in self._servers:
            if server.plan_rates and server.family and server.family != "g5" and server.pool not in reserved:
                families[server.family] += decimal(server.plan_rates[1])
        return families

    def _reserve(self, pool: str, payment: Payment, *, units: Decimal, turn: int) -> None:
        kind, _, region = pool.partition(":")
        server = next(s for s in self._servers if s.pool == pool)
        factor = Decimal(8)
        count = max(1, int(units * self._dice.randint(25, 60) / 100 / factor))
        price = decimal(server.meter.rate_ticks) / (server.factor or 1) * RESERVED_PRICE[payment]
        recurring, upfront = split_payment(price, payment, decimals=5)
        owner = server.meter.account
        service = "rds" if kind.startswith("db") else "ec2"
        arn = reservation_arn(self._dice, service=service, region=region, account=owner.id)
        self.bought.append(
            Reservation(
                term=self._term(arn, owner, payment, region=region, turn=turn),
                pool=pool,
                instance_type=f"{kind}.xlarge",
                count=count,
                factor=factor,
                recurring=recurring,
                upfront=upfront,
                percent=self._company.percent["edp"],
            )
        )

    def _plan(self, family: str | None, payment: Payment, *, hourly: Decimal, turn: int) -> None:
        recurring, upfront = split_payment(max(hourly, Decimal("0.05")), payment, decimals=3)
        owner = self._company.payer
        arn = savings_plan_arn(self._dice, account=owner.id)
        region = self._company.regions[0] if family else None
        self.bought.append(
            SavingsPlan(
                term=self._term(arn, owner, payment, region=region, turn=turn),
                family=family,
                recurring=recurring,
                upfront=upfront,
                percent=self._company.percent["edp"],
            )
        )

    def _term(self, arn: str, owner: Account, payment: Payment, *, region: str | None, turn: int) -> Term:
        return Term(
            id=len(self.bought),
            arn=arn,
            owner=owner,
            region=region,
            payment=payment,
            start=self._start(turn),
            years=self._dice.choice((1, 1, 1, 3)),
        )

    def _start(self, turn: int) -> int:
        """Begin before the bill, or in one of its working hours; some run out on the way.

        Of each kind the first bought begins before the bill and the second within it.
        """
        months = self._timeline.months
        if turn == 0 or (turn != 1 and self._dice.random() < 0.55):
            return -self._dice.randrange(1, YEAR_HOURS - 24)
        month = months[self._dice.randrange(len(months))]
        return self._dice.choice(month.hours) if month.hours else month.first_hour


def buy_for_ipe(buyer: Buyer) -> None:
    """Buy as a company does that began carefully and then trusted its forecasts."""
    buyer.reservations([Payment.NO, Payment.PARTIAL, Payment.ALL, Payment.PARTIAL, Payment.NO])
    buyer.plans(
        [
            (Payment.NO, False),
            (Payment.PARTIAL, False),
            (Payment.ALL, False),
            (Payment.NO, True),
            (Payment.PARTIAL, True),
            (Payment.ALL, True),
        ]
    )


def buy_at_random(buyer: Buyer, *, seed: int) -> None:
    """Buy every payment kind in random order, of random kinds."""
    dice = random.Random(f"purchases-{seed}")
    payments = list(Payment)
    buyer.reservations(_second_upfront(payments, dice))
    bound = [True, False, dice.random() < 0.5]
    dice.shuffle(bound)
    buyer.plans(list(zip(_second_upfront(payments, dice), bound, strict=True)))


def _second_upfront(payments: list[Payment], dice: random.Random) -> list[Payment]:
    """Shuffle, keeping one with an upfront fee in second place, which is bought within the bill."""
    dice.shuffle(payments)
    if payments[1] is Payment.NO:
        payments[0], payments[1] = payments[1], payments[0]
    return list(payments)
