"""``finops ingest``: bills in."""

from decimal import Decimal

import click

from finops_aws.application.visibility.ingest_exports import (
    COST_EXPLORER_LOCATION,
    FEE,
    MOST_MONTHS,
    FeedRequest,
    Ingest,
)
from finops_aws.entrypoints.cli.commands.collect import usd
from finops_aws.entrypoints.cli.door import Door
from finops_aws.entrypoints.cli.figures import notation
from finops_aws.errors import InvalidParameter

_STANDARD = FeedRequest()


def command(door: Door) -> click.Command:
    def run(source: tuple[str, ...], months: int, max_paid_usd: Decimal) -> None:
        if COST_EXPLORER_LOCATION not in source:
            show_ingest(door, door.analysis.ingest(source))
        elif len(set(source)) == 1:
            _ask_cost_explorer(door, FeedRequest(months, max_paid_usd))
        else:
            reason = "Cost Explorer is asked in a command of its own, after the exports are read"
            raise InvalidParameter(name="SOURCE", value=COST_EXPLORER_LOCATION, reason=reason)

    return click.Command(
        "ingest",
        callback=run,
        params=[click.Argument(["source"], nargs=-1, required=True), *_options(door)],
        help=f"{door.text('cli.ingest.help')}\n\n{door.text('cli.ingest.help.feed')}",
        short_help=door.text("cli.ingest.short"),
    )


def _options(door: Door) -> list[click.Option]:
    return [
        click.Option(
            ["--months"],
            type=click.IntRange(1, MOST_MONTHS),
            default=_STANDARD.months,
            show_default=True,
            help=door.text("cli.ingest.option.months"),
        ),
        click.Option(
            ["--max-paid-usd"],
            type=usd,
            default=str(_STANDARD.max_paid_usd),
            show_default=True,
            help=door.text("cli.ingest.option.max-paid-usd"),
        ),
    ]


def _ask_cost_explorer(door: Door, request: FeedRequest) -> None:
    """Say what it may cost, ask, and say what it cost."""
    door.say(
        "cli.ingest.feed.before",
        requests=request.most_requests,
        limit=_usd(request.max_paid_usd, door),
        fee=_usd(FEE.usd, door),
        source=FEE.source,
    )
    ingest = door.analysis.ingest_cost_explorer(request)
    if ingest.feed is not None:
        if ingest.feed.held_by_export:
            door.say("cli.ingest.feed.held", months=", ".join(ingest.feed.held_by_export))
        door.say("cli.ingest.feed.paid", requests=ingest.feed.requests, paid=_usd(ingest.feed.paid_usd, door))
        if not ingest.feed.requests:
            return
    show_ingest(door, ingest)


def _usd(amount: Decimal, door: Door) -> str:
    return notation(f"{amount:f}", door.lang)


def show_ingest(door: Door, ingest: Ingest) -> None:
    """Say what was read and what a reader of the figures should know."""
    current = [delivery for delivery in ingest.read if delivery.is_current]
    months = sorted({delivery.billing_period for delivery in current})
    if not ingest.read:
        door.say("cli.ingest.nothing-new", held=ingest.already_held)
        return
    door.say(
        "cli.ingest.done",
        deliveries=len(ingest.read),
        lines=sum(delivery.lines for delivery in ingest.read),
        first=months[0] if months else "–",
        last=months[-1] if months else "–",
        payers=len({delivery.payer_account_id for delivery in ingest.read}),
    )
    for text in dict.fromkeys(door.text(n.key, **n.facts) for d in current for n in d.notices):
        door.say("cli.notice", text=text)
    rounded = sum(rounding.values for delivery in current for rounding in delivery.roundings)
    if rounded:
        door.say("cli.ingest.rounded", values=rounded)
