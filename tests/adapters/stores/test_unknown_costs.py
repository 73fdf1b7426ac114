"""What an export does not say is unknown (None) in every answer it touches; 0 means zero."""

from decimal import Decimal
from pathlib import Path

import pytest

from finops_aws.domain.charge import CostMetric
from finops_aws.domain.visibility.costs import CostQuestion, Granularity
from tests.bills import MONTH, Books, amounts_by, line, open_books, write_csv

FOCUS = {
    "BilledCost": "4",
    "BillingAccountId": "999988887777",
    "BillingCurrency": "USD",
    "BillingPeriodEnd": "2026-02-01 00:00:00",
    "BillingPeriodStart": "2026-01-01 00:00:00",
    "ChargeCategory": "Usage",
    "ChargePeriodEnd": "2026-01-05 01:00:00",
    "ChargePeriodStart": "2026-01-05 00:00:00",
    "ContractedCost": "4",
    "EffectiveCost": "3",
    "ListCost": "5",
    "ProviderName": "AWS",
    "ServiceName": "Amazon Simple Queue Service",
    "SubAccountId": "444455556666",
}
SAID = {"billed": 4, "effective": 3, "list": 5, "contracted": 4}


def ask(books: Books, metric: CostMetric, *by: str) -> dict[tuple[str, ...], tuple[Decimal | None, ...]]:
    question = CostQuestion(period=MONTH, by=by, metric=metric, granularity=Granularity.TOTAL)
    return amounts_by(books.analysis.costs(question))


@pytest.fixture(scope="module")
def focus(tmp_path_factory: pytest.TempPathFactory) -> Books:
    folder = tmp_path_factory.mktemp("focus")
    return open_books(folder / "books", write_csv(folder / "focus.csv", [FOCUS]))


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """A FOCUS export of one payer beside a CUR of another."""
    folder = tmp_path_factory.mktemp("both")
    focus = write_csv(folder / "focus" / "focus.csv", [FOCUS])
    cur = write_csv(folder / "cur" / "cur.csv", [line("Usage", "6")])
    return open_books(folder / "books", focus, cur)


@pytest.mark.parametrize("metric", [CostMetric.UNBLENDED, CostMetric.AMORTIZED])
def test_a_cost_the_export_does_not_say_is_unknown_and_not_zero(focus: Books, metric: CostMetric):
    assert ask(focus, metric)[()] == (None, 0, 0)
    assert focus.total(metric) is None


@pytest.mark.parametrize("metric", SAID)
def test_a_cost_the_export_says_is_known(focus: Books, metric: str):
    assert ask(focus, CostMetric(metric))[()] == (SAID[metric], 0, 0)


def test_one_unknown_charge_makes_the_whole_sum_unknown(both: Books):
    assert both.total("unblended") is None
    assert both.total("billed") == 10


def test_groups_without_an_unknown_charge_stay_known(both: Books):
    found = ask(both, CostMetric.UNBLENDED, "ServiceName")
    assert found == {
        ("Amazon Simple Queue Service",): (None, 0, 0),
        ("Amazon Elastic Compute Cloud",): (6, 0, 0),
    }


def test_an_unknown_cost_passes_the_proof_of_the_marts(both: Books):
    rows = both.mart("costs_daily")
    assert sorted((row["ServiceName"], row["x_UnblendedCost"]) for row in rows) == [
        ("Amazon Elastic Compute Cloud", 6),
        ("Amazon Simple Queue Service", None),
    ]


def test_reconcile_does_not_fail_over_what_is_unknown(both: Books):
    assert both.analysis.reconcile().holds


@pytest.mark.parametrize("column", ["EffectiveCost", "ListCost", "ContractedCost"])
def test_an_empty_cost_is_unknown(tmp_path: Path, column: str):
    bill = write_csv(tmp_path / "focus.csv", [FOCUS, {**FOCUS, column: ""}])
    books = open_books(tmp_path / "books", bill)
    metric = {"EffectiveCost": "effective", "ListCost": "list", "ContractedCost": "contracted"}[column]
    assert books.total(metric) is None
    assert books.total("billed") == 8
