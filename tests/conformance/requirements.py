"""Pins the validator's requirements; pip-compile has to run under the Python they are for."""

import os
import subprocess
import sys

from tests.conformance.environment import REQUIREMENTS, install, python_312


def main(compile_command: str) -> int:
    python = python_312(os.environ.get("PYTHON312"))
    if python is None:
        print(f"skipped {REQUIREMENTS.name}: no Python 3.12 runs here")
        return 0
    installed = install(python)
    subprocess.run([str(installed), "-m", "pip", "install", "--quiet", "pip-tools"], check=True)
    program, *options = compile_command.split()
    files = ["--output-file", REQUIREMENTS.name, f"{REQUIREMENTS.stem}.in"]
    command = [str(installed.parent / program), *options, *files]
    return subprocess.run(command, check=False, cwd=REQUIREMENTS.parent).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
