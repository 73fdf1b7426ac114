"""``finops reconcile``: the proof that the ledger equals the bill."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from finops_aws.documents.figures import exact
from finops_aws.documents.reconciliation import reconciliation_document
from finops_aws.domain.visibility.reconciliation import IdentityCheck, Reconciliation, Verdict
from finops_aws.entrypoints.cli.door import Door
from finops_aws.entrypoints.cli.figures import json_text, money, notation

if TYPE_CHECKING:
    from rich.table import Table

FAILED_EXIT = 1
_STYLES = {
    Verdict.FAILED: "red",
    Verdict.RUNNING: "yellow",
    Verdict.NOTED: "yellow",
    Verdict.NOT_CHECKED: "dim",
}


def command(door: Door) -> click.Command:
    def run(controls: Path | None, output: str, every: bool) -> None:
        reconciliation = door.analysis.reconcile(controls)
        if output == "json":
            click.echo(json_text(reconciliation_document(reconciliation, text=door.text)))
        else:
            show_reconciliation(door, reconciliation, every=every)
        if not reconciliation.holds:
            raise SystemExit(FAILED_EXIT)

    return click.Command(
        "reconcile",
        callback=run,
        params=[
            click.Option(
                ["--controls"],
                type=click.Path(path_type=Path, dir_okay=False),
                help=door.text("cli.reconcile.option.controls"),
            ),
            click.Option(
                ["--format", "output"],
                type=click.Choice(["table", "json"]),
                default="table",
                show_default=True,
                help=door.text("cli.option.format"),
            ),
            click.Option(["--every"], is_flag=True, help=door.text("cli.reconcile.option.every")),
        ],
        help=door.text("cli.reconcile.help"),
        short_help=door.text("cli.reconcile.short"),
    )


def show_reconciliation(door: Door, reconciliation: Reconciliation, *, every: bool = False) -> None:
    """One row per identity (or per identity and bill), then what is estimated and what was rounded."""
    door.console.print(_table(door, reconciliation, every=every))
    for check in reconciliation.checks:
        if check.verdict is Verdict.FAILED:
            door.say(
                "cli.reconcile.failed",
                identity=door.text(check.identity),
                month=check.residue.bill.billing_period,
                residue=exact(check.residue.total),
                off=check.residue.off,
                groups=check.residue.groups,
                worst=check.residue.worst,
            )
    _show_estimated(door, reconciliation)
    for bill, rounding in reconciliation.roundings:
        door.say(
            "cli.reconcile.rounding",
            month=bill.billing_period,
            column=rounding.column,
            values=rounding.values,
            amount=exact(rounding.amount),
        )
    door.say("cli.reconcile.holds" if reconciliation.holds else "cli.reconcile.fails")


def _table(door: Door, reconciliation: Reconciliation, *, every: bool) -> "Table":
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for key in ("identity", "bills", "groups", "verdict", "residue"):
        justify: Literal["left", "right"] = "right" if key in ("bills", "groups", "residue") else "left"
        table.add_column(door.text(f"cli.reconcile.column.{key}"), justify=justify)
    for check in reconciliation.checks if every else _worst_per_identity(reconciliation):
        same = [check] if every else [c for c in reconciliation.checks if c.identity == check.identity]
        groups = sum(other.residue.groups for other in same)
        table.add_row(
            door.text(check.identity),
            check.residue.bill.billing_period if every else str(len(same)),
            notation(f"{groups:,}", door.lang),
            door.text(f"cli.verdict.{check.verdict.name.lower()}"),
            notation(exact(check.residue.total) or "", door.lang),
            style=_STYLES.get(check.verdict, ""),
        )
    return table


def _worst_per_identity(reconciliation: Reconciliation) -> list[IdentityCheck]:
    severity = (
        Verdict.FAILED,
        Verdict.RUNNING,
        Verdict.NOTED,
        Verdict.WITHIN_TOLERANCE,
        Verdict.NOT_CHECKED,
        Verdict.EXACT,
    )
    worst: dict[str, IdentityCheck] = {}
    for check in sorted(reconciliation.checks, key=lambda check: severity.index(check.verdict)):
        worst.setdefault(check.identity, check)
    return [worst[identity] for identity in dict.fromkeys(check.identity for check in reconciliation.checks)]


def _show_estimated(door: Door, reconciliation: Reconciliation) -> None:
    months = Counter({row.bill: 0 for row in reconciliation.estimated})
    for row in reconciliation.estimated:
        months[row.bill] += row.lines
    for bill, lines in months.items():
        rows = [row for row in reconciliation.estimated if row.bill == bill]
        services = ", ".join(
            f"{row.service_name} {money(row.billed, door.lang, unknown='?')}" for row in rows[:3]
        )
        more = len(rows) - 3
        tail = door.text("cli.reconcile.estimated-more", more=more) if more > 0 else ""
        door.say(
            "cli.reconcile.estimated",
            month=bill.billing_period,
            lines=lines,
            currency=bill.currency,
            services=services + tail,
        )
