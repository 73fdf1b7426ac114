"""Lists cut into pages for operations that are computed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from finops_aws.sandbox.server.calls import Call, Refusal

Item = dict[str, Any]
PAGING = ("nextToken", "maxResults")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """How an operation pages: the member of its list, its largest page and the code of its refusals."""

    member: str
    largest: int
    code: str
    usual: int = 100

    def page(self, call: Call, items: Sequence[Item]) -> Item:
        """The page asked for, and the token of the next one if there is one.

        Raises Refusal for a page size out of bounds and for a token of another question.
        """
        start, size = self._start(call), self._size(call)
        output: Item = {self.member: list(items[start : start + size])}
        if start + size < len(items):
            output["nextToken"] = _token(call, start + size)
        return output

    def _size(self, call: Call) -> int:
        size = call.parameters.get("maxResults") or self.usual
        if not 0 < size <= self.largest:
            raise Refusal(self.code, f"maxResults must be between 0 and {self.largest}")
        return int(size)

    def _start(self, call: Call) -> int:
        sent = call.parameters.get("nextToken")
        if not sent:
            return 0
        position = sent.partition("-")[0]
        if not position.isdecimal() or sent != _token(call, int(position)):
            raise Refusal(self.code, "The value for nextToken is not valid")
        return int(position)


def _token(call: Call, position: int) -> str:
    asked = {name: value for name, value in call.parameters.items() if name not in PAGING}
    question = [call.place.account, call.place.region, call.operation, asked]
    seal = sha256(f"{position} {json.dumps(question, sort_keys=True, default=str)}".encode())
    return f"{position}-{seal.hexdigest()}"
