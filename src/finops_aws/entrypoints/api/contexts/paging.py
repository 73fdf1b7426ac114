"""Pages of lists, alike everywhere."""

from dataclasses import dataclass
from typing import TypeVar

from finops_aws.entrypoints.api.parameters import Page

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class PageDocument:
    """Where a page lies in a list of ``total`` rows; ``next_offset`` is null on the last page."""

    total: int
    limit: int
    offset: int
    next_offset: int | None


def page_within(total: int, asked: Page) -> PageDocument:
    """Where the page that was asked for lies."""
    end = asked.offset + asked.limit
    return PageDocument(total, asked.limit, asked.offset, end if end < total else None)


def paged(rows: list[Row], asked: Page) -> tuple[list[Row], PageDocument]:
    """The rows of the page that was asked for, and where it lies."""
    return rows[asked.offset : asked.offset + asked.limit], page_within(len(rows), asked)
