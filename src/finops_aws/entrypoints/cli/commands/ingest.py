"""``finops ingest``: bills in."""

import click

from finops_aws.application.visibility.ingest_exports import Ingest
from finops_aws.entrypoints.cli.door import Door


def command(door: Door) -> click.Command:
    def run(source: tuple[str, ...]) -> None:
        show_ingest(door, door.analysis.ingest(source))

    return click.Command(
        "ingest",
        callback=run,
        params=[click.Argument(["source"], nargs=-1, required=True)],
        help=door.text("cli.ingest.help"),
        short_help=door.text("cli.ingest.short"),
    )


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
