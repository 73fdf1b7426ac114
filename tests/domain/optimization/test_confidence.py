"""How sure a saving is follows from what it rests on."""

from decimal import Decimal

from finops_aws.domain.optimization.checks import Param
from finops_aws.domain.optimization.confidence import confidence
from finops_aws.domain.optimization.recommendations import Confidence, Price
from tests.domain.optimization.recommending import check

SOURCED = check(params={"quiet_days": Param(14, "https://example.com")})
OWN = check(params={"quiet_days": Param(14, None)})
BILL = Price(amount=Decimal(1), currency="USD", source="own bill, net amortized")


def test_the_own_bill_and_sourced_thresholds_are_sure():
    assert confidence(SOURCED, BILL) is Confidence.HIGH


def test_a_threshold_a_share_or_a_price_from_elsewhere_is_less_sure():
    estimate = Price(amount=Decimal(1), currency="USD", source="own bill", is_estimate=True)
    listed = Price(amount=Decimal(1), currency="USD", source="own bill and AWS Price List rates")
    assert {confidence(OWN, BILL), confidence(SOURCED, estimate), confidence(SOURCED, listed)} == {
        Confidence.MEDIUM
    }


def test_an_unknown_price_is_not_sure_and_no_money_at_all_may_be():
    unknown = Price(amount=None, currency=None, source="price unknown")
    assert confidence(SOURCED, unknown) is Confidence.LOW
    assert (confidence(SOURCED, None), confidence(OWN, None)) == (Confidence.HIGH, Confidence.MEDIUM)
