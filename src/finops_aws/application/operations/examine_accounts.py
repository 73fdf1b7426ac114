"""Examine accounts: what is on, what is missing, and how to mend it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from finops_aws.application.ports import Clock, Integrations, Inventory, Progress
from finops_aws.domain.operations.collected import IntegrationProfile
from finops_aws.domain.operations.estate import GLOBAL, Ending, Job, Status
from finops_aws.domain.operations.paid_calls import PaidCalls


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """One thing in one account; ``ending`` None: it was not asked, because asking costs money.

    ``profile`` None: it is about reaching the account itself.
    """

    account: str
    profile: IntegrationProfile | None
    ending: Ending | None

    @property
    def is_well(self) -> bool:
        return self.ending is not None and self.ending.status is Status.OK


class Asked(Protocol):
    """Who is asked."""

    @property
    def inventory(self) -> Inventory: ...
    @property
    def integrations(self) -> Integrations: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def progress(self) -> Progress: ...


def examine_accounts(
    accounts: Sequence[str], sources: Asked, *, payers: Sequence[str]
) -> Sequence[Examination]:
    """Whether each account can be reached, and what each integration answers there.

    Nothing is asked that costs money.
    """
    found: list[Examination] = []
    today, nothing = sources.clock.now().date(), PaidCalls(Decimal(0))
    with sources.progress.step("progress.examine", len(accounts)) as step:
        for account in accounts:
            reach = sources.inventory.reach(account)
            reached = reach.ending or Ending(status=Status.OK, resources=len(reach.regions))
            found.append(Examination(account=account, profile=None, ending=reached))
            if reached.status is Status.OK:
                asked = _asked(sources.integrations.profiles(), account, payers, region=reach.regions[0])
                jobs = [job for profile, job in asked if not profile.fee_usd]
                answers = sources.integrations.ask(jobs, today=today, paid=nothing)
                endings = {one.job: one.ending for one in answers}
                found += [
                    Examination(account=account, profile=profile, ending=endings.get(job))
                    for profile, job in asked
                ]
            step.advance()
    return tuple(found)


def _asked(
    profiles: Sequence[IntegrationProfile], account: str, payers: Sequence[str], *, region: str
) -> list[tuple[IntegrationProfile, Job]]:
    """The first question of each integration that the account can be asked."""
    return [
        (one, Job(one.key, next(iter(one.questions)), GLOBAL if one.home else region, account))
        for one in profiles
        if account in payers or not one.asks_payer
    ]
