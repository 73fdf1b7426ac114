"""The best plan: of all that could be done to the same resources, what saves most together.

An action that ends a resource excludes every other on it. Two of the same action on the same line of the bill
are alternatives; two different ones are a chain, of which the second works on what the first leaves.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from finops_aws.domain.money import exact_sum, rounded_down
from finops_aws.domain.optimization.recommendations import PricedLine, Recommendation

Line = tuple[str, str, str]
Resource = tuple[str, str, str]
Chosen = tuple[Recommendation, ...]
Worth = tuple[Decimal, int, tuple[str, ...]]

WIDEST = 16
"""Of more than so many on joined resources, those that save least are left out of the search."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Those to do, best first, each with what it saves in its place; and those that they exclude."""

    chosen: tuple[Recommendation, ...]
    excluded: tuple[Recommendation, ...]


def best_plan(found: Iterable[Recommendation]) -> Plan:
    """The set that saves most together, each with its alternatives."""
    every = list(found)
    planned = [one for group in _joined(every) for one in _planned(group)]
    ids = {one.id for one in planned}
    return Plan(
        chosen=tuple(sorted(planned, key=_order)),
        excluded=tuple(sorted((one for one in every if one.id not in ids), key=_order)),
    )


def _order(one: Recommendation) -> tuple[Decimal, Decimal, str]:
    return -one.rank, -one.saving, one.id


def can_both_be_done(one: Recommendation, other: Recommendation) -> bool:
    """Whether neither excludes the other."""
    if one.check.action.ends_the_resource or other.check.action.ends_the_resource:
        return not _resources(one) & _resources(other)
    return one.check.action is not other.check.action or not _lines(one).keys() & _lines(other).keys()


def worth(chosen: Iterable[Recommendation]) -> Decimal:
    """What they save a month together."""
    return exact_sum(saved for _, saved in _in_turn(chosen))


def _joined(found: Sequence[Recommendation]) -> Iterator[list[Recommendation]]:
    """Groups that share resources, directly or through others."""
    groups: dict[Resource, list[Recommendation]] = {}
    for one in sorted(found, key=lambda one: one.id):
        touched = _resources(one)
        near = {id(groups[name]): groups[name] for name in touched if name in groups}
        group = [other for members in near.values() for other in members]
        group.append(one)
        for member in group:
            groups.update(dict.fromkeys(_resources(member), group))
    yield from {id(group): group for group in groups.values()}.values()


def _planned(group: list[Recommendation]) -> Iterator[Recommendation]:
    ordered = sorted(group, key=lambda one: (-one.saving, one.id))
    chosen = _best(ordered[:WIDEST], ())
    ids = {one.id for one in chosen}
    others = [one for one in ordered if one.id not in ids]
    before: list[Recommendation] = []
    for one, saved in _in_turn(chosen):
        has_price = one.price is not None and one.price.amount is not None
        yield replace(
            one,
            planned=rounded_down(saved) if has_price else None,
            after=tuple(first.id for first in before if _lines(first).keys() & _lines(one).keys()),
            alternatives=tuple(other.id for other in others if not can_both_be_done(one, other)),
        )
        before.append(one)


def _best(left: Sequence[Recommendation], taken: Chosen) -> Chosen:
    """The best of all sets that hold ``taken`` and any of ``left``."""
    if not left:
        return taken
    first, rest = left[0], left[1:]
    if not all(can_both_be_done(first, one) for one in taken):
        return _best(rest, taken)
    with_it = _best(rest, (*taken, first))
    if all(can_both_be_done(first, one) for one in rest):
        return with_it
    without = _best(rest, taken)
    return max(with_it, without, key=_worth)


def _worth(chosen: Chosen) -> Worth:
    """More money first, then more to do; of equals always the same one."""
    return worth(chosen), len(chosen), tuple(sorted((one.id for one in chosen), reverse=True))


def _in_turn(chosen: Iterable[Recommendation]) -> Iterator[tuple[Recommendation, Decimal]]:
    """In the order in which they are done, each with what it saves of what those before it leave."""
    left: dict[Line, Decimal] = {}
    for one in sorted(chosen, key=lambda one: (one.check.action.rank, one.id)):
        saved = Decimal(0)
        for line, priced in _lines(one).items():
            share = left.get(line, Decimal(1))
            saved += priced.monthly * share * priced.share
            left[line] = share * (1 - priced.share)
        yield one, saved


def _lines(one: Recommendation) -> dict[Line, PricedLine]:
    lines = one.price.lines if one.price else ()
    return {(line.line.account, line.line.resource, line.line.usage_type): line for line in lines}


def _resources(one: Recommendation) -> set[Resource]:
    """What it acts on: the resource found, and those whose lines it saves."""
    finding = one.finding
    names = (finding.resource_id, finding.resource_arn, *finding.billed)
    return {(finding.account, finding.region, name) for name in names if name}
