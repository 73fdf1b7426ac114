"""Split cost allocation: pods share the cost of the node they run on."""

from finops_aws.sandbox.fleet import Server
from finops_aws.sandbox.lines import Line
from finops_aws.sandbox.prices import TICKS

SHARES = (45, 25, 10)
"""Percent of the node each pod asks for; the rest of the node is unused."""


def children(server: Server, parts: list[Line]) -> list[Line]:
    """Give one child line per pod; split + unused of all add up to the node's cost exactly."""
    if not server.pods or not parts:
        return []
    amounts = [sum(getattr(line, basis) for line in parts) for basis in ("amortized", "effective", "listed")]
    splits = [_divide(amount) for amount in amounts]
    return [
        Line(
            line_type="Usage",
            meter=pod,
            quantity=TICKS * share // 100,
            unblended=0,
            billed=0,
            amortized=0,
            effective=0,
            child=True,
            details={
                "split_parent": server.meter.resource_id or "",
                "split_cost": splits[0][position][0],
                "split_unused": splits[0][position][1],
                "split_net_cost": splits[1][position][0],
                "split_net_unused": splits[1][position][1],
                "split_listed": splits[2][position][0],
                "split_listed_unused": splits[2][position][1],
                "split_ratio": TICKS * share // 100,
                "split_usage": TICKS * share // 100,
                "split_reserved": TICKS * share // 100,
                "split_actual": TICKS * share // 125,
            },
        )
        for position, (pod, share) in enumerate(zip(server.pods, SHARES, strict=True))
    ]


def _divide(amount: int) -> list[tuple[int, int]]:
    """Divide an amount into (split, unused) per pod; the last pod takes what rounding leaves."""
    used = [amount * share // 100 for share in SHARES]
    idle = amount - sum(used)
    unused = [idle * share // sum(SHARES) for share in SHARES]
    unused[-1] += idle - sum(unused)
    return list(zip(used, unused, strict=True))
