"""Look up what a unit of usage costs: on the own bill first, then in AWS's Price List."""

from collections.abc import Sequence
from dataclasses import dataclass

from finops_aws.application.ports import CostStore, PriceBook
from finops_aws.domain.operations.prices import PriceQuestion, Rate
from finops_aws.errors import NotFound, SourceError


@dataclass(frozen=True, slots=True)
class Prices:
    """The rates found, the own bill's first; ``unanswered`` is why the Price List could not be asked."""

    rates: tuple[Rate, ...]
    unanswered: SourceError | None


def look_up_prices(question: PriceQuestion, *, costs: CostStore, book: PriceBook) -> Prices:
    """Every rate that is known of the usage type; raises NotFound when neither knows it."""
    own = tuple(costs.bill_rates(question))
    listed: Sequence[Rate] = ()
    unanswered: SourceError | None = None
    try:
        listed = book.rates(question)
    except SourceError as error:
        unanswered = error
    if not own and not listed:
        if unanswered is not None:
            raise unanswered
        raise NotFound(thing=question.usage_type, where="AWS Price List")
    return Prices((*own, *listed), unanswered)
