"""Which metrics each thing publishes: their namespace, their dimensions and the region they are in."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from finops_aws.sandbox.estate import compute_metrics as compute
from finops_aws.sandbox.estate import data_metrics as stored
from finops_aws.sandbox.estate import network_metrics as network
from finops_aws.sandbox.estate import operation_metrics as operation
from finops_aws.sandbox.estate.metric import Metric
from finops_aws.sandbox.estate.network_shapes import TRANSIT_GATEWAY, vpc_id
from finops_aws.sandbox.estate.operation_shapes import log_group_name
from finops_aws.sandbox.estate.things import Thing
from finops_aws.sandbox.specimens.garden import RESOURCE as SPECIMEN
from finops_aws.sandbox.specimens.specimen import Readings

HOME = "us-east-1"
BROKERS = ("1", "2", "3")
Dimensions = Mapping[str, str]
Metrics = Mapping[str, Metric]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One set of dimensions of a thing and the metrics under it."""

    thing: Thing
    namespace: str
    dimensions: Dimensions
    metrics: Metrics
    region: str


def sources(thing: Thing) -> Iterator[Source]:
    """Every set of dimensions under which the thing publishes, none for kinds that publish nothing."""
    if thing.kind == "bucket":
        yield from _bucket_sources(thing)
    elif thing.kind == "broker":
        yield from (
            _source(thing, "AWS/Kafka", stored.BROKER_METRICS, dimensions=_broker(thing, n)) for n in BROKERS
        )
    elif thing.kind == SPECIMEN:
        yield _planted_source(thing)
    elif thing.kind in SIMPLE:
        namespace, metrics, dimensions = SIMPLE[thing.kind]
        yield _source(thing, namespace, metrics, dimensions=dimensions(thing))
        if thing.kind == "function":
            named = {"function_name": thing.name}
            yield _source(thing, "LambdaInsights", compute.INSIGHTS_METRICS, dimensions=named)


def metric_of(thing: Thing, name: str) -> Metric | None:
    """How a metric of the thing is made, by its name alone; None when it has none of this name."""
    return next((source.metrics[name] for source in sources(thing) if name in source.metrics), None)


def _source(thing: Thing, namespace: str, metrics: Metrics, *, dimensions: Dimensions) -> Source:
    region = HOME if thing.kind in ("distribution", "zone") else thing.region
    return Source(thing=thing, namespace=namespace, dimensions=dimensions, metrics=metrics, region=region)


def _planted_source(thing: Thing) -> Source:
    """The one set of dimensions that a specimen's readings are of."""
    found: Readings = thing.facts["readings"]
    return Source(
        thing=thing,
        namespace=found.namespace,
        dimensions=found.dimensions,
        metrics={name: Metric(low=0, high=0, daily=found.daily) for name in found.metrics},
        region=found.region or thing.region,
    )


def _bucket_sources(thing: Thing) -> Iterator[Source]:
    """The storage classes that the bucket is billed for, and its objects where it stores any."""
    billed = [kind for kind, price in stored.BUCKET_CLASSES.items() if thing.use(price) is not None]
    for kind in billed:
        metrics = {"BucketSizeBytes": stored.stored_bytes(kind)}
        own = {"BucketName": thing.name, "StorageType": kind}
        yield _source(thing, "AWS/S3", metrics, dimensions=own)
    if billed:
        every = {"BucketName": thing.name, "StorageType": "AllStorageTypes"}
        yield _source(thing, "AWS/S3", {"NumberOfObjects": stored.OBJECTS}, dimensions=every)


def _broker(thing: Thing, number: str) -> Dimensions:
    return {"Cluster Name": f"ipe-{thing.name[:8]}", "Broker ID": number}


def _balancer(thing: Thing) -> Dimensions:
    return {"LoadBalancer": thing.resource_id.partition(":loadbalancer/")[2]}


def _endpoint(thing: Thing) -> Dimensions:
    return {
        "VPC Id": vpc_id(thing),
        "VPC Endpoint Id": thing.name,
        "Endpoint Type": "Interface",
        "Service Name": f"com.amazonaws.{thing.region}.secretsmanager",
    }


def _acl(thing: Thing) -> Dimensions:
    return {"WebACL": f"ipe-{thing.name[:8]}", "Region": thing.region, "Rule": "ALL"}


def _domain(thing: Thing) -> Dimensions:
    return {"DomainName": thing.name, "ClientId": thing.account}


def _workgroup(thing: Thing) -> Dimensions:
    return {"WorkGroup": thing.name, "QueryState": "SUCCEEDED", "QueryType": "DML"}


def _by_name(dimension: str) -> Callable[[Thing], Dimensions]:
    return lambda thing: {dimension: thing.name}


Entry = tuple[str, Metrics, Callable[[Thing], Dimensions]]
SIMPLE: dict[str, Entry] = {
    "instance": ("AWS/EC2", compute.INSTANCE_METRICS, _by_name("InstanceId")),
    "volume": ("AWS/EBS", compute.VOLUME_METRICS, _by_name("VolumeId")),
    "function": ("AWS/Lambda", compute.FUNCTION_METRICS, _by_name("FunctionName")),
    "loadbalancer": ("AWS/ApplicationELB", network.BALANCER_METRICS, _balancer),
    "natgateway": ("AWS/NATGateway", network.GATEWAY_METRICS, _by_name("NatGatewayId")),
    "endpoint": ("AWS/PrivateLinkEndpoints", network.ENDPOINT_METRICS, _endpoint),
    "attachment": (
        "AWS/TransitGateway",
        network.ATTACHMENT_METRICS,
        lambda thing: {"TransitGateway": TRANSIT_GATEWAY, "TransitGatewayAttachment": thing.name},
    ),
    "distribution": (
        "AWS/CloudFront",
        network.DISTRIBUTION_METRICS,
        lambda thing: {"DistributionId": thing.name, "Region": "Global"},
    ),
    "zone": ("AWS/Route53", network.ZONE_METRICS, _by_name("HostedZoneId")),
    "restapi": (
        "AWS/ApiGateway",
        network.API_METRICS,
        lambda thing: {"ApiName": f"ipe-{thing.name[:8]}"},
    ),
    "webacl": ("AWS/WAFV2", network.ACL_METRICS, _acl),
    "database": ("AWS/RDS", stored.DATABASE_METRICS, _by_name("DBInstanceIdentifier")),
    "cluster": ("AWS/RDS", stored.CLUSTER_METRICS, _by_name("DBClusterIdentifier")),
    "table": ("AWS/DynamoDB", stored.TABLE_METRICS, _by_name("TableName")),
    "cache": ("AWS/ElastiCache", stored.CACHE_METRICS, _by_name("CacheClusterId")),
    "domain": ("AWS/ES", stored.DOMAIN_METRICS, _domain),
    "warehouse": ("AWS/Redshift", stored.WAREHOUSE_METRICS, _by_name("ClusterIdentifier")),
    "stream": ("AWS/Kinesis", stored.STREAM_METRICS, _by_name("StreamName")),
    "filesystem": ("AWS/EFS", stored.FILE_SYSTEM_METRICS, _by_name("FileSystemId")),
    "workgroup": ("AWS/Athena", stored.WORKGROUP_METRICS, _workgroup),
    "queue": ("AWS/SQS", operation.QUEUE_METRICS, _by_name("QueueName")),
    "topic": ("AWS/SNS", operation.TOPIC_METRICS, _by_name("TopicName")),
    "statemachine": (
        "AWS/States",
        operation.MACHINE_METRICS,
        lambda thing: {"StateMachineArn": thing.resource_id},
    ),
    "loggroup": (
        "AWS/Logs",
        operation.LOG_GROUP_METRICS,
        lambda thing: {"LogGroupName": log_group_name(thing)},
    ),
    "repository": ("AWS/ECR", operation.REPOSITORY_METRICS, _by_name("RepositoryName")),
    "vault": ("AWS/Backup", operation.VAULT_METRICS, _by_name("BackupVaultName")),
}
