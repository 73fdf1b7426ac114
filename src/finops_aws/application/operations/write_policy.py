"""Write the IAM policies that let the product read, and nothing else."""

import json
from collections.abc import Sequence

from finops_aws.application.ports import Catalog

LARGEST_POLICY = 6_144
"""Characters of a managed policy, white space not counted.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
"""
OWN_ACTIONS = (
    "ec2:DescribeRegions",
    "organizations:ListAccounts",
    "sts:AssumeRole",
    "tag:GetResources",
)


def read_policies(catalog: Catalog) -> Sequence[str]:
    """As few managed policies as hold every action that a scan may call, each a JSON document."""
    actions = sorted(
        {action for service in catalog.services() for action in service.actions} | set(OWN_ACTIONS)
    )
    policies: list[list[str]] = [[]]
    for action in actions:
        if len(_document([*policies[-1], action])) > LARGEST_POLICY:
            policies.append([])
        policies[-1].append(action)
    return tuple(json.dumps(json.loads(_document(one)), indent=2) for one in policies)


def _document(actions: Sequence[str]) -> str:
    statement = {"Effect": "Allow", "Action": list(actions), "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]}, separators=(",", ":"))
