"""What tests need to read bills from a bucket: a client of a local server, and a progress that counts."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

import boto3


class CountedProgress:
    """Remembers the steps taken and the units counted in each."""

    def __init__(self) -> None:
        self.steps: list[tuple[str, int]] = []
        self.counted = 0
        self._lock = Lock()

    @contextmanager
    def step(self, name: str, total: int) -> Iterator["CountedProgress"]:
        self.steps.append((name, total))
        yield self

    def tell(self, **counts: int) -> None:
        return None

    def advance(self, units: int = 1) -> None:
        with self._lock:
            self.counted += units


def client_of(endpoint: str) -> Any:
    # Retries would only add waiting: what is tested is what an error becomes.
    session = boto3.Session("AKIA", "secret", region_name="us-east-1")
    config = boto3.session.Config(retries={"total_max_attempts": 1})
    return session.client("s3", endpoint_url=endpoint, config=config)
