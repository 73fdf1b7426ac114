"""How the accounts are reached: the caller's own credentials, or a role in each of the other accounts."""

import gc
from dataclasses import dataclass
from threading import Lock
from typing import Any

from finops_aws.adapters.aws.access.calls import Place, announce_request, count_request
from finops_aws.adapters.aws.access.credentials import CredentialsByAccount
from finops_aws.adapters.aws.access.endings import failure_of, foreign_errors
from finops_aws.adapters.aws.access.models import ServiceModels
from finops_aws.adapters.aws.sessions import translated
from finops_aws.errors import AccessDenied, NotEnabled, SourceUnavailable

CONNECT_SECONDS = 5
READ_SECONDS = 30
ATTEMPTS = 5
SESSION_NAME = "finops-aws-scan"
CONNECTIONS = 16
OWN = "own"
FORGOTTEN_TOGETHER = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessSettings:
    """Where the credentials come from.

    ``role`` is the name of the role to assume in accounts that are not the caller's own; ``endpoint`` takes
    the place of AWS's addresses, ``{client}`` in it stands for botocore's name of the service. ``keys`` are
    an access key and its secret; without them boto3 finds what there is.
    """

    profile: str | None = None
    region: str | None = None
    role: str | None = None
    external_id: str | None = None
    endpoint: str | None = None
    keys: tuple[str, str] | None = None
    attempts: int = ATTEMPTS


def _config(settings: AccessSettings) -> Any:
    from botocore.config import Config

    return Config(
        retries={"mode": "standard", "total_max_attempts": settings.attempts},
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        max_pool_connections=CONNECTIONS,
        inject_host_prefix=settings.endpoint is None,
    )


class AwsAccess:
    """Makes the clients, one per region and service for all accounts, and knows their credentials."""

    def __init__(self, settings: AccessSettings) -> None:
        self.settings = settings
        self.models = ServiceModels()
        self._sessions: dict[str, Any] = {}
        self._credentials: dict[str, Any] = {}
        self._clients: dict[Place, Any] = {}
        self._own: tuple[str, str] | None = None
        self._forgotten = 0
        self._lock = Lock()
        self._locks: dict[Place, Lock] = {}
        self._making = Lock()

    def own_account(self) -> str:
        """The account of the caller's credentials; raises what a person can act on when there are none."""
        return self._identity()[0]

    def partition(self) -> str:
        """``aws``, ``aws-cn`` or ``aws-us-gov``."""
        return self._identity()[1]

    def home_region(self) -> str:
        """The region of the caller's own settings; calls about the whole account go there."""
        return self.settings.region or self._session().region_name or "us-east-1"

    def accounts(self) -> list[tuple[str, str]]:
        """(id, name) of every active account of the organization, or of the caller's own account alone."""
        own = self.own_account()
        try:
            with translated(
                service="Organizations", action="organizations:ListAccounts", thing="organization"
            ):
                client = self._make(Place("", "us-east-1", "organizations"), self._session())
                pages = client.get_paginator("list_accounts").paginate()
                found = [account for page in pages for account in page["Accounts"]]
        except (AccessDenied, NotEnabled):
            return [(own, own)]
        except SourceUnavailable as error:
            if "AWSOrganizationsNotInUse" in error.facts["reason"]:
                return [(own, own)]
            raise
        return [(one["Id"], one.get("Name", one["Id"])) for one in found if one.get("Status") == "ACTIVE"]

    def client(self, place: Place) -> Any:
        """The client of the place's region and service, made once; thread-safe.

        Its calls have to be made ``asking_about`` the account. Raises Failure where it cannot be made.
        """
        key = place._replace(account="")
        with self._lock:
            own = self._locks.setdefault(key, Lock())
        with own:  # sixteen threads that want the same client make it once
            made = self._clients.get(key)
            if made is None:
                made = self._made(key)
                with self._lock:
                    self._clients[key] = made
        return made

    def forget(self, name: str) -> None:
        """Let go of the clients of one service and of its models."""
        with self._lock:
            self._clients = {place: made for place, made in self._clients.items() if place.client != name}
            self._forgotten += 1
            is_due = self._forgotten % FORGOTTEN_TOGETHER == 0
        self.models.forget(name)
        if is_due:  # a client refers to itself: without this it stays until much later
            gc.collect()

    def _made(self, place: Place) -> Any:
        try:
            return self._make(place, self._session("by-account"))
        except foreign_errors() as error:
            raise failure_of(error) from error

    def _make(self, place: Place, session: Any) -> Any:
        endpoint, config = self.settings.endpoint, _config(self.settings)
        url = endpoint.replace("{client}", place.client) if endpoint else None
        with self._making:  # a session makes one client at a time
            made = session.client(place.client, region_name=place.region, endpoint_url=url, config=config)
        made.meta.events.register("needs-retry", count_request)
        made.meta.events.register("before-call", announce_request)
        return made

    def _session(self, whose: str = OWN) -> Any:
        """The caller's own session, or the one whose credentials are those of the account asked about."""
        known = self._sessions.get(whose)  # every signature asks: it must not wait for a client being made
        if known is not None:
            return known
        with self._making:
            if whose not in self._sessions:
                self._sessions[whose] = self._open(is_own=whose == OWN)
            return self._sessions[whose]

    def _open(self, *, is_own: bool) -> Any:
        import boto3
        import botocore.session

        profile = self.settings.profile
        with translated(service="AWS", action="connect", thing="AWS", profile=profile or "default"):
            core = botocore.session.Session(profile=profile)
            core.register_component("data_loader", self.models)
            if not is_own:
                core._credentials = CredentialsByAccount(self._credentials_of)
            elif self.settings.keys:
                core.set_credentials(*self.settings.keys)
            return boto3.Session(botocore_session=core, region_name=self.settings.region)

    def _credentials_of(self, account: str) -> Any:
        """The caller's own credentials, or those of the role in the account, renewed before they expire."""
        own = self._session()
        if account in ("", self.own_account()):
            found = own.get_credentials()
            if found is None:
                from botocore.exceptions import NoCredentialsError

                raise NoCredentialsError
            return found
        arn = f"arn:{self.partition()}:iam::{account}:role/{self.settings.role}"
        with self._lock:
            return self._credentials.setdefault(account, self._assumed(own, arn))

    def _assumed(self, own: Any, arn: str) -> Any:
        from botocore.credentials import AssumeRoleCredentialFetcher, DeferredRefreshableCredentials

        extra = {"RoleSessionName": SESSION_NAME}
        if self.settings.external_id:
            extra["ExternalId"] = self.settings.external_id

        def client_of(name: str, **options: Any) -> Any:
            del options  # the credentials and region are those of the caller's own session
            return self._make(Place("", self.home_region(), name), own)

        fetcher = AssumeRoleCredentialFetcher(client_of, own.get_credentials(), arn, extra_args=extra)
        return DeferredRefreshableCredentials(method="assume-role", refresh_using=fetcher.fetch_credentials)

    def _identity(self) -> tuple[str, str]:
        if self._own is None:
            client = self._make(Place("", self.home_region(), "sts"), self._session())
            profile = self.settings.profile or "default"
            with translated(service="STS", action="sts:GetCallerIdentity", thing="account", profile=profile):
                said = client.get_caller_identity()
            self._own = (said["Account"], said["Arn"].split(":")[1])
        return self._own
