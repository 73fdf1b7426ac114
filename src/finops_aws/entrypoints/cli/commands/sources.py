"""``finops sources``: which deliveries the figures come from."""

import json
from dataclasses import asdict

import click

from finops_aws.domain.visibility.delivery import Delivery
from finops_aws.entrypoints.cli.door import Door


def command(door: Door) -> click.Command:
    def run(output: str) -> None:
        deliveries = sorted(
            door.analysis.deliveries(), key=lambda d: (d.billing_period, d.payer_account_id, d.delivered_at)
        )
        if output == "json":
            click.echo(json.dumps([asdict(delivery) for delivery in deliveries], default=str, indent=1))
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
            door.text(f"cli.sources.state.{_state(delivery)}"),
            f"{delivery.delivered_at:%Y-%m-%d %H:%M} UTC",
            style="" if delivery.is_current else "dim",
        )
    door.console.print(table)


def _state(delivery: Delivery) -> str:
    if not delivery.is_current:
        return "superseded"
    if delivery.estimated_lines == 0:
        return "final"
    return "estimated" if delivery.estimated_lines == delivery.lines else "partly"
