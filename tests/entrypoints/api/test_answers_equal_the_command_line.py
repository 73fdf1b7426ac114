"""The API and the command line give the same answer to the same question."""

import csv
import io
import itertools
import random
from dataclasses import dataclass, field
from decimal import Decimal

import openpyxl
import pytest

from finops_aws.domain.charge import CostMetric
from finops_aws.domain.visibility.costs import DIMENSIONS
from tests.entrypoints.api.callers import Caller
from tests.entrypoints.conftest import BilledCompany, Finops

PERIODS = {
    "the last month": (),
    "a closed month": ("2026-10",),
    "both months": ("2026-10", "2026-12"),
    "days of both months": ("2026-10-20", "2026-11-08"),
    "one day": ("2026-11-05", "2026-11-06"),
    "a year": ("2026-01", "2027-01"),
}
GROUPS = [
    *((name,) for name in DIMENSIONS),
    ("tag:team",),
    ("tag:environment", "ServiceName"),
    ("cost_category:BusinessUnit",),
    ("ServiceName", "RegionId", "x_Movement"),
    ("SubAccountName", "tag:cost_center"),
]
FILTERS = [
    (),
    ("ServiceName=Amazon Elastic Compute Cloud|Amazon Bedrock",),
    ("ChargeCategory!=Tax",),
    ("tag:team=(untagged)",),
    ("tag:environment!=(unallocatable)", "x_Movement=gross"),
    ("RegionId=(none)",),
    ("ServiceName=There is no such service",),
]
GRANULARITIES = ("day", "month", "total")
METRICS = [metric.value for metric in CostMetric]
QUESTIONS = 60


@dataclass(frozen=True)
class Asked:
    """A question in the words of both doors."""

    period: tuple[str, ...] = ()
    by: tuple[str, ...] = ("ServiceName",)
    metric: str = "effective"
    granularity: str = "total"
    filters: tuple[str, ...] = field(default=())

    def options(self) -> list[str]:
        named = [("--by", ",".join(self.by)), ("--metric", self.metric), ("--granularity", self.granularity)]
        named += zip(("--from", "--to"), self.period, strict=False)
        named += [("--filter", text) for text in self.filters]
        return ["costs", *itertools.chain.from_iterable(named)]

    def parameters(self) -> dict[str, list[str]]:
        asked = {"by": list(self.by), "metric": [self.metric], "granularity": [self.granularity]}
        asked |= {name: [day] for name, day in zip(("from", "to"), self.period, strict=False)}
        return asked | ({"filter": list(self.filters)} if self.filters else {})


def questions() -> list[Asked]:
    """Each dimension, metric, granularity, filter and period in turn, mixed the same way every time."""
    mixed = random.Random(0)
    wheel = [
        itertools.cycle(mixed.sample(choices, len(choices)))
        for choices in (list(PERIODS.values()), GROUPS, METRICS, list(GRANULARITIES), FILTERS)
    ]
    return [Asked(*(next(one) for one in wheel)) for _ in range(QUESTIONS)]


ASKED = questions()


def test_the_questions_use_everything_that_can_be_asked() -> None:
    assert {name for asked in ASKED for name in asked.by} >= {*DIMENSIONS, "tag:team"}
    assert {asked.metric for asked in ASKED} == set(METRICS)
    assert {asked.filters for asked in ASKED} == set(FILTERS)
    assert {asked.period for asked in ASKED} == set(PERIODS.values())
    assert len(set(ASKED)) == QUESTIONS


@pytest.mark.parametrize("asked", ASKED, ids=[str(number) for number in range(QUESTIONS)])
def test_the_answer_is_that_of_the_command_line(
    finops: Finops, api: Caller, company: BilledCompany, asked: Asked
) -> None:
    wanted = finops(*asked.options(), "--format", "json", data=company.data).document
    found = api.document("/costs", **asked.parameters(), limit=10_000)
    page = found.pop("page")
    assert found == wanted
    assert page == {"total": len(wanted["rows"]), "limit": 10_000, "offset": 0, "next_offset": None}

    printed = finops(*asked.options(), "--format", "csv", data=company.data).out
    taken = api.get("/costs.csv", **asked.parameters())
    assert taken.data == printed.encode()


def test_most_of_the_questions_have_an_answer(api: Caller) -> None:
    rows = [len(api.document("/costs", **asked.parameters())["rows"]) for asked in ASKED]
    assert sum(count > 0 for count in rows) > QUESTIONS // 2
    assert max(rows) > 100


@pytest.mark.parametrize("asked", ASKED[:12], ids=[str(number) for number in range(12)])
def test_the_workbook_holds_the_rows_and_says_what_was_asked(api: Caller, asked: Asked) -> None:
    response = api.get("/costs.xlsx", **asked.parameters())
    book = openpyxl.load_workbook(io.BytesIO(response.data))
    rows, notes = (list(book[name].iter_rows()) for name in ("costs", "FinOps AWS"))
    header, *wanted = csv.reader(io.StringIO(api.get("/costs.csv", **asked.parameters()).text, newline=""))

    assert [cell.value for cell in rows[0]] == header
    assert [[_as_csv(cell.value) for cell in row] for row in rows[1:]] == [
        [_double(cell) if place >= len(header) - 4 else cell for place, cell in enumerate(row)]
        for row in wanted
    ]
    assert {cell.data_type for row in (*rows, *notes) for cell in row} <= {"s", "n"}
    said = {name.value: value.value for name, value in notes}
    assert said["by"] == ", ".join(asked.by)
    assert (said["metric"], said["granularity"]) == (asked.metric, asked.granularity)
    assert (said["filters"] or "") == "; ".join(asked.filters)


def _as_csv(cell: object) -> str:
    return "" if cell is None else str(float(cell)) if isinstance(cell, int | float) else str(cell)


def _double(amount: str) -> str:
    """The amount in the 16 digits that a workbook is written with."""
    return str(float(f"{Decimal(amount):.16g}")) if amount else ""


@pytest.mark.parametrize("period", PERIODS.values(), ids=list(PERIODS))
@pytest.mark.parametrize("by", [("ServiceName",), ("tag:team", "RegionId")])
def test_what_changed_is_that_of_the_command_line(
    finops: Finops, api: Caller, company: BilledCompany, period: tuple[str, ...], by: tuple[str, ...]
) -> None:
    asked = Asked(period=period, by=by, metric="billed")
    compared = [*asked.options(), "--compare", "previous"]
    wanted = finops(*compared, "--format", "json", data=company.data).document
    found = api.document("/changes", **asked.parameters(), limit=10_000)
    assert found["changes"] == wanted["changes"]
    for side in ("current", "previous"):
        assert found[side] == wanted[side]["question"]
        assert found[f"{side}_totals"] == wanted[side]["totals"]
        assert found[f"{side}_gaps"] == wanted[side]["gaps"]
    printed = finops(*compared, "--format", "csv", data=company.data).out
    assert api.get("/changes.csv", **asked.parameters()).data == printed.encode()


def test_the_sources_are_those_of_the_command_line(
    finops: Finops, api: Caller, company: BilledCompany
) -> None:
    for lang in ("en", "pt-BR"):
        wanted = finops("--lang", lang, "sources", "--format", "json", data=company.data).document
        found = api.document("/sources", lang=lang)
        for delivery in (*wanted["deliveries"], *found["deliveries"]):
            delivery["delivered_at"] = delivery["delivered_at"].replace("+00:00", "Z")
            delivery["ingested_at"] = delivery["ingested_at"].replace("+00:00", "Z")
        assert found == wanted


def test_the_reconciliation_is_that_of_the_command_line(
    finops: Finops, api: Caller, company: BilledCompany
) -> None:
    for lang in ("en", "pt-BR"):
        printed = finops("--lang", lang, "reconcile", "--format", "json", data=company.data)
        assert api.document("/reconciliation", lang=lang) == printed.document
