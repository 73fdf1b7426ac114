"""The Price List over HTTP: rates of usage types, kept for what the own bill lacks."""

from decimal import Decimal
from pathlib import Path

import pytest

from finops_aws.adapters.stores.rate_file import JsonRates
from finops_aws.application.operations.collect_facts import Collected
from finops_aws.application.operations.collect_rates import collect_rates, with_rates
from finops_aws.domain.operations.estate import Status
from finops_aws.domain.operations.prices import PriceQuestion, RateSource
from finops_aws.errors import AccessDenied
from finops_aws.sandbox.prices import prices
from finops_aws.sandbox.server import Fault
from tests.adapters.aws.scanned_companies import ScannedCompany

GP3, GP2 = "SAE1-EBS:VolumeUsage.gp3", "SAE1-EBS:VolumeUsage.gp2"


def test_a_rate_is_told_with_its_unit_currency_and_region(company: ScannedCompany, data: Path):
    book = company.analysis(data).price_book
    (rate,) = book.rates(PriceQuestion(service_code="AmazonEC2", usage_type=GP3))
    assert (rate.amount, rate.currency, rate.unit) == (prices()["ebs-gp3"].rate_br, "USD", "GB-Mo")
    assert (rate.source, rate.region, rate.from_quantity) == (RateSource.PRICE_LIST, "sa-east-1", 0)


def test_what_it_does_not_have_has_no_rate(company: ScannedCompany, data: Path):
    book = company.analysis(data).price_book
    assert not book.rates(PriceQuestion(service_code="AmazonEC2", usage_type="SAE1-Nothing"))


def test_rates_are_collected_into_the_data_directory(company: ScannedCompany, data: Path):
    book, file = company.analysis(data).price_book, JsonRates(data)
    collect_rates([("AmazonEC2", GP3), ("AmazonEC2", "SAE1-Nothing")], book=book, file=file)
    assert file.list_rates() == {("AmazonEC2", GP3): (prices()["ebs-gp3"].rate_br, "USD")}


def test_a_refusal_names_the_action_and_leaves_what_is_held(company: ScannedCompany, data: Path):
    book, file = company.analysis(data).price_book, JsonRates(data)
    collect_rates([("AmazonEC2", GP3)], book=book, file=file)
    company.aws.faults.append(Fault(kind="denied", client="pricing"))
    with pytest.raises(AccessDenied) as refused:
        book.rates(PriceQuestion(service_code="AmazonEC2", usage_type=GP2))
    assert refused.value.facts["action"] == "pricing:GetProducts"
    assert collect_rates([("AmazonEC2", GP2)], book=book, file=file) == []
    assert list(file.list_rates()) == [("AmazonEC2", GP3)]
    assert isinstance(next(iter(file.list_rates().values()))[0], Decimal)


def test_a_refused_price_list_is_a_gap_of_the_collection(company: ScannedCompany, data: Path):
    book, file = company.analysis(data).price_book, JsonRates(data)
    nothing = Collected(
        answers=(), statements=0, resources=0, series=0, points=0, paid_usd=Decimal(0), units={}
    )
    assert with_rates(nothing, [("AmazonEC2", GP3)], book=book, file=file) == nothing
    company.aws.faults.append(Fault(kind="denied", client="pricing"))
    partial = with_rates(nothing, [("AmazonEC2", GP2)], book=book, file=file)
    ((job, ending),) = partial.answers
    assert (job.service, ending.status, ending.action) == ("price-list", Status.DENIED, "pricing:GetProducts")
    assert not partial.is_whole
