"""Cost Explorer beside exports: an export's month is never asked for, and replaces what was told."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import click
import pytest

from finops_aws.application.visibility.ingest_exports import Feed, FeedRequest, ingest_cost_explorer
from finops_aws.documents.sources import sources_document
from finops_aws.domain.visibility.delivery import Delivery
from finops_aws.entrypoints.cli.door import Door
from finops_aws.entrypoints.cli.main import MESSAGES, build
from finops_aws.errors import BudgetExceeded, ExportChanged, ExportNotReady, InvalidParameter
from finops_aws.sandbox.server import SandboxAws
from finops_aws.toolkit.messages import Messages
from tests.adapters.exports.told_costs import Teller, fact, fed_books, told_records
from tests.bills import NOW, PAYER, Books, line, write_csv

MONTHS = ("2026-09", "2026-10", "2026-11")
OCTOBER = {
    "bill_billing_period_start_date": "2026-10-01T00:00:00.000Z",
    "bill_billing_period_end_date": "2026-11-01T00:00:00.000Z",
    "line_item_usage_start_date": "2026-10-05T00:00:00.000Z",
    "line_item_usage_end_date": "2026-10-05T01:00:00.000Z",
}


@dataclass(frozen=True)
class Payer:
    """A payer with a Cost Explorer of three months, and books of its own."""

    books: Books
    teller: Teller

    def ask(self, months: int = 3, limit: str = "1.00") -> Feed:
        ingest = self.books.analysis.ingest_cost_explorer(FeedRequest(months, Decimal(limit)))
        assert ingest.feed is not None
        return ingest.feed

    def take_export(self, folder: Path) -> None:
        export = write_csv(folder / "export" / "bill.csv", [line("Usage", "100", **OCTOBER)])
        self.books.analysis.ingest([str(export)])

    def held(self) -> dict[str, str]:
        """Month → shape of the delivery that counts."""
        current = [one for one in self.books.analysis.deliveries() if one.is_current]
        assert len({one.billing_period for one in current}) == len(current)
        return {one.billing_period: one.shape for one in current}

    def cost(self) -> Decimal:
        return sum((row["BilledCost"] for row in self.books.ledger()), Decimal(0))

    def kept(self) -> list[str]:
        """The files of the cache."""
        files = (self.books.folder / "cache").rglob("*")
        return sorted(file.name for file in files if file.is_file())


@pytest.fixture
def payer(tmp_path: Path) -> Iterator[Payer]:
    teller = Teller([fact("10", DAY=f"{month}-05") for month in MONTHS])
    with SandboxAws(told_records(teller)) as aws:
        yield Payer(fed_books(tmp_path / "books", aws, clock=PassingClock()), teller)


class PassingClock:
    """A minute later at every question."""

    def __init__(self) -> None:
        self._now = NOW

    def now(self) -> datetime:
        self._now += timedelta(minutes=1)
        return self._now


FED = "cost-explorer csv.gz"


def test_the_months_are_counted_back_from_the_running_one(payer: Payer):
    assert payer.ask() == Feed((), 5, Decimal("0.05"))
    assert payer.held() == dict.fromkeys(MONTHS, FED)
    assert payer.cost() == 30


def test_only_the_months_asked_for_are_asked(payer: Payer):
    payer.ask(months=1)
    assert list(payer.held()) == ["2026-11"]
    assert {one["TimePeriod"]["Start"] for one in payer.teller.asked} == {"2026-11-01"}


def test_a_month_that_an_export_holds_is_not_asked_for_and_not_counted_twice(payer: Payer, tmp_path: Path):
    payer.take_export(tmp_path)
    feed = payer.ask()
    assert feed.held_by_export == ("2026-10",)
    assert payer.held() == {"2026-09": FED, "2026-10": "CUR 2.0 csv", "2026-11": FED}
    assert payer.cost() == 120


def test_an_export_takes_the_place_of_what_cost_explorer_told(payer: Payer, tmp_path: Path):
    payer.ask()
    payer.take_export(tmp_path)
    assert payer.held() == {"2026-09": FED, "2026-10": "CUR 2.0 csv", "2026-11": FED}
    assert payer.cost() == 120


def test_nothing_is_asked_when_exports_hold_every_month(payer: Payer, tmp_path: Path):
    payer.take_export(tmp_path)
    books = payer.books.analysis
    held = [replace(one, billing_period=month) for one in books.deliveries() for month in MONTHS]
    ingest = ingest_cost_explorer(
        FeedRequest(), feed=books.feed, ingest=books.ingest, deliveries=lambda: held, now=NOW
    )
    assert ingest.feed == Feed(MONTHS, 0, Decimal(0))
    assert payer.teller.asked == []


def test_an_export_that_comes_meanwhile_wins(payer: Payer, tmp_path: Path):
    payer.take_export(tmp_path)
    books = payer.books.analysis
    told: list[list[Delivery]] = [[], list(books.deliveries())]
    with pytest.raises(ExportChanged):
        ingest_cost_explorer(
            FeedRequest(), feed=books.feed, ingest=books.ingest, deliveries=lambda: told.pop(0), now=NOW
        )
    assert payer.held() == {"2026-10": "CUR 2.0 csv"}


def test_the_same_costs_are_not_read_again(payer: Payer):
    payer.ask()
    kept = payer.kept()
    again = payer.books.analysis.ingest_cost_explorer(FeedRequest())
    assert (again.read, again.already_held) == ((), 1)
    assert payer.kept() == kept


def test_changed_costs_take_the_place_of_those_told_before(payer: Payer):
    payer.ask()
    payer.teller.facts = [*payer.teller.facts, fact("5", DAY="2026-11-19")]
    later = datetime(2026, 11, 20, 18, tzinfo=UTC)
    books = payer.books.analysis
    ingest_cost_explorer(
        FeedRequest(), feed=books.feed, ingest=books.ingest, deliveries=books.deliveries, now=later
    )
    assert payer.cost() == 35
    assert payer.held() == dict.fromkeys(MONTHS, FED)


def test_a_limit_reached_leaves_nothing_behind(payer: Payer):
    with pytest.raises(BudgetExceeded):
        payer.ask(limit="0.04")
    assert (payer.held(), payer.kept(), len(payer.teller.asked)) == ({}, [], 4)


def test_costs_that_do_not_add_up_leave_nothing_behind(payer: Payer):
    payer.teller.off = Decimal("0.01")
    with pytest.raises(ExportNotReady) as caught:
        payer.ask()
    assert caught.value.facts["location"] == "cost-explorer:"
    assert (payer.held(), payer.kept()) == ({}, [])


def test_what_was_told_is_kept_in_cost_explorers_own_words(payer: Payer):
    payer.ask()
    (manifest,) = (payer.books.folder / "cache" / "cost-explorer" / PAYER).rglob("*-Manifest.json")
    told = json.loads(manifest.read_text("utf-8"))
    assert (told["exportName"], told["createdAt"]) == ("cost-explorer", "2026-11-20T12:01:00+00:00")
    with gzip.open(manifest.with_name(told["dataFiles"][0]), "rt", encoding="utf-8") as file:
        assert len(file.readlines()) == 4


def test_what_was_kept_is_read_again_without_asking(payer: Payer, tmp_path: Path):
    payer.ask()
    asked = len(payer.teller.asked)
    with SandboxAws(told_records(payer.teller)) as aws:
        again = fed_books(tmp_path / "again", aws)
        again.analysis.ingest([str(payer.books.folder / "cache" / "cost-explorer")])
    assert [one.shape for one in again.analysis.deliveries()] == [FED] * 3
    assert len(payer.teller.asked) == asked


def test_sources_say_that_cost_explorer_told_it(payer: Payer):
    payer.ask()
    messages = Messages(MESSAGES)
    deliveries = payer.books.analysis.deliveries()
    document = sources_document(deliveries, (), text=lambda key, **facts: messages.text(key, "en", **facts))
    assert {(one.export, one.shape, one.state) for one in document.deliveries} == {
        ("cost-explorer", FED, "estimated")
    }
    assert {notice.key for one in document.deliveries for notice in one.notices} == {"cost-explorer"}


def test_a_fed_ledger_can_be_exported_as_focus(payer: Payer, tmp_path: Path):
    payer.ask()
    export = payer.books.analysis.export_focus(tmp_path / "out.parquet")
    assert (export.rows, [total.billed for total in export.totals]) == (3, [30])


@pytest.fixture
def door(payer: Payer) -> Door:
    door = Door("en", Messages(MESSAGES))
    door.__dict__["analysis"] = payer.books.analysis
    return door


def run(door: Door, *arguments: str) -> None:
    build(door).main(["ingest", *arguments], prog_name="finops", standalone_mode=False)


def test_the_command_says_what_it_may_cost_and_what_it_cost(
    door: Door, payer: Payer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    payer.take_export(tmp_path)
    run(door, "cost-explorer:", "--max-paid-usd", "0.50")
    before, held, paid, done, *notices = capsys.readouterr().out.splitlines()
    assert before.startswith("Cost Explorer charges USD 0.01 for each request (https://aws.amazon.com/")
    assert "At most 50 requests are made, USD 0.50 in all" in before
    assert held == "Not asked for, as an export holds them: 2026-10."
    assert paid == "Requests made to Cost Explorer: 5, USD 0.05 in all."
    assert done.startswith("Read 2 lines, 2026-09 to 2026-11 (deliveries: 2, payers: 1)")
    assert "These figures come from Cost Explorer, not from an export" in " ".join(notices)


def test_the_command_asks_cost_explorer_on_its_own_only(door: Door, payer: Payer):
    with pytest.raises(InvalidParameter):
        run(door, "cost-explorer:", "bills/")
    assert payer.teller.asked == []


@pytest.mark.parametrize("limit", ["much", "-1", "NaN", "Infinity"])
def test_a_limit_is_an_amount(door: Door, payer: Payer, limit: str):
    with pytest.raises(click.BadParameter):
        run(door, "cost-explorer:", "--max-paid-usd", limit)
    assert payer.teller.asked == []


@pytest.mark.parametrize("months", ["0", "15"])
def test_months_are_those_that_cost_explorer_keeps(door: Door, payer: Payer, months: str):
    with pytest.raises(click.BadParameter, match="1<=x<=14"):
        run(door, "cost-explorer:", "--months", months)
    assert payer.teller.asked == []
