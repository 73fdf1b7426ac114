"""Runs in the validator's own environment: the outcome of every FOCUS 1.2 rule for each file, as JSON.

The working folder has to be site-packages: the validator opens its list of currencies by a relative path.
"""

import json
import os
import sys
from collections.abc import Iterator
from importlib.resources import files as resources

from focus_validator.validator import Validator

VERSION = "1.2"
MODEL = resources("focus_validator") / "rules" / "model-1.2.0.1.json"


def outcomes(path: str) -> dict[str, dict[str, object]]:
    """Rule → outcome; every applicability criterion is claimed, so that no rule is left out."""
    validator = Validator(
        data_filename=path,
        output_destination=os.devnull,
        output_type="unittest",
        focus_dataset="CostAndUsage",
        rules_version=VERSION,
        rules_block_remote_download=True,
        applicability_criteria="ALL",
    )
    return {rule: outcome(entry) for rule, entry in validator.validate().by_rule_id.items()}


def outcome(entry: dict) -> dict[str, object]:
    details = entry.get("details", {})
    result = "skipped" if details.get("skipped") else "passed" if entry.get("ok") else "failed"
    return {"outcome": result, "violations": details.get("violations", 0), "said": details.get("message", "")}


def children(requirement: dict) -> Iterator[str]:
    """The rules that a rule is made of."""
    if "ModelRuleId" in requirement:
        yield requirement["ModelRuleId"]
    for item in requirement.get("Items", ()):
        yield from children(item)


def model() -> dict[str, dict[str, object]]:
    """What each rule demands, and of which rules it is made."""
    rules = json.loads(MODEL.read_text("utf-8"))["ModelRules"]
    criteria = {rule: said["ValidationCriteria"] for rule, said in rules.items()}
    return {
        rule: {"demands": said["MustSatisfy"], "children": list(children(said["Requirement"]))}
        for rule, said in criteria.items()
    }


if __name__ == "__main__":
    report = {"model": model(), "files": {path: outcomes(path) for path in sys.argv[1:]}}
    json.dump(report, sys.stdout)
