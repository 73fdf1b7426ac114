"""Which items a request's parameters choose."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from finops_aws.sandbox.server.calls import Call, Refusal
from finops_aws.sandbox.server.filters import filtered, singular

VERB = re.compile(r"^(Describe|List|Get|Search|Batch(Get|Describe)?)")
NESTED = {"DescribeInstances": "Instances"}
"""EC2 operations that choose among items inside their items."""
ENDINGS = ("", "Id", "Name", "Arn", "Identifier")
NEVER_CHOOSES = frozenset({"owners", "ownerids", "filters", "filter"})
MISSING = {
    "InstanceIds": "InvalidInstanceID",
    "VolumeIds": "InvalidVolume",
    "SnapshotIds": "InvalidSnapshot",
    "ImageIds": "InvalidAMIID",
    "AllocationIds": "InvalidAllocationID",
    "NatGatewayIds": "NatGatewayNotFound",
    "VpcIds": "InvalidVpcID",
    "SubnetIds": "InvalidSubnetID",
    "GroupIds": "InvalidGroup",
    "NetworkInterfaceIds": "InvalidNetworkInterfaceID",
    "VpcEndpointIds": "InvalidVpcEndpointId",
    "LaunchTemplateIds": "InvalidLaunchTemplateId",
    "RouteTableIds": "InvalidRouteTableID",
    "TransitGatewayIds": "InvalidTransitGatewayID",
}


def selected(call: Call, items: Sequence[Any], *, shape: Any, ec2: bool) -> list[Any]:
    """This will give the items of a list that the parameters choose; ``shape`` is that of the list.

    Raises Refusal for an id that EC2 does not find and for a filter it does not know.
    """
    if shape is None or shape.type_name != "list":
        return list(items)
    nested = NESTED.get(call.operation) if ec2 else None
    if nested is None:
        return _Choice(call, shape.member, ec2).among(items)
    kept = []
    flat = [
        {**outer, **inner, _OUTER: at} for at, outer in enumerate(items) for inner in outer.get(nested, ())
    ]
    chosen = _Choice(call, _both(shape.member, nested), ec2).among(flat)
    for at, outer in enumerate(items):
        ids = {id(one) for one in chosen if one[_OUTER] == at}
        own = [one for one in flat if one[_OUTER] == at]
        inside = [inner for inner, one in zip(outer.get(nested, ()), own, strict=True) if id(one) in ids]
        if inside:
            kept.append({**outer, nested: inside})
    return kept


_OUTER = " position"


class _Both:
    """A structure with the members of an item and of the items inside it."""

    type_name = "structure"

    def __init__(self, outer: Any, inner: Any) -> None:
        self.name = inner.name
        self.members = {**outer.members, **inner.members}


def _both(outer: Any, nested: str) -> _Both:
    return _Both(outer, outer.members[nested].member)


class _Choice:
    """The parameters of one call, applied to the items of one shape."""

    def __init__(self, call: Call, shape: Any, ec2: bool) -> None:
        self._call = call
        self._shape = shape
        self._ec2 = ec2

    def among(self, items: Sequence[Any]) -> list[Any]:
        kept = list(items)
        if self._shape.type_name != "structure":
            return self._with_prefix(kept)
        kept = self._of_types(self._owned(kept))
        for name, value in self._call.parameters.items():
            if name.lower() not in NEVER_CHOOSES:
                kept = self._named(kept, name, value)
        filters = self._call.parameters.get("Filters") or self._call.parameters.get("Filter") or []
        if not isinstance(filters, list):
            return kept
        noun = VERB.sub("", self._call.operation)
        return filtered(kept, filters, shape=self._shape, noun=noun, strict=self._ec2)

    def _with_prefix(self, items: list[Any]) -> list[Any]:
        for name, value in self._call.parameters.items():
            if name.endswith("NamePrefix") and isinstance(value, str):
                return [item for item in items if str(item).rpartition("/")[2].startswith(value)]
        return items

    def _of_types(self, items: list[Any]) -> list[Any]:
        """The tagging API's resources of the types asked for, each ``service`` or ``service:type``."""
        wanted = self._call.parameters.get("ResourceTypeFilters")
        if not wanted:
            return items
        return [item for item in items if set(wanted) & _types(str(item.get("ResourceARN", "")))]

    def _owned(self, items: list[Any]) -> list[Any]:
        wanted = self._call.parameters.get("OwnerIds") or self._call.parameters.get("Owners")
        if not wanted or "OwnerId" not in self._shape.members:
            return items
        owners = {self._call.place.account if owner == "self" else owner for owner in wanted}
        aliases = ("OwnerId", "ImageOwnerAlias", "OwnerAlias")
        return [item for item in items if owners & {item.get(alias) for alias in aliases}]

    def _named(self, items: list[Any], name: str, value: Any) -> list[Any]:
        if name.endswith("Prefix") and isinstance(value, str):
            return self._starting(items, name, value)
        members = [member for member in self._members(name) if any(member in item for item in items)]
        if not members or value in (None, [], ""):
            return items
        wanted = value if isinstance(value, list) else [value]
        if isinstance(wanted[0], Mapping):
            return [item for item in items if _holds_all(item.get(members[0]), wanted)]
        found = [item for item in items if any(_is_one(item.get(member), wanted) for member in members)]
        if self._ec2 and name in MISSING and isinstance(value, list):
            self._refuse_missing(found, name, members)
        return found

    def _starting(self, items: list[Any], name: str, value: str) -> list[Any]:
        stem = name.removesuffix("Prefix")
        member = next((one for one in self._members(stem or "Key") if one), None)
        return [item for item in items if str(item.get(member, "")).startswith(value)] if member else items

    def _members(self, name: str) -> list[str]:
        """The members that a parameter may mean: its own name, its singular, or that and Id, Name, Arn."""
        stems = dict.fromkeys((name, singular(name)))
        own = [f"{self._shape.name}{stem}" for stem in stems if stem in ("Name", "Arn", "Id", "Identifier")]
        possible = [f"{stem}{ending}".lower() for stem in stems for ending in ENDINGS]
        possible += [one.lower() for one in own]
        exact = [member for member in self._shape.members if member.lower() in {s.lower() for s in stems}]
        return exact or [member for member in self._shape.members if member.lower() in possible]

    def _refuse_missing(self, found: list[Any], name: str, members: Iterable[str]) -> None:
        known = {item.get(member) for item in found for member in members}
        for wanted in self._call.parameters[name]:
            if wanted not in known:
                code = MISSING[name] if MISSING[name].endswith("NotFound") else f"{MISSING[name]}.NotFound"
                what = singular(name).removesuffix("Id").lower()
                raise Refusal(code, f"The {what} ID '{wanted}' does not exist")


def _types(arn: str) -> set[str]:
    """The service of an ARN, and its type of resource."""
    parts = [*arn.split(":", 5), "", "", "", "", ""]
    service, kind = parts[2], re.split("[/:]", parts[5])[0]
    return {service, f"{service}:{kind}"}


def _is_one(actual: Any, wanted: Sequence[Any]) -> bool:
    if isinstance(actual, list | tuple):
        return any(_is_one(one, wanted) for one in actual)
    if actual in wanted:
        return True
    text = str(actual)
    return text.startswith("arn:") and any(text.endswith((f"/{want}", f":{want}")) for want in wanted)


def _holds_all(actual: Any, wanted: Sequence[Mapping[str, Any]]) -> bool:
    held = actual if isinstance(actual, list | tuple) else [actual]
    return all(
        any(isinstance(one, Mapping) and want.items() <= one.items() for one in held) for want in wanted
    )
