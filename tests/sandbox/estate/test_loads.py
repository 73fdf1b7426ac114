"""What the bill counts, the metrics tell: the same quantities, line by line."""

import csv
import gzip
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from finops_aws.sandbox import BillRequest, Shape, write_bill
from finops_aws.sandbox.estate import CompanyEstate, company_estate
from finops_aws.sandbox.estate.loads import reading, readings
from finops_aws.sandbox.estate.metric_sources import sources
from finops_aws.sandbox.estate.things import Thing

REQUEST = BillRequest(until=date(2026, 11, 20), lines=20_000, months=2, shape=Shape.LEGACY_CSV)
END = datetime(2026, 11, 20, tzinfo=UTC)
GIB = 2**30
Lines = dict[tuple[str, str], dict[datetime, Decimal]]


@pytest.fixture(scope="module")
def estate() -> CompanyEstate:
    return company_estate(REQUEST)


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Lines:
    """Account and resource → the hours of its usage lines and the sum of their amounts."""
    written = write_bill(REQUEST, tmp_path_factory.mktemp("bill"))
    found: Lines = {}
    for line in usage_lines(Path(written.exports[0])):
        start = datetime.fromisoformat(line["lineItem/UsageStartDate"])
        resource = (line["lineItem/UsageAccountId"], line["lineItem/ResourceId"])
        hours = found.setdefault(resource, {})
        hours[start] = hours.get(start, Decimal(0)) + Decimal(line["lineItem/UsageAmount"])
    return found


def usage_lines(export: Path) -> Iterator[dict[str, str]]:
    for file in sorted(export.rglob("*.csv.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as opened:
            yield from (line for line in csv.DictReader(opened) if line["lineItem/LineItemType"] == "Usage")


def billed_things(estate: CompanyEstate, key: str) -> list[Thing]:
    return [one for one in estate.things if key in one.usage and one.uses[0].strands]


@pytest.mark.parametrize(
    ("key", "metric", "factor"),
    [
        ("sqs", "NumberOfMessagesSent", 1),
        ("sns", "NumberOfMessagesPublished", 1),
        ("lambda-requests", "Invocations", 1),
        ("nat-bytes", "BytesOutToDestination", GIB),
        ("dynamodb-read", "ConsumedReadCapacityUnits", 1),
        ("dynamodb-write", "ConsumedWriteCapacityUnits", 1),
        ("cloudwatch-logs", "IncomingBytes", GIB),
        ("alb-lcu", "ConsumedLCUs", 1),
        ("cloudfront", "BytesDownloaded", GIB),
        ("route53", "DNSQueries", 1),
        ("apigateway", "Count", 1),
    ],
)
def test_the_sum_of_an_hour_is_the_amount_of_its_line(
    estate: CompanyEstate, lines: Lines, key: str, metric: str, factor: int
) -> None:
    compared = 0
    for thing in billed_things(estate, key):
        for start, amount in lines.get((thing.account, thing.resource_id), {}).items():
            told = reading(thing, metric, stat="Sum", at=start)
            assert told == pytest.approx(float(amount) * factor)
            compared += 1
    assert compared > 20


def test_a_bucket_is_as_big_as_a_day_of_its_bill_says(estate: CompanyEstate, lines: Lines) -> None:
    compared = 0
    for thing in billed_things(estate, "s3-standard"):
        for start, amount in lines.get((thing.account, thing.resource_id), {}).items():
            days = 31 if start.month == 10 else 30
            size = reading(thing, "BucketSizeBytes", stat="Average", at=start.replace(hour=0))
            assert size == pytest.approx(float(amount) * days * GIB)
            compared += 1
    assert compared > 20


def test_an_instance_tells_its_cpu_in_the_hours_that_are_billed_and_in_no_others(
    estate: CompanyEstate, lines: Lines
) -> None:
    served = [one for one in estate.things if one.kind == "instance" and one.life.running]
    assert served
    for thing in served:
        for start in lines.get((thing.account, thing.resource_id), {}):
            assert reading(thing, "CPUUtilization", stat="Average", at=start) is not None
        if not thing.is_running:
            assert reading(thing, "CPUUtilization", stat="Average", at=thing.life.last) is None


def test_every_reading_stays_within_its_bounds(estate: CompanyEstate) -> None:
    start = datetime(2026, 11, 18, tzinfo=UTC)
    metrics = [
        (thing, name, metric.most)
        for thing in estate.things
        for source in sources(thing)
        for name, metric in source.metrics.items()
    ]
    for stat in ("Minimum", "Average", "Maximum", "p99"):
        for thing, name, most in metrics:
            known = readings(thing, name, start=start, end=END, stat=stat)
            assert all(0 <= value <= most for value in known if value is not None), (thing.kind, name)


def test_nothing_is_read_before_a_thing_was_there(estate: CompanyEstate) -> None:
    young = [one for one in estate.things if one.created > datetime(2026, 10, 2, tzinfo=UTC)]
    assert young
    for thing in young:
        names = [name for source in sources(thing) for name in source.metrics]
        before = [
            value
            for name in names
            for value in readings(thing, name, start=datetime(2026, 10, 1, tzinfo=UTC), end=thing.created)
        ]
        assert set(before) <= {None}
