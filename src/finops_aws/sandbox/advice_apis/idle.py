"""Things nobody uses, as Compute Optimizer finds them.

https://docs.aws.amazon.com/compute-optimizer/latest/ug/view-idle-recommendations.html
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from finops_aws.sandbox.advice_apis.databases import database_verdict
from finops_aws.sandbox.advice_apis.instances import instance_verdict
from finops_aws.sandbox.advice_apis.knowledge import ATTACHMENT_DAYS, LOOKBACK_DAYS, Knowledge
from finops_aws.sandbox.advice_apis.loads import is_unused_gateway
from finops_aws.sandbox.advice_apis.money import HOUR, Saving, monthly_cost, whole
from finops_aws.sandbox.advice_apis.volumes import volume_verdict

if TYPE_CHECKING:
    from finops_aws.sandbox.estate.things import Thing

Item = dict[str, Any]
SEEN = {
    "EC2Instance": {
        "CPUUtilization": "CPU",
        "NetworkIn": "NetworkInBytesPerSecond",
        "NetworkOut": "NetworkOutBytesPerSecond",
    },
    "RDSDBInstance": {"CPUUtilization": "CPU", "DatabaseConnections": "DatabaseConnections"},
    "NatGateway": {"ActiveConnectionCount": "ActiveConnectionCount"},
    "EBSVolume": {},
}
"""Type of resource → CloudWatch metric → its name among the utilization metrics."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unused:
    """One thing that could go. ``days`` is how long it was watched."""

    thing: "Thing"
    arn: str
    type: str
    finding: str
    words: str
    days: int
    saving: Saving


def unused_things(knowledge: Knowledge, account: str, *, region: str | None = None) -> Iterator[Unused]:
    """The account's idle instances, unattached volumes, idle databases and unused NAT gateways."""
    for kind, find in FINDERS.items():
        for thing in knowledge.things_of(account, kind=kind, region=region):
            found = find(thing, knowledge)
            if found is not None:
                yield found


def unused_item(unused: Unused, knowledge: Knowledge) -> Item:
    """It as GetIdleRecommendations lists it."""
    thing = unused.thing
    return {
        "resourceArn": unused.arn,
        "resourceId": thing.name,
        "resourceType": unused.type,
        "accountId": thing.account,
        "finding": unused.finding,
        "findingDescription": unused.words,
        "savingsOpportunity": unused.saving.opportunity(),
        "utilizationMetrics": list(_metrics(unused, knowledge)),
        "lookBackPeriodInDays": float(unused.days),
        "lastRefreshTimestamp": knowledge.refreshed,
        "tags": [{"key": key, "value": value} for key, value in sorted(thing.tags.items())],
    }


def _metrics(unused: Unused, knowledge: Knowledge) -> Iterator[Item]:
    for metric, name in SEEN[unused.type].items():
        value = knowledge.loads.peak(unused.thing, metric, days=LOOKBACK_DAYS)
        if value is not None:
            shown = value / 3600 if name.endswith("PerSecond") else value
            yield {"name": name, "statistic": "Maximum", "value": shown}


def _instance(thing: "Thing", knowledge: Knowledge) -> Unused | None:
    verdict = instance_verdict(thing, knowledge)
    if verdict is None or not verdict.is_idle:
        return None
    return Unused(
        thing=thing,
        arn=verdict.arn,
        type="EC2Instance",
        finding="Idle",
        words="CPU and network were below the idle limits for the whole period.",
        days=LOOKBACK_DAYS,
        saving=whole(verdict.cost),
    )


def _volume(thing: "Thing", knowledge: Knowledge) -> Unused | None:
    verdict = volume_verdict(thing, knowledge)
    if verdict is None or verdict.is_attached:
        return None
    if knowledge.unattached_for(thing) < timedelta(days=ATTACHMENT_DAYS):
        return None
    return Unused(
        thing=thing,
        arn=verdict.arn,
        type="EBSVolume",
        finding="Unattached",
        words="The volume was attached to no instance for the whole period.",
        days=ATTACHMENT_DAYS,
        saving=whole(verdict.cost),
    )


def _database(thing: "Thing", knowledge: Knowledge) -> Unused | None:
    verdict = database_verdict(thing, knowledge)
    if verdict is None or not verdict.is_idle:
        return None
    return Unused(
        thing=thing,
        arn=verdict.arn,
        type="RDSDBInstance",
        finding="Idle",
        words="Nobody connected to the database for the whole period.",
        days=LOOKBACK_DAYS,
        saving=whole(verdict.cost),
    )


def _gateway(thing: "Thing", knowledge: Knowledge) -> Unused | None:
    cost, is_young = monthly_cost(thing, HOUR), knowledge.age(thing) < timedelta(days=ATTACHMENT_DAYS)
    if cost is None or is_young or knowledge.told.of(thing) is None:
        return None
    if not is_unused_gateway(thing, knowledge.loads, days=ATTACHMENT_DAYS):
        return None
    return Unused(
        thing=thing,
        arn=f"arn:aws:ec2:{thing.region}:{thing.account}:natgateway/{thing.name}",
        type="NatGateway",
        finding="Unused",
        words="No connection went through the NAT gateway for the whole period.",
        days=ATTACHMENT_DAYS,
        saving=whole(cost),
    )


FINDERS = {"instance": _instance, "volume": _volume, "database": _database, "natgateway": _gateway}
