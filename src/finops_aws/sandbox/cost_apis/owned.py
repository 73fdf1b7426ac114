"""The commitments a caller may see, with the dimensions they are filtered by."""

from datetime import datetime, timedelta
from decimal import Decimal

from finops_aws.sandbox.commitments import Commitment, Reservation, SavingsPlan
from finops_aws.sandbox.cost_apis.expressions import fits
from finops_aws.sandbox.cost_apis.ledger import Ledger
from finops_aws.sandbox.prices import Price, prices
from finops_aws.sandbox.server import Call

COMPUTE = "Amazon Elastic Compute Cloud - Compute"
DATABASES = "Amazon Relational Database Service"
ON_DEMAND = ("BoxUsage:", "InstanceUsage:")
"""How the usage types of on-demand instances of EC2 and RDS begin, the region's prefix aside."""

SIZES = {"nano": "0.25", "micro": "0.5", "small": "1", "medium": "2", "large": "4", "xlarge": "8"}
"""Normalized units by size.
https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/apply_ri.html"""


def plans(ledger: Ledger, call: Call) -> list[SavingsPlan]:
    """The Savings Plans that fit the call's filter: all of the company for its payer, else the caller's."""
    found = [c for c in ledger.plan.commitments if isinstance(c, SavingsPlan)]
    return [
        one
        for one in found
        if _is_seen(ledger, call, one) and fits(call.parameters.get("Filter"), _plan_traits(one))
    ]


def reservations(ledger: Ledger, call: Call) -> list[Reservation]:
    """The reservations that fit the call's filter, of every service unless it names some."""
    asked = call.parameters.get("Filter")
    found = [c for c in ledger.plan.commitments if isinstance(c, Reservation)]
    return [one for one in found if _is_seen(ledger, call, one) and fits(asked, reservation_traits(one))]


def reservation_traits(reservation: Reservation) -> dict[str, str | None]:
    """What reservations are filtered by."""
    return {
        "SERVICE": service_of(reservation),
        "REGION": reservation.term.region,
        "INSTANCE_TYPE": reservation.instance_type,
        "LINKED_ACCOUNT": reservation.term.owner.id,
        "SUBSCRIPTION_ID": subscription(reservation),
    }


def is_database(reservation: Reservation) -> bool:
    """Whether RDS sold it."""
    return reservation.pool.startswith("db.")


def service_of(reservation: Reservation) -> str:
    """Its SERVICE in Cost Explorer."""
    return DATABASES if is_database(reservation) else COMPUTE


def units_of(instance_type: str) -> Decimal:
    """The normalized units of one instance: of 4xlarge four times those of xlarge; 0 where AWS has none."""
    size = instance_type.removesuffix(".search").rpartition(".")[2]
    times = size.removesuffix("xlarge")
    if size in SIZES:
        return Decimal(SIZES[size])
    return Decimal(times) * Decimal(SIZES["xlarge"]) if times.isdigit() else Decimal(0)


def unit_price(pool: str) -> Decimal:
    """What one normalized unit of a pool (``family:region``) costs on demand, in USD per hour."""
    family, _, region = pool.partition(":")
    price = smallest(family)
    return price.rate(region) / units_of(price.instance_type)


def smallest(family: str) -> Price:
    """The on-demand price of the smallest instance of a family that the sandbox knows."""
    own = [
        price
        for price in prices().values()
        if price.instance_type.rpartition(".")[0] == family and price.usage.startswith(ON_DEMAND)
    ]
    return min(own, key=lambda price: units_of(price.instance_type))


def subscription(reservation: Reservation) -> str:
    """The number by which bill and Cost Explorer know a reservation."""
    return str(1_000_000 + reservation.term.id)


def number_of(commitment: Commitment) -> str:
    """The last part of a commitment's ARN."""
    return commitment.term.arn.replace(":", "/").rpartition("/")[2]


def status(ledger: Ledger, commitment: Commitment) -> str:
    """Whether the term runs on the last day of the bill; plans and reservations use the same words."""
    return "active" if end(ledger, commitment).date() >= ledger.until else "retired"


def begin(ledger: Ledger, commitment: Commitment) -> datetime:
    """When the term begins."""
    return ledger.plan.timeline.time(commitment.term.start)


def end(ledger: Ledger, commitment: Commitment) -> datetime:
    """The last second of the term, as the bill names it."""
    return ledger.plan.timeline.time(commitment.term.end) - timedelta(seconds=1)


def instant(moment: datetime) -> str:
    """A time as the cost APIs and the bill write it."""
    return f"{moment:%Y-%m-%dT%H:%M:%S.000Z}"


def _is_seen(ledger: Ledger, call: Call, commitment: Commitment) -> bool:
    return ledger.is_payer(call) or commitment.term.owner.id == call.place.account


def _plan_traits(plan: SavingsPlan) -> dict[str, str | None]:
    return {
        "SAVINGS_PLAN_ARN": plan.term.arn,
        "SAVINGS_PLANS_TYPE": plan.kind,
        "LINKED_ACCOUNT": plan.term.owner.id,
        "REGION": plan.term.region,
        "PAYMENT_OPTION": str(plan.term.payment),
        "INSTANCE_TYPE_FAMILY": plan.family,
    }
