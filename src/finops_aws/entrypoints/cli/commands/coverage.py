"""``finops coverage``: which questions to AWS were answered, and the dollars behind those that were not."""

from decimal import Decimal

import click

from finops_aws.documents.coverage import (
    CoverageDocument,
    SpendDocument,
    coverage_document,
    coverage_table,
)
from finops_aws.documents.tables import to_csv
from finops_aws.entrypoints.cli.door import Door
from finops_aws.entrypoints.cli.figures import json_text, money
from finops_aws.entrypoints.cli.options import format_option, top_option


def command(door: Door) -> click.Command:
    def run(output: str, top: int) -> None:
        document = coverage_document(door.analysis.coverage())
        if output == "json":
            click.echo(json_text(document))
        elif output == "csv":
            click.echo(to_csv(coverage_table(document.rows)), nl=False)
        else:
            _show(door, document, top)

    return click.Command(
        "coverage",
        callback=run,
        params=[format_option(door, "table", "json", "csv"), top_option(door, 20)],
        help=door.text("cli.coverage.help"),
        short_help=door.text("cli.coverage.short"),
    )


def spent(door: Door, spend: list[SpendDocument] | None) -> str:
    """Costs side by side, one per currency; unknown is said to be unknown."""
    unknown = door.text("cli.unknown")
    if spend is None:
        return unknown
    if not spend:
        return money(Decimal(0), door.lang, unknown=unknown)
    amounts = ((None if one.amount is None else Decimal(one.amount), one.currency) for one in spend)
    return ", ".join(
        f"{money(amount, door.lang, unknown=unknown)} {currency}" for amount, currency in amounts
    )


def _show(door: Door, document: CoverageDocument, top: int) -> None:
    from rich.table import Table

    counts = ", ".join(
        f"{one.jobs} {door.text(f'cli.coverage.status.{one.status}')}"
        for one in document.by_status
        if one.jobs
    )
    door.say("cli.coverage.counts", counts=counts)
    gaps = [row for row in document.rows if not row.is_known]
    if not gaps:
        door.say("cli.coverage.whole")
        return
    door.say("cli.coverage.unknown-spend", spend=spent(door, document.unknown_spend))
    table = Table(box=None, pad_edge=False, header_style="bold")
    for key in ("status", "service", "type", "account", "region", "cause", "at-stake"):
        table.add_column(
            door.text(f"cli.coverage.column.{key}"), justify="right" if key == "at-stake" else "left"
        )
    for row in gaps[:top]:
        table.add_row(
            door.text(f"cli.coverage.status.{row.status}"),
            row.service,
            row.resource_type.rpartition(":")[2],
            row.account,
            row.region,
            row.missing_action or row.code or "",
            spent(door, row.at_stake),
        )
    door.console.print(table)
    if len(gaps) > top:
        door.say("cli.coverage.more", jobs=len(gaps) - top)
