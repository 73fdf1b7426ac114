"""One line of every type, written by hand, and what each is worth in every cost basis."""

from dataclasses import dataclass
from decimal import Decimal

from tests.bills import PLAN, RESERVATION, cur, line

BASES = ("unblended", "amortized", "billed", "effective", "list")
COLUMNS = dict(
    zip(BASES, ("x_UnblendedCost", "x_AmortizedCost", "BilledCost", "EffectiveCost", "ListCost"), strict=True)
)
LAST_MONTH = {"line_item_usage_start_date": "2025-12-20T00:00:00.000Z"}


@dataclass(frozen=True, slots=True)
class Case:
    """A line item: its own columns, its net columns, and what it is worth without and with the latter.

    ``gross`` and ``net`` are unblended, amortized, billed, effective, list.
    """

    kind: str
    cost: str
    gross: tuple[str, ...]
    net: tuple[str, ...]
    category: str
    own: dict[str, str]
    own_net: dict[str, str]

    @property
    def lines(self) -> dict[str, str]:
        return line(self.kind, self.cost, **self.own)

    @property
    def net_lines(self) -> dict[str, str]:
        return line(self.kind, self.cost, **self.own, **self.own_net)


def _case(kind: str, cost: str, worth: str, net_worth: str, category: str, **columns: str) -> Case:
    """``worth`` and ``net_worth`` are five amounts; columns under short names, net ones among them."""
    own = {name: value for name, value in columns.items() if not name.startswith("net")}
    own_net = {name: value for name, value in columns.items() if name.startswith("net")}
    return Case(
        kind, cost, tuple(worth.split()), tuple(net_worth.split()), category, cur(**own), cur(**own_net)
    )


# fmt: off
CASES = {
    # unblended amortized billed effective list, then the same with net columns
    "usage": _case("Usage", "10", "10 10 10 10 12", "10 10 8 8 12", "Usage", listed="12", net="8"),
    "usage without a public price": _case("Usage", "10", "10 10 10 10 10", "10 10 8 8 10", "Usage", net="8"),
    "free usage": _case("Usage", "0", "0 0 0 0 3", "0 0 0 0 3", "Usage", listed="3", net="0"),
    "reserved usage": _case(
        "DiscountedUsage", "0", "0 4 0 4 9", "0 4 0 3 9", "Usage",
        reservation=RESERVATION, reserved="4", net_reserved="3", listed="9", net="0",
    ),
    "reserved usage with a licence": _case(
        "DiscountedUsage", "2", "2 4 2 4 9", "2 4 1.5 3 9", "Usage",
        reservation=RESERVATION, reserved="4", net_reserved="3", listed="9", net="1.5",
    ),
    "reservation fee": _case(
        "RIFee", "20", "20 5 20 5 20", "20 5 16 4 20", "Purchase",
        reservation=RESERVATION, ri_upfront="8", unused_upfront="2", unused_recurring="3", net="16",
        net_ri_upfront="6.4", net_unused_upfront="1.6", net_unused_recurring="2.4",
    ),
    "reservation bought upfront": _case(
        "Fee", "100", "100 0 100 0 100", "100 0 80 0 100", "Purchase", reservation=RESERVATION, net="80",
    ),
    "another fee": _case("Fee", "7", "7 7 7 7 7", "7 7 6 6 7", "Purchase", net="6"),
    "plan bought upfront": _case(
        "SavingsPlanUpfrontFee", "500", "500 0 500 0 500", "500 0 450 0 500", "Purchase",
        plan=PLAN, net="450",
    ),
    "tax": _case("Tax", "3", "3 3 3 3 3", "3 3 2.5 2.5 2.5", "Tax", net="2.5", line_item_tax_type="ISS"),
    "credit": _case("Credit", "-6", "-6 -6 -6 -6 -6", "-6 -6 -5 -5 -5", "Credit", net="-5"),
    "refund of usage": _case("Refund", "-4", "-4 -4 -4 -4 -4", "-4 -4 -3 -3 -3", "Usage", net="-3"),
    "refund of tax": _case(
        "Refund", "-2", "-2 -2 -2 -2 -2", "-2 -2 -1 -1 -1", "Tax", net="-1", line_item_tax_type="ISS",
    ),
    "refund of a plan": _case(
        "Refund", "-50", "-50 0 -50 0 -50", "-50 0 -45 0 -45", "Purchase", plan=PLAN, net="-45",
    ),
    "refund of a reservation": _case(
        "Refund", "-30", "-30 0 -30 0 -30", "-30 0 -27 0 -27", "Purchase", reservation=RESERVATION, net="-27",
    ),
    "unknown": _case("Surcharge", "11", "11 11 11 11 11", "11 11 9 9 11", "Adjustment", net="9"),
    # a discount line counts where the file has no net costs; where it has, they hold the discount already
    **{
        kind: _case(kind, "-1.5", "-1.5 -1.5 -1.5 -1.5 0", "-1.5 -1.5 0 0 0", "Credit")
        for kind in ("EdpDiscount", "PrivateRateDiscount", "BundledDiscount", "Discount", "SppDiscount",
                     "RiVolumeDiscount")
    },
    "discount line that states its net": _case("EdpDiscount", "-1.5", "-1.5 -1.5 -1.5 -1.5 0",
                                               "-1.5 -1.5 -0.5 -0.5 0", "Credit", net="-0.5"),
}
# fmt: on


def amounts(rows: list[dict[str, object]]) -> dict[str, Decimal]:
    """What rows are worth in every basis."""
    return {basis: sum((row[column] for row in rows), Decimal(0)) for basis, column in COLUMNS.items()}


def worth(text: tuple[str, ...]) -> dict[str, Decimal]:
    return {basis: Decimal(amount) for basis, amount in zip(BASES, text, strict=True)}
