"""Parameters of the query and ec2 protocols, sent as a form."""

from typing import Any
from urllib.parse import parse_qsl

from finops_aws.sandbox.server.scalars import value_of

Tree = dict[str, Any]
OWN_TEXT = ""


def form_fields(text: str) -> dict[str, str]:
    """This will give the fields of a form; of a repeated field, the last."""
    return dict(parse_qsl(text, keep_blank_values=True))


def form_parameters(shape: Any, fields: dict[str, str], *, ec2: bool) -> dict[str, Any]:
    """This will read the parameters of an input shape from the fields of a form."""
    tree: Tree = {}
    for name, text in fields.items():
        branch = tree
        for part in name.split("."):
            branch = branch.setdefault(part, {})
        branch[OWN_TEXT] = text
    read = _Reader(ec2).structure(shape, tree) if shape is not None else {}
    return dict(read)


class _Reader:
    def __init__(self, ec2: bool) -> None:
        self._ec2 = ec2

    def structure(self, shape: Any, tree: Tree) -> dict[str, Any]:
        found = {}
        for name, member in shape.members.items():
            branch = self._branch(name, member, tree)
            if branch is not None:
                found[name] = self._value(member, branch)
        return found

    def _branch(self, name: str, shape: Any, tree: Tree) -> Tree | None:
        if self._is_flat_list(shape) and shape.member.serialization.get("name") and not self._ec2:
            return tree.get(shape.member.serialization["name"])
        return tree.get(self._name(shape, name))

    def _name(self, shape: Any, name: str) -> str:
        traits = shape.serialization
        if not self._ec2:
            return str(traits.get("name", name))
        if "queryName" in traits:
            return str(traits["queryName"])
        sent = str(traits.get("name", name))
        return sent[0].upper() + sent[1:] if "name" in traits else sent

    def _is_flat_list(self, shape: Any) -> bool:
        return shape.type_name == "list" and bool(shape.serialization.get("flattened"))

    def _value(self, shape: Any, tree: Tree) -> Any:
        if shape.type_name == "structure":
            return self.structure(shape, tree)
        if shape.type_name == "list":
            return self._list(shape, tree)
        if shape.type_name == "map":
            return self._map(shape, tree)
        return value_of(shape, tree.get(OWN_TEXT, ""))

    def _list(self, shape: Any, tree: Tree) -> list[Any]:
        if not self._ec2 and not shape.serialization.get("flattened"):
            tree = tree.get(shape.member.serialization.get("name", "member"), {})
        return [self._value(shape.member, branch) for branch in _numbered(tree)]

    def _map(self, shape: Any, tree: Tree) -> dict[str, Any]:
        if not shape.serialization.get("flattened"):
            tree = tree.get("entry", {})
        key_name = shape.key.serialization.get("name", "key")
        value_name = shape.value.serialization.get("name", "value")
        return {
            self._value(shape.key, entry[key_name]): self._value(shape.value, entry.get(value_name, {}))
            for entry in _numbered(tree)
            if key_name in entry
        }


def _numbered(tree: Tree) -> list[Tree]:
    return [tree[key] for key in sorted((key for key in tree if key.isdigit()), key=int)]
