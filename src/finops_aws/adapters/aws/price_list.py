"""The AWS Price List: what usage costs on demand, before any discount. Asking is free.

Source: https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/price-changes.html
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from finops_aws.adapters.aws.access.accounts import AwsAccess
from finops_aws.adapters.aws.access.calls import Caller, Gate, Place
from finops_aws.adapters.aws.access.endings import Failure, Trouble
from finops_aws.adapters.aws.access.values import moment
from finops_aws.domain.operations.prices import PriceQuestion, Rate, RateSource
from finops_aws.errors import AccessDenied, FinOpsError, NotFound, SourceUnavailable, Throttled

REGION = "us-east-1"
"""The Price List answers in a few regions only, the same in each.

Source: https://docs.aws.amazon.com/general/latest/gr/billing.html
"""
_ENDLESS = "Inf"


class AwsPriceList:
    """Looks rates up; reserved and Savings Plan rates are not among them."""

    def __init__(self, access: AwsAccess) -> None:
        self._access = access
        self._gate = Gate()

    def rates(self, question: PriceQuestion) -> Sequence[Rate]:
        """Every on-demand rate of the usage type, tier by tier, in the order of the answer.

        Raises NotFound for a service that the Price List does not have, AccessDenied, Throttled,
        SourceUnavailable.
        """
        try:
            place = Place(self._access.own_account(), REGION, "pricing")
            caller = Caller(self._access.client(place), place, gate=self._gate)
            wanted = {"Type": "TERM_MATCH", "Field": "usagetype", "Value": question.usage_type}
            asked = {
                "ServiceCode": question.service_code,
                "FormatVersion": "aws_v1",
                "Filters": [wanted],
            }
            return tuple(
                rate
                for page in caller.pages("GetProducts", asked)
                for product in page["PriceList"]
                for rate in _rates(json.loads(product, parse_float=Decimal), question)
            )
        except Failure as failure:
            raise _error(failure, question) from failure


def _rates(product: Mapping[str, Any], question: PriceQuestion) -> Iterator[Rate]:
    attributes = product["product"]["attributes"]
    for term in product.get("terms", {}).get("OnDemand", {}).values():
        for tier in term["priceDimensions"].values():
            for currency, amount in tier["pricePerUnit"].items():
                end = tier.get("endRange", _ENDLESS)
                yield Rate(
                    source=RateSource.PRICE_LIST,
                    service_code=question.service_code,
                    usage_type=attributes["usagetype"],
                    operation=attributes.get("operation") or None,
                    region=attributes.get("regionCode") or None,
                    unit=tier["unit"],
                    currency=currency,
                    amount=Decimal(amount),
                    from_quantity=Decimal(tier.get("beginRange", "0")),
                    to_quantity=None if end == _ENDLESS else Decimal(end),
                    sku=product["product"].get("sku"),
                    description=tier.get("description"),
                    as_of=moment(term.get("effectiveDate")),
                )


def _error(failure: Failure, question: PriceQuestion) -> FinOpsError:
    if failure.is_refusal:
        return AccessDenied(thing="AWS Price List", action=failure.action or "pricing:GetProducts")
    if failure.trouble is Trouble.THROTTLED:
        return Throttled(service="AWS Price List", action="pricing:GetProducts")
    if failure.trouble in (Trouble.GONE, Trouble.BAD_REQUEST):
        return NotFound(thing=question.service_code, where="AWS Price List")
    return SourceUnavailable(thing="AWS Price List", reason=f"{failure.code}: {failure.reason}")
