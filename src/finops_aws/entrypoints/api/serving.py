"""Serving the application to browsers."""

import errno
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

from flask import Flask

from finops_aws.application.analysis import Analysis
from finops_aws.entrypoints.api.app import create_app
from finops_aws.entrypoints.api.call import Product
from finops_aws.errors import AddressInUse
from finops_aws.settings import Settings
from finops_aws.toolkit.messages import Messages
from finops_aws.toolkit.ttl_cache import TtlCache

LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]
THREADS = 32
QUEUE = 64
LARGEST_BODY_BYTES = 65_536


def serve(
    analysis: Analysis,
    settings: Settings,
    *,
    address: tuple[str, int],
    controls: Path | None = None,
    ready: Callable[[str, int], None] = lambda host, port: None,
) -> None:
    """Answer until interrupted; ``ready`` is told the host and port (0: a free one was taken).

    Raises AddressInUse when the address cannot be listened on.
    """
    from cheroot.wsgi import Server

    app = application(analysis, settings, host=address[0], controls=controls)
    server = Server(address, app, numthreads=THREADS, request_queue_size=QUEUE, server_name="finops-aws")
    server.max_request_body_size = LARGEST_BODY_BYTES
    try:
        server.prepare()
    except OSError as error:
        raise _refused(address, error) from error
    _end_on_signals()
    try:
        ready(address[0], server.bind_addr[1])
        server.serve()
    except KeyboardInterrupt:  # what ends it, as it should
        pass
    finally:
        server.stop()


def application(analysis: Analysis, settings: Settings, *, host: str, controls: Path | None = None) -> Flask:
    """The WSGI application; on a loopback address it refuses calls that name another host."""
    messages = Messages(Path(__file__).parents[2] / "catalog" / "messages")
    kept = TtlCache(
        ttl_seconds=settings.cache_ttl_seconds, max_entries=settings.cache_entries, clock=time.monotonic
    )
    is_loopback = host in ("127.0.0.1", "localhost", "::1")
    return create_app(
        Product(analysis, messages, controls), kept=kept, trusted_hosts=LOOPBACK if is_loopback else None
    )


def _end_on_signals() -> None:
    """Let SIGINT and SIGTERM end the server, also where it was started in the background, deaf to Ctrl-C."""
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.default_int_handler)


def _refused(address: tuple[str, int], error: OSError) -> AddressInUse:
    is_taken = errno.EADDRINUSE in (error.errno, getattr(error.__cause__, "errno", None))
    is_taken = is_taken or "in use" in str(error).lower()
    reason = "something else is listening there" if is_taken else "the system does not allow it"
    return AddressInUse(address=f"{address[0]}:{address[1]}", reason=reason)
