"""An estate of three regions, made for counting calls: plain items, all of them tagged."""

from collections.abc import Callable
from typing import Any

from finops_aws.sandbox.server import Place, Records

ACCOUNT = "111122223333"
REGIONS = ("sa-east-1", "us-east-1", "us-east-2")
CREATED = "2025-03-01T00:00:00Z"
SIZES = {
    "instance": 400,
    "volume": 600,
    "snapshot": 300,
    "address": 100,
    "database": 50,
    "loggroup": 300,
    "function": 50,
    "balancer": 30,
    "key": 20,
    "table": 30,
}
BUCKETS = 200
Item = dict[str, Any]
TAGS = [{"Key": "team", "Value": "loja"}]


def estate() -> Records:
    """The records of the whole estate."""
    records = Records()
    for region in REGIONS:
        _region(records, region)
    names = [f"bucket-{n:03d}" for n in range(BUCKETS)]
    buckets = [
        {
            "Name": name,
            "CreationDate": CREATED,
            "BucketRegion": REGIONS[n % 3],
            "BucketArn": f"arn:aws:s3:::{name}",
        }
        for n, name in enumerate(names)
    ]
    records.put_items(Place(ACCOUNT, "us-east-1", "s3"), "ListBuckets", items=buckets)
    for bucket in buckets:
        _tag(records, bucket["BucketRegion"], bucket["BucketArn"])
    return records


def _region(records: Records, region: str) -> None:
    where = Place(ACCOUNT, region, "ec2")
    regions = [{"RegionName": name, "OptInStatus": "opt-in-not-required"} for name in REGIONS]
    records.put_items(where, "DescribeRegions", items=regions)
    for number in range(SIZES["instance"]):
        instance: Item = {"InstanceId": f"i-{number:017x}", "InstanceType": "m5.large", "LaunchTime": CREATED}
        instance |= {"State": {"Code": 16, "Name": "running"}, "Tags": TAGS}
        records.put_items(where, "DescribeInstances", items=[{"Instances": [instance]}])
    tagged: Item = {"Tags": TAGS}
    _put(records, where, operation="DescribeVolumes", kind="volume", item={"VolumeId": "vol-{n}", **tagged})
    snapshot = {"SnapshotId": "snap-{n}", "OwnerId": ACCOUNT, **tagged}
    _put(records, where, operation="DescribeSnapshots", kind="snapshot", item=snapshot)
    address = {"AllocationId": "eipalloc-{n}", **tagged}
    _put(records, where, operation="DescribeAddresses", kind="address", item=address)
    for number in range(SIZES["database"]):
        arn = f"arn:aws:rds:{region}:{ACCOUNT}:db:db-{number}"
        database = {"DBInstanceIdentifier": f"db-{number}", "DBInstanceArn": arn, "Engine": "postgres"}
        rds = Place(ACCOUNT, region, "rds")
        records.put_items(rds, "DescribeDBInstances", items=[{**database, "TagList": TAGS}])
    _named(records, region, client="logs", operation="DescribeLogGroups", kind="loggroup")
    _named(records, region, client="lambda", operation="ListFunctions", kind="function")
    _named(records, region, client="elbv2", operation="DescribeLoadBalancers", kind="balancer")
    _described(records, region)


def _put(records: Records, where: Place, *, operation: str, kind: str, item: Item) -> None:
    """So many items of the kind: the one given, ``{n}`` in its values standing for the number."""
    items = [
        {name: value.format(n=n) if isinstance(value, str) else value for name, value in item.items()}
        for n in range(SIZES[kind])
    ]
    records.put_items(where, operation, items=items)


def _named(records: Records, region: str, *, client: str, operation: str, kind: str) -> None:
    """What tells no tags itself: they come from the tagging API."""
    forms: dict[str, tuple[str, str, Callable[[str, int], Item]]] = {
        "loggroup": (
            "logs",
            "log-group:g{n}",
            lambda a, n: {"logGroupName": f"g{n}", "arn": f"{a}:*", "logGroupArn": a},
        ),
        "function": ("lambda", "function:f{n}", lambda a, n: {"FunctionName": f"f{n}", "FunctionArn": a}),
        "balancer": (
            "elasticloadbalancing",
            "loadbalancer/app/b{n}/1",
            lambda a, n: {"LoadBalancerArn": a, "LoadBalancerName": f"b{n}", "Type": "application"},
        ),
    }
    service, path, item = forms[kind]
    arns = [f"arn:aws:{service}:{region}:{ACCOUNT}:{path.format(n=n)}" for n in range(SIZES[kind])]
    items = [item(arn, number) for number, arn in enumerate(arns)]
    records.put_items(Place(ACCOUNT, region, client), operation, items=items)
    for arn in arns:
        _tag(records, region, arn)


def _described(records: Records, region: str) -> None:
    """What is listed by name and has to be described one by one."""
    kms, dynamodb = Place(ACCOUNT, region, "kms"), Place(ACCOUNT, region, "dynamodb")
    for number in range(SIZES["key"]):
        arn = f"arn:aws:kms:{region}:{ACCOUNT}:key/k{number}"
        records.put_items(kms, "ListKeys", items=[{"KeyId": f"k{number}", "KeyArn": arn}])
        about = {"KeyId": f"k{number}", "Arn": arn, "KeyManager": "CUSTOMER", "CreationDate": CREATED}
        output = {"KeyMetadata": about}
        records.put_output(kms, "DescribeKey", output=output, when={"KeyId": f"k{number}"})
        _tag(records, region, arn)
    for number in range(SIZES["table"]):
        arn = f"arn:aws:dynamodb:{region}:{ACCOUNT}:table/t{number}"
        records.put_items(dynamodb, "ListTables", items=[f"t{number}"])
        output = {"Table": {"TableName": f"t{number}", "TableArn": arn, "TableStatus": "ACTIVE"}}
        records.put_output(dynamodb, "DescribeTable", output=output, when={"TableName": f"t{number}"})
        _tag(records, region, arn)


def _tag(records: Records, region: str, arn: str) -> None:
    place = Place(ACCOUNT, region, "resourcegroupstaggingapi")
    records.put_items(place, "GetResources", items=[{"ResourceARN": arn, "Tags": TAGS}])
