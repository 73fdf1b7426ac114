"""A forecast is the mean of the last 30 complete days for each day to come."""

from decimal import Decimal
from typing import Any

import pytest
from botocore.exceptions import ClientError

LOOKBACK = {"Start": "2026-10-21", "End": "2026-11-20"}
AHEAD = {"Start": "2026-11-20", "End": "2026-12-01"}


def forecast(ce: Any, **wishes: Any) -> Any:
    standard = {"TimePeriod": AHEAD, "Granularity": "MONTHLY", "Metric": "UNBLENDED_COST"}
    return ce.get_cost_forecast(**{**standard, **wishes})


def spent(ce: Any, period: dict[str, str], **wishes: Any) -> Decimal:
    answer = ce.get_cost_and_usage(
        TimePeriod=period, Granularity="DAILY", Metrics=["UnblendedCost"], **wishes
    )
    amounts = (Decimal(one["Total"]["UnblendedCost"]["Amount"]) for one in answer["ResultsByTime"])
    return sum(amounts, Decimal(0))


def test_the_days_to_come_cost_the_mean_of_the_last_thirty(ce: Any) -> None:
    expected = (spent(ce, LOOKBACK) / 30 * 11).quantize(Decimal("1e-10"))
    answer = forecast(ce)
    assert Decimal(answer["Total"]["Amount"]) == expected
    [month] = answer["ForecastResultsByTime"]
    assert Decimal(month["MeanValue"]) == expected


def test_a_month_that_has_begun_counts_what_it_cost_so_far(ce: Any) -> None:
    whole = forecast(ce, TimePeriod={"Start": "2026-11-01", "End": "2026-12-01"})
    so_far = spent(ce, {"Start": "2026-11-01", "End": "2026-11-20"})
    assert Decimal(whole["Total"]["Amount"]) == so_far + Decimal(forecast(ce)["Total"]["Amount"])


def test_a_filter_narrows_the_forecast(ce: Any) -> None:
    wanted = {"Dimensions": {"Key": "SERVICE", "Values": ["Amazon Simple Storage Service"]}}
    expected = (spent(ce, LOOKBACK, Filter=wanted) / 30 * 11).quantize(Decimal("1e-10"))
    assert 0 < expected == Decimal(forecast(ce, Filter=wanted)["Total"]["Amount"])


def test_a_surer_interval_is_wider(ce: Any) -> None:
    def bounds(level: int) -> tuple[Decimal, Decimal]:
        wanted = {"Dimensions": {"Key": "SERVICE", "Values": ["EC2 - Other"]}}
        answer = forecast(ce, PredictionIntervalLevel=level, Filter=wanted)
        [month] = answer["ForecastResultsByTime"]
        return Decimal(month["PredictionIntervalLowerBound"]), Decimal(month["PredictionIntervalUpperBound"])

    (low, high), (lower, higher) = bounds(60), bounds(95)
    assert lower < low < high < higher


def test_days_are_foretold_one_by_one(ce: Any) -> None:
    answer = forecast(ce, Granularity="DAILY")
    assert len(answer["ForecastResultsByTime"]) == 11
    assert len({one["MeanValue"] for one in answer["ForecastResultsByTime"]}) == 1


@pytest.mark.parametrize(
    ("wishes", "code"),
    [
        ({"TimePeriod": {"Start": "2026-11-21", "End": "2026-12-01"}}, "ValidationException"),
        ({"TimePeriod": {"Start": "2026-11-01", "End": "2026-11-20"}}, "ValidationException"),
        ({"Metric": "USAGE_QUANTITY"}, "ValidationException"),
        ({"Granularity": "HOURLY"}, "ValidationException"),
        (
            {"Filter": {"Dimensions": {"Key": "SERVICE", "Values": ["Amazon Braket"]}}},
            "DataUnavailableException",
        ),
    ],
)
def test_what_cannot_be_foretold_is_refused(ce: Any, wishes: dict[str, Any], code: str) -> None:
    with pytest.raises(ClientError) as refused:
        forecast(ce, **wishes)
    assert refused.value.response["Error"]["Code"] == code
