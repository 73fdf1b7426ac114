import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from finops_aws import __version__
from finops_aws.entrypoints.cli.door import Door
from finops_aws.entrypoints.cli.main import MESSAGES, build
from finops_aws.toolkit.messages import LANGUAGES, Messages
from tests.entrypoints.conftest import BilledCompany, Finops

HEAVY = ("duckdb", "boto3", "botocore", "rich", "numpy", "finops_aws.bootstrap", "finops_aws.adapters")


def commands(lang: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command and group under the words that call it."""

    def below(
        words: tuple[str, ...], command: click.Command
    ) -> Iterator[tuple[tuple[str, ...], click.Command]]:
        yield words, command
        for name, part in getattr(command, "commands", {}).items():
            yield from below((*words, name), part)

    return below((), build(Door(lang, Messages(MESSAGES))))


NAMES = [words for words, _ in commands("en")]


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def test_there_are_the_commands_that_the_product_promises() -> None:
    promised = {("ingest",), ("costs",), ("reconcile",), ("serve",), ("demo",), ("sandbox", "bill")}
    promised |= {("export", "setup"), ("export", "focus")}
    assert promised <= set(NAMES)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("words", NAMES, ids=" ".join)
def test_every_command_explains_itself_and_its_options(
    finops: Finops, words: tuple[str, ...], lang: str
) -> None:
    command = dict(commands(lang))[words]

    printed = finops("--lang", lang, *words, "--help")

    assert (printed.code, printed.err) == (0, "")
    assert command.help
    assert flat(command.help) in flat(printed.out)
    options = [option for option in command.params if isinstance(option, click.Option)]
    assert [option.name for option in options if not option.help] == []
    assert [option.name for option in options if flat(str(option.help)) not in flat(printed.out)] == []


@pytest.mark.parametrize("words", NAMES, ids=" ".join)
def test_help_in_portuguese_is_another_text(words: tuple[str, ...]) -> None:
    english, portuguese = dict(commands("en"))[words], dict(commands("pt-BR"))[words]
    assert english.help != portuguese.help
    assert english.get_short_help_str(200) != portuguese.get_short_help_str(200)


@pytest.mark.parametrize(
    ("options", "environment", "lang"),
    [
        ((), {}, "en"),
        ((), {"LANG": "pt_BR.UTF-8"}, "pt-BR"),
        ((), {"LANG": "C.UTF-8"}, "en"),
        ((), {"LANG": "en_US.UTF-8", "LC_ALL": "pt_BR.UTF-8"}, "pt-BR"),
        (("--lang", "pt-BR"), {}, "pt-BR"),
        (("--lang=pt-BR",), {"LANG": "en_US.UTF-8"}, "pt-BR"),
        (("--lang", "en"), {"LANG": "pt_BR.UTF-8"}, "en"),
    ],
)
def test_the_language_is_the_one_asked_for_then_that_of_the_shell(
    finops: Finops, options: tuple[str, ...], environment: dict[str, str], lang: str
) -> None:
    printed = finops(*options, "costs", **environment)
    remedy = {"en": "Check the name and the place", "pt-BR": "Confira o nome e o local"}[lang]
    assert remedy in printed.err


def test_figures_follow_the_language_and_machines_get_none_of_it(
    finops: Finops, company: BilledCompany
) -> None:
    options = ("costs", "--from", "2026-10", "--filter", "ServiceName=Vigia Observabilidade SaaS")
    english = finops(*options, data=company.data).out
    portuguese = finops("--lang", "pt-BR", *options, data=company.data).out
    assert "1,236.72" in english
    assert "1.236,72" in portuguese
    documents = [
        finops("--lang", lang, *options, "--format", "json", data=company.data).document for lang in LANGUAGES
    ]
    assert documents[0] == documents[1]


def test_a_language_there_is_not_is_refused(finops: Finops) -> None:
    printed = finops("--lang", "xx", "costs")
    assert printed.code == 2
    assert "pt-BR" in printed.err


def test_the_version_is_told(finops: Finops) -> None:
    assert finops("--version").out == f"finops, version {__version__}\n"


def test_a_command_there_is_not_is_refused(finops: Finops) -> None:
    printed = finops("spend")
    assert printed.code == 2
    assert "spend" in printed.err


def loaded_by(*arguments: str) -> set[str]:
    """The modules that a run of the command loads."""
    code = (
        "import json, sys\nfrom finops_aws.entrypoints.cli.main import main\n"
        "try:\n    main()\nfinally:\n    print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, *arguments]
    environment = {name: value for name, value in os.environ.items() if name not in ("LANG", "LC_ALL")}
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert "Usage: finops" in ran.stdout
    return set(json.loads(ran.stderr.splitlines()[-1]))


@pytest.mark.parametrize(
    "arguments", [("--help",), ("costs", "--help"), ("demo", "--help"), ("sandbox", "bill", "--help")]
)
def test_help_loads_nothing_heavy(arguments: tuple[str, ...]) -> None:
    assert loaded_by(*arguments) & set(HEAVY) == set()


def test_the_module_runs_as_the_command_does() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "finops_aws", "--version"], capture_output=True, text=True, check=True
    )
    assert ran.stdout == f"finops, version {__version__}\n"
