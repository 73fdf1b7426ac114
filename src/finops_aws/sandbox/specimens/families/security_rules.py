"""Waste among Config rules."""

import json
from collections.abc import Mapping
from typing import Any

from finops_aws.sandbox.specimens.lot import Lot
from finops_aws.sandbox.specimens.specimen import Kind, Specimen, Told


def _rule(lot: Lot, *, by_pack: bool = False, other: Mapping[str, Any] | None = None) -> Specimen:
    """A managed rule beside another one that differs in ``other``, if in anything."""
    mark = lot.hex(8)
    name = f"volumes-{mark}"
    own = _managed(lot, name, mark)
    kept = {**_managed(lot, f"{name}-conforms" if by_pack else f"a-{name}", mark), **(other or {})}
    if by_pack:
        kept["CreatedBy"] = "config-conforms.amazonaws.com"
    return Specimen(
        resource_id=name,
        arn=own["ConfigRuleArn"],
        created=None,
        told=tuple(Told(client="config", operation="DescribeConfigRules", item=one) for one in (kept, own)),
        has_price=False,
    )


def _managed(lot: Lot, name: str, mark: str) -> dict[str, Any]:
    identity = f"config-rule-{lot.hex(6)}"
    return {
        "ConfigRuleName": name,
        "ConfigRuleId": identity,
        "ConfigRuleArn": lot.arn("config", f"config-rule/{identity}"),
        "Scope": {"ComplianceResourceTypes": ["AWS::EC2::Volume"]},
        "Source": {"Owner": "AWS", "SourceIdentifier": "ENCRYPTED_VOLUMES"},
        "InputParameters": json.dumps({"kmsId": mark}),
        "ConfigRuleState": "ACTIVE",
        "EvaluationModes": [{"Mode": "DETECTIVE"}],
    }


KINDS = (
    Kind(
        name="repeated-config-rule",
        make=_rule,
        forms=(lambda _lot: {}, lambda _lot: {"by_pack": True}),
        decoys={
            "parameters": lambda lot: {"other": {"InputParameters": json.dumps({"kmsId": lot.hex(8)})}},
            "scope": lambda _lot: {"other": {"Scope": {"TagKey": "encrypted"}}},
            "frequency": lambda _lot: {"other": {"MaximumExecutionFrequency": "One_Hour"}},
            "state": lambda _lot: {"by_pack": True, "other": {"ConfigRuleState": "DELETING"}},
        },
    ),
)
"""Config rules."""
