"""``finops advice`` and ``finops budgets``: what AWS itself says."""

from decimal import Decimal

import click

from finops_aws.documents.advice import (
    AdviceListDocument,
    BudgetsDocument,
    advice_documents,
    advice_table,
    budgets_document,
    budgets_table,
)
from finops_aws.documents.figures import Amount
from finops_aws.documents.tables import to_csv
from finops_aws.entrypoints.cli.door import Door
from finops_aws.entrypoints.cli.figures import json_text, money
from finops_aws.entrypoints.cli.options import format_option, top_option


def command(door: Door) -> click.Command:
    def run(output: str, top: int) -> None:
        rows = advice_documents(door.analysis.advice())
        document = AdviceListDocument(len(rows), rows)
        if output == "json":
            click.echo(json_text(document))
        elif output == "csv":
            click.echo(to_csv(advice_table(rows)), nl=False)
        else:
            _show(door, document, top)

    return click.Command(
        "advice",
        callback=run,
        params=[format_option(door, "table", "json", "csv"), top_option(door, 30)],
        help=door.text("cli.advice.help"),
        short_help=door.text("cli.advice.short"),
    )


def budgets_command(door: Door) -> click.Command:
    def run(output: str) -> None:
        document = budgets_document(door.analysis.budgets())
        if output == "json":
            click.echo(json_text(document))
        elif output == "csv":
            click.echo(to_csv(budgets_table(document)), nl=False)
        else:
            _show_budgets(door, document)

    return click.Command(
        "budgets",
        callback=run,
        params=[format_option(door, "table", "json", "csv")],
        help=door.text("cli.budgets.help"),
        short_help=door.text("cli.budgets.short"),
    )


def _show(door: Door, document: AdviceListDocument, top: int) -> None:
    from rich.table import Table

    if not document.rows:
        door.say("cli.advice.none")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for key in ("source", "account", "resource", "action", "saving"):
        table.add_column(
            door.text(f"cli.advice.column.{key}"),
            justify="right" if key == "saving" else "left",
            overflow="fold",
            no_wrap=key in ("account", "saving"),
        )
    for row in document.rows[:top]:
        table.add_row(
            row.source.partition(":")[0],
            row.account,
            row.resource_id or row.subject or "",
            row.action or row.finding or "",
            _amount(door, row.monthly_saving, row.currency),
        )
    door.console.print(table)
    door.say("cli.advice.counts", shown=min(top, document.total), total=document.total)


def _show_budgets(door: Door, document: BudgetsDocument) -> None:
    from rich.table import Table

    if not document.rows:
        door.say("cli.budgets.none")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for key in ("name", "period", "limit", "actual", "forecast"):
        table.add_column(
            door.text(f"cli.budgets.column.{key}"), justify="left" if key in ("name", "period") else "right"
        )
    for row in document.rows:
        amounts = (_amount(door, amount, row.unit) for amount in (row.limit, row.actual, row.forecast))
        table.add_row(row.name, row.time_unit, *amounts)
    door.console.print(table)


def _amount(door: Door, amount: Amount, unit: str | None) -> str:
    unknown = door.text("cli.unknown")
    if amount is None:
        return unknown
    return f"{money(Decimal(amount), door.lang, unknown=unknown)} {unit or ''}".rstrip()
