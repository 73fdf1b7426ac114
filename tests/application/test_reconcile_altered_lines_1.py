"""A bill with one line altered does not reconcile: eighty of them, as many in a file to run beside."""

from pathlib import Path

from tests.application.altered_bills import missed_alterations

SEEDS = range(1001, 1081)


def test_an_altered_line_is_noticed(tmp_path: Path, record_property):
    missed, without_controls = missed_alterations(tmp_path, SEEDS)
    record_property("missed", missed)
    record_property("noticed without control totals", without_controls)
    assert len(missed) <= len(SEEDS) // 100, missed
