"""A company whose AWS is scanned once and asked for everything beside the inventory."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from finops_aws.application.analysis import Analysis
from finops_aws.application.operations.plan_scan import ScanRequest
from finops_aws.bootstrap import build_analysis
from finops_aws.sandbox import BillRequest
from finops_aws.sandbox.company_aws import company_aws
from finops_aws.sandbox.estate import CompanyEstate
from finops_aws.sandbox.server import SandboxAws
from finops_aws.settings import Settings

UNTIL = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 0, 30, tzinfo=UTC)
REGION = "us-east-1"
REGIONS = ("sa-east-1", REGION)
LINES = 200_000


class MovableClock:
    """A clock that a test can set."""

    def __init__(self, now: datetime = NOW) -> None:
        self.time = now

    def now(self) -> datetime:
        return self.time


@dataclass(frozen=True)
class ScannedCompany:
    """The AWS of a company and the accounts of it that were scanned, the payer first."""

    aws: SandboxAws
    estate: CompanyEstate
    accounts: tuple[str, ...]
    folder: Path

    @property
    def payer(self) -> str:
        return self.estate.payer.id

    def analysis(self, folder: Path, clock: MovableClock | None = None) -> Analysis:
        """The product with its data in the folder, as the payer."""
        keys = self.aws.environment(self.payer)
        settings = replace(
            Settings.from_environment({"FINOPS_DATA": str(folder), "FINOPS_THREADS": "1"}),
            aws_endpoint=f"{self.aws.endpoint}/{{client}}",
            aws_keys=(keys["AWS_ACCESS_KEY_ID"], keys["AWS_SECRET_ACCESS_KEY"]),
            aws_region=REGION,
        )
        return build_analysis(settings, clock=clock or MovableClock())


@contextmanager
def scanned_company(folder: Path, until: date = UNTIL) -> Iterator[ScannedCompany]:
    """A company of some hundred resources, its payer and four largest accounts scanned into the folder."""
    estate = company_aws(BillRequest(until=until, lines=LINES))
    accounts = tuple(account.id for account in estate.accounts[:5])
    with SandboxAws(estate.records) as aws:
        company = ScannedCompany(aws, estate, accounts, folder)
        company.analysis(folder).scan(
            ScanRequest(accounts=accounts, regions=REGIONS, services=SERVICES, full=True)
        )
        yield company


SERVICES = ("ec2", "ebs", "vpc", "vpc-nat", "lambda", "rds", "dynamodb", "s3", "elbv2", "sqs", "elasticache")
