"""The truth shares no code with the product: the sandbox imports nothing of it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from finops_aws import sandbox

FOLDER = Path(sandbox.__file__).parent


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda path: path.name)
def test_the_sandbox_knows_only_itself(path: Path) -> None:
    own = [name for name in imported(path) if name.startswith("finops_aws")]
    assert [name for name in own if not name.startswith("finops_aws.sandbox")] == []


def test_asking_for_a_request_loads_no_database() -> None:
    names = {name.partition(".")[0] for name in imported(FOLDER / "request.py")}
    assert "duckdb" not in names
