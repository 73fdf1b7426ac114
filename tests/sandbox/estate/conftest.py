"""The estate of a big bill, and boto3 clients of it."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import boto3
import pytest
from botocore.config import Config

from finops_aws.sandbox import BillRequest
from finops_aws.sandbox.estate import CompanyEstate, company_estate
from finops_aws.sandbox.server import SandboxAws

Clients = Callable[[str, str, str], Any]


@pytest.fixture(scope="session")
def company() -> CompanyEstate:
    return company_estate(BillRequest(until=date(2026, 11, 20)))


@pytest.fixture(scope="session")
def company_aws(company: CompanyEstate) -> Iterator[SandboxAws]:
    with SandboxAws(company.records) as sandbox:
        yield sandbox


@pytest.fixture(scope="session")
def connect(company_aws: SandboxAws) -> Clients:
    """Account, region and name of a client → the client, one of each."""
    made: dict[tuple[str, str, str], Any] = {}

    def client(account: str, region: str, name: str) -> Any:
        keys = company_aws.environment(account)
        if (account, region, name) not in made:
            made[account, region, name] = boto3.client(
                name,  # type: ignore[call-overload]
                region_name=region,
                endpoint_url=f"{company_aws.endpoint}/{name}",
                aws_access_key_id=keys["AWS_ACCESS_KEY_ID"],
                aws_secret_access_key=keys["AWS_SECRET_ACCESS_KEY"],
                config=Config(retries={"total_max_attempts": 1}),
            )
        return made[account, region, name]

    return client
