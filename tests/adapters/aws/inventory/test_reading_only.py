"""A scan can only read, is allowed no more than that, and gives its keys away to nobody."""

import json
import logging
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from finops_aws.adapters.aws.integrations.catalogue import IntegrationCatalogue, read_integrations
from finops_aws.adapters.aws.inventory.catalogue import ServiceCatalogue, read_services
from finops_aws.application.operations.plan_scan import ScanRequest
from finops_aws.application.operations.write_policy import LARGEST_POLICY, OWN_ACTIONS, read_policies
from finops_aws.domain.operations.collected import Answered, IntegrationProfile
from finops_aws.domain.operations.estate import Job
from finops_aws.domain.operations.paid_calls import PaidCalls
from finops_aws.sandbox.server import SandboxAws
from tests.adapters.aws.inventory.scans import analysis_of, company

READING = re.compile(
    r"(Describe|List|Get|BatchGet|Search|Query|Select|View|Lookup|Scan)([A-Z]\w*)?|AssumeRole"
)
ALSO_READING = {"apigateway:GET"}
OTHER_CALLS = {
    *("ce:GetCostAndUsage", "ec2:DescribeRegions", "organizations:DescribeOrganization"),
    *("organizations:ListAccounts", "pricing:GetProducts", "sts:AssumeRole", "sts:GetCallerIdentity"),
    "resourcegroupstaggingapi:GetResources",
}
"""What is called by code of its own, not by a row of a catalogue."""


class Integrations(IntegrationCatalogue):
    """The integrations as the policy is computed from."""

    def profiles(self) -> Sequence[IntegrationProfile]:
        return self.integrations()

    def ask(self, jobs: Sequence[Job], *, today: date, paid: PaidCalls) -> Iterator[Answered]:
        raise NotImplementedError


SESSION_TOKEN = re.compile(rb"sandbox-session-token")


def operations() -> set[str]:
    """Every operation that a row may call, as client:Operation."""
    called = set()
    for entry in read_services():
        for row in entry.resources:
            own = [row.listing.op, *(step.op for step in row.describe)]
            own += [each.op for each in row.listing.for_each if each.op]
            if not isinstance(row.tags, str) and row.tags.op:
                own.append(row.tags.op)
            called |= {f"{entry.client}:{operation}" for operation in own}
    for one in read_integrations():
        for question in one.questions:
            own = [question.listing.op, *(each.op for each in question.listing.for_each if each.op)]
            called |= {f"{one.client}:{operation}" for operation in own}
    return called | OTHER_CALLS


def policies() -> list[dict]:
    return [json.loads(one) for one in read_policies(ServiceCatalogue(), Integrations())]


def test_every_operation_that_a_row_calls_reads() -> None:
    called = operations()
    assert len(called) > 300
    assert [one for one in sorted(called) if not READING.fullmatch(one.partition(":")[2])] == []


def test_every_action_that_is_asked_for_reads() -> None:
    allowed = {action for one in policies() for part in one["Statement"] for action in part["Action"]}
    writing = [one for one in sorted(allowed) if not READING.fullmatch(one.partition(":")[2])]
    assert set(writing) <= ALSO_READING
    assert {part["Effect"] for one in policies() for part in one["Statement"]} == {"Allow"}
    assert not [one for one in allowed if "*" in one]


def test_the_policies_together_hold_every_action_of_every_row() -> None:
    allowed = {action for one in policies() for part in one["Statement"] for action in part["Action"]}
    needed = {action for entry in read_services() for row in entry.resources for action in row.iam}
    asked = {action for one in read_integrations() for question in one.questions for action in question.iam}
    assert needed | asked | set(OWN_ACTIONS) == allowed
    assert len(needed) > 300


def test_every_policy_fits_into_a_managed_policy_of_aws() -> None:
    sizes = [len(json.dumps(one, separators=(",", ":"))) for one in policies()]
    assert max(sizes) <= LARGEST_POLICY == 6_144
    assert len(sizes) <= 10


def test_every_called_operation_is_one_that_a_policy_allows() -> None:
    """By name, where the action is called like the operation; the catalogue's own tests see to the rest."""
    named = {
        action.partition(":")[2] for entry in read_services() for r in entry.resources for action in r.iam
    }
    known = [one for one in operations() if one.partition(":")[2] in named]
    assert len(known) > 0.9 * len(operations())


def test_only_reading_operations_reach_the_server(tmp_path: Path) -> None:
    estate = company()
    with SandboxAws(estate.records) as aws:
        scan_of(aws, estate.payer.id, tmp_path)
        called = {operation for _, operation in aws.calls}
    assert called > {"GetCallerIdentity", "AssumeRole", "DescribeRegions", "GetResources"}
    assert [one for one in sorted(called) if not READING.fullmatch(one)] == []


def test_no_key_is_written_or_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    estate = company()
    with caplog.at_level(logging.DEBUG, logger="finops_aws"), SandboxAws(estate.records) as aws:
        keys = aws.environment(estate.payer.id)
        assert scan_of(aws, estate.payer.id, tmp_path) > 0
    secrets = [keys["AWS_ACCESS_KEY_ID"].encode(), keys["AWS_SECRET_ACCESS_KEY"].encode(), b"ASIA"]
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert files
    told = [file.read_bytes() for file in files]
    told += [
        str(record.__dict__).encode() for record in caplog.records if record.name.startswith("finops_aws")
    ]
    for text in told:
        assert not [secret for secret in secrets if secret in text]
        assert not SESSION_TOKEN.search(text)


def scan_of(aws: SandboxAws, payer: str, folder: Path) -> int:
    request = ScanRequest(
        all_accounts=True, regions=("sa-east-1",), services=("ec2", "lambda", "s3", "kms"), full=True
    )
    scan = analysis_of(aws, folder, payer).scan(request)
    assert scan.is_whole
    return sum(outcome.ending.resources for outcome in scan.outcomes)
