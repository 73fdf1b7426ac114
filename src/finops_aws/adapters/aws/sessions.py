"""AWS clients, and the translation of what they raise into errors a person can act on."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

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

# The codes of errors AWS answers with, S3's own and those of the JSON services.
_DENIED = r"AccessDenied(Exception)?|AllAccessDisabled|Forbidden|403|SignatureDoesNotMatch|Unauthorized\w*"
_EXPIRED = (
    r"ExpiredToken(Exception)?|RequestExpired|TokenRefreshRequired|InvalidToken"
    r"|InvalidAccessKeyId|InvalidClientTokenId|UnrecognizedClientException"
)
_ABSENT = r"NoSuchBucket|NoSuchKey|NotFound|ResourceNotFoundException|404"
_CHANGED = r"PreconditionFailed|412"
_THROTTLED = r"SlowDown|Throttl\w*|RequestThrottled\w*|RequestLimitExceeded|TooManyRequestsException|429"
_NOT_ENABLED = r"OptInRequired|SubscriptionRequiredException"


class AwsSession:
    """Makes boto3 clients of one profile, region and endpoint; None leaves the choice to boto3.

    ``retry_mode`` is botocore's: ``standard``, or ``adaptive`` for APIs with low rate limits.
    boto3 is loaded with the first client.
    """

    def __init__(
        self,
        *,
        profile: str | None = None,
        region: str | None = None,
        endpoint_url: str | None = None,
        retry_mode: str = "standard",
        max_attempts: int = 5,
    ) -> None:
        self.profile = profile or "default"
        self._wanted = {"profile_name": profile, "region_name": region}
        self._endpoint_url = endpoint_url
        self._retries = {"mode": retry_mode, "total_max_attempts": max_attempts}
        self._session: Any = None
        self._lock = Lock()

    def client(self, service: str, *, region: str | None = None) -> Any:
        """A client of the service (``s3``), in another region than the session's if given."""
        from botocore.config import Config

        config = Config(retries=self._retries, max_pool_connections=16)
        with self._lock, translated(service=service, action="connect", thing=service, profile=self.profile):
            return self._boto3().client(
                service, region_name=region, endpoint_url=self._endpoint_url, config=config
            )

    def _boto3(self) -> Any:
        if self._session is None:
            import boto3

            self._session = boto3.Session(**self._wanted)
        return self._session


@contextmanager
def translated(*, service: str, action: str, thing: str, profile: str = "default") -> Iterator[None]:
    """Raise what boto3 raises inside as one of our errors.

    ``service`` and ``action`` are as people know them (``S3``, ``s3:GetObject``); ``thing`` is what
    was asked for, such as an S3 URI.
    """
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except ClientError as error:
        raise _refusal(error, service=service, action=action, thing=thing, profile=profile) from error
    except BotoCoreError as error:
        raise _failure(error, thing=thing, profile=profile) from error


def _refusal(error: Any, *, service: str, action: str, thing: str, profile: str) -> FinOpsError:
    code = str(error.response.get("Error", {}).get("Code", "unknown"))
    answers: list[tuple[str, FinOpsError]] = [
        (_DENIED, AccessDenied(thing=thing, action=action)),
        (_EXPIRED, CredentialsExpired(profile=profile)),
        (_ABSENT, NotFound(thing=thing, where=service)),
        (_CHANGED, ExportChanged(path=thing)),
        (_THROTTLED, Throttled(service=service, action=action)),
        (_NOT_ENABLED, NotEnabled(service=service, remedy=f"sign the account up for {service}")),
    ]
    said = str(error.response.get("Error", {}).get("Message", "")).strip()
    unknown = SourceUnavailable(thing=thing, reason=f"{code}: {said}" if said else code)
    return next((answer for codes, answer in answers if re.fullmatch(codes, code)), unknown)


def _failure(error: Exception, *, thing: str, profile: str) -> FinOpsError:
    from botocore import exceptions as boto

    if isinstance(error, boto.NoCredentialsError | boto.PartialCredentialsError):
        return MissingSetting(
            name="AWS_PROFILE", purpose="which AWS credentials to use; `aws configure` makes them"
        )
    if isinstance(error, boto.ProfileNotFound):
        return InvalidSetting(name="AWS_PROFILE", value=profile, reason="there is no such profile")
    if isinstance(error, boto.NoRegionError):
        return MissingSetting(name="AWS_REGION", purpose="the AWS region to ask, such as sa-east-1")
    if isinstance(error, boto.SSOError | boto.CredentialRetrievalError | boto.TokenRetrievalError):
        return CredentialsExpired(profile=profile)
    return SourceUnavailable(thing=thing, reason=type(error).__name__)
