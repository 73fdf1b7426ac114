"""The score of a plan against the truth that was planted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from finops_aws.domain.optimization.recommendations import Recommendation
from finops_aws.sandbox.estate.plants import Plant

CHECK_OF = {
    "unattached-volume": "unattached-volume",
    "gp2-volume": "gp2-volume",
    "old-snapshot": "snapshot-of-a-volume-that-is-gone",
    "idle-address": "idle-public-ipv4",
    "idle-nat-gateway": "idle-nat-gateway",
    "idle-load-balancer": "idle-load-balancer",
    "idle-database": "idle-database",
    "extended-support-database": "extended-support",
    "unused-secret": "unused-secret",
    "log-group-without-retention": "log-group-without-retention",
}
"""What is planted → the check that has to find it."""

CLOSE = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One check: planted resources, how many were found, what else was found, decoys among it.

    ``priced`` of the found ones have a planted saving, of which ``close`` are met within one percent.
    """

    check: str
    planted: int
    found: int
    others: int
    decoys: int
    priced: int
    close: int


def scores(plan: Iterable[Recommendation], truth: Iterable[Plant]) -> Iterator[Score]:
    """Each check's score; of several on one resource the alternatives count as found."""
    plan, truth = list(plan), list(truth)
    for kind, check in CHECK_OF.items():
        found = {
            _name(one.finding.resource_arn or one.finding.resource_id): one
            for one in plan
            if _says(one, check)
        }
        wanted = {
            _name(one.arn): one.monthly_saving for one in truth if one.kind == kind and not one.is_decoy
        }
        decoys = {_name(one.arn) for one in truth if one.kind == kind and one.is_decoy}
        hits = [name for name in wanted if name in found]
        own = [name for name in hits if found[name].check.id == check and wanted[name] is not None]
        yield Score(
            check=check,
            planted=len(wanted),
            found=len(hits),
            others=len(found) - len(hits),
            decoys=len(decoys & found.keys()),
            priced=len(own),
            close=sum(_is_close(found[name], wanted[name]) for name in own),
        )


def _says(one: Recommendation, check: str) -> bool:
    return one.check.id == check or any(name.startswith(f"{check}-") for name in one.alternatives)


def _is_close(one: Recommendation, saving: Decimal | None) -> bool:
    amount = one.price.amount if one.price else None
    if amount is None or saving is None:
        return False
    return abs(amount - saving) <= max(CLOSE * saving, Decimal("0.01"))


def _name(resource: str) -> str:
    """The last part of an ARN: the estate names some resources by ARN, the truth all of them."""
    return resource.replace(":", "/").rpartition("/")[2]
