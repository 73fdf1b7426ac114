"""Tests reach no network and see none of the developer's own settings."""

import os
import socket

import pytest


def test_a_test_that_reaches_for_the_network_fails():
    with socket.socket() as own, pytest.raises(AssertionError, match="reached for the network"):
        own.connect(("192.0.2.1", 80))


def test_a_test_may_talk_to_its_own_server():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass


def test_settings_of_the_developer_are_hidden():
    assert {name for name in os.environ if name.startswith("FINOPS_")} == set()
    assert "AWS_PROFILE" not in os.environ
