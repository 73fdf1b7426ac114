"""What AWS's own operations tell of a thing: the advisors judge by the same answers as everybody."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from finops_aws.sandbox.server.calls import Place
from finops_aws.sandbox.server.records import Records

if TYPE_CHECKING:
    from finops_aws.sandbox.estate.things import Thing

Item = dict[str, Any]
Listing = tuple[str, str, Callable[[Item], Iterable[Item]], str]


def _itself(item: Item) -> Iterable[Item]:
    return [item]


LISTINGS: dict[str, Listing] = {
    "instance": ("ec2", "DescribeInstances", lambda item: item["Instances"], "InstanceId"),
    "volume": ("ec2", "DescribeVolumes", _itself, "VolumeId"),
    "snapshot": ("ec2", "DescribeSnapshots", _itself, "SnapshotId"),
    "address": ("ec2", "DescribeAddresses", _itself, "AllocationId"),
    "natgateway": ("ec2", "DescribeNatGateways", _itself, "NatGatewayId"),
    "database": ("rds", "DescribeDBInstances", _itself, "DBInstanceIdentifier"),
    "function": ("lambda", "ListFunctions", _itself, "FunctionName"),
}
"""Kind of thing → client, operation, the things inside a listed item, and the member that names them."""


class Told:
    """Looks things up in the records, each list once, when it is first asked for."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._known: dict[tuple[str, Place], dict[str, Item]] = {}

    def of(self, thing: "Thing") -> Item | None:
        """What the listing operation of its kind tells of the thing, None when it does not list it."""
        if thing.kind not in LISTINGS:
            return None
        return self.all(thing.kind, account=thing.account, region=thing.region).get(thing.name)

    def all(self, kind: str, *, account: str, region: str) -> dict[str, Item]:
        """Name → what is told of it, for every thing of the kind in the place."""
        client, operation, inside, name = LISTINGS[kind]
        place = Place(account, region, client)
        if (kind, place) not in self._known:
            listed = self._records.items(place, operation)
            self._known[kind, place] = {one[name]: one for item in listed for one in inside(item)}
        return self._known[kind, place]
