"""The overview over HTTP, held against the questions that it puts together."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from finops_aws.domain.charge import CostMetric
from finops_aws.domain.visibility.overview import OverviewPart
from tests.bills import books_of, line
from tests.entrypoints.api.callers import Caller, StandingClock, caller_in, caller_of
from tests.entrypoints.conftest import BilledCompany
from tests.small_ledgers import ledger_in

AMOUNTS = ("gross", "credits", "refunds", "after_credits")
PARTS = [part.value for part in OverviewPart]


def amounts(row: dict[str, Any]) -> list[Decimal]:
    return [Decimal(row[name]) for name in AMOUNTS]


def added(rows: list[dict[str, Any]]) -> list[Decimal]:
    return [sum(column, Decimal(0)) for column in zip(*map(amounts, rows), strict=True)]


@pytest.fixture(scope="module")
def overview(api: Caller) -> Any:
    return api.document("/overview")


@pytest.fixture(scope="module")
def closed(company: BilledCompany) -> Caller:
    """The same ledger, looked at in December."""
    clock = StandingClock(datetime(2026, 12, 4, tzinfo=UTC))
    return caller_of(replace(ledger_in(company.data), clock=clock))


def test_the_window_is_november_up_to_the_last_whole_day(overview: Any) -> None:
    assert overview["window"] == {
        "start": "2026-11-01",
        "end": "2026-12-01",
        "is_running": True,
        "last_day": "2026-11-19",
        "complete_until": "2026-11-19",
    }


@pytest.mark.parametrize("metric", [metric.value for metric in CostMetric])
def test_the_headline_is_the_cost_of_the_month(api: Caller, company: BilledCompany, metric: str) -> None:
    headline = api.document("/overview", metric=metric, part="headline")["headline"]
    whole = api.document("/costs", metric=metric, by="", from_="2026-11", to="2026-12")
    assert headline["costs"]["totals"] == whole["totals"]
    assert headline["costs"]["question"] == whole["question"]
    if metric in ("billed", "effective", "unblended", "amortized"):
        (total,) = headline["costs"]["totals"]
        truth = company.totals("total", metric, period="2026-11")[""]
        assert Decimal(total["after_credits"]) == truth
    assert headline["forecast"] == {"is_built": False, "amount": None}


def test_the_change_is_of_the_same_days_of_the_month_before(api: Caller, overview: Any) -> None:
    change = overview["headline"]["change"]
    sides = {"current": ("2026-11-01", "2026-11-19"), "previous": ("2026-10-01", "2026-10-19")}
    (moved,) = change["changes"]
    for side, (start, end) in sides.items():
        assert (change[side]["start"], change[side]["end"]) == (start, end)
        (total,) = api.document("/costs", by="", from_=start, to=end)["totals"]
        assert moved[side] == total["after_credits"]
    assert Decimal(moved["difference"]) == Decimal(moved["current"]) - Decimal(moved["previous"])
    assert moved["ratio"] == float(Decimal(moved["difference"]) / Decimal(moved["previous"]))


def test_the_largest_changes_are_those_of_the_same_days(api: Caller, overview: Any) -> None:
    asked = api.document("/changes", from_="2026-11-01", to="2026-11-19", against="month", limit=10)
    assert overview["changes"]["changes"] == asked["changes"]
    assert overview["changes"]["previous"] == asked["previous"]
    assert asked["page"]["total"] > 10


def test_daily_and_its_others_add_up_to_every_day_to_the_last_decimal(api: Caller, overview: Any) -> None:
    daily = overview["daily"]
    asked = {"granularity": "day", "from_": daily["question"]["start"], "to": daily["question"]["end"]}
    whole = api.document("/costs", **asked, by="")
    assert len(whole["rows"]) == 30
    for day in whole["rows"]:
        parts = [row for row in daily["rows"] + daily["others"] if row["bucket"] == day["bucket"]]
        assert added(parts) == amounts(day)
    assert (
        added(daily["rows"] + daily["others"]) == amounts(daily["totals"][0]) == amounts(whole["totals"][0])
    )
    assert len({row["keys"]["ServiceName"] for row in daily["rows"]}) == 9
    assert daily["others"]


def test_months_are_the_bills_from_the_first_held(api: Caller, overview: Any) -> None:
    months = overview["months"]
    assert [row["bucket"] for row in months["rows"]] == ["2026-10-01", "2026-11-01"]
    for row, (start, end) in zip(
        months["rows"], [("2026-10", "2026-11"), ("2026-11", "2026-12")], strict=True
    ):
        (total,) = api.document("/costs", by="", from_=start, to=end)["totals"]
        assert amounts(row) == amounts(total)
    assert months["gaps"] == overview["gaps"] == []


def test_each_unknown_is_what_its_own_filter_shows(api: Caller, overview: Any) -> None:
    (total,) = overview["headline"]["costs"]["totals"]
    assert {"untagged", "estimated"} <= {unknown["kind"] for unknown in overview["unknowns"]}
    for unknown in overview["unknowns"]:
        shown_by = unknown["shown_by"]
        text = f"{shown_by['dimension']}={'|'.join(shown_by['values'])}"
        (shown,) = api.document("/costs", by="", filter=[text])["totals"]
        assert shown["after_credits"] == unknown["amount"]
        assert unknown["share"] == float(Decimal(unknown["amount"]) / Decimal(total["after_credits"]))


def test_every_tag_that_people_set_says_what_is_untagged(api: Caller, overview: Any) -> None:
    tags = [tag for tag in api.document("/dimensions")["tags"] if not tag.startswith("tag:aws:")]
    named = {one["name"]: one["amount"] for one in overview["unknowns"] if one["kind"] == "untagged"}
    for tag in tags:
        totals = api.document("/costs", by="", filter=[f"{tag}=(untagged)"])["totals"]
        untagged = totals[0]["after_credits"] if totals else "0"
        assert named.get(tag, "0") == untagged
    assert [tag for tag in api.document("/dimensions")["tags"] if tag.startswith("tag:aws:")] != []
    assert [name for name in named if name.startswith("tag:aws:")] == []


def test_freshness_is_that_of_the_newest_delivery(api: Caller, overview: Any) -> None:
    newest = api.document("/sources")["deliveries"][0]
    (fresh,) = overview["freshness"]
    assert fresh == {name: newest[name] for name in fresh}
    assert (fresh["billing_period"], fresh["lines"], fresh["estimated_lines"]) == ("2026-11", 219, 219)


@pytest.mark.parametrize("asked", [[part] for part in PARTS] + [["daily", "months"], PARTS])
def test_parts_alone_are_those_of_the_whole_and_the_others_null(
    api: Caller, overview: Any, asked: list[str]
) -> None:
    found = api.document("/overview", part=asked)
    assert {part for part in PARTS if found[part] is not None} == set(asked)
    assert all(found[part] == overview[part] for part in asked)
    assert found["window"] == overview["window"]


def test_a_closed_month_is_whole_and_held_against_the_whole_month_before(closed: Caller) -> None:
    found = closed.document("/overview")
    assert (found["window"]["is_running"], found["window"]["complete_until"]) == (False, "2026-12-01")
    (moved,) = found["headline"]["change"]["changes"]
    for side, month in (("current", "2026-11"), ("previous", "2026-10")):
        (total,) = closed.document("/costs", by="", from_=month)["totals"]
        assert moved[side] == total["after_credits"]
        assert found["headline"]["change"][side]["basis"] == "bills"


def test_a_new_day_is_a_new_answer(company: BilledCompany) -> None:
    analysis = ledger_in(company.data)
    today = caller_of(analysis).document("/overview", part="headline")
    tomorrow = replace(analysis, clock=StandingClock(datetime(2026, 12, 1, tzinfo=UTC)))
    assert today["window"]["is_running"]
    assert not caller_of(tomorrow).document("/overview", part="headline")["window"]["is_running"]


def test_a_month_before_that_is_not_held_is_null_and_not_zero(tmp_path: Path) -> None:
    books_of(tmp_path, [line("Usage", "6", resource_tags="{}")])
    found = caller_in(tmp_path / "books").document("/overview")
    for moved in (found["headline"]["change"], found["changes"]):
        (change,) = moved["changes"]
        assert change == change | {"previous": None, "current": "6", "difference": None, "ratio": None}


def test_a_running_month_without_a_whole_day_has_no_change(tmp_path: Path) -> None:
    dates = {
        "bill_billing_period_start_date": "2026-11-01T00:00:00.000Z",
        "bill_billing_period_end_date": "2026-12-01T00:00:00.000Z",
        "line_item_usage_start_date": "2026-11-01T21:00:00.000Z",
        "line_item_usage_end_date": "2026-11-01T22:00:00.000Z",
    }
    books_of(tmp_path, [line("Usage", "6", **dates)])
    found = caller_in(tmp_path / "books").document("/overview")
    assert (found["window"]["last_day"], found["window"]["complete_until"]) == ("2026-11-01", "2026-11-01")
    assert (found["headline"]["change"], found["changes"]) == (None, None)
    assert found["headline"]["costs"]["totals"][0]["after_credits"] == "6"
