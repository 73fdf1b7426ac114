import subprocess
import sys
from pathlib import Path

import pytest
from botocore import exceptions as boto

from finops_aws.adapters.aws.sessions import AwsSession, translated
from finops_aws.errors import (
    AccessDenied,
    CredentialsExpired,
    ExportChanged,
    FinOpsError,
    InvalidSetting,
    MissingSetting,
    NotEnabled,
    NotFound,
    SourceUnavailable,
    Throttled,
)


def refusal(code: str, message: str = "") -> boto.ClientError:
    return boto.ClientError({"Error": {"Code": code, "Message": message}}, "GetObject")


@pytest.mark.parametrize(
    ("raised", "expected"),
    [
        (refusal("AccessDenied"), AccessDenied(thing="s3://b/k", action="s3:GetObject")),
        (refusal("AccessDeniedException"), AccessDenied(thing="s3://b/k", action="s3:GetObject")),
        (refusal("403"), AccessDenied(thing="s3://b/k", action="s3:GetObject")),
        (refusal("UnauthorizedOperation"), AccessDenied(thing="s3://b/k", action="s3:GetObject")),
        (refusal("ExpiredToken"), CredentialsExpired(profile="payer")),
        (refusal("ExpiredTokenException"), CredentialsExpired(profile="payer")),
        (refusal("UnrecognizedClientException"), CredentialsExpired(profile="payer")),
        (refusal("NoSuchKey"), NotFound(thing="s3://b/k", where="S3")),
        (refusal("404"), NotFound(thing="s3://b/k", where="S3")),
        (refusal("PreconditionFailed"), ExportChanged(path="s3://b/k")),
        (refusal("412"), ExportChanged(path="s3://b/k")),
        (refusal("SlowDown"), Throttled(service="S3", action="s3:GetObject")),
        (refusal("ThrottlingException"), Throttled(service="S3", action="s3:GetObject")),
        (refusal("RequestLimitExceeded"), Throttled(service="S3", action="s3:GetObject")),
        (refusal("OptInRequired"), NotEnabled(service="S3", remedy="sign the account up for S3")),
        (
            refusal("InvalidObjectState", "archived"),
            SourceUnavailable(thing="s3://b/k", reason="InvalidObjectState: archived"),
        ),
        (refusal("InternalError"), SourceUnavailable(thing="s3://b/k", reason="InternalError")),
        (
            boto.EndpointConnectionError(endpoint_url="http://127.0.0.1:9"),
            SourceUnavailable(thing="s3://b/k", reason="EndpointConnectionError"),
        ),
        (
            boto.IncompleteReadError(actual_bytes=1, expected_bytes=2),
            SourceUnavailable(thing="s3://b/k", reason="IncompleteReadError"),
        ),
        (boto.UnauthorizedSSOTokenError(), CredentialsExpired(profile="payer")),
        (boto.SSOTokenLoadError(profile_name="payer", error_msg="x"), CredentialsExpired(profile="payer")),
        (boto.TokenRetrievalError(provider="sso", error_msg="x"), CredentialsExpired(profile="payer")),
        (
            boto.NoCredentialsError(),
            MissingSetting(
                name="AWS_PROFILE", purpose="which AWS credentials to use; `aws configure` makes them"
            ),
        ),
        (
            boto.NoRegionError(),
            MissingSetting(name="AWS_REGION", purpose="the AWS region to ask, such as sa-east-1"),
        ),
        (
            boto.ProfileNotFound(profile="payer"),
            InvalidSetting(name="AWS_PROFILE", value="payer", reason="there is no such profile"),
        ),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_boto3_raises_becomes_an_error_to_act_on(raised: Exception, expected: FinOpsError) -> None:
    with (
        pytest.raises(type(expected)) as caught,
        translated(service="S3", action="s3:GetObject", thing="s3://b/k", profile="payer"),
    ):
        raise raised

    assert caught.value.facts == expected.facts
    assert caught.value.__cause__ is raised


def test_expired_credentials_name_their_profile() -> None:
    with (
        pytest.raises(CredentialsExpired, match="profile=payer"),
        translated(service="S3", action="a", thing="t", profile="payer"),
    ):
        raise refusal("ExpiredToken")


def test_a_service_the_account_is_not_signed_up_for_is_not_enabled() -> None:
    with (
        pytest.raises(NotEnabled, match="service=Cost Explorer"),
        translated(service="Cost Explorer", action="a", thing="t"),
    ):
        raise refusal("SubscriptionRequiredException")


def test_other_errors_pass_through() -> None:
    with pytest.raises(ZeroDivisionError), translated(service="S3", action="a", thing="t"):
        raise ZeroDivisionError


def test_a_client_has_the_region_endpoint_and_retries_of_its_session() -> None:
    session = AwsSession(region="sa-east-1", endpoint_url="http://127.0.0.1:9", max_attempts=3)

    client, elsewhere = session.client("s3"), session.client("sts", region="us-east-1")

    assert client.meta.region_name == "sa-east-1"
    assert client.meta.endpoint_url == "http://127.0.0.1:9"
    assert client.meta.config.retries == {"mode": "standard", "total_max_attempts": 3}
    assert elsewhere.meta.region_name == "us-east-1"
    client.close()
    elsewhere.close()


def test_a_profile_that_does_not_exist_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "absent"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "absent"))

    with pytest.raises(InvalidSetting) as caught:
        AwsSession(profile="absent").client("s3")

    assert caught.value.facts["value"] == "absent"


def test_a_session_loads_boto3_with_its_first_client() -> None:
    code = (
        "import sys; from finops_aws.adapters.aws.sessions import AwsSession; AwsSession();"
        "print({'boto3', 'botocore'} & set(sys.modules))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "set()"
