"""Counts the calls and the time of a scan against a script written by hand for the same estate.

The sandbox's AWS runs in a process of its own, answers after 50 ms and counts the calls of both; both have 16
threads. `python -m benchmarks.scan`.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.scan import floor
from benchmarks.scan.estate import ACCOUNT, REGIONS, estate
from finops_aws.application.operations.plan_scan import ScanRequest
from finops_aws.bootstrap import build_analysis
from finops_aws.sandbox.server import SandboxAws
from finops_aws.settings import Settings

SERVICES = ("aurora", "dynamodb", "ebs", "ec2", "elbv2", "kms", "lambda", "logs", "rds", "s3", "vpc")
MOST_CALLS, MOST_TIME = 1.2, 1.5


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scan", description=__doc__)
    parser.add_argument("--latency", type=float, default=0.05, help="seconds before each answer")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        _serve(options.latency)
        return
    for number in range(options.rounds):
        with _sandbox(options.latency) as (told, ask):
            keys = (told["key"], told["secret"])
            began = time.perf_counter()
            floor.run(told["endpoint"], keys)
            floor_seconds, floor_calls = time.perf_counter() - began, ask()
            began = time.perf_counter()
            found = _scan(told["endpoint"], keys)
            seconds, calls = time.perf_counter() - began, ask() - floor_calls
        print(
            f"round {number + 1}: {found} resources · calls {calls} against {floor_calls} = "
            f"{calls / floor_calls:.2f} × (≤ {MOST_CALLS}) · seconds {seconds:.2f} against "
            f"{floor_seconds:.2f} = {seconds / floor_seconds:.2f} × (≤ {MOST_TIME})",
            flush=True,
        )


def _scan(endpoint: str, keys: tuple[str, str]) -> int:
    with tempfile.TemporaryDirectory(prefix="finops-benchmark-") as folder:
        settings = replace(
            Settings.from_environment({"FINOPS_DATA": str(Path(folder))}),
            aws_endpoint=f"{endpoint}/{{client}}",
            aws_keys=keys,
            aws_region=REGIONS[1],
        )
        scan = build_analysis(settings).scan(ScanRequest(services=SERVICES))
        assert scan.is_whole, [one for one in scan.outcomes if not one.ending.status.is_known]
        return sum(outcome.ending.resources for outcome in scan.outcomes)


@contextmanager
def _sandbox(latency: float) -> Iterator[tuple[dict[str, Any], Any]]:
    """The sandbox in a process of its own, and a function that asks how many calls it has counted."""
    command = [sys.executable, "-m", "benchmarks.scan", "--serve", "--latency", str(latency)]
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert server.stdin and server.stdout
    asked, said = server.stdin, server.stdout

    def calls() -> int:
        asked.write("calls\n")
        asked.flush()
        return int(said.readline())

    try:
        yield json.loads(said.readline()), calls
    finally:
        asked.close()
        server.wait(timeout=10)


def _serve(latency: float) -> None:
    with SandboxAws(estate(), latency_seconds=latency) as aws:
        keys = aws.environment(ACCOUNT)
        told = {"key": keys["AWS_ACCESS_KEY_ID"], "secret": keys["AWS_SECRET_ACCESS_KEY"]}
        print(json.dumps({**told, "endpoint": aws.endpoint}), flush=True)
        for _ in sys.stdin:
            print(sum(aws.calls.values()), flush=True)


if __name__ == "__main__":
    main()
