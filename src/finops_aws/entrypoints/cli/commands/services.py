"""``finops services``: the AWS services that the product knows, and how far it sees into each."""

import click

from finops_aws.documents.catalogue import CatalogueDocument, catalogue_document
from finops_aws.entrypoints.cli.commands.coverage import spent
from finops_aws.entrypoints.cli.door import Door
from finops_aws.entrypoints.cli.figures import json_text
from finops_aws.entrypoints.cli.options import format_option


def command(door: Door) -> click.Command:
    def run(output: str) -> None:
        document = catalogue_document(door.analysis.services(), door.analysis.unclaimed_spend())
        if output == "json":
            click.echo(json_text(document))
        else:
            _show(door, document)

    return click.Command(
        "services",
        callback=run,
        params=[format_option(door, "table", "json")],
        help=door.text("cli.services.help"),
        short_help=door.text("cli.services.short"),
    )


def _show(door: Door, document: CatalogueDocument) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for key in ("service", "name", "group", "depth", "types", "spend"):
        right = key in ("types", "spend")
        table.add_column(
            door.text(f"cli.services.column.{key}"),
            justify="right" if right else "left",
            no_wrap=key != "name",
        )
    for one in document.services:
        depth = door.text(f"cli.services.depth.{one.depths[-1]}") if one.depths else ""
        table.add_row(
            one.key, one.name, one.group, depth, str(len(one.resource_types)), spent(door, one.spend)
        )
    door.console.print(table)
    counts = ", ".join(
        f"{door.text(f'cli.services.depth.{one.depth}')} {one.services}" for one in document.depths
    )
    door.say("cli.services.counts", services=len(document.services), counts=counts)
