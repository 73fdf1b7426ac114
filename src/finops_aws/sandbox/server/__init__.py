"""A sandbox AWS that answers boto3 and the AWS command line from records."""

from finops_aws.sandbox.server.aws import SandboxAws
from finops_aws.sandbox.server.calls import Call, Place, Refusal
from finops_aws.sandbox.server.faults import Fault, FaultKind
from finops_aws.sandbox.server.records import Records

__all__ = ["Call", "Fault", "FaultKind", "Place", "Records", "Refusal", "SandboxAws"]
