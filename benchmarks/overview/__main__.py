"""Asks the server we ship for the overview: uncached (every answer worked out), then from cached bytes.

The ledger is that of `python -m benchmarks.ledger` (20 million lines unless told otherwise), made when the
folder has none. Every connection asks in a metric of its own, so that no two share one computation.
"""

import argparse
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier, Thread

from finops_aws.domain.charge import CostMetric

PATH = "/api/v1/overview?metric="
METRICS = tuple(CostMetric)
BROWSER = "Accept-Encoding: br\r\nAccept-Language: pt-BR\r\n"
WARM_UP = 2


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.overview", description=__doc__)
    parser.add_argument("--lines", type=int, default=20_000_000, help="lines of the bill")
    parser.add_argument(
        "--folder", type=Path, help="of a ledger benchmark, kept; without it, a temporary one"
    )
    parser.add_argument("--requests", type=int, default=2_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="finops-benchmark-") as temporary:
        folder = options.folder or Path(temporary)
        if not (folder / "data" / "state.json").exists():
            _make_ledger(folder, options.lines)
        print(f"{os.cpu_count()} processors; {options.requests} requests each; milliseconds")
        with _server(folder / "data", kept_seconds=0) as port:
            _measure(
                "uncached, 1 client", port=port, clients=1, requests=options.requests // 8, target="p95 ≤ 50"
            )
            _measure(
                "uncached, 8 clients", port=port, clients=8, requests=options.requests, target="p95 ≤ 300"
            )
        with _server(folder / "data", kept_seconds=3_600) as port:
            _measure(
                "cached bytes, 8 clients", port=port, clients=8, requests=options.requests, target="p95 ≤ 5"
            )


def _make_ledger(folder: Path, lines: int) -> None:
    command = [sys.executable, "-m", "benchmarks.ledger", "--folder", str(folder), "--lines", str(lines)]
    subprocess.run([*command, "--only", "generate", "--only", "parquet"], check=True)


@contextmanager
def _server(directory: Path, *, kept_seconds: int) -> Iterator[int]:
    """`finops serve` on a free port, results kept for so long."""
    environment = {
        **os.environ,
        "FINOPS_DATA": str(directory),
        "FINOPS_CACHE_TTL_SECONDS": str(kept_seconds),
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, "-m", "finops_aws", "--lang", "en", "serve", "--port", "0"]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        said = server.stdout.readline() if server.stdout else ""
        found = re.search(r"127\.0\.0\.1:(\d+)", said)
        assert found, f"the server did not start: {said}"
        yield int(found[1])
        print(f"  {'peak memory of the server':<28}{_peak_mb(server.pid):8.0f} MB")
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=10)


def _peak_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else float("nan")


def _measure(name: str, *, port: int, clients: int, requests: int, target: str) -> None:
    _ask(port, metric=METRICS[0], times=[], count=WARM_UP)
    times: list[float] = []
    together = Barrier(clients + 1)
    threads = [
        Thread(
            target=_client,
            args=(port,),
            kwargs={
                "metric": METRICS[number % len(METRICS)],
                "times": times,
                "count": requests // clients,
                "together": together,
            },
        )
        for number in range(clients)
    ]
    for thread in threads:
        thread.start()
    together.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    times.sort()
    shown = {
        f"p{share}": times[min(len(times) - 1, len(times) * share // 100)] * 1e3 for share in (50, 95, 99)
    }
    figures = "  ".join(f"{label} {value:7.1f}" for label, value in shown.items())
    print(f"  {name:<28}{figures}  {len(times) / seconds:6.0f}/s  target {target}", flush=True)


def _client(port: int, *, metric: CostMetric, times: list[float], count: int, together: Barrier) -> None:
    _ask(port, metric=metric, times=[], count=1)
    together.wait()
    _ask(port, metric=metric, times=times, count=count)


def _ask(port: int, *, metric: CostMetric, times: list[float], count: int) -> None:
    """Ask over one connection that is kept, without an ETag; each answer's seconds go to ``times``.

    Bare sockets: the client shares the processors with the server, so it has to be light.
    """
    request = f"GET {PATH}{metric} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{BROWSER}\r\n".encode()
    with socket.create_connection(("127.0.0.1", port)) as connection:
        for _ in range(count):
            began = time.perf_counter()
            connection.sendall(request)
            size = _read_answer(connection)
            times.append(time.perf_counter() - began)
            assert size > 1_000, f"{size} bytes"


def _read_answer(connection: socket.socket) -> int:
    """The size of the body of an answer with status 200 and a Content-Length."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += connection.recv(65_536)
    head, _, body = received.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head.lower())
    assert head.startswith(b"HTTP/1.1 200") and length, head
    left = int(length[1]) - len(body)
    while left > 0:
        left -= len(connection.recv(65_536))
    return int(length[1])


if __name__ == "__main__":
    main()
