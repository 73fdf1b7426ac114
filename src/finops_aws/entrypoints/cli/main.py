"""The command ``finops``."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from finops_aws import __version__
from finops_aws.entrypoints.cli.commands import (
    advice,
    catalog,
    collect,
    costs,
    coverage,
    decide,
    demo,
    doctor,
    export,
    iam_policy,
    ingest,
    measures,
    prices,
    recommendations,
    reconcile,
    resources,
    sandbox,
    scan,
    serve,
    services,
    sources,
    usage,
)
from finops_aws.entrypoints.cli.door import Door
from finops_aws.errors import FinOpsError
from finops_aws.settings import environment_language
from finops_aws.toolkit.logs import log_to_stderr
from finops_aws.toolkit.messages import LANGUAGES, Messages, choose_language

MESSAGES = Path(__file__).parents[2] / "catalog" / "messages"


def build(door: Door) -> click.Group:
    """The command with its help in the door's language."""
    group = click.Group(
        "finops",
        help=door.text("cli.help"),
        params=[
            click.Option(
                ["--lang"],
                type=click.Choice(LANGUAGES),
                expose_value=False,
                help=door.text("cli.option.lang"),
            )
        ],
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    click.version_option(__version__, prog_name="finops")(group)
    for module in (
        *(ingest, costs, reconcile, sources, serve, export),
        *(scan, resources, coverage, collect, usage, advice, measures, recommendations, decide),
        *(prices, doctor, services, catalog, iam_policy, sandbox, demo),
    ):
        group.add_command(module.command(door))
    group.add_command(advice.budgets_command(door))
    group.add_command(decide.savings_command(door))
    return group


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and exit with its status; errors go to standard error in the caller's language."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    messages = Messages(MESSAGES)
    wanted, arguments = _take_lang(arguments)
    lang = choose_language(wanted, environment_language())
    door = Door(lang, messages)
    try:
        log_to_stderr(door.settings.log_level)
        build(door).main(arguments, prog_name="finops")
    except FinOpsError as error:
        click.echo(door.messages.error_text(error, lang), err=True)
        sys.exit(error.exit_code)


def _take_lang(arguments: list[str]) -> tuple[str | None, list[str]]:
    """The language asked for, wherever ``--lang`` stands, and the other arguments; click checks the value."""
    for place, argument in enumerate(arguments):
        if argument == "--lang" and place + 1 < len(arguments):
            taken, rest = arguments[place : place + 2], arguments[:place] + arguments[place + 2 :]
            return taken[1], [*taken, *rest]
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang="), [argument, *arguments[:place], *arguments[place + 1 :]]
    return None, arguments
