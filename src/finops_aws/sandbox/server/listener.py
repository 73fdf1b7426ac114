"""A small HTTP/1.1 server that keeps connections open, one thread each."""

import socket
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from io import IOBase
from threading import Lock, Thread
from urllib.parse import urlsplit

from finops_aws.sandbox.server.calls import Answer, CutConnection, Request

BACKLOG = 256
READ_AHEAD = 65536
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
REASONS = {status.value: status.phrase for status in HTTPStatus}

Respond = Callable[[Request], Answer]


class Listener:
    """This will answer HTTP requests on 127.0.0.1 until it is closed."""

    def __init__(self, port: int, respond: Respond) -> None:
        self._respond = respond
        self._socket = socket.create_server(("127.0.0.1", port), backlog=BACKLOG)
        self.port: int = self._socket.getsockname()[1]
        self._open: set[socket.socket] = set()
        self._lock = Lock()
        self._closing = False
        self._accepting = Thread(target=self._accept, daemon=True)

    def start(self) -> None:
        """This will begin to accept connections."""
        self._accepting.start()

    def close(self) -> None:
        """This will close the port and every connection."""
        self._closing = True
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._accepting.join()
        self._socket.close()
        with self._lock:
            for connection in self._open:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        while not self._closing:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with self._lock:
                self._open.add(connection)
            Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            with (
                connection,
                connection.makefile("rb", READ_AHEAD) as incoming,
                suppress(OSError),
            ):
                while self._answered(connection, incoming):
                    pass
        finally:
            with self._lock:
                self._open.discard(connection)

    def _answered(self, connection: socket.socket, incoming: IOBase) -> bool:
        heading = incoming.readline().decode("latin-1").split()
        if len(heading) != 3:
            return False
        headers = _headers(incoming)
        if headers.get("expect", "").lower() == "100-continue":
            connection.sendall(CONTINUE)
        body = _body(incoming, headers)
        address = urlsplit(heading[1]) if heading[1].startswith("http") else None
        path, _, query = (heading[1] if address is None else f"{address.path}?{address.query}").partition("?")
        try:
            answer = self._respond(Request(heading[0], path, query, headers, body))
        except CutConnection:
            return False
        connection.sendall(_written(answer, with_body=heading[0] != "HEAD"))
        return headers.get("connection", "").lower() != "close"


def _headers(incoming: IOBase) -> dict[str, str]:
    headers: dict[str, str] = {}
    while (line := incoming.readline().decode("latin-1").strip()) != "":
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    return headers


def _body(incoming: IOBase, headers: dict[str, str]) -> bytes:
    if headers.get("transfer-encoding", "").lower() == "chunked":
        body = _chunked(incoming)
    else:
        body = incoming.read(int(headers.get("content-length") or 0))
    return _unframed(body) if "aws-chunked" in headers.get("content-encoding", "") else body


def _chunked(incoming: IOBase) -> bytes:
    found = b""
    while size := int(incoming.readline().split(b";")[0], 16):
        found += incoming.read(size)
        incoming.readline()
    while incoming.readline().strip():
        pass
    return found


def _unframed(body: bytes) -> bytes:
    """The content of a body in AWS's own chunks, which stand inside those of HTTP."""
    found = b""
    while body:
        line, _, body = body.partition(b"\r\n")
        size = int(line.split(b";")[0] or b"0", 16)
        if size == 0:
            break
        found, body = found + body[:size], body[size + 2 :]
    return found


def _written(answer: Answer, *, with_body: bool) -> bytes:
    lines = [f"HTTP/1.1 {answer.status} {REASONS.get(answer.status, 'Unknown')}"]
    headers = {name.lower(): (name, value) for name, value in answer.headers.items()}
    if with_body or "content-length" not in headers:
        headers["content-length"] = ("Content-Length", str(len(answer.body)))
    lines += [f"{name}: {value}" for name, value in headers.values()]
    head = "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n"
    return head + answer.body if with_body else head
