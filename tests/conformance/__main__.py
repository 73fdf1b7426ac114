"""Holds the FOCUS export against the FinOps Foundation's validator: `make conformance`.

Exits with 1 when a rule fails that known_defects.json does not list, when a listed rule is broken as the
specification means it, or when the validator cannot be installed. Without a Python 3.12 it is skipped.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb

from tests.conformance.datasets import Dataset, datasets
from tests.conformance.environment import NotUsable, install, python_312, site_packages
from tests.conformance.verdict import KnownDefect, Rule, Verdict, judge, no_longer_failing

HERE = Path(__file__).parent
Outcomes = dict[str, dict[str, Rule]]


def main() -> int:
    try:
        python = python_312(os.environ.get("PYTHON312"))
    except NotUsable as error:
        print(error, file=sys.stderr)
        return 1
    if python is None:
        print("skipped: no Python 3.12 runs here; name one: `make conformance PYTHON312=/path/to/python3.12`")
        return 0
    validator = install(python)
    defects = [KnownDefect(**said) for said in json.loads((HERE / "known_defects.json").read_text("utf-8"))]
    with tempfile.TemporaryDirectory(prefix="finops-conformance-") as folder:
        print("→ Writing, ingesting and exporting the bills")
        exported = list(datasets(Path(folder)))
        print("→ Validating them as FOCUS 1.2, every applicability criterion claimed")
        outcomes = _outcomes(validator, exported)
        return report(exported, outcomes, defects)


def report(exported: list[Dataset], outcomes: Outcomes, defects: list[KnownDefect]) -> int:
    """Print what was found; the exit status."""
    judged = {one.name: judge(outcomes[one.name], defects) for one in exported if one.is_judged}
    print(f"\n{'Dataset':<42}{'Rows':>8}{'Passed':>8}{'Failed':>8}{'Skipped':>9}  Of the failed")
    for one in exported:
        print(_summary(one, judged.get(one.name) or judge(outcomes[one.name], defects)))
    print("\nKnown: rules that fail though the dataset is right")
    for defect in defects:
        print(f"  {defect.rule}  ({defect.whose})\n      {defect.why}")
    faults = [*_unlisted(judged, outcomes), *_broken(exported, judged, defects)]
    for rule in no_longer_failing(judged.values(), defects):
        print(f"\n! {rule} is listed in known_defects.json and no longer fails: take it off the list")
    print("\n" + "\n".join(faults or ["0 rules failed but the known ones."]))
    return 1 if faults else 0


def _outcomes(validator: Path, exported: list[Dataset]) -> Outcomes:
    command = [str(validator), "-I", str(HERE / "validate.py"), *(str(one.path) for one in exported)]
    said = subprocess.run(command, cwd=site_packages(), check=True, stdout=subprocess.PIPE, text=True).stdout
    document = json.loads(said)
    parts = {rule: tuple(told["children"]) for rule, told in document["model"].items()}
    return {
        one.name: {
            rule: Rule(children=parts.get(rule, ()), **told)
            for rule, told in document["files"][str(one.path)].items()
        }
        for one in exported
    }


def _summary(one: Dataset, verdict: Verdict) -> str:
    rows = _count(one)
    passed, failed, skipped = (verdict.counts.get(one, 0) for one in ("passed", "failed", "skipped"))
    what = (
        f"{len(verdict.known)} known, {len(verdict.following)} made of them, {len(verdict.unlisted)} others"
    )
    told = what if one.is_judged else f"{what}: as its providers wrote it, not judged"
    return f"{one.name:<42}{rows:>8,}{passed:>8}{failed:>8}{skipped:>9}  {told}"


def _unlisted(judged: dict[str, Verdict], outcomes: Outcomes) -> Iterator[str]:
    for name, verdict in judged.items():
        for rule in verdict.unlisted:
            told = outcomes[name][rule]
            yield f"FAILED {rule} in «{name}»: {told.violations:,} rows. {told.said}"


def _broken(exported: list[Dataset], judged: dict[str, Verdict], defects: list[KnownDefect]) -> Iterator[str]:
    """Rows that break a listed rule as the specification means it."""
    for one in exported:
        for defect in defects if one.name in judged else ():
            if rows := _count(one, defect.breaks):
                yield f"FAILED {defect.rule} in «{one.name}»: {rows:,} rows where {defect.breaks}"


def _count(one: Dataset, condition: str = "true") -> int:
    with duckdb.connect() as connection:
        query = f"SELECT COUNT(*) FROM '{one.path}' WHERE {condition}"
        return int((connection.execute(query).fetchone() or (0,))[0])


if __name__ == "__main__":
    sys.exit(main())
