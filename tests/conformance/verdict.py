"""What the outcomes of the rules mean: which failures are known, which follow from others, which are ours."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KnownDefect:
    """A rule that may fail: why, and the SQL that finds rows which break it as the specification means it."""

    rule: str
    whose: str
    why: str
    breaks: str


@dataclass(frozen=True, slots=True)
class Rule:
    """The outcome of a rule for one dataset; a rule made of others has ``children``."""

    outcome: str
    violations: int = 0
    said: str = ""
    children: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many rules had which outcome; failures are known, follow from known ones, or are unlisted."""

    counts: Mapping[str, int]
    known: tuple[str, ...]
    following: tuple[str, ...]
    unlisted: tuple[str, ...]


def judge(rules: Mapping[str, Rule], defects: Iterable[KnownDefect]) -> Verdict:
    """Sort the failures of one dataset."""
    listed = {defect.rule for defect in defects}
    failed = sorted(name for name, rule in rules.items() if rule.outcome == "failed")
    explained = _explained(rules, failed, listed)
    return Verdict(
        counts=Counter(rule.outcome for rule in rules.values()),
        known=tuple(name for name in failed if name in listed),
        following=tuple(name for name in failed if name in explained - listed),
        unlisted=tuple(name for name in failed if name not in explained),
    )


def no_longer_failing(verdicts: Collection[Verdict], defects: Iterable[KnownDefect]) -> tuple[str, ...]:
    """Listed defects that no dataset shows."""
    seen = {name for verdict in verdicts for name in verdict.known}
    return tuple(sorted({defect.rule for defect in defects} - seen))


def _explained(rules: Mapping[str, Rule], failed: Collection[str], listed: Collection[str]) -> set[str]:
    """Listed failures, and rules of which only explained parts failed."""
    explained = {name for name in failed if name in listed}
    before = -1
    while before != len(explained):
        before = len(explained)
        for name in failed:
            parts = {part for part in rules[name].children if part in failed}
            if parts and parts <= explained:
                explained.add(name)
    return explained
