"""What the sandbox answers to an understood call."""

from typing import Any

from finops_aws.sandbox.server.calls import Call, Refusal
from finops_aws.sandbox.server.made_up import Imagination
from finops_aws.sandbox.server.models import ClientModel
from finops_aws.sandbox.server.pages import Paging, page, paging, placed, position, shape_at, tokens
from finops_aws.sandbox.server.records import Records
from finops_aws.sandbox.server.selection import selected

SILENT_WHEN_EMPTY = frozenset({"sqs", "sdb"})
PLAIN_VALUES = {"string": "", "boolean": False, "integer": 0, "long": 0, "float": 0.0, "double": 0.0}


class Answers:
    """This will answer calls from the records; with ``fill``, it makes up what they do not hold."""

    def __init__(self, records: Records, *, fill: bool) -> None:
        self._records = records
        self._fill = fill

    def output(self, model: ClientModel, call: Call) -> dict[str, Any]:
        """This will give the output of a call.

        Raises Refusal for what AWS refuses.
        """
        whole = self._records.output(call)
        if whole is not None:
            return whole
        answerer = self._records.answerer(call.place.client, call.operation)
        if answerer is not None:
            return answerer(call)
        items = self._records.items(call.place, call.operation)
        if not items and self._fill:
            return _made_up(model, call)
        if not items and self._records.knows_others(call):
            _refuse_unknown(model, call)
        return _listed(model, call, items)


def _listed(model: ClientModel, call: Call, items: list[Any]) -> dict[str, Any]:
    plan = paging(model, call.operation)
    shape = model.operation(call.operation).output_shape
    output: dict[str, Any] = {}
    if plan is None:
        return output
    chosen = selected(call, items, shape=shape_at(shape, plan.items_path), ec2=model.client == "ec2")
    part = page(model, call.operation, items=chosen, asked=call.parameters)
    if part.items or model.client not in SILENT_WHEN_EMPTY:
        placed(output, plan.items_path, value=list(part.items))
    for path, value in tokens(model, call.operation, at=part.following).items():
        placed(output, path, value=value)
    _complete_around(output, plan, shape)
    return output


def _complete_around(output: dict[str, Any], plan: Paging, shape: Any) -> None:
    """The structure around a list gets its required members, such as CloudFront's Quantity."""
    inside, count = output, 0
    for name in plan.items_path[:-1]:
        inside, shape = inside.setdefault(name, {}), shape.members[name]
    if inside is output:
        return
    count = len(inside.get(plan.items_path[-1], ()))
    for name in shape.required_members:
        kind = shape.members[name].type_name
        if name not in inside and kind in PLAIN_VALUES:
            inside[name] = count if name == "Quantity" else PLAIN_VALUES[kind]


def _made_up(model: ClientModel, call: Call) -> dict[str, Any]:
    operation = model.operation(call.operation)
    plan = paging(model, call.operation)
    if operation.output_shape is None:
        return {}
    second = _is_second_page(plan, call, model)
    output: dict[str, Any] = Imagination(call.place, page=2 if second else 1).value(operation.output_shape)
    if plan is None or not plan.inputs:
        return output
    for path in plan.outputs:
        if "[" not in path:
            placed(output, path.split("."), value=None)
    unlimited = model.client in {"ec2", "sqs"} and not call.parameters.get(plan.limit or "")
    for path_parts, value in tokens(model, call.operation, at=None if second or unlimited else 1).items():
        placed(output, path_parts, value=value)
    return output


def _is_second_page(plan: Paging | None, call: Call, model: ClientModel) -> bool:
    sent = bool(plan and plan.inputs and call.parameters.get(plan.inputs[0]))
    if sent and plan and plan.last_item_path is None:
        position(model, call.operation, items=[], asked=call.parameters)
    return sent


def _refuse_unknown(model: ClientModel, call: Call) -> None:
    if not call.operation.startswith(("Describe", "Get", "Head")):
        return
    for shape in model.operation(call.operation).error_shapes:
        if "NotFound" in shape.name or shape.name.startswith("NoSuch"):
            code = shape.metadata.get("error", {}).get("code", shape.name)
            raise Refusal(
                code, f"{call.operation}: there is no such thing.", 404 if "rest" in model.protocol else 400
            )
