"""``finops scan``: ask AWS which resources exist."""

from collections import Counter
from typing import TYPE_CHECKING

import click

from finops_aws.application.operations.plan_scan import ScanRequest
from finops_aws.domain.operations.estate import Outcome, Status
from finops_aws.entrypoints.cli.door import Door

if TYPE_CHECKING:
    from finops_aws.application.operations.scan_estate import Scan

PARTIAL = 6
"""The exit status of a scan that left something unknown."""
GAPS_SHOWN = 12


def command(door: Door) -> click.Command:
    def run(**options: object) -> None:
        scan = door.analysis.scan(ScanRequest(**options))  # type: ignore[arg-type]
        show_scan(door, scan)
        if not scan.is_whole:
            raise SystemExit(PARTIAL)

    return click.Command(
        "scan",
        callback=run,
        params=[
            click.Option(["--account", "accounts"], multiple=True, help=door.text("cli.scan.option.account")),
            click.Option(["--all-accounts"], is_flag=True, help=door.text("cli.scan.option.all-accounts")),
            click.Option(["--region", "regions"], multiple=True, help=door.text("cli.scan.option.region")),
            click.Option(["--service", "services"], multiple=True, help=door.text("cli.scan.option.service")),
            click.Option(["--full"], is_flag=True, help=door.text("cli.scan.option.full")),
        ],
        help=door.text("cli.scan.help"),
        short_help=door.text("cli.scan.short"),
    )


def show_scan(door: Door, scan: "Scan") -> None:
    """What was found, what was left out and why, and what is not known."""
    endings = [outcome.ending for outcome in scan.outcomes]
    door.say(
        "cli.scan.done",
        resources=sum(ending.resources for ending in endings),
        jobs=len(endings),
        calls=sum(ending.calls for ending in endings),
        throttles=sum(ending.throttles for ending in endings),
    )
    for key, number in (
        ("pruned", scan.pruned),
        ("resumed", scan.resumed),
        ("not-reached", scan.not_reached),
    ):
        if number:
            door.say(f"cli.scan.{key}", jobs=number)
    gaps = [outcome for outcome in scan.outcomes if not outcome.ending.status.is_known]
    if gaps:
        door.say("cli.scan.gaps", jobs=len(gaps))
        door.console.print(_gaps_table(door, gaps))
        door.say("cli.scan.see-coverage")


def _gaps_table(door: Door, gaps: list[Outcome]) -> object:
    """Gaps that have the same cause in one row."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for key in ("status", "service", "cause", "jobs"):
        table.add_column(
            door.text(f"cli.coverage.column.{key}"), justify="right" if key == "jobs" else "left"
        )
    causes: Counter[tuple[Status, str, str]] = Counter(
        (gap.ending.status, gap.job.service, gap.ending.action or gap.ending.code or "") for gap in gaps
    )
    for (status, service, cause), jobs in causes.most_common(GAPS_SHOWN):
        table.add_row(door.text(f"cli.coverage.status.{status}"), service, cause, str(jobs))
    return table
