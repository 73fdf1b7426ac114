"""Credentials that are those of the account a thread is asking about.

A client is made once per region and service and serves every account: making one costs more than a call.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import local
from typing import Any

_asking = local()


@contextmanager
def asking_about(account: str) -> Iterator[None]:
    """Let the calls of this thread use the account's credentials."""
    _asking.account = account
    try:
        yield
    finally:
        _asking.account = ""


class CredentialsByAccount:
    """What botocore asks for credentials at every signature; ``of_account`` knows each account's."""

    method = "by-account"
    access_key = secret_key = "by-account"  # noqa: S105 - no key: each signature takes the account's own
    token = None
    account_id = None

    def __init__(self, of_account: Callable[[str], Any]) -> None:
        self._of_account = of_account

    def get_frozen_credentials(self) -> Any:
        return self._of_account(getattr(_asking, "account", "")).get_frozen_credentials()

    def get_deferred_property(self, property_name: str) -> Callable[[], Any]:
        """A client that serves many accounts has no account of its own."""
        return lambda: None
