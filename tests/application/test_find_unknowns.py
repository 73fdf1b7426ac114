"""What is not known about a month, in dollars, each with the filter under which the charges are found."""

from decimal import Decimal
from pathlib import Path

import pytest

from finops_aws.application.visibility.find_unknowns import find_unknowns
from finops_aws.domain.charge import CostMetric
from finops_aws.domain.visibility.costs import CostQuestion
from finops_aws.domain.visibility.overview import Unknown, UnknownKind
from tests.bills import MONTH, Books, books_of, line, open_books, write_csv

TAGS = "resource_tags"
PLAIN = {TAGS: '{"user_team":"a"}'}


def unknowns(books: Books, metric: CostMetric = CostMetric.BILLED) -> tuple[Unknown, ...]:
    total = books.analysis.costs(CostQuestion(period=MONTH, by=(), metric=metric))
    return find_unknowns(total, store=books.analysis.store)


def kinds(books: Books) -> dict[tuple[str, str], Decimal | None]:
    return {(str(one.kind), one.name): one.amount for one in unknowns(books)}


def test_a_bill_of_which_all_is_known_has_no_unknowns(tmp_path: Path) -> None:
    assert unknowns(books_of(tmp_path, [line("Usage", "5", **PLAIN)])) == ()


@pytest.mark.parametrize(
    ("columns", "kind", "name"),
    [
        ({TAGS: "{}"}, "untagged", "tag:team"),
        ({"line_item_line_item_type": "Gratuity"}, "unknown_line_type", "Gratuity"),
        ({"bill_invoice_id": ""}, "estimated", "InvoiceId"),
        ({"line_item_usage_account_id": ""}, "no_account", "SubAccountId"),
    ],
)
def test_a_charge_of_which_something_is_not_known_is_counted(
    tmp_path: Path, columns: dict[str, str], kind: str, name: str
) -> None:
    lines = [line("Usage", "6", **PLAIN), {**line("Usage", "2", **PLAIN), **columns}]
    books = books_of(tmp_path, lines)
    assert kinds(books) == {(kind, name): Decimal(2)}
    (found,) = unknowns(books)
    assert (found.currency, found.share) == ("USD", 0.25)
    assert shown(books, found) == 2


def test_a_service_that_the_catalogue_does_not_know_is_counted(tmp_path: Path) -> None:
    lines = [line("Usage", "6", **PLAIN), line("Usage", "2", **PLAIN, line_item_product_code="AmazonTeapot")]
    books = books_of(tmp_path, lines)
    (found,) = unknowns(books)
    assert (found.kind, found.amount) == (UnknownKind.UNMAPPED_SERVICE, Decimal(2))
    assert "AmazonTeapot" in found.name
    assert shown(books, found) == 2


def shown(books: Books, unknown: Unknown) -> Decimal | None:
    """What a question under the unknown's own filter finds."""
    assert unknown.shown_by
    question = CostQuestion(period=MONTH, by=(), metric=CostMetric.BILLED, filters=(unknown.shown_by,))
    (total,) = books.analysis.costs(question).totals()
    return total.after_credits


def test_a_tag_that_aws_sets_lacks_nothing(tmp_path: Path) -> None:
    tags = {TAGS: '{"user_team":"a","aws_createdBy":"x"}'}
    books = books_of(tmp_path, [line("Usage", "6", **tags), line("Usage", "2", **PLAIN)])
    assert [tag for tag in books.analysis.tags() if tag.startswith("tag:aws:")] != []
    assert unknowns(books) == ()


def test_what_cannot_be_tagged_is_not_untagged(tmp_path: Path) -> None:
    lines = [line("Usage", "6", **PLAIN), line("Tax", "2", line_item_resource_id="")]
    assert kinds(books_of(tmp_path, lines)) == {}


def test_unknown_dollars_that_cancel_are_not_told(tmp_path: Path) -> None:
    lines = [line("Usage", "6", **PLAIN), line("Usage", "2"), line("Usage", "-2")]
    assert kinds(books_of(tmp_path, lines)) == {}


def test_one_charge_may_be_unknown_in_several_ways(tmp_path: Path) -> None:
    books = books_of(tmp_path, [line("Usage", "6", **PLAIN), line("Usage", "2", bill_invoice_id="")])
    assert kinds(books) == {("untagged", "tag:team"): 2, ("estimated", "InvoiceId"): 2}


def test_charges_of_another_month_do_not_count(tmp_path: Path) -> None:
    february = {
        "bill_billing_period_start_date": "2026-02-01T00:00:00.000Z",
        "bill_billing_period_end_date": "2026-03-01T00:00:00.000Z",
        "line_item_usage_start_date": "2026-02-03T00:00:00.000Z",
        "line_item_usage_end_date": "2026-02-03T01:00:00.000Z",
    }
    lines = [line("Usage", "6", **PLAIN), line("Usage", "2"), line("Usage", "70", **february)]
    assert kinds(books_of(tmp_path, lines)) == {("untagged", "tag:team"): Decimal(2)}


def test_the_largest_comes_first_whatever_its_sign(tmp_path: Path) -> None:
    lines = [
        line("Usage", "90", **PLAIN),
        line("Usage", "2"),
        line("Usage", "-5", **PLAIN, bill_invoice_id=""),
    ]
    assert [one.amount for one in unknowns(books_of(tmp_path, lines))] == [-5, 2]


def test_a_metric_that_the_bill_does_not_say_is_itself_unknown(tmp_path: Path) -> None:
    focus = {
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
        "InvoiceId": "1",
        "ListCost": "5",
        "ProviderName": "AWS",
        "ServiceName": "Amazon Simple Queue Service",
    }
    books = open_books(tmp_path / "books", write_csv(tmp_path / "focus.csv", [focus]))
    no_account, unsaid = unknowns(books, CostMetric.UNBLENDED)
    assert (unsaid.kind, unsaid.name, unsaid.currency) == (UnknownKind.UNKNOWN_COST, "unblended", "USD")
    assert (unsaid.amount, unsaid.share, unsaid.shown_by) == (None, None, None)
    assert (no_account.kind, no_account.amount) == (UnknownKind.NO_ACCOUNT, None)
    assert [(one.kind, one.amount, one.share) for one in unknowns(books)] == [
        (UnknownKind.NO_ACCOUNT, 4, 1.0)
    ]
