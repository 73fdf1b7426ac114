"""The price list holds the sandbox's prices, under the bill's own codes."""

import csv
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import BotoCoreError, ClientError

from finops_aws.sandbox import BillRequest, Shape, write_bill
from tests.sandbox.cost_apis.conftest import UNTIL, Told


def match(**terms: str) -> list[dict[str, str]]:
    return [{"Type": "TERM_MATCH", "Field": field, "Value": value} for field, value in terms.items()]


def products(told: Told, service: str, **terms: str) -> list[dict[str, Any]]:
    pages = (
        told.client("pricing")
        .get_paginator("get_products")
        .paginate(ServiceCode=service, FormatVersion="aws_v1", Filters=match(**terms))
    )
    return [json.loads(line) for page in pages for line in page["PriceList"]]


def price(product: dict[str, Any]) -> str:
    """The USD price of a product's only dimension."""
    [term] = product["terms"]["OnDemand"].values()
    [dimension] = term["priceDimensions"].values()
    return str(dimension["pricePerUnit"]["USD"])


def test_an_instance_has_one_price_in_a_region(told: Told) -> None:
    wanted = {"instanceType": "m5.large", "operatingSystem": "Linux"}
    [there] = products(told, "AmazonEC2", regionCode="sa-east-1", **wanted)
    [here] = products(told, "AmazonEC2", regionCode="us-east-1", **wanted)
    assert (price(there), price(here)) == ("0.1530000000", "0.0960000000")
    assert there["product"]["attributes"]["usagetype"] == "SAE1-BoxUsage:m5.large"


def test_codes_are_those_of_the_bill(told: Told, tmp_path: Path) -> None:
    request = BillRequest(until=UNTIL, lines=3_000, months=1, shape=Shape.LEGACY_CSV)
    [export] = write_bill(request, tmp_path).exports
    [file] = sorted(Path(export).rglob("*.csv.gz"))
    with gzip.open(file, "rt", encoding="utf-8") as source:
        lines = [row for row in csv.DictReader(source) if row["lineItem/LineItemType"] == "Usage"]
    billed = {
        row["lineItem/UsageType"]: row["product/sku"]
        for row in lines
        if row["lineItem/ProductCode"] == "AmazonS3"
    }
    listed = {
        one["product"]["attributes"]["usagetype"]: one["product"]["sku"] for one in products(told, "AmazonS3")
    }
    assert billed
    assert billed.items() <= listed.items()


def test_products_come_in_pages(told: Told) -> None:
    client = told.client("pricing")
    first = client.get_products(ServiceCode="AmazonEC2", FormatVersion="aws_v1", MaxResults=5)
    second = client.get_products(
        ServiceCode="AmazonEC2", FormatVersion="aws_v1", MaxResults=5, NextToken=first["NextToken"]
    )
    whole = [one["product"]["sku"] for one in products(told, "AmazonEC2")]
    skus = [json.loads(line)["product"]["sku"] for line in first["PriceList"] + second["PriceList"]]
    assert skus == whole[:10]
    assert len(set(whole)) == len(whole) > 20


def test_spot_prices_are_not_in_the_list(told: Told) -> None:
    usage = [one["product"]["attributes"]["usagetype"] for one in products(told, "AmazonEC2")]
    assert [one for one in usage if "Spot" in one] == []


def test_services_tell_by_what_they_can_be_filtered(told: Told) -> None:
    [service] = told.client("pricing").describe_services(ServiceCode="AmazonEC2")["Services"]
    assert {"instanceType", "regionCode", "usagetype", "volumeApiName"} <= set(service["AttributeNames"])
    codes = [one["ServiceCode"] for one in told.client("pricing").describe_services()["Services"]]
    assert codes == sorted(codes)
    assert {"AmazonS3", "AWSLambda", "AmazonRDS"} <= set(codes)


def test_values_of_an_attribute_are_listed(told: Told) -> None:
    client = told.client("pricing")
    answer = client.get_attribute_values(ServiceCode="AmazonEC2", AttributeName="volumeApiName")
    assert [one["Value"] for one in answer["AttributeValues"]] == ["gp2", "gp3"]


def test_filters_of_every_type_choose(told: Told) -> None:
    def found(kind: str, value: str) -> set[str]:
        filters = [{"Type": kind, "Field": "instanceType", "Value": value}, *match(regionCode="us-east-1")]
        answer = told.client("pricing").get_products(ServiceCode="AmazonEC2", Filters=filters)
        lines = [json.loads(line) for line in answer["PriceList"]]
        return {one["product"]["attributes"].get("instanceType", "") for one in lines}

    assert found("EQUALS", "m5.large") == {"m5.large"}
    assert found("CONTAINS", "m5.") == {"m5.large", "m5.xlarge", "m5.2xlarge"}
    assert found("ANY_OF", "m5.large,c5.xlarge") == {"m5.large", "c5.xlarge"}
    assert "m5.large" not in found("NONE_OF", "m5.large,c5.xlarge")


@pytest.mark.parametrize(
    ("wishes", "code"),
    [
        ({"ServiceCode": "AmazonNothing"}, "NotFoundException"),
        ({"ServiceCode": "AmazonEC2", "FormatVersion": "aws_v2"}, "InvalidParameterException"),
        ({"ServiceCode": "AmazonEC2", "NextToken": "elsewhere"}, "InvalidNextTokenException"),
    ],
)
def test_what_the_price_list_does_not_know_is_refused(told: Told, wishes: dict[str, str], code: str) -> None:
    with pytest.raises(ClientError) as refused:
        told.client("pricing").get_products(**wishes)
    assert refused.value.response["Error"]["Code"] == code


def test_nobody_answers_where_there_is_no_endpoint(told: Told) -> None:
    with pytest.raises(BotoCoreError):
        told.client("pricing", region="sa-east-1").describe_services()
