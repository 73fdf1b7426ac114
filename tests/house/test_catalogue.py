"""The messages: the same texts in both languages, every text used, every used text there."""

import ast
import json
import re
from collections.abc import Iterable, Iterator
from string import Formatter

import pytest

from finops_aws import errors
from finops_aws.toolkit.messages import WORDED, Messages
from tests.house.tree import SOURCE, offenders, parsed, python_files, texts

FOLDER = SOURCE / "catalog" / "messages"
LANGUAGES = ("en", "pt-BR")
GROUPS = ("error", "cli", "notice", "identity", "phrase", "progress")
PASSED_ON = {"purpose", "reason", "remedy", "thing"}  # by helpers that make the error
KEY = re.compile(rf"({'|'.join(GROUPS)})\.[A-Za-z0-9_.-]*[A-Za-z0-9]")

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


def unused(keys: Iterable[str], patterns: set[str]) -> list[str]:
    """Keys that the code names in no way."""
    named = re.compile("|".join(patterns))
    return [key for key in keys if not named.fullmatch(key)]


def prose(tree: ast.AST) -> Iterator[str]:
    """English wording that code gives to errors as facts; what is inserted into it is written as ``x``."""
    for node in ast.walk(tree):
        named: list[tuple[str | None, ast.expr]] = []
        if isinstance(node, ast.Call):
            is_error = ast.unparse(node.func) in vars(errors)
            named = [(word.arg, word.value) for word in node.keywords if is_error or word.arg in PASSED_ON]
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            named = [(node.targets[0].id, node.value)]
        yield from (worded for name, value in named if name in WORDED and (worded := _wording(value)))


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
    others = [key for key in catalogue("en") if not key.startswith(("error.", "phrase."))]
    assert unused(others, patterns) == []


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
