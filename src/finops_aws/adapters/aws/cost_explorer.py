"""Daily costs from Cost Explorer, told apart by account, service, region and record type.

GetCostAndUsage groups by two dimensions at most, so the other two are told apart by filters: each record
type is asked about along whichever of the three other dimensions has the fewest values. What each month adds
up to and which values there are is asked first.
https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetCostAndUsage.html
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from finops_aws.adapters.aws.access.accounts import AwsAccess
from finops_aws.adapters.aws.access.calls import Caller, Gate, Place
from finops_aws.adapters.aws.access.endings import Failure, Trouble
from finops_aws.domain.period import Period
from finops_aws.domain.visibility.delivery import COST_EXPLORER, DailyCost
from finops_aws.errors import (
    AccessDenied,
    CredentialsExpired,
    ExportNotReady,
    FinOpsError,
    NotEnabled,
    SourceUnavailable,
    Throttled,
)

Pay = Callable[[int], None]
"""Counts so many requests before they are made; raises BudgetExceeded when they would cost too much."""

NAME = "Cost Explorer"
LOCATION = f"{COST_EXPLORER}:"
OPERATION = "GetCostAndUsage"
GROSS = ("UnblendedCost", "AmortizedCost")
NET = ("NetUnblendedCost", "NetAmortizedCost")
RECORD_TYPE = "RECORD_TYPE"
DIMENSIONS = ("REGION", "LINKED_ACCOUNT", "SERVICE")
NO_REGION = "NoRegion"
NO_COSTS = "it has no costs of this account yet"
_HOMES = {"aws-cn": "cn-northwest-1", "aws-us-gov": "us-gov-west-1"}
"""Partition → where its global services answer."""

_NOT_SIGNED_UP = "not enabled for cost explorer"


_DECIMALS = 10
_HALF = Decimal(5).scaleb(-_DECIMALS - 1)
"""AWS writes at most ten decimals: an amount that has them all may have been rounded by half of the last."""


@dataclass(frozen=True, slots=True)
class Question:
    """One GetCostAndUsage: costs by day or month, in groups, of what the filter lets through."""

    span: Period
    metrics: tuple[str, ...]
    granularity: str = "MONTHLY"
    groups: tuple[str, ...] = ()
    only: tuple[tuple[str, str], ...] = ()

    @property
    def parameters(self) -> dict[str, Any]:
        """The question as the API takes it."""
        conditions = [{"Dimensions": {"Key": key, "Values": [value]}} for key, value in self.only]
        found: dict[str, Any] = {
            "TimePeriod": {"Start": self.span.start.isoformat(), "End": self.span.end.isoformat()},
            "Granularity": self.granularity,
            "Metrics": list(self.metrics),
        }
        if self.groups:
            found["GroupBy"] = [{"Type": "DIMENSION", "Key": key} for key in self.groups]
        if conditions:
            found["Filter"] = conditions[0] if len(conditions) == 1 else {"And": conditions}
        return found


class MonthTotals:
    """What each month costs by Cost Explorer's own count, less the costs that were told of its days."""

    def __init__(self, results: Sequence[dict[str, Any]]) -> None:
        self._left: dict[str, dict[str, Decimal]] = {
            str(result["TimePeriod"]["Start"])[:7]: _amounts(result["Total"]) for result in results
        }
        self._rounded = Counter(
            (month, name)
            for month, left in self._left.items()
            for name, total in left.items()
            if _may_be_rounded(total)
        )

    @property
    def metrics(self) -> tuple[str, ...]:
        """The metrics that can be asked for: the net ones only where they are told of every month."""
        has_net = all(name in left for name in NET for left in self._left.values())
        return GROSS + NET if has_net else GROSS

    def count(self, day: date, amounts: dict[str, Decimal]) -> None:
        """Take the costs of a day from its month."""
        month = f"{day:%Y-%m}"
        left = self._left.setdefault(month, {})
        for name, amount in amounts.items():
            left[name] = left.get(name, Decimal(0)) - amount
            self._rounded[month, name] += _may_be_rounded(amount)

    def demand_balance(self, months: Sequence[Period]) -> None:
        """Raise ExportNotReady unless nothing is left of the months but what rounding may leave."""
        for month in (f"{one.start:%Y-%m}" for one in months):
            for name, left in self._left.get(month, {}).items():
                if abs(left) > _HALF * self._rounded[month, name]:
                    reason = f"the days of {month} are off from the month by {left:f} in {name}"
                    raise ExportNotReady(location=LOCATION, reason=reason)


class CostExplorer:
    """Cost Explorer of the payer whose credentials these are; every page of an answer is paid for first."""

    def __init__(self, access: AwsAccess) -> None:
        self._access = access

    def payer(self) -> str:
        """The payer's account id.

        Raises NotEnabled when the credentials are those of another account of the organization, and what
        AwsAccess raises when there are none.
        """
        own = self._access.own_account()
        try:
            told = self._caller("organizations").call("DescribeOrganization", {})
        except Failure as failure:
            if failure.code == "AWSOrganizationsNotInUseException":
                return own
            raise self._error(failure, "organizations:DescribeOrganization") from failure
        payer = str(told["Organization"]["MasterAccountId"])
        if payer != own:
            raise NotEnabled(service=NAME, remedy=f"use credentials of the payer account {payer}")
        return payer

    def daily_costs(self, months: Sequence[Period], *, until: date, pay: Pay) -> Iterator[DailyCost]:
        """Every daily cost of the months up to ``until`` (excluded); AWS keeps 14 months.

        Only when the iterator has ended does every month add up to what Cost Explorer says of it without
        groups: it ends with ExportNotReady where one does not. Raises AccessDenied, NotEnabled, Throttled,
        CredentialsExpired, SourceUnavailable, and what ``pay`` raises.
        """
        span = Period(months[0].start, min(months[-1].end, until))
        totals = self._totals(Question(span, GROSS + NET), pay)
        question = Question(span, totals.metrics)
        values, names = self._values(question, pay)
        questions = list(_daily(replace(question, granularity="DAILY"), values))
        if not questions:
            raise ExportNotReady(location=LOCATION, reason=NO_COSTS)
        pay(len(questions))
        for one in questions:
            for known, result, group in self._groups(one, pay):
                cost = _cost(known, result, group)
                totals.count(cost.day, _amounts(group["Metrics"]))
                if any(month.start <= cost.day < month.end for month in months):
                    yield replace(cost, account_name=names.get(cost.account_id))
        totals.demand_balance(months)

    def _totals(self, question: Question, pay: Pay) -> MonthTotals:
        """What each month costs, in the metrics that Cost Explorer tells: not everywhere the net ones."""
        pay(1)
        try:
            return MonthTotals([r for page in self._pages(question, pay) for r in page["ResultsByTime"]])
        except SourceUnavailable as error:
            if question.metrics == GROSS or not error.facts["reason"].startswith("ValidationException"):
                raise
            return self._totals(replace(question, metrics=GROSS), pay)

    def _values(self, question: Question, pay: Pay) -> tuple[dict[str, dict[str, set[str]]], dict[str, str]]:
        """Record type → dimension → its values; and the names of the accounts."""
        values: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        names: dict[str, str] = {}
        pay(len(DIMENSIONS))
        for dimension in DIMENSIONS:
            for page in self._pages(replace(question, groups=(RECORD_TYPE, dimension)), pay):
                for record_type, value in (g["Keys"] for r in page["ResultsByTime"] for g in r["Groups"]):
                    values[record_type][dimension].add(value)
                if dimension == "LINKED_ACCOUNT":
                    names |= _names(page)
        return values, names

    def _groups(
        self, question: Question, pay: Pay
    ) -> Iterator[tuple[dict[str, str], dict[str, Any], dict[str, Any]]]:
        """Each group of an answer with its period, and dimension → value."""
        for page in self._pages(question, pay):
            for result in page["ResultsByTime"]:
                for group in result["Groups"]:
                    grouped = zip(question.groups, group["Keys"], strict=True)
                    yield dict([*question.only, *grouped]), result, group

    def _pages(self, question: Question, pay: Pay) -> Iterator[dict[str, Any]]:
        """The pages of an answer whose first is paid for."""
        caller, asked = self._caller("ce"), question.parameters
        while True:
            try:
                page = caller.call(OPERATION, asked)
            except Failure as failure:
                raise self._error(failure, f"ce:{OPERATION}") from failure
            yield page
            token = page.get("NextPageToken")
            if not token:
                return
            pay(1)
            asked = question.parameters | {"NextPageToken": token}

    def _caller(self, client: str) -> Caller:
        region = _HOMES.get(self._access.partition(), "us-east-1")
        place = Place(self._access.own_account(), region, client)
        return Caller(self._access.client(place), place, gate=Gate())

    def _error(self, failure: Failure, action: str) -> FinOpsError:
        if _NOT_SIGNED_UP in failure.reason.lower():
            return NotEnabled(service=NAME, remedy="open Cost Explorer once in the payer's Billing console")
        if failure.is_refusal:
            return AccessDenied(thing=NAME, action=failure.action or action)
        if failure.trouble is Trouble.THROTTLED:
            return Throttled(service=NAME, action=action)
        if failure.trouble in (Trouble.EXPIRED, Trouble.INVALID_CREDENTIALS, Trouble.REGION_OFF):
            return CredentialsExpired(profile=self._access.settings.profile or "default")
        if failure.code == "DataUnavailableException":
            return ExportNotReady(location=LOCATION, reason=NO_COSTS)
        return SourceUnavailable(thing=NAME, reason=f"{failure.code}: {failure.reason}")


def _daily(question: Question, values: dict[str, dict[str, set[str]]]) -> Iterator[Question]:
    """The fewest questions that give every day's costs of every record type by the three other dimensions."""
    for record_type, found in sorted(values.items()):
        along = min(DIMENSIONS, key=lambda dimension: len(found[dimension]))
        groups = tuple(dimension for dimension in DIMENSIONS if dimension != along)
        for value in sorted(found[along]):
            yield replace(question, groups=groups, only=((RECORD_TYPE, record_type), (along, value)))


def _names(page: dict[str, Any]) -> dict[str, str]:
    """Account id → name, as far as the page tells."""
    told = ((one["Value"], one.get("Attributes", {})) for one in page.get("DimensionValueAttributes", ()))
    return {value: attributes["description"] for value, attributes in told if "description" in attributes}


def _cost(known: dict[str, str], result: dict[str, Any], group: dict[str, Any]) -> DailyCost:
    amounts, region = _amounts(group["Metrics"]), known["REGION"]
    return DailyCost(
        day=date.fromisoformat(str(result["TimePeriod"]["Start"])[:10]),
        account_id=known["LINKED_ACCOUNT"],
        account_name=None,
        service=known["SERVICE"],
        region=None if region == NO_REGION else region,
        record_type=known[RECORD_TYPE],
        currency=str(group["Metrics"]["UnblendedCost"]["Unit"]),
        unblended=amounts["UnblendedCost"],
        amortized=amounts["AmortizedCost"],
        net_unblended=amounts.get("NetUnblendedCost"),
        net_amortized=amounts.get("NetAmortizedCost"),
        is_estimated=bool(result.get("Estimated", False)),
    )


def _amounts(metrics: dict[str, Any]) -> dict[str, Decimal]:
    """Metric → amount, of the metrics that have one."""
    return {name: Decimal(told["Amount"]) for name, told in metrics.items() if told.get("Amount")}


def _may_be_rounded(amount: Decimal) -> bool:
    return int(amount.as_tuple().exponent) <= -_DECIMALS
