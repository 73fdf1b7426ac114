"""A row of the catalogue, put in one place."""

from collections.abc import Callable
from dataclasses import dataclass

from finops_aws.adapters.aws.access.calls import Caller
from finops_aws.adapters.aws.inventory.catalogue import ResourceType
from finops_aws.adapters.aws.inventory.shared_lists import SharedLists
from finops_aws.domain.operations.estate import Job


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A job with all it takes to answer it; ``caller_of`` opens another service's client for it.

    ``lists`` gives lists that other questions may have asked for already.

    ``region`` is the one that is called: for a whole account, the one in which the service answers.
    """

    job: Job
    row: ResourceType
    region: str
    partition: str
    caller: Caller
    lists: SharedLists
    caller_of: Callable[[str], Caller]
