"""The messages: the same texts in both languages, every text used, every used text there."""

import ast
import json
import re
from collections.abc import Iterable, Iterator
from string import Formatter

import pytest

from finops_aws import errors
from finops_aws.entrypoints.api.app import CONTEXTS
from finops_aws.entrypoints.api.openapi import openapi_document
from finops_aws.toolkit.messages import WORDED, Messages
from tests.house.tree import SOURCE, Function, functions, offenders, parsed, python_files, texts

FOLDER = SOURCE / "catalog" / "messages"
LANGUAGES = ("en", "pt-BR")
GROUPS = ("api", "cli", "error", "http", "identity", "notice", "phrase", "problem", "progress")
PASSED_ON = {"purpose", "reason", "remedy", "thing"}  # by helpers that make the error
KEY = re.compile(rf"({'|'.join(GROUPS)})\.[A-Za-z0-9_.-]*[A-Za-z0-9]")

TEMPLATES = SOURCE / "entrypoints" / "api" / "templates"
IN_TEMPLATES = re.compile(r'\btext\("(?P<key>[^"]+)"(?P<more> ~)?')

every_language = pytest.mark.parametrize("lang", LANGUAGES)


def catalogue(lang: str) -> dict[str, str]:
    return json.loads((FOLDER / f"{lang}.json").read_text("utf-8"))


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def differences(one: dict[str, str], other: dict[str, str]) -> set[str]:
    """Keys that only one language has, or whose placeholders differ."""
    both = one.keys() & other.keys()
    return (one.keys() ^ other.keys()) | {
        key for key in both if placeholders(one[key]) != placeholders(other[key])
    }


def named_keys(tree: ast.AST) -> Iterator[str]:
    """Patterns of the keys the code names: ``"cli.total"`` itself, ``f"cli.column.{name}"`` for any name."""
    for node in ast.walk(tree):
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        fixed = [part.value if isinstance(part, ast.Constant) else None for part in parts]
        if isinstance(fixed[0], str) and fixed[0].startswith(tuple(f"{group}." for group in GROUPS)):
            yield "".join(".+" if text is None else re.escape(str(text)) for text in fixed)


def keys_in(template: str) -> Iterator[str]:
    """Patterns of the keys that a page names: ``text("api.title")``, ``text("problem." ~ name)``."""
    for found in IN_TEMPLATES.finditer(template):
        yield re.escape(found["key"]) + (".+" if found["more"] else "")


def unused(keys: Iterable[str], patterns: set[str]) -> list[str]:
    """Keys that the code names in no way."""
    named = re.compile("|".join(patterns))
    return [key for key in keys if not named.fullmatch(key)]


def prose(tree: ast.AST) -> Iterator[str]:
    """English wording that code gives to errors as facts; what is inserted into it is written as ``x``."""
    values = [value for name, value in _facts(tree) if name in WORDED]
    makers = {
        value.func.id for value in values if isinstance(value, ast.Call) and isinstance(value.func, ast.Name)
    }
    values += [
        answer for function in functions(tree) if function.name in makers for answer in _answers(function)
    ]
    yield from (worded for value in values if (worded := _wording(value)))


def _facts(tree: ast.AST) -> Iterator[tuple[str | None, ast.expr]]:
    """The facts given to errors, and what is put under a name for later."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            is_error = ast.unparse(node.func) in vars(errors)
            yield from ((w.arg, w.value) for w in node.keywords if is_error or w.arg in PASSED_ON)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            values = (
                [node.value.body, node.value.orelse] if isinstance(node.value, ast.IfExp) else [node.value]
            )
            yield from ((node.targets[0].id, value) for value in values)


def _answers(function: Function) -> Iterator[ast.expr]:
    return (node.value for node in ast.walk(function) if isinstance(node, ast.Return) and node.value)


def _wording(value: ast.expr) -> str | None:
    parts = value.values if isinstance(value, ast.JoinedStr) else [value]
    fixed = [part.value if isinstance(part, ast.Constant) else None for part in parts]
    if not re.search(r"[a-z]{2}", " ".join(text for text in fixed if isinstance(text, str))):
        return None
    return "".join("x" if text is None else str(text) for text in fixed)


def untold(wordings: Iterable[str], english: dict[str, str]) -> list[str]:
    """Wordings that fit no ``phrase.*`` text; names such as ``s3:GetObject`` need none."""
    messages = Messages({"en": english, "other": dict.fromkeys(english, "told")})
    phrases = (wording for wording in wordings if not re.fullmatch(r"\S*([A-Z:]\S*)+", wording))
    return [phrase for phrase in phrases if messages.phrase(phrase, "other") != "told"]


def literals() -> set[str]:
    return {text for file in python_files("src") for text in texts(parsed(file))}


def test_both_languages_say_the_same_things_about_the_same_facts():
    assert differences(catalogue("en"), catalogue("pt-BR")) == set()


@every_language
def test_a_catalogue_is_flat_sorted_and_has_one_text_per_line(lang: str):
    texts_by_key = catalogue(lang)
    lines = (FOLDER / f"{lang}.json").read_text("utf-8").splitlines()
    assert list(texts_by_key) == sorted(texts_by_key)
    assert len(lines) == len(texts_by_key) + 2, "one key per line, no key twice"
    assert [key for key in texts_by_key if not KEY.fullmatch(key)] == []
    assert [key for key, text in texts_by_key.items() if not text.strip()] == []


def test_portuguese_is_not_english():
    english, portuguese = catalogue("en"), catalogue("pt-BR")
    assert [key for key in english if len(english[key]) > 40 and english[key] == portuguese.get(key)] == []


def test_every_text_the_code_names_is_there():
    named = {text for text in literals() if KEY.fullmatch(text)}
    assert named - catalogue("en").keys() == set()


def test_every_identity_has_a_name():
    identities = {file.stem for file in (SOURCE / "adapters/stores/sql/identities").glob("*.sql")}
    assert {f"identity.{name}" for name in identities} - catalogue("en").keys() == set()


def test_every_text_is_named_by_the_code():
    patterns = {pattern for file in python_files("src") for pattern in named_keys(parsed(file))}
    patterns |= {key for page in TEMPLATES.glob("*.html") for key in keys_in(page.read_text("utf-8"))}
    others = [key for key in catalogue("en") if not key.startswith(("error.", "phrase."))]
    assert unused(others, patterns) == []


@every_language
def test_every_error_has_a_title_and_no_title_is_without_an_error(lang: str):
    leaves = {
        name for name, one in vars(errors).items() if isinstance(one, type) and getattr(one, "fields", ())
    }
    keys = catalogue(lang).keys()
    for group in ("error", "problem"):
        assert {key.partition(".")[2] for key in keys if key.startswith(f"{group}.")} == leaves


@every_language
def test_every_error_says_what_happened_and_then_what_to_do(lang: str):
    texts_by_key = {key: text for key, text in catalogue(lang).items() if key.startswith("error.")}
    parts = {key: text.partition(". ") for key, text in texts_by_key.items()}
    assert [key for key, (what, _, remedy) in parts.items() if not what or len(remedy) < 20] == []
    wanted = {name: set(getattr(errors, name.partition(".")[2]).fields) for name in parts}
    assert [key for key, text in texts_by_key.items() if not placeholders(text) <= wanted[key]] == []
    assert [key for key, (_, _, remedy) in parts.items() if not remedy.endswith((".", "}", "`"))] == []


@every_language
def test_every_endpoint_and_every_parameter_is_explained(lang: str):
    operations = [one for item in openapi_document(CONTEXTS)["paths"].values() for one in item.values()]
    endpoints = {
        one["operationId"] for one in operations if not one["operationId"].endswith(("_csv", "_xlsx"))
    }
    parameters = {parameter["name"] for one in operations for parameter in one["parameters"]}
    keys = catalogue(lang).keys()
    for group, named in (("api.endpoint.", endpoints), ("api.parameter.", parameters)):
        assert {key.removeprefix(group) for key in keys if key.startswith(group)} == named


@every_language
def test_every_problem_of_http_says_what_to_do(lang: str):
    statuses = {key.split(".")[1] for key in catalogue(lang) if key.startswith("http.")}
    assert statuses == {"400", "404", "405", "500"}
    assert {f"http.{status}.fix" for status in statuses} <= catalogue(lang).keys()


def test_what_code_says_about_an_error_is_told_in_portuguese_too():
    english = catalogue("en")
    assert offenders(python_files("src"), lambda tree: untold(prose(tree), english)) == {}


def test_every_phrase_is_said_by_the_code():
    said = literals() | {wording for file in python_files("src") for wording in prose(parsed(file))}
    english = {key: text for key, text in catalogue("en").items() if key.startswith("phrase.")}
    shown = {key: text.format(**dict.fromkeys(placeholders(text), "x")) for key, text in english.items()}
    assert [key for key, text in shown.items() if text not in said] == []


def test_wording_without_a_phrase_is_seen():
    code = 'CorruptFile(reason=f"cut at {n}", path="p")\nreason = "gone"\nAccessDenied(action="s3:GetObject")'
    assert untold(prose(ast.parse(code)), {"phrase.cut": "cut at {byte}"}) == ["gone"]


def test_a_difference_and_an_unused_text_are_seen():
    assert differences({"a": "x"}, {"b": "x"}) == {"a", "b"}
    assert differences({"a": "{x}"}, {"a": "{y}"}) == {"a"}
    code = 'show("cli.total", f"cli.column.{name}")'
    assert unused(["cli.total", "cli.column.x", "cli.gone"], set(named_keys(ast.parse(code)))) == ["cli.gone"]


def test_a_text_that_only_a_page_names_is_used():
    page = (
        '<h1>{{ text("api.title") }}</h1><p>{{ text("problem." ~ name) }}</p><i>{{ context("api.gone") }}</i>'
    )
    assert unused(["api.title", "problem.NotFound", "api.gone"], set(keys_in(page))) == ["api.gone"]


def test_wording_that_a_function_makes_is_seen():
    code = 'def _why(n):\n  return f"cut at {n}"\nraise CorruptFile(reason=_why(1), path="p")'
    assert list(prose(ast.parse(code))) == ["cut at x"]
    assert list(prose(ast.parse('reason = "gone" if n else "here"'))) == ["gone", "here"]
