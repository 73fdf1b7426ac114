"""AWS's own command line talks to the sandbox with nothing but the usual variables."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from finops_aws.sandbox import BillRequest
from finops_aws.sandbox.company_aws import company_aws
from finops_aws.sandbox.estate import CompanyEstate
from finops_aws.sandbox.server import SandboxAws

Aws = Callable[..., Any]
SECONDS = 60


@pytest.fixture(scope="module")
def estate() -> CompanyEstate:
    return company_aws(BillRequest(until=date(2026, 11, 20), lines=200_000, months=3))


@pytest.fixture(scope="module")
def aws(estate: CompanyEstate, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aws]:
    """Run ``aws`` as the payer, or as another account; the answer is its JSON."""
    home = tmp_path_factory.mktemp("home")
    command = Path(sys.executable).with_name("aws")
    with SandboxAws(estate.records) as server:

        def run(*arguments: str, account: str = estate.payer.id, region: str = "us-east-1") -> Any:
            own = {"HOME": str(home), "AWS_DEFAULT_REGION": region, "AWS_PAGER": ""}
            done = subprocess.run(
                [sys.executable, command, "--output", "json", *arguments],
                env={"PATH": os.environ["PATH"], **server.environment(account), **own},
                capture_output=True,
                text=True,
                timeout=SECONDS,
                check=False,
            )
            assert done.returncode == 0, done.stderr
            return json.loads(done.stdout)

        yield run


def test_it_is_told_who_it_is(aws: Aws, estate: CompanyEstate) -> None:
    assert aws("sts", "get-caller-identity")["Account"] == estate.payer.id


def test_it_lists_the_volumes_of_the_bill(aws: Aws, estate: CompanyEstate) -> None:
    volume = next(thing for thing in estate.things if thing.kind == "volume")
    told = aws("ec2", "describe-volumes", account=volume.account, region=volume.region)
    mine = {(thing.kind, thing.account, thing.region) for thing in [volume]}
    wanted = {thing.name for thing in estate.things if (thing.kind, thing.account, thing.region) in mine}
    assert {one["VolumeId"] for one in told["Volumes"]} == wanted


def test_it_sees_the_snapshots_of_others_unless_it_asks_for_its_own(aws: Aws, estate: CompanyEstate) -> None:
    snapshot = next(thing for thing in estate.things if thing.kind == "snapshot")
    where = {"account": snapshot.account, "region": snapshot.region}
    everyone = aws("ec2", "describe-snapshots", **where)["Snapshots"]
    own = aws("ec2", "describe-snapshots", "--owner-ids", "self", **where)["Snapshots"]
    assert {one["OwnerId"] for one in own} == {snapshot.account}
    assert len(everyone) == len(own) + 3


def test_it_asks_for_the_cost_of_a_month(aws: Aws) -> None:
    month = ("--time-period", "Start=2026-10-01,End=2026-11-01", "--granularity", "MONTHLY")
    total = aws("ce", "get-cost-and-usage", *month, "--metrics", "UnblendedCost")["ResultsByTime"]
    by_service = aws(
        *("ce", "get-cost-and-usage", *month, "--metrics", "UnblendedCost"),
        *("--group-by", "Type=DIMENSION,Key=SERVICE"),
    )["ResultsByTime"]
    groups = [float(one["Metrics"]["UnblendedCost"]["Amount"]) for one in by_service[0]["Groups"]]
    assert sum(groups) == pytest.approx(float(total[0]["Total"]["UnblendedCost"]["Amount"]))
    assert len(groups) > 10


def test_it_reads_a_price(aws: Aws) -> None:
    found = aws(
        *("pricing", "get-products", "--service-code", "AmazonEC2"),
        *("--filters", "Type=TERM_MATCH,Field=usagetype,Value=SAE1-EBS:VolumeUsage.gp3"),
    )
    product = json.loads(found["PriceList"][0])
    assert product["product"]["attributes"]["regionCode"] == "sa-east-1"
