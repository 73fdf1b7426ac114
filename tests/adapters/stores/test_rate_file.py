"""Rates that the Price List told are kept by usage type, and told where they are unambiguous."""

from decimal import Decimal
from pathlib import Path

import pytest

from finops_aws.adapters.stores.rate_file import JsonRates
from finops_aws.domain.operations.prices import Rate, RateSource
from finops_aws.errors import CorruptFile


def rate(usage_type: str, amount: str, *, first: str = "0", operation: str | None = None) -> Rate:
    return Rate(
        source=RateSource.PRICE_LIST,
        service_code="AmazonEC2",
        usage_type=usage_type,
        operation=operation,
        region="sa-east-1",
        unit="GB-Mo",
        currency="USD",
        amount=Decimal(amount),
        from_quantity=Decimal(first),
        to_quantity=None,
        sku="A",
        description=None,
        as_of=None,
    )


def test_what_is_kept_is_told_and_replaced_by_a_newer_answer(tmp_path: Path):
    file = JsonRates(tmp_path)
    assert (file.list_rates(), file.version()) == ({}, "")
    file.add([rate("EBS:VolumeUsage.gp3", "0.152"), rate("Lambda-GB-Second-ARM", "0.0000133334")])
    file.add([rate("EBS:VolumeUsage.gp3", "0.15")])
    assert file.list_rates() == {
        ("AmazonEC2", "EBS:VolumeUsage.gp3"): (Decimal("0.15"), "USD"),
        ("AmazonEC2", "Lambda-GB-Second-ARM"): (Decimal("0.0000133334"), "USD"),
    }
    assert JsonRates(tmp_path).version() == file.version() != ""


def test_the_first_tier_counts_and_several_rates_are_none(tmp_path: Path):
    file = JsonRates(tmp_path)
    file.add([rate("a", "3"), rate("a", "2", first="100"), rate("b", "1", operation="RunInstances")])
    file.add([rate("c", "1", operation="RunInstances"), rate("c", "2", operation="RunInstances:0002")])
    assert set(file.list_rates()) == {("AmazonEC2", "a"), ("AmazonEC2", "b")}
    assert file.list_rates()["AmazonEC2", "a"] == (Decimal(3), "USD")


def test_a_damaged_file_is_told(tmp_path: Path):
    (tmp_path / "collected").mkdir()
    (tmp_path / "collected" / "rates.json").write_text("{", "utf-8")
    with pytest.raises(CorruptFile):
        JsonRates(tmp_path).list_rates()
