"""Scans of a sandbox AWS, and single rows of a catalogue put to it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from finops_aws.adapters.aws.access.accounts import AccessSettings, AwsAccess
from finops_aws.adapters.aws.inventory.catalogue import ServiceEntry
from finops_aws.adapters.aws.inventory.runner import AwsInventory
from finops_aws.application.analysis import Analysis
from finops_aws.bootstrap import build_analysis
from finops_aws.domain.operations.estate import GLOBAL, Job, JobResult, Resource
from finops_aws.domain.operations.resources import FoundResource, ResourceQuestion
from finops_aws.sandbox import BillRequest
from finops_aws.sandbox.estate import CompanyEstate, company_estate
from finops_aws.sandbox.server import Place, Records, SandboxAws
from finops_aws.settings import Settings

ACCOUNT = "111122223333"
REGION = "us-east-1"
TYPES = {
    "instance": "aws:ec2:instance",
    "volume": "aws:ebs:volume",
    "snapshot": "aws:ebs:snapshot",
    "function": "aws:lambda:function",
    "repository": "aws:ecr:repository",
    "address": "aws:vpc:elastic-ip",
    "endpoint": "aws:vpc:endpoint",
    "loadbalancer": "aws:elbv2:application-load-balancer",
    "restapi": "aws:apigateway:rest-api",
    "database": "aws:rds:instance",
    "table": "aws:dynamodb:table",
    "bucket": "aws:s3:bucket",
    "vault": "aws:backup:backup-vault",
    "loggroup": "aws:logs:log-group",
    "alarm": "aws:cloudwatch:alarm",
    "key": "aws:kms:key",
    "secret": "aws:secretsmanager:secret",
    "detector": "aws:guardduty:detector",
    "queue": "aws:sqs:queue",
    "topic": "aws:sns:topic",
}
"""The kinds of thing of the smaller company, as the catalogue calls them."""


def company(lines: int = 20_000) -> CompanyEstate:
    return company_estate(BillRequest(until=date(2026, 11, 23), lines=lines))


def one_region(region: str = REGION) -> Records:
    """Nothing but a region that is on."""
    records = Records()
    regions = [{"RegionName": region, "OptInStatus": "opt-in-not-required"}]
    records.put_items(Place(ACCOUNT, REGION, "ec2"), "DescribeRegions", items=regions)
    return records


def analysis_of(aws: SandboxAws, folder: Path, account: str = ACCOUNT) -> Analysis:
    """The product with the account's keys, its data in the folder."""
    keys = aws.environment(account)
    own = {"FINOPS_DATA": str(folder), "FINOPS_THREADS": "1", "AWS_REGION": REGION}
    settings = replace(
        Settings.from_environment(own),
        aws_endpoint=f"{aws.endpoint}/{{client}}",
        aws_keys=(keys["AWS_ACCESS_KEY_ID"], keys["AWS_SECRET_ACCESS_KEY"]),
    )
    return build_analysis(settings)


def held(analysis: Analysis) -> tuple[FoundResource, ...]:
    """Every resource that is listed."""
    return analysis.resources(ResourceQuestion(limit=1_000_000)).rows


def entry(client: str, *rows: dict[str, Any], **more: Any) -> ServiceEntry:
    """A service of a catalogue made for a test; rows are complemented to be whole."""
    whole = [
        {"type": f"aws:{client}:thing", "tags": "none", "iam": [f"{client}:List"], **row} for row in rows
    ]
    written = {
        **{"key": client, "client": client, "name": client, "group": "compute", "focus_category": "Compute"},
        **{"scope": "regional", "billing": [], "not_enabled": [], "resources": whole},
    }
    return msgspec.convert({**written, **more}, ServiceEntry)


def inventory_of(aws: SandboxAws, *entries: ServiceEntry, attempts: int = 1) -> AwsInventory:
    keys = aws.environment(ACCOUNT)
    settings = AccessSettings(
        region=REGION,
        role="FinOpsAwsRead",
        endpoint=f"{aws.endpoint}/{{client}}",
        keys=(keys["AWS_ACCESS_KEY_ID"], keys["AWS_SECRET_ACCESS_KEY"]),
        attempts=attempts,
    )
    return AwsInventory(AwsAccess(settings), lambda: entries)


def jobs_of(entries: Sequence[ServiceEntry], *, region: str = REGION) -> list[Job]:
    return [
        Job(one.key, row.type, GLOBAL if one.scope == "global" else region, ACCOUNT)
        for one in entries
        for row in one.resources
    ]


def asked(aws: SandboxAws, *entries: ServiceEntry) -> JobResult:
    """The result of the only row of the only service."""
    (result,) = inventory_of(aws, *entries).run(jobs_of(entries))
    return result


def listed(aws: SandboxAws, *entries: ServiceEntry) -> tuple[Resource, ...]:
    """What the only row lists; its job must have ended well."""
    result = asked(aws, *entries)
    assert result.ending.status == "ok", result.ending
    return result.resources


def place(client: str, region: str = REGION) -> Place:
    return Place(ACCOUNT, region, client)
