"""``finops serve`` as a process: it says where it listens, answers, and ends when told to."""

import gc
import http.client
import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from finops_aws.entrypoints.cli.door import Door
from finops_aws.entrypoints.cli.main import MESSAGES, build
from finops_aws.errors import AddressInUse
from finops_aws.toolkit.messages import Messages
from tests.entrypoints.conftest import BilledCompany, Finops
from tests.small_ledgers import settings_of

WAIT_SECONDS = 30
READY = re.compile(r"http://(?P<host>[^ ]+):(?P<port>\d+) .*http://[^ ]+:(?P=port)/api/v1/reference")


@contextmanager
def serving(data: Path, *options: str, lang: str = "en") -> Iterator[tuple[subprocess.Popen[str], str, int]]:
    """The process and where it says that it listens."""
    command = [sys.executable, "-m", "finops_aws", "--lang", lang, "serve", "--port", "0", *options]
    environment = {"FINOPS_DATA": str(data), "FINOPS_THREADS": "1", "COLUMNS": "200"}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environment, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout
        try:
            said = next(line for line in process.stdout if "http://" in line)
            found = READY.search(said)
            assert found, said
            yield process, found["host"], int(found["port"])
        finally:
            process.kill()


def asked(host: str, port: int, path: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(host.strip("[]"), port, timeout=WAIT_SECONDS)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return (
            response.status,
            {name.lower(): value for name, value in response.getheaders()},
            response.read(),
        )
    finally:
        connection.close()


@pytest.mark.parametrize("lang", ["en", "pt-BR"])
def test_it_says_where_it_listens_answers_and_ends_when_told_to(company: BilledCompany, lang: str) -> None:
    with serving(company.data, lang=lang) as (process, host, port):
        assert (host, port > 0) == ("127.0.0.1", True)
        status, headers, body = asked(host, port, "/api/v1/health")
        assert (status, json.loads(body)["has_ledger"]) == (200, True)
        assert headers["x-content-type-options"] == "nosniff"
        assert asked(host, port, "/api/v1/overview")[0] == 200
        assert asked(host, port, "/api/v1/costs?by=Servico")[0] == 400

        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=WAIT_SECONDS)
        assert process.returncode == 0
        assert out.splitlines()[-1] == Messages(MESSAGES).text("cli.serve.stopped", lang)
        assert (out.splitlines()[-1] == "Stopped.") is (lang == "en")
        assert "Traceback" not in err


def test_it_does_not_say_which_server_it_is(company: BilledCompany) -> None:
    with serving(company.data) as (_, host, port):
        headers = asked(host, port, "/api/v1/health")[1]
        assert re.search(r"\d", headers.get("server", "")) is None
        assert "x-powered-by" not in headers


def test_several_ask_at_once(company: BilledCompany) -> None:
    with serving(company.data) as (_, host, port):
        connections = [http.client.HTTPConnection(host, port, timeout=WAIT_SECONDS) for _ in range(6)]
        for connection in connections:
            connection.request("GET", "/api/v1/costs?by=ServiceName")
        bodies = [connection.getresponse().read() for connection in connections]
        for connection in connections:
            connection.close()
        assert len(set(bodies)) == 1
        assert json.loads(bodies[0])["rows"]


def test_to_listen_for_everyone_is_warned_of(company: BilledCompany) -> None:
    command = [sys.executable, "-m", "finops_aws", "serve", "--host", "0.0.0.0", "--port", "0"]  # noqa: S104
    environment = {"FINOPS_DATA": str(company.data), "COLUMNS": "200"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            assert "there is no sign-in" in process.stdout.readline()
        finally:
            process.kill()


@contextmanager
def taken() -> Iterator[int]:
    """A port at which something else listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_port_that_is_taken_has_an_error_of_its_own(company: BilledCompany) -> None:
    door = Door("en", Messages(MESSAGES), settings_of(company.data))
    with taken() as port, pytest.raises(AddressInUse) as caught:
        build(door).main(["serve", "--port", str(port)], prog_name="finops", standalone_mode=False)
    assert str(port) in caught.value.facts["address"]
    del caught
    gc.collect()  # cheroot leaves the socket that it could not bind to whoever comes by


@pytest.mark.parametrize(("lang", "remedy"), [("en", "Name another port"), ("pt-BR", "outra porta")])
def test_a_port_that_is_taken_ends_with_3_and_names_another(
    company: BilledCompany, lang: str, remedy: str
) -> None:
    command = [sys.executable, "-m", "finops_aws", "--lang", lang, "serve", "--port"]
    environment = {"FINOPS_DATA": str(company.data)}
    with taken() as port:
        command.append(str(port))
        ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (3, "")
    assert str(port) in ended.stderr
    assert remedy in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("port", ["-1", "65536", "web"])
def test_a_port_that_is_none_is_refused(finops: Finops, port: str) -> None:
    printed = finops("serve", "--port", port)
    assert printed.code == 2
    assert "'--port'" in printed.err
