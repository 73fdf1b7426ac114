"""How the accounts are reached: the caller's own credentials, or a role in each of the other accounts."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from finops_aws.adapters.aws.inventory.calls import Place, count_request
from finops_aws.adapters.aws.inventory.endings import failure_of, foreign_errors
from finops_aws.adapters.aws.inventory.models import ServiceModels
from finops_aws.adapters.aws.sessions import translated
from finops_aws.errors import AccessDenied, NotEnabled, SourceUnavailable

CONNECT_SECONDS = 5
READ_SECONDS = 30
ATTEMPTS = 5
SESSION_NAME = "finops-aws-scan"


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


class AwsAccess:
    """Makes clients for any account and region; one session per account, service models shared by all."""

    def __init__(self, settings: AccessSettings) -> None:
        self.settings = settings
        self.models = ServiceModels()
        self._sessions: dict[str, Any] = {}
        self._clients: dict[Place, Any] = {}
        self._own: tuple[str, str] | None = None
        self._lock = Lock()
        self._making = Lock()

    def own_account(self) -> str:
        """The account of the caller's credentials; raises what a person can act on when there are none."""
        return self._identity()[0]

    def partition(self) -> str:
        """``aws``, ``aws-cn`` or ``aws-us-gov``."""
        return self._identity()[1]

    def home_region(self) -> str:
        """The region of the caller's own settings; calls about the whole account go there."""
        session = self._session("")
        return self.settings.region or session.region_name or "us-east-1"

    def accounts(self) -> list[tuple[str, str]]:
        """(id, name) of every active account of the organization, or of the caller's own account alone."""
        own = self.own_account()
        try:
            with translated(
                service="Organizations", action="organizations:ListAccounts", thing="organization"
            ):
                client = self._make(Place("", "us-east-1", "organizations"))
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
        """The client, made once; thread-safe. Raises Failure where it cannot be made."""
        with self._lock:
            made = self._clients.get(place)
        if made is None:
            made = self._made(place)
            with self._lock:
                made = self._clients.setdefault(place, made)
        return made

    def forget(self, name: str) -> None:
        """Let go of the clients of one service and of its models."""
        with self._lock:
            self._clients = {place: made for place, made in self._clients.items() if place.client != name}
        self.models.forget(name)

    def _made(self, place: Place) -> Any:
        try:
            return self._make(place)
        except foreign_errors() as error:
            raise failure_of(error) from error

    def _make(self, place: Place) -> Any:
        from botocore.config import Config

        endpoint = self.settings.endpoint
        config = Config(
            retries={"mode": "standard", "total_max_attempts": self.settings.attempts},
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            max_pool_connections=8,
            inject_host_prefix=endpoint is None,
        )
        session = self._session(place.account)
        url = endpoint.replace("{client}", place.client) if endpoint else None
        with self._making:  # a session makes one client at a time
            made = session.client(place.client, region_name=place.region, endpoint_url=url, config=config)
        made.meta.events.register("needs-retry", count_request)
        return made

    def _session(self, account: str) -> Any:
        """The session of an account; "" is the caller's own."""
        with self._making:
            if "" not in self._sessions:
                self._sessions[""] = self._open(lambda core: None)
        own = self._sessions[""]
        if account == "" or account == self.own_account():
            return own
        arn = f"arn:{self.partition()}:iam::{account}:role/{self.settings.role}"
        with self._making:
            if account not in self._sessions:
                self._sessions[account] = self._open(lambda core: self._assume(core, own, arn))
            return self._sessions[account]

    def _open(self, prepare: Callable[[Any], None]) -> Any:
        import boto3
        import botocore.session

        profile = self.settings.profile
        with translated(service="AWS", action="connect", thing="AWS", profile=profile or "default"):
            core = botocore.session.Session(profile=profile)
            core.register_component("data_loader", self.models)
            if self.settings.keys:
                core.set_credentials(*self.settings.keys)
            prepare(core)
            return boto3.Session(botocore_session=core, region_name=self.settings.region)

    def _assume(self, core: Any, own: Any, arn: str) -> None:
        """Let the session use the role, renewed before its credentials expire."""
        from botocore.credentials import AssumeRoleCredentialFetcher, DeferredRefreshableCredentials

        extra = {"RoleSessionName": SESSION_NAME}
        if self.settings.external_id:
            extra["ExternalId"] = self.settings.external_id
        url = self.settings.endpoint.replace("{client}", "sts") if self.settings.endpoint else None

        def client_of(name: str, **options: Any) -> Any:
            del options  # the credentials and region are those of the caller's own session
            return own.client(name, region_name=self.home_region(), endpoint_url=url)

        fetcher = AssumeRoleCredentialFetcher(client_of, own.get_credentials(), arn, extra_args=extra)
        core._credentials = DeferredRefreshableCredentials(
            method="assume-role", refresh_using=fetcher.fetch_credentials
        )

    def _identity(self) -> tuple[str, str]:
        if self._own is None:
            client = self._make(Place("", self.home_region(), "sts"))
            profile = self.settings.profile or "default"
            with translated(service="STS", action="sts:GetCallerIdentity", thing="account", profile=profile):
                said = client.get_caller_identity()
            self._own = (said["Account"], said["Arn"].split(":")[1])
        return self._own
