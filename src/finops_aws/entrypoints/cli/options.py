"""Options that several commands take."""

import click

from finops_aws.entrypoints.cli.door import Door


def format_option(door: Door, *formats: str) -> click.Option:
    """``--format``, the first of the formats unless told otherwise."""
    return click.Option(
        ["--format", "output"],
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help=door.text("cli.option.format"),
    )


def top_option(door: Door, rows: int) -> click.Option:
    return click.Option(
        ["--top"],
        type=click.IntRange(1, 100_000),
        default=rows,
        show_default=True,
        help=door.text("cli.option.top-rows"),
    )
