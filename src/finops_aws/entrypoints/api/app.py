"""The application: routes, languages, errors and headers around the endpoints."""

import logging
import time
import uuid
from collections.abc import Callable
from functools import partial

from flask import Blueprint, Flask, Request, Response, abort, g, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from finops_aws.documents.spreadsheets import to_xlsx
from finops_aws.documents.tables import to_csv
from finops_aws.entrypoints.api.answers import (
    CSV,
    XLSX,
    Answer,
    Content,
    best_encoding,
    encoded,
    to_json,
)
from finops_aws.entrypoints.api.call import Call, Product, language_of
from finops_aws.entrypoints.api.contexts.operations_usage import operations
from finops_aws.entrypoints.api.contexts.optimization import optimization
from finops_aws.entrypoints.api.contexts.visibility import visibility
from finops_aws.entrypoints.api.endpoints import Context, Endpoint
from finops_aws.entrypoints.api.openapi import ROOT, openapi_document
from finops_aws.entrypoints.api.pages import pages
from finops_aws.entrypoints.api.parameters import parse, parse_body
from finops_aws.entrypoints.api.problems import MEDIA_TYPE, Problem, http_problem, problem_of
from finops_aws.entrypoints.api.security import is_trusted, require_own_page, with_headers
from finops_aws.errors import FinOpsError
from finops_aws.toolkit.ttl_cache import TtlCache

log = logging.getLogger(__name__)

CONTEXTS = (visibility, optimization, operations)
REVALIDATE = "private, no-cache"
MOST_LOGGED_PATH = 200


def create_app(product: Product, *, kept: TtlCache, trusted_hosts: list[str] | None = None) -> Flask:
    """The API and the dashboard over a product; ``kept`` holds finished answers.

    Calls that name another host than ``trusted_hosts`` are refused, so that no other page can read the bill
    through a name of its own.
    """
    app = Flask(__name__, static_folder=None)
    answering = _Answering(product, kept)
    for context in CONTEXTS:
        app.register_blueprint(_blueprint(context, answering), url_prefix=ROOT)
    document = to_json(openapi_document(CONTEXTS))
    app.add_url_rule(
        f"{ROOT}/openapi.json",
        "openapi",
        lambda: respond(encoded(Content(document), _encoding())),
        methods=["GET"],
    )
    app.register_blueprint(pages(product.messages, openapi_document(CONTEXTS)))
    app.before_request(_begin)
    if trusted_hosts is not None:
        app.before_request(partial(_refuse_other_names, trusted_hosts))
    app.after_request(_finish)
    app.register_error_handler(FinOpsError, answering.refuse)
    app.register_error_handler(HTTPException, answering.refuse_http)
    app.register_error_handler(Exception, answering.fail)
    app.wsgi_app = with_headers(app.wsgi_app)  # type: ignore[assignment, method-assign]
    return app


class _Answering:
    """Turns calls into answers and errors into problems."""

    def __init__(self, product: Product, kept: TtlCache) -> None:
        self._product = product
        self._kept = kept

    def view(self, endpoint: Endpoint, extension: str) -> Callable[..., Response]:
        def answer(**in_path: str) -> Response:
            values = request.args.to_dict(flat=False) | {name: [value] for name, value in in_path.items()}
            return respond(self._answer(endpoint, extension, values))

        return answer

    def act(self, endpoint: Endpoint) -> Callable[..., Response]:
        """What takes JSON; refused where it may come from another site's page."""

        def answer() -> Response:
            require_own_page(request)
            parse(request.args.to_dict(flat=False), endpoint.query)
            body = parse_body(request.get_data(), endpoint.body) if endpoint.body else None
            call = Call(self._product, caller_language(request))
            content = Content(to_json(endpoint.view(body, call)))
            return respond(encoded(content, _encoding()), keep="no-store")

        return answer

    def _answer(self, endpoint: Endpoint, extension: str, values: dict[str, list[str]]) -> Answer:
        asked = parse(values, endpoint.query)
        call = Call(self._product, caller_language(request))
        encoding = _encoding()
        given = tuple(sorted((name, tuple(found)) for name, found in values.items()))
        today = call.analysis.clock.now().date()
        key = (endpoint.path, extension, given, call.lang, encoding, call.analysis.data_version(), today)

        def compute() -> Answer:
            if extension and endpoint.to_table:
                table = endpoint.to_table(asked, call)
                body = to_csv(table).encode() if extension == "csv" else to_xlsx(table)
                media_type = CSV if extension == "csv" else XLSX
                return encoded(Content(body, media_type, f"{table.name}.{extension}"), encoding)
            return encoded(Content(to_json(endpoint.view(asked, call))), encoding)

        answer: Answer = self._kept.get_or_compute(key, compute)
        return answer

    def refuse(self, error: FinOpsError) -> Response:
        problem = problem_of(
            error, messages=self._product.messages, lang=caller_language(request), request_id=g.request_id
        )
        if problem.status >= 500:
            log.error("request_failed", extra={"error": type(error).__name__, "request_id": g.request_id})
        return _problem(problem)

    def refuse_http(self, error: HTTPException) -> Response:
        response = self._http(error.code or 500)
        if isinstance(error, MethodNotAllowed) and error.valid_methods:
            response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
        return response

    def fail(self, error: Exception) -> Response:
        log.error("request_failed", exc_info=error, extra={"request_id": g.request_id})
        return self._http(500)

    def _http(self, status: int) -> Response:
        lang = caller_language(request)
        messages = self._product.messages
        return _problem(http_problem(status, messages=messages, lang=lang, request_id=g.request_id))


def respond(answer: Answer, *, keep: str = REVALIDATE) -> Response:
    """The answer over HTTP, or 304 when the caller has it already."""
    response = Response(answer.body, mimetype=None, content_type=answer.media_type)
    if answer.encoding:
        response.headers["Content-Encoding"] = answer.encoding
    if answer.file_name:
        response.headers["Content-Disposition"] = f'attachment; filename="{answer.file_name}"'
    response.headers["Vary"] = "Accept-Encoding, Accept-Language"
    response.headers["Cache-Control"] = keep
    response.set_etag(answer.etag)
    if "If-None-Match" in request.headers:
        response.make_conditional(request)
    return response


def caller_language(asking: Request) -> str:
    return language_of(asking.args.get("lang"), asking.headers.get("Accept-Language"))


def _blueprint(context: Context, answering: _Answering) -> Blueprint:
    blueprint = Blueprint(context.name, __name__)
    for endpoint in context.endpoints:
        path = endpoint.path.replace("{", "<path:").replace("}", ">")  # a tag's key may hold slashes
        if endpoint.body:
            blueprint.add_url_rule(path, endpoint.name, answering.act(endpoint), methods=["POST"])
            continue
        extensions = ("", "csv", "xlsx") if endpoint.to_table else ("",)
        for extension in extensions:
            rule, name = (
                (f"{path}.{extension}", f"{endpoint.name}_{extension}")
                if extension
                else (path, endpoint.name)
            )
            blueprint.add_url_rule(rule, name, answering.view(endpoint, extension), methods=["GET"])
    return blueprint


def _encoding() -> str:
    return best_encoding(request.headers.get("Accept-Encoding", ""))


def _problem(problem: Problem) -> Response:
    response = Response(to_json(problem), status=problem.status, content_type=MEDIA_TYPE)
    response.headers["Vary"] = "Accept-Language"
    response.headers["Cache-Control"] = "no-store"
    return response


def _begin() -> None:
    g.request_id = uuid.uuid4().hex[:16]
    g.began = time.perf_counter()


def _refuse_other_names(trusted_hosts: list[str]) -> None:
    if not is_trusted(request.headers.get("Host", ""), trusted_hosts):
        abort(400)


def _finish(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.request_id
    log.info(
        "request_answered",
        extra={
            "path": request.path[:MOST_LOGGED_PATH],
            "status": response.status_code,
            "milliseconds": round((time.perf_counter() - g.began) * 1000, 1),
            "request_id": g.request_id,
        },
    )
    return response
