"""What a unit of usage costs."""

from dataclasses import dataclass
from datetime import datetime

from finops_aws.application.operations.look_up_prices import Prices
from finops_aws.documents.figures import Amount, exact
from finops_aws.documents.tables import Table
from finops_aws.domain.operations.prices import Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class RateDocument:
    """One rate: the own bill's, after discounts or at list price, or the Price List's, tier by tier."""

    source: str
    service_code: str
    usage_type: str
    operation: str | None
    region: str | None
    unit: str
    currency: str
    amount: Amount
    from_quantity: Amount
    to_quantity: Amount
    sku: str | None
    description: str | None
    as_of: datetime | None


@dataclass(frozen=True, slots=True)
class PricesDocument:
    """Every rate known; ``unanswered`` is the name of the error for which the Price List was not asked."""

    rates: list[RateDocument]
    unanswered: str | None


def prices_document(prices: Prices) -> PricesDocument:
    failed = type(prices.unanswered).__name__ if prices.unanswered else None
    return PricesDocument([_rate(one) for one in prices.rates], failed)


def prices_table(document: PricesDocument) -> Table:
    columns = tuple(RateDocument.__dataclass_fields__)
    return Table("prices", columns, [tuple(getattr(one, name) for name in columns) for one in document.rates])


def _rate(one: Rate) -> RateDocument:
    return RateDocument(
        source=one.source,
        service_code=one.service_code,
        usage_type=one.usage_type,
        operation=one.operation,
        region=one.region,
        unit=one.unit,
        currency=one.currency,
        amount=exact(one.amount),
        from_quantity=exact(one.from_quantity),
        to_quantity=exact(one.to_quantity),
        sku=one.sku,
        description=one.description,
        as_of=one.as_of,
    )
