"""Questions about the resources that were found."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from finops_aws.domain.operations.estate import Resource
from finops_aws.errors import InvalidFilter

COLUMNS = ("account", "region", "service", "type", "id", "name", "state", "class")
"""What resources can be filtered by, beside ``tag:<key>``."""

UNTAGGED = "(untagged)"
UNKNOWN = "(unknown)"


class ResourceOrder(StrEnum):
    COST = "cost"
    CREATED = "created"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class ResourceFilter:
    """Keep the resources whose column has one of the values or, negated, none of them.

    ``contains`` matches parts of the text, upper or lower case. For a tag ``(untagged)`` means without it and
    ``(unknown)`` that its tags could not be read.
    """

    column: str
    values: tuple[str, ...]
    negated: bool = False
    contains: bool = False

    def __post_init__(self) -> None:
        if self.column in COLUMNS or (self.column.startswith("tag:") and len(self.column) > len("tag:")):
            return
        raise InvalidFilter(value=self.column, reason=f"resources have {', '.join(COLUMNS)} and tag:<key>")


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceQuestion:
    """Which resources, in which order, which part of the list."""

    filters: tuple[ResourceFilter, ...] = ()
    text: str = ""
    order: ResourceOrder = ResourceOrder.COST
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundResource:
    """A resource with its place in time and its cost in the month ``ResourcePage.cost_month``.

    ``costs`` is currency → effective cost; None when no bill is held or the bill names no such resource: then
    its cost is not known. ``last_seen`` before the last scan tells that it was not seen again.
    """

    resource: Resource
    first_seen: datetime
    last_seen: datetime
    costs: Mapping[str, Decimal | None] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many resources there are of a service in a place."""

    account: str
    region: str
    service: str
    resources: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourcePage:
    """A part of the list: ``total`` resources in all, counted by place over all of them."""

    rows: tuple[FoundResource, ...]
    total: int
    counts: tuple[Count, ...]
    cost_month: str | None
    scanned_at: datetime


def parse_resource_filter(text: str) -> ResourceFilter:
    """A filter from ``service=ec2|rds``, ``region!=us-east-1`` or ``name~part``; raises InvalidFilter."""
    for sign, negated, contains in (("!=", True, False), ("=", False, False), ("~", False, True)):
        column, found, values = text.partition(sign)
        if found and column and values and "~" not in column and "=" not in column:
            return ResourceFilter(column, tuple(values.split("|")), negated, contains)
    raise InvalidFilter(value=text, reason="expected COLUMN=VALUE, COLUMN=A|B, COLUMN!=VALUE or COLUMN~PART")
