"""A company is scanned while AWS throttles, breaks, refuses and lets credentials expire."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from finops_aws.application.operations.plan_scan import REGIONS, ScanRequest
from finops_aws.application.operations.scan_estate import Scan
from finops_aws.domain.operations.coverage import CoverageRow
from finops_aws.domain.operations.estate import GLOBAL, Job, Status
from finops_aws.sandbox.estate.shapes import SHAPES
from finops_aws.sandbox.estate.things import Thing
from finops_aws.sandbox.server import Fault, FaultKind, SandboxAws
from tests.adapters.aws.inventory.scans import TYPES, analysis_of, company, held

ASKED_IN = ("sa-east-1", "us-east-1", "us-east-2")
OFF = "us-east-2"
SERVICES = tuple(sorted({one.split(":")[1] for one in TYPES.values()}))
WORDED_SHORT = {"cloudwatch", "sqs"}
"""The sandbox leaves the end off their code, so that nobody can tell what it means."""
REFUSED = {
    "lambda": "lambda:ListFunctions",
    "rds": "rds:DescribeDBInstances",
    "s3": "s3:ListAllMyBuckets",
    "dynamodb": "dynamodb:ListTables",
    "kms": "kms:ListKeys",
}
"""A client that may be refused, and the action that AWS then names."""


@dataclass(frozen=True)
class FaultyScan:
    """The scan, its coverage, the things, and what stood in the way."""

    scan: Scan
    coverage: tuple[CoverageRow, ...]
    things: tuple[Thing, ...]
    found: Counter[tuple[str, str, str]]
    denied: dict[str, str]
    expired: str
    accounts: tuple[str, ...]

    def ending_of(self, job: Job):
        (one,) = [row.outcome.ending for row in self.coverage if row.outcome.job == job]
        return one


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FaultyScan]:
    estate = company()
    accounts = tuple(account.id for account in estate.accounts)
    denied = {account: list(REFUSED)[at % len(REFUSED)] for at, account in enumerate(accounts)}
    expired = Counter(thing.account for thing in estate.things).most_common()[-1][0]
    faults = [
        Fault(kind=FaultKind.EXPIRED_TOKEN, account=expired),
        *(Fault(kind=FaultKind.DENIED, account=one, client=client) for one, client in denied.items()),
        Fault(kind=FaultKind.REGION_OFF, region=OFF),
        Fault(kind=FaultKind.THROTTLE, share=0.05),
        Fault(kind=FaultKind.SERVER_ERROR, share=0.02),
    ]
    with SandboxAws(estate.records, faults=faults, seed=11) as aws:
        analysis = analysis_of(aws, tmp_path_factory.mktemp("faulty"), estate.payer.id)
        scan = analysis.scan(ScanRequest(all_accounts=True, regions=ASKED_IN, services=SERVICES, full=True))
        found = Counter(
            (one.resource.account, one.resource.resource_type, tail(one.resource.id))
            for one in held(analysis)
        )
        rows = analysis.coverage().rows
    yield FaultyScan(scan, rows, estate.things, found, denied, expired, accounts)


def tail(identity: str) -> str:
    return identity.replace(":", "/").rpartition("/")[2]


def is_hidden(thing: Thing, faulty: FaultyScan) -> bool:
    return (
        thing.account == faulty.expired
        or (thing.region == OFF and thing.kind != "bucket")
        or faulty.denied[thing.account] == SHAPES[thing.kind].client
    )


def test_every_thing_that_is_not_behind_a_wall_is_found_once(faulty: FaultyScan) -> None:
    open_ones = [one for one in faulty.things if not is_hidden(one, faulty)]
    assert len(open_ones) > 25
    missing = [
        one for one in open_ones if faulty.found[one.account, TYPES[one.kind], tail(one.resource_id)] != 1
    ]
    assert missing == []


def test_nothing_is_found_that_is_not_there(faulty: FaultyScan) -> None:
    there = {(one.account, TYPES[one.kind], tail(one.resource_id)) for one in faulty.things}
    assert set(faulty.found) - there == set()


def test_nothing_is_found_behind_a_wall(faulty: FaultyScan) -> None:
    hidden = [one for one in faulty.things if is_hidden(one, faulty)]
    assert hidden
    assert [one for one in hidden if faulty.found[one.account, TYPES[one.kind], tail(one.resource_id)]] == []


def test_every_job_has_exactly_one_outcome(faulty: FaultyScan) -> None:
    jobs = Counter(row.outcome.job for row in faulty.coverage)
    assert set(jobs.values()) == {1}
    own = [job for job in jobs if job.resource_type != REGIONS]
    assert {job.account for job in own} == set(faulty.accounts)
    assert {job.region for job in own} == {*ASKED_IN, GLOBAL}
    per_account = Counter(job.account for job in own)
    assert len(set(per_account.values())) == 1


def test_a_denied_service_names_the_action_that_is_missing(faulty: FaultyScan) -> None:
    for account, client in faulty.denied.items():
        if account == faulty.expired:
            continue
        endings = [
            row.outcome.ending
            for row in faulty.coverage
            if (row.outcome.job.account, row.outcome.job.service) == (account, client)
            and row.outcome.job.region != OFF
        ]
        assert endings
        assert {ending.status for ending in endings} == {Status.DENIED}
        if client != "rds":
            actions = {ending.action or "" for ending in endings}
            assert REFUSED[client] in actions
            assert {action.partition(":")[0] for action in actions} == {client}


def test_an_expired_account_is_unknown_whole_and_asked_once(faulty: FaultyScan) -> None:
    rows = [row.outcome for row in faulty.coverage if row.outcome.job.account == faulty.expired]
    assert {(one.ending.status, one.ending.code) for one in rows} == {(Status.ERROR, "RequestExpired")}
    assert {one.ending.stops for one in rows} == {True}
    assert sum(one.ending.calls for one in rows) <= 1


def test_a_region_that_refuses_every_key_is_unknown(faulty: FaultyScan) -> None:
    rows = [
        row.outcome.ending
        for row in faulty.coverage
        if row.outcome.job.region == OFF
        and row.outcome.job.account != faulty.expired
        and row.outcome.job.service not in WORDED_SHORT
    ]
    assert rows
    assert {ending.status for ending in rows} <= {Status.ERROR, Status.DENIED}
    assert sum(ending.resources for ending in rows) == 0


def test_what_was_throttled_or_broke_was_tried_again_until_it_was_answered(faulty: FaultyScan) -> None:
    endings = [outcome.ending for outcome in faulty.scan.outcomes]
    assert sum(ending.throttles for ending in endings) > 10
    assert [one for one in endings if one.status is Status.THROTTLED or one.code == "InternalError"] == []


def test_a_scan_with_gaps_does_not_claim_to_be_whole(faulty: FaultyScan) -> None:
    assert not faulty.scan.is_whole
    assert faulty.scan.not_reached == 0
