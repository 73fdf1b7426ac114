"""For every test: the same examples on every run, no network, none of the developer's own settings."""

import os
import socket
from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("house")

LOOPBACK = ("127.0.0.1", "::1", "localhost")


for name in [name for name in os.environ if name.startswith(("AWS_", "FINOPS_"))]:
    del os.environ[name]
os.environ["AWS_CONFIG_FILE"] = os.environ["AWS_SHARED_CREDENTIALS_FILE"] = os.devnull
os.environ["AWS_EC2_METADATA_DISABLED"] = "true"


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """A test may talk to a server of its own on this machine, to nothing else."""
    connect = socket.socket.connect

    def connect_to_this_machine(own: socket.socket, address: object) -> None:
        if own.family in (socket.AF_INET, socket.AF_INET6) and str(address[0]) not in LOOPBACK:  # type: ignore[index]
            raise AssertionError(f"a test reached for the network: {address}")
        connect(own, address)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_to_this_machine)
        yield
