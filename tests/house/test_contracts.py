"""The import contracts hold, and each can fail: one wrong import in a copy of the code breaks it."""

import configparser
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONTRACTS = ROOT / ".importlinter"

VIOLATIONS = {
    "layers": ("domain/wrong.py", "import finops_aws.application"),
    "adapters-are-wired-in-one-place": ("entrypoints/wrong.py", "import finops_aws.adapters.stores"),
    "domain-contexts": ("domain/money.py", "import finops_aws.domain.visibility"),
    "use-cases": ("application/ports.py", "import finops_aws.application.visibility"),
    "adapters": ("adapters/stores/wrong.py", "import finops_aws.adapters.exports"),
    "doors": ("entrypoints/wrong.py", "import finops_aws.entrypoints.cli"),
    "technology": ("toolkit/wrong.py", "import duckdb"),
    "truth": ("sandbox/wrong.py", "import finops_aws.adapters.exports"),
    "cycles": ("errors.py", "import finops_aws.domain"),
}


def lint(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the linter on the package that lies in the folder."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    command += ["--config", str(CONTRACTS), "--no-logo", "--no-cache", *options]
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def copy_of_the_code(folder: Path) -> None:
    shutil.copytree(
        ROOT / "src/finops_aws", folder / "finops_aws", ignore=shutil.ignore_patterns("__pycache__")
    )


def contract_ids() -> list[str]:
    parser = configparser.ConfigParser()
    parser.read(CONTRACTS)
    prefix = "importlinter:contract:"
    return [section.removeprefix(prefix) for section in parser.sections() if section.startswith(prefix)]


def test_the_code_keeps_every_contract():
    result = lint(ROOT / "src")
    assert result.returncode == 0, result.stdout


def test_every_contract_is_shown_to_fail():
    assert list(VIOLATIONS) == contract_ids()


@pytest.mark.parametrize("contract", VIOLATIONS)
def test_one_wrong_import_breaks_the_contract(contract: str, tmp_path: Path):
    copy_of_the_code(tmp_path)
    file, statement = VIOLATIONS[contract]
    with (tmp_path / "finops_aws" / file).open("a") as code:
        code.write(f"\n{statement}\n")
    result = lint(tmp_path, "--contract", contract)
    assert result.returncode == 1, result.stdout
    assert "0 kept, 1 broken" in result.stdout


def test_a_new_room_must_be_placed(tmp_path: Path):
    copy_of_the_code(tmp_path)
    (tmp_path / "finops_aws" / "attic.py").touch()
    result = lint(tmp_path, "--contract", "layers")
    assert result.returncode == 1, result.stdout
    assert "attic" in result.stdout
