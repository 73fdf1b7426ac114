"""``finops export setup``: the Data Export that AWS writes the bill to."""

import click

from finops_aws.domain.visibility.export_plan import ExportPlan
from finops_aws.entrypoints.cli.door import Door


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
