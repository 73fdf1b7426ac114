"""A company with planted waste, known to the product as any other: its bill, its scan, its metrics."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from finops_aws.adapters.aws.inventory.catalogue import read_services
from finops_aws.application.analysis import Analysis
from finops_aws.application.operations.collect_facts import CollectRequest
from finops_aws.application.operations.plan_scan import ScanRequest
from finops_aws.bootstrap import build_analysis
from finops_aws.domain.optimization.checks import Check
from finops_aws.sandbox import BillRequest, write_bill
from finops_aws.sandbox.company_aws import company_aws
from finops_aws.sandbox.estate import CompanyEstate
from finops_aws.sandbox.request import Discounts, Planted
from finops_aws.sandbox.server import SandboxAws
from finops_aws.settings import Settings

COLLECTED_DAYS = 63
REGIONS = ("sa-east-1", "us-east-1", "us-east-2")


def services_needed(checks: Iterable[Check]) -> tuple[str, ...]:
    """The keys of the services whose resources the checks look at."""
    needs = {need for check in checks for need in check.needs}
    return tuple(
        sorted(
            {
                entry.key
                for entry in read_services()
                for row in entry.resources
                if f"resources.{row.type}" in needs
            }
        )
    )


@dataclass(frozen=True)
class Stopped:
    """A clock that stands at the end of the bill."""

    at: datetime

    def now(self) -> datetime:
        return self.at


def planted_company(
    folder: Path, *, seed: int, lines: int, until: date, checks: Sequence[str] = ()
) -> tuple[Analysis, CompanyEstate]:
    """The company's data directory in ``folder`` and what is planted; its terms are list prices.

    Only what the ``checks`` need is scanned; without any, what all need.
    """
    request = BillRequest(
        until=until, seed=seed, lines=lines, months=3, discounts=Discounts.NONE, planted=Planted.ALL
    )
    estate = company_aws(request)
    with SandboxAws(estate.records) as aws:
        keys = aws.environment(estate.payer.id)
        settings = replace(
            Settings.from_environment({"FINOPS_DATA": str(folder / "data")}),
            aws_endpoint=f"{aws.endpoint}/{{client}}",
            aws_keys=(keys["AWS_ACCESS_KEY_ID"], keys["AWS_SECRET_ACCESS_KEY"]),
            aws_region="us-east-1",
        )
        clock = Stopped(datetime(until.year, until.month, until.day, tzinfo=UTC))
        analysis = build_analysis(settings, clock=clock)
        write_bill(request, folder / "bill")
        exports = sorted(str(path.parent) for path in (folder / "bill").glob("*/metadata"))
        analysis.ingest(exports)
        wanted = [one for one in analysis.judgement.book.checks() if not checks or one.id in checks]
        needed = services_needed(wanted)
        analysis.scan(ScanRequest(all_accounts=True, regions=REGIONS, services=needed, full=True))
        analysis.collect(CollectRequest(only=("metrics",), days=COLLECTED_DAYS))
    return analysis, estate
