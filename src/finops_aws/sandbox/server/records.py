"""What the sandbox AWS knows."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from finops_aws.sandbox.server.calls import Call, Place
from finops_aws.sandbox.server.models import GLOBAL_CLIENTS

NO_CONDITION: Mapping[str, Any] = MappingProxyType({})
Answerer = Callable[[Call], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class WholeOutput:
    """An output and the parameters for which it is given."""

    output: dict[str, Any]
    when: Mapping[str, Any]

    def fits(self, parameters: Mapping[str, Any]) -> bool:
        """Whether the parameters hold all pairs of the condition."""
        return all(name in parameters and parameters[name] == value for name, value in self.when.items())


class Records:
    """Items, whole outputs and functions by which calls are answered.

    A whole output that fits comes first, then a function, then the items. Clients of global services
    (IAM, Route 53, S3 …) find in every region what was put into any.
    """

    def __init__(self) -> None:
        self._items: defaultdict[tuple[Place, str], list[Any]] = defaultdict(list)
        self._outputs: defaultdict[tuple[Place, str], list[WholeOutput]] = defaultdict(list)
        self._answers: dict[tuple[str, str], Answerer] = {}

    def put_items(self, place: Place, operation: str, *, items: Sequence[Any]) -> None:
        """This will add items to the list that the operation gives.

        The list is the result key of its paginator, else the first list of its output.
        """
        self._items[_key(place, operation)].extend(items)

    def put_output(
        self,
        place: Place,
        operation: str,
        *,
        output: dict[str, Any],
        when: Mapping[str, Any] = NO_CONDITION,
    ) -> None:
        """This will give a whole output to requests whose parameters hold all pairs of ``when``.

        Of several that fit, the one with most pairs is given; of equals, the last put.
        """
        self._outputs[_key(place, operation)].append(WholeOutput(output, dict(when)))

    def compute(self, client: str, operation: str, *, answer: Callable[[Call], dict[str, Any]]) -> None:
        """This will let a function answer the operation, in every account and region."""
        self._answers[client, operation] = answer

    def items(self, place: Place, operation: str) -> list[Any]:
        """This will give the items that were put for the operation."""
        return self._items.get(_key(place, operation), [])

    def output(self, call: Call) -> dict[str, Any] | None:
        """This will give the most specific whole output that fits the call, or None."""
        fitting = [
            whole
            for whole in self._outputs.get(_key(call.place, call.operation), ())
            if whole.fits(call.parameters)
        ]
        if not fitting:
            return None
        most = max(len(whole.when) for whole in fitting)
        return next(whole.output for whole in reversed(fitting) if len(whole.when) == most)

    def answerer(self, client: str, operation: str) -> Answerer | None:
        """This will give the function that answers the operation, or None."""
        return self._answers.get((client, operation))

    def knows_others(self, call: Call) -> bool:
        """Whether outputs were put for the operation, though for other parameters."""
        return _key(call.place, call.operation) in self._outputs


def _key(place: Place, operation: str) -> tuple[Place, str]:
    if place.client in GLOBAL_CLIENTS:
        place = Place(place.account, "", place.client)
    return place, operation
