"""How much of each commitment was used in each month."""

from dataclasses import dataclass
from decimal import Decimal

from finops_aws.sandbox.commitments import Commitment
from finops_aws.sandbox.engine import Hour


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """What a commitment was used in one month: unit-hours of a reservation, ticks of a plan."""

    hours: int
    units: Decimal
    commitment: int


def uses_by_month(
    commitments: list[Commitment], patterns: list[Hour], *, counts: dict[tuple[int, int], int]
) -> dict[tuple[int, int], Use]:
    """Add up by (commitment, month); ``counts`` says how often a month has a pattern of hour."""
    uses: dict[tuple[int, int], Use] = {}
    for (month, pattern), times in counts.items():
        hour = patterns[pattern]
        alive = hour.used_units.keys() | hour.used_commitment.keys()
        for commitment in commitments:
            number = commitment.term.id
            if number in alive:
                so_far = uses.get((number, month), Use(hours=0, units=Decimal(0), commitment=0))
                uses[number, month] = _more(so_far, hour, number, times=times)
    return uses


def _more(so_far: Use, hour: Hour, number: int, *, times: int) -> Use:
    return Use(
        hours=so_far.hours + times,
        units=so_far.units + hour.used_units.get(number, Decimal(0)) * times,
        commitment=so_far.commitment + hour.used_commitment.get(number, 0) * times,
    )
