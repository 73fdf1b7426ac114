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


class Action(StrEnum):
    """What to do, in the order in which several are done to one resource."""

    DELETE = "delete"
    STOP = "stop"
    RESIZE = "resize"
    UPGRADE = "upgrade"
    MIGRATE = "migrate"
    CONFIGURE = "configure"
    COMMIT = "commit"
    REVIEW = "review"

    @property
    def ends_the_resource(self) -> bool:
        """Whether nothing else can be done to the resource afterwards."""
        return self in (Action.DELETE, Action.STOP)

    @property
    def rank(self) -> int:
        """Its place in that order."""
        return list(Action).index(self)


@dataclass(frozen=True, slots=True)
class Param:
    """A threshold and the page that it comes from; without a page it is our own inference."""

    value: float | int | str
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """What of a resource's cost would be saved: a ``share`` of its lines whose usage type fits.

    With ``to``, what the same usage would cost as that usage type is taken off: ``from_part`` is the part of
    the usage type that ``to`` replaces. Patterns are regular expressions. ``is_estimate``: the share is one
    that a page states, not one that the own bill or metrics show.
    """

    usage_type: str
    share: Decimal = Decimal(1)
    is_estimate: bool = False
    from_part: str | None = None
    to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One detector: its words, what it needs to know, its query and its savings (none: it saves no money).

    ``needs`` are tables, those of resources and metrics with their type: ``metrics.aws:rds:instance``. A line
    of the bill counts for the first of ``savings`` that its usage type fits. Where fewer than
    ``lookback_days`` of metrics were collected the check is blind.
    """

    id: str
    family: Family
    service: str
    title: Words
    why: Words
    remedy: Words
    action: Action
    effort: str
    risk: str
    commands: tuple[str, ...]
    source: str
    needs: tuple[str, ...]
    params: Mapping[str, Param]
    query: str
    savings: tuple[Saving, ...]
    lookback_days: int | None = None
