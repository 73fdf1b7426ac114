"""How large things may grow, and how they may be called."""

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import ROOT, Function, classes, functions, offenders, python_files, tracked_files

FILE_LINES = 400
FUNCTION_LINES = 40
CLASS_LINES = 150
NESTING = 3
ARGUMENTS = 5
POSITIONAL, POSITIONAL_INSIDE = 2, 3
"""The house asks for one; a pair still reads by itself, and so do three in a file's own helper."""

CLASS_ENDINGS = ("Service", "Manager", "Helper", "Helpers", "Util", "Utils", "Factory")
MODULE_NAMES = {"util", "utils", "helper", "helpers", "common", "misc"}
EMPTY_WORDS = {"data", "info", "utils", "manager", "handle", "process"}

Block = ast.If | ast.For | ast.AsyncFor | ast.While | ast.With | ast.AsyncWith | ast.Try | ast.Match


def length(node: Function | ast.ClassDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def depth(node: ast.AST) -> int:
    """How deep blocks lie within one another; an ``elif`` is no deeper than its ``if``."""
    return max((_depth_of(child) for child in ast.iter_child_nodes(node)), default=0)


def _depth_of(node: ast.AST) -> int:
    if isinstance(node, ast.If) and len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
        own = ast.If(test=node.test, body=node.body, orelse=[])
        return max(1 + depth(own), _depth_of(node.orelse[0]))
    return depth(node) + isinstance(node, Block)


def too_large(tree: ast.Module) -> Iterator[str]:
    for function in functions(tree):
        if length(function) > FUNCTION_LINES:
            yield f"{function.name} has {length(function)} lines, the wall is {FUNCTION_LINES}"
        if depth(function) > NESTING:
            yield f"{function.name} nests {depth(function)} deep, the wall is {NESTING}"
    for found in classes(tree):
        if length(found) > CLASS_LINES:
            yield f"{found.name} has {length(found)} lines, the wall is {CLASS_LINES}"


def too_many_arguments(tree: ast.Module) -> Iterator[str]:
    """Functions with too many arguments; a command's arguments are the options of the command line."""
    commands = set(_callbacks(tree))
    for function in functions(tree):
        if function.name in commands:
            continue
        own = function.args
        positional = [a.arg for a in own.posonlyargs + own.args if a.arg not in ("self", "cls", "_cls")]
        total = len(positional) + len(own.kwonlyargs)
        if total > ARGUMENTS:
            yield f"{function.name} takes {total} arguments, the wall is {ARGUMENTS}"
        wall = POSITIONAL_INSIDE if function.name.startswith("_") else POSITIONAL
        if len(positional) > wall and not function.name.startswith("__"):
            yield f"{function.name} takes {positional} by position, the wall is {wall}: name the rest"


def _callbacks(tree: ast.Module) -> Iterator[str]:
    """Functions that a command runs: ``Command("costs", callback=lambda **options: _run(**options))``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "callback":
            yield from (name.id for name in ast.walk(node.value) if isinstance(name, ast.Name))


def badly_named(tree: ast.Module) -> Iterator[str]:
    yield from (f"class {c.name}" for c in classes(tree) if c.name.endswith(CLASS_ENDINGS))
    for function in functions(tree):
        names = {
            function.name,
            *(argument.arg for argument in ast.walk(function.args) if isinstance(argument, ast.arg)),
        }
        yield from (f"{name} in {function.name}, line {function.lineno}" for name in names & EMPTY_WORDS)


def line_count(file: Path) -> int:
    return len((ROOT / file).read_text("utf-8").splitlines())


def test_a_file_stays_within_the_wall():
    code = [file for file in tracked_files() if file.suffix in (".py", ".sql", ".ts", ".tsx")]
    assert {str(file): lines for file in code if (lines := line_count(file)) > FILE_LINES} == {}


def test_functions_and_classes_stay_within_the_walls():
    assert offenders(python_files("src", "tests", "benchmarks"), too_large) == {}


def test_functions_take_few_arguments_and_name_them():
    assert offenders(python_files("src", "benchmarks"), too_many_arguments) == {}


def test_names_say_what_things_are():
    assert offenders(python_files("src", "benchmarks"), badly_named) == {}
    assert [str(file) for file in python_files("src") if file.stem in MODULE_NAMES] == []


def test_the_usual_file_is_short(record_property):
    sizes = [line_count(file) for file in python_files("src")]
    record_property("median_lines", statistics.median(sizes))
    assert statistics.median(sizes) <= 100


def test_a_long_function_is_seen():
    tree = ast.parse("def long():\n" + "    x = 1\n" * FUNCTION_LINES)
    assert list(too_large(tree)) == ["long has 41 lines, the wall is 40"]


def test_a_long_class_is_seen():
    tree = ast.parse("class Long:\n" + "    x = 1\n" * CLASS_LINES)
    assert list(too_large(tree)) == ["Long has 151 lines, the wall is 150"]


def test_deep_nesting_is_seen_and_elif_is_not_deep():
    deep = "def f():\n for a in b:\n  with c:\n   if d:\n    while e: pass"
    flat = "def f():\n if a: pass\n elif b: pass\n elif c: pass\n elif d: pass\n else:\n  if e: pass"
    assert list(too_large(ast.parse(deep))) == ["f nests 4 deep, the wall is 3"]
    assert depth(ast.parse(flat)) == 1


def test_arguments_by_position_and_too_many_are_seen():
    assert len(list(too_many_arguments(ast.parse("def f(a, b, c): pass")))) == 1
    assert len(list(too_many_arguments(ast.parse("def _f(a, b, c, d): pass")))) == 1
    assert len(list(too_many_arguments(ast.parse("def f(a, b, *, c, d, e, g): pass")))) == 1
    assert list(too_many_arguments(ast.parse("class C:\n def f(self, a, b, *, c, d, e): pass"))) == []
    assert list(too_many_arguments(ast.parse("def f(a, b, c, d, e, g): pass\nCommand(callback=f)"))) == []


def test_an_empty_name_is_seen():
    assert list(badly_named(ast.parse("class CostService: pass"))) == ["class CostService"]
    assert list(badly_named(ast.parse("def process(cost): pass"))) == ["process in process, line 1"]
    assert list(badly_named(ast.parse("def mean(data): pass"))) == ["data in mean, line 1"]
