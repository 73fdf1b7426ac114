"""``finops sandbox bill``: a bill of a company that does not exist, with its truth beside it."""

from datetime import date
from enum import StrEnum
from pathlib import Path

import click

from finops_aws.entrypoints.cli.door import Door
from finops_aws.sandbox.request import BillRequest, Discounts, Layout, Shape


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
    return group


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
