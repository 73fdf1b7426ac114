"""Bills of two sizes, and boto3 clients of the sandbox that answers for their companies."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import boto3
import pytest
from botocore.config import Config

from finops_aws.sandbox import BillRequest
from finops_aws.sandbox.cost_apis import add_cost_apis
from finops_aws.sandbox.plan import Plan, plan
from finops_aws.sandbox.server import Records, SandboxAws
from finops_aws.sandbox.server.identities import SECRET

UNTIL = date(2026, 11, 20)
ONCE = Config(retries={"total_max_attempts": 1}, inject_host_prefix=False, read_timeout=60)
REQUEST = BillRequest(until=UNTIL, lines=30_000, months=6, seed=3)


@dataclass(frozen=True, slots=True)
class Told:
    """A plan and the sandbox AWS that tells of it."""

    plan: Plan
    sandbox: SandboxAws

    @property
    def payer(self) -> str:
        return self.plan.company.payer.id

    def client(self, name: str, *, account: str | None = None, region: str = "us-east-1") -> Any:
        """A client of the payer, or of another account."""
        key = f"AKIA{account or self.payer}TEST"
        return boto3.client(
            name,
            region_name=region,
            endpoint_url=f"{self.sandbox.endpoint}/{name}",
            aws_access_key_id=key,
            aws_secret_access_key=SECRET,
            config=ONCE,
        )


@pytest.fixture(scope="session")
def tell() -> Iterator[Callable[[BillRequest], Told]]:
    """Open the sandbox AWS of a bill's company."""
    opened: list[SandboxAws] = []

    def told(request: BillRequest) -> Told:
        made = plan(request, seed=request.seed)
        records = Records()
        add_cost_apis(records, made, until=request.until)
        sandbox = SandboxAws(records)
        opened.append(sandbox.__enter__())
        return Told(made, sandbox)

    yield told
    for sandbox in opened:
        sandbox.__exit__(None, None, None)


@pytest.fixture(scope="session")
def told(tell: Callable[[BillRequest], Told]) -> Told:
    """A company of some thousand lines a month, with bulk usage and every kind of commitment."""
    return tell(REQUEST)


@pytest.fixture(scope="session")
def grown(tell: Callable[[BillRequest], Told]) -> Told:
    """A company with more servers than its commitments cover; every hour of it is on the bill."""
    return tell(BillRequest(until=UNTIL, lines=200_000, months=2))


@pytest.fixture(scope="session")
def ce(told: Told) -> Any:
    """The payer's Cost Explorer."""
    return told.client("ce")
