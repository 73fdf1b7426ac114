"""The score of a plan against the truth that was planted."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from finops_aws.domain.optimization.recommendations import Recommendation, Recommendations
from finops_aws.sandbox.estate.plants import Plant

ALIASES = {
    "old-snapshot": "snapshot-of-a-volume-that-is-gone",
    "idle-address": "idle-public-ipv4",
    "extended-support-database": "extended-support",
}
"""What is planted → the check that has to find it, where they are not called the same."""

CLOSE = Decimal("0.01")
GOAL = 0.98


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One check: planted resources, how many were found, what else was found, decoys among it.

    ``priced`` of the found ones have a planted saving that no commitment has a part in, of which ``close``
    are met within one percent.
    """

    check: str
    planted: int
    found: int
    others: int
    decoys: int
    priced: int
    close: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """All checks together; ``recall`` is the mean of the checks' own, so that each counts the same."""

    recall: float
    precision: float
    decoys: int
    priced: int
    close: int

    @property
    def is_reached(self) -> bool:
        """Whether the goals are met."""
        is_found = min(self.recall, self.precision) >= GOAL
        return is_found and self.decoys == 0 and self.close == self.priced


def total(found: Sequence[Score]) -> Total:
    """The sums and means of the scores."""
    hits = sum(one.found for one in found)
    return Total(
        recall=sum(one.found / one.planted if one.planted else 0 for one in found) / max(1, len(found)),
        precision=hits / max(1, hits + sum(one.others for one in found)),
        decoys=sum(one.decoys for one in found),
        priced=sum(one.priced for one in found),
        close=sum(one.close for one in found),
    )


def scores(found: Recommendations, truth: Iterable[Plant], *, checks: Iterable[str]) -> Iterator[Score]:
    """The score of each of these checks; what the plan excludes because something better is found as well."""
    said, truth = (*found.plan, *found.excluded), list(truth)
    for check in checks:
        found_ones = {
            _name(one.finding.resource_arn or one.finding.resource_id): one
            for one in said
            if one.check.id == check
        }
        own_truth = [one for one in truth if ALIASES.get(one.kind, one.kind) == check]
        wanted = {_name(one.arn): one.monthly_saving for one in own_truth if not one.is_decoy}
        decoys = {_name(one.arn) for one in own_truth if one.is_decoy}
        hits = [name for name in wanted if name in found_ones]
        own = [name for name in hits if wanted[name] is not None and not _is_committed(found_ones[name])]
        yield Score(
            check=check,
            planted=len(wanted),
            found=len(hits),
            others=len(found_ones) - len(hits),
            decoys=len(decoys & found_ones.keys()),
            priced=len(own),
            close=sum(_is_close(found_ones[name], wanted[name]) for name in own),
        )


def _is_committed(one: Recommendation) -> bool:
    """Whether a commitment has a part in its price, which the sandbox's price table knows nothing of."""
    return any(line.commitments for line in (one.price.seen if one.price else ()))


def _is_close(one: Recommendation, saving: Decimal | None) -> bool:
    amount = one.price.amount if one.price else None
    if amount is None or saving is None:
        return False
    return abs(amount - saving) <= max(CLOSE * saving, Decimal("0.01"))


def _name(resource: str) -> str:
    """The last part of an ARN: the estate names some resources by ARN, the truth all of them."""
    return resource.replace(":", "/").rpartition("/")[2]
