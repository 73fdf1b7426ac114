"""Every error a user can act on is provoked by a test."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from finops_aws import errors
from finops_aws.errors import FinOpsError
from tests.house.tree import parsed, python_files

NOT_BUILT_YET = {
    "ModelRetired": "the advisor",
    "NotOffered": "the scan of resources by region",
    "ProviderUnavailable": "the advisor",
    "UnbalancedAllocation": "allocation",
}
"""Errors whose capability is still to come; until then only their messages are tested."""

OWN = {Path("tests/test_errors.py"), Path("tests/house/test_errors_raised.py")}
TESTS = [file for file in python_files("tests") if file not in OWN]
LEAVES = {
    name
    for name, found in vars(errors).items()
    if isinstance(found, type) and issubclass(found, FinOpsError) and found.fields
}


def expected_errors(tree: ast.AST) -> Iterator[str]:
    """Names of the errors that the tests say must be raised: ``pytest.raises(AccessDenied)``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "raises":
            for argument in node.args[:1]:
                yield from names(argument)


def names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute):
            yield node.id if isinstance(node, ast.Name) else node.attr


@cache
def provoked() -> set[str]:
    return {name for file in TESTS for name in expected_errors(parsed(file))}


@cache
def used() -> set[str]:
    code = [file for file in python_files("src") if file.name != "errors.py"]
    return {name for file in code for name in names(parsed(file))}


def test_every_error_is_provoked_by_a_test():
    assert sorted(LEAVES - provoked() - set(NOT_BUILT_YET)) == []


def test_every_error_is_raised_by_the_code():
    assert sorted(LEAVES - used() - set(NOT_BUILT_YET)) == []


def test_errors_whose_capability_is_to_come_are_not_used_yet():
    assert set(NOT_BUILT_YET) <= LEAVES
    assert sorted(set(NOT_BUILT_YET) & used()) == [], "provoke them in a test, take them off NOT_BUILT_YET"


def test_expected_errors_are_seen_however_they_are_written():
    code = "with pytest.raises((CorruptFile, errors.NotFound), match='x'): pass"
    assert {"CorruptFile", "NotFound"} <= set(expected_errors(ast.parse(code)))
    assert list(expected_errors(ast.parse("raise CorruptFile"))) == []
