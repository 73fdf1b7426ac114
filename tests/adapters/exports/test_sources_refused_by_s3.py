from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from finops_aws.adapters.aws.sessions import AwsSession
from finops_aws.adapters.exports.locations import ExportSources
from finops_aws.errors import (
    AccessDenied,
    CredentialsExpired,
    FinOpsError,
    MissingSetting,
    NotFound,
    SourceUnavailable,
    Throttled,
)
from tests.adapters.exports.bill_buckets import CountedProgress, client_of


@contextmanager
def refusing(status: int, code: str) -> Iterator[str]:
    """A server that answers everything with one S3 error."""
    body = f"<Error><Code>{code}</Code><Message>{code} happened</Message></Error>".encode()

    class Refusal(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    with served(Refusal) as endpoint:
        yield endpoint


@contextmanager
def served(answer: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), answer) as http:
        thread = Thread(target=http.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{http.server_port}"
        finally:
            http.shutdown()
            thread.join()


def find_at(endpoint: str, cache: Path) -> None:
    client = client_of(endpoint)
    try:
        found = ExportSources(
            cache=cache, progress=CountedProgress(), s3_client=lambda: client, profile="payer"
        )
        found.find("s3://bucket/prefix")
    finally:
        client.close()


@pytest.mark.parametrize(
    ("status", "code", "expected"),
    [
        (403, "AccessDenied", AccessDenied(thing="s3://bucket/prefix/", action="s3:ListBucket")),
        (400, "ExpiredToken", CredentialsExpired(profile="payer")),
        (403, "InvalidAccessKeyId", CredentialsExpired(profile="payer")),
        (503, "SlowDown", Throttled(service="S3", action="s3:ListBucket")),
        (404, "NoSuchBucket", NotFound(thing="s3://bucket/prefix/", where="S3")),
        (
            500,
            "InternalError",
            SourceUnavailable(thing="s3://bucket/prefix/", reason="InternalError: InternalError happened"),
        ),
    ],
)
def test_a_refusal_of_s3_says_what_to_do(
    tmp_path: Path, status: int, code: str, expected: FinOpsError
) -> None:
    with refusing(status, code) as endpoint, pytest.raises(type(expected)) as caught:
        find_at(endpoint, tmp_path)

    assert caught.value.facts == expected.facts


def test_a_body_that_breaks_off_is_asked_for_again(tmp_path: Path) -> None:
    asked: list[str] = []

    class BreaksOffOnce(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if "list-type" in self.path:
                self.answer(LISTING.encode(), length=len(LISTING))
            else:
                asked.append(self.path)
                self.answer(b"whole"[: 2 if len(asked) == 1 else 5], length=5)

        def answer(self, body: bytes, *, length: int) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(length))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    with served(BreaksOffOnce) as endpoint:
        find_at(endpoint, tmp_path)

    assert len(asked) == 2
    assert [path.read_bytes() for path in tmp_path.rglob("*.csv")] == [b"whole"]


LISTING = (
    "<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>prefix/a.csv</Key><ETag>&quot;e&quot;</ETag>"
    "<Size>5</Size><LastModified>2026-01-01T00:00:00.000Z</LastModified></Contents></ListBucketResult>"
)


def test_an_endpoint_that_does_not_answer_is_unavailable(tmp_path: Path) -> None:
    with refusing(500, "x") as endpoint:
        pass

    with pytest.raises(SourceUnavailable) as caught:
        find_at(endpoint, tmp_path)

    assert caught.value.facts == {"thing": "s3://bucket/prefix/", "reason": "EndpointConnectionError"}


def test_without_credentials_the_setting_is_named(tmp_path: Path, without_aws: Callable[[], None]) -> None:
    without_aws()
    session = AwsSession(region="us-east-1", endpoint_url="http://127.0.0.1:9", max_attempts=1)
    client = session.client("s3")

    with pytest.raises(MissingSetting) as caught:
        ExportSources(cache=tmp_path, progress=CountedProgress(), s3_client=lambda: client).find("s3://b/p")

    client.close()
    assert caught.value.facts["name"] == "AWS_PROFILE"


@pytest.fixture
def without_aws(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[], None]:
    def forget() -> None:
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
        monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "absent"))
        monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "absent"))

    return forget
