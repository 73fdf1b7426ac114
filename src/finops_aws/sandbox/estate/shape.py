"""How a kind of thing is told of by AWS's operations. Shapes: botocore's service models."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from finops_aws.sandbox.estate.things import Thing

Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shape:
    """``item`` is what ``operation`` lists; ``details`` what other operations tell of one thing.

    ``whole`` makes the output of all items where it holds more than one list of them.
    """

    client: str
    operation: str
    item: Callable[[Thing], Any]
    details: tuple["Detail", ...] = ()
    is_global: bool = False
    whole: Callable[[list[Any]], Item] | None = None


@dataclass(frozen=True, slots=True)
class Detail:
    """An operation that describes one thing: parameters that mean it, and the whole output."""

    operation: str
    when: Callable[[Thing], Mapping[str, Any]]
    output: Callable[[Thing], Item]


def pairs(tags: Mapping[str, str]) -> list[Item]:
    """Tags as most services list them."""
    return [{"Key": key, "Value": value} for key, value in sorted(tags.items())]
