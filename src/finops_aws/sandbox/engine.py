"""The commitment engine: which reservation and which plan pays for what, in one hour.

Order: reservations (own account first, smallest use first), then EC2 Instance
plans, then Compute plans, within a plan the use with the highest saving first.
Its answer for an hour depends only on what runs and what is committed in that
hour, so equal hours are worked out once.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from finops_aws.sandbox.commitments import Commitment, Reservation, SavingsPlan, exact, net
from finops_aws.sandbox.fleet import Server
from finops_aws.sandbox.lines import Line, cost, usage
from finops_aws.sandbox.meters import Meter
from finops_aws.sandbox.prices import TICKS
from finops_aws.sandbox.splits import children

Demand = tuple[Server, int]
GRAIN = 100
"""Plan charges are multiples of 100 ticks, so that a whole percentage of them is exact."""


@dataclass(slots=True)
class Hour:
    """What one hour's lines are and how much of each commitment they used.

    ``used_units`` holds unit-hours by reservation, ``used_commitment`` ticks by plan.
    """

    lines: list[Line] = field(default_factory=list)
    used_units: dict[int, Decimal] = field(default_factory=dict)
    used_commitment: dict[int, int] = field(default_factory=dict)


class Engine:
    """Settles hours; ``fees`` and ``negations`` are the meters on which plans are charged."""

    def __init__(self, *, fees: dict[int, Meter], negations: dict[tuple[str, str, str], Meter]) -> None:
        self._fees = fees
        self._negations = negations

    def settle(self, demand: list[Demand], commitments: list[Commitment]) -> Hour:
        """Allocate one hour's use to the commitments alive in it."""
        hour = Hour()
        left = {index: quantity for index, (_, quantity) in enumerate(demand)}
        parts: dict[int, list[Line]] = defaultdict(list)
        for commitment in commitments:
            if isinstance(commitment, Reservation):
                self._reserve(commitment, demand, left=left, parts=parts, hour=hour)
        for plan in _plans(commitments):
            self._plan(plan, demand, left=left, parts=parts, hour=hour)
        for index, (server, _) in enumerate(demand):
            if left[index]:
                parts[index].append(usage(server.meter, left[index]))
            hour.lines += parts[index]
            hour.lines += children(server, parts[index])
        return hour

    def _reserve(
        self,
        reservation: Reservation,
        demand: list[Demand],
        *,
        left: dict[int, int],
        parts: dict[int, list[Line]],
        hour: Hour,
    ) -> None:
        free = reservation.units
        for index in _reservable(reservation, demand, left):
            server = demand[index][0]
            factor = server.factor or Decimal(1)
            units = min(free, Decimal(left[index]) * factor / TICKS)
            if units <= 0:
                continue
            free -= units
            quantity = exact(units / factor * TICKS)
            left[index] -= quantity
            parts[index].append(_reserved(server, reservation, units=units, quantity=quantity))
        hour.used_units[reservation.term.id] = reservation.units - free

    def _plan(
        self,
        plan: SavingsPlan,
        demand: list[Demand],
        *,
        left: dict[int, int],
        parts: dict[int, list[Line]],
        hour: Hour,
    ) -> None:
        free = plan.commitment
        offsets: dict[Meter, list[Line]] = defaultdict(list)
        for index in _plannable(plan, demand, left):
            server = demand[index][0]
            line = _covered(server, plan, quantity=left[index], free=free)
            if line is None:
                continue
            free -= line.amortized
            left[index] -= line.quantity
            parts[index].append(line)
            offsets[self._negations[server.meter.account.id, server.meter.price.key, plan.kind]].append(line)
        hour.lines += [_negation(plan, meter, lines) for meter, lines in offsets.items()]
        hour.used_commitment[plan.term.id] = plan.commitment - free
        hour.lines.append(_recurring_fee(plan, self._fees[plan.term.id], used=plan.commitment - free))


def _plans(commitments: list[Commitment]) -> list[SavingsPlan]:
    plans = [c for c in commitments if isinstance(c, SavingsPlan)]
    return sorted(plans, key=lambda plan: (plan.family is None, plan.term.id))


def _reservable(reservation: Reservation, demand: list[Demand], left: dict[int, int]) -> list[int]:
    fits = [i for i, (server, _) in enumerate(demand) if server.pool == reservation.pool and left[i] > 0]
    owner = reservation.term.owner.id
    return sorted(fits, key=lambda i: (demand[i][0].meter.account.id != owner, demand[i][0].factor or 0, i))


def _plannable(plan: SavingsPlan, demand: list[Demand], left: dict[int, int]) -> list[int]:
    fits = [i for i, (server, _) in enumerate(demand) if left[i] > 0 and _eligible(plan, server)]
    return sorted(fits, key=lambda i: (_plan_rate(plan, demand[i][0]) / demand[i][0].meter.rate_ticks, i))


def _eligible(plan: SavingsPlan, server: Server) -> bool:
    if server.plan_rates is None:
        return False
    return plan.family is None or (plan.family == server.family and plan.term.region == server.meter.region)


def _plan_rate(plan: SavingsPlan, server: Server) -> int:
    ec2, compute = server.plan_rates or (0, 0)
    return ec2 if plan.family else compute


def _reserved(server: Server, reservation: Reservation, *, units: Decimal, quantity: int) -> Line:
    effective = reservation.effective(units)
    after = net(effective, reservation.percent)
    upfront = exact(units * reservation.upfront)
    return Line(
        line_type="DiscountedUsage",
        meter=server.meter,
        quantity=quantity,
        unblended=0,
        billed=0,
        amortized=effective,
        effective=after,
        listed=cost(quantity, server.meter.rate_ticks),
        commitment=reservation,
        details={
            "ri_effective": effective,
            "ri_net_effective": after,
            "ri_upfront_for_usage": upfront,
            "ri_recurring_for_usage": effective - upfront,
            "ri_net_recurring_for_usage": after - net(upfront, reservation.percent),
            "factor": str(server.factor or 1),
            "normalized": exact(units * TICKS),
        },
    )


def _covered(server: Server, plan: SavingsPlan, *, quantity: int, free: int) -> Line | None:
    """Cover as much of ``quantity`` as the plan's ``free`` commitment pays for in this hour."""
    rate = _plan_rate(plan, server)
    effective = cost(quantity, rate) // GRAIN * GRAIN
    if effective > free:
        effective, quantity = free, free * TICKS // rate
    if effective <= 0 or quantity <= 0:
        return None
    unblended = cost(quantity, server.meter.rate_ticks)
    after = net(effective, plan.percent)
    return Line(
        line_type="SavingsPlanCoveredUsage",
        meter=server.meter,
        quantity=quantity,
        unblended=unblended,
        billed=net(unblended, server.meter.percent),
        amortized=effective,
        effective=after,
        listed=unblended,
        commitment=plan,
        details={"sp_effective": effective, "sp_net_effective": after, "sp_rate": rate},
    )


def _negation(plan: SavingsPlan, meter: Meter, covered: list[Line]) -> Line:
    return Line(
        line_type="SavingsPlanNegation",
        meter=meter,
        quantity=sum(line.quantity for line in covered),
        unblended=-sum(line.unblended for line in covered),
        billed=-sum(line.billed for line in covered),
        amortized=0,
        effective=0,
        commitment=plan,
    )


def _recurring_fee(plan: SavingsPlan, meter: Meter, *, used: int) -> Line:
    unused = plan.commitment - used
    return Line(
        line_type="SavingsPlanRecurringFee",
        meter=meter,
        quantity=TICKS,
        unblended=plan.recurring,
        billed=net(plan.recurring, plan.percent),
        amortized=unused,
        effective=net(unused, plan.percent),
        commitment=plan,
        details={
            "sp_total": plan.commitment,
            "sp_used": used,
            "sp_recurring": plan.recurring,
            "sp_upfront": plan.upfront,
            "sp_net_recurring": net(plan.recurring, plan.percent),
            "sp_net_upfront": net(plan.upfront, plan.percent),
        },
    )
