"""A ledger fed from Cost Explorer equals the ledger of the bill, as far as Cost Explorer tells."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from finops_aws.application.visibility.ingest_exports import Feed, FeedRequest
from finops_aws.domain.charge import CostMetric
from finops_aws.domain.period import Period
from finops_aws.domain.visibility.costs import CostQuestion, Granularity
from finops_aws.domain.visibility.reconciliation import Verdict
from finops_aws.sandbox import BillRequest, Discounts, write_bill
from finops_aws.sandbox.cost_apis import add_cost_apis
from finops_aws.sandbox.plan import plan
from finops_aws.sandbox.server import Records, SandboxAws
from tests.adapters.exports.told_costs import fed_books, organization, place
from tests.bills import Books, open_books

UNTIL = date(2026, 11, 21)
MONTHS = Period(date(2026, 9, 1), date(2026, 12, 1))
METRICS = (CostMetric.BILLED, CostMetric.EFFECTIVE, CostMetric.UNBLENDED, CostMetric.AMORTIZED)
SELLERS = "AWS Marketplace"

Key = tuple[object, ...]
every_metric = pytest.mark.parametrize("metric", METRICS)


@dataclass(frozen=True)
class Pair:
    """The ledger of a bill, and one fed from the Cost Explorer of the same company."""

    billed: Books
    told: Books
    feed: Feed

    def both(self, metric: CostMetric, *by: str) -> tuple[dict[Key, Decimal], dict[Key, Decimal]]:
        return amounts(self.told, metric, *by), amounts(self.billed, metric, *by)


def amounts(books: Books, metric: CostMetric, *by: str) -> dict[Key, Decimal]:
    """Month and keys → gross, credits and refunds apart, what is nothing left out."""
    question = CostQuestion(period=MONTHS, by=by, metric=metric, granularity=Granularity.MONTH)
    found: dict[Key, Decimal] = defaultdict(Decimal)
    for row in books.analysis.costs(question).rows:
        for movement in ("gross", "credits", "refunds"):
            found[row.bucket, *row.keys, movement] += getattr(row, movement)
    return {key: amount for key, amount in found.items() if amount}


@pytest.fixture(
    scope="module",
    params=[("random", Discounts.NET), ("random", Discounts.NONE), ("ipe", Discounts.NET)],
    ids=lambda wish: f"{wish[0]}-{wish[1]}",
)
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    company, discounts = request.param
    folder = tmp_path_factory.mktemp("pair")
    wanted = BillRequest(until=UNTIL, company=company, lines=2_000, months=3, discounts=discounts)
    made = plan(wanted, seed=wanted.seed)
    payer = made.company.payer.id
    records = Records()
    add_cost_apis(records, made, until=UNTIL)
    records.put_output(place(payer, "organizations"), "DescribeOrganization", output=organization(payer))
    with SandboxAws(records) as aws:
        told = fed_books(folder / "told", aws, account=payer)
        fed = told.analysis.ingest_cost_explorer(FeedRequest())
    write_bill(wanted, folder / "bill")
    assert fed.feed is not None
    yield Pair(open_books(folder / "billed", folder / "bill"), told, fed.feed)


@every_metric
def test_every_month_costs_what_the_bill_says(pair: Pair, metric: CostMetric):
    told, billed = pair.both(metric)
    assert told == billed
    assert len(told) >= 3


@every_metric
def test_every_record_type_costs_what_the_bill_says(pair: Pair, metric: CostMetric):
    told, billed = pair.both(metric, "SubAccountId", "RegionId", "x_LineItemType")
    assert told == billed


@every_metric
def test_every_service_of_an_account_in_a_region_costs_what_the_bill_says(pair: Pair, metric: CostMetric):
    """But for taxes, which Cost Explorer puts on a service of their own, and sellers' product codes."""
    by = ("x_ServiceCode", "SubAccountId", "RegionId", "x_LineItemType")
    told, billed = pair.both(metric, *by)
    names = {
        row["x_ServiceCode"] for row in pair.told.ledger() if row["ServiceName"].startswith("(unmapped)")
    }
    sellers = {row["x_ServiceCode"] for row in pair.billed.ledger() if row["x_BillingEntity"] == SELLERS}
    assert _mapped(told, names) == _mapped(billed, sellers)
    assert len(_mapped(told, names)) > 20


def _mapped(found: dict[Key, Decimal], sellers: set[str]) -> dict[Key, Decimal]:
    return {key: amount for key, amount in found.items() if key[1] not in sellers and key[4] != "Tax"}


def test_every_line_is_estimated_as_none_has_an_invoice(pair: Pair):
    found = {one.billing_period: (one.lines, one.shape) for one in pair.told.analysis.deliveries()}
    assert sorted(found) == ["2026-09", "2026-10", "2026-11"]
    assert all(one.estimated_lines == one.lines > 0 for one in pair.told.analysis.deliveries())
    assert {shape for _, shape in found.values()} == {"cost-explorer csv.gz"}


def test_identities_that_need_more_than_cost_explorer_tells_do_not_fail(pair: Pair):
    reconciliation = pair.told.analysis.reconcile()
    assert reconciliation.holds
    verdicts = {check.verdict for check in reconciliation.checks if check.identity == "identity.invoice"}
    assert verdicts == {Verdict.NOT_CHECKED}
    exact = {c.identity for c in reconciliation.checks if c.verdict is Verdict.EXACT}
    assert {"identity.partition", "identity.billed"} <= exact


def test_the_requests_are_few_and_paid_for(pair: Pair):
    assert pair.feed.paid_usd == Decimal("0.01") * pair.feed.requests
    assert pair.feed.requests <= 40


def test_list_costs_are_unknown(pair: Pair):
    question = CostQuestion(period=MONTHS, by=(), metric=CostMetric.LIST, granularity=Granularity.TOTAL)
    (row,) = pair.told.analysis.costs(question).rows
    assert row.gross is None
