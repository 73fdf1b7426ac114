"""From a request to everything that will be written for one payer."""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from finops_aws.sandbox.bulk import BulkBook, Series
from finops_aws.sandbox.commitments import Commitment, Reservation
from finops_aws.sandbox.company import Company, anyone, ipe
from finops_aws.sandbox.desk import Desk
from finops_aws.sandbox.engine import Demand, Engine, Hour
from finops_aws.sandbox.fees import FeeBook
from finops_aws.sandbox.fleet import fleet, gpu_cluster
from finops_aws.sandbox.lines import Posting, usage
from finops_aws.sandbox.meters import Meter, MeterBook, Tags
from finops_aws.sandbox.monthly import MonthlyBook
from finops_aws.sandbox.months import Month, Timeline, timeline
from finops_aws.sandbox.portfolio import Buyer, buy_at_random, buy_for_ipe
from finops_aws.sandbox.prices import TICKS, prices
from finops_aws.sandbox.request import BillRequest, Discounts, Planted
from finops_aws.sandbox.scale import Scale
from finops_aws.sandbox.specimens import Garden, garden
from finops_aws.sandbox.uses import Use, uses_by_month

SMALLEST_BULK = 5_000
MANY_FILLERS, FEW_FILLERS = 40, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All lines of one payer: ``patterns`` are kinds of hours, ``hours`` names the pattern of each."""

    seed: int
    company: Company
    timeline: Timeline
    meters: list[Meter]
    commitments: list[Commitment]
    patterns: list[Hour]
    hours: dict[int, int]
    postings: list[Posting]
    series: list[Series]
    uses: dict[tuple[int, int], Use]
    activation: int
    invoices: dict[int, str | None]
    discount_meters: dict[tuple[str, str, str], Meter]
    garden: Garden


def plan(request: BillRequest, *, seed: int) -> Plan:
    """Work out one payer's bill, hour by hour for whatever commitments can touch."""
    return _Planner(request, seed=seed).plan()


class _Planner:
    def __init__(self, request: BillRequest, *, seed: int) -> None:
        self._request = request
        self._seed = seed
        scale = Scale.of(request)
        discounted = request.discounts is not Discounts.NONE
        found = ipe if request.company == "ipe" else anyone
        self._company = found(seed, accounts=scale.accounts, discounted=discounted)
        self._timeline = timeline(request.until, request.months, stride=scale.stride)
        self._book = MeterBook(self._company, seed=seed)
        self._desk = Desk(self._book, self._timeline, seed=seed)
        self._monthly = MonthlyBook(self._desk, habit=scale.habit, seed=seed)
        self._fees = FeeBook(self._desk, rare=scale.habit.rare, seed=seed)
        self._bulk = BulkBook(self._book, self._timeline, seed=seed)
        self._servers = fleet(self._book, self._timeline, size=scale.servers, seed=seed)
        self._commitments = self._buy()
        if request.company == "ipe" and request.lines >= 20_000:
            self._servers += gpu_cluster(self._book, self._timeline)

    def plan(self) -> Plan:
        patterns, hours = self._settle()
        counts = self._counts(hours)
        uses = uses_by_month(self._commitments, patterns, counts=counts)
        grown = _garden(self._request, self._company, self._timeline, seed=self._seed)
        specimens = grown.postings(self._book, self._timeline)
        target = self._request.lines // self._request.payers - len(specimens)
        engine_lines = sum(len(patterns[p].lines) * n for (_, p), n in counts.items())
        left = target - engine_lines - 16 * len(self._timeline.months)
        big = self._request.company == "ipe" and self._request.lines >= SMALLEST_BULK
        if big:
            self._bulk.fill(max(0, left))
            self._bulk.plant_nat_spike()
        postings = self._postings(uses) + specimens
        if not big:
            postings += self._fillers(target + len(specimens) - engine_lines - len(postings), postings)
        return Plan(
            seed=self._seed,
            company=self._company,
            timeline=self._timeline,
            meters=self._book.meters,
            commitments=self._commitments,
            patterns=patterns,
            hours=hours,
            postings=postings,
            series=self._bulk.series,
            uses=uses,
            activation=int(self._timeline.end_hour * 0.55),
            invoices={m.position: self._desk.invoice(m) for m in self._timeline.months},
            discount_meters=self._discount_meters() if self._request.discount_mode.has_lines else {},
            garden=grown,
        )

    def _discount_meters(self) -> dict[tuple[str, str, str], Meter]:
        """Give the meter of each account's discount lines, one per product and kind of terms."""
        found: dict[tuple[str, str, str], Meter] = {}
        for name, meter in discounted_meters(self._book.meters).items():
            plain = {"resource_id": None, "zone": None, "percent": 0, "usage_type": "", "tags": Tags()}
            found[name] = self._book.variant(meter, **plain, description=f"{meter.percent}% discount")
        return found

    def _buy(self) -> list[Commitment]:
        buyer = Buyer(self._company, self._servers, self._timeline, seed=self._seed)
        if self._request.company == "ipe":
            buy_for_ipe(buyer)
        else:
            buy_at_random(buyer, seed=self._seed)
        return buyer.bought

    def _engine(self) -> Engine:
        """Give an engine with a meter for each fee and each negation it may charge."""
        fees = {c.term.id: self._fees.meter(c) for c in self._commitments}
        negations = {
            (server.meter.account.id, server.meter.price.key, kind): self._book.variant(
                server.meter, resource_id=None, description=f"SavingsPlanNegation used by {kind}"
            )
            for server in self._servers
            if server.plan_rates
            for kind in ("ComputeSavingsPlans", "EC2InstanceSavingsPlans")
        }
        return Engine(fees=fees, negations=negations)

    def _settle(self) -> tuple[list[Hour], dict[int, int]]:
        """Settle every working hour; hours alike share a pattern."""
        engine = self._engine()
        known: dict[tuple[object, ...], int] = {}
        patterns: list[Hour] = []
        hours: dict[int, int] = {}
        for month in self._timeline.months:
            for hour in month.hours:
                alive = [c for c in self._commitments if c.term.start <= hour < c.term.end]
                demand = self._demand(hour)
                key = (tuple((s.meter.id, q) for s, q in demand), tuple(c.term.id for c in alive))
                if key not in known:
                    known[key] = len(patterns)
                    patterns.append(engine.settle(demand, alive))
                hours[hour] = known[key]
        return patterns, hours

    def _demand(self, hour: int) -> list[Demand]:
        moment: datetime = self._timeline.time(hour)
        weekday, clock = moment.weekday(), moment.hour
        found = ((server, server.quantity(hour, weekday=weekday, clock=clock)) for server in self._servers)
        return [(server, quantity) for server, quantity in found if quantity]

    def _counts(self, hours: dict[int, int]) -> dict[tuple[int, int], int]:
        counts: dict[tuple[int, int], int] = defaultdict(int)
        for month in self._timeline.months:
            for hour in month.hours:
                counts[month.position, hours[hour]] += 1
        return counts

    def _postings(self, uses: dict[tuple[int, int], Use]) -> list[Posting]:
        months = self._timeline.months
        spend = {account: total // len(months) for account, total in self._bulk.spend.items()}
        found = [posting for month in months for posting in self._monthly.postings(month, spend)]
        for commitment in self._commitments:
            found += self._fees.upfront(commitment)
            if isinstance(commitment, Reservation):
                found += self._reservation_fees(commitment, uses)
        return found

    def _reservation_fees(
        self, reservation: Reservation, uses: dict[tuple[int, int], Use]
    ) -> Iterator[Posting]:
        for month in self._timeline.months:
            use = uses.get((reservation.term.id, month.position))
            posting = self._fees.reservation_fee(reservation, month, used=use.units if use else Decimal(0))
            if posting is not None:
                yield posting

    def _fillers(self, lines: int, postings: list[Posting]) -> list[Posting]:
        """Fill a small bill up with uses of random prices in random hours."""
        dice = random.Random(f"fillers-{self._seed}")
        table = [price for price in prices().values() if price.weight]
        months: list[Month] = [m for m in self._timeline.months if m.end_hour > m.first_hour]
        most = FEW_FILLERS if self._request.discount_mode.has_lines else MANY_FILLERS
        meters = [
            self._book.add(dice.choice(table), self._book.account(), region=self._book.region())
            for _ in range(min(most, max(0, lines)))
        ]
        found = [_filler(dice.choice(meters), dice.choice(months), dice) for _ in range(max(0, lines))]
        if self._request.discount_mode.has_lines:
            return found[: max(0, lines - self._discount_lines(postings + found))]
        return found

    def _discount_lines(self, postings: list[Posting]) -> int:
        """Give about how many discount lines of their own the bill will have."""
        engine = len(discounted_meters([server.meter for server in self._servers])) + 2
        months = [[p.line.meter for p in postings if p.month == m.position] for m in self._timeline.months]
        return sum(engine + len(discounted_meters(meters)) for meters in months)


def _garden(request: BillRequest, company: Company, timeline: Timeline, *, seed: int) -> Garden:
    """The specimens, none unless they are wanted."""
    if request.planted is Planted.NONE:
        return Garden(())
    whole = garden(company, until=timeline.time(timeline.end_hour), seed=seed)
    return whole if request.planted is Planted.ALL else whole.thinned()


def discounted_meters(meters: list[Meter]) -> dict[tuple[str, str, str], Meter]:
    """Give the first discounted meter of each account, product and kind of terms."""
    found: dict[tuple[str, str, str], Meter] = {}
    for meter in meters:
        if meter.percent:
            found.setdefault((meter.account.id, meter.product_code, meter.price.terms), meter)
    return found


def _filler(meter: Meter, month: Month, dice: random.Random) -> Posting:
    hour = dice.randrange(month.first_hour, month.end_hour)
    quantity = int(meter.price.quantity * TICKS) * dice.randint(1, 40) // 10
    line = usage(meter, quantity)
    return Posting(line=line, month=month.position, start=hour, stop=hour + 1)
