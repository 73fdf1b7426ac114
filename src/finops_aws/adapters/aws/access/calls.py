"""Calls to AWS within bounds: so many at once in all, fewer per account, region and service; all counted."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import BoundedSemaphore, Lock, local
from typing import Any, NamedTuple

from finops_aws.adapters.aws.access.credentials import asking_about
from finops_aws.adapters.aws.access.endings import (
    Failure,
    Trouble,
    failure_of,
    foreign_errors,
    is_throttle,
)

_TOKEN = re.compile(r"(?i)(token|marker)$")
_FIRST = re.compile(r"(?i)^next")

AT_ONCE = 24
AT_ONCE_PER_PLACE = 4


class Place(NamedTuple):
    """Where a client asks: ``client`` is botocore's name of the service."""

    account: str
    region: str
    client: str


class Gate:
    """Lets calls through as far as the bounds allow."""

    def __init__(self, at_once: int = AT_ONCE, per_place: int = AT_ONCE_PER_PLACE) -> None:
        self._all = BoundedSemaphore(at_once)
        self._per_place = per_place
        self._places: dict[Place, BoundedSemaphore] = {}
        self._lock = Lock()

    @contextmanager
    def passing(self, place: Place) -> Iterator[None]:
        with self._lock:
            own = self._places.setdefault(place, BoundedSemaphore(self._per_place))
        with own, self._all:
            yield


@dataclass(slots=True)
class Meter:
    """What one job took: requests sent to AWS, retries among them, and how many were throttled.

    ``pay`` is called with client and operation before AWS is asked; it raises where that may not be paid.
    """

    calls: int = 0
    throttles: int = 0
    pay: Callable[[str, str], None] | None = None
    _lock: Lock = field(default_factory=Lock)

    def count(self, *, is_throttled: bool) -> None:
        with self._lock:
            self.calls += 1
            self.throttles += is_throttled


_running = local()
"""The meter of the call that this thread is making."""


def count_request(response: Any = None, **_: object) -> None:
    """Count a request on the meter of the call it belongs to; botocore tells of every attempt."""
    meter: Meter | None = getattr(_running, "meter", None)
    if meter is not None:
        answer = response[1] if response else {}
        code = str(answer.get("Error", {}).get("Code", "")) if isinstance(answer, dict) else ""
        meter.count(is_throttled=bool(code) and is_throttle(code))


def announce_request(model: Any = None, **_: object) -> None:
    """Have a request paid for before botocore sends it; it tells of each once, whatever the attempts."""
    meter: Meter | None = getattr(_running, "meter", None)
    if meter is not None and meter.pay is not None and model is not None:
        meter.pay(model.service_model.service_name, model.name)


class Caller:
    """Makes the calls of one job with one client; every failure comes out as a Failure."""

    def __init__(self, client: Any, place: Place, *, gate: Gate, not_enabled: tuple[str, ...] = ()) -> None:
        self._client = client
        self.place = place
        self._gate = gate
        self._not_enabled = not_enabled
        self.meter = Meter()

    def call(self, operation: str, parameters: dict[str, Any]) -> dict[str, Any]:
        """One answer; raises Failure."""
        method = getattr(self._client, self._method(operation))
        try:
            with self._metered():
                answer: dict[str, Any] = method(**parameters)
        except foreign_errors() as error:
            raise self._failed(error) from error
        return _of_aws(answer)

    def pages(self, operation: str, parameters: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Every page; raises Failure, possibly after some pages."""
        name = self._method(operation)
        if not self._client.can_paginate(name):
            yield from self._by_token(operation, parameters)
            return
        try:
            pages = iter(self._client.get_paginator(name).paginate(**parameters))
        except foreign_errors() as error:
            raise self._failed(error) from error
        while True:
            try:
                with self._metered():
                    page = next(pages, None)
            except foreign_errors() as error:
                raise self._failed(error) from error
            if page is None:
                return
            yield _of_aws(page)

    def _by_token(self, operation: str, parameters: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Pages of an operation that botocore has no paginator for, by the token that it gives and takes."""
        names = self._token_names(operation)
        asked, seen = parameters, set()
        while True:
            answer = self.call(operation, asked)
            yield answer
            token = answer.get(names[0]) if names else None
            if names is None or not token:
                return
            if token in seen:
                raise Failure(Trouble.PAGINATION, code="RepeatedToken", reason=operation)
            seen.add(token)
            asked = {**parameters, names[1]: token}

    def _token_names(self, operation: str) -> tuple[str, str] | None:
        """The member of the answer that holds the next page's token, and the parameter that takes it."""
        model = self._client.meta.service_model.operation_model(operation)
        if model.input_shape is None or model.output_shape is None:
            return None
        given = (name for name in model.output_shape.members if _TOKEN.search(name))
        pairs = ((name, same) for name in given for same in (name, _FIRST.sub("", name)))
        return next((pair for pair in pairs if pair[1] in model.input_shape.members), None)

    def takes(self, operation: str, parameter: str) -> bool:
        """Whether the operation has the parameter."""
        shape = self._client.meta.service_model.operation_model(operation).input_shape
        return shape is not None and parameter in shape.members

    def _method(self, operation: str) -> str:
        from botocore import xform_name

        name: str = xform_name(operation)
        return name

    @contextmanager
    def _metered(self) -> Iterator[None]:
        with self._gate.passing(self.place), asking_about(self.place.account):
            _running.meter = self.meter
            try:
                yield
            finally:
                _running.meter = None

    def _failed(self, error: Exception) -> Failure:
        return failure_of(error, not_enabled=self._not_enabled)


def _of_aws(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer, unless it is a web page: a proxy's sign-in would read as an empty list."""
    headers = answer.get("ResponseMetadata", {}).get("HTTPHeaders", {})
    if "text/html" in str(headers.get("content-type", "")):
        raise Failure(Trouble.UNPARSEABLE, code="WebPage", reason="WebPage")
    return answer
