"""Decisions: what people decided about recommendations, kept in a file of their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Choice(StrEnum):
    """Accept: it will be done. Snooze: not before a day. Dismiss: it will not be done, and why."""

    ACCEPT = "accept"
    SNOOZE = "snooze"
    DISMISS = "dismiss"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision; ``recommendation`` is the id, which is the same whenever it is found again.

    It holds until the day ``until``, that one not included; None: for ever. ``check``, ``account``,
    ``region``, ``resource_type``, ``resource_id`` and ``resource_arn`` say what it was about, ``billed``
    whose lines of the bill were meant where these were not the resource's own.
    """

    recommendation: str
    choice: Choice
    reason: str | None
    until: date | None
    decided_at: datetime
    check: str
    account: str
    region: str
    resource_type: str
    resource_id: str
    resource_arn: str | None
    billed: tuple[str, ...] = ()

    def holds(self, today: date) -> bool:
        """Whether it still holds on a day."""
        return self.until is None or today < self.until

    @property
    def names(self) -> tuple[str, ...]:
        """What the bill may call what it was about."""
        return self.billed or tuple(
            dict.fromkeys(name for name in (self.resource_arn, self.resource_id) if name)
        )


Decisions = Mapping[str, Decision]
"""Recommendation id → what was decided last."""
