"""Collect list rates from AWS's Price List, which is free to ask."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from finops_aws.application.operations.collect_facts import Collected
from finops_aws.application.ports import PriceBook, RateFile
from finops_aws.domain.operations.estate import GLOBAL, Ending, Job, Status
from finops_aws.domain.operations.prices import PriceQuestion, Rate
from finops_aws.errors import AccessDenied, NotFound, SourceError, Throttled

_JOB = Job("price-list", "rates", GLOBAL, "")

Wanted = Iterable[tuple[str, str]]
"""Service codes and usage types."""


def with_rates(collected: Collected, wanted: Wanted, *, book: PriceBook, file: RateFile) -> Collected:
    """The collection, with the Price List among its gaps where that could not be asked."""
    _, gap = _asked(wanted, book, file)
    return collected if gap is None else replace(collected, answers=(*collected.answers, (_JOB, gap)))


def collect_rates(wanted: Wanted, *, book: PriceBook, file: RateFile) -> Sequence[Rate]:
    """Ask for each and keep what is told; what the Price List does not have stays unknown.

    Where it cannot be asked, nothing more is asked and what is held stays.
    """
    found, _ = _asked(wanted, book, file)
    return found


def _asked(wanted: Wanted, book: PriceBook, file: RateFile) -> tuple[Sequence[Rate], Ending | None]:
    """What was told, and why not more was."""
    found: list[Rate] = []
    gap = None
    try:
        for service_code, usage_type in wanted:
            found += _rates(PriceQuestion(service_code=service_code, usage_type=usage_type), book)
    except SourceError as error:
        gap = _gap(error)
    if found:
        file.add(found)
    return found, gap


def _rates(question: PriceQuestion, book: PriceBook) -> Sequence[Rate]:
    try:
        return book.rates(question)
    except NotFound:
        return ()


def _gap(error: SourceError) -> Ending:
    if isinstance(error, AccessDenied):
        return Ending(status=Status.DENIED, action=error.facts["action"])
    status = Status.THROTTLED if isinstance(error, Throttled) else Status.ERROR
    return Ending(status=status, code=type(error).__name__, reason=str(error))
