"""The sandbox AWS: an HTTP server that answers boto3 and the AWS command line from records."""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import KW_ONLY, InitVar, dataclass, field
from threading import Lock
from types import TracebackType
from typing import Self

from botocore.loaders import create_loader
from botocore.utils import CLIENT_NAME_TO_HYPHENIZED_SERVICE_ID_OVERRIDES

from finops_aws.sandbox.server.answers import Answers
from finops_aws.sandbox.server.calls import Answer, Call, CutConnection, Place, Refusal, Request
from finops_aws.sandbox.server.faults import Fault, FaultDraw, FaultKind, iam_action, refusal
from finops_aws.sandbox.server.identities import (
    SECRET,
    Signer,
    access_key,
    add_sts,
    missing_signature,
    signer,
)
from finops_aws.sandbox.server.listener import Listener
from finops_aws.sandbox.server.models import ClientModel, client_model
from finops_aws.sandbox.server.reading import Understood, parameters, understood
from finops_aws.sandbox.server.records import Records
from finops_aws.sandbox.server.writing import answer, error

HTML = b"<!DOCTYPE html><html><head><meta charset=utf-8><title>Sign in</title></head><body>Network<br></html>"
UNSIGNED = Signer("000000000000", "us-east-1")


@dataclass(slots=True, eq=False)
class SandboxAws:
    """This will answer on 127.0.0.1 while the context is open; a client is reached under its own name.

    ``calls`` counts by client and operation, ``calls_by_place`` by place and operation, before any
    fault applies. ``faults`` may be changed while it runs. With ``fill``, operations of which nothing
    is known answer with made-up items.
    """

    records: Records
    _: KW_ONLY
    port: int = 0
    latency_seconds: float = 0.0
    faults: Sequence[Fault] = ()
    fill: InitVar[bool] = False
    seed: InitVar[int] = 0
    calls: Counter[tuple[str, str]] = field(default_factory=Counter, init=False)
    calls_by_place: Counter[tuple[Place, str]] = field(default_factory=Counter, init=False)
    _lock: Lock = field(default_factory=Lock, init=False)
    _draw: FaultDraw = field(init=False)
    _answers: Answers = field(init=False)
    _listener: Listener | None = field(default=None, init=False)

    def __post_init__(self, fill: bool, seed: int) -> None:
        self.faults = list(self.faults)
        self._draw = FaultDraw(seed)
        self._answers = Answers(self.records, fill=fill)
        add_sts(self.records)

    def __enter__(self) -> Self:
        self._listener = Listener(self.port, self._respond)
        self.port = self._listener.port
        self._listener.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._listener is not None:
            self._listener.close()

    @property
    def endpoint(self) -> str:
        """The address of the sandbox; a client's is this, a slash and the client's name."""
        return f"http://127.0.0.1:{self.port}"

    def environment(self, account: str) -> dict[str, str]:
        """This will give the variables that lead any AWS client to the sandbox, as the account."""
        addresses = {
            f"AWS_ENDPOINT_URL_{_service_id(client)}": f"{self.endpoint}/{client}" for client in _clients()
        }
        keys = {"AWS_ACCESS_KEY_ID": access_key(account), "AWS_SECRET_ACCESS_KEY": SECRET}
        return {**keys, **addresses, "AWS_EC2_METADATA_DISABLED": "true"}

    def _respond(self, request: Request) -> Answer:
        if self.latency_seconds:
            time.sleep(self.latency_seconds)
        client, _, path = request.path.lstrip("/").partition("/")
        model = client_model(client)
        inner = Request(request.method, f"/{path}", request.query, request.headers, request.body)
        if model is None:
            return error(
                "rest-json", code="UnknownOperationException", message="No such service.", status=404
            )
        try:
            found = understood(model, inner)
        except Refusal as refused:
            return _refused(model, model.protocol, refused)
        try:
            return self._called(model, inner, found)
        except Refusal as refused:
            return _refused(model, found.protocol, refused)

    def _called(self, model: ClientModel, request: Request, found: Understood) -> Answer:
        operation = model.operation(found.operation)
        who = signer(request, model.family)
        if who is None:
            if operation.auth_type is None and not request.headers.get("authorization"):
                raise missing_signature(model.family)
            who = UNSIGNED
        place = Place(who.account, who.region, model.client)
        with self._lock:
            self.calls[model.client, found.operation] += 1
            self.calls_by_place[place, found.operation] += 1
        spoilt = self._spoilt(model, place, found.operation)
        if spoilt is not None:
            return spoilt
        call = Call(place, found.operation, parameters(model, found, request=request))
        return answer(operation, self._answers.output(model, call), protocol=found.protocol)

    def _spoilt(self, model: ClientModel, place: Place, operation: str) -> Answer | None:
        action = iam_action(model.signing_name, operation)
        fault = self._draw.first(self.faults, place, operation=operation, action=action)
        if fault is None:
            return None
        kind = FaultKind(fault.kind)
        if kind is FaultKind.CUT:
            raise CutConnection
        if kind is FaultKind.GARBAGE:
            return Answer(200, HTML, {"Content-Type": "text/html"})
        if kind is FaultKind.SLOW:
            time.sleep(fault.seconds)
            return None
        raise refusal(kind, model.family, place=place, action=action)


def _refused(model: ClientModel, protocol: str, refused: Refusal) -> Answer:
    form = "s3" if model.client == "s3" else protocol
    code, query_code = refused.code, ""
    plain = code.removesuffix("Exception")
    if model.speaks_query_codes and "json" in protocol:
        query_code = "Throttling" if plain == "Throttling" else plain
    return error(form, code=code, message=refused.message, status=refused.status, query_code=query_code)


def _clients() -> list[str]:
    return list(create_loader().list_available_services("service-2"))


def _service_id(client: str) -> str:
    return str(CLIENT_NAME_TO_HYPHENIZED_SERVICE_ID_OVERRIDES.get(client, client)).replace("-", "_").upper()
