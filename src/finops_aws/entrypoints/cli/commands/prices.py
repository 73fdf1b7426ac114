"""``finops prices``: what a unit of usage costs, on the own bill and in AWS's Price List."""

from decimal import Decimal

import click

from finops_aws.documents.prices import PricesDocument, prices_document, prices_table
from finops_aws.documents.tables import to_csv
from finops_aws.domain.operations.prices import PriceQuestion
from finops_aws.entrypoints.cli.door import Door
from finops_aws.entrypoints.cli.figures import json_text, notation
from finops_aws.entrypoints.cli.options import format_option

SHOWN_DIGITS = 6


def command(door: Door) -> click.Command:
    def run(service_code: str, usage_type: str, output: str) -> None:
        question = PriceQuestion(service_code=service_code, usage_type=usage_type)
        document = prices_document(door.analysis.prices(question))
        if output == "json":
            click.echo(json_text(document))
        elif output == "csv":
            click.echo(to_csv(prices_table(document)), nl=False)
        else:
            _show(door, document)

    return click.Command(
        "prices",
        callback=run,
        params=[
            click.Argument(["service_code"]),
            click.Argument(["usage_type"]),
            format_option(door, "table", "json", "csv"),
        ],
        help=door.text("cli.prices.help"),
        short_help=door.text("cli.prices.short"),
    )


def _show(door: Door, document: PricesDocument) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for key in ("source", "region", "operation", "amount", "unit", "from", "as-of"):
        table.add_column(
            door.text(f"cli.prices.column.{key}"), justify="right" if key in ("amount", "from") else "left"
        )
    for rate in document.rates:
        amount = round(Decimal(rate.amount or 0), SHOWN_DIGITS).normalize()
        table.add_row(
            door.text(f"cli.prices.source.{rate.source}"),
            rate.region or "",
            rate.operation or "",
            f"{notation(f'{amount:f}', door.lang)} {rate.currency}",
            rate.unit,
            rate.from_quantity or "",
            f"{rate.as_of:%Y-%m-%d}" if rate.as_of else "",
        )
    door.console.print(table)
    if document.unanswered:
        door.say("cli.prices.unanswered", error=document.unanswered)
