"""Collect list rates from AWS's Price List, which is free to ask."""

import logging
from collections.abc import Iterable, Sequence

from finops_aws.application.ports import PriceBook, RateFile
from finops_aws.domain.operations.prices import PriceQuestion, Rate
from finops_aws.errors import NotFound, SourceError

log = logging.getLogger(__name__)


def collect_rates(wanted: Iterable[tuple[str, str]], *, book: PriceBook, file: RateFile) -> Sequence[Rate]:
    """Ask for each (service code, usage type) and keep what is told; what it does not have stays unknown.

    Where it cannot be asked, nothing more is asked and what is held stays.
    """
    found: list[Rate] = []
    try:
        for service_code, usage_type in wanted:
            found += _rates(PriceQuestion(service_code=service_code, usage_type=usage_type), book)
    except SourceError as error:
        log.warning("price_list_unanswered", extra={"reason": str(error)})
    if found:
        file.add(found)
    return found


def _rates(question: PriceQuestion, book: PriceBook) -> Sequence[Rate]:
    try:
        return book.rates(question)
    except NotFound:
        return ()
