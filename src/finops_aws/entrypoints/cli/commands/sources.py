"""``finops sources``: which deliveries the figures come from."""

import click

from finops_aws.documents.sources import delivery_state, sources_document
from finops_aws.domain.visibility.delivery import Delivery, missing_bills
from finops_aws.entrypoints.cli.door import Door
from finops_aws.entrypoints.cli.figures import json_text


def command(door: Door) -> click.Command:
    def run(output: str) -> None:
        deliveries = sorted(
            door.analysis.deliveries(), key=lambda d: (d.billing_period, d.payer_account_id, d.delivered_at)
        )
        if output == "json":
            click.echo(json_text(sources_document(deliveries, missing_bills(deliveries), text=door.text)))
        elif deliveries:
            _show(door, deliveries)
        else:
            door.say("cli.sources.none")

    return click.Command(
        "sources",
        callback=run,
        params=[
            click.Option(
                ["--format", "output"],
                type=click.Choice(["table", "json"]),
                default="table",
                show_default=True,
                help=door.text("cli.option.format"),
            )
        ],
        help=door.text("cli.sources.help"),
        short_help=door.text("cli.sources.short"),
    )


def _show(door: Door, deliveries: list[Delivery]) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for key in ("month", "payer", "export", "shape", "lines", "state", "delivered"):
        table.add_column(
            door.text(f"cli.sources.column.{key}"), justify="right" if key == "lines" else "left"
        )
    for delivery in deliveries:
        table.add_row(
            delivery.billing_period,
            delivery.payer_account_id,
            delivery.export,
            f"{delivery.shape}",
            str(delivery.lines),
            door.text(f"cli.sources.state.{delivery_state(delivery)}"),
            f"{delivery.delivered_at:%Y-%m-%d %H:%M} UTC",
            style="" if delivery.is_current else "dim",
        )
    door.console.print(table)
