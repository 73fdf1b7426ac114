"""Headers of every answer: nothing but our own files, no frame, no guessing, no referrer."""

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS = [
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()"),
]


def with_headers(application: "WSGIApplication") -> "WSGIApplication":
    """The application with the headers on every answer, whoever inside it gives that answer."""

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *failed: Any) -> Callable[[bytes], object]:
            return start_response(status, [*headers, *HEADERS], *failed)

        return application(environ, start)

    return answer


def is_trusted(host: str, names: Collection[str]) -> bool:
    """Whether a Host header, with or without a port, is one of the names (an IPv6 address in brackets)."""
    name, _, port = host.lower().rpartition(":")
    return host.lower() in names or (port.isdecimal() and name in names)
