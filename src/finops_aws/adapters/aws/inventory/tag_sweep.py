"""The tags of a region's resources in one sweep, instead of a call per resource."""

from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from threading import Lock
from typing import Any

from finops_aws.adapters.aws.access.accounts import AwsAccess
from finops_aws.adapters.aws.access.calls import Caller, Gate, Place
from finops_aws.adapters.aws.access.endings import Failure, Trouble
from finops_aws.adapters.aws.inventory.catalogue import ResourceType, Tags
from finops_aws.adapters.aws.inventory.tag_map import tag_map

CLIENT = "resourcegroupstaggingapi"
READ_TAGS = "tag:GetResources"
PAGE = 100
MOST_FILTERS = 100
"""The API's limits. Source: botocore's model of it."""

Swept = dict[str, dict[str, str]] | Failure
"""ARN → tags, or why nothing is known of them."""


class TagSweep:
    """Asks the Resource Groups Tagging API once per account and region; the answer serves every service.

    Only the services of the ``rows`` that need it are asked for: what tells its tags itself is left out.
    """

    def __init__(self, access: AwsAccess, gate: Gate, *, rows: Iterable[ResourceType] = ()) -> None:
        self._access = access
        self._gate = gate
        services = sorted({_service(row) for row in rows if _is_swept(row)} - {""})
        self._services = services if len(services) <= MOST_FILTERS else []
        self._swept: dict[tuple[str, str], Future[Swept]] = {}
        self._lock = Lock()

    def tags(self, account: str, region: str) -> Swept:
        with self._lock:
            future = self._swept.get((account, region))
            if future is None:
                mine = self._swept[account, region] = Future()
        if future is not None:
            return future.result()
        try:
            mine.set_result(self._sweep(Place(account, region, CLIENT)))
        finally:
            if not mine.done():  # an answer nobody expected: whoever waits must not wait for ever
                mine.set_result(Failure(Trouble.UNPARSEABLE, code="GetResources", reason="GetResources"))
        return mine.result()

    def _sweep(self, place: Place) -> Swept:
        try:
            caller = Caller(self._access.client(place), place, gate=self._gate)
            return {
                one["ResourceARN"]: tag_map(one.get("Tags"))
                for page in self._pages(caller)
                for one in page["ResourceTagMappingList"]
            }
        except Failure as failure:
            return failure

    def _pages(self, caller: Caller) -> Iterator[dict[str, Any]]:
        """The pages of the services asked for; all there is where the API does not know one of them."""
        asked = {"ResourcesPerPage": PAGE}
        try:
            yield from caller.pages("GetResources", asked | self._filters())
        except Failure as failure:
            if failure.trouble is not Trouble.BAD_REQUEST or not self._services:
                raise
            yield from caller.pages("GetResources", asked)

    def _filters(self) -> dict[str, Any]:
        return {"ResourceTypeFilters": self._services} if self._services else {}


def _is_swept(row: ResourceType) -> bool:
    return row.tags.prefer == "rgta" if isinstance(row.tags, Tags) else row.tags == "rgta"


def _service(row: ResourceType) -> str:
    """The service as ARNs name it: that of the row's own, which is also the prefix of its actions."""
    parts = (row.fields.arn_template or "").split(":")
    if len(parts) > 2:
        return parts[2]
    return row.iam[0].partition(":")[0] if row.iam else ""
