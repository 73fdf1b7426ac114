"""A month without a bill is a gap: of one payer, or of everyone."""

from datetime import date

import pytest

from finops_aws.domain.period import Period
from finops_aws.domain.visibility.delivery import Gap, gaps, missing_bills
from tests.domain.held_bills import OTHER, PAYER, bill


def period(start: str, end: str) -> Period:
    return Period(date.fromisoformat(start), date.fromisoformat(end))


def test_without_a_bill_no_month_is_missing() -> None:
    assert missing_bills([]) == ()
    assert missing_bills([bill("2026-10", is_current=False)]) == ()


def test_a_month_between_two_bills_is_missing() -> None:
    assert missing_bills([bill("2026-08"), bill("2026-11")]) == (Gap("2026-09", None), Gap("2026-10", None))


def test_a_year_between_two_bills_is_twelve_months() -> None:
    assert len(missing_bills([bill("2025-06"), bill("2026-07")])) == 12


def test_a_payer_lacks_only_the_months_after_his_first() -> None:
    held = [bill("2026-08"), bill("2026-09"), bill("2026-10"), bill("2026-09", OTHER)]
    assert missing_bills(held) == (Gap("2026-10", OTHER),)


def test_a_superseded_bill_does_not_fill_a_month() -> None:
    held = [bill("2026-08"), bill("2026-09", is_current=False), bill("2026-10")]
    assert missing_bills(held) == (Gap("2026-09", None),)


@pytest.mark.parametrize(
    ("start", "end", "wanted"),
    [
        ("2026-10-01", "2026-11-01", ()),
        ("2026-10-10", "2026-10-12", ()),
        ("2026-09-30", "2026-10-02", (Gap("2026-09", None),)),
        ("2026-10-31", "2026-12-02", (Gap("2026-12", None),)),
        ("2026-10-31", "2026-12-01", ()),
        ("2026-12-01", "2027-01-01", (Gap("2026-12", None),)),
    ],
)
def test_a_question_needs_the_bill_of_every_month_it_touches(
    start: str, end: str, wanted: tuple[Gap, ...]
) -> None:
    assert gaps([bill("2026-10"), bill("2026-11")], period(start, end)) == wanted


def test_a_question_over_no_bill_at_all_lacks_every_month() -> None:
    assert gaps([], period("2026-10-01", "2026-12-01")) == (Gap("2026-10", None), Gap("2026-11", None))


def test_each_payer_that_lacks_a_month_is_named() -> None:
    third = "777788889999"
    held = [bill("2026-08", payer) for payer in (PAYER, OTHER, third)] + [bill("2026-09", third)]
    wanted = (Gap("2026-09", PAYER), Gap("2026-09", OTHER))
    assert gaps(held, period("2026-09-01", "2026-10-01")) == wanted
