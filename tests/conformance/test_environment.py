import sys
from pathlib import Path

import pytest

from tests.conformance import environment
from tests.conformance.environment import NotUsable, first_that_runs, python_312, runs


def program(path: Path, text: str) -> str:
    path.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    path.chmod(0o755)
    return str(path)


def test_a_shim_that_does_not_run_is_passed_over(tmp_path: Path):
    broken = program(tmp_path / "broken", "echo 'python3.12: command not found' >&2; exit 127")
    real = program(tmp_path / "real", "echo 3.12")
    assert first_that_runs([str(tmp_path / "absent"), broken, real]) == real
    assert first_that_runs([broken]) is None


def test_another_version_is_not_the_one_wanted():
    assert runs(sys.executable) is (sys.version_info[:2] == (3, 12))


def test_without_any_python_312_there_is_none(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(environment, "_candidates", lambda: iter(()))
    assert python_312(None) is None


def test_a_named_python_that_does_not_run_is_an_error(tmp_path: Path):
    with pytest.raises(NotUsable):
        python_312(str(tmp_path / "absent"))
