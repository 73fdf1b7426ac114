"""CloudWatch's metrics are read in full batches, each hour once, and never above the price."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import boto3
import duckdb
import pytest

from finops_aws.application.operations.collect_facts import Collected, CollectRequest
from finops_aws.domain.operations.estate import Status
from finops_aws.domain.operations.usage import UsageQuestion
from finops_aws.sandbox.server import Fault
from tests.adapters.aws.scanned_companies import NOW, MovableClock, ScannedCompany

METRICS = CollectRequest(only=("metrics",), days=14)
END = datetime(2026, 11, 20, tzinfo=UTC)


def collect(company: ScannedCompany, data: Path, request: CollectRequest = METRICS) -> Collected:
    return company.analysis(data).collect(request)


def rows(data: Path, query: str) -> list[tuple[object, ...]]:
    (file,) = (data / "collected").glob("metrics-*.parquet")
    with duckdb.connect() as engine:
        return engine.execute(query.replace("metrics", f"'{file}'")).fetchall()


def test_each_value_is_what_cloudwatch_tells_for_that_hour(company: ScannedCompany, data: Path):
    collect(company, data)
    ((account, region, instance),) = rows(
        data,
        "SELECT DISTINCT account, region, resource_id FROM metrics WHERE metric = 'CPUUtilization' "
        "AND service = 'ec2' ORDER BY 3 LIMIT 1",
    )
    keys = company.aws.environment(str(account))
    client = boto3.client(
        "cloudwatch",
        region_name=str(region),
        endpoint_url=f"{company.aws.endpoint}/cloudwatch",
        aws_access_key_id=keys["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=keys["AWS_SECRET_ACCESS_KEY"],
    )
    metric = {
        "Namespace": "AWS/EC2",
        "MetricName": "CPUUtilization",
        "Dimensions": [{"Name": "InstanceId", "Value": instance}],
    }
    told = client.get_metric_data(
        MetricDataQueries=[{"Id": "m", "MetricStat": {"Metric": metric, "Period": 3600, "Stat": "Maximum"}}],
        StartTime=END - timedelta(days=14),
        EndTime=END,
        ScanBy="TimestampAscending",
    )["MetricDataResults"][0]
    held = rows(
        data,
        f"SELECT hour, value FROM metrics WHERE resource_id = '{instance}' AND statistic = 'Maximum' "
        "AND metric = 'CPUUtilization' ORDER BY hour",
    )
    hours = [at.astimezone(UTC).replace(tzinfo=None) for at in told["Timestamps"]]
    assert held == list(zip(hours, told["Values"], strict=True))
    assert len(held) > 24


def test_many_metrics_share_a_call_and_each_is_paid_for_once(company: ScannedCompany, data: Path):
    collected = collect(company, data)
    metrics = collected.units["cloudwatch:GetMetricData"]
    assert collected.paid_usd == Decimal("0.00001") * metrics
    places = {place for place, name in company.aws.calls_by_place if name == "GetMetricData"}
    assert company.aws.calls["cloudwatch", "GetMetricData"] == len(places) < metrics / 10
    assert {place.client for place in places} == {"cloudwatch"}


def test_a_second_collection_asks_only_for_what_has_happened_since(company: ScannedCompany, data: Path):
    first = collect(company, data)
    again = collect(company, data)
    assert (again.resources, again.paid_usd, again.points) == (0, 0, 0)
    before = Counter(rows(data, "SELECT metric, hour, value FROM metrics"))
    earlier = MovableClock(NOW - timedelta(days=2))
    other = data.parent / "other"
    (data / "estate").rename(other.mkdir() or other / "estate")
    company.analysis(other, earlier).collect(METRICS)
    part = len(rows(other, "SELECT * FROM metrics"))
    company.analysis(other).collect(METRICS)
    assert part < len(rows(other, "SELECT * FROM metrics"))
    window = f"TIMESTAMP '{END - timedelta(days=14):%Y-%m-%d}'"
    after = Counter(rows(other, f"SELECT metric, hour, value FROM metrics WHERE hour >= {window}"))
    assert after == before
    assert sum(before.values()) == first.points


def test_the_limit_stops_before_the_call_and_what_was_read_stays(company: ScannedCompany, data: Path):
    limit = Decimal("0.0012")
    collected = collect(company, data, CollectRequest(only=("metrics",), days=14, max_paid_usd=limit))
    assert 0 < collected.paid_usd <= limit
    stopped = [ending for _, ending in collected.answers if ending.code == "PaidCallLimit"]
    assert stopped
    assert not collected.is_whole
    asked = company.aws.calls["cloudwatch", "GetMetricData"]
    assert asked == len(collected.answers) - len(stopped)
    assert len(rows(data, "SELECT DISTINCT resource_id FROM metrics")) > 0


def test_nothing_may_be_paid_with_a_limit_of_zero(company: ScannedCompany, data: Path):
    collected = collect(company, data, CollectRequest(only=("metrics",), days=14, max_paid_usd=Decimal(0)))
    assert (collected.series, collected.paid_usd) == (0, 0)
    assert company.aws.calls["cloudwatch", "GetMetricData"] == 0


def test_a_refused_account_is_a_gap_with_the_action_and_the_others_are_read(
    company: ScannedCompany, data: Path
):
    account = company.accounts[1]
    company.aws.faults.append(Fault(kind="denied", account=account, client="cloudwatch"))
    collected = collect(company, data)
    gaps = {(job.account, ending.status, ending.action) for job, ending in collected.answers if ending.action}
    assert gaps == {(account, Status.DENIED, "cloudwatch:GetMetricData")}
    assert collected.resources > 0
    assert rows(data, f"SELECT 1 FROM metrics WHERE account = '{account}'") == []


def test_an_hour_without_a_datapoint_is_absent_and_a_day_without_one_is_unknown(
    company: ScannedCompany, data: Path
):
    collect(company, data)
    usage = company.analysis(data).usage(UsageQuestion(limit=10_000))
    assert usage.total == len(usage.rows)
    gaps = [row for row in usage.rows if None in row.days]
    assert gaps
    assert all(row.hours < 14 * 24 for row in gaps)


@pytest.mark.parametrize("service", ["s3"])
def test_a_daily_metric_has_a_value_a_day_and_a_class_per_series(
    company: ScannedCompany, data: Path, service: str
):
    collect(company, data, CollectRequest(only=("metrics",), days=14, services=(service,)))
    found = rows(
        data, "SELECT metric, dimension, period_seconds, COUNT(DISTINCT hour) FROM metrics GROUP BY ALL"
    )
    assert {(metric, period) for metric, _, period, _ in found} == {
        ("BucketSizeBytes", 86_400),
        ("NumberOfObjects", 86_400),
    }
    assert {dimension for metric, dimension, _, _ in found if metric == "NumberOfObjects"} == {
        "AllStorageTypes"
    }
    assert "AllStorageTypes" not in {one for metric, one, _, _ in found if metric == "BucketSizeBytes"}
    assert all(days <= 15 for *_, days in found)
