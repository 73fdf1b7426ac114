"""Every fault looks to boto3 as AWS's own."""

import time
from urllib.request import Request, urlopen

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError, ReadTimeoutError
from botocore.parsers import ResponseParserError

from finops_aws.sandbox.server import Fault, FaultKind, Place, Records, SandboxAws
from tests.sandbox.server.conftest import ACCOUNT, ONCE, REGION, connected

OPERATIONS = {
    "ec2": "describe_volumes",
    "s3": "list_buckets",
    "iam": "list_users",
    "kms": "list_keys",
    "sqs": "list_queues",
    "lambda": "list_functions",
    "route53": "list_hosted_zones",
    "eventbridgev2": "list_event_buses",
}
CODES = {
    "throttle": "RequestLimitExceeded SlowDown Throttling ThrottlingException Throttling"
    " TooManyRequestsException Throttling ThrottlingException",
    "denied": "UnauthorizedOperation AccessDenied AccessDenied AccessDeniedException AccessDenied"
    " AccessDeniedException AccessDenied AccessDeniedException",
    "server_error": "InternalError InternalError InternalFailure ServiceUnavailable ServiceUnavailable"
    " ServiceUnavailable InternalFailure ServiceUnavailable",
    "expired_token": "RequestExpired ExpiredToken ExpiredToken ExpiredTokenException ExpiredToken"
    " ExpiredTokenException ExpiredToken ExpiredTokenException",
    "region_off": "AuthFailure InvalidAccessKeyId InvalidClientTokenId UnrecognizedClientException"
    " UnrecognizedClient UnrecognizedClientException InvalidClientTokenId UnrecognizedClientException",
    "not_subscribed": "OptInRequired NotSignedUp OptInRequired SubscriptionRequiredException"
    " SubscriptionRequired SubscriptionRequiredException OptInRequired SubscriptionRequiredException",
}


def code_of(sandbox: SandboxAws, name: str) -> str:
    try:
        getattr(connected(sandbox, name), OPERATIONS[name])()
    except ClientError as error:
        return error.response["Error"]["Code"]
    return ""


@pytest.mark.parametrize("kind", CODES)
def test_each_kind_of_service_words_a_fault_in_its_own_way(sandbox, kind):
    sandbox.faults.append(Fault(kind=FaultKind(kind)))
    assert [code_of(sandbox, name) for name in OPERATIONS] == CODES[kind].split()


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_denial_names_the_action_and_the_policy(sandbox, name):
    sandbox.faults.append(Fault(kind="denied_by_policy"))
    with pytest.raises(ClientError, match="explicit deny in a service control policy") as error:
        getattr(connected(sandbox, name), OPERATIONS[name])()
    actions = {
        "s3": "s3:ListAllMyBuckets",
        "ec2": "ec2:DescribeVolumes",
        "route53": "route53:ListHostedZones",
    }
    assert actions.get(name, ":") in error.value.response["Error"]["Message"]


def test_a_fault_concerns_only_what_it_names(sandbox, client):
    sandbox.faults.append(Fault(kind="denied", action="ec2:DescribeVolumes", region=REGION))
    with pytest.raises(ClientError):
        client("ec2").describe_volumes()
    client("ec2").describe_instances()
    client("ec2", region="us-east-1").describe_volumes()
    sandbox.faults.clear()
    client("ec2").describe_volumes()
    assert sandbox.calls["ec2", "DescribeVolumes"] == 3
    assert sandbox.calls_by_place[Place(ACCOUNT, REGION, "ec2"), "DescribeVolumes"] == 2


def test_a_fault_ends_after_its_times_and_its_share_is_reproducible():
    def failures() -> list[str]:
        with SandboxAws(Records(), faults=[Fault(kind="throttle", share=0.5, times=4)], seed=7) as sandbox:
            return [code_of(sandbox, "kms") for _ in range(20)]

    first = failures()
    assert first == failures()
    assert first.count("ThrottlingException") == 4
    assert first[0:4] != ["ThrottlingException"] * 4


def test_a_cut_connection_and_garbage_and_slowness(sandbox, client):
    sandbox.faults[:] = [Fault(kind="cut", client="kms"), Fault(kind="garbage", client="iam")]
    with pytest.raises(ConnectionClosedError):
        client("kms").list_keys()
    with pytest.raises(ResponseParserError):
        client("iam").list_users()
    sandbox.faults[:] = [Fault(kind="slow", seconds=1.5)]
    with pytest.raises(ReadTimeoutError):
        client("kms", config=ONCE.merge(type(ONCE)(read_timeout=0.5))).list_keys()


def test_every_call_waits_for_the_latency():
    with SandboxAws(Records(), latency_seconds=0.2) as sandbox:
        kms = connected(sandbox, "kms")
        start = time.monotonic()
        kms.list_keys()
        assert time.monotonic() - start >= 0.2


def test_what_is_unknown_or_unsigned_is_refused_in_the_protocol(sandbox, client):
    with pytest.raises(ClientError) as error:
        client("kms", endpoint_url=f"{sandbox.endpoint}/nothing").list_keys()
    assert error.value.response["Error"]["Code"] == "UnknownOperationException"
    with pytest.raises(ClientError) as error:
        client("kms", endpoint_url=f"{sandbox.endpoint}/sns").list_keys()
    assert error.value.response["ResponseMetadata"]["HTTPStatusCode"] == 404
    with pytest.raises(ClientError) as error:
        client("kms", aws_access_key_id="EXAMPLEACCESSKEY").list_keys()
    assert error.value.response["Error"]["Code"] == "UnrecognizedClientException"
    asked = Request(f"{sandbox.endpoint}/sts", data=b"Action=GetCallerIdentity")  # noqa: S310 - the sandbox
    with pytest.raises(OSError, match="403") as refused:
        urlopen(asked)  # noqa: S310 - the sandbox
    with refused.value as answer:
        assert b"<Code>MissingAuthenticationToken</Code>" in answer.read()
