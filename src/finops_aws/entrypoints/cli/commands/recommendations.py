"""``finops recommendations``: what wastes money, how much, and what to do about it."""

from decimal import Decimal

import click

from finops_aws.application.optimization.recommend import RecommendRequest
from finops_aws.documents.recommendations import (
    RecommendationsDocument,
    SavingDocument,
    recommendations_document,
    recommendations_table,
)
from finops_aws.documents.spreadsheets import to_xlsx
from finops_aws.documents.tables import to_csv
from finops_aws.domain.optimization.checks import Family
from finops_aws.entrypoints.cli.commands.collect import usd
from finops_aws.entrypoints.cli.door import Door
from finops_aws.entrypoints.cli.figures import json_text, money
from finops_aws.entrypoints.cli.options import format_option, top_option


def command(door: Door) -> click.Command:
    def run(
        families: tuple[str, ...],
        checks: tuple[str, ...],
        accounts: tuple[str, ...],
        least: Decimal,
        **shown: object,
    ) -> None:
        request = RecommendRequest(
            families=tuple(map(Family, families)), checks=checks, accounts=accounts, min_saving=least
        )
        document = recommendations_document(door.analysis.recommend(request), door.lang)
        if shown["output"] == "json":
            click.echo(json_text(document))
        elif shown["output"] == "csv":
            click.echo(to_csv(recommendations_table(document)), nl=False)
        elif shown["output"] == "xlsx":
            click.echo(to_xlsx(recommendations_table(document)), nl=False)
        else:
            show_recommendations(door, document, top=int(str(shown["top"])))

    return click.Command(
        "recommendations",
        callback=run,
        params=_options(door),
        help=door.text("cli.recommendations.help"),
        short_help=door.text("cli.recommendations.short"),
    )


def _options(door: Door) -> list[click.Parameter]:
    return [
        click.Option(
            ["--family", "families"],
            type=click.Choice([str(one) for one in Family]),
            multiple=True,
            help=door.text("cli.recommendations.option.family"),
        ),
        click.Option(
            ["--check", "checks"], multiple=True, help=door.text("cli.recommendations.option.check")
        ),
        click.Option(
            ["--account", "accounts"], multiple=True, help=door.text("cli.recommendations.option.account")
        ),
        click.Option(
            ["--min-usd", "least"],
            type=usd,
            default="0",
            help=door.text("cli.recommendations.option.min-usd"),
        ),
        format_option(door, "table", "json", "csv", "xlsx"),
        top_option(door, 30),
    ]


def show_recommendations(door: Door, document: RecommendationsDocument, *, top: int) -> None:
    """The first rows of the plan, its total, and what is not in it."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for key in ("title", "resource", "account", "region", "saving"):
        table.add_column(
            door.text(f"cli.recommendations.column.{key}"),
            justify="right" if key == "saving" else "left",
            overflow="fold",
            no_wrap=key in ("account", "region", "saving"),
        )
    for one in document.recommendations[:top]:
        nothing = "cli.unknown" if one.saves_money else "cli.recommendations.no-money"
        saving = _amount(door, one.monthly_savings) if one.monthly_savings else door.text(nothing)
        table.add_row(one.title, one.name or one.resource_id, one.account_id, one.region, saving)
    door.console.print(table)
    total = ", ".join(_amount(door, one) for one in document.totals) or "0"
    shown = min(top, len(document.recommendations))
    door.say("cli.recommendations.total", saving=total, shown=shown, total=len(document.recommendations))
    _show_what_else(door, document)


def _show_what_else(door: Door, document: RecommendationsDocument) -> None:
    """What is not in the plan, and why."""
    if document.set_aside:
        door.say("cli.recommendations.set-aside", found=len(document.set_aside))
    if document.rejected:
        door.say("cli.recommendations.rejected", found=len(document.rejected))
    if document.blind:
        door.say(
            "cli.recommendations.blind",
            places=len({(one.account_id, one.region) for one in document.blind}),
            checks=len({one.check for one in document.blind}),
            stake=", ".join(_amount(door, one) for one in document.at_stake) or door.text("cli.unknown"),
        )


def _amount(door: Door, saving: SavingDocument) -> str:
    unknown = door.text("cli.unknown")
    amount = None if saving.amount is None else Decimal(saving.amount)
    return f"{money(amount, door.lang, unknown=unknown)} {saving.currency}"
