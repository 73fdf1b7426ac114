"""Pages put together are the whole; the largest and the others are too."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.bills import books_of, line
from tests.entrypoints.api.callers import Caller, Parameter, caller_in

AMOUNTS = ("gross", "credits", "refunds", "after_credits")
LISTS = {
    "/costs": ("rows", {"by": ["ServiceName", "RegionId"], "granularity": "day", "from_": "2026-10"}),
    "/changes": ("changes", {"by": "ResourceId", "from_": "2026-11"}),
    "/services": ("services", {"from_": "2026-10"}),
    "/dimensions/x_UsageType": ("values", {"from_": "2026-10"}),
}


def pages(api: Caller, path: str, limit: int, **parameters: Parameter) -> list[Any]:
    """Every page, by following ``next_offset``."""
    found: list[Any] = []
    offset: int | None = 0
    while offset is not None:
        found.append(api.document(path, **parameters, limit=limit, offset=offset))
        offset = found[-1]["page"]["next_offset"]
    return found


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("limit", [1, 7, 10_000])
def test_pages_put_together_are_the_whole(api: Caller, path: str, limit: int) -> None:
    name, parameters = LISTS[path]
    if limit == 1:
        parameters = parameters | {"metric": "billed"}
    whole = api.document(path, **parameters, limit=10_000)[name]
    assert len(whole) > 7
    limit = max(limit, len(whole) // 60)  # sixty calls are enough
    found = pages(api, path, limit, **parameters)
    assert [row for page in found for row in page[name]] == whole
    assert {page["page"]["total"] for page in found} == {len(whole)}
    assert [page["page"]["offset"] for page in found] == list(range(0, len(whole), limit))
    assert [len(page[name]) for page in found[:-1]] == [limit] * (len(found) - 1)


def test_a_page_says_the_totals_of_the_whole(api: Caller) -> None:
    whole = api.document("/costs", from_="2026-10")
    page = api.document("/costs", from_="2026-10", limit=2, offset=1)
    assert page["rows"] == whole["rows"][1:3]
    assert page["totals"] == whole["totals"]
    assert page["page"] == {"total": len(whole["rows"]), "limit": 2, "offset": 1, "next_offset": 3}


@pytest.mark.parametrize("path", LISTS)
def test_beyond_the_last_row_a_page_is_empty(api: Caller, path: str) -> None:
    name, parameters = LISTS[path]
    found = api.document(path, **parameters, offset=10**9)
    assert found[name] == []
    assert found["page"]["next_offset"] is None


def test_a_page_that_ends_with_the_last_row_is_the_last(api: Caller) -> None:
    total = api.document("/services")["page"]["total"]
    assert api.document("/services", limit=total)["page"]["next_offset"] is None
    assert api.document("/services", limit=total - 1)["page"]["next_offset"] == total - 1


@pytest.mark.parametrize("granularity", ["total", "day", "month"])
@pytest.mark.parametrize("by", [["ServiceName"], ["tag:team", "RegionId"]])
@pytest.mark.parametrize("top", [1, 3, 100])
def test_the_largest_and_the_others_are_the_whole(
    api: Caller, granularity: str, by: list[str], top: int
) -> None:
    asked: dict[str, Parameter] = {"by": by, "granularity": granularity, "from_": "2026-10", "to": "2026-12"}
    whole = api.document("/costs", **asked, limit=10_000)
    found = api.document("/costs", **asked, top=top, limit=10_000)
    assert found["totals"] == whole["totals"]
    assert len(found["rows"]) + sum(other["groups"] for other in found["others"]) == len(whole["rows"])
    for bucket in {row["bucket"] for row in whole["rows"]}:
        parts, all_rows = (
            [row for row in rows if row["bucket"] == bucket]
            for rows in (found["rows"] + found["others"], whole["rows"])
        )
        assert _added(parts) == _added(all_rows)
    assert [row for row in whole["rows"] if row in found["rows"]] == found["rows"]


def _added(rows: list[dict[str, Any]]) -> dict[str, Decimal]:
    return {name: sum((Decimal(row[name]) for row in rows), Decimal(0)) for name in AMOUNTS}


def test_by_nothing_is_the_total_alone(api: Caller) -> None:
    by_service = api.document("/costs", from_="2026-10")
    found = api.document("/costs", from_="2026-10", by="")
    assert found["rows"] == found["totals"] == by_service["totals"]
    assert (found["question"]["by"], found["rows"][0]["keys"]) == ([], {})
    header, row = api.get("/costs.csv", from_="2026-10", by="").text.splitlines()
    assert header == "bucket,currency,gross,credits,refunds,after_credits"
    assert row == ",".join(["", "USD", *(found["rows"][0][name] for name in AMOUNTS)])


def test_a_table_holds_every_row_whatever_the_page(api: Caller) -> None:
    whole = api.get("/costs.csv", by="ResourceId").data
    assert api.get("/costs.csv", by="ResourceId", limit=1, offset=3).data == whole
    assert whole.count(b"\r\n") == 1 + api.document("/costs", by="ResourceId")["page"]["total"]


def test_the_values_of_a_dimension_are_its_groups(api: Caller) -> None:
    groups = api.document("/costs", by="tag:team", metric="billed")["rows"]
    values = api.document("/dimensions/tag:team", metric="billed")["values"]
    assert values == [
        {"value": row["keys"]["tag:team"], "currency": "USD", "after_credits": row["after_credits"]}
        for row in groups
    ]


def test_a_search_keeps_the_values_that_contain_it(api: Caller) -> None:
    values = [one["value"] for one in api.document("/dimensions/ServiceName", from_="2026-10")["values"]]
    found = api.document("/dimensions/ServiceName", from_="2026-10", search="AMAZON elastic")
    assert [one["value"] for one in found["values"]] == [
        value for value in values if "amazon elastic" in value.lower()
    ]
    assert 0 < found["page"]["total"] < len(values)
    assert api.document("/dimensions/ServiceName", search="no such service")["values"] == []


def test_services_are_groups_with_their_category(api: Caller) -> None:
    rows = api.document("/costs", by=["ServiceCategory", "ServiceName"], from_="2026-10")["rows"]
    services = api.document("/services", from_="2026-10")["services"]
    assert [(one["service_category"], one["service_name"]) for one in services] == [
        tuple(row["keys"].values()) for row in rows
    ]
    assert [[one[name] for name in AMOUNTS] for one in services] == [
        [row[name] for name in AMOUNTS] for row in rows
    ]
    assert {one["is_mapped"] for one in services} == {True}


def test_a_service_that_the_catalogue_does_not_know_says_so(tmp_path: Path) -> None:
    books_of(tmp_path, [line("Usage", "6"), line("Usage", "2", line_item_product_code="AmazonTeapot")])
    services = caller_in(tmp_path / "books").document("/services")["services"]
    assert [(one["is_mapped"], one["after_credits"]) for one in services] == [(True, "6"), (False, "2")]
    assert "AmazonTeapot" in services[1]["service_name"]


def test_dimensions_list_what_can_be_asked(api: Caller) -> None:
    found = api.document("/dimensions")
    assert {"ServiceName", "SubAccountId", "x_UsageType"} <= set(found["dimensions"])
    assert {"tag:team", "cost_category:BusinessUnit"} <= set(found["tags"])
    assert len(found["metrics"]) == 8
    assert found["granularities"] == ["day", "month", "total"]
    for name in (*found["dimensions"], *found["tags"]):
        assert api.get("/costs", by=name).status_code == 200


@pytest.mark.parametrize(
    ("path", "rows", "key"),
    [
        ("/dimensions/ServiceName", "values", lambda row: row["value"]),
        ("/services", "services", lambda row: (row["service_category"], row["service_name"])),
    ],
)
def test_over_several_months_each_stands_once(
    api: Caller, path: str, rows: str, key: Callable[[Any], object]
) -> None:
    document = api.document(path, from_="2026-10", to="2026-12")
    names = [key(row) for row in document[rows]]
    assert names
    assert len(names) == len(set(names))
