"""GetReservationUtilization: the hours that reservations were bought for, and those that were used.

The hours of a thinned-out bill are its working hours: a reservation is paid and used in these alone.
https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_ReservationAggregates.html
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from finops_aws.sandbox.commitments import Reservation
from finops_aws.sandbox.cost_apis.amounts import money, percentage, rounded
from finops_aws.sandbox.cost_apis.expressions import chosen
from finops_aws.sandbox.cost_apis.ledger import Answer, Ledger
from finops_aws.sandbox.cost_apis.owned import (
    COMPUTE,
    begin,
    end,
    instant,
    is_database,
    number_of,
    reservations,
    service_of,
    status,
    subscription,
    unit_price,
)
from finops_aws.sandbox.cost_apis.paging import cut, following
from finops_aws.sandbox.cost_apis.periods import Days, asked_days, bucket, granularity_of
from finops_aws.sandbox.cost_apis.refusals import invalid, unavailable
from finops_aws.sandbox.prices import decimal
from finops_aws.sandbox.server import Call

USUAL_PAGE = 100
NO_RESERVATIONS = "Reservation data unavailable for the requested period"
USED = """
    SELECT {period} AS first, commitment, sum(units), sum(listed)
    FROM cost
    WHERE line_type = 'DiscountedUsage' AND day >= ? AND day < ?
    GROUP BY ALL"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservationUse:
    """One period of reservations: hours and units bought and used, and money in ticks.

    ``on_demand`` is what the used hours cost at on-demand rates, ``potential`` what all would.
    """

    hours: Decimal = Decimal(0)
    units: Decimal = Decimal(0)
    used_hours: Decimal = Decimal(0)
    used_units: Decimal = Decimal(0)
    on_demand: int = 0
    potential: Decimal = Decimal(0)
    upfront: Decimal = Decimal(0)
    recurring: Decimal = Decimal(0)
    wasted: Decimal = Decimal(0)

    def __add__(self, other: "ReservationUse") -> "ReservationUse":
        return ReservationUse(
            hours=self.hours + other.hours,
            units=self.units + other.units,
            used_hours=self.used_hours + other.used_hours,
            used_units=self.used_units + other.used_units,
            on_demand=self.on_demand + other.on_demand,
            potential=self.potential + other.potential,
            upfront=self.upfront + other.upfront,
            recurring=self.recurring + other.recurring,
            wasted=self.wasted + other.wasted,
        )

    def told(self) -> dict[str, str]:
        """The structure in which the API tells it."""
        fee = self.upfront + self.recurring
        realized = self.on_demand - (fee - self.wasted)
        possible = self.potential - fee
        return {
            "UtilizationPercentage": percentage(self.used_hours, self.hours),
            "UtilizationPercentageInUnits": percentage(self.used_units, self.units),
            "PurchasedHours": rounded(self.hours),
            "PurchasedUnits": rounded(self.units),
            "TotalActualHours": rounded(self.used_hours),
            "TotalActualUnits": rounded(self.used_units),
            "UnusedHours": rounded(self.hours - self.used_hours),
            "UnusedUnits": rounded(self.units - self.used_units),
            "OnDemandCostOfRIHoursUsed": money(self.on_demand),
            "NetRISavings": _usd(self.on_demand - fee),
            "TotalPotentialRISavings": _usd(possible),
            "AmortizedUpfrontFee": _usd(self.upfront),
            "AmortizedRecurringFee": _usd(self.recurring),
            "TotalAmortizedFee": _usd(fee),
            "RICostForUnusedHours": _usd(self.wasted),
            "RealizedSavings": _usd(realized),
            "UnrealizedSavings": _usd(possible - realized),
        }


Use = tuple[Reservation, ReservationUse]


def _usd(amount: Decimal) -> str:
    return rounded(amount.scaleb(-10))


def _utilization(ledger: Ledger, call: Call) -> dict[str, Any]:
    days, by = asked_days(ledger, call), _granularity(call)
    services = chosen(call.parameters.get("Filter"), "SERVICE") or [COMPUTE]
    wanted = [one for one in reservations(ledger, call) if service_of(one) in services]
    uses = _by_period(ledger, wanted, days=days, granularity=by)
    if not any(uses.values()):
        raise unavailable(NO_RESERVATIONS)
    is_grouped = bool(call.parameters.get("GroupBy"))
    periods = [
        {
            "TimePeriod": period.asked,
            "Groups": [_group(ledger, one, use) for one, use in own if is_grouped],
            "Total": _total(use for _, use in own).told(),
        }
        for period, own in uses.items()
    ]
    asked = call.parameters
    page, token = cut(periods, asked.get("NextPageToken"), size=int(asked.get("MaxResults") or USUAL_PAGE))
    total = _total(use for own in uses.values() for _, use in own)
    return {"UtilizationsByTime": page, "Total": total.told(), **following("NextPageToken", token)}


def _granularity(call: Call) -> str | None:
    """Daily unless asked otherwise; groups are of the whole period."""
    groups = [one.get("Key") for one in call.parameters.get("GroupBy") or ()]
    if not groups:
        return granularity_of(call, default="DAILY")
    if groups != ["SUBSCRIPTION_ID"] or call.parameters.get("Granularity"):
        raise invalid("GroupBy must be SUBSCRIPTION_ID and cannot be combined with Granularity")
    return None


def _by_period(
    ledger: Ledger, wanted: Sequence[Reservation], *, days: Days, granularity: str | None
) -> dict[Days, list[Use]]:
    """The reservations alive in each period, with their use."""
    query = USED.format(period=bucket(granularity, days))
    rows = ledger.cube.rows(query, [days.first, days.stop])
    used = {(first, number): (int(units), int(listed)) for first, number, units, listed in rows}
    hours = sorted(ledger.plan.hours)
    found: dict[Days, list[Use]] = {}
    for period in days.by(granularity):
        counts = [(one, _alive(ledger, one, period=period, hours=hours)) for one in wanted]
        found[period] = [
            (one, _use(one, count, used.get((period.first, one.term.id), (0, 0))))
            for one, count in counts
            if count
        ]
    return found


def _alive(ledger: Ledger, reservation: Reservation, *, period: Days, hours: Sequence[int]) -> int:
    """The working hours of a period in which a reservation is in force."""
    timeline, term = ledger.plan.timeline, reservation.term
    first, stop = (
        int((_midnight(day) - timeline.epoch).total_seconds()) // 3600 for day in (period.first, period.stop)
    )
    last = min(stop, term.end, timeline.end_hour)
    return max(0, bisect_left(hours, last) - bisect_left(hours, max(first, term.start)))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _use(reservation: Reservation, hours: int, used: tuple[int, int]) -> ReservationUse:
    units = reservation.units * hours
    used_units = decimal(used[0])
    rate = unit_price(reservation.pool).scaleb(10)
    return ReservationUse(
        hours=Decimal(reservation.count * hours),
        units=units,
        used_hours=used_units / reservation.factor,
        used_units=used_units,
        on_demand=used[1],
        potential=used[1] + (units - used_units) * rate,
        upfront=units * reservation.upfront,
        recurring=units * reservation.recurring,
        wasted=(units - used_units) * (reservation.upfront + reservation.recurring),
    )


def _total(uses: Iterable[ReservationUse]) -> ReservationUse:
    return sum(uses, ReservationUse())


def _group(ledger: Ledger, reservation: Reservation, use: ReservationUse) -> dict[str, Any]:
    return {
        "Key": "SUBSCRIPTION_ID",
        "Value": subscription(reservation),
        "Attributes": _attributes(ledger, reservation),
        "Utilization": use.told(),
    }


def _attributes(ledger: Ledger, reservation: Reservation) -> dict[str, str]:
    term = reservation.term
    return {
        "accountId": term.owner.id,
        "accountName": term.owner.name,
        "service": service_of(reservation),
        "region": term.region or "",
        "instanceType": reservation.instance_type,
        "numberOfInstances": str(reservation.count),
        "offeringType": str(term.payment),
        "platform": "" if is_database(reservation) else "Linux/UNIX",
        "scope": "Region",
        "tenancy": "" if is_database(reservation) else "Shared",
        "subscriptionId": subscription(reservation),
        "subscriptionStatus": status(ledger, reservation).capitalize(),
        "subscriptionType": str(term.payment),
        "leaseId": number_of(reservation),
        "startDateTime": instant(begin(ledger, reservation)),
        "endDateTime": instant(end(ledger, reservation)),
        "upfrontFee": money(reservation.fee),
        "hourlyRecurringFee": _usd(reservation.units * reservation.recurring),
    }


ANSWERS: dict[str, Answer] = {"GetReservationUtilization": _utilization}
