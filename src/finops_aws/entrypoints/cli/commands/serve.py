"""``finops serve``: the dashboard and the API."""

from pathlib import Path

import click

from finops_aws.application.analysis import Analysis
from finops_aws.entrypoints.cli.door import Door

HOST, PORT = "127.0.0.1", 8000


def command(door: Door) -> click.Command:
    return click.Command(
        "serve",
        callback=lambda **options: _run(door, **options),
        params=[
            click.Option(
                ["--host"], default=HOST, show_default=True, help=door.text("cli.serve.option.host")
            ),
            click.Option(
                ["--port"],
                type=click.IntRange(0, 65535),
                default=PORT,
                show_default=True,
                help=door.text("cli.serve.option.port"),
            ),
            click.Option(
                ["--controls"],
                type=click.Path(path_type=Path, dir_okay=False),
                help=door.text("cli.serve.option.controls"),
            ),
        ],
        help=door.text("cli.serve.help"),
        short_help=door.text("cli.serve.short"),
    )


def _run(door: Door, *, host: str, port: int, controls: Path | None) -> None:
    if host not in (HOST, "localhost", "::1"):
        door.say("cli.serve.open-to-others", host=host)
    serve_dashboard(door, door.analysis, address=(host, port), controls=controls)


def serve_dashboard(
    door: Door, analysis: Analysis, *, address: tuple[str, int], controls: Path | None
) -> None:
    """Serve until Ctrl-C."""
    from finops_aws.entrypoints.api.serving import serve

    def ready(host: str, port: int) -> None:
        door.say("cli.serve.ready", host=f"[{host}]" if ":" in host else host, port=str(port))

    serve(analysis, door.settings, address=address, controls=controls, ready=ready)
    door.say("cli.serve.stopped")
