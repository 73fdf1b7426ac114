"""Lists that several rows take apart are asked for once: an Aurora instance is also an RDS one."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from finops_aws.adapters.aws.access.calls import Caller, Place
from finops_aws.adapters.aws.access.endings import Failure, Trouble
from finops_aws.adapters.aws.inventory.catalogue import Listing


@dataclass(slots=True)
class _Pages:
    """What a list gave, and what ended it early."""

    pages: list[dict[str, Any]] = field(default_factory=list)
    failure: Failure | None = None


class SharedLists:
    """The pages of each list; those that several of the (client, listing) ask for are kept for the next."""

    def __init__(self, listings: Iterable[tuple[str, Listing]]) -> None:
        asked = Counter((client, _key(one.op, one.params)) for client, one in listings)
        self._shared = {key for key, times in asked.items() if times > 1}
        self._pages: dict[tuple[Place, str], Future[_Pages]] = {}
        self._lock = Lock()

    def pages(self, caller: Caller, listing: Listing, *, parents: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Every page; raises Failure after those that were obtained, to all who ask for the same list."""
        parameters = {**listing.params, **parents}
        if (caller.place.client, _key(listing.op, listing.params)) not in self._shared:
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
        found = future.result()
        yield from found.pages
        if found.failure is not None:
            raise found.failure

    def forget(self, client: str) -> None:
        """Let go of the lists of a service whose jobs are all done."""
        with self._lock:
            self._pages = {key: pages for key, pages in self._pages.items() if key[0].client != client}


def _fill(future: Future[_Pages], caller: Caller, *, operation: str, parameters: dict[str, Any]) -> None:
    found = _Pages(failure=Failure(Trouble.UNPARSEABLE, code=operation, reason=operation))
    try:
        for page in caller.pages(operation, parameters):
            found.pages.append(page)
        found.failure = None
    except Failure as failure:
        found.failure = failure
    finally:  # also after an answer nobody expected: whoever waits must not wait for ever
        future.set_result(found)


def _key(operation: str, parameters: dict[str, Any]) -> str:
    return f"{operation} {json.dumps(parameters, sort_keys=True, default=str)}"
