"""What AWS's own advisors say of the company: Compute Optimizer, Cost Optimization Hub, Trusted Advisor.

All advice is derived from the things behind the bill, from what the other operations of the sandbox tell
of them, and from how busy they were; what it would save comes from the sandbox's list prices.
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from finops_aws.sandbox.advice_apis.compute_optimizer import add_compute_optimizer
from finops_aws.sandbox.advice_apis.hub import add_hub
from finops_aws.sandbox.advice_apis.knowledge import Knowledge, midnight
from finops_aws.sandbox.advice_apis.loads import Loads
from finops_aws.sandbox.advice_apis.told import Told
from finops_aws.sandbox.advice_apis.trusted_advisor import add_trusted_advisor
from finops_aws.sandbox.company import Account
from finops_aws.sandbox.server.records import Records

if TYPE_CHECKING:
    from finops_aws.sandbox.estate.things import Thing

__all__ = ["Knowledge", "Loads", "Told", "add_advice", "add_advice_apis"]


def add_advice_apis(
    records: Records,
    estate_things: Sequence["Thing"],
    *,
    payer: Account,
    accounts: Sequence[Account],
    until: date,
) -> None:
    """Let the records answer the advisors' operations, from the loads that CloudWatch would answer.

    ``accounts`` may hold the payer or not; ``until`` is the end of the bill, exclusive. Nothing is looked
    up before the first call.
    """
    # Imported here, because the estate imports this package.
    from finops_aws.sandbox.estate.loads import readings

    knowledge = Knowledge(
        things=tuple(estate_things),
        told=Told(records),
        loads=Loads(readings, until=midnight(until)),
        payer=payer.id,
        members=tuple(account.id for account in accounts if account.id != payer.id),
        until=until,
    )
    add_advice(records, knowledge)


def add_advice(records: Records, knowledge: Knowledge) -> None:
    """The same from knowledge of one's own, such as other loads."""
    add_compute_optimizer(records, knowledge)
    add_hub(records, knowledge)
    add_trusted_advisor(records, knowledge)
