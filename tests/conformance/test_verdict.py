import json
from pathlib import Path

from tests.conformance.verdict import KnownDefect, Rule, judge, no_longer_failing

DEFECT = KnownDefect("Tags-C-1-M", "validator", "it is wrong", "false")
FAILED, PASSED = Rule("failed"), Rule("passed")


def made_of(*children: str) -> Rule:
    return Rule("failed", children=children)


def test_a_failure_that_is_not_listed_is_ours():
    verdict = judge({"Tags-C-1-M": FAILED, "Cost-C-1-M": FAILED, "Cost-C-2-M": PASSED}, [DEFECT])
    assert (verdict.known, verdict.unlisted) == (("Tags-C-1-M",), ("Cost-C-1-M",))
    assert verdict.counts == {"failed": 2, "passed": 1}


def test_a_rule_made_of_known_failures_follows_from_them_at_any_depth():
    rules = {
        "All": made_of("Tags", "Cost"),
        "Tags": made_of("Tags-C-1-M", "Tags-C-2-M"),
        "Tags-C-1-M": FAILED,
        "Tags-C-2-M": PASSED,
        "Cost": PASSED,
    }
    verdict = judge(rules, [DEFECT])
    assert (verdict.following, verdict.unlisted) == (("All", "Tags"), ())


def test_a_rule_with_one_unlisted_part_does_not_follow():
    rules = {
        "Tags": made_of("Tags-C-1-M", "Tags-C-2-M"),
        "Tags-C-1-M": FAILED,
        "Tags-C-2-M": FAILED,
    }
    assert judge(rules, [DEFECT]).unlisted == ("Tags", "Tags-C-2-M")


def test_a_rule_that_failed_without_its_parts_is_ours():
    rules = {"Tags": made_of("Tags-C-1-M"), "Tags-C-1-M": PASSED}
    assert judge(rules, [DEFECT]).unlisted == ("Tags",)


def test_a_listed_rule_that_no_dataset_fails_is_told():
    passing, failing = (judge({"Tags-C-1-M": rule}, [DEFECT]) for rule in (PASSED, FAILED))
    assert no_longer_failing([passing], [DEFECT]) == ("Tags-C-1-M",)
    assert no_longer_failing([passing, failing], [DEFECT]) == ()


def test_every_known_defect_says_whose_it_is_and_why():
    listed = json.loads(Path(__file__).with_name("known_defects.json").read_text("utf-8"))
    defects = [KnownDefect(**said) for said in listed]
    assert [defect.rule for defect in defects] == sorted({defect.rule for defect in defects})
    assert {defect.whose for defect in defects} <= {"validator", "bill"}
    assert [defect.rule for defect in defects if len(defect.why) < 40 or not defect.breaks] == []
