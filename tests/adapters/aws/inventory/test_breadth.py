"""Every service of the catalogue is listed by the one runner."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from botocore.loaders import create_loader
from botocore.session import Session

from finops_aws.adapters.aws.inventory.catalogue import ResourceType, ServiceEntry, read_services
from finops_aws.application.operations.plan_scan import ScanRequest
from finops_aws.application.operations.scan_estate import Scan
from finops_aws.domain.operations.estate import GLOBAL, Ending
from finops_aws.domain.operations.resources import FoundResource
from finops_aws.sandbox.server import SandboxAws
from tests.adapters.aws.inventory.scans import REGION, analysis_of, held, one_region

UNSIGNED = {"sdb"}
"""Signed by version 2, which the sandbox does not read: it has a test of its own."""
BEARER_ONLY = {"codecatalyst"}
BY_ACCOUNT_IN_THE_HOST = {"s3control"}
MADE_UP_VALUES_DO_NOT_FIT = {
    *("aurora", "cloud9", "codebuild", "docdb", "ecs", "gamelift", "inspector", "kms", "neptune"),
    *("pi", "ssm"),
}
"""What is kept or joined hangs on values that made-up answers do not have."""
LEAST_SERVICES = 246
"""Of the others the sandbox makes up the same token for ever."""


@dataclass(frozen=True)
class Breadth:
    """A scan of everything, what it found, and how often each operation was called."""

    scan: Scan
    found: tuple[FoundResource, ...]
    calls: dict[tuple[str, str], int]

    def endings(self, service: str) -> list[Ending]:
        return [one.ending for one in self.scan.outcomes if one.job.service == service]


def listable() -> list[ServiceEntry]:
    return [one for one in read_services() if one.resources and one.key not in UNSIGNED]


@pytest.fixture(scope="module")
def breadth(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Breadth]:
    with SandboxAws(one_region(), fill=True) as aws:
        analysis = analysis_of(aws, tmp_path_factory.mktemp("breadth"))
        keys = tuple(one.key for one in listable())
        scan = analysis.scan(ScanRequest(services=keys, regions=(REGION,), full=True))
        yield Breadth(scan, held(analysis), dict(aws.calls))


def test_every_service_is_asked_and_almost_every_one_gives_a_resource(breadth: Breadth) -> None:
    giving = {one.resource.service for one in breadth.found}
    expected = {one.key for one in listable()}
    assert {one.job.service for one in breadth.scan.outcomes} == expected
    excused = BEARER_ONLY | BY_ACCOUNT_IN_THE_HOST | MADE_UP_VALUES_DO_NOT_FIT
    silent = expected - giving - excused
    assert excused & giving == set()
    assert {ending.code for key in silent for ending in breadth.endings(key)} <= {"RepeatedToken"}
    assert len(giving) >= LEAST_SERVICES


def test_every_resource_has_an_id_and_its_place(breadth: Breadth) -> None:
    assert [one for one in breadth.found if not one.resource.id] == []
    entries = {one.key: one for one in listable()}
    for one in (found.resource for found in breadth.found):
        if entries[one.service].scope == "global" and not any(r.fields.region for r in rows(one.service)):
            assert one.region == GLOBAL
        else:
            assert one.region


def rows(service: str) -> tuple[ResourceType, ...]:
    return next(one for one in read_services() if one.key == service).resources


def has_pagers(client: str) -> bool:
    return client in create_loader().list_available_services("paginators-1")


def test_every_paginated_list_is_read_to_its_second_page(breadth: Breadth) -> None:
    once = []
    for one in listable():
        if one.key in BEARER_ONLY | BY_ACCOUNT_IN_THE_HOST or not has_pagers(one.client):
            continue
        pagers = Session().get_paginator_model(one.client)._paginator_config
        for row in one.resources:
            pages = breadth.calls.get((one.client, row.listing.op), 0)
            if row.listing.op in pagers and pages < 2:
                once.append((one.key, row.listing.op, pages))
    assert once == []


def test_a_job_that_reads_two_pages_has_the_items_of_both(breadth: Breadth) -> None:
    (queues,) = breadth.endings("sqs")
    assert (queues.status, queues.resources) == ("ok", 2)
    volumes = {one.resource.id for one in breadth.found if one.resource.resource_type == "aws:ebs:volume"}
    assert volumes == {"VolumeId-1", "VolumeId-2"}


def test_a_service_that_takes_only_a_bearer_token_is_named_and_ends_alone(breadth: Breadth) -> None:
    for key in BEARER_ONLY:
        (ending,) = breadth.endings(key)
        assert (ending.status, ending.code, ending.stops) == ("not_enabled", "NoAuthTokenError", False)


def test_no_service_ends_the_account_of_the_others(breadth: Breadth) -> None:
    assert [one.job.service for one in breadth.scan.outcomes if one.ending.stops] == []


def test_a_service_signed_in_the_old_way_ends_alone(tmp_path: Path) -> None:
    with SandboxAws(one_region(), fill=True) as aws:
        scan = analysis_of(aws, tmp_path).scan(ScanRequest(services=("sdb",), full=True))
    assert [one.ending.stops for one in scan.outcomes] == [False]
