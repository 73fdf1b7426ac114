"""``finops costs``: what was spent, on what, by whom, and what changed."""

import csv
import io
import json
from datetime import date

import click

from finops_aws.domain.charge import CostMetric
from finops_aws.domain.period import Period, month_of, parse_day
from finops_aws.domain.visibility.costs import (
    Comparison,
    CostAnswer,
    CostQuestion,
    CostRow,
    Granularity,
    parse_filter,
)
from finops_aws.entrypoints.cli.cost_tables import changes_table, costs_table
from finops_aws.entrypoints.cli.door import Door
from finops_aws.entrypoints.cli.figures import exact
from finops_aws.errors import InvalidFilter, NotFound


def command(door: Door) -> click.Command:
    return click.Command(
        "costs",
        callback=lambda **options: _run(door, **options),
        params=_options(door),
        help=door.text("cli.costs.help"),
        short_help=door.text("cli.costs.short"),
    )


def _options(door: Door) -> list[click.Parameter]:
    def option(name: str, *more: str, **rest: object) -> click.Option:
        key = f"cli.costs.option.{name.removeprefix('--')}"
        return click.Option([name, *more], help=door.text(key), **rest)  # type: ignore[arg-type]

    metrics = click.Choice([metric.value for metric in CostMetric])
    granularities = click.Choice([granularity.value for granularity in Granularity])
    outputs = click.Choice(["table", "json", "csv"])
    return [
        option("--by", default="ServiceName", show_default=True),
        option("--metric", type=metrics, default=CostMetric.EFFECTIVE.value, show_default=True),
        option("--granularity", type=granularities, default=Granularity.TOTAL.value, show_default=True),
        option("--from", "start"),
        option("--to", "end"),
        option("--filter", "filters", multiple=True),
        option("--compare", type=click.Choice(["previous"])),
        option("--top", type=click.IntRange(min=1), default=20, show_default=True),
        option("--format", "output", type=outputs, default="table", show_default=True),
    ]


def _run(  # noqa: PLR0913 (one argument per option)
    door: Door,
    *,
    by: str,
    metric: str,
    granularity: str,
    start: str | None,
    end: str | None,
    filters: tuple[str, ...],
    compare: str | None,
    top: int,
    output: str,
) -> None:
    dimensions = tuple(name.strip() for name in by.split(",") if name.strip())
    if not dimensions:
        raise InvalidFilter(value=f"--by {by!r}", reason="name at least one dimension")
    question = CostQuestion(
        period=_period(door, start, end),
        by=dimensions,
        metric=CostMetric(metric),
        granularity=Granularity(granularity),
        filters=tuple(parse_filter(text) for text in filters),
    )
    answer = door.analysis.compare_costs(question) if compare else door.analysis.costs(question)
    if output == "json":
        click.echo(json.dumps(answer_document(answer), indent=1, ensure_ascii=False))
    elif output == "csv":
        click.echo(_csv(answer), nl=False)
    elif isinstance(answer, Comparison):
        door.console.print(changes_table(door, answer, top=top))
    else:
        door.console.print(costs_table(door, answer, top=top))


def _period(door: Door, start: str | None, end: str | None) -> Period:
    """From the options; without them the last billing period that the ledger holds."""
    if start is None:
        held = [delivery.billing_period for delivery in door.analysis.deliveries() if delivery.is_current]
        if not held:
            raise NotFound(thing="ledger", where=door.settings.data)
        last = month_of(parse_day(end) if end else parse_day(max(held)))
        return Period(last.start, parse_day(end) if end and parse_day(end) > last.start else last.end)
    first = parse_day(start)
    return Period(first, parse_day(end) if end else month_of(first).end)


def answer_document(answer: CostAnswer | Comparison) -> dict[str, object]:
    """The answer as JSON holds it: amounts as strings, unknown as null."""
    if isinstance(answer, Comparison):
        return {
            "current": answer_document(answer.current),
            "previous": answer_document(answer.previous),
            "changes": [
                {
                    "keys": dict(zip(answer.current.question.by, change.keys, strict=True)),
                    "currency": change.currency,
                    "previous": exact(change.previous),
                    "current": exact(change.current),
                    "difference": exact(change.difference),
                    "ratio": change.ratio,
                }
                for change in answer.changes
            ],
        }
    question = answer.question
    return {
        "from": question.period.start.isoformat(),
        "to": question.period.end.isoformat(),
        "basis": "billing period" if question.period.is_whole_months else "charge day",
        "metric": str(question.metric),
        "granularity": str(question.granularity),
        "by": list(question.by),
        "filters": [
            {"dimension": f.dimension, "values": list(f.values), "negated": f.negated}
            for f in question.filters
        ],
        "data_version": answer.data_version,
        "rows": [_row_document(question, row) for row in answer.rows],
        "totals": [_row_document(None, row) for row in answer.totals()],
    }


def _row_document(question: CostQuestion | None, row: CostRow) -> dict[str, object]:
    keys = dict(zip(question.by, row.keys, strict=True)) if question else {}
    return {
        "bucket": row.bucket.isoformat() if isinstance(row.bucket, date) else None,
        "keys": keys,
        "currency": row.currency,
        "gross": exact(row.gross),
        "credits": exact(row.credits),
        "refunds": exact(row.refunds),
        "after_credits": exact(row.after_credits),
    }


def _csv(answer: CostAnswer | Comparison) -> str:
    text = io.StringIO()
    writer = csv.writer(text)  # CRLF as in RFC 4180, so that a carriage return in a name is quoted
    if isinstance(answer, Comparison):
        writer.writerow([*answer.current.question.by, "currency", "previous", "current", "difference"])
        for change in answer.changes:
            moved = (change.previous, change.current, change.difference)
            writer.writerow([*map(_inert, change.keys), change.currency, *map(exact, moved)])
    else:
        writer.writerow(
            ["bucket", *answer.question.by, "currency", "gross", "credits", "refunds", "after_credits"]
        )
        for row in answer.rows:
            amounts = (row.gross, row.credits, row.refunds, row.after_credits)
            writer.writerow([row.bucket or "", *map(_inert, row.keys), row.currency, *map(exact, amounts)])
    return text.getvalue()


def _inert(text: str) -> str:
    """A text that a spreadsheet will not run as a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
