"""AWS Compute Optimizer: one account, in one region.

https://docs.aws.amazon.com/compute-optimizer/latest/APIReference/
Every account is enrolled but two members. Savings are before discounts, for 730 hours.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from finops_aws.sandbox.advice_apis.cut import Pages
from finops_aws.sandbox.advice_apis.databases import database_item, database_verdict
from finops_aws.sandbox.advice_apis.functions import function_item, function_verdict
from finops_aws.sandbox.advice_apis.idle import unused_item, unused_things
from finops_aws.sandbox.advice_apis.instances import instance_item, instance_verdict
from finops_aws.sandbox.advice_apis.knowledge import Knowledge
from finops_aws.sandbox.advice_apis.questions import INVALID, account_asked_for, chosen
from finops_aws.sandbox.advice_apis.summaries import summaries
from finops_aws.sandbox.advice_apis.volumes import measured_volume_verdict, volume_item
from finops_aws.sandbox.server.calls import Call, Refusal
from finops_aws.sandbox.server.records import Records

Item = dict[str, Any]
Answer = Callable[[Call, Knowledge], Item]
CLIENT = "compute-optimizer"
LARGEST_PAGE, LARGEST_IDLE_PAGE = 1000, 100
SAVINGS_ORDERS = ("SavingsValue", "SavingsValueAfterDiscount")


def add_compute_optimizer(records: Records, knowledge: Knowledge) -> None:
    """Let the records answer every operation of Compute Optimizer that the sandbox knows."""
    for operation, answer in ANSWERS.items():
        records.compute(CLIENT, operation, answer=partial(_answered, answer, knowledge))


def _answered(answer: Answer, knowledge: Knowledge, call: Call) -> Item:
    return answer(call, knowledge)


def _status(knowledge: Knowledge, account: str) -> Item:
    found = {"status": "Active" if knowledge.is_enrolled(account) else "Inactive"}
    return {**found, "lastUpdatedTimestamp": knowledge.enrolled}


def _enrollment(call: Call, knowledge: Knowledge) -> Item:
    own = call.place.account
    if own != knowledge.payer:
        return {**_status(knowledge, own), "memberAccountsEnrolled": False}
    members = sum(knowledge.is_enrolled(member) for member in knowledge.members)
    return {
        **_status(knowledge, own),
        "memberAccountsEnrolled": True,
        "numberOfMemberAccountsOptedIn": members,
    }


def _enrollments(call: Call, knowledge: Knowledge) -> Item:
    if call.place.account != knowledge.payer:
        raise Refusal("AccessDeniedException", "Only the management account may see its organization.")
    items = [{"accountId": account, **_status(knowledge, account)} for account in knowledge.accounts]
    asked = chosen(call, items, arns="", arn="accountId")
    return _pages("accountEnrollmentStatuses").page(call, asked)


def _instances(call: Call, knowledge: Knowledge) -> Item:
    account = account_asked_for(call, knowledge)
    preferences = call.parameters.get("recommendationPreferences") or {}
    architectures = list(preferences.get("cpuVendorArchitectures") or [])
    found = (
        instance_verdict(thing, knowledge)
        for thing in knowledge.things_of(account, kind="instance", region=call.place.region)
    )
    items = [instance_item(one, knowledge, architectures=architectures) for one in found if one]
    listed = chosen(call, items, arns="instanceArns", arn="instanceArn")
    return {**_pages("instanceRecommendations").page(call, listed), "errors": []}


def _volumes(call: Call, knowledge: Knowledge) -> Item:
    account = account_asked_for(call, knowledge)
    found = (
        measured_volume_verdict(thing, knowledge)
        for thing in knowledge.things_of(account, kind="volume", region=call.place.region)
    )
    items = [volume_item(one, knowledge) for one in found if one]
    listed = chosen(call, items, arns="volumeArns", arn="volumeArn")
    return {**_pages("volumeRecommendations").page(call, listed), "errors": []}


def _functions(call: Call, knowledge: Knowledge) -> Item:
    account = account_asked_for(call, knowledge)
    found = (
        function_verdict(thing, knowledge)
        for thing in knowledge.things_of(account, kind="function", region=call.place.region)
    )
    items = [function_item(one, knowledge) for one in found if one]
    listed = chosen(call, items, arns="functionArns", arn="functionArn")
    return _pages("lambdaFunctionRecommendations").page(call, listed)


def _databases(call: Call, knowledge: Knowledge) -> Item:
    account = account_asked_for(call, knowledge)
    found = (
        database_verdict(thing, knowledge)
        for thing in knowledge.things_of(account, kind="database", region=call.place.region)
    )
    items = [database_item(one, knowledge) for one in found if one]
    listed = chosen(call, items, arns="resourceArns", arn="resourceArn")
    return {**_pages("rdsDBRecommendations").page(call, listed), "errors": []}


def _idle(call: Call, knowledge: Knowledge) -> Item:
    account = account_asked_for(call, knowledge)
    found = unused_things(knowledge, account, region=call.place.region)
    items = [unused_item(one, knowledge) for one in found]
    listed = chosen(call, _ordered(call, items), arns="resourceArns", arn="resourceArn")
    pages = Pages(member="idleRecommendations", largest=LARGEST_IDLE_PAGE, code=INVALID)
    return {**pages.page(call, listed), "errors": []}


def _ordered(call: Call, items: list[Item]) -> list[Item]:
    order = call.parameters.get("orderBy")
    if not order:
        return items
    if order.get("dimension") not in SAVINGS_ORDERS:
        raise Refusal(INVALID, f"Dimension {order.get('dimension')} is not valid.")
    return sorted(items, key=_saved, reverse=order.get("order") == "Desc")


def _saved(item: Item) -> float:
    return float(item["savingsOpportunity"]["estimatedMonthlySavings"]["value"])


def _summaries(call: Call, knowledge: Knowledge) -> Item:
    account = account_asked_for(call, knowledge)
    found = summaries(knowledge, account, region=call.place.region)
    return _pages("recommendationSummaries").page(call, found)


def _nothing(member: str) -> Answer:
    """The company has none of these resources."""

    def answer(call: Call, knowledge: Knowledge) -> Item:
        account_asked_for(call, knowledge)
        none: Iterable[Item] = ()
        return {**_pages(member).page(call, list(none)), "errors": []}

    return answer


def _pages(member: str) -> Pages:
    return Pages(member=member, largest=LARGEST_PAGE, code=INVALID)


ANSWERS: dict[str, Answer] = {
    "GetEnrollmentStatus": _enrollment,
    "GetEnrollmentStatusesForOrganization": _enrollments,
    "GetEC2InstanceRecommendations": _instances,
    "GetEBSVolumeRecommendations": _volumes,
    "GetLambdaFunctionRecommendations": _functions,
    "GetRDSDatabaseRecommendations": _databases,
    "GetIdleRecommendations": _idle,
    "GetECSServiceRecommendations": _nothing("ecsServiceRecommendations"),
    "GetAutoScalingGroupRecommendations": _nothing("autoScalingGroupRecommendations"),
    "GetRecommendationSummaries": _summaries,
}
