"""The period of a question: as given, else the last month that is held."""

import pytest

from finops_aws.application.visibility.choose_period import choose_period
from finops_aws.errors import InvalidPeriod, NotFound
from tests.domain.held_bills import bill

HELD = [bill("2026-09"), bill("2026-11"), bill("2026-12", is_current=False), bill("2026-10")]


@pytest.mark.parametrize(
    ("start", "end", "wanted"),
    [
        (None, None, "2026-11-01/2026-12-01"),
        ("2026-09", None, "2026-09-01/2026-10-01"),
        ("2026-09-17", None, "2026-09-17/2026-10-01"),
        ("2026-09", "2026-11", "2026-09-01/2026-11-01"),
        ("2026-09-17", "2026-09-18", "2026-09-17/2026-09-18"),
        (None, "2026-11-05", "2026-11-01/2026-11-05"),
        (None, "2026-11", "2026-11-01/2026-12-01"),
    ],
)
def test_a_period_is_what_was_given(start: str | None, end: str | None, wanted: str) -> None:
    assert str(choose_period(start, end, deliveries=HELD)) == wanted


def test_days_need_no_ledger_and_the_last_month_does() -> None:
    assert str(choose_period("2026-09", None, deliveries=[])) == "2026-09-01/2026-10-01"
    for held in ([], [bill("2026-11", is_current=False)]):
        with pytest.raises(NotFound):
            choose_period(None, None, deliveries=held)


@pytest.mark.parametrize(
    ("start", "end"),
    [("soon", None), ("2026-13", None), ("2026-10", "2026-10"), ("2026-10", "2026-09"), (None, "later")],
)
def test_what_is_no_period_is_refused(start: str | None, end: str | None) -> None:
    with pytest.raises(InvalidPeriod):
        choose_period(start, end, deliveries=HELD)
