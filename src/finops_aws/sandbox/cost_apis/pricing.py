"""The Price List query API: DescribeServices, GetAttributeValues and GetProducts.

It has endpoints in three regions only; elsewhere nobody answers.
https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-price-list-query-api.html
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from finops_aws.sandbox.cost_apis.ledger import Answer, Ledger
from finops_aws.sandbox.cost_apis.paging import cut, following
from finops_aws.sandbox.cost_apis.products import Product, products
from finops_aws.sandbox.server import Call, Refusal
from finops_aws.sandbox.server.calls import CutConnection

ENDPOINTS = ("us-east-1", "eu-central-1", "ap-south-1")
FORMAT = "aws_v1"
MOST = 100
MATCHES: Mapping[str, Callable[[str, str], bool]] = {
    "TERM_MATCH": lambda value, wanted: value == wanted,
    "EQUALS": lambda value, wanted: value == wanted,
    "CONTAINS": lambda value, wanted: wanted in value,
    "ANY_OF": lambda value, wanted: value in wanted.split(","),
    "NONE_OF": lambda value, wanted: value not in wanted.split(","),
}


def _services(_: Ledger, call: Call) -> dict[str, Any]:
    _check(call)
    wanted = call.parameters.get("ServiceCode")
    known = {wanted: _products(wanted)} if wanted else products()
    found = [{"ServiceCode": code, "AttributeNames": _names(own)} for code, own in known.items()]
    page, token = cut(found, call.parameters.get("NextToken"), size=_size(call))
    return {"Services": page, "FormatVersion": FORMAT, **following("NextToken", token)}


def _values(_: Ledger, call: Call) -> dict[str, Any]:
    _check(call)
    name = call.parameters["AttributeName"]
    own = _products(call.parameters["ServiceCode"])
    if name not in _names(own):
        raise Refusal("NotFoundException", f"The attribute {name} is not one of the service.")
    values = sorted({_value(product, name) for product in own} - {""})
    page, token = cut(values, call.parameters.get("NextToken"), size=_size(call))
    return {"AttributeValues": [{"Value": value} for value in page], **following("NextToken", token)}


def _price_list(ledger: Ledger, call: Call) -> dict[str, Any]:
    _check(call)
    asked = call.parameters
    own = _products(asked["ServiceCode"])
    kept = [product for product in own if all(_fits(product, one) for one in asked.get("Filters") or ())]
    page, token = cut(kept, asked.get("NextToken"), size=_size(call))
    published = f"{ledger.plan.timeline.epoch:%Y-%m-%dT%H:%M:%SZ}"
    lines = [json.dumps(product.told(published=published)) for product in page]
    return {"PriceList": lines, "FormatVersion": FORMAT, **following("NextToken", token)}


def _check(call: Call) -> None:
    if call.place.region not in ENDPOINTS:
        raise CutConnection
    if call.parameters.get("FormatVersion", FORMAT) != FORMAT:
        raise Refusal("InvalidParameterException", f"The format version must be {FORMAT}.")


def _size(call: Call) -> int:
    return min(MOST, int(call.parameters.get("MaxResults") or MOST))


def _products(code: str) -> list[Product]:
    if code not in products():
        raise Refusal("NotFoundException", f"The service code {code} is not known.")
    return products()[code]


def _names(own: list[Product]) -> list[str]:
    """What the products of a service can be filtered by."""
    return sorted({name for product in own for name in product.attributes} | {"productFamily"})


def _value(product: Product, name: str) -> str:
    return product.price.family if name == "productFamily" else product.attributes.get(name, "")


def _fits(product: Product, one: Mapping[str, str]) -> bool:
    """Whether a product fits one filter; a field it does not have fits none but NONE_OF."""
    match = MATCHES.get(one["Type"])
    if match is None:
        raise Refusal("InvalidParameterException", f"The filter type {one['Type']} is not valid.")
    return match(_value(product, one["Field"]), one["Value"])


ANSWERS: dict[str, Answer] = {
    "DescribeServices": _services,
    "GetAttributeValues": _values,
    "GetProducts": _price_list,
}
