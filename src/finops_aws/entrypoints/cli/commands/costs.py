"""``finops costs``: what was spent, on what, by whom, and what changed."""

import click

from finops_aws.documents.costs import ComparisonDocument, CostDocument, comparison_document, cost_document
from finops_aws.documents.listings import changes_table, costs_table
from finops_aws.documents.tables import Table, to_csv
from finops_aws.domain.charge import CostMetric
from finops_aws.domain.visibility.costs import (
    Basis,
    Comparison,
    CostAnswer,
    CostQuestion,
    Granularity,
    parse_filter,
)
from finops_aws.entrypoints.cli.cost_tables import changes_view, costs_view
from finops_aws.entrypoints.cli.door import Door
from finops_aws.entrypoints.cli.figures import json_text
from finops_aws.errors import InvalidFilter


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
        option("--basis", type=click.Choice([basis.value for basis in Basis])),
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
    basis: str | None,
    filters: tuple[str, ...],
    compare: str | None,
    top: int,
    output: str,
) -> None:
    dimensions = tuple(name.strip() for name in by.split(",") if name.strip())
    if not dimensions:
        raise InvalidFilter(value=f"--by {by!r}", reason="name at least one dimension")
    question = CostQuestion(
        period=door.analysis.period(start, end),
        by=dimensions,
        metric=CostMetric(metric),
        granularity=Granularity(granularity),
        filters=tuple(parse_filter(text) for text in filters),
        basis=Basis(basis) if basis else None,
    )
    answer = door.analysis.compare_costs(question) if compare else door.analysis.costs(question)
    if output == "json":
        click.echo(json_text(answer_document(answer)))
    elif output == "csv":
        click.echo(to_csv(_table(answer)), nl=False)
    elif isinstance(answer, Comparison):
        door.console.print(changes_view(door, answer, top=top))
    else:
        door.console.print(costs_view(door, answer, top=top))


def answer_document(answer: CostAnswer | Comparison) -> CostDocument | ComparisonDocument:
    return comparison_document(answer) if isinstance(answer, Comparison) else cost_document(answer)


def _table(answer: CostAnswer | Comparison) -> Table:
    return changes_table(answer) if isinstance(answer, Comparison) else costs_table(answer)
