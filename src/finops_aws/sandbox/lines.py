"""Lines of a bill before they are written in any export's columns."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from finops_aws.sandbox.commitments import Commitment, net
from finops_aws.sandbox.meters import Meter
from finops_aws.sandbox.prices import TICKS

Details = Mapping[str, int | str]
NO_DETAILS: Details = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line; all amounts are ticks.

    ``billed`` is unblended after negotiated discounts, ``amortized`` and ``effective``
    spread commitments before and after them, ``listed`` is the public on-demand cost
    (0 where AWS names none). A ``child`` is a share of another line and counts nowhere.
    """

    line_type: str
    meter: Meter
    quantity: int
    unblended: int
    billed: int
    amortized: int
    effective: int
    listed: int = 0
    commitment: Commitment | None = None
    child: bool = False
    details: Details = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """A line that stands once on the bill: its month, its hours and its invoice.

    ``delivery`` is the first delivery that holds it: 1 estimated, 2 closed, 3 restated.
    """

    line: Line
    month: int
    start: int
    stop: int
    delivery: int = 1
    bill_type: str = "Anniversary"
    invoice: str | None = None


def cost(quantity: int, rate: int) -> int:
    """Multiply ticks by ticks, rounded to the nearest tick."""
    return (quantity * rate + TICKS // 2) // TICKS


def usage(meter: Meter, quantity: int) -> Line:
    """Charge ordinary use at the on-demand rate."""
    unblended = cost(quantity, meter.rate_ticks)
    billed = net(unblended, meter.percent)
    return Line(
        line_type="Usage",
        meter=meter,
        quantity=quantity,
        unblended=unblended,
        billed=billed,
        amortized=unblended,
        effective=billed,
        listed=unblended,
    )


def flat(line_type: str, meter: Meter, *, amount: int, billed: int | None = None) -> Line:
    """Charge an amount that is the same before and after amortization."""
    after = amount if billed is None else billed
    return Line(
        line_type=line_type,
        meter=meter,
        quantity=TICKS,
        unblended=amount,
        billed=after,
        amortized=amount,
        effective=after,
        listed=amount if line_type == "Usage" else 0,
    )
