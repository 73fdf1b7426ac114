"""A Cost Explorer made by hand for a test, and ledgers fed from a sandbox's Cost Explorer."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from finops_aws.adapters.aws.access.accounts import AccessSettings, AwsAccess
from finops_aws.adapters.aws.cost_explorer import CostExplorer
from finops_aws.application.ports import Clock
from finops_aws.application.visibility.ingest_exports import FeedRequest
from finops_aws.bootstrap import build_analysis
from finops_aws.domain.period import Period
from finops_aws.sandbox.server import Call, Place, Records, Refusal, SandboxAws
from finops_aws.settings import Settings
from tests.bills import MEMBER, PAYER, Books, FixedClock

METRICS = ("UnblendedCost", "AmortizedCost", "NetUnblendedCost", "NetAmortizedCost")
OCTOBER = Period(date(2026, 10, 1), date(2026, 11, 1))
EC2 = "Amazon Elastic Compute Cloud - Compute"
Fact = dict[str, str]


def fact(amount: str, **wishes: str) -> Fact:
    """A cost of the member on 5 October 2026; every metric has the amount unless wished otherwise."""
    usual = {
        "DAY": "2026-10-05",
        "LINKED_ACCOUNT": MEMBER,
        "SERVICE": EC2,
        "REGION": "us-east-1",
        "RECORD_TYPE": "Usage",
    }
    return {**usual, **dict.fromkeys(METRICS, amount), **wishes}


@dataclass(slots=True)
class Teller:
    """Answers GetCostAndUsage from facts.

    ``off`` is added to the months' own totals; a page has at most ``page`` groups; ``refused`` metrics end in
    a ValidationException, ``absent`` ones are not in any answer.
    """

    facts: Sequence[Fact]
    off: Decimal = Decimal(0)
    page: int = 1_000
    refused: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    asked: list[dict[str, Any]] = field(default_factory=list)

    def answer(self, call: Call) -> dict[str, Any]:
        asked = call.parameters
        self.asked.append(asked)
        if set(asked["Metrics"]) & set(self.refused):
            raise Refusal("ValidationException", "This metric is not available.")
        groups = self._groups(asked)
        start = int(asked.get("NextPageToken", "0"))
        entries = [(day, *group) for day, found in groups.items() for group in found.items()]
        results: dict[str, dict[str, Any]] = {}
        for day, keys, facts in entries[start : start + self.page]:
            result = results.setdefault(day, self._result(day, is_monthly=asked["Granularity"] == "MONTHLY"))
            self._tell(result, keys, self._sums(facts, asked))
        following = {"NextPageToken": str(start + self.page)} if start + self.page < len(entries) else {}
        return {
            "ResultsByTime": list(results.values()),
            **following,
            "DimensionValueAttributes": _names(asked),
        }

    def _groups(self, asked: dict[str, Any]) -> dict[str, dict[tuple[str, ...], list[Fact]]]:
        keys = [one["Key"] for one in asked.get("GroupBy", ())]
        span = asked["TimePeriod"]
        found: dict[str, dict[tuple[str, ...], list[Fact]]] = {}
        for one in sorted(self.facts, key=lambda one: one["DAY"]):
            if span["Start"] <= one["DAY"] < span["End"] and _fits(one, asked.get("Filter", {})):
                day = one["DAY"] if asked["Granularity"] == "DAILY" else f"{one['DAY'][:7]}-01"
                group = found.setdefault(day, defaultdict(list))
                group[tuple(one[key] for key in keys)].append(one)
        return found

    def _sums(self, facts: Sequence[Fact], asked: dict[str, Any]) -> dict[str, Any]:
        off = Decimal(0) if "GroupBy" in asked else self.off
        told = {name for name in asked["Metrics"] if name not in self.absent}
        # One cost is told as it is written, whatever the way.
        sums = {name: sum((Decimal(one[name]) for one in facts), off) for name in told}
        alone = len(facts) == 1 and not off
        return {
            name: {"Amount": facts[0][name] if alone else f"{amount:f}", "Unit": "USD"}
            for name, amount in sums.items()
        }

    def _result(self, day: str, *, is_monthly: bool) -> dict[str, Any]:
        first = date.fromisoformat(day)
        stop = first + timedelta(days=31 if is_monthly else 1)
        return {
            "TimePeriod": {"Start": day, "End": stop.isoformat()},
            "Total": {},
            "Groups": [],
            "Estimated": day >= "2026-11",
        }

    def _tell(self, result: dict[str, Any], keys: tuple[str, ...], sums: dict[str, Any]) -> None:
        if keys:
            result["Groups"].append({"Keys": list(keys), "Metrics": sums})
        else:
            result["Total"] = sums


def _fits(one: Fact, wanted: dict[str, Any]) -> bool:
    if "And" in wanted:
        return all(_fits(one, part) for part in wanted["And"])
    condition = wanted.get("Dimensions")
    return condition is None or one[condition["Key"]] in condition["Values"]


def _names(asked: dict[str, Any]) -> list[dict[str, Any]]:
    names = {PAYER: "payer", MEMBER: "member"}
    is_named = {"Type": "DIMENSION", "Key": "LINKED_ACCOUNT"} in asked.get("GroupBy", ())
    return [{"Value": one, "Attributes": {"description": name}} for one, name in names.items() if is_named]


def organization(payer: str = PAYER) -> dict[str, Any]:
    return {"Organization": {"Id": "o-one", "MasterAccountId": payer}}


def told_records(teller: Teller) -> Records:
    """The payer's organization with this Cost Explorer."""
    records = Records()
    records.compute("ce", "GetCostAndUsage", answer=teller.answer)
    records.compute("organizations", "DescribeOrganization", answer=lambda call: organization())
    return records


def keys_of(aws: SandboxAws, account: str) -> tuple[str, str]:
    found = aws.environment(account)
    return found["AWS_ACCESS_KEY_ID"], found["AWS_SECRET_ACCESS_KEY"]


@contextmanager
def cost_explorer(records: Records, *, account: str = PAYER) -> Iterator[tuple[CostExplorer, SandboxAws]]:
    """Cost Explorer as the product asks it, one attempt a call."""
    with SandboxAws(records) as aws:
        settings = AccessSettings(
            region="us-east-1",
            endpoint=f"{aws.endpoint}/{{client}}",
            keys=keys_of(aws, account),
            attempts=1,
        )
        yield CostExplorer(AwsAccess(settings)), aws


def fed_books(folder: Path, aws: SandboxAws, *, account: str = PAYER, clock: Clock | None = None) -> Books:
    """Empty books whose AWS is the sandbox, seen by the account."""
    plain = Settings.from_environment(
        {"FINOPS_DATA": str(folder), "FINOPS_THREADS": "1", "AWS_REGION": "us-east-1"}
    )
    settings = replace(plain, aws_endpoint=f"{aws.endpoint}/{{client}}", aws_keys=keys_of(aws, account))
    return Books(folder, build_analysis(settings, clock=clock or FixedClock()))


def fed(folder: Path, *facts: Fact, months: int = 3, **wishes: Any) -> Books:
    """Books fed from a Cost Explorer that tells these facts."""
    with SandboxAws(told_records(Teller(facts, **wishes))) as aws:
        books = fed_books(folder, aws)
        books.analysis.ingest_cost_explorer(FeedRequest(months))
    return books


def place(account: str, client: str) -> Place:
    return Place(account, "us-east-1", client)
