"""What a call to the sandbox AWS is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is known: one account, one region and one botocore client name."""

    account: str
    region: str
    client: str


@dataclass(frozen=True, slots=True)
class Call:
    """One understood request: its operation and its parameters as boto3 was given them."""

    place: Place
    operation: str
    parameters: dict[str, Any]


class Refusal(Exception):
    """This will be answered as an error of the service, with this code, message and HTTP status."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.status = status


class CutConnection(Exception):
    """The connection is to be closed without an answer."""


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request; the names of its headers are in lower case."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
