"""``finops decide`` and ``finops savings``: what was decided about recommendations, and what it has saved."""

from datetime import date
from decimal import Decimal

import click

from finops_aws.application.optimization.decide import DecideRequest
from finops_aws.documents.decisions import (
    DecidedDocument,
    RealizedSavingsDocument,
    decided_document,
    realized_document,
    realized_table,
)
from finops_aws.documents.figures import Amount
from finops_aws.documents.tables import to_csv
from finops_aws.domain.optimization.decisions import Choice
from finops_aws.domain.period import parse_day
from finops_aws.entrypoints.cli.door import Door
from finops_aws.entrypoints.cli.figures import json_text, money
from finops_aws.entrypoints.cli.options import format_option

TAKE_BACK = "none"


def command(door: Door) -> click.Command:
    def run(choice: str, names: tuple[str, ...], reason: str | None, until: date | None, output: str) -> None:
        request = DecideRequest(
            recommendations=names,
            choice=None if choice == TAKE_BACK else Choice(choice),
            reason=reason,
            until=until,
        )
        document = decided_document(door.analysis.decide(request))
        if output == "json":
            click.echo(json_text(document))
        else:
            _show_decided(door, document)

    return click.Command(
        "decide",
        callback=run,
        params=[
            click.Argument(["choice"], type=click.Choice([*map(str, Choice), TAKE_BACK])),
            click.Argument(["names"], nargs=-1, required=True, metavar="ID..."),
            click.Option(["--reason"], help=door.text("cli.decide.option.reason")),
            click.Option(
                ["--until"], type=_day, metavar="YYYY-MM-DD", help=door.text("cli.decide.option.until")
            ),
            format_option(door, "table", "json"),
        ],
        help=door.text("cli.decide.help"),
        short_help=door.text("cli.decide.short"),
    )


def savings_command(door: Door) -> click.Command:
    def run(output: str) -> None:
        document = realized_document(door.analysis.realized_savings(), door.lang)
        if output == "json":
            click.echo(json_text(document))
        elif output == "csv":
            click.echo(to_csv(realized_table(document)), nl=False)
        else:
            _show_savings(door, document)

    return click.Command(
        "savings",
        callback=run,
        params=[format_option(door, "table", "json", "csv")],
        help=door.text("cli.savings.help"),
        short_help=door.text("cli.savings.short"),
    )


def _day(text: str) -> date:
    return parse_day(text)


def _show_decided(door: Door, document: DecidedDocument) -> None:
    for one in document.changes:
        before = one.before.decision if one.before else TAKE_BACK
        now = one.now.decision if one.now else TAKE_BACK
        door.say("cli.decide.changed", id=one.id, before=before, now=now)


def _show_savings(door: Door, document: RealizedSavingsDocument) -> None:
    from rich.table import Table

    if not document.decisions:
        door.say("cli.savings.none")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for key in ("title", "resource", "decided", "monthly", "interval"):
        is_figure = key in ("monthly", "interval")
        table.add_column(
            door.text(f"cli.savings.column.{key}"),
            justify="right" if is_figure else "left",
            overflow="fold",
            no_wrap=key in ("decided", "monthly", "interval"),
        )
    for one in document.decisions:
        standing = door.text(f"cli.savings.standing.{one.standing}")
        interval = "" if one.low is None else f"{_amount(door, one.low)} … {_amount(door, one.high)}"
        monthly = standing if one.monthly_savings is None else _amount(door, one.monthly_savings)
        day = str(one.decided_at.date())
        table.add_row(one.title or one.check, one.resource_id, day, monthly, interval)
    door.console.print(table)
    door.say(
        "cli.savings.total",
        monthly=_amount(door, document.monthly_savings),
        so_far=_amount(door, document.saved_so_far),
        currency=document.currency or "",
    )


def _amount(door: Door, amount: Amount) -> str:
    known = None if amount is None else Decimal(amount)
    return money(known, door.lang, unknown=door.text("cli.unknown"))
