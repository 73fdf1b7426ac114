import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import botocore.session
import pytest
from botocore.validate import ParamValidator

from finops_aws.adapters.aws.data_exports import AwsDataExports
from finops_aws.adapters.aws.sessions import AwsSession
from finops_aws.application.visibility.setup_export import setup_export
from finops_aws.domain.visibility.export_plan import ExportPlan
from finops_aws.errors import AccessDenied, SourceUnavailable, Throttled

ACCOUNT = "111122223333"
PLAN = ExportPlan(bucket="acme-bills", prefix="finance", region="sa-east-1")
MODEL = botocore.session.get_session().get_service_model("bcm-data-exports")
IDENTITY = (
    "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>"
    f"{ACCOUNT}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>"
).encode()


class Account:
    """An AWS account with Data Exports; it refuses what botocore's model of the API does."""

    def __init__(self) -> None:
        self.exports: dict[str, dict[str, Any]] = {}
        self.refusal: str | None = None
        self.asked: list[str] = []

    def answer(self, operation: str, request: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        self.asked.append(operation)
        report = ParamValidator().validate(request, MODEL.operation_model(operation).input_shape)
        if self.refusal or report.has_errors():
            code = self.refusal or "ValidationException"
            return 400, {"__type": code, "message": report.generate_report() or "refused"}
        answers = {"ListExports": self.listed, "GetExport": self.described, "CreateExport": self.created}
        return 200, answers[operation](request)

    def listed(self, request: dict[str, Any]) -> dict[str, Any]:
        """One export to a page, to see that pages are followed."""
        place = int(request.get("NextToken", "0"))
        arns = list(self.exports)
        page = [
            {
                "ExportArn": arn,
                "ExportName": self.exports[arn]["Name"],
                "ExportStatus": {"StatusCode": "HEALTHY"},
            }
            for arn in arns[place : place + 1]
        ]
        return {"Exports": page, **({"NextToken": str(place + 1)} if place + 1 < len(arns) else {})}

    def described(self, request: dict[str, Any]) -> dict[str, Any]:
        return {"Export": self.exports[request["ExportArn"]]}

    def created(self, request: dict[str, Any]) -> dict[str, Any]:
        name = f"{request['Export']['Name']}-{len(self.exports)}"
        arn = f"arn:aws:bcm-data-exports:us-east-1:{ACCOUNT}:export/{name}"
        self.exports[arn] = request["Export"]
        return {"ExportArn": arn}


@pytest.fixture
def account() -> Account:
    return Account()


@pytest.fixture
def exports(account: Account, monkeypatch: pytest.MonkeyPatch) -> Iterator[AwsDataExports]:
    class Api(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            target = self.headers.get("X-Amz-Target")
            if target is None:
                self.reply(200, IDENTITY)
                return
            service, operation = target.split(".")
            assert service == MODEL.metadata["targetPrefix"]
            status, answer = account.answer(operation, json.loads(body))
            self.reply(status, json.dumps(answer).encode())

        def reply(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIA")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    with ThreadingHTTPServer(("127.0.0.1", 0), Api) as http:
        thread = Thread(target=http.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield AwsDataExports(
                AwsSession(endpoint_url=f"http://127.0.0.1:{http.server_port}", max_attempts=1)
            )
        finally:
            http.shutdown()
            thread.join()


def test_the_account_is_the_one_of_the_credentials(exports: AwsDataExports) -> None:
    assert exports.account_id() == ACCOUNT


def test_what_is_created_is_found_by_the_next_setup(exports: AwsDataExports, account: Account) -> None:
    first = setup_export(exports, PLAN, apply=True)
    again = setup_export(exports, PLAN, apply=True)

    assert (first.outcome, again.outcome, again.health) == ("created", "found", "HEALTHY")
    assert (
        first.export_arn
        == again.export_arn
        == f"arn:aws:bcm-data-exports:us-east-1:{ACCOUNT}:export/finops-cur2-0"
    )
    assert len(account.exports) == 1


def test_without_apply_nothing_is_written(exports: AwsDataExports, account: Account) -> None:
    assert setup_export(exports, PLAN, apply=False).outcome == "planned"
    assert account.asked == ["ListExports"]


def test_an_export_is_read_with_its_columns_and_settings(exports: AwsDataExports) -> None:
    exports.create(PLAN)

    (export,) = exports.existing()

    assert export.name == "finops-cur2"
    assert export.table == "COST_AND_USAGE_REPORT"
    assert export.columns == frozenset(PLAN.columns)
    assert export.table_settings == PLAN.table_settings()
    assert (export.bucket, export.prefix) == ("acme-bills", "finance")
    assert (export.file_format, export.overwrite) == ("PARQUET", "OVERWRITE_REPORT")


def test_every_page_of_exports_is_read(exports: AwsDataExports) -> None:
    names = ["one", "two", "three"]
    for name in names:
        exports.create(ExportPlan(bucket="b", prefix="p", region="us-east-1", name=name))

    assert [export.name for export in exports.existing()] == names


@pytest.mark.parametrize(
    "statement",
    [
        f"SELECT {', '.join(PLAN.columns)} FROM COST_AND_USAGE_REPORT WHERE product_sku = 'x'",
        "SELECT line_item_unblended_cost AS cost FROM COST_AND_USAGE_REPORT",
        "SELECT a",
    ],
)
def test_a_query_that_leaves_something_out_does_not_do(
    exports: AwsDataExports, account: Account, statement: str
) -> None:
    arn = exports.create(PLAN)
    account.exports[arn]["DataQuery"]["QueryStatement"] = statement

    assert PLAN.differences(exports.existing()[0])


@pytest.mark.parametrize(
    "statement", ["select * from COST_AND_USAGE_REPORT", "SELECT *\nFROM cost_and_usage_report\n"]
)
def test_a_query_of_everything_does(exports: AwsDataExports, account: Account, statement: str) -> None:
    arn = exports.create(PLAN)
    account.exports[arn]["DataQuery"]["QueryStatement"] = statement

    assert PLAN.differences(exports.existing()[0]) == ()


def test_a_refusal_names_the_action(exports: AwsDataExports, account: Account) -> None:
    account.refusal = "AccessDeniedException"

    with pytest.raises(AccessDenied) as caught:
        exports.existing()

    assert caught.value.facts == {
        "thing": "the list of Data Exports",
        "action": "bcm-data-exports:ListExports",
    }


def test_too_many_requests_are_throttled(exports: AwsDataExports, account: Account) -> None:
    account.refusal = "ThrottlingException"

    with pytest.raises(Throttled) as caught:
        exports.create(PLAN)

    assert caught.value.facts == {"service": "Data Exports", "action": "bcm-data-exports:CreateExport"}


def test_what_aws_finds_wrong_is_told(exports: AwsDataExports, account: Account) -> None:
    account.refusal = "ValidationException"

    with pytest.raises(SourceUnavailable) as caught:
        exports.create(PLAN)

    assert caught.value.facts["reason"] == "ValidationException: refused"
