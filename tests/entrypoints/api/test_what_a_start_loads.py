"""Starting is quick: what a run does not need is not loaded."""

import json
import subprocess
import sys

import pytest

HEAVY = {"xlsxwriter", "pandas", "pyarrow", "numpy", "rich", "boto3", "botocore", "duckdb", "openpyxl"}
SERVERS = {"flask", "werkzeug", "jinja2", "msgspec", "orjson", "brotli", "waitress", "granian", "cheroot"}


def loaded_after(code: str) -> set[str]:
    """The modules that a fresh interpreter holds after the code."""
    told = f"{code}\nimport json, sys; print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    ran = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    return set(json.loads(ran.stderr.splitlines()[-1]))


def test_the_application_loads_nothing_that_only_some_calls_need() -> None:
    loaded = loaded_after("import finops_aws.entrypoints.api.app")
    assert "flask" in loaded
    assert loaded & HEAVY == set()


@pytest.mark.parametrize("command", ["", "'serve', ", "'costs', "])
def test_help_loads_no_web_server(command: str) -> None:
    code = (
        "from finops_aws.entrypoints.cli.main import main\n"
        f"try:\n    main([{command}'--help'])\nexcept SystemExit as ended:\n    assert ended.code == 0"
    )
    assert loaded_after(code) & SERVERS == set()


def test_a_question_at_the_command_line_loads_no_web_server(tmp_path: object) -> None:
    code = (
        "import os\nfrom finops_aws.entrypoints.cli.main import main\n"
        f"os.environ['FINOPS_DATA'] = {str(tmp_path)!r}\n"
        "try:\n    main(['sources'])\nexcept SystemExit as ended:\n    assert not ended.code"
    )
    assert loaded_after(code) & SERVERS == set()
