"""Every identity leaves nothing over on bills 1 to 100; the others are in a file of their own, to run beside."""

from pathlib import Path

from tests.application.reconciled_bills import inexact_bills


def test_nothing_is_left_over_on_a_hundred_bills(tmp_path: Path):
    assert inexact_bills(tmp_path, range(1, 101)) == {}
