"""``finops usage``: how much resources are used, or how much the bill says was consumed."""

import click

from finops_aws.documents.tables import to_csv
from finops_aws.documents.usage import (
    QuantitiesDocument,
    UsageDocument,
    quantities_document,
    quantities_table,
    usage_document,
    usage_table,
)
from finops_aws.domain.operations.usage import (
    QuantityBy,
    QuantityQuestion,
    UsageOrder,
    UsageQuestion,
)
from finops_aws.domain.period import Period, parse_day
from finops_aws.entrypoints.cli.commands.coverage import spent
from finops_aws.entrypoints.cli.door import Door
from finops_aws.entrypoints.cli.figures import json_text, notation
from finops_aws.entrypoints.cli.options import format_option, top_option
from finops_aws.entrypoints.cli.sparkline import sparkline

EVERYTHING = 1_000_000
_POWERS = ((1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"))


def command(door: Door) -> click.Command:
    def run(consumed: str | None, output: str, top: int, **asked: object) -> None:
        limit = top if output == "table" else EVERYTHING
        if consumed is None:
            _utilization(door, asked, output=output, limit=limit)
        else:
            _consumed(door, QuantityBy(consumed), asked, output=output, limit=limit)

    return click.Command(
        "usage",
        callback=run,
        params=[
            *(_names_option(door, name) for name in ("service", "account", "region", "resource", "metric")),
            click.Option(["--from", "start"], help=door.text("cli.usage.option.from")),
            click.Option(["--to", "end"], help=door.text("cli.usage.option.to")),
            click.Option(
                ["--order"],
                type=click.Choice([str(order) for order in UsageOrder]),
                default=str(UsageOrder.NAME),
                show_default=True,
                help=door.text("cli.usage.option.order"),
            ),
            click.Option(
                ["--consumed"],
                type=click.Choice([str(by) for by in QuantityBy]),
                help=door.text("cli.usage.option.consumed"),
            ),
            format_option(door, "table", "json", "csv"),
            top_option(door, 30),
        ],
        help=door.text("cli.usage.help"),
        short_help=door.text("cli.usage.short"),
    )


def _names_option(door: Door, name: str) -> click.Option:
    return click.Option([f"--{name}", f"{name}s"], multiple=True, help=door.text(f"cli.usage.option.{name}"))


def _period(asked: dict[str, object]) -> Period | None:
    start, end = asked["start"], asked["end"]
    if not start and not end:
        return None
    if not start or not end:
        raise click.UsageError("--from and --to belong together")
    return Period(parse_day(str(start)), parse_day(str(end)))


def _utilization(door: Door, asked: dict[str, object], *, output: str, limit: int) -> None:
    chosen = {name: asked[name] for name in ("services", "accounts", "regions", "resources", "metrics")}
    order = UsageOrder(str(asked["order"]))
    question = UsageQuestion(period=_period(asked), order=order, limit=limit, **chosen)  # type: ignore[arg-type]
    document = usage_document(door.analysis.usage(question))
    if output == "json":
        click.echo(json_text(document))
    elif output == "csv":
        click.echo(to_csv(usage_table(document)), nl=False)
    else:
        _show_usage(door, document)


def _consumed(door: Door, by: QuantityBy, asked: dict[str, object], *, output: str, limit: int) -> None:
    period = _period(asked) or door.analysis.recent_days()
    chosen = {name: asked[name] for name in ("services", "accounts")}
    question = QuantityQuestion(period=period, by=by, limit=limit, **chosen)  # type: ignore[arg-type]
    document = quantities_document(door.analysis.quantities(question))
    if output == "json":
        click.echo(json_text(document))
    elif output == "csv":
        click.echo(to_csv(quantities_table(document)), nl=False)
    else:
        _show_quantities(door, document)


def _show_usage(door: Door, document: UsageDocument) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for key in ("resource", "metric", "mean", "p95", "largest", "days"):
        table.add_column(
            door.text(f"cli.usage.column.{key}"),
            justify="right" if key in ("mean", "p95", "largest") else "left",
            no_wrap=key not in ("resource", "service", "usage"),
            overflow="fold",
        )
    for row in document.rows:
        top = 100.0 if row.metric.endswith("Utilization") else None
        table.add_row(
            row.name or row.id.rpartition("/")[2],
            f"{row.metric} {row.statistic} {row.dimension}".strip(),
            *(_figure(value, door.lang) for value in (row.mean, row.p95, row.largest)),
            sparkline(row.days, top=top),
        )
    door.console.print(table)
    door.say("cli.usage.counts", shown=len(document.rows), total=document.total, resources=document.resources)
    if document.until is not None:
        door.say("cli.usage.until", until=f"{document.until:%Y-%m-%d %H:%M}")


def _show_quantities(door: Door, document: QuantitiesDocument) -> None:
    from rich.table import Table

    from finops_aws.documents.coverage import SpendDocument

    table = Table(box=None, pad_edge=False, header_style="bold")
    for key in ("service", "usage", "quantity", "unit", "cost", "days"):
        table.add_column(
            door.text(f"cli.usage.column.{key}"),
            justify="right" if key in ("quantity", "cost") else "left",
            no_wrap=key in ("quantity", "cost", "days"),
            overflow="fold",
        )
    for row in document.rows:
        table.add_row(
            row.service,
            row.key.rpartition("/")[2],
            _figure(float(row.quantity or 0), door.lang),
            row.unit,
            spent(door, [SpendDocument(currency=row.currency, amount=row.cost)]),
            sparkline([None if day is None else float(day) for day in row.days]),
        )
    door.console.print(table)
    door.say("cli.usage.quantities", shown=len(document.rows), total=document.total)


def _figure(value: float, lang: str) -> str:
    """A figure with as many digits as people read."""
    if value == 0:
        return "0"
    for power, letter in _POWERS:
        if abs(value) >= power:
            return f"{notation(f'{value / power:.3g}', lang)} {letter}"
    if abs(value) >= 1000:
        return notation(f"{value:,.0f}", lang)
    return notation(f"{value:.3g}" if abs(value) >= 0.001 else f"{value:.1e}", lang)
