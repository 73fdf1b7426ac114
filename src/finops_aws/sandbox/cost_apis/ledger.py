"""What every answer about money is taken from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from finops_aws.sandbox.company import Account
from finops_aws.sandbox.cost_apis.cube import Cube
from finops_aws.sandbox.plan import Plan
from finops_aws.sandbox.server import Call


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The plan of the bill, its days, and the day that is today for the APIs (the bill's end)."""

    plan: Plan
    cube: Cube
    until: date

    @property
    def accounts(self) -> tuple[Account, ...]:
        """The payer and its members."""
        return (self.plan.company.payer, *self.plan.company.accounts)

    @property
    def names(self) -> dict[str, str]:
        """Account id → account name."""
        return {account.id: account.name for account in self.accounts}

    @property
    def open_from(self) -> date:
        """The first day whose costs are still estimated."""
        running = [month.start.date() for month in self.plan.timeline.months if not month.closed]
        return running[0] if running else self.until

    def is_payer(self, call: Call) -> bool:
        """Whether the payer calls, who sees the costs of all."""
        return call.place.account == self.plan.company.payer.id


Answer = Callable[[Ledger, Call], dict[str, Any]]
