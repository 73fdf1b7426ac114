"""Databases, storage and analytics."""

from finops_aws.sandbox.estate.shape import Detail, Item, Shape, pairs
from finops_aws.sandbox.estate.things import Thing

MYSQL, OLD_MYSQL, POSTGRES = "8.4.6", "5.7.44", "16.9"
"""In standard support at the end of 2026, but for MySQL 5.7, which left it on 29 February 2024.
https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support.html"""

MODES = {True: "PROVISIONED", False: "PAY_PER_REQUEST"}


def _database(thing: Thing) -> Item:
    is_postgres = thing.instance_class.startswith("db.r6g")
    is_old = "rds-extended" in thing.usage
    usual = POSTGRES if is_postgres else OLD_MYSQL if is_old else MYSQL
    return {
        "DBInstanceIdentifier": thing.name,
        "DBInstanceArn": thing.resource_id,
        "DBInstanceClass": thing.instance_class or "db.t4g.medium",
        "DBInstanceStatus": "available",
        "Engine": "postgres" if is_postgres else "mysql",
        "EngineVersion": thing.facts.get("engine_version", usual),
        "EngineLifecycleSupport": "open-source-rds-extended-support",
        "AllocatedStorage": 100 + thing.number % 400,
        "StorageType": "gp3",
        "MultiAZ": "rds-mysql-m6g" in thing.usage,
        "InstanceCreateTime": thing.created,
        "TagList": pairs(thing.tags),
    }


def _aurora(thing: Thing) -> Item:
    return {
        "DBClusterIdentifier": thing.name,
        "DBClusterArn": thing.resource_id,
        "Engine": "aurora-postgresql",
        "EngineVersion": "16.8",
        "Status": "available",
        "StorageType": "aurora",
        "ClusterCreateTime": thing.created,
        "TagList": pairs(thing.tags),
    }


def is_provisioned(thing: Thing) -> bool:
    """Whether a table has provisioned capacity; one with requests on the bill has not."""
    usual = "PAY_PER_REQUEST" if thing.use("dynamodb-read", "dynamodb-write") else "PROVISIONED"
    return bool(thing.facts.get("billing_mode", usual) == "PROVISIONED")


def provisioned_units(thing: Thing) -> tuple[int, int]:
    """The read and the write capacity units of a provisioned table."""
    reads = thing.facts.get("read_units", 50 + thing.number % 8 * 25)
    return int(reads), int(thing.facts.get("write_units", reads // 2))


def _throughput(thing: Thing) -> Item:
    reads, writes = provisioned_units(thing) if is_provisioned(thing) else (0, 0)
    return {"NumberOfDecreasesToday": 0, "ReadCapacityUnits": reads, "WriteCapacityUnits": writes}


def _table(thing: Thing) -> Item:
    return {
        "TableName": thing.name,
        "TableArn": thing.resource_id,
        "TableStatus": "ACTIVE",
        "CreationDateTime": thing.created,
        "BillingModeSummary": {"BillingMode": MODES[is_provisioned(thing)]},
        "ProvisionedThroughput": _throughput(thing),
        "TableSizeBytes": thing.number % 10**12,
        "ItemCount": thing.number % 10**8,
    }


def domain_status(thing: Thing) -> Item:
    """What OpenSearch tells of a domain."""
    return {
        "DomainName": thing.name,
        "DomainId": f"{thing.account}/{thing.name}",
        "ARN": thing.resource_id,
        "EngineVersion": "OpenSearch_2.17",
        "ClusterConfig": {"InstanceType": thing.instance_class or "r6g.large.search", "InstanceCount": 2},
        "Created": True,
        "DomainProcessingStatus": "Active",
    }


def _stream(thing: Thing) -> Item:
    return {
        "StreamName": thing.name,
        "StreamARN": thing.resource_id,
        "StreamStatus": "ACTIVE",
        "StreamCreationTimestamp": thing.created,
        "StreamModeDetails": {"StreamMode": "PROVISIONED"},
    }


def _stream_summary(thing: Thing) -> Item:
    return {**_stream(thing), "RetentionPeriodHours": 24, "EnhancedMonitoring": [], "OpenShardCount": 4}


def _warehouse(thing: Thing) -> Item:
    return {
        "ClusterIdentifier": thing.name,
        "NodeType": "ra3.xlplus",
        "NumberOfNodes": 2,
        "ClusterStatus": "available",
        "ClusterCreateTime": thing.created,
        "Tags": pairs(thing.tags),
    }


DATA_SHAPES: dict[str, Shape] = {
    "database": Shape("rds", "DescribeDBInstances", _database),
    "cluster": Shape("rds", "DescribeDBClusters", _aurora),
    "table": Shape(
        "dynamodb",
        "ListTables",
        lambda t: t.name,
        (Detail("DescribeTable", lambda t: {"TableName": t.name}, lambda t: {"Table": _table(t)}),),
    ),
    "cache": Shape(
        "elasticache",
        "DescribeCacheClusters",
        lambda t: {
            "CacheClusterId": t.name,
            "ARN": t.resource_id,
            "CacheNodeType": "cache.r6g.large",
            "Engine": "valkey",
            "EngineVersion": "8.0",
            "NumCacheNodes": 1,
            "CacheClusterStatus": "available",
            "CacheClusterCreateTime": t.created,
        },
    ),
    "domain": Shape(
        "opensearch",
        "ListDomainNames",
        lambda t: {"DomainName": t.name, "EngineType": "OpenSearch"},
        (
            Detail(
                "DescribeDomain",
                lambda t: {"DomainName": t.name},
                lambda t: {"DomainStatus": domain_status(t)},
            ),
        ),
    ),
    "warehouse": Shape("redshift", "DescribeClusters", _warehouse),
    "broker": Shape(
        "kafka",
        "ListClustersV2",
        lambda t: {
            "ClusterArn": t.resource_id,
            "ClusterName": f"ipe-{t.name[:8]}",
            "ClusterType": "PROVISIONED",
            "State": "ACTIVE",
            "CreationTime": t.created,
            "Provisioned": {
                "NumberOfBrokerNodes": 3,
                "BrokerNodeGroupInfo": {"InstanceType": "kafka.m5.large", "ClientSubnets": []},
            },
            "Tags": t.tags,
        },
    ),
    "stream": Shape(
        "kinesis",
        "ListStreams",
        _stream,
        (
            Detail(
                "DescribeStreamSummary",
                lambda t: {"StreamName": t.name},
                lambda t: {"StreamDescriptionSummary": _stream_summary(t)},
            ),
        ),
        whole=lambda streams: {
            "StreamNames": [stream["StreamName"] for stream in streams],
            "StreamSummaries": streams,
            "HasMoreStreams": False,
        },
    ),
    "job": Shape(
        "glue",
        "GetJobs",
        lambda t: {
            "Name": t.name,
            "CreatedOn": t.created,
            "WorkerType": "G.1X",
            "NumberOfWorkers": 5,
            "GlueVersion": "4.0",
            "Command": {"Name": "glueetl"},
        },
    ),
    "workgroup": Shape(
        "athena",
        "ListWorkGroups",
        lambda t: {"Name": t.name, "State": "ENABLED", "CreationTime": t.created},
    ),
    "bucket": Shape(
        "s3",
        "ListBuckets",
        lambda t: {"Name": t.name, "CreationDate": t.created, "BucketRegion": t.region},
        is_global=True,
    ),
    "filesystem": Shape(
        "efs",
        "DescribeFileSystems",
        lambda t: {
            "FileSystemId": t.name,
            "FileSystemArn": t.resource_id,
            "OwnerId": t.account,
            "CreationToken": t.name,
            "CreationTime": t.created,
            "LifeCycleState": "available",
            "NumberOfMountTargets": 2,
            "SizeInBytes": {"Value": t.number % 10**12},
            "PerformanceMode": "generalPurpose",
            "ThroughputMode": "elastic",
            "Tags": pairs(t.tags),
        },
    ),
    "vault": Shape(
        "backup",
        "ListBackupVaults",
        lambda t: {
            "BackupVaultName": t.name,
            "BackupVaultArn": t.resource_id,
            "CreationDate": t.created,
            "NumberOfRecoveryPoints": t.number % 500,
        },
    ),
}
