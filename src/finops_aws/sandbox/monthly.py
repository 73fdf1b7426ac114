"""Lines that stand once a month: fees, tax, support, credits, refunds, Marketplace."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from finops_aws.sandbox.commitments import Commitment, Reservation, SavingsPlan, exact, net
from finops_aws.sandbox.company import Account
from finops_aws.sandbox.lines import Line, Posting, flat
from finops_aws.sandbox.meters import Meter, MeterBook, Tags
from finops_aws.sandbox.months import Month, Timeline
from finops_aws.sandbox.prices import TICKS, prices, ticks

ESTIMATED, CLOSED, RESTATED = 1, 2, 3
CENT = TICKS // 100
SELLER = "Vigia Sistemas S.A."
TAX_TYPES = ("PIS", "COFINS", "ISS")
TAX_PERCENTS = {"PIS": Decimal("1.65"), "COFINS": Decimal("7.6"), "ISS": Decimal("2.9")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """How much of the rarer lines a company has; ``taxed`` accounts per month."""

    taxed: int
    rare: float
    unknown_types: bool


class MonthlyBook:
    """Writes down what is charged per month rather than per hour."""

    def __init__(self, book: MeterBook, timeline: Timeline, *, habit: Habit, seed: int) -> None:
        self._book = book
        self._timeline = timeline
        self._habit = habit
        self._dice = random.Random(f"monthly-{seed}")
        self._seed = seed
        self._meters: dict[tuple[str, str, str], Meter] = {}

    def postings(self, month: Month, spend: dict[str, int]) -> Iterator[Posting]:
        """Give the month's lines; ``spend`` is about what each account used, in ticks."""
        yield from self._marketplace(month)
        yield from self._credits(month)
        if month.closed:
            yield from self._taxes(month, spend)
            yield self._support(month, spend)
            yield from self._refunds(month)
        if self._rarely(month, every=5):
            yield from self._oddities(month)

    def upfront(self, commitment: Commitment) -> Iterator[Posting]:
        """Give the purchase of a commitment bought within the bill, and rarely its refund."""
        start = commitment.term.start
        month = next((m for m in self._timeline.months if m.first_hour <= start < m.end_hour), None)
        if month is None or not commitment.fee:
            return
        kind = "Fee" if isinstance(commitment, Reservation) else "SavingsPlanUpfrontFee"
        meter = self.fee_meter(commitment)
        invoice = self._invoice(month, f"purchase-{commitment.term.id}")
        yield self._purchase(kind, meter, commitment, month=month, invoice=invoice, share=1)
        if month.closed and self._dice.random() < self._habit.rare:
            refund = self._invoice(month, f"return-{commitment.term.id}")
            yield self._purchase("Refund", meter, commitment, month=month, invoice=refund, share=-4)

    def reservation_fee(self, reservation: Reservation, month: Month, used: Decimal) -> Posting | None:
        """Give the month's RIFee, charged whole on its first day, with what stayed unused so far."""
        term = reservation.term
        first = max(month.first_hour, term.start)
        whole = range(month.first_hour, self._whole_end(month), self._timeline.stride)
        live = [hour for hour in whole if first <= hour < term.end]
        if not live:
            return None
        elapsed = sum(1 for hour in live if hour < month.end_hour)
        line = _reservation_fee(
            reservation, self.fee_meter(reservation), hours=len(live), idle=reservation.units * elapsed - used
        )
        return Posting(line=line, month=month.position, start=first, stop=self._whole_end(month))

    def fee_meter(self, commitment: Commitment) -> Meter:
        """Give the meter on which a commitment's fees are charged."""
        return self._commitment_meter(commitment)

    def invoice(self, month: Month, purpose: str = "AWS") -> str | None:
        """Give the month's invoice number, None while the month runs."""
        return self._invoice(month, purpose) if month.closed else None

    def _invoice(self, month: Month, purpose: str) -> str:
        payer = self._book.company.payer.id
        return str(random.Random(f"{self._seed}-{payer}-{month.period}-{purpose}").randrange(10**9, 10**10))

    def _whole_end(self, month: Month) -> int:
        return month.first_hour + int((month.end - month.start).total_seconds()) // 3600

    def _post(self, line: Line, month: Month, **changes: object) -> Posting:
        standard: dict[str, object] = {"start": month.first_hour, "stop": self._whole_end(month)}
        return Posting(line=line, month=month.position, **{**standard, **changes})  # type: ignore[arg-type]

    def _plain(self, key: str, account: Account, variant: str = "", **changes: object) -> Meter:
        """Give an untagged meter without resource, one per price, account and variant."""
        name = (key, account.id, variant)
        if name not in self._meters:
            region = self._book.company.regions[0]
            made = self._book.add(prices()[key], account, region=region, tags=Tags())
            plain = {"resource_id": None, "zone": None, "percent": 0, **changes}
            self._meters[name] = self._book.variant(made, **plain)
        return self._meters[name]

    def _taxes(self, month: Month, spend: dict[str, int]) -> Iterator[Posting]:
        accounts = self._book.company.accounts[: self._habit.taxed]
        for account in accounts:
            for tax in TAX_TYPES[: 1 + self._habit.taxed // 4]:
                amount = int(spend.get(account.id, CENT) * TAX_PERCENTS[tax] / 100) // CENT * CENT + 7 * CENT
                meter = self._plain(
                    "m5-large", account, f"tax-{tax}", description=f"Tax {tax}", usage_type=""
                )
                line = flat("Tax", meter, amount)
                yield self._post(_with(line, tax_type=tax), month, delivery=CLOSED)

    def _support(self, month: Month, spend: dict[str, int]) -> Posting:
        amount = max(100 * TICKS, sum(spend.values()) // 33) // CENT * CENT
        return self._post(
            flat("Fee", self._plain("support", self._book.company.payer), amount), month, delivery=CLOSED
        )

    def _marketplace(self, month: Month) -> Iterator[Posting]:
        account = self._book.company.accounts[0]
        changes = {"billing_entity": "AWS Marketplace", "legal_entity": SELLER}
        meter = self._plain("marketplace", account, "saas", **changes)
        invoice = self.invoice(month, "AWS Marketplace")
        for hour in list(month.hours)[: 1 + len(month.hours) // 200]:
            amount = ticks("0.12") * self._dice.randrange(50, 900)
            yield self._post(flat("Usage", meter, amount), month, start=hour, stop=hour + 1, invoice=invoice)
        if self._rarely(month, every=4):
            fee = self._plain("marketplace", account, "contract", **changes)
            yield self._post(
                flat("Fee", fee, 1200 * TICKS), month, stop=month.first_hour + 1, invoice=invoice
            )

    def _credits(self, month: Month) -> Iterator[Posting]:
        """Credit the first account until the credit runs out in the middle of a month."""
        last = max(1, len(self._timeline.months) * 2 // 3)
        if month.position > last or not month.hours:
            return
        account = self._book.company.accounts[0]
        meter = self._plain(
            "m5-large", account, "credit", description="AWS Migration Acceleration Program credit"
        )
        share = 2 if month.position == last else 1
        hours = list(month.hours)[: max(1, len(month.hours) // share)]
        for hour in hours[:: max(1, len(hours) // 3)]:
            amount = -self._dice.randrange(10_000, 900_000_000) * 1000
            yield self._post(flat("Credit", meter, amount), month, start=hour, stop=hour + 1)

    def _refunds(self, month: Month) -> Iterator[Posting]:
        closed = [m for m in self._timeline.months if m.closed]
        if month is not closed[-1] and not self._rarely(month, every=3):
            return
        account = self._book.company.accounts[-1]
        meter = self._plain("s3-standard", account, "refund", description="Refund of data retrieved in error")
        amount = -self._dice.randrange(10**9, 40 * TICKS)
        yield self._post(
            flat("Refund", meter, amount),
            month,
            delivery=RESTATED,
            bill_type="Refund",
            invoice=self._invoice(month, "refund"),
        )

    def _oddities(self, month: Month) -> Iterator[Posting]:
        """Give volume, partner and domain lines; a type no document names only on random bills."""
        account = self._book.company.accounts[-1]
        amount = self._dice.randrange(10**8, 10**11)
        volume = self._plain("m5-large", account, "volume", description="RI volume discount")
        yield self._post(flat("RiVolumeDiscount", volume, -amount), month)
        if self._habit.unknown_types or self._dice.random() < 0.3:
            partner = self._plain(
                "m5-large", account, "partner", description="Solution Provider Program discount"
            )
            yield self._post(flat("SppDiscount", partner, -amount // 7), month)
        yield self._post(
            flat("Fee", self._plain("domain", account), 12 * TICKS), month, stop=month.first_hour + 1
        )
        if self._habit.unknown_types:
            strange = self._plain("s3-standard", account, "strange", description="Complimentary adjustment")
            yield self._post(flat("ComplimentaryAdjustment", strange, -amount // 3), month)

    def _rarely(self, month: Month, *, every: int) -> bool:
        if self._habit.unknown_types and month.position == 0:
            return True
        return (month.position + self._seed) % every == 0 or self._dice.random() < self._habit.rare / 3

    def _purchase(
        self, kind: str, meter: Meter, commitment: Commitment, *, month: Month, invoice: str, share: int
    ) -> Posting:
        """Charge the upfront fee; a negative ``share`` gives one part in that many back."""
        amount = commitment.fee if share == 1 else commitment.fee // share // 100_000 * 100_000
        line = Line(
            line_type=kind,
            meter=meter,
            quantity=TICKS,
            unblended=amount,
            billed=net(amount, commitment.percent),
            amortized=0,
            effective=0,
            commitment=commitment,
        )
        start = commitment.term.start
        return Posting(
            line=line,
            month=month.position,
            start=start,
            stop=start + 1,
            bill_type="Purchase" if share == 1 else "Refund",
            invoice=invoice if month.closed else None,
            delivery=ESTIMATED if share == 1 else CLOSED,
        )

    def _commitment_meter(self, commitment: Commitment) -> Meter:
        owner = commitment.term.owner
        if isinstance(commitment, SavingsPlan):
            key = "savings-plan-ec2" if commitment.family else "savings-plan-compute"
            words = f"{commitment.term.years} year {commitment.term.payment} {commitment.kind}"
            name = {"resource_id": commitment.term.arn, "description": words}
            return self._plain(key, owner, commitment.term.arn, percent=commitment.percent, **name)
        key = "rds-r6g-large" if commitment.pool.startswith("db") else "m5-large"
        words = (
            f"{commitment.count} x {commitment.instance_type} reserved instance, {commitment.term.payment}"
        )
        usage_type = f"HeavyUsage:{commitment.instance_type}"
        return self._plain(
            key,
            owner,
            commitment.term.arn,
            percent=commitment.percent,
            description=words,
            usage_type=usage_type,
        )


def _with(line: Line, **details: str) -> Line:
    from dataclasses import replace

    return replace(line, details={**line.details, **details})


def _reservation_fee(reservation: Reservation, meter: Meter, *, hours: int, idle: Decimal) -> Line:
    percent = reservation.percent
    fee = exact(reservation.units * reservation.recurring * hours)
    upfront = exact(reservation.units * reservation.upfront * hours)
    idle_upfront = exact(idle * reservation.upfront)
    idle_recurring = exact(idle * reservation.recurring)
    return Line(
        line_type="RIFee",
        meter=meter,
        quantity=reservation.count * hours * TICKS,
        unblended=fee,
        billed=net(fee, percent),
        amortized=idle_upfront + idle_recurring,
        effective=net(idle_upfront, percent) + net(idle_recurring, percent),
        commitment=reservation,
        details={
            "ri_upfront": upfront,
            "ri_unused_upfront": idle_upfront,
            "ri_unused_recurring": idle_recurring,
            "ri_net_upfront": net(upfront, percent),
            "ri_net_unused_upfront": net(idle_upfront, percent),
            "ri_net_unused_recurring": net(idle_recurring, percent),
            "ri_unused_units": exact(idle * TICKS),
            "ri_unused_quantity": exact(idle / reservation.factor * TICKS),
            "ri_total_units": exact(reservation.units * hours * TICKS),
            "ri_total": reservation.count * hours * TICKS,
            "factor": str(reservation.factor),
        },
    )
