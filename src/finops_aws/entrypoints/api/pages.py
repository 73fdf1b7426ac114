"""Pages: the dashboard's files and the reference of the API."""

from mimetypes import guess_type
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, render_template, request, send_from_directory

from finops_aws.entrypoints.api.answers import best_encoding
from finops_aws.entrypoints.api.call import language_of
from finops_aws.entrypoints.api.openapi import ROOT, error_types
from finops_aws.toolkit.messages import Messages

DASHBOARD = Path(__file__).parent / "dashboard"
"""Where the build of frontend/ puts the dashboard."""

_YEAR_SECONDS = 31_536_000
_SUFFIXES = {"br": ".br", "gzip": ".gz"}


def pages(messages: Messages, document: dict[str, Any]) -> Blueprint:
    """The reference under the API's root, the dashboard everywhere else."""
    blueprint = Blueprint("pages", __name__, template_folder="templates")

    @blueprint.get(f"{ROOT}/reference")
    def reference() -> str:
        lang = language_of(request.args.get("lang"), request.headers.get("Accept-Language"))
        return render_template(
            "reference.html",
            lang=lang,
            text=lambda key, **facts: messages.text(key, lang, **facts),
            document=document,
            errors=[(error.__name__, error.http_status) for error in error_types()],
        )

    @blueprint.get(f"{ROOT}/reference.css")
    def reference_style() -> Response:
        return send_from_directory(Path(__file__).parent / "templates", "reference.css")

    @blueprint.get("/")
    @blueprint.get("/<path:path>")
    def dashboard(path: str = "") -> Response:
        if path == "api" or path.startswith("api/"):
            abort(404)
        if path and _is_there(DASHBOARD / path):
            return _file(path, max_age=_YEAR_SECONDS if path.startswith("assets/") else 0)
        if not (DASHBOARD / "index.html").is_file():
            return _not_built(messages)
        if path.startswith("assets/") or "." in path.rpartition("/")[2]:
            abort(404)
        return _file("index.html", max_age=0)

    return blueprint


def _file(path: str, *, max_age: int) -> Response:
    """A file of the dashboard, compressed where the build left it so beside it and the caller takes it."""
    encoding = best_encoding(request.headers.get("Accept-Encoding", ""))
    suffix = _SUFFIXES.get(encoding, "")
    if suffix and not _is_there(DASHBOARD / f"{path}{suffix}"):
        encoding = suffix = ""
    response = send_from_directory(
        DASHBOARD, f"{path}{suffix}", mimetype=guess_type(path)[0], max_age=max_age
    )
    response.headers.remove("Content-Disposition")
    response.vary.add("Accept-Encoding")
    if encoding:
        response.content_encoding = encoding
    return response


def _is_there(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError:  # such as a name that is too long for a file
        return False


def _not_built(messages: Messages) -> Response:
    lang = language_of(request.args.get("lang"), request.headers.get("Accept-Language"))
    return Response(
        messages.text("api.dashboard-not-built", lang), status=503, content_type="text/plain; charset=utf-8"
    )
