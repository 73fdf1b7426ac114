"""What Cost Optimization Hub proposes to do with single things, from Compute Optimizer's verdicts.

https://docs.aws.amazon.com/cost-management/latest/userguide/coh-optimization-strategies.html
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from finops_aws.sandbox.advice_apis.databases import database_verdict
from finops_aws.sandbox.advice_apis.functions import function_verdict
from finops_aws.sandbox.advice_apis.idle import Unused, unused_things
from finops_aws.sandbox.advice_apis.instances import UNDER, instance_verdict
from finops_aws.sandbox.advice_apis.knowledge import LOOKBACK_DAYS, Knowledge
from finops_aws.sandbox.advice_apis.money import HOUR, MONTH_HOURS, Saving, own_prices
from finops_aws.sandbox.advice_apis.sizes import Option
from finops_aws.sandbox.advice_apis.volumes import GP3, configuration, measured_volume_verdict, volume_verdict

if TYPE_CHECKING:
    from finops_aws.sandbox.estate.things import Thing

Item = dict[str, Any]
UNIONS = {
    "Ec2Instance": "ec2Instance",
    "EbsVolume": "ebsVolume",
    "LambdaFunction": "lambdaFunction",
    "RdsDbInstance": "rdsDbInstance",
    "NatGateway": "natGateway",
}
"""Type of resource → its member of the details that GetRecommendation gives."""

IDLE_ACTIONS = {
    "EC2Instance": ("Ec2Instance", "Stop"),
    "EBSVolume": ("EbsVolume", "Delete"),
    "RDSDBInstance": ("RdsDbInstance", "Stop"),
    "NatGateway": ("NatGateway", "Delete"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A configuration in words and as ``configuration`` of the details; both empty when the thing goes."""

    words: str = ""
    configuration: Item | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One thing that could be done with one thing."""

    thing: "Thing"
    arn: str
    type: str
    action: str
    now: Look
    then: Look
    saving: Saving
    days: int = LOOKBACK_DAYS

    def details(self, look: Look, cost: Decimal) -> Item:
        """The look and its cost a month as GetRecommendation gives them."""
        found: Item = {"costCalculation": {"usages": [], "pricing": _pricing(cost)}}
        if look.configuration is not None:
            found["configuration"] = look.configuration
        if look is self.now:
            found["costCalculation"]["usages"] = _usages(self.thing)
        return {UNIONS[self.type]: found}


def proposals(knowledge: Knowledge, account: str) -> Iterator[Proposal]:
    """Everything that could be done with the account's things, in all regions."""
    yield from _instances(knowledge, account)
    yield from _volumes(knowledge, account)
    yield from _functions(knowledge, account)
    yield from _databases(knowledge, account)
    for unused in unused_things(knowledge, account):
        yield _removal(unused, knowledge)


def _instances(knowledge: Knowledge, account: str) -> Iterator[Proposal]:
    for thing in knowledge.things_of(account, kind="instance"):
        verdict = instance_verdict(thing, knowledge)
        if verdict is None or verdict.finding == UNDER:
            continue
        for action, options in {"Rightsize": verdict.options, "MigrateToGraviton": verdict.graviton}.items():
            for option in options[:1]:
                yield Proposal(
                    thing=thing,
                    arn=verdict.arn,
                    type="Ec2Instance",
                    action=action,
                    now=_instance_look(thing.instance_class),
                    then=_instance_look(option.type),
                    saving=option.saving,
                )


def _volumes(knowledge: Knowledge, account: str) -> Iterator[Proposal]:
    for thing in knowledge.things_of(account, kind="volume"):
        verdict = measured_volume_verdict(thing, knowledge)
        if verdict is not None and verdict.upgrade is not None:
            yield Proposal(
                thing=thing,
                arn=verdict.arn,
                type="EbsVolume",
                action="Upgrade",
                now=_volume_look(verdict.told, verdict.told["VolumeType"]),
                then=_volume_look(verdict.told, GP3),
                saving=verdict.upgrade,
            )


def _functions(knowledge: Knowledge, account: str) -> Iterator[Proposal]:
    for thing in knowledge.things_of(account, kind="function"):
        verdict = function_verdict(thing, knowledge)
        if verdict is not None and verdict.smaller is not None:
            yield Proposal(
                thing=thing,
                arn=verdict.arn,
                type="LambdaFunction",
                action="Rightsize",
                now=_function_look(verdict.memory),
                then=_function_look(verdict.smaller),
                saving=verdict.best,
            )


def _databases(knowledge: Knowledge, account: str) -> Iterator[Proposal]:
    for thing in knowledge.things_of(account, kind="database"):
        verdict = database_verdict(thing, knowledge)
        if verdict is None or verdict.finding == "Underprovisioned":
            continue
        for option in verdict.options[:1]:
            yield _smaller_database(thing, verdict.told["DBInstanceClass"], option)


def _smaller_database(thing: "Thing", now: str, option: Option) -> Proposal:
    return Proposal(
        thing=thing,
        arn=thing.resource_id,
        type="RdsDbInstance",
        action="Rightsize",
        now=_database_look(now),
        then=_database_look(option.type),
        saving=option.saving,
    )


def _removal(unused: Unused, knowledge: Knowledge) -> Proposal:
    kind, action = IDLE_ACTIONS[unused.type]
    return Proposal(
        thing=unused.thing,
        arn=unused.arn,
        type=kind,
        action=action,
        now=_present_look(unused, knowledge),
        then=Look(),
        saving=unused.saving,
        days=unused.days,
    )


def _present_look(unused: Unused, knowledge: Knowledge) -> Look:
    thing = unused.thing
    if unused.type == "EC2Instance":
        return _instance_look(thing.instance_class)
    if unused.type == "EBSVolume":
        verdict = volume_verdict(thing, knowledge)
        return Look() if verdict is None else _volume_look(verdict.told, verdict.told["VolumeType"])
    if unused.type == "RDSDBInstance":
        return _database_look(thing.instance_class)
    nothing = {"activeConnectionCount": 0, "packetsInFromSource": 0, "packetsInFromDestination": 0}
    return Look(words="NAT gateway", configuration=nothing)


def _instance_look(kind: str) -> Look:
    return Look(words=kind, configuration={"instance": {"type": kind}})


def _database_look(kind: str) -> Look:
    return Look(words=kind, configuration={"instance": {"dbInstanceClass": kind}})


def _function_look(memory: int) -> Look:
    compute = {"memorySizeInMB": memory, "architecture": "x86_64"}
    return Look(words=f"{memory} MB memory", configuration={"compute": compute})


def _volume_look(told: Item, kind: str) -> Look:
    """A volume, worded as ``99.0 GB Storage/3000.0 IOPS/125.0 MB/s Throughput``."""
    shown = configuration(told, kind)
    size, iops = float(shown["volumeSize"]), float(shown["volumeBaselineIOPS"])
    throughput = float(shown["volumeBaselineThroughput"])
    return Look(
        words=f"{size} GB Storage/{iops} IOPS/{throughput} MB/s Throughput",
        configuration={
            "storage": {"type": kind, "sizeInGb": size},
            "performance": {"iops": iops, "throughput": throughput},
            "attachmentState": told["State"],
        },
    )


def _pricing(cost: Decimal) -> Item:
    return {"estimatedCostBeforeDiscounts": float(cost)}


def _usages(thing: "Thing") -> list[Item]:
    """What the bill meters of the thing by the hour, over a month."""
    return [
        {
            "usageType": price.usage_type(thing.region),
            "usageAmount": float(MONTH_HOURS),
            "operation": price.operation,
            "productCode": price.product_code,
            "unit": price.unit,
        }
        for price in own_prices(thing, HOUR)
    ]
