"""The own bill's rate comes first, and a Price List that does not answer is told, not left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

import pytest

from finops_aws.application.operations.look_up_prices import Prices, look_up_prices
from finops_aws.application.ports import CostStore
from finops_aws.domain.operations.prices import PriceQuestion, Rate, RateSource
from finops_aws.errors import NotFound, SourceError, Throttled

QUESTION = PriceQuestion(service_code="AmazonEC2", usage_type="BoxUsage:m5.large")


def rate(source: RateSource, amount: str) -> Rate:
    return Rate(
        source=source,
        service_code="AmazonEC2",
        usage_type="BoxUsage:m5.large",
        operation=None,
        region="us-east-1",
        unit="Hrs",
        currency="USD",
        amount=Decimal(amount),
        from_quantity=Decimal(0),
        to_quantity=None,
        sku=None,
        description=None,
        as_of=None,
    )


OWN = rate(RateSource.BILL_EFFECTIVE, "0.07")
LISTED = rate(RateSource.PRICE_LIST, "0.096")


@dataclass
class Bill:
    rates: tuple[Rate, ...] = ()

    def bill_rates(self, question: PriceQuestion) -> Sequence[Rate]:
        return self.rates


@dataclass
class Book:
    listed: tuple[Rate, ...] = ()
    error: SourceError | None = None

    def rates(self, question: PriceQuestion) -> Sequence[Rate]:
        if self.error is not None:
            raise self.error
        return self.listed


def looked_up(bill: Bill, book: Book) -> Prices:
    return look_up_prices(QUESTION, costs=cast(CostStore, cast(Any, bill)), book=book)


def test_the_own_bill_comes_before_the_price_list():
    assert looked_up(Bill((OWN,)), Book((LISTED,))).rates == (OWN, LISTED)


def test_a_price_list_that_does_not_answer_is_told():
    error = Throttled(service="AWS Price List", action="pricing:GetProducts")
    prices = looked_up(Bill((OWN,)), Book(error=error))
    assert (prices.rates, prices.unanswered) == ((OWN,), error)


def test_without_any_rate_the_reason_is_raised():
    with pytest.raises(NotFound):
        looked_up(Bill(), Book())
    error = Throttled(service="AWS Price List", action="pricing:GetProducts")
    with pytest.raises(Throttled):
        looked_up(Bill(), Book(error=error))
