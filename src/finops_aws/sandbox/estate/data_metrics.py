"""Metrics of databases, storage and analytics.

https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html
"""

from finops_aws.sandbox.estate.metric import GIB, Metric, billed, count, percent

DAYS_OF_A_MONTH = 30
"""What a day of GB-months is multiplied by to give GB: the sandbox's storage prices mean 30 days."""

CONNECTIONS = Metric(low=8, high=180, whole=True, pauses=True, peak=2.0)
DATABASE_METRICS = {
    "CPUUtilization": percent(14, 46, pauses=True),
    "DatabaseConnections": CONNECTIONS,
    "FreeableMemory": Metric(low=1 * GIB, high=6 * GIB, follows="flat", peak=1.05),
    "FreeStorageSpace": Metric(low=30 * GIB, high=90 * GIB, follows="flat", peak=1.01),
    "ReadIOPS": Metric(low=20, high=900, pauses=True),
    "WriteIOPS": Metric(low=30, high=700, pauses=True),
}
CLUSTER_METRICS = {
    "CPUUtilization": percent(14, 46),
    "VolumeBytesUsed": Metric(low=40 * GIB, high=900 * GIB, follows="flat", peak=1.0),
    "DatabaseConnections": CONNECTIONS,
}
TABLE_METRICS = {
    "ConsumedReadCapacityUnits": billed("dynamodb-read"),
    "ConsumedWriteCapacityUnits": billed("dynamodb-write"),
    "ProvisionedReadCapacityUnits": Metric(low=0, high=0),
    "ProvisionedWriteCapacityUnits": Metric(low=0, high=0),
}
CACHE_METRICS = {
    "CPUUtilization": percent(8, 40),
    "CurrConnections": Metric(low=20, high=300, whole=True),
    "DatabaseMemoryUsagePercentage": percent(35, 75),
}
DOMAIN_METRICS = {
    "CPUUtilization": percent(12, 45),
    "JVMMemoryPressure": percent(40, 65),
    "SearchRate": Metric(low=40, high=2_000),
    "IndexingRate": Metric(low=20, high=900),
    "SearchableDocuments": Metric(low=1e6, high=4e8, whole=True, follows="flat", peak=1.0),
    "FreeStorageSpace": Metric(low=20_000, high=90_000, follows="flat", peak=1.01),
    "ClusterStatus.red": Metric(low=0, high=0),
}
"""FreeStorageSpace of OpenSearch is in MiB."""

WAREHOUSE_METRICS = {
    "CPUUtilization": percent(15, 50),
    "DatabaseConnections": Metric(low=2, high=40, whole=True),
    "PercentageDiskSpaceUsed": Metric(low=25, high=70, most=100.0, follows="flat", peak=1.01),
}
BROKER_METRICS = {
    "CpuUser": percent(10, 40),
    "BytesInPerSec": Metric(low=2e5, high=9e6),
    "BytesOutPerSec": Metric(low=4e5, high=2e7),
    "KafkaDataLogsDiskUsed": Metric(low=25, high=70, most=100.0, follows="flat", peak=1.01),
}
STREAM_METRICS = {
    "IncomingBytes": count(0.2 * GIB, 9 * GIB),
    "IncomingRecords": count(1e5, 4e6),
    "GetRecords.Bytes": count(0.4 * GIB, 18 * GIB),
    "GetRecords.IteratorAgeMilliseconds": Metric(low=0, high=900, whole=True),
    "WriteProvisionedThroughputExceeded": Metric(low=0, high=0, counts=True),
}
FILE_SYSTEM_METRICS = {
    "ClientConnections": count(60, 900),
    "MeteredIOBytes": count(0.1 * GIB, 30 * GIB),
    "PercentIOLimit": percent(2, 30),
}
WORKGROUP_METRICS = {
    "ProcessedBytes": billed("athena", factor=1024 * GIB),
    "TotalExecutionTime": count(40_000, 4_000_000),
}
BUCKET_CLASSES = {
    "StandardStorage": "s3-standard",
    "StandardIAStorage": "s3-ia",
    "DeepArchiveStorage": "s3-glacier",
}
"""The storage types of BucketSizeBytes and the price that bills them."""


def stored_bytes(storage_type: str) -> Metric:
    """The size of a bucket in one storage class: what the bill's daily GB-months mean."""
    bills = {BUCKET_CLASSES[storage_type]: float(DAYS_OF_A_MONTH * GIB)}
    return Metric(low=0, high=0, bills=bills, daily=True, peak=1.0, samples=1)


OBJECTS = Metric(low=2e4, high=9e7, whole=True, follows="flat", peak=1.0, daily=True, samples=1)
