"""What pricing asks of the bill: lines by resource, rates, what a commitment could cover, and days."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from finops_aws.adapters.stores.examined_estate import DuckDbExamined
from finops_aws.adapters.stores.rate_file import JsonRates
from finops_aws.application.analysis import Analysis
from finops_aws.domain.money import exact_sum
from finops_aws.domain.optimization.findings import Finding
from finops_aws.domain.optimization.realized import CostTrail
from finops_aws.domain.period import Period, parse_day
from finops_aws.errors import NotFound
from tests.adapters.stores.test_rate_file import rate
from tests.domain.optimization.recommending import finding
from tests.small_ledgers import ledger_in, scan_sandbox, small_bill

WISHES = {"company": "ipe", "lines": 20_000}


@pytest.fixture(scope="module")
def analysis(tmp_path_factory: pytest.TempPathFactory) -> Analysis:
    folder = tmp_path_factory.mktemp("examined")
    bill = small_bill(folder / "bill", **WISHES)
    made = ledger_in(folder / "data")
    made.ingest([str(export) for export in bill.exports])
    scan_sandbox(folder / "data", **WISHES)
    return made


@pytest.fixture
def estate(analysis: Analysis) -> Iterator[DuckDbExamined]:
    with analysis.judgement.detector.examine() as opened:
        assert isinstance(opened, DuckDbExamined)
        yield opened


def charged(estate: DuckDbExamined, query: str) -> list[tuple[object, ...]]:
    engine: duckdb.DuckDBPyConnection = estate._engine
    return engine.execute(query).fetchall()


def resources(estate: DuckDbExamined, condition: str = "TRUE") -> list[Finding]:
    rows = charged(
        estate,
        f"SELECT DISTINCT account, resource_id FROM charged WHERE resource_id IS NOT NULL AND {condition} "
        "ORDER BY ALL LIMIT 40",
    )
    return [finding(str(name), account=str(account)) for account, name in rows]


def test_the_window_is_thirty_days_and_leaves_out_the_last_two_billed(
    estate: DuckDbExamined, analysis: Analysis
):
    window = estate.window()
    (first, last) = charged(estate, "SELECT MIN(first_day), MAX(last_day) FROM charged")[0]
    assert window.days == 30
    assert str(window.start) <= str(first) <= str(last) < str(window.end)
    billed = analysis.store.last_hour(Period(parse_day("2026-11-01"), parse_day("2026-12-01")))
    assert billed is not None
    assert (billed.date() - window.end).days == 1


def test_a_resources_lines_are_what_the_bill_has_of_it(estate: DuckDbExamined):
    found = resources(estate)
    lines = estate.lines(found)
    for one in found:
        (total,) = charged(
            estate,
            f"SELECT SUM(amount) FROM charged WHERE account = '{one.account}' "
            f"AND resource_id = '{one.resource_id}'",
        )[0]
        own = lines[one.account, one.resource_id]
        assert exact_sum(line.amount for line in own if line.amount is not None) == Decimal(str(total))
        assert all(line.first <= line.last < estate.window().end for line in own)


def test_what_commitments_cover_is_part_of_the_line(estate: DuckDbExamined):
    found = resources(estate, "commitment IS NOT NULL")
    assert found
    for own in estate.lines(found).values():
        for line in own:
            assert line.amount is not None
            assert 0 <= line.committed <= line.amount


def test_a_list_rate_is_list_cost_by_quantity_of_one_service(estate: DuckDbExamined):
    rows = charged(
        estate,
        "SELECT service_code, usage_type, SUM(list_amount), SUM(quantity) FROM charged WHERE list_amount > 0 "
        "GROUP BY 1, 2 HAVING SUM(quantity) > 0 ORDER BY 1, 2 LIMIT 20",
    )
    for service, usage_type, cost, quantity in rows:
        rate = estate.rate(str(service), str(usage_type))
        assert rate is not None
        assert float(rate.amount) == pytest.approx(float(str(cost)) / float(str(quantity)), rel=1e-6)
        assert (rate.currency, rate.is_own) == ("USD", True)
        assert estate.rate("AmazonOther", str(usage_type)) is None


def test_a_rate_that_the_bill_lacks_is_the_price_lists_and_the_own_one_wins(
    estate: DuckDbExamined, analysis: Analysis
):
    known = next(pair for pair in estate.billed() if estate.rate(*pair))
    own = estate.rate(*known)
    file = analysis.rates
    assert isinstance(file, JsonRates)
    file.add([rate("SAE1-Never:Billed", "0.5"), replace(rate(known[1], "99"), service_code=known[0])])
    with analysis.judgement.detector.examine() as again:
        listed = again.rate("AmazonEC2", "SAE1-Never:Billed")
        assert listed is not None
        assert (listed.amount, listed.is_own) == (Decimal("0.5"), False)
        assert again.rate(*known) == own


def test_a_commitment_could_cover_what_runs_on_demand_of_the_kinds_it_covers(estate: DuckDbExamined):
    found = resources(estate, "commitment IS NOT NULL")
    line = next(line for own in estate.lines(found).values() for line in own if line.commitments)
    by_hour = estate.absorbing(next(iter(line.commitments)))
    assert len(by_hour) == estate.hours()
    assert min(by_hour.values()) >= 0
    assert set(estate.absorbing("arn:of-no-commitment").values()) == {0}


def test_days_add_up_to_the_lines_and_a_day_without_a_line_cost_nothing(estate: DuckDbExamined):
    (one,) = resources(estate)[:1]
    lines = estate.lines([one])[one.account, one.resource_id]
    window = estate.window()
    asked = CostTrail(account=one.account, names=one.names, usage_types=("",), period=window)
    days = estate.daily_costs(asked)
    first = window.start.toordinal()
    assert [day.day.toordinal() for day in days] == list(range(first, first + 30))
    assert exact_sum(day.own for day in days if day.own is not None) == exact_sum(
        line.amount for line in lines if line.amount is not None
    )
    nobody = CostTrail(account=one.account, names=("nobody",), usage_types=("",), period=window)
    assert {(day.own, day.others) for day in estate.daily_costs(nobody)} == {(Decimal(0), Decimal(0))}


def test_others_are_those_of_the_same_usage_types_that_no_decision_is_about(estate: DuckDbExamined):
    usage_type, count = charged(
        estate,
        "SELECT usage_type, COUNT(DISTINCT resource_id) FROM charged WHERE resource_id IS NOT NULL "
        "GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1",
    )[0]
    assert int(str(count)) >= 2
    first, second, *_ = resources(estate, f"usage_type = '{usage_type}'")
    asked = CostTrail(
        account=first.account, names=first.names, usage_types=(str(usage_type),), period=estate.window()
    )
    every = estate.daily_costs(asked)
    fewer = estate.daily_costs(replace(asked, others=second.names))
    assert [day.own for day in every] == [day.own for day in fewer]
    sums = [exact_sum(day.others for day in days if day.others is not None) for days in (every, fewer)]
    assert sums[0] > sums[1]


def test_advice_is_told_with_the_names_of_its_resource(estate: DuckDbExamined):
    advice = estate.advice()
    assert advice
    assert any(one.names for one in advice)
    assert estate.currency() == "USD"


def test_without_a_scan_or_a_bill_there_is_nothing_to_examine(tmp_path: Path):
    with pytest.raises(NotFound), ledger_in(tmp_path).judgement.detector.examine():
        pytest.fail("nothing is there")
