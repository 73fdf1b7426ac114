"""``finops doctor``: what is on in each account, what is missing, what it would cost, and what mends it."""

from itertools import groupby
from typing import TYPE_CHECKING

import click

from finops_aws.domain.operations.estate import Status
from finops_aws.entrypoints.cli.commands.scan import PARTIAL
from finops_aws.entrypoints.cli.door import Door

if TYPE_CHECKING:
    from finops_aws.application.operations.examine_accounts import Examination


def command(door: Door) -> click.Command:
    def run(accounts: tuple[str, ...], all_accounts: bool) -> None:
        if all_accounts:
            accounts = tuple(account for account, _ in door.analysis.inventory.accounts())
        found = list(door.analysis.examine(accounts))
        for account, own in groupby(found, key=lambda one: one.account):
            _show(door, account, list(own))
        if not all(one.is_well or one.ending is None for one in found):
            raise SystemExit(PARTIAL)

    return click.Command(
        "doctor",
        callback=run,
        params=[
            click.Option(
                ["--account", "accounts"], multiple=True, help=door.text("cli.doctor.option.account")
            ),
            click.Option(["--all-accounts"], is_flag=True, help=door.text("cli.scan.option.all-accounts")),
        ],
        help=door.text("cli.doctor.help"),
        short_help=door.text("cli.doctor.short"),
    )


def _show(door: Door, account: str, found: "list[Examination]") -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold", title=account, title_justify="left")
    for key in ("what", "state", "mend"):
        table.add_column(door.text(f"cli.doctor.column.{key}"), overflow="fold")
    for one in found:
        name = one.profile.name if one.profile else door.text("cli.doctor.reach")
        table.add_row(name, _state(door, one), _mend(door, one))
    door.console.print(table)


def _state(door: Door, one: "Examination") -> str:
    if one.ending is None:
        return door.text("cli.doctor.not-asked")
    if one.profile is None and one.is_well:
        return door.text("cli.doctor.regions", regions=one.ending.resources)
    return door.text(f"cli.coverage.status.{one.ending.status}")


def _mend(door: Door, one: "Examination") -> str:
    """The command that mends it and what AWS charges for it."""
    if one.ending is None and one.profile is not None:
        usd = f"{one.profile.fee_usd.normalize():f}"
        return door.text(
            "cli.doctor.costs" if one.profile.is_asked_by_list else "cli.doctor.costs-metric", usd=usd
        )
    if one.is_well or one.ending is None:
        return ""
    if one.ending.status in (Status.DENIED, Status.DENIED_BY_POLICY):
        return door.text("cli.doctor.allow", action=one.ending.action or one.ending.code or "")
    remedy = one.profile.remedy if one.profile else None
    if remedy is not None and one.ending.status is Status.NOT_ENABLED:
        return f"{remedy.command}\n{remedy.cost[door.lang]} ({remedy.source})"
    return f"{one.ending.code}: {one.ending.reason}"
