"""Lines that stand once a month: fees, tax, support, credits, refunds, Marketplace."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from finops_aws.sandbox.desk import CENT, CLOSED, RESTATED, Desk
from finops_aws.sandbox.lines import Line, Posting, flat
from finops_aws.sandbox.months import Month
from finops_aws.sandbox.prices import TICKS, prices, ticks

TAXED = ("m5-large", "rds-r6g-large", "s3-standard", "lambda-requests")
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

    def __init__(self, desk: Desk, *, habit: Habit, seed: int) -> None:
        self._desk = desk
        self._habit = habit
        self._dice = random.Random(f"monthly-{seed}")
        self._seed = seed

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

    def _taxes(self, month: Month, spend: dict[str, int]) -> Iterator[Posting]:
        """Tax accounts by service: each tax falls on a few services in turn."""
        accounts = self._desk.company.accounts[: self._habit.taxed]
        taxes = TAX_TYPES[: 1 + self._habit.taxed // 4]
        for place, account in enumerate(accounts):
            for turn, tax in enumerate(taxes):
                key = TAXED[(place + turn) % len(TAXED)]
                words = {"description": f"{tax} on {prices()[key].product_name}", "usage_type": ""}
                amount = int(spend.get(account.id, CENT) * TAX_PERCENTS[tax] / 100) // CENT * CENT + 7 * CENT
                line = flat(
                    "Tax", self._desk.meter(key, account, variant=f"tax-{tax}", **words), amount=amount
                )
                yield self._desk.post(_with(line, tax_type=tax), month, delivery=CLOSED)

    def _support(self, month: Month, spend: dict[str, int]) -> Posting:
        amount = max(100 * TICKS, sum(spend.values()) // 33) // CENT * CENT
        return self._desk.post(
            flat("Fee", self._desk.meter("support", self._desk.company.payer), amount=amount),
            month,
            delivery=CLOSED,
        )

    def _marketplace(self, month: Month) -> Iterator[Posting]:
        account = self._desk.company.accounts[0]
        changes = {"billing_entity": "AWS Marketplace", "legal_entity": SELLER}
        meter = self._desk.meter("marketplace", account, variant="saas", **changes)
        invoice = self._desk.invoice(month, "AWS Marketplace")
        for hour in list(month.hours)[: 1 + len(month.hours) // 200]:
            amount = ticks("0.12") * self._dice.randrange(50, 900)
            yield self._desk.post(
                flat("Usage", meter, amount=amount), month, start=hour, stop=hour + 1, invoice=invoice
            )
        if self._rarely(month, every=4):
            fee = self._desk.meter("marketplace", account, variant="contract", **changes)
            yield self._desk.post(
                flat("Fee", fee, amount=1200 * TICKS), month, stop=month.first_hour + 1, invoice=invoice
            )

    def _credits(self, month: Month) -> Iterator[Posting]:
        """Credit the first account until the credit runs out in the middle of a month."""
        last = max(1, len(self._desk.timeline.months) * 2 // 3)
        if month.position > last or not month.hours:
            return
        account = self._desk.company.accounts[0]
        meter = self._desk.meter(
            "m5-large", account, variant="credit", description="AWS Migration Acceleration Program credit"
        )
        share = 2 if month.position == last else 1
        hours = list(month.hours)[: max(1, len(month.hours) // share)]
        for hour in hours[:: max(1, len(hours) // 3)]:
            amount = -self._dice.randrange(10_000, 900_000_000) * 1000
            yield self._desk.post(flat("Credit", meter, amount=amount), month, start=hour, stop=hour + 1)

    def _refunds(self, month: Month) -> Iterator[Posting]:
        closed = [m for m in self._desk.timeline.months if m.closed]
        if month is not closed[-1] and not self._rarely(month, every=3):
            return
        account = self._desk.company.accounts[-1]
        meter = self._desk.meter(
            "s3-standard", account, variant="refund", description="Refund of data retrieved in error"
        )
        amount = -self._dice.randrange(10**9, 40 * TICKS)
        yield self._desk.post(
            flat("Refund", meter, amount=amount),
            month,
            delivery=RESTATED,
            bill_type="Refund",
            invoice=self._desk.invoice(month, "refund"),
        )

    def _oddities(self, month: Month) -> Iterator[Posting]:
        """Give volume, partner and domain lines; a type no document names only on random bills."""
        account = self._desk.company.accounts[-1]
        amount = self._dice.randrange(10**8, 10**11)
        volume = self._desk.meter("m5-large", account, variant="volume", description="RI volume discount")
        yield self._desk.post(flat("RiVolumeDiscount", volume, amount=-amount), month)
        if self._habit.unknown_types or self._dice.random() < 0.3:
            partner = self._desk.meter(
                "m5-large", account, variant="partner", description="Solution Provider Program discount"
            )
            yield self._desk.post(flat("SppDiscount", partner, amount=-amount // 7), month)
        yield self._desk.post(
            flat("Fee", self._desk.meter("domain", account), amount=12 * TICKS),
            month,
            stop=month.first_hour + 1,
        )
        if self._habit.unknown_types:
            strange = self._desk.meter(
                "s3-standard", account, variant="strange", description="Complimentary adjustment"
            )
            yield self._desk.post(flat("ComplimentaryAdjustment", strange, amount=-amount // 3), month)

    def _rarely(self, month: Month, *, every: int) -> bool:
        if self._habit.unknown_types and month.position == 0:
            return True
        return (month.position + self._seed) % every == 0 or self._dice.random() < self._habit.rare / 3


def _with(line: Line, **details: str) -> Line:
    return replace(line, details={**line.details, **details})
