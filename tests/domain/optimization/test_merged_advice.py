"""AWS's advice stands beside the own finding of the same resource; what AWS alone says stays apart."""

from decimal import Decimal
from typing import Any

from finops_aws.domain.optimization.advice import merged
from finops_aws.domain.optimization.checks import Action
from finops_aws.domain.optimization.findings import AwsAdvice
from finops_aws.domain.optimization.recommendations import Confidence, Price
from tests.domain.optimization.recommending import finding, recommendation


def advice(*names: str, action: str | None = "Stop", account: str = "1", **more: Any) -> AwsAdvice:
    known: dict[str, Any] = {"source": "cost-optimization-hub", "region": "r", "subject": None}
    known |= {"finding": None, "monthly_saving": Decimal(9), "currency": "USD", "as_of": None}
    return AwsAdvice(account=account, names=names, action=action, **{**known, **more})


def test_advice_on_the_same_resource_is_put_beside_the_finding_by_arn_or_id():
    by_arn = recommendation("a", one=finding("i-1", resource_arn="arn:i-1"))
    by_id = recommendation("b", one=finding("i-2"))
    first, second = advice("arn:i-1", "i-1"), advice("i-2")
    found, alone = merged([by_arn, by_id], [first, second])
    assert [one.advice for one in found] == [(first,), (second,)]
    assert alone == ()


def test_advice_on_what_nobody_found_or_in_another_account_stays_alone():
    elsewhere, unknown = advice("i-1", account="2"), advice("i-9")
    found, alone = merged([recommendation("a", one=finding("i-1"))], [elsewhere, unknown])
    assert [one.advice for one in found] == [()]
    assert alone == (elsewhere, unknown)


def test_advice_about_no_resource_is_nobodys():
    assert merged([], [advice()]) == ([], ())


def test_aws_advising_the_same_action_makes_a_priced_finding_sure():
    unsure = recommendation("a", Action.STOP, shares=[("i-1", "BoxUsage", "10", "1")])
    unsure = type(unsure)(
        check=unsure.check,
        finding=unsure.finding,
        price=unsure.price,
        window=unsure.window,
        confidence=Confidence.MEDIUM,
    )
    ((agreed,), _), ((other,), _) = (
        merged([unsure], [advice("i-1", action=word)]) for word in ("Stop", "Rightsize")
    )
    assert (agreed.confidence, other.confidence) == (Confidence.HIGH, Confidence.MEDIUM)


def test_aws_agreeing_does_not_make_an_unknown_price_sure():
    price = Price(amount=None, currency=None, source="price unknown")
    unknown = recommendation("a", Action.STOP, one=finding("i-1"), price=price)
    ((one,), _) = merged([unknown], [advice("i-1")])
    assert one.confidence is unknown.confidence
    assert len(one.advice) == 1
