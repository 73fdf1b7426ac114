"""``finops resources``: what exists, with its tags and what it cost."""

import click

from finops_aws.documents.resources import ResourcesDocument, resources_document, resources_table
from finops_aws.documents.tables import to_csv
from finops_aws.domain.operations.resources import ResourceOrder, ResourceQuestion, parse_resource_filter
from finops_aws.entrypoints.cli.commands.coverage import spent
from finops_aws.entrypoints.cli.door import Door
from finops_aws.entrypoints.cli.figures import json_text
from finops_aws.entrypoints.cli.options import format_option, top_option

EVERYTHING = 1_000_000


def command(door: Door) -> click.Command:
    def run(where: tuple[str, ...], search: str, order: str, output: str, top: int) -> None:
        question = ResourceQuestion(
            filters=tuple(map(parse_resource_filter, where)),
            text=search,
            order=ResourceOrder(order),
            limit=top if output == "table" else EVERYTHING,
        )
        document = resources_document(door.analysis.resources(question))
        if output == "json":
            click.echo(json_text(document))
        elif output == "csv":
            click.echo(to_csv(resources_table(document)), nl=False)
        else:
            _show(door, document)

    return click.Command(
        "resources",
        callback=run,
        params=[
            click.Option(["--where"], multiple=True, help=door.text("cli.resources.option.where")),
            click.Option(["--search"], default="", help=door.text("cli.resources.option.search")),
            click.Option(
                ["--order"],
                type=click.Choice([str(order) for order in ResourceOrder]),
                default=str(ResourceOrder.COST),
                show_default=True,
                help=door.text("cli.resources.option.order"),
            ),
            format_option(door, "table", "json", "csv"),
            top_option(door, 30),
        ],
        help=door.text("cli.resources.help"),
        short_help=door.text("cli.resources.short"),
    )


def _show(door: Door, document: ResourcesDocument) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for key in ("type", "name", "account", "region", "state", "tags", "cost"):
        table.add_column(
            door.text(f"cli.resources.column.{key}"), justify="right" if key == "cost" else "left"
        )
    for one in document.resources:
        tags = door.text("cli.unknown") if one.tags is None else str(len(one.tags))
        table.add_row(
            one.resource_type.removeprefix("aws:"),
            one.name or one.id.rpartition("/")[2],
            one.account,
            one.region,
            one.state or "",
            tags,
            spent(door, one.costs),
            style="" if one.is_seen else "dim",
        )
    door.console.print(table)
    door.say("cli.resources.counts", shown=len(document.resources), total=document.total)
    if document.cost_month:
        door.say("cli.resources.cost-month", month=document.cost_month)
