"""What AWS and the network answer, and how a job then ends."""

from collections.abc import Callable
from typing import Any

import boto3
import pytest
from botocore import exceptions as boto
from botocore.config import Config

from finops_aws.adapters.aws.access.endings import STATUS, STOPPING, Trouble, failure_of, is_throttle
from finops_aws.domain.operations.estate import Status
from finops_aws.sandbox.server import Fault, Records, SandboxAws
from tests.adapters.aws.inventory.scans import ACCOUNT, REGION, asked, entry

USER = "arn:aws:sts::111122223333:assumed-role/FinOps/session"
DENIED = f"User: {USER} is not authorized to perform: lambda:ListFunctions because no policy allows it"
BY_POLICY = (
    f"User: {USER} is not authorized to perform: ec2:DescribeHosts with an explicit deny in a "
    "service control policy"
)
RETIRED = "This service is no longer available to new customers"
Expected = tuple[Trouble, Status, str | None, bool]

REFUSALS: dict[tuple[str, int, str], Expected] = {
    ("ThrottlingException", 400, ""): (Trouble.THROTTLED, Status.THROTTLED, None, False),
    ("RequestLimitExceeded", 503, ""): (Trouble.THROTTLED, Status.THROTTLED, None, False),
    ("SlowDown", 503, ""): (Trouble.THROTTLED, Status.THROTTLED, None, False),
    ("TooManyRequestsException", 429, ""): (Trouble.THROTTLED, Status.THROTTLED, None, False),
    ("Mystery", 429, ""): (Trouble.THROTTLED, Status.THROTTLED, None, False),
    ("AccessDeniedException", 400, DENIED): (Trouble.DENIED, Status.DENIED, "lambda:ListFunctions", False),
    ("com.amazon#AccessDenied", 403, ""): (Trouble.DENIED, Status.DENIED, None, False),
    ("Mystery", 403, ""): (Trouble.DENIED, Status.DENIED, None, False),
    ("UnauthorizedOperation", 403, BY_POLICY): (
        Trouble.DENIED_BY_POLICY,
        Status.DENIED_BY_POLICY,
        "ec2:DescribeHosts",
        False,
    ),
    ("AccessDeniedException", 403, RETIRED): (Trouble.RETIRED, Status.NOT_ENABLED, None, False),
    ("ExpiredTokenException", 400, ""): (Trouble.EXPIRED, Status.ERROR, None, True),
    ("RequestExpired", 400, ""): (Trouble.EXPIRED, Status.ERROR, None, True),
    ("SignatureDoesNotMatch", 403, ""): (Trouble.INVALID_CREDENTIALS, Status.ERROR, None, False),
    ("InvalidAccessKeyId", 403, ""): (Trouble.INVALID_CREDENTIALS, Status.ERROR, None, False),
    ("UnrecognizedClientException", 400, ""): (Trouble.REGION_OFF, Status.ERROR, None, False),
    ("AuthFailure", 401, ""): (Trouble.REGION_OFF, Status.ERROR, None, False),
    ("SubscriptionRequiredException", 400, ""): (Trouble.NOT_ENABLED, Status.NOT_ENABLED, None, False),
    ("InvalidAction", 400, ""): (Trouble.NOT_OFFERED, Status.NOT_OFFERED, None, False),
    ("UnknownOperationException", 404, ""): (Trouble.NOT_OFFERED, Status.NOT_OFFERED, None, False),
    ("RequestTimeTooSkewed", 403, ""): (Trouble.CLOCK_SKEW, Status.ERROR, None, True),
    ("InvalidSignatureException", 403, ""): (Trouble.CLOCK_SKEW, Status.ERROR, None, True),
    ("PermanentRedirect", 301, ""): (Trouble.WRONG_REGION, Status.ERROR, None, False),
    ("PendingVerification", 403, ""): (Trouble.SUSPENDED, Status.ERROR, None, True),
    ("InvalidNextTokenException", 400, ""): (Trouble.PAGINATION, Status.ERROR, None, False),
    ("InternalFailure", 500, ""): (Trouble.SERVER, Status.ERROR, None, False),
    ("ServiceUnavailable", 503, ""): (Trouble.SERVER, Status.ERROR, None, False),
    ("Mystery", 502, ""): (Trouble.SERVER, Status.ERROR, None, False),
    ("ConflictException", 409, ""): (Trouble.CONFLICT, Status.ERROR, None, False),
    ("ResourceNotFoundException", 404, ""): (Trouble.GONE, Status.ERROR, None, False),
    ("InvalidVolume.NotFound", 400, ""): (Trouble.GONE, Status.ERROR, None, False),
    ("ValidationException", 400, ""): (Trouble.BAD_REQUEST, Status.ERROR, None, False),
    ("Mystery", 400, ""): (Trouble.BAD_REQUEST, Status.ERROR, None, False),
}
UNREACHED = boto.EndpointConnectionError(
    endpoint_url="https://x.test", error=OSError("[Errno -2] Name or service not known")
)
BROKEN: dict[Trouble, tuple[Exception, Status, bool]] = {
    Trouble.NO_CREDENTIALS: (boto.NoCredentialsError(), Status.ERROR, True),
    Trouble.BEARER_ONLY: (boto.NoAuthTokenError(), Status.NOT_ENABLED, False),
    Trouble.NOT_OFFERED: (UNREACHED, Status.NOT_OFFERED, False),
    Trouble.NETWORK: (boto.ReadTimeoutError(endpoint_url="https://x.test"), Status.ERROR, False),
    Trouble.BAD_REQUEST: (boto.ParamValidationError(report="x"), Status.ERROR, False),
    Trouble.PAGINATION: (boto.PaginationError(message="twice"), Status.ERROR, False),
    Trouble.UNPARSEABLE: (UnicodeDecodeError("utf-8", b"", 0, 1, "x"), Status.ERROR, False),
}
REAL: dict[tuple[str, str], Trouble] = {
    ("throttle", "ec2"): Trouble.THROTTLED,
    ("throttle", "s3"): Trouble.THROTTLED,
    ("throttle", "lambda"): Trouble.THROTTLED,
    ("denied", "ec2"): Trouble.DENIED,
    ("denied", "kms"): Trouble.DENIED,
    ("denied", "s3"): Trouble.DENIED,
    ("denied", "iam"): Trouble.DENIED,
    ("denied_by_policy", "ec2"): Trouble.DENIED_BY_POLICY,
    ("denied_by_policy", "kms"): Trouble.DENIED_BY_POLICY,
    ("server_error", "ec2"): Trouble.SERVER,
    ("server_error", "kms"): Trouble.SERVER,
    ("expired_token", "ec2"): Trouble.EXPIRED,
    ("expired_token", "sqs"): Trouble.EXPIRED,
    ("region_off", "ec2"): Trouble.REGION_OFF,
    ("region_off", "kms"): Trouble.REGION_OFF,
    ("region_off", "iam"): Trouble.REGION_OFF,
    ("not_subscribed", "kms"): Trouble.NOT_ENABLED,
    ("cut", "kms"): Trouble.NETWORK,
    ("garbage", "iam"): Trouble.UNPARSEABLE,
}
CALLS: dict[str, Callable[[Any], object]] = {
    "ec2": lambda client: client.describe_volumes(),
    "s3": lambda client: client.list_buckets(),
    "lambda": lambda client: client.list_functions(),
    "kms": lambda client: client.list_keys(),
    "iam": lambda client: client.list_users(),
    "sqs": lambda client: client.list_queues(),
}


def refusal(code: str, http: int, said: str) -> boto.ClientError:
    answer = {"Error": {"Code": code, "Message": said}, "ResponseMetadata": {"HTTPStatusCode": http}}
    return boto.ClientError(answer, "Op")


@pytest.mark.parametrize(("refused", "expected"), REFUSALS.items(), ids=lambda one: str(one[:2]))
def test_a_code_of_aws_ends_a_job(refused: tuple[str, int, str], expected: Expected) -> None:
    code, http, said = refused
    failure = failure_of(refusal(code, http, said))
    ended = STATUS.get(failure.trouble, Status.ERROR)
    assert (failure.trouble, ended, failure.action, failure.trouble in STOPPING) == expected


@pytest.mark.parametrize("trouble", BROKEN, ids=str)
def test_what_breaks_before_aws_answers_ends_a_job(trouble: Trouble) -> None:
    error, status, stops = BROKEN[trouble]
    failure = failure_of(error)
    assert (failure.trouble, STATUS.get(failure.trouble, Status.ERROR)) == (trouble, status)
    assert (failure.trouble in STOPPING) is stops


@pytest.mark.parametrize(("fault", "name"), REAL, ids=str)
def test_a_real_call_that_fails_is_understood(fault: str, name: str) -> None:
    once = Config(retries={"total_max_attempts": 1}, inject_host_prefix=False)
    with SandboxAws(Records(), faults=[Fault(kind=fault)]) as aws:
        keys = aws.environment(ACCOUNT)
        client = boto3.client(
            name,
            region_name=REGION,
            endpoint_url=f"{aws.endpoint}/{name}",
            aws_access_key_id=keys["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=keys["AWS_SECRET_ACCESS_KEY"],
            config=once,
        )
        with pytest.raises(Exception) as caught:
            CALLS[name](client)
    assert failure_of(caught.value).trouble is REAL[fault, name]


def test_a_page_of_a_proxy_in_place_of_json_is_no_empty_answer() -> None:
    row = {"list": {"op": "ListKeys", "items": "Keys[]"}, "fields": {"id": "KeyId"}}
    with SandboxAws(Records(), faults=[Fault(kind="garbage", client="kms")]) as aws:
        assert asked(aws, entry("kms", row)).ending.status is Status.ERROR


def test_every_trouble_has_been_seen_but_the_one_that_only_the_catalogue_can_tell() -> None:
    seen = {one[0] for one in REFUSALS.values()} | set(BROKEN) | set(REAL.values())
    assert len(Trouble) == 22
    assert set(Trouble) - seen == {Trouble.ABSENT}


def test_a_service_says_in_its_own_code_that_it_is_not_enabled() -> None:
    error = refusal("InvalidInputException", 400, "")
    assert failure_of(error).trouble is Trouble.BAD_REQUEST
    assert failure_of(error, not_enabled=("InvalidInputException",)).trouble is Trouble.NOT_ENABLED


def test_a_server_that_refuses_the_connection_is_a_network_trouble() -> None:
    error = boto.EndpointConnectionError(endpoint_url="https://x.test", error=OSError("refused"))
    assert failure_of(error).trouble is Trouble.NETWORK


def test_a_resolver_that_is_down_does_not_say_that_nothing_is_there() -> None:
    error = boto.EndpointConnectionError(
        endpoint_url="https://x.test", error=OSError("[Errno -3] Temporary failure in name resolution")
    )
    assert failure_of(error).trouble is Trouble.NETWORK


@pytest.mark.parametrize("code", ["SlowDown", "RequestLimitExceeded", "LimitExceededException"])
def test_throttling_is_told_by_its_code(code: str) -> None:
    assert is_throttle(code)
    assert not is_throttle(f"{code}Not")
