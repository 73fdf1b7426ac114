"""Checks: `python -m benchmarks.checks` scans once and times `finops recommendations` on what was found.

Scanned are a company whose bill has a million lines in three months, with specimens of every kind of waste
and 63 days of metrics, and the estate of `benchmarks.scan` beside it. Each round is a process of its own, so
that nothing is kept from the one before. The goals are 5 s and 600 MiB.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks.detection.company import Stopped, planted_company
from benchmarks.scan.__main__ import SERVICES
from benchmarks.scan.estate import ACCOUNT, REGIONS, estate
from finops_aws.application.operations.plan_scan import ScanRequest
from finops_aws.application.optimization.recommend import RecommendRequest
from finops_aws.bootstrap import build_analysis
from finops_aws.sandbox.server import SandboxAws
from finops_aws.settings import Settings

UNTIL = date(2026, 11, 20)
NOON = Stopped(datetime(2026, 11, 20, 12, tzinfo=UTC))
LINES = 1_000_000
MOST_SECONDS, MOST_MIB = 5.0, 600


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.checks", description=__doc__)
    parser.add_argument("--lines", type=int, default=LINES)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--once", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.once:
        return _once(options.once)
    with tempfile.TemporaryDirectory(prefix="finops-checks-") as folder:
        analysis, _ = planted_company(Path(folder), seed=51, lines=options.lines, until=UNTIL)
        _scan_more(Path(folder) / "data")
        checks = len(analysis.judgement.book.checks())
        resources = sum(one.ending.resources for one in analysis.estate.outcomes())
        print(f"{checks} checks · {resources} resources · {options.lines} lines", flush=True)
        command = [sys.executable, "-m", "benchmarks.checks", "--once", f"{folder}/data"]
        rounds = [subprocess.run(command, check=False).returncode for _ in range(options.rounds)]
    return max(rounds)


def _scan_more(folder: Path) -> None:
    """Scan the estate of the scan's benchmark into the same data directory."""
    with SandboxAws(estate()) as aws:
        keys = aws.environment(ACCOUNT)
        settings = replace(
            Settings.from_environment({"FINOPS_DATA": str(folder)}),
            aws_endpoint=f"{aws.endpoint}/{{client}}",
            aws_keys=(keys["AWS_ACCESS_KEY_ID"], keys["AWS_SECRET_ACCESS_KEY"]),
            aws_region=REGIONS[0],
        )
        analysis = build_analysis(settings, clock=NOON)
        analysis.scan(ScanRequest(accounts=(ACCOUNT,), regions=REGIONS, services=SERVICES, full=True))


def _once(folder: Path) -> int:
    analysis = build_analysis(Settings.from_environment({"FINOPS_DATA": str(folder)}), clock=NOON)
    began = time.perf_counter()
    found = analysis.recommend(RecommendRequest())
    seconds = time.perf_counter() - began
    mib = _peak_kib() / 1024
    print(f"{len(found.plan)} recommendations in {seconds:.2f} s, {mib:.0f} MiB", flush=True)
    return 0 if seconds <= MOST_SECONDS and mib <= MOST_MIB else 1


def _peak_kib() -> int:
    """The most memory that this process itself had; what getrusage tells includes its parent's."""
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


if __name__ == "__main__":
    sys.exit(main())
