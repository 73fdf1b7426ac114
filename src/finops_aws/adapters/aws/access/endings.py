"""What AWS and the network answer, as the way a job ends. Codes: botocore's standard list and its models."""

import re
from enum import StrEnum
from typing import Any

from finops_aws.domain.operations.estate import Ending, Status


class Trouble(StrEnum):
    """What went wrong, told apart as far as the scan acts differently on it."""

    THROTTLED = "throttled"
    DENIED = "denied"
    DENIED_BY_POLICY = "denied by policy"
    EXPIRED = "expired credentials"
    INVALID_CREDENTIALS = "invalid credentials"
    REGION_OFF = "region not opted in"
    NO_CREDENTIALS = "no credentials"
    BEARER_ONLY = "bearer token needed"
    NOT_OFFERED = "not offered in the region"
    NETWORK = "network"
    NOT_ENABLED = "not enabled"
    RETIRED = "retired"
    GONE = "gone meanwhile"
    ABSENT = "optional part absent"
    BAD_REQUEST = "bad request"
    PAGINATION = "pagination"
    SERVER = "server side"
    CLOCK_SKEW = "clock skew"
    WRONG_REGION = "wrong region"
    SUSPENDED = "account suspended"
    CONFLICT = "conflict"
    UNPARSEABLE = "unparseable reply"


STATUS = {
    Trouble.THROTTLED: Status.THROTTLED,
    Trouble.DENIED: Status.DENIED,
    Trouble.DENIED_BY_POLICY: Status.DENIED_BY_POLICY,
    Trouble.NOT_ENABLED: Status.NOT_ENABLED,
    Trouble.RETIRED: Status.NOT_ENABLED,
    Trouble.BEARER_ONLY: Status.NOT_ENABLED,
    Trouble.NOT_OFFERED: Status.NOT_OFFERED,
}
"""How a job ends that obtained nothing; every other trouble is an error.

So is a region that is off: only regions that are on are asked, and a key that was revoked says the same.
"""

ASSUME_ROLE = "sts:AssumeRole"

STOPPING = frozenset(
    {
        Trouble.EXPIRED,
        Trouble.NO_CREDENTIALS,
        Trouble.CLOCK_SKEW,
        Trouble.SUSPENDED,
    }
)
"""Troubles after which no call of the account can succeed."""

_CODES: tuple[tuple[Trouble, str], ...] = (
    (
        Trouble.THROTTLED,
        r"Throttl\w*|RequestThrottled\w*|TooManyRequests(Exception)?|RequestLimitExceeded|SlowDown|429"
        r"|ProvisionedThroughputExceededException|EC2ThrottledException|BandwidthLimitExceeded"
        r"|PriorRequestNotComplete|TransactionInProgressException|LimitExceededException",
    ),
    (Trouble.EXPIRED, r"ExpiredToken(Exception)?|RequestExpired|TokenRefreshRequired"),
    (
        Trouble.REGION_OFF,
        r"AuthFailure|UnrecognizedClient(Exception)?|InvalidClientTokenId|OptInRequired(Exception)?",
    ),
    (Trouble.INVALID_CREDENTIALS, r"SignatureDoesNotMatch|InvalidAccessKeyId|MissingAuthenticationToken\w*"),
    (Trouble.CLOCK_SKEW, r"RequestTimeTooSkewed|InvalidSignatureException"),
    (
        Trouble.DENIED,
        r"AccessDenied(Exception)?|Unauthorized\w*|Forbidden(Exception)?|AuthorizationError\w*|NotAuthorized\w*"
        r"|AllAccessDisabled|403",
    ),
    (
        Trouble.NOT_ENABLED,
        r"SubscriptionRequired\w*|AWSOrganizationsNotInUseException|AccountNotRegisteredException"
        r"|DataUnavailableException|InvalidAccessException",
    ),
    (
        Trouble.NOT_OFFERED,
        r"UnknownOperation(Exception)?|ServiceNotInRegionError|InvalidAction|UnsupportedOperation\w*",
    ),
    (
        Trouble.WRONG_REGION,
        r"PermanentRedirect|AuthorizationHeaderMalformed|IllegalLocationConstraintException",
    ),
    (Trouble.SUSPENDED, r"PendingVerification|Blocked|AccountSuspended"),
    (
        Trouble.PAGINATION,
        r"InvalidNextToken(Exception)?|ExpiredNextToken(Exception)?|InvalidPaginationToken\w*",
    ),
    (Trouble.SERVER, r"Internal\w*|ServiceUnavailable\w*|DependencyFailure\w*|ServiceFailure\w*|50[0-9]"),
    (Trouble.CONFLICT, r"Conflict\w*|ResourceInUse\w*|OperationAborted"),
    (Trouble.GONE, r"ResourceNotFound\w*|NoSuch\w*|\w*NotFound(Exception|Fault|Error)?|404"),
    (Trouble.BAD_REQUEST, r"Validation\w*|Invalid\w*|BadRequest\w*|Missing\w*"),
)

_CLASSES: tuple[tuple[Trouble, tuple[str, ...]], ...] = (
    (Trouble.BEARER_ONLY, ("NoAuthTokenError",)),
    (
        Trouble.NO_CREDENTIALS,
        (
            *("NoCredentialsError", "PartialCredentialsError", "CredentialRetrievalError", "ProfileNotFound"),
            *(
                "SSOTokenLoadError",
                "UnauthorizedSSOTokenError",
                "TokenRetrievalError",
                "LoginRefreshRequired",
            ),
        ),
    ),
    (Trouble.NOT_OFFERED, ("UnknownEndpointError", "EndpointProviderError", "UnknownServiceError")),
    (Trouble.BAD_REQUEST, ("ParamValidationError", "MissingParametersError", "UnknownParameterError")),
    (Trouble.PAGINATION, ("PaginationError", "OperationNotPageableError")),
    (Trouble.UNPARSEABLE, ("ResponseParserError", "JSONDecodeError", "UnicodeDecodeError")),
    (
        Trouble.NETWORK,
        (
            *("ConnectTimeoutError", "ReadTimeoutError", "ConnectionClosedError", "SSLError"),
            *("ProxyConnectionError", "HTTPClientError", "IncompleteReadError", "ConnectionError"),
        ),
    ),
)

_BY_POLICY = re.compile(r"(?i)explicit deny|service control policy|resource control policy")
_RETIRED = re.compile(r"(?i)no longer (available|supported)|new customers|has been (retired|discontinued)")
_ACTION = re.compile(r"(?:not authorized to perform:?|perform the action)\s*:?\s*([\w-]+:\w+)")
_NO_SUCH_NAME = re.compile(r"(?i)name or service not known|nodename nor servname")


class Failure(Exception):
    """A call that did not succeed: AWS's own ``code`` and words; ``action`` is the IAM action refused."""

    def __init__(self, trouble: Trouble, *, code: str, reason: str, action: str | None = None) -> None:
        super().__init__(f"{trouble}: {code}: {reason}")
        self.trouble = trouble
        self.code = code
        self.reason = reason
        self.action = action

    @property
    def is_refusal(self) -> bool:
        return self.trouble in (Trouble.DENIED, Trouble.DENIED_BY_POLICY)


def foreign_errors() -> tuple[type[Exception], ...]:
    """Whatever botocore raises when a call does not succeed."""
    from botocore.exceptions import BotoCoreError, ClientError
    from botocore.parsers import ResponseParserError

    return BotoCoreError, ClientError, ResponseParserError, ValueError


def ending_of(failure: Failure, *, asked: str | None, calls: int = 0, throttles: int = 0) -> Ending:
    """How a job ends that obtained nothing; ``asked`` is the action it needs, should AWS name none.

    A role that may not be assumed ends its whole account.
    """
    action = (failure.action or asked) if failure.is_refusal else None
    return Ending(
        status=STATUS.get(failure.trouble, Status.ERROR),
        calls=calls,
        throttles=throttles,
        action=action,
        code=failure.code,
        reason=f"{failure.trouble}: {failure.reason}",
        stops=failure.trouble in STOPPING or action == ASSUME_ROLE,
    )


def failure_of(error: Exception, *, not_enabled: tuple[str, ...] = ()) -> Failure:
    """What a botocore error means; ``not_enabled`` are codes with which the service says that it is off."""
    from botocore.exceptions import ClientError

    if isinstance(error, ClientError):
        return _refused(error.response, not_enabled)
    names = [one.__name__ for one in type(error).__mro__]
    reason = str(error).split("\n", 1)[0][:300]
    if "EndpointConnectionError" in names:
        is_unknown = _NO_SUCH_NAME.search(_causes(error))
        return Failure(Trouble.NOT_OFFERED if is_unknown else Trouble.NETWORK, code=names[0], reason=reason)
    for trouble, classes in _CLASSES:
        if any(name in classes for name in names):
            return Failure(trouble, code=names[0], reason=reason)
    return Failure(Trouble.SERVER, code=names[0], reason=reason)


def is_throttle(code: str) -> bool:
    """Whether AWS says by the code that there were too many requests."""
    return re.fullmatch(_CODES[0][1], code) is not None


def _refused(response: dict[str, Any], not_enabled: tuple[str, ...]) -> Failure:
    error = response.get("Error", {})
    code, said = str(error.get("Code", "")), str(error.get("Message", ""))[:300]
    short = re.sub(r"^.*[#.]", "", code)
    status = str(response.get("ResponseMetadata", {}).get("HTTPStatusCode", ""))
    if short in not_enabled:
        return Failure(Trouble.NOT_ENABLED, code=short, reason=said)
    for wanted in (short, status):
        trouble = next((one for one, codes in _CODES if re.fullmatch(codes, wanted)), None)
        if trouble is not None:
            return _closer(trouble, code=short, said=said)
    return Failure(Trouble.BAD_REQUEST, code=short or status, reason=said)


def _closer(trouble: Trouble, *, code: str, said: str) -> Failure:
    """What the words say beyond the code."""
    if trouble is Trouble.DENIED:
        action = _ACTION.search(said)
        named = action[1] if action else None
        if _RETIRED.search(said):
            return Failure(Trouble.RETIRED, code=code, reason=said)
        by_policy = _BY_POLICY.search(said) is not None
        known = Trouble.DENIED_BY_POLICY if by_policy else trouble
        return Failure(known, code=code, reason=said, action=named)
    return Failure(trouble, code=code, reason=said)


def _causes(error: BaseException | None) -> str:
    """The words of an error and of what caused it."""
    said = []
    for _ in range(8):
        if error is None:
            break
        said.append(str(error))
        inner = getattr(error, "kwargs", {}).get("error") if hasattr(error, "kwargs") else None
        error = error.__cause__ or error.__context__ or (inner if isinstance(inner, BaseException) else None)
    return " ".join(said)
