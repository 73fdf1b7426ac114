"""What a unit cost on the bill, as rates."""

from collections.abc import Iterable, Iterator
from datetime import UTC
from decimal import Decimal
from importlib.resources import files
from typing import Any

from finops_aws.domain.operations.prices import Rate, RateSource

BILL_RATES = (files("finops_aws.adapters.stores") / "sql" / "bill_rates.sql").read_text(encoding="utf-8")


def rates_of(rows: Iterable[tuple[Any, ...]]) -> tuple[Rate, ...]:
    """Two rates per row, after discounts and at list price; one that is not known is left out."""
    return tuple(rate for row in rows for rate in _rates(row))


def _rates(row: tuple[Any, ...]) -> Iterator[Rate]:
    service_code, usage_type, operation, region, unit, currency, effective, listed, as_of = row
    for source, amount in ((RateSource.BILL_EFFECTIVE, effective), (RateSource.BILL_LIST, listed)):
        if amount is not None:
            yield Rate(
                source=source,
                service_code=service_code,
                usage_type=usage_type,
                operation=operation,
                region=region,
                unit=unit,
                currency=currency,
                amount=Decimal(str(amount)),
                from_quantity=Decimal(0),
                to_quantity=None,
                sku=None,
                description=None,
                as_of=as_of.replace(tzinfo=UTC),
            )
