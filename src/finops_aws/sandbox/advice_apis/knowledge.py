"""What the advisors know of the company: its accounts, its things and what is told of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from finops_aws.sandbox.advice_apis.loads import Loads
from finops_aws.sandbox.advice_apis.told import Told

if TYPE_CHECKING:
    from finops_aws.sandbox.estate.things import Thing

LOOKBACK_DAYS = 14
ATTACHMENT_DAYS = 32
"""How long EBS volumes and NAT gateways are watched before they are called unused.

https://docs.aws.amazon.com/compute-optimizer/latest/ug/view-idle-recommendations.html
"""

FIRST_METRICS = timedelta(hours=30)
"""What instances, volumes and databases need before they are judged.

https://docs.aws.amazon.com/compute-optimizer/latest/ug/requirements.html
"""

ENROLLED_FOR = timedelta(days=400)


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """Everything advice is derived from. ``members`` are the accounts besides the payer, in order."""

    things: tuple["Thing", ...]
    told: Told
    loads: Loads
    payer: str
    members: tuple[str, ...]
    until: date

    @property
    def refreshed(self) -> datetime:
        """When the advisors last looked: the end of the bill."""
        return midnight(self.until)

    @property
    def enrolled(self) -> datetime:
        """When the payer opted in, for itself and its members."""
        return self.refreshed - ENROLLED_FOR

    @property
    def accounts(self) -> tuple[str, ...]:
        return (self.payer, *self.members)

    @property
    def left_out(self) -> frozenset[str]:
        """Two members that are not enrolled: one in the middle of the list, and the last."""
        return frozenset({self.members[len(self.members) // 2], self.members[-1]} if self.members else ())

    @property
    def supported(self) -> frozenset[str]:
        """The accounts with a Business support plan: the payer and every second member."""
        return frozenset({self.payer, *self.members[::2]})

    def is_enrolled(self, account: str) -> bool:
        return account in self.accounts and account not in self.left_out

    def things_of(self, account: str, *, kind: str, region: str | None = None) -> Iterator["Thing"]:
        """The account's things of a kind, in one region or in all."""
        for thing in self.things:
            if thing.account == account and thing.kind == kind and region in (None, thing.region):
                yield thing

    def age(self, thing: "Thing") -> timedelta:
        """How long the thing has existed."""
        return self.refreshed - thing.created

    def unattached_for(self, volume: "Thing") -> timedelta:
        """How long an unattached volume has hung on nothing."""
        since: datetime = volume.facts.get("quiet_since", volume.created)
        return self.refreshed - since


def midnight(day: date) -> datetime:
    """The beginning of a day, UTC."""
    return datetime.combine(day, time(), UTC)
