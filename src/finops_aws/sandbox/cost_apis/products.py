"""The sandbox's price list as AWS publishes prices: one product per usage type and operation.

SKU and rate code are those of the bill (``storage``). Of a product that is priced the same everywhere
the first region stands for all. Spot prices and what no rate names are not in the list.
https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-services.html
"""

import hashlib
from base64 import b32encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from finops_aws.sandbox.prices import REGIONS, Price, prices

ON_DEMAND = "JRTCKXETXF"
"""AWS's code for on-demand terms."""

UNLISTED = ("savingsplan", "pod")


@dataclass(frozen=True, slots=True)
class Product:
    """One product in one region, with the attributes it can be filtered by."""

    price: Price
    region: str
    sku: str
    attributes: Mapping[str, str]

    def told(self, *, published: str) -> dict[str, Any]:
        """The product with its terms, as one element of a price list; ``published`` is a UTC time."""
        price = self.price
        offer = f"{self.sku}.{ON_DEMAND}"
        code = f"{offer}.{_code(price.unit)[:10]}"
        rate = price.rate(self.region)
        dimension = {
            "unit": price.unit,
            "endRange": "Inf",
            "description": f"${rate.normalize():f} per {price.unit} - {self.attributes['usagetype']}",
            "appliesTo": [],
            "rateCode": code,
            "beginRange": "0",
            "pricePerUnit": {"USD": f"{rate:.10f}"},
        }
        term = {
            "priceDimensions": {code: dimension},
            "sku": self.sku,
            "effectiveDate": published,
            "offerTermCode": ON_DEMAND,
            "termAttributes": {},
        }
        return {
            "product": {"productFamily": price.family, "attributes": dict(self.attributes), "sku": self.sku},
            "serviceCode": price.service_code,
            "terms": {"OnDemand": {offer: term}},
            "version": f"{published[:10].replace('-', '')}000000",
            "publicationDate": published,
        }


@cache
def products() -> dict[str, list[Product]]:
    """Every product by service code."""
    found: dict[str, dict[str, Product]] = {}
    for price in prices().values():
        for product in _of(price):
            found.setdefault(price.service_code, {}).setdefault(product.sku, product)
    return {code: list(own.values()) for code, own in sorted(found.items())}


def _of(price: Price) -> Iterator[Product]:
    is_listed = price.family and price.rate_us and price.resource not in UNLISTED
    if is_listed and not price.usage.startswith("SpotUsage:"):
        for region in REGIONS:
            usage = price.usage_type(region)
            sku = _code(f"{price.product_code}{usage}{price.operation}")
            yield Product(price, region, sku, _attributes(price, region))


def _attributes(price: Price, region: str) -> dict[str, str]:
    common = {
        "servicecode": price.service_code,
        "servicename": price.product_name,
        "location": REGIONS[region].name,
        "locationType": "AWS Region",
        "regionCode": region,
        "usagetype": price.usage_type(region),
        "operation": price.operation,
    }
    return {**common, **_own_attributes(price)}


def _own_attributes(price: Price) -> dict[str, str]:
    """What only some kinds of products have."""
    if price.resource == "volume":
        return {"volumeApiName": price.key.removeprefix("ebs-"), "volumeType": "General Purpose"}
    if not price.instance_type:
        return {}
    kind = {"instanceType": price.instance_type, "currentGeneration": "Yes"}
    if price.product_code == "AmazonEC2":
        names = {
            "operatingSystem": "Linux",
            "tenancy": "Shared",
            "preInstalledSw": "NA",
            "capacitystatus": "Used",
        }
        return {**kind, **names, "licenseModel": "No License required", "marketoption": "OnDemand"}
    if price.product_code == "AmazonRDS":
        engine = "PostgreSQL" if "r6g" in price.usage else "MySQL"
        option = "Multi-AZ" if price.usage.startswith("Multi-AZ") else "Single-AZ"
        return {**kind, "databaseEngine": engine, "deploymentOption": option}
    return kind


@cache
def _code(text: str) -> str:
    """The bill's own code for a text (``storage``)."""
    return b32encode(hashlib.sha256(text.encode()).digest())[:16].decode()
