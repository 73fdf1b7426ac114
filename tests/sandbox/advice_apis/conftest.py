"""A company, its estate, and boto3 clients of the advisors who judge it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from finops_aws.sandbox import BillRequest
from finops_aws.sandbox.advice_apis import Knowledge, Loads, Told, add_advice, add_advice_apis
from finops_aws.sandbox.advice_apis.knowledge import midnight
from finops_aws.sandbox.estate import CompanyEstate, company_estate
from finops_aws.sandbox.estate.things import Thing
from finops_aws.sandbox.server import SandboxAws
from finops_aws.sandbox.server.identities import SECRET

REQUEST = BillRequest(until=date(2026, 11, 20), lines=300_000, months=3)
ONCE = Config(retries={"total_max_attempts": 1}, read_timeout=30)
REGIONS = ("sa-east-1", "us-east-1", "us-east-2")


@cache
def connected(address: str, name: str, account: str, region: str) -> Any:
    """A client that signs as the account and never retries."""
    return boto3.client(
        name,
        region_name=region,
        endpoint_url=address,
        aws_access_key_id=f"AKIA{account}TEST",
        aws_secret_access_key=SECRET,
        config=ONCE,
    )


@dataclass(frozen=True, slots=True)
class Advised:
    """A company and the sandbox AWS whose advisors know it."""

    estate: CompanyEstate
    sandbox: SandboxAws

    @property
    def payer(self) -> str:
        return self.estate.payer.id

    @property
    def members(self) -> list[str]:
        return [account.id for account in self.estate.accounts if account.id != self.payer]

    @property
    def left_out(self) -> set[str]:
        """The members that are not enrolled."""
        return {self.members[len(self.members) // 2], self.members[-1]}

    def client(self, name: str, *, account: str | None = None, region: str = "us-east-1") -> Any:
        """A client of the payer, or of another account."""
        return connected(f"{self.sandbox.endpoint}/{name}", name, account or self.payer, region)

    def optimizer(self, account: str | None = None, *, region: str = "sa-east-1") -> Any:
        """A client of Compute Optimizer."""
        return self.client("compute-optimizer", account=account, region=region)

    def hub_items(self) -> list[dict[str, Any]]:
        """All that Cost Optimization Hub recommends to the company."""
        hub = self.client("cost-optimization-hub")
        pages = hub.get_paginator("list_recommendations").paginate(includeAllRecommendations=True)
        return [item for page in pages for item in page["items"]]

    def busiest(self, kind: str) -> Thing:
        """A thing of the kind in an enrolled account that has most of them."""
        things = [one for one in self.estate.things if one.kind == kind and one.account not in self.left_out]
        counts = {one.account: sum(other.account == one.account for other in things) for one in things}
        return max(things, key=lambda one: (counts[one.account], one.is_running, one.resource_id))


def code_of(call: Callable[..., Any], **parameters: Any) -> str:
    """The code by which a call is refused."""
    with pytest.raises(ClientError) as error:
        call(**parameters)
    return str(error.value.response["Error"]["Code"])


def steady(**values: float) -> Callable[..., list[float | None]]:
    """Readings that are the same in every hour, and None of every other metric."""
    return lambda _thing, metric, *, start, end, stat: (
        [values.get(metric)] * int((end - start).total_seconds() // 3600)
    )


@pytest.fixture(scope="session")
def advised() -> Iterator[Advised]:
    """The company with the loads that CloudWatch answers."""
    estate = company_estate(REQUEST)
    add_advice_apis(
        estate.records, estate.things, payer=estate.payer, accounts=estate.accounts, until=REQUEST.until
    )
    with SandboxAws(estate.records) as sandbox:
        yield Advised(estate, sandbox)


@pytest.fixture
def advised_of(advised: Advised) -> Iterator[Callable[..., Advised]]:
    """The same company with steady loads: metric → value of every hour."""
    opened: list[SandboxAws] = []

    def told(**values: float) -> Advised:
        estate = company_estate(REQUEST)
        knowledge = Knowledge(
            things=estate.things,
            told=Told(estate.records),
            loads=Loads(steady(**values), until=midnight(REQUEST.until)),
            payer=estate.payer.id,
            members=tuple(advised.members),
            until=REQUEST.until,
        )
        add_advice(estate.records, knowledge)
        opened.append(SandboxAws(estate.records).__enter__())
        return Advised(estate, opened[-1])

    yield told
    for sandbox in opened:
        sandbox.__exit__(None, None, None)
