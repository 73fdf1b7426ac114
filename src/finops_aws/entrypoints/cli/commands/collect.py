"""``finops collect``: ask AWS for metrics, advice, budgets and commitments, never above a price."""

from collections import Counter
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import click

from finops_aws.domain.operations.collected import COLLECTED_DAYS
from finops_aws.domain.operations.estate import Ending, Job, Status
from finops_aws.domain.operations.paid_calls import DEFAULT_LIMIT_USD
from finops_aws.entrypoints.cli.commands.scan import PARTIAL
from finops_aws.entrypoints.cli.door import Door
from finops_aws.entrypoints.cli.figures import notation

if TYPE_CHECKING:
    from finops_aws.application.operations.collect_facts import Collected

GAPS_SHOWN = 12
LONGEST_DAYS = 455
"""CloudWatch keeps hours for so long."""


def usd(text: str) -> Decimal:
    """An amount of US dollars of 0 or more; raises ValueError."""
    try:
        amount = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not amount.is_finite() or amount < 0:
        raise ValueError(text)
    return amount


def max_paid_option(door: Door) -> click.Option:
    return click.Option(
        ["--max-paid-usd"],
        type=usd,
        default=str(DEFAULT_LIMIT_USD),
        show_default=True,
        help=door.text("cli.collect.option.max-paid-usd"),
    )


def command(door: Door) -> click.Command:
    def run(**options: object) -> None:
        from finops_aws.application.operations.collect_facts import CollectRequest

        collected = door.analysis.collect(CollectRequest(**options))  # type: ignore[arg-type]
        show_collected(door, collected)
        if not collected.is_whole:
            raise SystemExit(PARTIAL)

    return click.Command(
        "collect",
        callback=run,
        params=[
            click.Option(["--only"], multiple=True, help=door.text("cli.collect.option.only")),
            click.Option(
                ["--service", "services"], multiple=True, help=door.text("cli.collect.option.service")
            ),
            click.Option(
                ["--days"],
                type=click.IntRange(1, LONGEST_DAYS),
                default=COLLECTED_DAYS,
                show_default=True,
                help=door.text("cli.collect.option.days"),
            ),
            max_paid_option(door),
        ],
        help=door.text("cli.collect.help"),
        short_help=door.text("cli.collect.short"),
    )


def show_collected(door: Door, collected: "Collected") -> None:
    """What came, what it cost, and what is not known."""
    door.say("cli.collect.done", statements=collected.statements, questions=len(collected.answers))
    door.say(
        "cli.collect.metrics",
        resources=collected.resources,
        series=collected.series,
        points=collected.points,
    )
    door.say("cli.collect.paid", usd=notation(f"{collected.paid_usd.normalize():f}", door.lang))
    gaps = [(job, ending) for job, ending in collected.answers if not ending.status.is_known]
    if gaps:
        door.say("cli.collect.gaps", questions=len(gaps))
        door.console.print(_gaps_table(door, gaps))
        door.say("cli.collect.see-doctor")


def _gaps_table(door: Door, gaps: list[tuple[Job, Ending]]) -> object:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for key in ("status", "source", "cause", "jobs"):
        table.add_column(door.text(f"cli.collect.column.{key}"), justify="right" if key == "jobs" else "left")
    causes: Counter[tuple[Status, str, str]] = Counter(
        (ending.status, job.service, ending.action or ending.code or "") for job, ending in gaps
    )
    for (status, source, cause), questions in causes.most_common(GAPS_SHOWN):
        table.add_row(door.text(f"cli.coverage.status.{status}"), source, cause, str(questions))
    return table
