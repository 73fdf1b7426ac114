"""Callers of the API: the application over a data directory, without a network in between."""

import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes, urlencode

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from finops_aws.application.analysis import Analysis
from finops_aws.entrypoints.api.app import create_app
from finops_aws.entrypoints.api.call import Product
from finops_aws.entrypoints.cli.main import MESSAGES
from finops_aws.toolkit.messages import Messages
from finops_aws.toolkit.ttl_cache import TtlCache
from tests.small_ledgers import ledger_in

ROOT = "/api/v1"
TRUSTED = ["127.0.0.1", "localhost", "[::1]"]

Parameter = str | int | list[str]


@dataclass(frozen=True)
class StandingClock:
    """A clock that stands at a moment."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment


@dataclass(frozen=True)
class Caller:
    """Asks the API; ``kept`` is where the finished answers are."""

    client: FlaskClient
    kept: TtlCache

    def get(self, path: str, headers: dict[str, str] | None = None, **parameters: Parameter) -> TestResponse:
        """The response to a path below the API's root; ``from_`` stands for ``from``."""
        named = {name.removesuffix("_"): value for name, value in parameters.items()}
        query = urlencode(named, doseq=True)
        return self.client.get(f"{ROOT}{path}", query_string=query, headers=headers or {}, buffered=True)

    def visit(self, path: str, method: str = "GET", headers: dict[str, str] | None = None) -> TestResponse:
        """The response to a path exactly as it stands in a request's first line."""
        name, _, query = path.partition("?")
        as_sent = {"PATH_INFO": unquote_to_bytes(name).decode("latin-1"), "QUERY_STRING": query}
        return self.client.open(
            "/", method=method, headers=headers or {}, environ_overrides=as_sent, buffered=True
        )

    def document(self, path: str, **parameters: Parameter) -> Any:
        response = self.get(path, **parameters)
        assert response.status_code == 200, response.text
        return response.json

    def problem(self, path: str, headers: dict[str, str] | None = None, **parameters: Parameter) -> Any:
        response = self.get(path, headers, **parameters)
        assert response.content_type == "application/problem+json", response.text
        return response.json


def app_of(
    analysis: Analysis, *, kept: TtlCache | None = None, controls: Path | None = None, trusting: bool = True
) -> Flask:
    """The application as ``finops serve`` makes it for this machine only."""
    product = Product(analysis, Messages(MESSAGES), controls)
    kept = kept or TtlCache(ttl_seconds=300, max_entries=512, clock=time.monotonic)
    return create_app(product, kept=kept, trusted_hosts=TRUSTED if trusting else None)


def caller_of(analysis: Analysis, *, ttl_seconds: float = 300, controls: Path | None = None) -> Caller:
    kept = TtlCache(ttl_seconds=ttl_seconds, max_entries=512, clock=time.monotonic)
    return Caller(app_of(analysis, kept=kept, controls=controls).test_client(), kept)


def caller_in(folder: Path, **wishes: Any) -> Caller:
    return caller_of(ledger_in(folder), **wishes)
