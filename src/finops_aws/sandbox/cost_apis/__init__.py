"""The AWS APIs about money, answered from the plan that the bill is written from."""

from finops_aws.sandbox.cost_apis.registration import add_cost_apis

__all__ = ["add_cost_apis"]
