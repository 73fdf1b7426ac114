"""Records come back through every protocol as they were put in."""

from datetime import UTC, datetime

import pytest
from botocore.exceptions import ClientError

from finops_aws.sandbox.server import Call, Place, Refusal

ACCOUNT, REGION = "111122223333", "sa-east-1"
DAY = datetime(2025, 3, 1, 12, 30, tzinfo=UTC)


def place(client: str, region: str = REGION) -> Place:
    return Place(ACCOUNT, region, client)


def code_of(error: pytest.ExceptionInfo[ClientError]) -> str:
    return error.value.response["Error"]["Code"]


def test_s3_buckets_and_their_lifecycle(records, client):
    def refused(call: Call):
        raise Refusal("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist", 404)

    rule = {"ID": "old", "Status": "Enabled", "Expiration": {"Days": 30}, "Filter": {"Prefix": "tmp/"}}
    records.put_items(
        place("s3"), "ListBuckets", items=[{"Name": "bills", "CreationDate": DAY}, {"Name": "logs"}]
    )
    records.put_output(
        place("s3"), "GetBucketLifecycleConfiguration", output={"Rules": [rule]}, when={"Bucket": "logs"}
    )
    records.put_output(place("s3"), "GetBucketLocation", output={"LocationConstraint": REGION})
    records.compute("s3", "GetBucketLifecycleConfiguration", answer=refused)
    s3 = client("s3")
    assert s3.list_buckets()["Buckets"] == [{"Name": "bills", "CreationDate": DAY}, {"Name": "logs"}]
    assert s3.get_bucket_lifecycle_configuration(Bucket="logs")["Rules"] == [rule]
    assert s3.get_bucket_location(Bucket="logs")["LocationConstraint"] == REGION
    with pytest.raises(ClientError) as error:
        s3.get_bucket_lifecycle_configuration(Bucket="bills")
    assert code_of(error) == "NoSuchLifecycleConfiguration"


def test_s3_objects_are_listed_given_and_taken(records, client):
    records.put_items(
        place("s3"), "ListObjectsV2", items=[{"Key": f"bill/{at}", "Size": at} for at in range(5)]
    )
    records.compute(
        "s3", "GetObject", answer=lambda call: {"Body": call.parameters["Key"].encode(), "ETag": "x"}
    )
    taken = []
    records.compute("s3", "PutObject", answer=lambda call: taken.append(call.parameters["Body"]) or {})
    s3 = client("s3")
    first = s3.list_objects_v2(Bucket="b", MaxKeys=3)
    rest = s3.list_objects_v2(Bucket="b", MaxKeys=3, ContinuationToken=first["NextContinuationToken"])
    assert first["IsTruncated"] and not rest["IsTruncated"]
    assert [one["Size"] for one in first["Contents"] + rest["Contents"]] == [0, 1, 2, 3, 4]
    assert s3.get_object(Bucket="b", Key="a b/ç")["Body"].read() == "a b/ç".encode()
    s3.put_object(Bucket="b", Key="k", Body=b"content")
    assert taken == [b"content"]


def test_sqs_speaks_json_and_says_nothing_when_empty(records, client):
    assert "QueueUrls" not in client("sqs").list_queues()
    urls = [f"https://sqs.sa-east-1.amazonaws.com/{ACCOUNT}/q{at}" for at in range(150)]
    records.put_items(place("sqs"), "ListQueues", items=urls)
    assert client("sqs").list_queues()["QueueUrls"] == urls
    assert "NextToken" in client("sqs").list_queues(MaxResults=10)
    assert client("sqs").list_queues(QueueNamePrefix="q14")["QueueUrls"] == [urls[14], *urls[140:150]]


def test_kms_keys_by_id(records, client):
    records.put_items(place("kms"), "ListKeys", items=[{"KeyId": "a"}, {"KeyId": "b"}])
    for key, state in {"a": "Enabled", "b": "PendingDeletion"}.items():
        output = {"KeyMetadata": {"KeyId": key, "KeyState": state, "CreationDate": DAY}}
        records.put_output(place("kms"), "DescribeKey", output=output, when={"KeyId": key})
    kms = client("kms")
    found = [kms.describe_key(KeyId=key["KeyId"])["KeyMetadata"] for key in kms.list_keys()["Keys"]]
    assert [key["KeyState"] for key in found] == ["Enabled", "PendingDeletion"]
    assert found[0]["CreationDate"] == DAY
    with pytest.raises(kms.exceptions.NotFoundException):
        kms.describe_key(KeyId="c")


def test_iam_users_are_known_from_every_region(records, client):
    users = [{"UserName": f"u{at}", "UserId": f"id-{at}", "CreateDate": DAY} for at in range(130)]
    records.put_items(place("iam", "us-east-1"), "ListUsers", items=users)
    pages = list(client("iam", region="eu-west-1").get_paginator("list_users").paginate())
    assert [len(page["Users"]) for page in pages] == [100, 30]
    assert pages[1]["Users"][-1] == users[-1]


def test_cloudwatch_is_computed_from_the_parsed_request(records, client):
    def metrics(call: Call):
        query = call.parameters["MetricDataQueries"][0]
        assert call.parameters["StartTime"] == DAY
        return {"MetricDataResults": [{"Id": query["Id"], "Timestamps": [DAY], "Values": [0.25]}]}

    records.compute("cloudwatch", "GetMetricData", answer=metrics)
    stat = {
        "Metric": {"Namespace": "AWS/EC2", "MetricName": "CPUUtilization"},
        "Period": 60,
        "Stat": "Average",
    }
    found = client("cloudwatch").get_metric_data(
        MetricDataQueries=[{"Id": "q1", "MetricStat": stat}], StartTime=DAY, EndTime=DAY
    )
    assert found["MetricDataResults"] == [{"Id": "q1", "Timestamps": [DAY], "Values": [0.25]}]


def test_a_service_that_speaks_cbor(records, client):
    buses = [{"Name": f"bus-{at}", "CreationTime": DAY, "State": "ACTIVE"} for at in range(3)]
    records.put_items(place("eventbridgev2"), "ListEventBuses", items=buses)
    cbor = client("eventbridgev2")
    assert cbor.meta.service_model.resolved_protocol == "smithy-rpc-v2-cbor"
    assert cbor.list_event_buses()["EventBuses"] == buses


def test_dynamodb_tables_and_items(records, client):
    records.put_items(place("dynamodb"), "ListTables", items=[f"t{at:03d}" for at in range(120)])
    records.put_items(
        place("dynamodb"), "Scan", items=[{"id": {"N": str(at)}, "raw": {"B": b"x"}} for at in range(3)]
    )
    dynamodb = client("dynamodb")
    names = dynamodb.get_paginator("list_tables").paginate().build_full_result()["TableNames"]
    assert names == [f"t{at:03d}" for at in range(120)]
    pages = list(dynamodb.get_paginator("scan").paginate(TableName="t", PaginationConfig={"PageSize": 2}))
    assert [item["id"]["N"] for page in pages for item in page["Items"]] == ["0", "1", "2"]
    assert pages[0]["Items"][0]["raw"]["B"] == b"x"


def test_route53_zones_and_records(records, client):
    zones = [{"Id": "/hostedzone/Z1", "Name": "a.example.", "CallerReference": "1"}]
    sets = [{"Name": f"h{at}.a.example.", "Type": "A", "TTL": 60} for at in range(3)]
    records.put_items(place("route53"), "ListHostedZones", items=zones)
    records.put_items(place("route53"), "ListResourceRecordSets", items=sets)
    route53 = client("route53")
    assert route53.list_hosted_zones()["HostedZones"] == zones
    pages = route53.get_paginator("list_resource_record_sets").paginate(
        HostedZoneId="Z1", PaginationConfig={"PageSize": 2}
    )
    assert [one["Name"] for page in pages for one in page["ResourceRecordSets"]] == [s["Name"] for s in sets]


def test_lambda_functions_and_cloudfront_distributions(records, client):
    functions = [{"FunctionName": f"f{at}", "MemorySize": 128, "Timeout": 3} for at in range(101)]
    records.put_items(place("lambda"), "ListFunctions", items=functions)
    pages = client("lambda").get_paginator("list_functions").paginate()
    assert [one for page in pages for one in page["Functions"]] == functions
    records.put_items(place("cloudfront"), "ListDistributions", items=[{"Id": "E1", "Enabled": True}])
    listed = client("cloudfront").list_distributions()["DistributionList"]
    assert listed["Quantity"] == 1 and listed["Items"][0]["Id"] == "E1"


def test_rds_is_selected_by_name_and_filter(records, client):
    records.put_items(
        place("rds"),
        "DescribeDBInstances",
        items=[{"DBInstanceIdentifier": one, "Engine": "mysql"} for one in "ab"],
    )
    rds = client("rds")
    assert len(rds.describe_db_instances()["DBInstances"]) == 2
    assert [i["Engine"] for i in rds.describe_db_instances(DBInstanceIdentifier="b")["DBInstances"]] == [
        "mysql"
    ]
    filters = [{"Name": "db-instance-id", "Values": ["a"]}]
    found = rds.describe_db_instances(Filters=filters)["DBInstances"]
    assert [one["DBInstanceIdentifier"] for one in found] == ["a"]
    with pytest.raises(ClientError) as error:
        rds.describe_db_instances(Marker="nonsense")
    assert code_of(error) == "InvalidParameterValue"
