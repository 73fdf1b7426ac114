"""Every identity leaves nothing over on a hundred bills; a second hundred runs beside, in another file."""

from pathlib import Path

from tests.application.reconciled_bills import inexact_bills


def test_nothing_is_left_over_on_a_hundred_bills(tmp_path: Path):
    assert inexact_bills(tmp_path, range(101, 201)) == {}
