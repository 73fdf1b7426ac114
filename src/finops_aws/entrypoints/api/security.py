"""Headers of every answer: nothing but our own files, no frame, no guessing, no referrer."""

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING, Any

from flask import Request

from finops_aws.errors import InvalidParameter

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

JSON = "application/json"
OWN_SITES = ("same-origin", "none")
MOST_SHOWN = 80

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


def require_own_page(request: Request) -> None:
    """Raise InvalidParameter for a change that a page of another site could send.

    A browser sends JSON to another site only after asking, which is refused, and tells where a page is from.
    Source: https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
    """
    media_type = request.mimetype
    if media_type != JSON:
        raise InvalidParameter(
            name="Content-Type", value=media_type[:MOST_SHOWN], reason=f"it must be {JSON}"
        )
    site = request.headers.get("Sec-Fetch-Site", "none")
    if site not in OWN_SITES:
        reason = "changes are taken from the dashboard itself only"
        raise InvalidParameter(name="Sec-Fetch-Site", value=site[:MOST_SHOWN], reason=reason)


def is_trusted(host: str, names: Collection[str]) -> bool:
    """Whether a Host header, with or without a port, is one of the names (an IPv6 address in brackets)."""
    name, _, port = host.lower().rpartition(":")
    return host.lower() in names or (port.isdecimal() and name in names)
