"""Detection: `python -m benchmarks.detection --seeds 11 12 13` plants waste and decoys and scores the checks.

One line per check and seed: planted, found, what else was found, decoys among it, and how many of the found
savings are within one percent of what was planted. The sandbox's plants know nothing of the checks. A check
that nothing was planted for counts as recall 0. Ends with 1 where recall or precision is below 98 %, a decoy
was found, or a planted saving is missed by more than one percent.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from benchmarks.detection.company import planted_company
from benchmarks.detection.score import Total, scores, total
from finops_aws.application.optimization.recommend import RecommendRequest

UNTIL = date(2026, 11, 20)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.detection", description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[11, 12, 13])
    parser.add_argument("--lines", type=int, default=300_000)
    parser.add_argument("--checks", nargs="+", help="only these")
    options = parser.parse_args()
    totals = [_scored(seed, options.lines, options.checks or ()) for seed in options.seeds]
    return 0 if all(one.is_reached for one in totals) else 1


def _scored(seed: int, lines: int, only: Sequence[str]) -> Total:
    with tempfile.TemporaryDirectory(prefix="finops-detection-") as folder:
        analysis, estate = planted_company(Path(folder), seed=seed, lines=lines, until=UNTIL, checks=only)
        began = time.perf_counter()
        plan = analysis.recommend(RecommendRequest(checks=tuple(only)))
        seconds = time.perf_counter() - began
        checks = only or [check.id for check in analysis.judgement.book.checks()]
        found = list(scores(plan, estate.truth, checks=checks))
    for one in found:
        print(
            f"seed {seed} · {one.check}: {one.found} of {one.planted} planted · {one.others} others "
            f"({one.decoys} decoys) · savings within 1 %: {one.close} of {one.priced}"
        )
    whole = total(found)
    print(
        f"seed {seed} · {len(found)} checks · recall {whole.recall:.3f} · precision {whole.precision:.3f} · "
        f"{whole.decoys} decoys · savings within 1 %: {whole.close} of {whole.priced} · "
        f"{len(plan.plan)} recommendations in {seconds:.1f} s",
        flush=True,
    )
    return whole


if __name__ == "__main__":
    sys.exit(main())
