"""Errors in the words of the cost APIs.

https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/CommonErrors.html
"""

from finops_aws.sandbox.server import Refusal


def invalid(message: str) -> Refusal:
    """A request that the service does not accept."""
    return Refusal("ValidationException", message)


def denied(message: str) -> Refusal:
    """A call that only the payer, or the account itself, may make."""
    return Refusal("AccessDeniedException", message)


def unavailable(message: str) -> Refusal:
    """There is nothing to tell about."""
    return Refusal("DataUnavailableException", message)
