"""What commitments cost in money: upfront fees, their rare refunds, and the monthly fee of reservations."""

import random
from collections.abc import Iterator
from decimal import Decimal

from finops_aws.sandbox.commitments import Commitment, Reservation, SavingsPlan, exact, net
from finops_aws.sandbox.desk import CLOSED, ESTIMATED, Desk
from finops_aws.sandbox.lines import Line, Posting
from finops_aws.sandbox.meters import Meter
from finops_aws.sandbox.months import Month
from finops_aws.sandbox.prices import REGIONS, TICKS

REFUND_GRAIN = 100_000


class FeeBook:
    """Writes down the fees of commitments; ``rare`` is the chance of a purchase being refunded."""

    def __init__(self, desk: Desk, *, rare: float, seed: int) -> None:
        self._desk = desk
        self._rare = rare
        self._dice = random.Random(f"fees-{seed}")

    def upfront(self, commitment: Commitment) -> Iterator[Posting]:
        """Give the purchase of a commitment bought within the bill, and rarely a quarter of it back."""
        start = commitment.term.start
        months = self._desk.timeline.months
        month = next((m for m in months if m.first_hour <= start < m.end_hour), None)
        if month is None or not commitment.fee:
            return
        kind = "Fee" if isinstance(commitment, Reservation) else "SavingsPlanUpfrontFee"
        number = commitment.term.id
        stay = {"start": start, "stop": start + 1}
        yield self._desk.post(
            self._purchase(kind, commitment, commitment.fee),
            month,
            bill_type="Purchase",
            invoice=self._desk.invoice(month, f"purchase-{number}"),
            delivery=ESTIMATED,
            **stay,
        )
        if month.closed and self._dice.random() < self._rare:
            yield self._desk.post(
                self._purchase("Refund", commitment, -(commitment.fee // 4 // REFUND_GRAIN * REFUND_GRAIN)),
                month,
                bill_type="Refund",
                invoice=self._desk.invoice(month, f"return-{number}"),
                delivery=CLOSED,
                **stay,
            )

    def reservation_fee(self, reservation: Reservation, month: Month, *, used: Decimal) -> Posting | None:
        """Give the month's RIFee, charged whole on its first day, with what stayed unused so far."""
        term = reservation.term
        first = max(month.first_hour, term.start)
        whole = range(month.first_hour, month.whole_end, self._desk.timeline.stride)
        live = [hour for hour in whole if first <= hour < term.end]
        if not live:
            return None
        elapsed = sum(1 for hour in live if hour < month.end_hour)
        idle = reservation.units * elapsed - used
        line = _reservation_fee(reservation, self.meter(reservation), hours=len(live), idle=idle)
        return self._desk.post(line, month, start=first)

    def meter(self, commitment: Commitment) -> Meter:
        """Give the meter on which a commitment's fees are charged."""
        term = commitment.term
        if isinstance(commitment, SavingsPlan):
            key = "savings-plan-ec2" if commitment.family else "savings-plan-compute"
            changes = {
                "resource_id": term.arn,
                "description": f"{term.years} year {term.payment} {commitment.kind}",
            }
        else:
            key = "rds-r6g-large" if commitment.pool.startswith("db") else "m5-large"
            prefix = REGIONS[term.region or self._desk.company.regions[0]].prefix
            name = f"{commitment.count} x {commitment.instance_type}"
            changes = {
                "usage_type": f"{prefix}HeavyUsage:{commitment.instance_type}",
                "description": f"{name} reserved instance, {term.payment}",
            }
        return self._desk.meter(key, term.owner, variant=term.arn, percent=commitment.percent, **changes)

    def _purchase(self, kind: str, commitment: Commitment, amount: int) -> Line:
        """Charge upfront money: it is billed now and counted as cost hour by hour."""
        return Line(
            line_type=kind,
            meter=self.meter(commitment),
            quantity=TICKS,
            unblended=amount,
            billed=net(amount, commitment.percent),
            amortized=0,
            effective=0,
            commitment=commitment,
        )


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
