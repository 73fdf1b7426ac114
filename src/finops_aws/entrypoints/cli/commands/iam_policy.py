"""``finops iam-policy``: the least that the product must be allowed."""

from pathlib import Path

import click

from finops_aws.entrypoints.cli.door import Door


def command(door: Door) -> click.Command:
    def run(folder: Path | None) -> None:
        for number, policy in enumerate(door.analysis.read_policies(), start=1):
            if folder is None:
                click.echo(policy)
                continue
            folder.mkdir(parents=True, exist_ok=True)
            file = folder / f"finops-aws-read-{number}.json"
            file.write_text(f"{policy}\n", encoding="utf-8")
            door.say("cli.iam-policy.written", file=file)

    return click.Command(
        "iam-policy",
        callback=run,
        params=[
            click.Option(
                ["--out", "folder"],
                type=click.Path(path_type=Path, file_okay=False),
                help=door.text("cli.iam-policy.option.out"),
            )
        ],
        help=door.text("cli.iam-policy.help"),
        short_help=door.text("cli.iam-policy.short"),
    )
