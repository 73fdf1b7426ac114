"""``finops sandbox``: a company that does not exist, its bill, and an AWS that tells of its resources."""

from datetime import date
from enum import StrEnum
from pathlib import Path

import click

from finops_aws.entrypoints.cli.door import Door
from finops_aws.sandbox.request import BillRequest, Discounts, Layout, Shape

PORT = 4566
HOME_REGION = "us-east-1"


def command(door: Door) -> click.Command:
    group = click.Group(
        "sandbox", help=door.text("cli.sandbox.help"), short_help=door.text("cli.sandbox.help")
    )
    group.add_command(
        click.Command(
            "bill",
            callback=lambda folder, until, **wanted: _run(door, folder, until, wanted),
            params=_options(door),
            help=door.text("cli.sandbox.bill.help"),
            short_help=door.text("cli.sandbox.bill.short"),
        )
    )
    group.add_command(
        click.Command(
            "serve",
            callback=lambda **wanted: _serve(door, **wanted),
            params=_serve_options(door),
            help=door.text("cli.sandbox.serve.help"),
            short_help=door.text("cli.sandbox.serve.short"),
        )
    )
    return group


def _serve_options(door: Door) -> list[click.Parameter]:
    day = click.DateTime(["%Y-%m-%d"])
    size = (("lines", 1_200_000), ("months", 12), ("seed", 1))
    return [
        click.Option(["--until"], type=day, required=True, help=door.text("cli.sandbox.bill.option.until")),
        *(
            click.Option(
                [f"--{name}"],
                type=int,
                default=usual,
                show_default=True,
                help=door.text(f"cli.sandbox.bill.option.{name}"),
            )
            for name, usual in size
        ),
        click.Option(
            ["--port"],
            type=click.IntRange(0, 65535),
            default=PORT,
            show_default=True,
            help=door.text("cli.serve.option.port"),
        ),
    ]


def _serve(door: Door, *, until: date, port: int, **size: int) -> None:
    """Answer as AWS until Ctrl-C, and say what leads any AWS client here."""
    from threading import Event

    from finops_aws.sandbox.company_aws import company_aws
    from finops_aws.sandbox.server import SandboxAws

    day = date(until.year, until.month, until.day)
    estate = company_aws(BillRequest(until=day, **size))  # type: ignore[arg-type]
    with SandboxAws(estate.records, port=port) as aws:
        keys = aws.environment(estate.payer.id)
        click.echo(f"export AWS_ACCESS_KEY_ID={keys['AWS_ACCESS_KEY_ID']}")
        click.echo(f"export AWS_SECRET_ACCESS_KEY={keys['AWS_SECRET_ACCESS_KEY']}")
        click.echo(f"export AWS_REGION={HOME_REGION}")
        click.echo(f"export FINOPS_AWS_ENDPOINT={aws.endpoint}/{{client}}")
        door.say("cli.sandbox.serve.ready", accounts=len(estate.accounts), resources=len(estate.things))
        try:
            Event().wait()
        except KeyboardInterrupt:
            door.say("cli.sandbox.serve.stopped", calls=sum(aws.calls.values()))


def _options(door: Door) -> list[click.Parameter]:
    def option(name: str, **rest: object) -> click.Option:
        key = f"cli.sandbox.bill.option.{name.removeprefix('--')}"
        return click.Option([name], help=door.text(key), show_default=True, **rest)  # type: ignore[arg-type]

    return [
        click.Argument(["folder"], type=click.Path(path_type=Path, file_okay=False)),
        option("--until", type=click.DateTime(["%Y-%m-%d"]), required=True),
        option("--months", type=click.IntRange(1, 36), default=12),
        option("--lines", type=int, default=1_200_000),
        option("--seed", type=int, default=1),
        option("--company", type=click.Choice(["ipe", "random"]), default="ipe"),
        option("--shape", type=_choice(Shape), default=Shape.CUR2_PARQUET.value),
        option("--discounts", type=_choice(Discounts), default=Discounts.NET.value),
        option("--layout", type=_choice(Layout), default=Layout.OVERWRITE.value),
        option("--history", is_flag=True),
        option("--payers", type=click.IntRange(1, 9), default=1),
    ]


def _choice(kinds: type[StrEnum]) -> click.Choice[str]:
    return click.Choice([kind.value for kind in kinds])


def _run(door: Door, folder: Path, until: date, wanted: dict[str, object]) -> None:
    from finops_aws.sandbox import write_bill

    kinds = {
        "shape": Shape(str(wanted.pop("shape"))),
        "discounts": Discounts(str(wanted.pop("discounts"))),
        "layout": Layout(str(wanted.pop("layout"))),
    }
    day = date(until.year, until.month, until.day)
    written = write_bill(BillRequest(until=day, **kinds, **wanted), folder)  # type: ignore[arg-type]
    door.say(
        "cli.sandbox.bill.done",
        lines=written.rows,
        seconds=f"{written.seconds:.1f}",
        exports=" ".join(str(export) for export in written.exports),
        truth=written.truth,
    )
