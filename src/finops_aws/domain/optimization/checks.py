"""Checks: detectors that are data. A check finds resources and says what of their cost would be saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

Words = Mapping[str, str]
"""Language → text."""


class Family(StrEnum):
    """The six families, each with an analyzer of its own."""

    COMPUTE = "compute"
    STORAGE = "storage"
    DATABASE = "database"
    NETWORK = "network"
    SECURITY = "security"
    ANALYTICS = "analytics"


@dataclass(frozen=True, slots=True)
class Param:
    """A threshold and the page that it comes from; without a page it is our own inference."""

    value: float | int | str
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """What of a resource's cost would be saved: a ``share`` of its lines whose usage type fits.

    With ``to``, what the same usage would cost as that usage type is taken off: ``from_part`` is the part of
    the usage type that ``to`` replaces. Patterns are regular expressions.
    """

    usage_type: str
    share: Decimal = Decimal(1)
    from_part: str | None = None
    to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One detector: its words, what it needs to know, its query and its saving (None: it saves no money).

    ``needs`` are tables, those of resources and metrics with their type: ``metrics.aws:rds:instance``.
    """

    id: str
    family: Family
    service: str
    title: Words
    why: Words
    remedy: Words
    action: str
    effort: str
    risk: str
    commands: tuple[str, ...]
    source: str
    needs: tuple[str, ...]
    params: Mapping[str, Param]
    query: str
    saving: Saving | None
