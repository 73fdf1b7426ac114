"""Measures the memory of a scan of every service in every region, of which nothing is there.

The sandbox's AWS runs in this process, the scan in one of its own: `python -m benchmarks.scan_memory`.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass

from finops_aws.adapters.aws.inventory.catalogue import read_services
from finops_aws.sandbox.estate import REGIONS
from finops_aws.sandbox.server import Place, Records, SandboxAws

ACCOUNT = "111122223333"
MOST_MIB = 400
UNSIGNED = {"sdb"}
"""Signed by version 2, which the sandbox does not read."""

SCAN = """
import re
from pathlib import Path
from finops_aws.application.operations.plan_scan import ScanRequest
from finops_aws.bootstrap import build_analysis
from finops_aws.settings import Settings
import sys

scan = build_analysis(Settings.from_environment()).scan(ScanRequest(services=tuple(sys.argv[1:]), full=True))
status = Path("/proc/self/status").read_text()  # rusage would count what the process was forked from
peak = int(re.search("VmHWM:[^0-9]*([0-9]+) kB", status)[1]) / 1024
print(len(scan.outcomes), sum(not one.ending.status.is_known for one in scan.outcomes), peak)
"""


@dataclass(frozen=True)
class Measured:
    """Questions asked, those left open, the most memory ever held in MiB, and how long it took."""

    jobs: int
    gaps: int
    peak_mib: float
    seconds: float


def measured(services: Sequence[str], regions: Sequence[str] = REGIONS) -> Measured:
    """A scan of the services in the regions, in a process of its own."""
    records = Records()
    on = [{"RegionName": one, "OptInStatus": "opt-in-not-required"} for one in regions]
    records.put_items(Place(ACCOUNT, "us-east-1", "ec2"), "DescribeRegions", items=on)
    with tempfile.TemporaryDirectory(prefix="finops-benchmark-") as folder, SandboxAws(records) as aws:
        keys = aws.environment(ACCOUNT)
        own = {
            "AWS_ACCESS_KEY_ID": keys["AWS_ACCESS_KEY_ID"],
            "AWS_SECRET_ACCESS_KEY": keys["AWS_SECRET_ACCESS_KEY"],
            "AWS_REGION": "us-east-1",
            "FINOPS_AWS_ENDPOINT": f"{aws.endpoint}/{{client}}",
            "FINOPS_DATA": folder,
        }
        began = time.perf_counter()
        said = subprocess.run(
            [sys.executable, "-c", SCAN, *services],
            env={**os.environ, **own},
            check=True,
            capture_output=True,
            text=True,
        ).stdout.split()
        return Measured(int(said[0]), int(said[1]), float(said[2]), time.perf_counter() - began)


def all_services() -> list[str]:
    return [one.key for one in read_services() if one.resources and one.key not in UNSIGNED]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scan_memory", description=__doc__)
    parser.add_argument("--services", type=int, help="only so many of them")
    options = parser.parse_args()
    told = measured(all_services()[: options.services])
    print(
        f"{told.jobs} questions ({told.gaps} open) · peak {told.peak_mib:.0f} MiB (≤ {MOST_MIB}) · "
        f"{told.seconds:.1f} s"
    )


if __name__ == "__main__":
    main()
