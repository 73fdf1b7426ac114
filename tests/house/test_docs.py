"""Errors, settings, commands, tables and identities are documented, and the READMEs tell the truth."""

import importlib
import re
from collections.abc import Iterable, Iterator

import click
import pytest

from finops_aws import errors
from finops_aws.adapters.aws.inventory.catalogue import depths, read_services
from finops_aws.errors import FinOpsError
from finops_aws.toolkit.messages import Messages
from tests.house.tree import ROOT, SOURCE

REFERENCE = ROOT / "docs" / "reference"
READMES = ("README.md", "README.pt-BR.md")
README_LINES = 120
RECIPE_LINES = 10

every_readme = pytest.mark.parametrize("readme", READMES)


def error_names() -> set[str]:
    found = (value for value in vars(errors).values() if isinstance(value, type))
    return {value.__name__ for value in found if issubclass(value, FinOpsError) and value.fields}


def setting_names() -> set[str]:
    return set(re.findall(r"\bFINOPS_[A-Z0-9_]*[A-Z0-9]\b", (SOURCE / "settings.py").read_text("utf-8")))


def table_names() -> set[str]:
    """The marts: one SQL statement each."""
    return {
        file.stem for file in (SOURCE / "adapters" / "stores" / "sql").rglob("*.sql") if "mart" in str(file)
    }


def identity_keys() -> set[str]:
    messages = (SOURCE / "catalog" / "messages" / "en.json").read_text("utf-8")
    return set(re.findall(r'"identity\.([a-z_-]+)', messages))


def commands() -> dict[str, click.Command]:
    """Every command of the command line under its full name, such as ``finops export setup``."""
    main = importlib.import_module("finops_aws.entrypoints.cli.main")
    door = importlib.import_module("finops_aws.entrypoints.cli.door")
    return dict(_walk("finops", main.build(door.Door("en", Messages(main.MESSAGES)))))


def _walk(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        for part, inner in command.commands.items():
            yield from _walk(f"{name} {part}", inner)
    else:
        yield name, command


def reference() -> str:
    return "\n".join(page.read_text("utf-8") for page in sorted(REFERENCE.glob("*.md")))


def undocumented(names: Iterable[str], text: str) -> list[str]:
    """Names that the text never shows as code."""
    return [
        name
        for name in sorted(names)
        if not re.search(rf"`[^`\n]*(?<![\w-]){re.escape(name)}(?![\w-])", text)
    ]


def headings(markdown: str) -> list[str]:
    """The heading marks in order, code blocks left out."""
    prose = re.sub(r"^```.*?^```", "", markdown, flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"^(#+) ", prose, flags=re.MULTILINE)


def shown_commands(markdown: str) -> list[str]:
    """Command lines that the code blocks tell the reader to run."""
    blocks = re.findall(r"^```(?:sh|bash|console)?\n(.*?)^```", markdown, flags=re.MULTILINE | re.DOTALL)
    lines = (line.removeprefix("$ ").strip() for block in blocks for line in block.splitlines())
    return [line for line in lines if re.match(r"(make|finops|\.venv/bin/finops) ", line)]


def named_paths(markdown: str) -> list[str]:
    """Files and folders of the repository that the page names; of ``marts/<name>.sql``, the folder."""
    return [
        path.split("<")[0]
        for path in re.findall(r"`((?:src|tests|docs|requirements|benchmarks)/[^`\s]*)`", markdown)
    ]


def test_every_error_is_documented():
    assert undocumented(error_names(), reference()) == []


def test_every_setting_is_documented():
    assert setting_names()
    assert undocumented(setting_names(), reference()) == []


def test_every_command_and_option_is_documented():
    assert commands()
    assert undocumented(commands(), reference()) == []
    options = {
        max(p.opts, key=len) for c in commands().values() for p in c.params if isinstance(p, click.Option)
    }
    assert undocumented(options, reference()) == []


def test_every_mart_and_identity_is_documented():
    assert table_names()
    assert identity_keys()
    assert undocumented(table_names() | identity_keys(), reference()) == []


@every_readme
def test_a_readme_is_short(readme: str):
    assert len((ROOT / readme).read_text("utf-8").splitlines()) <= README_LINES


def test_the_readmes_have_the_same_sections():
    first, second = (headings((ROOT / readme).read_text("utf-8")) for readme in READMES)
    assert first == second


@every_readme
def test_the_commands_of_a_readme_exist(readme: str):
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), flags=re.MULTILINE)
    known = {f"make {target}" for target in targets} | set(commands())
    shown = shown_commands((ROOT / readme).read_text("utf-8"))
    assert {"make demo", "make test"} <= {" ".join(line.split()[:2]) for line in shown}
    assert [line for line in shown if not line.removeprefix(".venv/bin/").startswith(tuple(known))] == []


@pytest.mark.parametrize("page", [*READMES, "CONTRIBUTING.md", "SECURITY.md"])
def test_the_paths_a_page_names_exist(page: str):
    assert [
        path for path in named_paths((ROOT / page).read_text("utf-8")) if not (ROOT / path).exists()
    ] == []


def test_every_recipe_is_short():
    recipes = (ROOT / "CONTRIBUTING.md").read_text("utf-8").split("\n## ")[1:]
    steps = {
        recipe.splitlines()[0]: len([line for line in recipe.splitlines()[1:] if line]) for recipe in recipes
    }
    assert {name: lines for name, lines in steps.items() if lines > RECIPE_LINES} == {}


def test_a_name_that_is_missing_is_seen():
    assert undocumented(["Throttled"], "`Throttled` means wait") == []
    assert undocumented(["Throttled"], "Throttled, `NotThrottled`") == ["Throttled"]
    assert undocumented(["finops costs"], "`finops costs --by` and `finops`") == []


def test_paths_are_read_from_markdown():
    assert named_paths("`src/x.py` and `tests/y/<name>.sql`, `other/z`") == ["src/x.py", "tests/y/"]


def test_headings_and_commands_are_read_from_markdown():
    page = "# One\n```sh\n# not a heading\nmake demo ARGS=--once\n$ finops costs\nls\n```\n## Two\n"
    assert headings(page) == ["#", "##"]
    assert shown_commands(page) == ["make demo ARGS=--once", "finops costs"]


@every_readme
def test_a_readme_counts_the_services_as_the_catalogue_does(readme: str):
    entries = read_services()
    said = re.sub(r"\s+", " ", (ROOT / readme).read_text("utf-8"))
    counted = re.search(r"(\d+) (?:services|serviços): ([^.]*)\.", said)
    assert counted
    assert int(counted[1]) == len(entries)
    assert [int(number) for number in re.findall(r"\d+", counted[2])] == list(depths(entries).values())
