"""What AWS is asked about the estate, and what it answers."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

GLOBAL = "global"
"""The region of jobs that ask for a whole account at once."""


class Status(StrEnum):
    """How a job ended. Only ``ok`` means that what was not found does not exist."""

    OK = "ok"
    PARTIAL = "partial"
    DENIED = "denied"
    DENIED_BY_POLICY = "denied_by_policy"
    NOT_ENABLED = "not_enabled"
    NOT_OFFERED = "not_offered"
    THROTTLED = "throttled"
    ERROR = "error"

    @property
    def is_known(self) -> bool:
        """Whether nothing is left to ask: all was seen, or there is nothing that could exist."""
        return self in (Status.OK, Status.NOT_OFFERED)


@dataclass(frozen=True, slots=True, order=True)
class Job:
    """One question: the resources of one type in one region of one account; ``region`` may be ``global``.

    Ordered by service first, so that what a service needs is loaded once.
    """

    service: str
    resource_type: str
    region: str
    account: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One resource as AWS described it; None is unknown, ``tags`` {} means that it has none.

    ``attributes`` is the answer of AWS without what may be secret.
    """

    account: str
    region: str
    service: str
    resource_type: str
    id: str
    arn: str | None
    name: str | None = None
    created: datetime | None = None
    state: str | None = None
    size: str | None = None
    instance_class: str | None = None
    tags: dict[str, str] | None = None
    attributes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How one job ended: its status, why, and what it took.

    ``action`` is the IAM action that was refused; ``code`` and ``reason`` are AWS's own words. ``stops``
    tells that no other job of the account can succeed either.
    """

    status: Status
    resources: int = 0
    calls: int = 0
    throttles: int = 0
    action: str | None = None
    code: str | None = None
    reason: str | None = None
    stops: bool = False


@dataclass(frozen=True, slots=True)
class Reach:
    """The regions that are on in an account; ``ending`` tells why they are not known."""

    regions: tuple[str, ...]
    ending: Ending | None = None


@dataclass(frozen=True, slots=True)
class JobResult:
    """A finished job with what it found."""

    job: Job
    ending: Ending
    resources: tuple[Resource, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job of a scan ended, and when (UTC)."""

    job: Job
    ending: Ending
    ended_at: datetime
