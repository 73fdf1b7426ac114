"""Endpoints: a function with a typed query and a typed answer becomes a route and its documentation."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, get_type_hints

from msgspec import Struct

from finops_aws.documents.tables import Table
from finops_aws.entrypoints.api.call import Call
from finops_aws.entrypoints.api.parameters import Query

View = Callable[[Any, Call], Any]
ToTable = Callable[[Any, Call], Table]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A GET below the API's root: ``path`` with ``{name}`` for parts that vary.

    With a ``body`` it is a POST of that JSON, whose answer is never repeated from memory.
    """

    path: str
    view: View
    query: type[Query]
    answer: type
    to_table: ToTable | None
    body: type[Struct] | None = None

    @property
    def name(self) -> str:
        return self.view.__name__

    @property
    def summary(self) -> str:
        return (self.view.__doc__ or "").split("\n", 1)[0]


class Context:
    """The endpoints of one context of the product, in the order in which they are documented."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.endpoints: list[Endpoint] = []

    def get(self, path: str, *, table: ToTable | None = None) -> Callable[[View], View]:
        """Register ``view(query, call)``; its annotations say what it takes and gives.

        With ``table`` the whole answer, whatever the page, can be had as ``path.csv`` and ``path.xlsx``.
        """

        def register(view: View) -> View:
            hints = get_type_hints(view)
            query = next(hint for name, hint in hints.items() if name not in ("return", "call"))
            self.endpoints.append(Endpoint(path, view, query, hints["return"], table))
            return view

        return register

    def post(self, path: str) -> Callable[[View], View]:
        """Register ``view(body, call)``: its first parameter is the JSON that it takes."""

        def register(view: View) -> View:
            hints = get_type_hints(view)
            body = next(hint for name, hint in hints.items() if name not in ("return", "call"))
            self.endpoints.append(Endpoint(path, view, Query, hints["return"], None, body))
            return view

        return register
