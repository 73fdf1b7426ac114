"""The repository as the house tests read it: which files there are, and Python files as syntax trees."""

import ast
import subprocess
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "finops_aws"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tracked_files() -> tuple[Path, ...]:
    """Every file that is, or would be, committed; paths from the root."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    names = {Path(name) for name in listed.split("\0") if name}
    return tuple(sorted(name for name in names if (ROOT / name).is_file()))


def text_of(file: Path) -> str | None:
    """The file's text, or None when it is binary."""
    content = (ROOT / file).read_bytes()
    return None if b"\0" in content[:8000] else content.decode("utf-8", errors="replace")


def python_files(*folders: str) -> list[Path]:
    """The Python files under the folders, paths from the root."""
    return [file for file in tracked_files() if file.suffix == ".py" and file.parts[0] in folders]


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse((ROOT / file).read_text("utf-8"), filename=str(file))


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def classes(tree: ast.AST) -> Iterator[ast.ClassDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def texts(tree: ast.AST) -> Iterator[str]:
    """Every literal text in the code, docstrings and the fixed parts of f-strings included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def offenders(
    files: Iterable[Path], rule: Callable[[ast.Module], Iterable[object]]
) -> dict[str, list[object]]:
    """What the rule finds wrong, by file; files without a fault are left out."""
    return {str(file): found for file in files if (found := list(rule(parsed(file))))}
