"""What can go wrong in the sandbox AWS, and how each kind of service words it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from threading import Lock

from finops_aws.sandbox.server.calls import Place, Refusal


class FaultKind(StrEnum):
    """What goes wrong with a call."""

    THROTTLE = "throttle"
    DENIED = "denied"
    DENIED_BY_POLICY = "denied_by_policy"
    SERVER_ERROR = "server_error"
    EXPIRED_TOKEN = "expired_token"  # noqa: S105 - the name of a fault
    SLOW = "slow"
    CUT = "cut"
    REGION_OFF = "region_off"
    NOT_SUBSCRIBED = "not_subscribed"
    GARBAGE = "garbage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Calls that go wrong; what is None holds for any call.

    ``action`` is an IAM action such as ``ec2:DescribeInstances``, ``share`` the share of the calls
    that fail, ``times`` how often at most, ``seconds`` how long a slow call sleeps first.
    """

    kind: FaultKind | str
    account: str | None = None
    region: str | None = None
    client: str | None = None
    operation: str | None = None
    action: str | None = None
    share: float = 1.0
    times: int | None = None
    seconds: float = 0.0

    def concerns(self, place: Place, *, operation: str, action: str) -> bool:
        """Whether a call is one of those that go wrong."""
        wanted = (self.account, self.region, self.client, self.operation, self.action)
        actual = (place.account, place.region, place.client, operation, action)
        return all(want is None or want == have for want, have in zip(wanted, actual, strict=True))


class FaultDraw:
    """This will draw, reproducibly by its seed, whether a call goes wrong."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._failures: dict[int, tuple[Fault, int]] = {}
        self._lock = Lock()

    def first(self, faults: Sequence[Fault], place: Place, *, operation: str, action: str) -> Fault | None:
        """This will give the first fault that concerns the call and is drawn."""
        for fault in tuple(faults):
            if fault.concerns(place, operation=operation, action=action) and self._drawn(fault):
                return fault
        return None

    def _drawn(self, fault: Fault) -> bool:
        with self._lock:
            _, failures = self._failures.get(id(fault), (fault, 0))
            if fault.times is not None and failures >= fault.times:
                return False
            if fault.share < 1.0 and self._random.random() >= fault.share:
                return False
            self._failures[id(fault)] = (fault, failures + 1)
            return True


IRREGULAR_ACTIONS = {
    "tagging:GetResources": "tag:GetResources",
    "s3:ListBuckets": "s3:ListAllMyBuckets",
    "s3:ListObjects": "s3:ListBucket",
    "s3:ListObjectsV2": "s3:ListBucket",
    "s3:ListObjectVersions": "s3:ListBucketVersions",
    "s3:ListMultipartUploads": "s3:ListBucketMultipartUploads",
    "s3:HeadBucket": "s3:ListBucket",
    "s3:HeadObject": "s3:GetObject",
    "s3:GetBucketLifecycleConfiguration": "s3:GetLifecycleConfiguration",
    "s3:GetBucketEncryption": "s3:GetEncryptionConfiguration",
    "s3:GetBucketReplication": "s3:GetReplicationConfiguration",
    "s3:GetPublicAccessBlock": "s3:GetBucketPublicAccessBlock",
    "s3:ListBucketIntelligentTieringConfigurations": "s3:GetIntelligentTieringConfiguration",
    "s3:ListBucketInventoryConfigurations": "s3:GetInventoryConfiguration",
    "s3:ListBucketAnalyticsConfigurations": "s3:GetAnalyticsConfiguration",
    "s3:ListBucketMetricsConfigurations": "s3:GetMetricsConfiguration",
    "lambda:Invoke": "lambda:InvokeFunction",
    "budgets:DescribeBudgets": "budgets:ViewBudget",
}


IRREGULAR_PREFIXES = {"monitoring": "cloudwatch"}
"""Services whose permissions begin otherwise than their signatures."""


def iam_action(signing_name: str, operation: str) -> str:
    """This will give the IAM action that allows an operation, e.g. ``s3:ListAllMyBuckets``."""
    plain = f"{IRREGULAR_PREFIXES.get(signing_name, signing_name)}:{operation}"
    return IRREGULAR_ACTIONS.get(plain, plain)


EXPIRED = "The security token included in the request is expired"
INVALID = "The security token included in the request is invalid."
OPT_IN = "The AWS Access Key Id needs a subscription for the service"
SLOW_DOWN = "Rate exceeded"

Wording = tuple[str, str, int]
WORDINGS: dict[FaultKind, dict[str, Wording]] = {
    FaultKind.THROTTLE: {
        "ec2": ("RequestLimitExceeded", "Request limit exceeded.", 503),
        "s3": ("SlowDown", "Please reduce your request rate.", 503),
        "query": ("Throttling", SLOW_DOWN, 400),
        "json": ("ThrottlingException", SLOW_DOWN, 400),
    },
    FaultKind.SERVER_ERROR: {
        "ec2": ("InternalError", "An internal error has occurred", 500),
        "s3": ("InternalError", "We encountered an internal error. Please try again.", 500),
        "query": ("InternalFailure", "An internal error has occurred", 500),
        "json": ("ServiceUnavailable", "The service is not available for the moment", 503),
    },
    FaultKind.EXPIRED_TOKEN: {
        "ec2": ("RequestExpired", "Request has expired.", 400),
        "s3": ("ExpiredToken", "The provided token has expired.", 400),
        "query": ("ExpiredToken", EXPIRED, 403),
        "json": ("ExpiredTokenException", EXPIRED, 400),
    },
    FaultKind.REGION_OFF: {
        "ec2": ("AuthFailure", "AWS was not able to validate the provided access credentials", 401),
        "s3": (
            "InvalidAccessKeyId",
            "The AWS Access Key Id you provided does not exist in our records.",
            403,
        ),
        "query": ("InvalidClientTokenId", INVALID, 403),
        "json": ("UnrecognizedClientException", INVALID, 400),
    },
    FaultKind.NOT_SUBSCRIBED: {
        "ec2": ("OptInRequired", "You are not subscribed to this service.", 401),
        "s3": ("NotSignedUp", "Your account is not signed up for the Amazon S3 service.", 403),
        "query": ("OptInRequired", OPT_IN, 403),
        "json": ("SubscriptionRequiredException", OPT_IN, 400),
    },
}
DENIED_CODES = {"ec2": "UnauthorizedOperation", "s3": "AccessDenied", "query": "AccessDenied"}
REST_STATUS = {"ThrottlingException": 429, "ExpiredTokenException": 403, "UnrecognizedClientException": 403}
BY_CLIENT: dict[tuple[FaultKind, str], Wording] = {
    (FaultKind.THROTTLE, "lambda"): ("TooManyRequestsException", SLOW_DOWN, 429),
    (FaultKind.THROTTLE, "apigateway"): ("TooManyRequestsException", "Too Many Requests", 429),
    (FaultKind.THROTTLE, "organizations"): ("TooManyRequestsException", SLOW_DOWN, 400),
}


def refusal(kind: FaultKind, family: str, *, place: Place, action: str) -> Refusal:
    """This will give the error by which a family of services (ec2, s3, query or json) reports a fault."""
    if kind in (FaultKind.DENIED, FaultKind.DENIED_BY_POLICY):
        return _denial(kind, family, place=place, action=action)
    return Refusal(*BY_CLIENT.get((kind, place.client), WORDINGS[kind][family]))


def _denial(kind: FaultKind, family: str, *, place: Place, action: str) -> Refusal:
    user = f"arn:aws:sts::{place.account}:assumed-role/FinOps/session"
    message = f"User: {user} is not authorized to perform: {action}"
    if kind is FaultKind.DENIED_BY_POLICY:
        message += " with an explicit deny in a service control policy"
    elif family != "s3":
        message += " because no identity-based policy allows the action"
    code = DENIED_CODES.get(family, "AccessDeniedException")
    return Refusal(code, message, 400 if family == "json" else 403)
