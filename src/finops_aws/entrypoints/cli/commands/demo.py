"""``finops demo``: the product on a generated bill, from export to summary."""

import json
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import click

from finops_aws.application.analysis import Analysis
from finops_aws.application.operations.collect_facts import CollectRequest
from finops_aws.application.operations.plan_scan import ScanRequest
from finops_aws.application.optimization.recommend import RecommendRequest
from finops_aws.documents.recommendations import recommendations_document
from finops_aws.domain.charge import CostMetric
from finops_aws.domain.period import Period, month_of, parse_day
from finops_aws.domain.visibility.costs import CostQuestion, Granularity
from finops_aws.entrypoints.cli.commands.collect import show_collected
from finops_aws.entrypoints.cli.commands.ingest import show_ingest
from finops_aws.entrypoints.cli.commands.recommendations import show_recommendations
from finops_aws.entrypoints.cli.commands.reconcile import show_reconciliation
from finops_aws.entrypoints.cli.commands.scan import show_scan
from finops_aws.entrypoints.cli.commands.serve import HOST, PORT, serve_dashboard
from finops_aws.entrypoints.cli.cost_tables import changes_view, costs_view
from finops_aws.entrypoints.cli.door import Door
from finops_aws.sandbox.request import BillRequest, Planted

LINES = 1_000_000
SCANNED_ACCOUNTS = 3
SHOWN_RECOMMENDATIONS = 10
PLANTED_LINES = 100_000
"""A bill of at least so many lines has room for planted waste."""


def command(door: Door) -> click.Command:
    return click.Command(
        "demo",
        callback=lambda **options: _run(door, **options),
        params=[
            click.Option(
                ["--folder"],
                type=click.Path(path_type=Path, file_okay=False),
                default=Path(".demo"),
                show_default=True,
                help=door.text("cli.demo.option.folder"),
            ),
            click.Option(
                ["--scale"],
                type=click.FloatRange(0.001, 20),
                default=1.0,
                show_default=True,
                help=door.text("cli.demo.option.scale"),
            ),
            click.Option(
                ["--until"], type=click.DateTime(["%Y-%m-%d"]), help=door.text("cli.demo.option.until")
            ),
            click.Option(["--once"], is_flag=True, help=door.text("cli.demo.option.once")),
            click.Option(
                ["--port"],
                type=click.IntRange(0, 65535),
                default=PORT,
                show_default=True,
                help=door.text("cli.serve.option.port"),
            ),
        ],
        help=door.text("cli.demo.help"),
        short_help=door.text("cli.demo.short"),
    )


def _run(door: Door, *, folder: Path, scale: float, until: date | None, once: bool, port: int) -> None:
    analysis = door.analysis_for(replace(door.settings, data=folder / "data"))
    last = date(until.year, until.month, until.day) if until else analysis.clock.now().date()
    lines = round(LINES * scale)
    planted = Planted.SOME if lines >= PLANTED_LINES else Planted.NONE
    request = BillRequest(until=last, lines=lines, planted=planted)
    bill = folder / "bill"
    started = time.monotonic()
    exports = _generate(door, request, bill)
    door.say("cli.demo.ingesting")
    show_ingest(door, analysis.ingest(exports))
    door.say("cli.demo.reconciling")
    reconciliation = analysis.reconcile(bill / "truth" / "controls.csv")
    show_reconciliation(door, reconciliation)
    _scan(door, request, folder / "data")
    _summary(door, analysis, last)
    found = recommendations_document(analysis.recommend(RecommendRequest()), door.lang)
    show_recommendations(door, found, top=SHOWN_RECOMMENDATIONS)
    door.say("cli.demo.done", seconds=f"{time.monotonic() - started:.0f}", data=folder / "data")
    if not reconciliation.holds:
        raise SystemExit(1)
    if not once:
        controls = bill / "truth" / "controls.csv"
        serve_dashboard(door, analysis, address=(HOST, port), controls=controls)


def _scan(door: Door, request: BillRequest, directory: Path) -> None:
    """Ask the sandbox's AWS about the largest accounts, as one would ask the real one."""
    from finops_aws.sandbox.company_aws import company_aws
    from finops_aws.sandbox.server import SandboxAws

    estate = company_aws(request)
    accounts = tuple(account.id for account in estate.accounts[1 : SCANNED_ACCOUNTS + 1])
    door.say("cli.demo.scanning", accounts=len(accounts))
    with SandboxAws(estate.records) as aws:
        keys = aws.environment(estate.payer.id)
        settings = replace(
            door.settings,
            data=directory,
            aws_profile=None,
            aws_region="us-east-1",
            aws_endpoint=f"{aws.endpoint}/{{client}}",
            aws_keys=(keys["AWS_ACCESS_KEY_ID"], keys["AWS_SECRET_ACCESS_KEY"]),
        )
        analysis = door.analysis_for(settings)
        show_scan(door, analysis.scan(ScanRequest(accounts=accounts)))
        show_collected(door, analysis.collect(CollectRequest()))


def _generate(door: Door, request: BillRequest, bill: Path) -> list[str]:
    """Write the bill, unless this very bill lies there; returns the folders of its exports."""
    import shutil

    from finops_aws.sandbox import write_bill

    note = bill / "request.json"
    parts = ("lines", "seed", "planted")
    asked = {"until": request.until.isoformat(), **{name: getattr(request, name) for name in parts}}
    wanted = json.dumps(asked)
    if note.exists() and note.read_text(encoding="utf-8") == wanted:
        door.say("cli.demo.bill-there", folder=bill)
    else:
        shutil.rmtree(bill, ignore_errors=True)
        shutil.rmtree(bill.parent / "data", ignore_errors=True)
        door.say("cli.demo.generating", lines=request.lines, folder=bill)
        written = write_bill(request, bill)
        door.say("cli.demo.generated", lines=written.rows, seconds=f"{written.seconds:.1f}")
        note.write_text(wanted, encoding="utf-8")
    return sorted(str(path.parent) for path in bill.glob("*/metadata"))


def _summary(door: Door, analysis: Analysis, until: date) -> None:
    """By month, then the last closed month by service, account and team, and what changed in it."""
    last_month = month_of(until - timedelta(days=1))
    held = min(parse_day(delivery.billing_period) for delivery in analysis.deliveries())
    closed = month_of(month_of(until).start - timedelta(days=1))
    by_month = CostQuestion(
        period=Period(held, last_month.end),
        by=("BillingAccountId",),
        metric=CostMetric.BILLED,
        granularity=Granularity.MONTH,
    )
    last = CostQuestion(period=closed, granularity=Granularity.TOTAL)
    door.console.print(costs_view(door, analysis.costs(by_month), top=1))
    for dimension, top in (("ServiceName", 10), ("SubAccountName", 8), ("tag:team", 8)):
        door.console.print(costs_view(door, analysis.costs(replace(last, by=(dimension,))), top=top))
    door.console.print(changes_view(door, analysis.compare_costs(last), top=8))
