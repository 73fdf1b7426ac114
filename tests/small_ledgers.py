"""Small bills, ledgers made of them, and what a ledger holds to the last byte."""

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from finops_aws.adapters.stores.data_directory import DataDirectory
from finops_aws.application.analysis import Analysis
from finops_aws.application.operations.collect_facts import CollectRequest
from finops_aws.application.operations.plan_scan import ScanRequest
from finops_aws.application.operations.scan_estate import Scan
from finops_aws.bootstrap import build_analysis
from finops_aws.sandbox import BillRequest, WrittenBill, write_bill
from finops_aws.sandbox.company_aws import company_aws
from finops_aws.sandbox.server import Fault, SandboxAws
from finops_aws.settings import Settings

UNTIL = date(2026, 11, 20)
NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


class StoppedClock:
    """A clock that stands still."""

    def now(self) -> datetime:
        return NOW


@dataclass(frozen=True)
class Holdings:
    """What a data directory holds: its version, its state, and the files that count, by digest."""

    version: str
    state: str
    files: dict[str, str]


def small_bill(folder: Path, **wishes: object) -> WrittenBill:
    """Write a bill of about 500 lines; October closed, November running, unless wished otherwise."""
    return write_bill(small_request(**wishes), folder)


def small_request(**wishes: object) -> BillRequest:
    """The request of a small bill."""
    standard: dict[str, object] = {"until": UNTIL, "company": "random", "lines": 500, "months": 2}
    return BillRequest(**{**standard, **wishes})  # type: ignore[arg-type]


def settings_of(folder: Path) -> Settings:
    """Settings under which the same bill gives the same bytes."""
    return Settings.from_environment({"FINOPS_DATA": str(folder), "FINOPS_THREADS": "1"})


def ledger_in(folder: Path) -> Analysis:
    return build_analysis(settings_of(folder), clock=StoppedClock())


def scan_sandbox(folder: Path, *faults: Fault, **wishes: object) -> Scan:
    """Scan the largest account of the company behind a small bill, and collect what AWS tells beside.

    The data directory holds what is found.
    """
    estate = company_aws(small_request(**wishes))
    with SandboxAws(estate.records, faults=faults) as aws:
        keys = aws.environment(estate.payer.id)
        settings = replace(
            settings_of(folder),
            aws_endpoint=f"{aws.endpoint}/{{client}}",
            aws_keys=(keys["AWS_ACCESS_KEY_ID"], keys["AWS_SECRET_ACCESS_KEY"]),
            aws_region="us-east-1",
        )
        request = ScanRequest(accounts=(estate.accounts[1].id,))
        analysis = build_analysis(settings, clock=StoppedClock())
        scan = analysis.scan(request)
        analysis.collect(CollectRequest())
        return scan


def holdings(folder: Path) -> Holdings:
    """What counts in the data directory, read back from disk; every file it names must be there."""
    directory = DataDirectory(folder)
    files = {file: digest(folder / file) for file in sorted(directory.state().files())}
    return Holdings(directory.version(), digest(folder / "state.json"), files)


def stored_files(folder: Path) -> set[str]:
    """Every file of ledger, marts and staging, whether it counts or not."""
    places = (folder / name for name in ("ledger", "marts", "staging"))
    found = (file for place in places for file in place.rglob("*") if file.is_file())
    return {str(file.relative_to(folder)) for file in found}


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else "absent"
