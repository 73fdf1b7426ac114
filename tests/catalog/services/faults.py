"""What is wrong with a service of the catalogue, held against botocore's models; one sentence per fault."""

import re
from collections.abc import Iterator
from typing import Any

from jmespath.exceptions import JMESPathError

from tests.catalog.services.models import (
    ANY,
    SCALAR,
    Made,
    Unresolved,
    clients,
    element_of,
    is_object,
    is_scalar,
    kind,
    members_of,
    operation,
    paginators,
    resolved,
    service_model,
    wrong_value,
)

Row = dict[str, Any]
SCALAR_FIELDS = ("id", "arn", "name", "created", "state", "size", "class", "region")


def faults(entry: Row) -> list[str]:
    """Every fault of the service; each names the file, the path, what the model has and what to change."""
    file = f"{entry['key']}.yaml"
    if entry["client"] not in clients():
        return [f"{file}: client: botocore has no client {entry['client']}; drop the service or rename it"]
    found = list(_service_faults(entry))
    for row in entry["resources"]:
        found += [f"{row['type']}: {fault}" for fault in Checked(entry, row).faults()]
    return [f"{file}: {fault}" for fault in found]


def _service_faults(entry: Row) -> Iterator[str]:
    for name in entry["billing"]:
        try:
            re.compile(name.get("usage_type", ""))
        except re.error as error:
            yield f"billing.usage_type: {name['usage_type']!r} is no regex: {error}; correct it"
    for row in entry["resources"]:
        if row["type"].split(":")[1] != entry["key"]:
            yield f"type: {row['type']} is not of this service; write aws:{entry['key']}:<noun>"


def _call(at: str, client: str, call: Row) -> Iterator[str]:
    """Faults of the operation and of its parameters; ``fed`` are those that get a value."""
    model = operation(client, call["op"])
    if model is None:
        alike = [name for name in service_model(client).operation_names if name[:6] == call["op"][:6]]
        yield f"{at}.op: {client} has no operation {call['op']}; alike are: {', '.join(alike[:8])}"
        return
    members = model.input_shape.members if model.input_shape else {}
    required = model.input_shape.required_members if model.input_shape else []
    for name in sorted(set(required) - call["fed"]):
        yield f"{at}: {call['op']} needs {name}, which nothing gives; add it to params or for_each"
    for name in sorted(call["fed"] - set(members)):
        yield f"{at}: {call['op']} has no parameter {name}; it has: {', '.join(members)}"
    for name, value in call.get("params", {}).items():
        if name in members and (why := wrong_value(members[name], value)):
            yield f"{at}.params.{name}: {why}; take a value that the model allows"


def _tag_shape(tags: Row, found: Any) -> Iterator[str]:
    is_map = getattr(found, "type_name", "") == "map"
    if is_map != (tags.get("shape", "list") == "map"):
        yield f"tags.shape: the model has {kind(found)}; write shape: {'map' if is_map else 'list'}"
    if is_map or found is ANY:
        return
    there = members_of(element_of(found))
    for name in (tags.get("key", "Key"), tags.get("value", "Value")):
        if name not in there:
            yield f"tags: there is no member {name}; members are: {', '.join(there)}; set key and value"


class Checked:
    """One row held against the model; ``item`` is what is known of its items, step by step."""

    def __init__(self, entry: Row, row: Row) -> None:
        self.client = entry["client"]
        self.row = row
        self.item: Any = None
        self.parents = {each["param"]: SCALAR for each in row["list"].get("for_each", [])}

    def faults(self) -> Iterator[str]:
        yield from self._listing()
        if self.item is None:
            return
        for number, step in enumerate(self.row.get("describe", [])):
            yield from self._description(f"describe.{number}", step)
        if "keep" in self.row:
            yield from self._path("keep", self.row["keep"])
        for name in SCALAR_FIELDS:
            if name in self.row["fields"]:
                yield from self._path(f"fields.{name}", self.row["fields"][name], scalar=True)
        yield from self._tags()
        yield from self._dimensions()
        yield from self._actions()

    def _listing(self) -> Iterator[str]:
        listing = self.row["list"]
        for number, each in enumerate(listing.get("for_each", [])):
            yield from self._for_each(each, {one["param"] for one in listing["for_each"][:number]})
        fed = {*listing.get("params", {}), *self.parents}
        yield from _call("list", self.client, {**listing, "fed": set(fed)})
        model = operation(self.client, listing["op"])
        if model is None:
            return
        try:
            element = element_of(resolved(listing["items"], model.output_shape))
        except (Unresolved, JMESPathError) as error:
            yield f"list.items: {listing['items']!r} in {listing['op']}'s answer: {error}; correct the path"
            return
        if not is_object(element):
            yield (
                f"list.items: {listing['items']!r} gives {kind(element)} each, items are objects; "
                f"write {listing['items']}.{{id: @}}"
            )
            return
        self.item = Made({**members_of(element), "_parent": Made(dict(self.parents))})
        if listing["op"] in paginators(self.client):
            yield from self._page_tokens(listing)

    def _page_tokens(self, listing: Row) -> Iterator[str]:
        """Faults of constants that are the paginator's to give."""
        pages = paginators(self.client)[listing["op"]]
        tokens = pages["input_token"] if isinstance(pages["input_token"], list) else [pages["input_token"]]
        for name in listing.get("params", {}):
            if name in tokens:
                yield f"list.params.{name}: the paginator feeds it; take it out"

    def _for_each(self, each: Row, before: set[str]) -> Iterator[str]:
        """Faults of a parameter's values; their operation is given the parameters ``before`` that it has."""
        at = f"list.for_each.{each['param']}"
        model = operation(self.client, self.row["list"]["op"])
        shape = model and model.input_shape and model.input_shape.members.get(each["param"])
        for value in each.get("const", []) if shape else []:
            if why := wrong_value(shape, value):
                yield f"{at}: {why}; take one of the model's"
        if "op" not in each:
            return
        client = each.get("client", self.client)
        if client not in clients():
            yield f"{at}.client: botocore has no client {client}; rename it"
            return
        source = operation(client, each["op"])
        members = source.input_shape.members if source and source.input_shape else {}
        yield from _call(at, client, {"op": each["op"], "fed": before & set(members)})
        if source is not None:
            try:
                values = element_of(resolved(each["path"], source.output_shape))
            except (Unresolved, JMESPathError) as error:
                yield f"{at}.path: {each['path']!r} in {each['op']}'s answer: {error}; correct the path"
                return
            if not is_scalar(values):
                yield f"{at}.path: {each['path']!r} gives {kind(values)} each; lead it to a text"

    def _description(self, at: str, step: Row) -> Iterator[str]:
        batch = step.get("batch", {})
        fed = {*step.get("params", {}), *step.get("param_map", {}), *([batch["param"]] if batch else [])}
        yield from _call(at, self.client, {**step, "fed": set(fed)})
        for name, path in step.get("param_map", {}).items():
            yield from self._path(f"{at}.param_map.{name}", path, scalar=True)
        model = operation(self.client, step["op"])
        if model is None:
            return
        try:
            found = resolved(step["items"], model.output_shape)
        except (Unresolved, JMESPathError) as error:
            yield f"{at}.items: {step['items']!r} in {step['op']}'s answer: {error}; correct the path"
            return
        if not batch:
            self.item.members[step["into"]] = found
            return
        yield from self._path(f"{at}.batch.of", batch["of"], scalar=True)
        yield from self._path(f"{at}.join.ours", step["join"]["ours"], scalar=True)
        part = Made(members_of(element_of(found)))
        yield from self._path(f"{at}.join.theirs", step["join"]["theirs"], scalar=True, place=part)
        self.item.members.update(part.members)

    def _path(self, at: str, path: str, *, scalar: bool = False, place: Any = None) -> Iterator[str]:
        try:
            found = resolved(path, self.item if place is None else place)
        except (Unresolved, JMESPathError) as error:
            yield f"{at}: {path!r}: {error}; correct the path"
            return
        if scalar and not is_scalar(found):
            yield f"{at}: {path!r} gives {kind(found)}; lead it to a text, a number or a time"

    def _tags(self) -> Iterator[str]:
        tags, fields = self.row["tags"], self.row["fields"]
        if tags == "rgta" and not {"arn", "arn_template"} & fields.keys():
            yield "tags: the sweep finds a resource by its ARN; add fields.arn or arn_template, or write none"
        if isinstance(tags, str):
            return
        place, path = self.item, tags.get("inline")
        if "op" in tags:
            yield from _call("tags", self.client, {"op": tags["op"], "fed": {tags["param"]}})
            yield from self._path("tags.of", tags["of"], scalar=True)
            model = operation(self.client, tags["op"])
            place, path = (model and model.output_shape), tags["path"]
        if place is None:
            return
        faulty = list(self._path("tags", path, place=place))
        yield from faulty
        if not faulty:
            yield from _tag_shape(tags, resolved(path, place))

    def _dimensions(self) -> Iterator[str]:
        for name, path in self.row.get("metrics", {}).get("dimensions", {}).items():
            if isinstance(path, str):
                yield from self._path(f"metrics.dimensions.{name}", path, scalar=True)

    def _actions(self) -> Iterator[str]:
        for action in self.row["iam"]:
            if not re.fullmatch(r"[a-z0-9-]+:[A-Z][A-Za-z0-9]+", action):
                yield f"iam: {action!r} is no action; write prefix:Operation"
