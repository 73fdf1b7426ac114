"""``finops measures``: figures that AWS computed of commitments, anomalies and forecasts."""

from dataclasses import dataclass
from decimal import Decimal

import click

from finops_aws.documents.measures import MeasureDocument, measure_documents, measures_table
from finops_aws.documents.tables import to_csv
from finops_aws.entrypoints.cli.door import Door
from finops_aws.entrypoints.cli.figures import json_text, money
from finops_aws.entrypoints.cli.options import format_option, top_option


@dataclass(frozen=True, slots=True)
class MeasuresDocument:
    """Every figure chosen."""

    rows: list[MeasureDocument]


def command(door: Door) -> click.Command:
    def run(source: tuple[str, ...], output: str, top: int) -> None:
        rows = [
            row
            for row in measure_documents(door.analysis.measures())
            if not source or row.source in source or row.source.partition(":")[0] in source
        ]
        if output == "json":
            click.echo(json_text(MeasuresDocument(rows)))
        elif output == "csv":
            click.echo(to_csv(measures_table(rows)), nl=False)
        else:
            _show(door, rows, top)

    return click.Command(
        "measures",
        callback=run,
        params=[
            click.Option(["--source"], multiple=True, help=door.text("cli.measures.option.source")),
            format_option(door, "table", "json", "csv"),
            top_option(door, 40),
        ],
        help=door.text("cli.measures.help"),
        short_help=door.text("cli.measures.short"),
    )


def _show(door: Door, rows: list[MeasureDocument], top: int) -> None:
    from rich.table import Table

    if not rows:
        door.say("cli.measures.none")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for key in ("source", "subject", "from", "name", "value"):
        table.add_column(
            door.text(f"cli.measures.column.{key}"),
            justify="right" if key == "value" else "left",
            overflow="fold",
        )
    unknown = door.text("cli.unknown")
    for row in rows[:top]:
        value = None if row.value is None else Decimal(row.value)
        table.add_row(
            row.source,
            row.subject.rpartition("/")[2],
            f"{row.start:%Y-%m-%d}" if row.start else "",
            row.name,
            f"{money(value, door.lang, unknown=unknown)} {row.unit or ''}".rstrip(),
        )
    door.console.print(table)
    door.say("cli.measures.counts", shown=min(top, len(rows)), total=len(rows))
