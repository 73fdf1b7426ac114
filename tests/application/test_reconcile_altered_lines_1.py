"""A bill with one line altered does not reconcile: eighty of them, as many in a file to run beside."""

from pathlib import Path

from tests.application.altered_bills import missed_alterations

SEEDS = range(1001, 1081)


def test_an_altered_line_is_noticed(tmp_path: Path):
    missed, without_controls = missed_alterations(tmp_path, SEEDS)
    assert missed == []
    assert without_controls >= len(SEEDS) // 2, "identities alone should notice more than half"
