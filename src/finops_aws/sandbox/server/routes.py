"""Which operation a REST path belongs to."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote

LABEL = re.compile(r"\{([^}]+?)(\+?)\}")


@dataclass(frozen=True, slots=True)
class Asked:
    """What routing looks at in a request; header names are in lower case."""

    method: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Route:
    """One operation's method, path pattern and what its query string and headers must hold."""

    operation: str
    method: str
    pattern: re.Pattern[str]
    labels: tuple[str, ...]
    fixed_query: tuple[tuple[str, str], ...]
    required_query: tuple[str, ...]
    required_headers: tuple[str, ...]
    literal_length: int

    @property
    def exactness(self) -> tuple[int, int, int]:
        """The more a route asks for, the sooner it is chosen."""
        required = len(self.required_query) + len(self.required_headers)
        return (len(self.fixed_query), self.literal_length, required)

    def labels_of(self, asked: Asked) -> dict[str, str] | None:
        """This will give the path's labels by location name, or None if the request is for another route."""
        if asked.method != self.method or not self._extras_fit(asked):
            return None
        match = self.pattern.fullmatch(asked.path)
        if match is None:
            return None
        return {name: unquote(text) for name, text in zip(self.labels, match.groups(), strict=True)}

    def _extras_fit(self, asked: Asked) -> bool:
        return (
            all(name in asked.query and value in ("", *asked.query[name]) for name, value in self.fixed_query)
            and all(name in asked.query for name in self.required_query)
            and all(name in asked.headers for name in self.required_headers)
        )


def routes(description: Mapping[str, Any]) -> list[Route]:
    """This will give the routes of a service description, the most exact first."""
    shapes = description["shapes"]
    made = [
        _route(name, operation["http"], shapes.get(operation.get("input", {}).get("shape"), {}))
        for name, operation in description["operations"].items()
    ]
    old = {name for name, operation in description["operations"].items() if operation.get("deprecated")}
    return sorted(made, key=lambda route: (*route.exactness, route.operation not in old), reverse=True)


def matching(candidates: Iterable[Route], asked: Asked) -> tuple[str, dict[str, str]] | None:
    """This will give the operation of the first route that fits, and the labels of its path."""
    for route in candidates:
        labels = route.labels_of(asked)
        if labels is not None:
            return route.operation, labels
    return None


def _route(name: str, http: Mapping[str, Any], shape: Mapping[str, Any]) -> Route:
    path, _, query = http["requestUri"].partition("?")
    path = path.rstrip("/") or "/"
    found = list(LABEL.finditer(path))
    edges = [0, *(edge for label in found for edge in label.span()), len(path)]
    texts = [path[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    greedy = ["(.+)" if label.group(2) else "([^/]+)" for label in found]
    pattern = "".join(re.escape(text) + part for text, part in zip(texts, [*greedy, "/?"], strict=True))
    return Route(
        operation=name,
        method=http["method"],
        pattern=re.compile(pattern),
        labels=tuple(label.group(1) for label in found),
        fixed_query=tuple(parse_qsl(query, keep_blank_values=True)),
        required_query=_required(shape, "querystring"),
        required_headers=tuple(header.lower() for header in _required(shape, "header")),
        literal_length=sum(map(len, texts)),
    )


def _required(shape: Mapping[str, Any], location: str) -> tuple[str, ...]:
    members = shape.get("members", {})
    return tuple(
        members[name].get("locationName", name)
        for name in shape.get("required", ())
        if members[name].get("location") == location
    )
