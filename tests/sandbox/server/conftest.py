"""Real boto3 clients that speak to a sandbox AWS."""

from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from botocore.config import Config

from finops_aws.sandbox.server import Records, SandboxAws

ACCOUNT = "111122223333"
REGION = "sa-east-1"
ONCE = Config(retries={"total_max_attempts": 1}, inject_host_prefix=False, read_timeout=10)


def connected(
    sandbox: SandboxAws, name: str, *, account: str = ACCOUNT, region: str = REGION, **more: Any
) -> Any:
    """A client of the sandbox that signs as the account and never retries."""
    keys = {"aws_access_key_id": f"AKIA{account}TEST", "aws_secret_access_key": "secret"}
    address = f"{sandbox.endpoint}/{name}"
    return boto3.client(
        name, **{"region_name": region, "endpoint_url": address, "config": ONCE, **keys, **more}
    )


@pytest.fixture
def records() -> Records:
    return Records()


@pytest.fixture
def sandbox(records: Records) -> Iterator[SandboxAws]:
    with SandboxAws(records) as running:
        yield running


@pytest.fixture
def client(sandbox: SandboxAws) -> Callable[..., Any]:
    return lambda name, **options: connected(sandbox, name, **options)
