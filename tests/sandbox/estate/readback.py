"""What AWS tells of a planted thing: one describe call, one metric."""

from datetime import UTC, datetime, timedelta
from typing import Any

from finops_aws.sandbox.estate import CompanyEstate, Plant
from finops_aws.sandbox.estate.things import Thing, arn_of

END = datetime(2026, 11, 20, tzinfo=UTC)


def of_kind(estate: CompanyEstate, kind: str, *, decoys: bool = False) -> list[Plant]:
    return [plant for plant in estate.truth if plant.kind == kind and plant.is_decoy is decoys]


def thing_of(estate: CompanyEstate, plant: Plant) -> Thing:
    return next(one for one in estate.things if arn_of(one) == plant.arn and one.account == plant.account)


def metric_values(
    client: Any, metric: tuple[str, str], dimensions: dict[str, str], **asked: Any
) -> list[float]:
    """Hourly values of the days before the end of the bill: ``stat``, ``days``, else averages of 14 days."""
    namespace, name = metric
    named = [{"Name": key, "Value": value} for key, value in dimensions.items()]
    query = {
        "Id": "q1",
        "MetricStat": {
            "Metric": {"Namespace": namespace, "MetricName": name, "Dimensions": named},
            "Period": asked.get("period", 3600),
            "Stat": asked.get("stat", "Average"),
        },
    }
    end = asked.get("end", END)
    start = end - timedelta(days=asked.get("days", 14))
    answer = client.get_metric_data(
        MetricDataQueries=[query], StartTime=start, EndTime=end, ScanBy="TimestampAscending"
    )
    found: list[float] = answer["MetricDataResults"][0]["Values"]
    return found
