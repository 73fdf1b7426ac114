"""EC2-style filters: which of an item's members a filter name means, and whether its values fit."""

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from finops_aws.sandbox.server.calls import Refusal

Path = tuple[str, ...]
DEEPEST = 4
BOUNDARY = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
OTHER_NAMES = {
    "status": ("state",),
    "cidr": ("cidr-block",),
    "isdefault": ("is-default",),
    "default": ("is-default",),
    "ip-address": ("public-ip-address",),
    "dns-name": ("public-dns-name",),
    "owner-alias": ("image-owner-alias",),
    "db-cluster-id": ("db-cluster-identifier",),
    "db-instance-id": ("db-instance-identifier",),
    "db-snapshot-id": ("db-snapshot-identifier",),
    "addresses.private-ip-address": ("private-ip-addresses.private-ip-address",),
    "dhcp-options-id": ("dhcp-options-id",),
    "ip-permission.cidr": ("ip-permission.cidr-ip",),
    "ip-permission.group-id": ("ip-permission.user-id-group-pair.group-id",),
    "route.destination-cidr-block": ("route.destination-cidr-block",),
}


def kebab(name: str) -> str:
    """This will write a member name as filters do: ``VpcId`` becomes ``vpc-id``."""
    return BOUNDARY.sub("-", name).lower()


def singular(word: str) -> str:
    """This will give the singular of an English plural, or the word itself."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def filtered(
    items: Sequence[Any], filters: Sequence[Mapping[str, Any]], *, shape: Any, noun: str, strict: bool
) -> list[Any]:
    """This will keep the items that fit all filters; ``noun`` is what the operation describes.

    Raises Refusal with InvalidParameterValue for an unknown filter name when ``strict``.
    """
    kept = list(items)
    for one in filters:
        name, values = _name_and_values(one)
        if name.startswith("tag"):
            kept = [item for item in kept if any(_fits(text, values) for text in _tag_texts(item, name))]
            continue
        path = path_of(shape, name, noun=noun)
        if path is not None:
            kept = [item for item in kept if any(_fits(text, values) for text in texts_at(item, path))]
        elif strict:
            raise Refusal("InvalidParameterValue", f"The filter '{name}' is invalid")
    return kept


def _name_and_values(one: Mapping[str, Any]) -> tuple[str, Sequence[Any]]:
    lowered = {key.lower(): value for key, value in one.items()}
    name = lowered.get("name", lowered.get("key", ""))
    values = lowered.get("values", lowered.get("value", ()))
    return str(name), values if isinstance(values, list | tuple) else (values,)


def path_of(shape: Any, name: str, *, noun: str) -> Path | None:
    """This will give the path of the member that a filter name means, the shortest that fits, or None."""
    if shape.type_name != "structure":
        return None
    paths = list(_paths(shape))
    for candidate in _candidates(name, noun):
        for path in paths:
            if _means(path, candidate):
                return path
    return None


def _candidates(name: str, noun: str) -> Iterator[str]:
    yield name
    yield from OTHER_NAMES.get(name.lower(), ())
    nouns = {"is", *kebab(noun).split("-"), *kebab(singular(noun)).split("-")}
    words = name.split("-")
    while len(words) > 1 and words[0] in nouns:
        words = words[1:]
        yield "-".join(words)


def _means(path: Path, name: str) -> bool:
    parts = [kebab(part) for part in path]
    tails = {"-".join(parts[at:]) for at in range(len(parts))}
    tails |= {"-".join([*map(singular, parts[at:-1]), parts[-1]]) for at in range(len(parts))}
    outer, _, last = name.rpartition(".")
    if last not in tails:
        return False
    around = {*parts, *map(singular, parts)}
    return all(segment in around for segment in outer.split(".") if segment)


def _paths(shape: Any) -> Iterator[Path]:
    waiting: deque[tuple[Path, Any]] = deque([((), shape)])
    while waiting:
        path, inside = waiting.popleft()
        for name, member in inside.members.items():
            one = _item_shape(member)
            if one.type_name != "structure":
                yield (*path, name)
            elif len(path) < DEEPEST:
                waiting.append(((*path, name), one))


def _item_shape(shape: Any) -> Any:
    while shape.type_name == "list":
        shape = shape.member
    return shape


def texts_at(item: Any, path: Path) -> Iterator[str]:
    """This will give every value at a path as text, those of all list items on its way."""
    if isinstance(item, list | tuple):
        for one in item:
            yield from texts_at(one, path)
    elif path:
        if isinstance(item, Mapping) and item.get(path[0]) is not None:
            yield from texts_at(item[path[0]], path[1:])
    elif isinstance(item, bool):
        yield "true" if item else "false"
    else:
        yield str(item)


def _tag_texts(item: Mapping[str, Any], name: str) -> Iterator[str]:
    tags = item.get("Tags") or item.get("TagSet") or item.get("TagList") or []
    kind, _, wanted = name.partition(":")
    for tag in tags:
        if kind == "tag-key":
            yield str(tag["Key"])
        elif kind == "tag-value" or (kind == "tag" and tag["Key"] == wanted):
            yield str(tag.get("Value", ""))


def _fits(text: str, values: Sequence[Any]) -> bool:
    return any(_pattern(str(value)).fullmatch(text) for value in values)


def _pattern(value: str) -> re.Pattern[str]:
    return re.compile(re.escape(value).replace(r"\*", ".*").replace(r"\?", "."), re.DOTALL)
