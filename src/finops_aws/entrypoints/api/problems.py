"""Problems: every error as RFC 9457 has it, with what to do about it, in the caller's language."""

from dataclasses import dataclass
from http import HTTPStatus

from finops_aws.errors import FinOpsError
from finops_aws.toolkit.messages import Messages

MEDIA_TYPE = "application/problem+json"
REFERENCE = "/api/v1/reference"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What went wrong: ``detail`` says what and where, ``fix`` what to do; report it with ``request_id``."""

    type: str
    title: str
    status: int
    detail: str
    fix: str
    request_id: str


def problem_of(error: FinOpsError, *, messages: Messages, lang: str, request_id: str) -> Problem:
    name = type(error).__name__
    detail, fix = messages.error_parts(error, lang)
    return Problem(
        type=f"{REFERENCE}#{name}",
        title=messages.text(f"problem.{name}", lang),
        status=error.http_status,
        detail=detail,
        fix=fix,
        request_id=request_id,
    )


def http_problem(status: int, *, messages: Messages, lang: str, request_id: str) -> Problem:
    """A problem that is none of the product's own: a wrong path, a wrong method, a defect."""
    known = status if f"http.{status}" in messages.keys(lang) else 500 if status >= 500 else 400
    return Problem(
        type="about:blank",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=messages.text(f"http.{known}", lang),
        fix=messages.text(f"http.{known}.fix", lang),
        request_id=request_id,
    )
