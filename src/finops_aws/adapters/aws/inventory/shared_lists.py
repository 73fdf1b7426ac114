"""Lists that several rows take apart are asked for once: an Aurora instance is also an RDS one."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from threading import Lock
from typing import Any

from finops_aws.adapters.aws.inventory.calls import Caller, Place
from finops_aws.adapters.aws.inventory.catalogue import Listing
from finops_aws.adapters.aws.inventory.endings import Failure, Trouble

Pages = list[dict[str, Any]]


class SharedLists:
    """The pages of each list; those that more than one of the ``listings`` asks for are kept for the next."""

    def __init__(self, listings: Iterable[Listing]) -> None:
        asked = Counter(_key(one.op, one.params) for one in listings)
        self._shared = {key for key, times in asked.items() if times > 1}
        self._pages: dict[tuple[Place, str], Future[Pages]] = {}
        self._lock = Lock()

    def pages(self, caller: Caller, listing: Listing, *, parents: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Every page; raises Failure, which all who wait for the same list get."""
        parameters = {**listing.params, **parents}
        if _key(listing.op, listing.params) not in self._shared:
            yield from caller.pages(listing.op, parameters)
            return
        key = (caller.place, _key(listing.op, parameters))
        with self._lock:
            future = self._pages.get(key)
            if future is None:
                mine = self._pages[key] = Future()
        if future is None:
            _fill(mine, caller, operation=listing.op, parameters=parameters)
            future = mine
        yield from future.result()

    def forget(self, client: str) -> None:
        """Let go of the lists of a service whose jobs are all done."""
        with self._lock:
            self._pages = {key: pages for key, pages in self._pages.items() if key[0].client != client}


def _fill(future: Future[Pages], caller: Caller, *, operation: str, parameters: dict[str, Any]) -> None:
    try:
        future.set_result(list(caller.pages(operation, parameters)))
    except Failure as failure:
        future.set_exception(failure)
    finally:
        if not future.done():  # an answer nobody expected: whoever waits must not wait for ever
            future.set_exception(Failure(Trouble.UNPARSEABLE, code=operation, reason=operation))


def _key(operation: str, parameters: dict[str, Any]) -> str:
    return f"{operation} {json.dumps(parameters, sort_keys=True, default=str)}"
