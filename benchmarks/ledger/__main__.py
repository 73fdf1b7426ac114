"""Runs every step in a process of its own, so that each has its own peak memory, and prints the figures."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

STEPS = ("generate", "parquet", "marts", "questions", "legacy")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ledger", description=__doc__)
    parser.add_argument("--lines", type=int, default=20_000_000, help="lines of the CUR 2.0 bill")
    parser.add_argument("--legacy-lines", type=int, default=1_300_000, help="lines of the legacy csv.gz bill")
    parser.add_argument("--folder", type=Path, help="kept afterwards; without it, a temporary folder")
    parser.add_argument("--only", choices=STEPS, action="append", help="steps to run (default: all)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="finops-benchmark-") as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        print(f"{os.cpu_count()} processors; times in seconds, memory in MB (peak of the step's own process)")
        for step in options.only or STEPS:
            lines = options.legacy_lines if step == "legacy" else options.lines
            _run(step, folder, lines)


def _run(step: str, folder: Path, lines: int) -> None:
    command = [sys.executable, "-m", "benchmarks.ledger.steps", step, str(folder), str(lines)]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    print(f"\n{step}")
    for figure in map(json.loads, output.splitlines()):
        name = figure.pop("figure")
        print(f"  {name:<44}" + "  ".join(f"{key} {value}" for key, value in figure.items()), flush=True)


if __name__ == "__main__":
    main()
