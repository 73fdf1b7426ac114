"""``finops catalog reconcile``: the spend that no service of the catalogue claims."""

import click

from finops_aws.documents.catalogue import catalogue_document, unclaimed_documents
from finops_aws.entrypoints.cli.commands.coverage import spent
from finops_aws.entrypoints.cli.door import Door
from finops_aws.entrypoints.cli.figures import json_text
from finops_aws.entrypoints.cli.options import format_option
from finops_aws.errors import NotFound


def command(door: Door) -> click.Command:
    group = click.Group(
        "catalog", help=door.text("cli.catalog.help"), short_help=door.text("cli.catalog.help")
    )
    group.add_command(
        click.Command(
            "reconcile",
            callback=lambda output: _reconcile(door, output),
            params=[format_option(door, "table", "json")],
            help=door.text("cli.catalog.reconcile.help"),
            short_help=door.text("cli.catalog.reconcile.short"),
        )
    )
    return group


def _reconcile(door: Door, output: str) -> None:
    from rich.table import Table

    found = door.analysis.unclaimed_spend()
    if found is None:
        raise NotFound(thing="ledger", where=door.settings.data)
    if output == "json":
        click.echo(json_text(catalogue_document((), found)))
        return
    if not found:
        door.say("cli.catalog.reconcile.none")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(door.text("cli.catalog.column.product"))
    table.add_column(door.text("cli.services.column.spend"), justify="right")
    for one in unclaimed_documents(found):
        table.add_row(one.product_code, spent(door, one.spend))
    door.console.print(table)
