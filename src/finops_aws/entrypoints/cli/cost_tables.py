"""Cost answers as terminal tables."""

from decimal import Decimal
from typing import TYPE_CHECKING

from finops_aws.domain.money import known_sum
from finops_aws.domain.visibility.costs import (
    NO_VALUE,
    UNALLOCATABLE,
    UNTAGGED,
    Comparison,
    CostAnswer,
    CostRow,
)
from finops_aws.entrypoints.cli.door import Door
from finops_aws.entrypoints.cli.figures import money, ratio

if TYPE_CHECKING:
    from rich.console import Group
    from rich.table import Table

_SPECIAL = {UNTAGGED: "cli.key.untagged", UNALLOCATABLE: "cli.key.unallocatable", NO_VALUE: "cli.key.none"}
NARROWEST_KEY = 6
WIDEST_KEY = 26
AMOUNTS_WIDTH = 54
_AMOUNTS = ("gross", "credits", "refunds", "after")


def costs_view(door: Door, answer: CostAnswer, *, top: int) -> "Group":
    """The largest ``top`` groups of each bucket, the rest in one row, and the total."""
    question = answer.question
    with_bucket = any(row.bucket for row in answer.rows)
    table = _table()
    if with_bucket:
        table.add_column(door.text(f"cli.costs.column.{question.granularity}"))
    _add_key_columns(door, table, by=question.by, rows=[row.keys for row in answer.rows[:top]])
    for key in _AMOUNTS:
        table.add_column(door.text(f"cli.costs.column.{key}"), justify="right", no_wrap=True)
    table.add_column("", no_wrap=True, min_width=3)
    for row in _with_others(door, answer, top):
        bucket = [str(row.bucket)[: 7 if question.granularity == "month" else 10]] if with_bucket else []
        table.add_row(*bucket, *(_key(door, key) for key in row.keys), *_amounts(door, row), row.currency)
    table.add_section()
    for total in answer.totals():
        labels = [door.text("cli.costs.total")] + [""] * (len(question.by) - 1 + with_bucket)
        table.add_row(*labels, *_amounts(door, total), total.currency, style="bold")
    title = door.text(
        "cli.costs.title",
        metric=door.text(f"cli.metric.{question.metric}"),
        start=question.period.start,
        end=question.period.end,
    )
    return _titled(title, table)


def changes_view(door: Door, comparison: Comparison, *, top: int) -> "Group":
    """What changed, largest absolute change first."""
    now, before = comparison.current.question.period, comparison.previous.question.period
    table = _table()
    keys = [change.keys for change in comparison.changes[:top]]
    _add_key_columns(door, table, by=comparison.current.question.by, rows=keys)
    for key in ("previous", "current", "difference", "ratio"):
        table.add_column(door.text(f"cli.changes.column.{key}"), justify="right", no_wrap=True)
    table.add_column("", no_wrap=True, min_width=3)
    unknown = door.text("cli.unknown")
    for change in comparison.changes[:top]:
        amounts = (change.previous, change.current, change.difference)
        table.add_row(
            *(_key(door, key) for key in change.keys),
            *(money(amount, door.lang, unknown=unknown) for amount in amounts),
            ratio(change.ratio, door.lang, unknown="–"),
            change.currency,
        )
    title = door.text(
        "cli.changes.title", start=now.start, end=now.end, before=before.start, until=before.end
    )
    return _titled(title, table)


def _titled(title: str, table: "Table") -> "Group":
    """The table under its title, which may be wider than the table."""
    from rich.console import Group
    from rich.text import Text

    return Group(Text(title, style="bold"), table)


def _table() -> "Table":
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    return Table(
        box=SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        pad_edge=False,
        header_style="bold",
    )


def _add_key_columns(door: Door, table: "Table", *, by: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """Each wide enough for what is in it, as far as the terminal leaves room beside the amounts."""
    room = max(NARROWEST_KEY, min(WIDEST_KEY, (door.console.width - AMOUNTS_WIDTH) // len(by)))
    for place, name in enumerate(by):
        widest = max([len(name), *(len(row[place]) for row in rows)])
        table.add_column(name, overflow="fold", min_width=min(room, widest))


def _key(door: Door, key: str) -> str:
    from rich.markup import escape

    return door.text(_SPECIAL[key]) if key in _SPECIAL else escape(key)


def _amounts(door: Door, row: CostRow) -> list[str]:
    unknown = door.text("cli.unknown")
    amounts = (row.gross, row.credits, row.refunds, row.after_credits)
    return [money(amount, door.lang, unknown=unknown) for amount in amounts]


def _with_others(door: Door, answer: CostAnswer, top: int) -> list[CostRow]:
    """The first ``top`` rows of each bucket and currency, and one row that adds the others up."""
    shown: list[CostRow] = []
    groups: dict[tuple[object, str], list[CostRow]] = {}
    for row in answer.rows:
        groups.setdefault((row.bucket, row.currency), []).append(row)
    for (_, currency), rows in groups.items():
        shown += rows[:top]
        rest = rows[top:]
        if rest:
            label = door.text("cli.costs.others", count=len(rest))
            keys = (label, *("" for _ in answer.question.by[1:]))
            shown.append(CostRow(rest[0].bucket, keys, currency, *_sums(rest)))
    return shown


def _sums(rows: list[CostRow]) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    return (
        known_sum(row.gross for row in rows),
        known_sum(row.credits for row in rows),
        known_sum(row.refunds for row in rows),
    )
