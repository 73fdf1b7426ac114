"""Writes docs/reference from the code: `make docs`. A folder as argument takes the place of docs/reference.

Nothing here is typed twice. What cannot be read off the code stops the run, so that no page lies.
"""

import ast
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).parent))

from reference_checks import check_pages
from reference_ledger import ledger_page, line_item_types_page
from reference_pages import bullet, code, codes, page, table

from finops_aws import errors, settings
from finops_aws.adapters.stores.bill_auditor import LEDGER_IDENTITIES
from finops_aws.adapters.stores.dialect import render_columns
from finops_aws.adapters.stores.marts import MARTS, Mart
from finops_aws.application.visibility.reconcile_bills import DIAGNOSTICS, NEED_A_CLOSED_MONTH
from finops_aws.domain.visibility.reconciliation import TOLERANCE, Verdict
from finops_aws.entrypoints.api.app import CONTEXTS
from finops_aws.entrypoints.api.openapi import openapi_document
from finops_aws.entrypoints.cli.door import Door
from finops_aws.entrypoints.cli.main import MESSAGES, build
from finops_aws.errors import FinOpsError
from finops_aws.toolkit.messages import Messages

SOURCE = Path(errors.__file__).parent
IDENTITIES = SOURCE / "adapters" / "stores" / "sql" / "identities"
TEXTS = Messages(MESSAGES)

NOT_FAILED = "A month that is running, or whose lines are all estimated, is reported, not failed."
OTHER_VARIABLES = {
    "AWS_PROFILE": "Profile whose credentials and region are used, as in every AWS tool.",
    "AWS_REGION": "Region to ask; before `AWS_DEFAULT_REGION`.",
    "AWS_DEFAULT_REGION": "Region to ask when `AWS_REGION` is not set.",
    "LC_ALL": "Language: Portuguese if it begins with `pt`, else English; `--lang` wins over it.",
    "LANG": "The same, when `LC_ALL` is not set.",
    "XDG_DATA_HOME": "Folder that holds the data directory when `FINOPS_DATA` is not set.",
    "HOME": "Holds `.local/share`, the default of `XDG_DATA_HOME`.",
}


def text(key: str) -> str:
    return TEXTS.text(key, "en")


def commands_page() -> str:
    root = build(Door("en", TEXTS))
    sections = [f"{root.help}\n\n{_options(root)}"]
    sections += [f"## `{name}`\n\n{_command(name, command)}" for name, command in _leaves("finops", root)]
    return page("Commands", "Every command of `finops` with its options.", sections)


def _leaves(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        yield name, command
        return
    for part, inner in command.commands.items():
        yield from _leaves(f"{name} {part}", inner)


def _command(name: str, command: click.Command) -> str:
    context = click.Context(command, info_name=name)
    usage = " ".join([name, *command.collect_usage_pieces(context)])
    return f"{command.help}\n\n```\n{usage}\n```\n\n{_options(command)}"


def _options(command: click.Command) -> str:
    context = click.Context(command)
    params = command.get_params(context) if isinstance(command, click.Group) else command.params
    options = [param for param in params if isinstance(param, click.Option)]
    if not options:
        return "It has no options of its own."
    rows = [
        (codes(option.opts), _values(option, context), _default(option, context), option.help or "")
        for option in options
    ]
    return table(("Option", "Value", "Default", "What it does"), rows)


def _values(option: click.Option, context: click.Context) -> str:
    if option.is_flag:
        return ""
    metavar = option.make_metavar(context).strip("[]").replace("%Y-%m-%d", "YYYY-MM-DD")
    shown = option.get_help_extra(context).get("range") or metavar
    return codes(shown.split("|"))


def _default(option: click.Option, context: click.Context) -> str:
    if option.required:
        return "required"
    shown = option.get_help_extra(context).get("default")
    return code(shown) if shown else ""


def errors_page() -> str:
    tree = (errors.__doc__ or "").split("\n\n")[1]
    found = [value for value in vars(errors).values() if isinstance(value, type)]
    kinds = [kind for kind in found if issubclass(kind, FinOpsError) and kind.fields]
    sections = [
        "The facts fill the placeholders of the text. The HTTP status is what the API will answer; "
        "there is no API yet. `finops reconcile` exits with 1 when an identity fails, every command "
        "with 2 when its options cannot be read.",
        f"```\n{tree}\n```",
        *(_error(kind) for kind in kinds),
    ]
    return page("Errors", "Everything that can go wrong, in one tree.", sections)


def _error(kind: type[FinOpsError]) -> str:
    name = kind.__name__
    later = "" if name in _raised() else "\n\nNothing raises it yet."
    said = Messages(MESSAGES).text(f"error.{name}", "en", **{fact: f"{{{fact}}}" for fact in kind.fields})
    facts = f"HTTP {kind.http_status} · exit {kind.exit_code} · facts {codes(kind.fields)}"
    return f"## `{name}`\n\n{facts}\n\n> {said}{later}"


def _raised() -> set[str]:
    """Names of the errors that some code outside errors.py makes."""
    files = [file for file in SOURCE.rglob("*.py") if file.name != "errors.py"]
    calls = (node for file in files for node in ast.walk(ast.parse(file.read_text("utf-8"))))
    return {node.func.id for node in calls if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}


def settings_page() -> str:
    source = Path(settings.__file__).read_text("utf-8")
    said = " ".join((settings.Settings.__doc__ or "").split())
    rows = []
    for name in sorted(set(re.findall(r"\bFINOPS_[A-Z_]*[A-Z]\b", source))):
        found = re.search(rf"{name}: (.+?)\.(?= [A-Z_]{{4,}}|$)", said)
        if found is None:
            raise ValueError(f"the docstring of Settings does not explain {name}")
        rows.append((code(name), _sentence(found[1]), _least(source, name)))
    read = {name for name in re.findall(r'env\.get\("(\w+)"', source) if not name.startswith("FINOPS_")}
    if read != set(OTHER_VARIABLES):
        raise ValueError(f"read but not explained, or the other way round: {read ^ set(OTHER_VARIABLES)}")
    others = table(("Variable", "Meaning"), [(code(n), said) for n, said in OTHER_VARIABLES.items()])
    sections = [
        table(("Variable", "Meaning", "Least"), rows),
        "An empty variable counts as not set. A value that cannot be used stops the command with "
        "`InvalidSetting`, which names the variable.",
        f"## Variables of others\n\n{others}",
    ]
    return page("Settings", "Environment variables, read once when a command starts.", sections)


def _sentence(said: str) -> str:
    said = re.sub(r"\(default:? ([^)]+)\)", r"(default: \1)", said)
    return f"{said[0].upper()}{said[1:]}."


def _least(source: str, name: str) -> str:
    found = re.search(rf'"{name}", .*least=(\d+)', source)
    return found[1] if found else ""


def marts_page() -> str:
    sections = [
        "The tables that answer questions: Parquet, one file per billing period and mart, in `marts/`"
        " of the data directory. Each build proves every mart: for each column named under *Proven*, "
        "the mart's total must equal the total of the rows it was built from to the last decimal, "
        "else the ingest ends with `UnbalancedMart` and nothing changes.",
        *(_mart(mart) for mart in MARTS),
    ]
    return page("Marts", "Small tables built from the ledger.", sections)


def _mart(mart: Mart) -> str:
    lines = mart.statement.splitlines()
    keys = codes(render_columns(mart.statement)) + (
        " and every tag and cost category column" if "{tags}" in mart.statement else ""
    )
    measures = re.findall(r"(?:known_sum|SUM|COUNT|MAX)\([\w*]+\) AS (\w+)", mart.statement)
    source = re.search(r"FROM \(?\{(\w+)\}", mart.statement)
    if source is None or not measures:
        raise ValueError(f"cannot read what {mart.name} is built from")
    origins = {
        "ledger": "the ledger",
        "splits": "the split-cost children, kept apart from the ledger",
        "costs_daily": "`costs_daily`",
        "each_tag": "`costs_daily`, once per tag or cost category column",
    }
    rows = "" if mart.rows == "true" else f", rows where `{' '.join(mart.rows.split())}`"
    facts = [
        f"Built from {origins[source[1]]}{rows}.",
        f"Keys: {keys}.",
        f"Measures: {codes(measures)}.",
        f"Proven: {codes(mart.measures)}.",
    ]
    return f"## `{mart.name}`\n\n{_capital(lines[0])}.\n\n{bullet(facts)}"


def _capital(comment: str) -> str:
    said = comment.removeprefix("-- ").strip()
    return f"{said[0].upper()}{said[1:]}".rstrip(" .…")


def identities_page() -> str:
    keys = sorted(key.removeprefix("identity.") for key in _keys("identity."))
    verdicts = [(verdict.value, _verdict(verdict)) for verdict in Verdict]
    sections = [
        "Each identity is computed per payer, month and currency over the current deliveries. "
        "A group is one thing that is compared, such as a Savings Plan in an hour; the residue adds the "
        "absolute differences of all groups.",
        "## Verdicts\n\n" + table(("Verdict", "Meaning"), [(code(v), said) for v, said in verdicts]),
        *(_identity(key) for key in keys),
    ]
    return page("Identities", "What must add up on every bill: the rows of `finops reconcile`.", sections)


def _keys(prefix: str) -> list[str]:
    return [key for key in TEXTS._catalogues["en"] if key.startswith(prefix)]


def _verdict(verdict: Verdict) -> str:
    """The sentence on the verdict in the docstring of Verdict, and the word on the screen."""
    said = " ".join((Verdict.__doc__ or "").split())
    found = re.search(rf"{verdict.name}: (.+?)\.(?: |$)", said)
    if found is None:
        raise ValueError(f"the docstring of Verdict does not explain {verdict.name}")
    limit = f" ({TOLERANCE} of the currency)" if verdict is Verdict.WITHIN_TOLERANCE else ""
    shown = text(f"cli.verdict.{verdict.name.lower()}")
    return f"{found[1][0].upper()}{found[1][1:]}{limit}. Shown as “{shown}”."


def _identity(key: str) -> str:
    formulas = {
        "partition": "for every mart that holds all charges and every cost column: mart − ledger = 0",
        "invoice": "for every invoice: ledger − control total = 0; needs `--controls` with scope `invoice`",
        "control": "for every other control total: ledger − control total = 0; needs `--controls`",
    }
    if key in LEDGER_IDENTITIES:
        formulas[key] = (IDENTITIES / f"{key}.sql").read_text("utf-8").splitlines()[0].removeprefix("-- ")
    facts = [f"Computes: {formulas[key]}."]
    if f"identity.{key}" in NEED_A_CLOSED_MONTH:
        facts.append(
            "A month that is still running, or whose lines are all estimated, is reported, not failed."
        )
    if f"identity.{key}" in DIAGNOSTICS:
        facts.append("A diagnostic: it never fails.")
    if key == "split":
        facts.append("Left out when no bill holds split cost allocation data.")
    return f"## `{key}`\n\n{text(f'identity.{key}')}.\n\n{bullet(facts)}"


def api_page() -> str:
    document = openapi_document(CONTEXTS)
    rows = []
    for path, item in document["paths"].items():
        ((method, operation),) = item.items()
        names = [parameter["name"] for parameter in operation["parameters"]]
        rows.append([code(f"{method.upper()} {path}"), operation["summary"], codes(names)])
    about = (
        "Served by `finops serve`, with a page of its own under `/api/v1/reference`; as OpenAPI 3.1: "
        "[openapi.json](openapi.json)."
    )
    return page("API", about, [table(["Endpoint", "Answer", "Parameters"], rows)])


def openapi_file() -> str:
    note = {"x-generated": "by `make docs` from the endpoints in entrypoints/api; do not edit"}
    return json.dumps(note | openapi_document(CONTEXTS), indent=1, ensure_ascii=False) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "api.md": api_page,
    "commands.md": commands_page,
    "errors.md": errors_page,
    "identities.md": identities_page,
    "ledger.md": ledger_page,
    "line-item-types.md": line_item_types_page,
    "marts.md": marts_page,
    "openapi.json": openapi_file,
    "settings.md": settings_page,
    **check_pages(SOURCE / "catalog" / "checks"),
}


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "checks").mkdir(exist_ok=True)
    for name, write in PAGES.items():
        (folder / name).write_text(write(), encoding="utf-8")
    for there in (folder / "checks").iterdir():
        if f"checks/{there.name}" not in PAGES:
            there.unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "reference")
