"""``finops export``: the Data Export that AWS writes the bill to, and the ledger as a FOCUS dataset."""

from pathlib import Path

import click

from finops_aws.domain.period import EARLIEST, Period, month_of, parse_day
from finops_aws.domain.visibility.export_plan import ExportPlan
from finops_aws.entrypoints.cli.door import Door
from finops_aws.entrypoints.cli.figures import money


def command(door: Door) -> click.Command:
    group = click.Group("export", help=door.text("cli.export.help"), short_help=door.text("cli.export.help"))
    group.add_command(
        click.Command(
            "setup",
            callback=lambda **options: _run(door, **options),
            params=_options(door),
            help=door.text("cli.export.setup.help"),
            short_help=door.text("cli.export.setup.short"),
        )
    )
    group.add_command(
        click.Command(
            "focus",
            callback=lambda **options: _run_focus(door, **options),
            params=_focus_options(door),
            help=door.text("cli.export.focus.help"),
            short_help=door.text("cli.export.focus.short"),
        )
    )
    return group


def _options(door: Door) -> list[click.Parameter]:
    def option(name: str, **rest: object) -> click.Option:
        key = f"cli.export.setup.option.{name.removeprefix('--')}"
        return click.Option([name], help=door.text(key), **rest)  # type: ignore[arg-type]

    return [
        option("--bucket", required=True),
        option("--prefix", default="finops", show_default=True),
        option("--name", default="finops-cur2", show_default=True),
        option("--region", default="us-east-1", show_default=True),
        option("--apply", is_flag=True),
    ]


def _run(door: Door, *, bucket: str, prefix: str, name: str, region: str, apply: bool) -> None:
    plan = ExportPlan(bucket=bucket, prefix=prefix, region=region, name=name)
    door.say("cli.export.setup.command")
    click.echo(plan.command())
    setup = door.analysis.setup_export(plan, apply=apply)
    if setup.outcome != "found":
        door.say("cli.export.setup.policy")
        click.echo(setup.bucket_policy)
    for misfit, differences in setup.misfits:
        door.say("cli.export.setup.misfit", name=misfit, differences=", ".join(differences))
    door.say(f"cli.export.setup.{setup.outcome}", name=setup.export_arn or name, location=setup.location)


def _focus_options(door: Door) -> list[click.Parameter]:
    def option(name: str, *more: str, **rest: object) -> click.Option:
        key = f"cli.export.focus.option.{name.removeprefix('--')}"
        return click.Option([name, *more], help=door.text(key), **rest)  # type: ignore[arg-type]

    return [
        option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False)),
        option("--from", "start"),
        option("--to", "end"),
    ]


def _run_focus(door: Door, *, out: Path, start: str | None, end: str | None) -> None:
    export = door.analysis.export_focus(out, _months(start, end))
    door.say(
        "cli.export.focus.done",
        rows=export.rows,
        path=export.path,
        first=export.periods[0],
        last=export.periods[-1],
    )
    for total in export.totals:
        unknown = door.text("cli.unknown")
        billed, effective = (
            money(amount, door.lang, unknown=unknown) for amount in (total.billed, total.effective)
        )
        door.say("cli.export.focus.total", billed=billed, effective=effective, currency=total.currency)


def _months(start: str | None, end: str | None) -> Period | None:
    """From the options: everything without dates, one month with a start only, all before an end only."""
    if start is None:
        return None if end is None else Period(EARLIEST, parse_day(end))
    first = parse_day(start)
    return Period(first, parse_day(end) if end else month_of(first).end)
