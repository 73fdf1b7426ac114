"""CloudWatch answers as AWS's does: scopes, periods, statistics, limits and pages."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from finops_aws.sandbox.estate import CompanyEstate
from finops_aws.sandbox.estate.loads import reading, readings
from finops_aws.sandbox.estate.things import Thing
from finops_aws.sandbox.server.calls import Call, Place
from tests.sandbox.estate.conftest import Clients
from tests.sandbox.estate.readback import END, metric_values

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
CPU = ("AWS/EC2", "CPUUtilization")


@pytest.fixture(scope="module")
def server(company: CompanyEstate) -> Thing:
    """An instance that ran throughout and of which nothing special is known."""
    return next(
        one
        for one in company.things
        if one.kind == "instance" and one.life.ran_throughout(60 * 24) and "cpu_peak" not in one.facts
    )


@pytest.fixture(scope="module")
def watch(server: Thing, connect: Clients) -> Any:
    return connect(server.account, server.region, "cloudwatch")


def query(server: Thing, number: int = 0, **changes: Any) -> dict[str, Any]:
    metric = {
        "Namespace": "AWS/EC2",
        "MetricName": changes.pop("name", "CPUUtilization"),
        "Dimensions": [{"Name": "InstanceId", "Value": server.name}],
    }
    stat = {"Metric": metric, "Period": 3600, "Stat": "Average", **changes}
    return {"Id": f"q{number}", "MetricStat": stat}


def ask(watch: Any, queries: list[dict[str, Any]], **changes: Any) -> dict[str, Any]:
    asked = {"StartTime": END - DAY, "EndTime": END, "ScanBy": "TimestampAscending", **changes}
    return dict(watch.get_metric_data(MetricDataQueries=queries, **asked))


def refused(watch: Any, queries: list[dict[str, Any]], **changes: Any) -> str:
    with pytest.raises(ClientError) as error:
        ask(watch, queries, **changes)
    return str(error.value.response["Error"]["Code"])


def test_a_day_of_hours_half_open_with_times_and_label(watch: Any, server: Thing) -> None:
    answer = ask(watch, [query(server)])
    (result,) = answer["MetricDataResults"]
    assert [one.astimezone(UTC) for one in result["Timestamps"]] == [END - DAY + HOUR * n for n in range(24)]
    assert (result["Label"], result["StatusCode"]) == ("CPUUtilization", "Complete")
    assert result["Values"] == readings(server, "CPUUtilization", start=END - DAY, end=END)
    assert "NextToken" not in answer


def test_newest_first_unless_asked_otherwise(watch: Any, server: Thing) -> None:
    rising = ask(watch, [query(server)])["MetricDataResults"][0]
    falling = watch.get_metric_data(MetricDataQueries=[query(server)], StartTime=END - DAY, EndTime=END)[
        "MetricDataResults"
    ][0]
    assert falling["Timestamps"] == rising["Timestamps"][::-1]
    assert falling["Values"] == rising["Values"][::-1]


def test_statistics_of_one_hour_fit_each_other(watch: Any, server: Thing) -> None:
    stats = ["Minimum", "p10", "Average", "p90", "p99", "Maximum"]
    queries = [query(server, number, Stat=stat) for number, stat in enumerate([*stats, "Sum", "SampleCount"])]
    results = ask(watch, queries, StartTime=END - HOUR)["MetricDataResults"]
    values = [result["Values"][0] for result in results]
    assert values[:6] == sorted(values[:6])
    assert values[6] == pytest.approx(values[2] * values[7])
    assert values[7] == 12  # an instance without detailed monitoring tells every 5 minutes
    assert 0 < values[0] < values[5] <= 100


def test_days_add_hours_up_and_minutes_have_their_share(watch: Any, server: Thing) -> None:
    own, metric = {"InstanceId": server.name}, ("AWS/EC2", "NetworkIn")
    hours = metric_values(watch, metric, own, stat="Sum", days=1)
    assert metric_values(watch, metric, own, stat="Sum", days=1, period=86400) == [pytest.approx(sum(hours))]
    fives = metric_values(watch, metric, own, stat="Sum", days=1, period=300)
    assert len(fives) == 288
    assert sum(fives) == pytest.approx(sum(hours))
    averages = metric_values(watch, CPU, own, days=1)
    assert metric_values(watch, CPU, own, days=1, period=300)[:12] == [averages[0]] * 12
    assert metric_values(watch, CPU, own, days=1, period=86400) == [pytest.approx(sum(averages) / 24)]
    highest = metric_values(watch, CPU, own, days=1, stat="Maximum")
    assert metric_values(watch, CPU, own, days=1, stat="Maximum", period=86400) == [max(highest)]


def test_a_start_is_rounded_down_by_its_age_and_times_follow_it(watch: Any, server: Thing) -> None:
    odd = timedelta(minutes=32, seconds=34)
    for age, minute in ((timedelta(days=1), 32), (timedelta(days=20), 30), (timedelta(days=70), 0)):
        start = END - age + odd
        result = ask(watch, [query(server)], StartTime=start, EndTime=start + 3 * HOUR)
        first = result["MetricDataResults"][0]["Timestamps"][0].astimezone(UTC)
        assert first == start.replace(minute=minute, second=0)


def test_nothing_after_the_end_of_the_bill_nor_older_than_455_days(watch: Any, server: Thing) -> None:
    own = {"InstanceId": server.name}
    assert metric_values(watch, CPU, own, end=END + 2 * DAY, days=3) == metric_values(watch, CPU, own, days=1)
    assert metric_values(watch, CPU, own, end=END + 9 * DAY, days=3) == []
    old = next(iter(metric_values(watch, CPU, own, end=END - 454 * DAY, days=3)), None)
    assert (old is None) is (server.created > END - 454 * DAY)
    assert metric_values(watch, CPU, own, end=END - 455 * DAY, days=30) == []


def test_short_periods_are_kept_for_15_and_63_days(watch: Any, server: Thing) -> None:
    own = {"InstanceId": server.name}
    counts = {
        (period, age): len(metric_values(watch, CPU, own, end=END - (age - 1) * DAY, days=1, period=period))
        for period, age in ((60, 10), (60, 17), (300, 17), (300, 60), (300, 66), (3600, 66))
    }
    assert counts == {
        (60, 10): 1440,
        (60, 17): 0,
        (300, 17): 288,
        (300, 60): 288,
        (300, 66): 0,
        (3600, 66): 24,
    }


def test_an_unknown_metric_is_empty_and_complete(watch: Any, server: Thing) -> None:
    stranger = query(server, 1)
    stranger["MetricStat"]["Metric"]["Dimensions"] = [{"Name": "InstanceId", "Value": "i-0"}]
    results = ask(watch, [query(server, name="Moonlight"), stranger])["MetricDataResults"]
    assert [(one["Timestamps"], one["Values"], one["StatusCode"]) for one in results] == [
        ([], [], "Complete")
    ] * 2


def test_another_region_and_another_account_do_not_see_it(
    company: CompanyEstate, server: Thing, connect: Clients
) -> None:
    own = {"InstanceId": server.name}
    stranger = next(one.id for one in company.accounts if one.id != server.account)
    assert metric_values(connect(server.account, "eu-west-1", "cloudwatch"), CPU, own) == []
    assert metric_values(connect(stranger, server.region, "cloudwatch"), CPU, own) == []


def test_distributions_are_watched_in_one_region_alone(company: CompanyEstate, connect: Clients) -> None:
    thing = next(one for one in company.things if one.kind == "distribution")
    own = {"DistributionId": thing.name, "Region": "Global"}
    metric = ("AWS/CloudFront", "BytesDownloaded")
    assert len(metric_values(connect(thing.account, "us-east-1", "cloudwatch"), metric, own, days=1)) == 24
    assert metric_values(connect(thing.account, "sa-east-1", "cloudwatch"), metric, own, days=1) == []


def test_what_aws_refuses(watch: Any, server: Thing) -> None:
    one = [query(server)]
    assert refused(watch, [query(server, number) for number in range(501)]) == "ValidationError"
    assert refused(watch, one * 2) == "ValidationError"
    assert refused(watch, one, StartTime=END, EndTime=END) == "ValidationError"
    assert refused(watch, [query(server, Period=90)]) == "ValidationError"
    assert refused(watch, [query(server, Stat="Median")]) == "ValidationError"
    assert refused(watch, one, MaxDatapoints=100_801) == "ValidationError"
    assert refused(watch, one, NextToken="nonsense") == "InvalidNextToken"


@pytest.mark.parametrize("order", ["TimestampAscending", "TimestampDescending"])
@pytest.mark.parametrize("most", [1, 7, 50, 1000])
def test_pages_put_together_are_the_whole(watch: Any, server: Thing, order: str, most: int) -> None:
    names = ("CPUUtilization", "NetworkIn", "Moonlight")
    queries = [query(server, number, name=name) for number, name in enumerate(names)]
    queries.append(query(server, 3, Period=86400, Stat="Sum"))
    times = {"StartTime": END - 2 * DAY, "EndTime": END, "ScanBy": order}
    (whole,) = watch.get_paginator("get_metric_data").paginate(MetricDataQueries=queries, **times)
    pages = list(
        watch.get_paginator("get_metric_data").paginate(
            MetricDataQueries=queries, MaxDatapoints=most, **times
        )
    )
    found: dict[str, list[Any]] = {one["Id"]: [] for one in queries}
    for page in pages:
        results = page["MetricDataResults"]
        assert sum(len(one["Values"]) for one in results) <= most
        for one in results:
            found[one["Id"]] += zip(one["Timestamps"], one["Values"], strict=True)
    expected = {
        one["Id"]: list(zip(one["Timestamps"], one["Values"], strict=True))
        for one in whole["MetricDataResults"]
    }
    assert found == expected
    assert (len(pages) == 1) is (most == 1000)


def test_a_token_is_of_its_own_request(watch: Any, server: Thing) -> None:
    first = ask(watch, [query(server)], MaxDatapoints=10)
    (result,) = first["MetricDataResults"]
    assert (len(result["Values"]), result["StatusCode"]) == (10, "PartialData")
    other = [query(server, name="NetworkIn")]
    assert refused(watch, other, MaxDatapoints=10, NextToken=first["NextToken"]) == "InvalidNextToken"


def test_500_queries_of_14_days_are_answered_in_time(company: CompanyEstate, server: Thing) -> None:
    answer = company.records.answerer("cloudwatch", "GetMetricData")
    assert answer is not None
    asked = {
        "MetricDataQueries": [query(server, number) for number in range(500)],
        "StartTime": END - 14 * DAY,
        "EndTime": END,
    }
    place = Place(server.account, server.region, "cloudwatch")
    begun = time.process_time()
    first = answer(Call(place, "GetMetricData", asked))
    second = answer(Call(place, "GetMetricData", {**asked, "NextToken": first["NextToken"]}))
    assert time.process_time() - begun < 1.5
    counts = [sum(len(one["Values"]) for one in page["MetricDataResults"]) for page in (first, second)]
    assert sum(counts) == 500 * 336
    assert max(counts) <= 100_800


def test_metrics_are_listed_by_namespace_name_and_dimension(watch: Any, server: Thing) -> None:
    own = [{"Name": "InstanceId", "Value": server.name}]
    listed = watch.list_metrics(Namespace="AWS/EC2", Dimensions=own)["Metrics"]
    assert {one["MetricName"] for one in listed} >= {"CPUUtilization", "NetworkIn", "StatusCheckFailed"}
    assert all(one["Dimensions"] == own for one in listed)
    cpu = watch.list_metrics(Namespace="AWS/EC2", MetricName="CPUUtilization")["Metrics"]
    assert own in [one["Dimensions"] for one in cpu]
    named = watch.list_metrics(MetricName="CPUUtilization", Dimensions=[{"Name": "InstanceId"}])["Metrics"]
    assert named == cpu
    assert watch.list_metrics(Namespace="Moonlight")["Metrics"] == []


def test_what_published_nothing_for_two_weeks_is_not_listed(company: CompanyEstate, connect: Clients) -> None:
    silent = next(
        plant
        for plant in company.truth
        if plant.kind == "stopped-instance-with-volumes" and not plant.is_decoy
    )
    watch = connect(silent.account, silent.region, "cloudwatch")
    own = [{"Name": "InstanceId", "Value": silent.resource_id}]
    assert watch.list_metrics(Namespace="AWS/EC2", Dimensions=own)["Metrics"] == []


def test_a_bucket_has_sizes_of_the_classes_it_is_billed_for(company: CompanyEstate, connect: Clients) -> None:
    bucket = next(one for one in company.things if one.usage == ("s3-ia",))
    watch = connect(bucket.account, bucket.region, "cloudwatch")
    listed = watch.list_metrics(Dimensions=[{"Name": "BucketName", "Value": bucket.name}])["Metrics"]
    kinds = [(one["MetricName"], one["Dimensions"][1]["Value"]) for one in listed]
    assert kinds == [("BucketSizeBytes", "StandardIAStorage"), ("NumberOfObjects", "AllStorageTypes")]
    own = {"BucketName": bucket.name, "StorageType": "StandardIAStorage"}
    sizes = metric_values(watch, ("AWS/S3", "BucketSizeBytes"), own, period=86400, days=3)
    (use,) = bucket.uses
    assert sizes == [pytest.approx(float(use.per_hour) * 30 * 2**30)] * 3  # November has 30 days


def test_a_single_reading_is_that_of_the_series(server: Thing) -> None:
    at = datetime(2026, 11, 12, 15, 20, tzinfo=UTC)
    (expected,) = readings(
        server, "CPUUtilization", start=at.replace(minute=0), end=at.replace(hour=16, minute=0)
    )
    assert reading(server, "CPUUtilization", stat="Average", at=at) == expected
    assert reading(server, "Moonlight", stat="Average", at=at) is None
