"""The fewest calls that tell what the scan tells of this estate, written by hand for it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import boto3
from botocore.config import Config

from benchmarks.scan.estate import REGIONS

THREADS = 16
SWEPT = ["dynamodb", "elasticloadbalancing", "kms", "lambda", "logs", "s3"]
"""The services whose own answers tell no tags."""

LISTS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("ec2", "describe_instances", {"MaxResults": 1000}),
    ("ec2", "describe_images", {"MaxResults": 1000, "Owners": ["self"]}),
    ("ec2", "describe_hosts", {"MaxResults": 500}),
    ("ec2", "describe_capacity_reservations", {"MaxResults": 1000}),
    ("ec2", "describe_volumes", {"MaxResults": 1000}),
    ("ec2", "describe_snapshots", {"MaxResults": 1000, "OwnerIds": ["self"]}),
    ("ec2", "describe_addresses", {}),
    ("ec2", "describe_vpc_endpoints", {"MaxResults": 1000}),
    ("ec2", "describe_fast_snapshot_restores", {"MaxResults": 200}),
    ("ec2", "describe_flow_logs", {"MaxResults": 1000}),
    (
        "ec2",
        "describe_network_interfaces",
        {"MaxResults": 1000, "Filters": [{"Name": "status", "Values": ["available"]}]},
    ),
    ("dynamodb", "list_backups", {"BackupType": "USER", "Limit": 100}),
    ("dynamodb", "list_contributor_insights", {"MaxResults": 100}),
    ("elbv2", "describe_target_groups", {"PageSize": 400}),
    ("kms", "list_aliases", {"Limit": 100}),
    ("lambda", "list_event_source_mappings", {"MaxItems": 100}),
    ("logs", "describe_deliveries", {"limit": 50}),
    ("logs", "describe_metric_filters", {"limit": 50}),
    ("rds", "describe_db_cluster_automated_backups", {}),
    ("rds", "describe_db_cluster_snapshots", {"SnapshotType": "manual"}),
    ("rds", "describe_db_instance_automated_backups", {}),
    ("rds", "describe_db_proxies", {}),
    ("rds", "describe_db_instances", {}),
    ("rds", "describe_db_snapshots", {"SnapshotType": "manual"}),
    ("rds", "describe_db_clusters", {}),
    ("logs", "describe_log_groups", {"limit": 50}),
    ("lambda", "list_functions", {"MaxItems": 50}),
    ("elbv2", "describe_load_balancers", {"PageSize": 400}),
    ("resourcegroupstaggingapi", "get_resources", {"ResourcesPerPage": 100, "ResourceTypeFilters": SWEPT}),
)
Asked = tuple[str, dict[str, Any]]
DESCRIBED: tuple[tuple[str, str, dict[str, Any], str, Callable[[Any], tuple[Asked, ...]]], ...] = (
    (
        "kms",
        "list_keys",
        {"Limit": 1000},
        "Keys",
        lambda key: (
            ("describe_key", {"KeyId": key["KeyId"]}),
            ("get_key_last_usage", {"KeyId": key["KeyId"]}),
        ),
    ),
    ("dynamodb", "list_tables", {}, "TableNames", lambda name: (("describe_table", {"TableName": name}),)),
)


def run(endpoint: str, keys: tuple[str, str]) -> int:
    """Make the calls, 16 at once; gives how many answers came."""
    config = Config(max_pool_connections=THREADS)
    session = boto3.Session(*keys)

    def client(name: str, region: str) -> Any:
        return session.client(name, region_name=region, endpoint_url=f"{endpoint}/{name}", config=config)

    names = sorted({name for name, *_ in LISTS} | {name for name, *_ in DESCRIBED})
    clients = {(name, region): client(name, region) for region in REGIONS for name in names}
    clients["s3", "us-east-1"] = client("s3", "us-east-1")
    work: list[Callable[[], int]] = [partial(_pages, clients["s3", "us-east-1"], "list_buckets", {})]
    for region in REGIONS:
        work += [partial(_pages, clients[name, region], operation, asked) for name, operation, asked in LISTS]
    with ThreadPoolExecutor(THREADS) as threads:
        answers = [threads.submit(one) for one in work]
        for region in REGIONS:
            for name, operation, asked, found, describe in DESCRIBED:
                one = clients[name, region]
                listed = [item for page in _paged(one, operation, asked) for item in page[found]]
                asked_of = [call for item in listed for call in describe(item)]
                answers += [threads.submit(_call, one, *call) for call in asked_of]
        return sum(answer.result() for answer in answers)


def _paged(client: Any, operation: str, asked: dict[str, Any]) -> Any:
    if client.can_paginate(operation):
        return client.get_paginator(operation).paginate(**asked)
    return [getattr(client, operation)(**asked)]


def _pages(client: Any, operation: str, asked: dict[str, Any]) -> int:
    return sum(1 for _ in _paged(client, operation, asked))


def _call(client: Any, operation: str, asked: dict[str, Any]) -> int:
    getattr(client, operation)(**asked)
    return 1
