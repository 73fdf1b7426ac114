"""Lists cut into pages as each operation pages them."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from finops_aws.sandbox.server.calls import Refusal
from finops_aws.sandbox.server.models import ClientModel

UNLIMITED_CLIENTS = frozenset({"ec2", "sqs"})
"""Services that give everything when no limit is asked for."""
USUAL_PAGE = 100
TOKEN_LENGTH = 96
WHERE = "sandbox-position"


@dataclass(frozen=True, slots=True)
class Paging:
    """How an operation pages; ``items_path`` leads to the list in its output. Without a pager, no tokens."""

    items_path: tuple[str, ...]
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    limit: str | None = None
    more: str | None = None

    @property
    def last_item_path(self) -> tuple[str, ...] | None:
        """The member of the last item that serves as token, for operations such as kinesis ListStreams."""
        first = self.outputs[0] if self.outputs else ""
        _, mark, rest = first.partition("[-1]")
        return tuple(part for part in rest.split(".") if part) if mark else None


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the items and the position of the next, None after the last."""

    items: Sequence[Any]
    following: int | None


def paging(model: ClientModel, operation: str) -> Paging | None:
    """This will give how an operation pages, or None when its output holds no list."""
    pager = model.paginators.get(operation)
    shape = model.operation(operation).output_shape
    if pager is None:
        path = first_list(shape) if shape is not None else None
        return Paging(path) if path else None
    outputs = [token.split(" || ")[0] for token in _listed(pager["output_token"])]
    return Paging(
        items_path=tuple(_listed(pager["result_key"])[0].split(".")),
        inputs=tuple(_listed(pager["input_token"])),
        outputs=tuple(outputs),
        limit=pager.get("limit_key"),
        more=pager.get("more_results"),
    )


def first_list(shape: Any, depth: int = 2) -> tuple[str, ...] | None:
    """This will give the path to the first list of a structure, its own lists before those inside."""
    for name, member in shape.members.items():
        if member.type_name == "list":
            return (name,)
    for name, member in shape.members.items():
        inside = first_list(member, depth - 1) if depth > 1 and member.type_name == "structure" else None
        if inside:
            return (name, *inside)
    return None


def shape_at(shape: Any, path: Sequence[str]) -> Any:
    """This will give the shape of a member inside a structure, or None if there is none."""
    for name in path:
        shape = shape.members.get(name) if shape is not None and shape.type_name == "structure" else None
    return shape


def page(model: ClientModel, operation: str, *, items: Sequence[Any], asked: Mapping[str, Any]) -> Page:
    """This will cut the page that the parameters ask for.

    Raises Refusal when the token is none that the sandbox gave.
    """
    plan = paging(model, operation)
    if plan is None or not plan.inputs:
        return Page(items, None)
    start = position(model, operation, items=items, asked=asked)
    size = _size(model, operation, plan, asked=asked)
    end = len(items) if size is None else start + size
    return Page(items[start:end], end if end < len(items) else None)


def _size(model: ClientModel, operation: str, plan: Paging, *, asked: Mapping[str, Any]) -> int | None:
    limit = asked.get(plan.limit) if plan.limit else None
    shape = model.operation(operation).input_shape
    member = shape.members.get(plan.limit) if shape is not None and plan.limit else None
    most = member.metadata.get("max") if member is not None else None
    if limit is None:
        return None if model.client in UNLIMITED_CLIENTS else min(USUAL_PAGE, most or USUAL_PAGE)
    return max(1, int(limit))


def position(model: ClientModel, operation: str, *, items: Sequence[Any], asked: Mapping[str, Any]) -> int:
    """This will give at which item the asked page starts.

    Raises Refusal when the token is none that the sandbox gave.
    """
    plan = paging(model, operation)
    name = plan.inputs[0] if plan and plan.inputs else ""
    sent = asked.get(name)
    if plan is None or sent in (None, "", 0):
        return 0
    if isinstance(sent, int):
        return sent
    text = sent.get(WHERE, {}).get("S", "") if isinstance(sent, dict) else str(sent)
    if plan.last_item_path is not None:
        names = [value_at(item, plan.last_item_path) for item in items]
        return names.index(text) + 1 if text in names else 0
    prefix = text[:8]
    if prefix.isdigit() and text == token(model, operation, at=int(prefix)):
        return int(prefix)
    if name.startswith("Start") or name.endswith("KeyMarker"):
        return 0
    raise invalid_token(model, operation)


def token(model: ClientModel, operation: str, *, at: int) -> str:
    """This will give the token for a position; it is valid for this operation only."""
    seal = hashlib.sha512(f"{model.client} {operation} {at}".encode()).hexdigest()
    plan = paging(model, operation)
    shape = model.operation(operation).input_shape
    member = shape.members.get(plan.inputs[0]) if shape is not None and plan and plan.inputs else None
    limits = member.metadata if member is not None else {}
    length = min(max(TOKEN_LENGTH, limits.get("min", 0)), limits.get("max", 1024))
    return (f"{at:08d}" + seal * 8)[:length]


def tokens(model: ClientModel, operation: str, *, at: int | None) -> dict[tuple[str, ...], Any]:
    """This will give what an output says about the next page, by path; None means there is none."""
    plan = paging(model, operation)
    if plan is None or not plan.inputs:
        return {}
    said: dict[tuple[str, ...], Any] = {}
    shape = model.operation(operation).output_shape
    if plan.more:
        said[tuple(plan.more.split("."))] = at is not None
    if at is None or plan.last_item_path is not None:
        return said
    path = tuple(plan.outputs[0].split("."))
    kind = getattr(shape_at(shape, path), "type_name", "string")
    text = token(model, operation, at=at)
    typed = {"integer": at, "long": at, "map": {WHERE: {"S": text}}, "structure": {}}
    said[path] = typed.get(kind, text)
    return said


def placed(output: dict[str, Any], path: Sequence[str], *, value: Any) -> None:
    """This will put a value into an output, making the structures on its way."""
    for name in path[:-1]:
        output = output.setdefault(name, {})
    output[path[-1]] = value


def value_at(item: Any, path: Sequence[str]) -> Any:
    """This will give what stands at a path in an item, None if nothing does."""
    for name in path:
        item = item.get(name) if isinstance(item, Mapping) else None
    return item


def invalid_token(model: ClientModel, operation: str) -> Refusal:
    """This will give the error by which the service refuses a token it does not know."""
    modelled = [shape.name for shape in model.operation(operation).error_shapes]
    about_tokens = [
        name for name in modelled if "Token" in name and "Expired" not in name and "Tag" not in name
    ]
    usual = "InvalidParameterValue" if model.family in ("ec2", "query") else "ValidationException"
    usual = {"ec2": "InvalidParameterValue", "s3": "InvalidArgument"}.get(model.family, usual)
    code = (about_tokens or [name for name in modelled if name == "ValidationException"] or [usual])[0]
    return Refusal(code, "The token for the next page is not valid.")


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)
