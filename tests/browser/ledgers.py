"""Makes the ledgers that the browser tests open: `python -m tests.browser.ledgers FOLDER`.

``company``   three months up to today, the last one running, a scan with gaps, and what AWS tells beside it:
              metrics, advice and budgets; what most tests look at
``empty``     a data directory in which nothing was ever ingested
``gap``       two months with one missing between them
``spoiled``   the company, with its daily tables cut short: months can be answered, days cannot
``focus``     a FOCUS export, in which unblended and amortized cost are unknown
``late``      a running month whose newest delivery is five days old
"""

import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zlib import crc32

from finops_aws.adapters.stores.data_directory import FORMAT
from finops_aws.application.operations.collect_facts import CollectRequest
from finops_aws.application.operations.plan_scan import ScanRequest
from finops_aws.bootstrap import build_analysis
from finops_aws.sandbox import BillRequest, Shape, write_bill
from finops_aws.sandbox.advice_apis import add_advice_apis
from finops_aws.sandbox.cost_apis import add_cost_apis
from finops_aws.sandbox.estate import CompanyEstate, company_estate
from finops_aws.sandbox.plan import plan
from finops_aws.sandbox.server import Fault, FaultKind, SandboxAws
from finops_aws.settings import Settings

LINES = 6_000
DAYS_LATE = 5
SCANNED = slice(1, 12)
"""Which accounts of the company are scanned."""
FAULTS = (
    Fault(kind=FaultKind.DENIED, client="kms"),
    Fault(kind=FaultKind.DENIED, client="ec2", action="ec2:DescribeNatGateways"),
    Fault(kind=FaultKind.DENIED_BY_POLICY, client="rds", region="us-east-1"),
    Fault(kind=FaultKind.GARBAGE, client="sns"),
    Fault(kind=FaultKind.REGION_OFF, client="lambda", region="sa-east-1"),
)
"""What a scan is refused, so that there is something it does not know."""


def main(folder: Path) -> None:
    """Every ledger under the folder, by name; made once."""
    today = datetime.now(UTC).date()
    done = folder / f"done-{today}-{FORMAT}-{crc32(Path(__file__).read_bytes()):x}"
    if done.exists():
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, make in LEDGERS.items():
        make(folder / name, today)
    done.touch()


def company(folder: Path, today: date) -> None:
    request = BillRequest(until=_within_month(today), months=3, lines=LINES)
    _ingest(folder, request)
    _scan(folder, request)


def empty(folder: Path, today: date) -> None:
    (folder / "data").mkdir(parents=True)


def gap(folder: Path, today: date) -> None:
    """The bill of the month before the last is left out."""
    first = _months_ago(today, 2)
    _ingest(folder, BillRequest(until=first, months=1, lines=LINES // 3))
    _ingest(folder, BillRequest(until=_within_month(today), months=1, lines=LINES // 3))


def spoiled(folder: Path, today: date) -> None:
    shutil.copytree(folder.parent / "company", folder)
    for mart in ("costs_by_service", "costs_overview"):
        for file in (folder / "data" / "marts" / mart).iterdir():
            file.write_bytes(file.read_bytes()[:200])


def focus(folder: Path, today: date) -> None:
    request = BillRequest(
        until=_within_month(today), months=2, lines=LINES // 2, shape=Shape.FOCUS_1_2_PARQUET
    )
    _ingest(folder, request)


def late(folder: Path, today: date) -> None:
    until = today - timedelta(days=DAYS_LATE)
    _ingest(folder, BillRequest(until=_within_month(until), months=2, lines=LINES // 2))


LEDGERS: dict[str, Callable[[Path, date], None]] = {
    one.__name__: one for one in (company, empty, gap, spoiled, focus, late)
}


def _ingest(folder: Path, request: BillRequest) -> None:
    bill = write_bill(request, folder / f"bill-{request.until}")
    settings = Settings.from_environment({"FINOPS_DATA": str(folder / "data")})
    build_analysis(settings).ingest([str(export) for export in bill.exports])
    shutil.copy(bill.truth / "controls.csv", folder / "controls.csv")


def _scan(folder: Path, request: BillRequest) -> None:
    """Asks the sandbox which resources are behind the bill, and what AWS tells about them."""
    estate = _estate(request)
    settings = Settings.from_environment({"FINOPS_DATA": str(folder / "data"), "AWS_REGION": "us-east-1"})
    with SandboxAws(estate.records, faults=FAULTS) as aws:
        keys = aws.environment(estate.payer.id)
        settings = replace(
            settings,
            aws_endpoint=f"{aws.endpoint}/{{client}}",
            aws_keys=(keys["AWS_ACCESS_KEY_ID"], keys["AWS_SECRET_ACCESS_KEY"]),
        )
        accounts = tuple(account.id for account in estate.accounts[SCANNED])
        analysis = build_analysis(settings)
        analysis.scan(ScanRequest(accounts=accounts))
        analysis.collect(CollectRequest())


def _estate(request: BillRequest) -> CompanyEstate:
    """The company's estate; AWS also tells what it costs and what could be saved."""
    estate = company_estate(request)
    add_cost_apis(estate.records, plan(request, seed=request.seed), until=request.until)
    add_advice_apis(
        estate.records, estate.things, payer=estate.payer, accounts=estate.accounts, until=request.until
    )
    return estate


def _within_month(day: date) -> date:
    """The day, or the second of the month on its first: a running month needs a day of usage."""
    return day if day.day > 1 else day + timedelta(days=1)


def _months_ago(day: date, count: int) -> date:
    """The first day of the month ``count`` - 1 months earlier: a bill up to there is of a closed month."""
    month = day.replace(day=1)
    for _ in range(count - 1):
        month = (month - timedelta(days=1)).replace(day=1)
    return month


if __name__ == "__main__":
    main(Path(sys.argv[1]))
