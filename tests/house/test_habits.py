"""Habits of the code that neither ruff nor the import linter can hold."""

import ast
import sys
from collections.abc import Iterator

import pytest

from tests.house.tree import ROOT, offenders, python_files

DOORS = {"src/finops_aws/entrypoints/cli/main.py"}
"""The outermost doors: the only files where any error at all may be caught."""

CLOCK_AND_IO = {
    "now",
    "today",
    "utcnow",
    "open",
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
    "stat",
}

CODE = python_files("src")


def catches_everything(tree: ast.AST) -> Iterator[int]:
    """Lines of ``except:``, ``except Exception``, ``suppress(Exception)`` and the same with BaseException."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and not _raises_again(node):
            caught = set(_names(node.type)) if node.type else {"BaseException"}
        elif isinstance(node, ast.Call) and "suppress" in _names(node.func):
            caught = {name for argument in node.args for name in _names(argument)}
        else:
            continue
        if caught & {"Exception", "BaseException"}:
            yield node.lineno


def _raises_again(handler: ast.ExceptHandler) -> bool:
    """Whether the handler only tidies up or tells others: its last statement is a bare ``raise``."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def _names(expression: ast.expr) -> Iterator[str]:
    for node in ast.walk(expression):
        if isinstance(node, ast.Name | ast.Attribute):
            yield node.id if isinstance(node, ast.Name) else node.attr


def reads_environment(tree: ast.AST) -> Iterator[int]:
    """Lines that touch ``os.environ`` or ``os.getenv``, however they were imported."""
    for node in ast.walk(tree):
        named = (
            node.attr if isinstance(node, ast.Attribute) else node.name if isinstance(node, ast.alias) else ""
        )
        if named in ("environ", "environb", "getenv", "putenv"):
            yield node.lineno


def prints(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            yield node.lineno


def impurities(tree: ast.AST) -> Iterator[str]:
    """What a pure module may not do: import beyond the standard library, ask the time, touch a file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if _is_foreign(alias.name))
        elif isinstance(node, ast.ImportFrom) and _is_foreign(node.module or ""):
            yield node.module or ""
        elif isinstance(node, ast.Call):
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if called in CLOCK_AND_IO:
                yield f"{called}() in line {node.lineno}"


def _is_foreign(module: str) -> bool:
    top = module.split(".", maxsplit=1)[0]
    return top != "finops_aws" and top not in sys.stdlib_module_names


def undocumented(tree: ast.Module) -> list[str]:
    return [] if not tree.body or ast.get_docstring(tree) else ["no docstring"]


def test_every_error_is_caught_only_at_the_outermost_doors():
    assert offenders((file for file in CODE if str(file) not in DOORS), catches_everything) == {}


def test_only_settings_read_the_environment():
    assert offenders((file for file in CODE if file.name != "settings.py"), reads_environment) == {}


def test_only_doors_print():
    assert offenders((file for file in CODE if "entrypoints" not in file.parts), prints) == {}


def test_the_domain_is_pure():
    assert offenders((file for file in CODE if "domain" in file.parts), impurities) == {}


def test_every_module_that_holds_code_says_what_it_is_for():
    assert offenders(CODE, undocumented) == {}


def test_every_folder_of_code_is_a_package():
    folders = {file.parent for file in CODE}
    assert [str(folder) for folder in sorted(folders) if not (ROOT / folder / "__init__.py").exists()] == []


@pytest.mark.parametrize(
    "clause", ["", "Exception", "BaseException", "(OSError, Exception)", "builtins.Exception"]
)
def test_catching_everything_is_seen(clause: str):
    assert list(catches_everything(ast.parse(f"try:\n  pass\nexcept {clause}:\n  pass"))) == [3]


def test_tidying_up_before_the_error_goes_on_is_not_catching_it():
    assert list(catches_everything(ast.parse("try:\n  pass\nexcept BaseException:\n  undo()\n  raise"))) == []
    assert list(catches_everything(ast.parse("try:\n  pass\nexcept Exception:\n  raise ValueError"))) == [3]


def test_suppressing_everything_is_seen_and_one_error_is_not():
    assert list(catches_everything(ast.parse("with contextlib.suppress(Exception): pass"))) == [1]
    assert list(catches_everything(ast.parse("try:\n  pass\nexcept OSError:\n  pass"))) == []


@pytest.mark.parametrize("code", ["os.environ['A']", "os.getenv('A')", "from os import environ"])
def test_reading_the_environment_is_seen(code: str):
    assert list(reads_environment(ast.parse(code))) == [1]


def test_printing_is_seen():
    assert list(prints(ast.parse("print(1)"))) == [1]


@pytest.mark.parametrize(
    "code", ["import duckdb", "from boto3.session import S", "datetime.now(UTC)", "open('f')"]
)
def test_impurity_is_seen(code: str):
    assert len(list(impurities(ast.parse(code)))) == 1
