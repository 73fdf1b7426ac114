"""AWS Cost Optimization Hub: the whole organization for the payer, the own account for a member.

https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_Operations_Cost_Optimization_Hub.html
The payer has enrolled itself and its members; the two members that Compute Optimizer does not know are
not enrolled here either. Savings are before discounts. SavingsPercentage of the summaries is not given:
it is a share of the bill, which the things do not tell.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import partial
from threading import Lock
from typing import Any

from finops_aws.sandbox.advice_apis.cut import Pages
from finops_aws.sandbox.advice_apis.hub_items import HubItem, proposal_item, purchase_item
from finops_aws.sandbox.advice_apis.hub_questions import INVALID, deduplicated, grouping, ordered, passes
from finops_aws.sandbox.advice_apis.knowledge import Knowledge
from finops_aws.sandbox.advice_apis.money import CURRENCY
from finops_aws.sandbox.advice_apis.proposals import proposals
from finops_aws.sandbox.advice_apis.purchases import purchases
from finops_aws.sandbox.server.calls import Call, CutConnection, Refusal
from finops_aws.sandbox.server.records import Records

Item = dict[str, Any]
CLIENT = "cost-optimization-hub"
HOME = "us-east-1"
DENIED = "AccessDeniedException"
NOT_ENROLLED = "AWS account is not enrolled for recommendations"
LARGEST_PAGE, LARGEST_STATUS_PAGE = 1000, 100


class Hub:
    """All recommendations, made when they are first asked for."""

    def __init__(self, records: Records, knowledge: Knowledge) -> None:
        self._records = records
        self._knowledge = knowledge
        self._lock = Lock()
        self._items: dict[str, HubItem] | None = None

    def visible(self, call: Call) -> list[HubItem]:
        """What the caller may see: the payer everything, an enrolled member its own.

        Raises Refusal for an account that is not enrolled.
        """
        account = call.place.account
        if not self._knowledge.is_enrolled(account):
            raise Refusal(DENIED, NOT_ENROLLED)
        everything = account == self._knowledge.payer
        return [one for one in self._all().values() if everything or one.listed["accountId"] == account]

    def statuses(self, call: Call) -> Item:
        """ListEnrollmentStatuses: the own one; the payer's organization too, if asked."""
        known, own = self._knowledge, call.place.account
        named, is_payer = call.parameters.get("accountId"), own == known.payer
        if named and named != own and not (is_payer and named in known.accounts):
            raise Refusal(DENIED, f"Account {own} may not see the enrollment of {named}.")
        all_accounts = is_payer and call.parameters.get("includeOrganizationInfo")
        accounts = (named,) if named else known.accounts if all_accounts else (own,)
        pages = Pages(member="items", largest=LARGEST_STATUS_PAGE, code=INVALID)
        items = [self._status(account) for account in accounts]
        return {**pages.page(call, items), **({"includeMemberAccounts": True} if is_payer else {})}

    def recommendations(self, call: Call) -> Item:
        """ListRecommendations: one per resource unless all are asked for, the largest saving first."""
        found = [one for one in self.visible(call) if passes(one, call.parameters.get("filter"))]
        if not call.parameters.get("includeAllRecommendations"):
            found = deduplicated(found)
        listed = ordered(found, call.parameters.get("orderBy"))
        return self._pages.page(call, [one.listed for one in listed])

    def recommendation(self, call: Call) -> Item:
        """GetRecommendation: one that the caller may see, with both configurations."""
        wanted = call.parameters["recommendationId"]
        for one in self.visible(call):
            if one.id == wanted:
                return {**one.listed, **one.details}
        raise Refusal("ResourceNotFoundException", f"Recommendation {wanted} was not found.")

    def summaries(self, call: Call) -> Item:
        """ListRecommendationSummaries: what each group would save, each resource counted once."""
        key = grouping(call.parameters["groupBy"])
        found = [one for one in self.visible(call) if passes(one, call.parameters.get("filter"))]
        groups: defaultdict[str, list[HubItem]] = defaultdict(list)
        for one in deduplicated(found):
            groups[key(one)].append(one)
        items = [_group(name, group) for name, group in sorted(groups.items())]
        return {
            **self._pages.page(call, items),
            "groupBy": call.parameters["groupBy"],
            "currencyCode": CURRENCY,
            "estimatedTotalDedupedSavings": _sum(one for group in groups.values() for one in group),
        }

    @property
    def _pages(self) -> Pages:
        return Pages(member="items", largest=LARGEST_PAGE, code=INVALID)

    def _status(self, account: str) -> Item:
        status = "Active" if self._knowledge.is_enrolled(account) else "Inactive"
        when = self._knowledge.enrolled
        return {
            "accountId": account,
            "status": status,
            "lastUpdatedTimestamp": when,
            "createdTimestamp": when,
        }

    def _all(self) -> dict[str, HubItem]:
        with self._lock:
            if self._items is None:
                self._items = {one.id: one for one in self._made()}
            return self._items

    def _made(self) -> list[HubItem]:
        known = self._knowledge
        enrolled = [account for account in known.accounts if known.is_enrolled(account)]
        things = [proposal_item(one, known) for account in enrolled for one in proposals(known, account)]
        bought = [purchase_item(one, known) for one in purchases(self._records, known.payer)]
        return sorted([*things, *bought], key=lambda one: (-one.saved, one.id))


def _group(name: str, group: list[HubItem]) -> Item:
    return {"group": name, "estimatedMonthlySavings": _sum(group), "recommendationCount": len(group)}


def _sum(items: Iterable[HubItem]) -> float:
    return float(sum((one.saved for one in items), Decimal(0)))


def add_hub(records: Records, knowledge: Knowledge) -> None:
    """Let the records answer every operation of Cost Optimization Hub that the sandbox knows."""
    hub = Hub(records, knowledge)
    answers = {
        "ListEnrollmentStatuses": hub.statuses,
        "ListRecommendations": hub.recommendations,
        "GetRecommendation": hub.recommendation,
        "ListRecommendationSummaries": hub.summaries,
    }
    for operation, answer in answers.items():
        records.compute(CLIENT, operation, answer=partial(_at_home, answer))


def _at_home(answer: Callable[[Call], Item], call: Call) -> Item:
    """Only one region has an address of this service: elsewhere nobody answers."""
    if call.place.region != HOME:
        raise CutConnection
    return answer(call)
