"""Single values of an answer: tags, moments, and what is never kept."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from finops_aws.adapters.aws.access.paths import found, without_secrets
from finops_aws.adapters.aws.access.values import amount_at, moment
from finops_aws.adapters.aws.inventory.tag_map import tag_map


def test_tags_are_read_in_either_form() -> None:
    assert tag_map([{"Key": "a", "Value": None}, {"Key": "b", "Value": "1"}]) == {"a": "", "b": "1"}
    assert tag_map([{"k": "a", "v": "1"}], key="k", value="v") == {"a": "1"}
    assert tag_map({"a": "1"}) == {"a": "1"}
    assert tag_map(None) == {}


WRITTEN: list[Any] = [
    *("2026-11-05T12:00:00Z", "2026-11-05T09:00:00-03:00", "2026-11-05T12:00:00", "1793880000"),
    *(1793880000, 1793880000000, datetime(2026, 11, 5, 12, tzinfo=UTC)),
]


@pytest.mark.parametrize("written", WRITTEN, ids=str)
def test_a_moment_is_read_however_it_is_written(written: Any) -> None:
    assert moment(written) == datetime(2026, 11, 5, 12, tzinfo=UTC)


@pytest.mark.parametrize("written", [None, "", "soon", [], {}], ids=str)
def test_what_is_no_moment_is_unknown(written: Any) -> None:
    assert moment(written) is None


def test_what_may_be_secret_is_never_kept() -> None:
    kept = without_secrets(
        {
            "FunctionName": "f",
            "Environment": {"Variables": {"PASSWORD": "x"}},
            "ResponseMetadata": {"RequestId": "r"},
            "Launch": [{"UserData": "x", "ImageId": "ami"}],
            "MasterUserPassword": "x",
        }
    )
    assert kept == {"FunctionName": "f", "Launch": [{"ImageId": "ami"}]}


def test_the_last_part_of_a_name_can_be_asked_for() -> None:
    assert found("last_segment(arn)", {"arn": "arn:aws:x::1:thing/a/b"}) == "b"
    assert found("last_segment(arn)", {"arn": None}) is None


@pytest.mark.parametrize(
    ("written", "amount"),
    [("12.5", "12.5"), (0.1, "0.1"), (3, "3"), ("0", "0"), (None, None), ("n/a", None), ({"a": 1}, None)],
)
def test_an_amount_is_exact_or_unknown(written: Any, amount: str | None) -> None:
    assert amount_at({"amount": written}, "amount") == (None if amount is None else Decimal(amount))
