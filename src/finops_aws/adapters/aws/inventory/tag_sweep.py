"""The tags of a region's resources in one sweep, instead of a call per resource."""

from concurrent.futures import Future
from threading import Lock

from finops_aws.adapters.aws.inventory.access import AwsAccess
from finops_aws.adapters.aws.inventory.calls import Caller, Gate, Place
from finops_aws.adapters.aws.inventory.endings import Failure
from finops_aws.adapters.aws.inventory.tag_map import tag_map

CLIENT = "resourcegroupstaggingapi"
PAGE = 100

Swept = dict[str, dict[str, str]] | None
"""ARN → tags; None when the sweep failed and nothing is known."""


class TagSweep:
    """Asks the Resource Groups Tagging API once per account and region; the answer serves every service."""

    def __init__(self, access: AwsAccess, gate: Gate) -> None:
        self._access = access
        self._gate = gate
        self._swept: dict[tuple[str, str], Future[Swept]] = {}
        self._lock = Lock()

    def tags(self, account: str, region: str) -> Swept:
        with self._lock:
            future = self._swept.get((account, region))
            if future is None:
                mine = self._swept[account, region] = Future()
        if future is not None:
            return future.result()
        mine.set_result(self._sweep(account, region))
        return mine.result()

    def _sweep(self, account: str, region: str) -> Swept:
        place = Place(account, region, CLIENT)
        try:
            caller = Caller(self._access.client(place), place, gate=self._gate)
            return {
                one["ResourceARN"]: tag_map(one.get("Tags"))
                for page in caller.pages("GetResources", {"ResourcesPerPage": PAGE})
                for one in page["ResourceTagMappingList"]
            }
        except Failure:
            return None
