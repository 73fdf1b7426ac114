"""Detection: `python -m benchmarks.detection --seeds 11 12 13` plants waste and decoys and scores the checks.

One line per check and seed: planted, found, what else was found, decoys among it, and how many of the found
savings are within one percent of what was planted. The sandbox's plants know nothing of the checks.
"""

import argparse
import tempfile
import time
from datetime import date
from pathlib import Path

from benchmarks.detection.company import planted_company
from benchmarks.detection.score import scores
from finops_aws.application.optimization.recommend import RecommendRequest

UNTIL = date(2026, 11, 20)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.detection", description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[11, 12, 13])
    parser.add_argument("--lines", type=int, default=300_000)
    options = parser.parse_args()
    for seed in options.seeds:
        with tempfile.TemporaryDirectory(prefix="finops-detection-") as folder:
            analysis, estate = planted_company(Path(folder), seed=seed, lines=options.lines, until=UNTIL)
            began = time.perf_counter()
            plan = analysis.recommend(RecommendRequest()).plan
            seconds = time.perf_counter() - began
            for one in scores(plan, estate.truth):
                print(
                    f"seed {seed} · {one.check}: {one.found} of {one.planted} planted · {one.others} others "
                    f"({one.decoys} decoys) · savings within 1 %: {one.close} of {one.priced}",
                    flush=True,
                )
            print(f"seed {seed} · {len(plan)} recommendations in {seconds:.1f} s", flush=True)


if __name__ == "__main__":
    main()
