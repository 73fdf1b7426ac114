"""Lists cut into pages whose tokens say where the next one begins."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

from finops_aws.sandbox.server import Refusal

Item = TypeVar("Item")


def cut(
    items: Sequence[Item], token: str | None, *, size: int, code: str = "InvalidNextTokenException"
) -> tuple[list[Item], str | None]:
    """Give the page that begins where the token says, and the token of the next, None after the last.

    Raises Refusal with ``code`` when no page ever ended with this token.
    """
    start = _position(token, code) if token else 0
    end = start + size
    return list(items[start:end]), _token(end) if end < len(items) else None


def _token(position: int) -> str:
    return f"{position:08d}{hashlib.sha256(f'page {position}'.encode()).hexdigest()}"


def _position(token: str, code: str) -> int:
    digits = token[:8]
    if not digits.isdigit() or token != _token(int(digits)):
        raise Refusal(code, "The pagination token is not valid.")
    return int(digits)


def following(name: str, token: str | None) -> dict[str, str]:
    """What an output says about the next page: nothing after the last."""
    return {name: token} if token else {}
