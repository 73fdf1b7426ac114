"""Write the IAM policies that let the product read, and nothing else."""

import json
from collections.abc import Sequence

from finops_aws.application.ports import Catalog, Integrations

LARGEST_POLICY = 6_144
"""Characters of a managed policy, white space not counted.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
"""
OWN_ACTIONS = (
    "ce:GetCostAndUsage",
    "ec2:DescribeRegions",
    "organizations:DescribeOrganization",
    "organizations:ListAccounts",
    "pricing:GetProducts",
    "sts:AssumeRole",
    "tag:GetResources",
)


def read_policies(catalog: Catalog, integrations: Integrations) -> Sequence[str]:
    """As few managed policies as hold every action that may be called, each a JSON document."""
    of_services = {action for service in catalog.services() for action in service.actions}
    of_integrations = {action for one in integrations.profiles() for action in one.actions}
    actions = sorted(of_services | of_integrations | set(OWN_ACTIONS))
    policies: list[list[str]] = [[]]
    for action in actions:
        if len(_document([*policies[-1], action])) > LARGEST_POLICY:
            policies.append([])
        policies[-1].append(action)
    return tuple(json.dumps(json.loads(_document(one)), indent=2) for one in policies)


def _document(actions: Sequence[str]) -> str:
    statement = {"Effect": "Allow", "Action": list(actions), "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]}, separators=(",", ":"))
