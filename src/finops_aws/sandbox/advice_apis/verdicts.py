"""Which kinds of things are judged, and by what."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Protocol

from finops_aws.sandbox.advice_apis.databases import database_verdict
from finops_aws.sandbox.advice_apis.functions import function_verdict
from finops_aws.sandbox.advice_apis.instances import instance_verdict
from finops_aws.sandbox.advice_apis.knowledge import Knowledge
from finops_aws.sandbox.advice_apis.money import Saving
from finops_aws.sandbox.advice_apis.volumes import measured_volume_verdict

if TYPE_CHECKING:
    from finops_aws.sandbox.estate.things import Thing


class Verdict(Protocol):
    """What is found of one thing, whatever its kind. ``best`` is what the best change would save."""

    @property
    def thing(self) -> "Thing": ...

    @property
    def arn(self) -> str: ...

    @property
    def finding(self) -> str: ...

    @property
    def best(self) -> Saving: ...


Judge = Callable[["Thing", Knowledge], Verdict | None]
JUDGES: dict[str, tuple[str, Judge]] = {
    "Ec2Instance": ("instance", instance_verdict),
    "EbsVolume": ("volume", measured_volume_verdict),
    "LambdaFunction": ("function", function_verdict),
    "RdsDBInstance": ("database", database_verdict),
}
"""Type of resource, as the summaries name it → kind of thing, and its judge."""


def verdicts(knowledge: Knowledge, account: str, *, kind: str, region: str) -> Iterator[Verdict]:
    """What is found of the account's things of one type of resource in a region."""
    name, judge = JUDGES[kind]
    for thing in knowledge.things_of(account, kind=name, region=region):
        verdict = judge(thing, knowledge)
        if verdict is not None:
            yield verdict
