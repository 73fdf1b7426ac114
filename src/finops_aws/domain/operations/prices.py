"""What one unit of usage costs: by the user's own bill, and by AWS's Price List."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class RateSource(StrEnum):
    """Where a rate comes from: the own bill, after all discounts or at list price, or the Price List."""

    BILL_EFFECTIVE = "bill_effective"
    BILL_LIST = "bill_list"
    PRICE_LIST = "price_list"


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceQuestion:
    """Whose rate is wanted: a usage type as the bill writes it, such as ``SAE1-BoxUsage:m5.large``.

    ``service_code`` is the Price List's name of the service (``AmazonEC2``).
    """

    service_code: str
    usage_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """What one ``unit`` costs, between ``from_quantity`` and ``to_quantity`` (None: without end) in a month.

    ``as_of``: the month of the bill (its first day), or since when the Price List's rate is in force.
    """

    source: RateSource
    service_code: str
    usage_type: str
    operation: str | None
    region: str | None
    unit: str
    currency: str
    amount: Decimal
    from_quantity: Decimal
    to_quantity: Decimal | None
    sku: str | None
    description: str | None
    as_of: datetime | None
