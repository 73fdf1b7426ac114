"""Waste among clusters that compute."""

from decimal import Decimal
from typing import Any

from finops_aws.sandbox.specimens.lot import Lot
from finops_aws.sandbox.specimens.specimen import (
    ALL,
    NOTHING,
    Charge,
    Hours,
    Kind,
    Readings,
    Specimen,
    Told,
    before,
    flat,
    gib_months,
    one_hour_a_day,
)

IDLE_DAYS = 3
"""No page says after how many days: this is our own."""

MACHINE_TYPE = "r7gd.2xlarge"


def _cluster(
    lot: Lot, *, idle: Hours, age_days: float = 60, state: str = "WAITING", application: str = "Spark"
) -> Specimen:
    name = f"j-{lot.hex(13).upper()}"
    arn, created = lot.arn("elasticmapreduce", f"cluster/{name}"), lot.days_ago(age_days)
    machines = [f"i-{lot.hex()}" for _ in range(lot.dice.choice((1, 2, 3)))]
    cluster = {
        "Id": name,
        "Name": lot.name("etl"),
        "ClusterArn": arn,
        "NormalizedInstanceHours": 4_000,
        "Status": {"State": state, "Timeline": {"CreationDateTime": created}},
    }
    described = {"Cluster": _described(cluster, application)}
    gp3 = "0.152" if lot.region == "sa-east-1" else "0.08"
    return Specimen(
        resource_id=arn,
        arn=arn,
        created=created,
        charges=(
            _emr_charge(len(machines)),
            *(_instance_charge(f"BoxUsage:{MACHINE_TYPE}", "0.9215", resource=one) for one in machines),
            _instance_charge("EBS:VolumeUsage.gp3", gp3, resource=f"vol-{lot.hex()}"),
        ),
        told=(
            Told(client="emr", operation="ListClusters", item=cluster),
            Told(client="emr", operation="DescribeCluster", output=described, when={"ClusterId": name}),
            *(_machine(lot, one, cluster=name) for one in machines),
        ),
        readings=(
            Readings(
                namespace="AWS/ElasticMapReduce",
                dimensions={"JobFlowId": name},
                metrics={"IsIdle": idle, "YARNMemoryAvailablePercentage": flat(97)},
            ),
        ),
    )


def _described(cluster: dict[str, Any], application: str) -> dict[str, Any]:
    """What EMR tells of one cluster beside what its list does."""
    return {
        **cluster,
        "ReleaseLabel": "emr-7.5.0",
        "AutoTerminate": False,
        "TerminationProtected": False,
        "Applications": [{"Name": "Hadoop"}, {"Name": application}],
    }


def _machine(lot: Lot, name: str, *, cluster: str) -> Told:
    """An instance of a cluster, as EC2 tells of it."""
    instance = {
        "InstanceId": name,
        "InstanceType": MACHINE_TYPE,
        "LaunchTime": lot.days_ago(60),
        "State": {"Code": 16, "Name": "running"},
        "Placement": {"AvailabilityZone": f"{lot.region}a", "Tenancy": "default"},
        "PlatformDetails": "Linux/UNIX",
        "Architecture": "arm64",
        "Tags": [
            {"Key": "aws:elasticmapreduce:instance-group-role", "Value": "CORE"},
            {"Key": "aws:elasticmapreduce:job-flow-id", "Value": cluster},
        ],
    }
    reservation = {"OwnerId": lot.account, "ReservationId": f"r-{lot.hex()}", "Instances": [instance]}
    return Told(client="ec2", operation="DescribeInstances", item=reservation)


def _emr_charge(machines: int) -> Charge:
    """What EMR charges on top of each instance, on the cluster."""
    return Charge(
        product_code="ElasticMapReduce",
        product_name="Amazon Elastic MapReduce",
        family="Elastic Map Reduce Instance",
        usage=f"BoxUsage:{MACHINE_TYPE}",
        operation="RunInstances",
        usd=Decimal("0.12"),
        per_hour=Decimal(machines),
        saved=ALL,
        category="Analytics",
        subcategory="Data Processing",
        instance_type=MACHINE_TYPE,
    )


def _instance_charge(usage: str, usd: str, *, resource: str) -> Charge:
    """An instance, which ends with its cluster, or a disk, of which nobody says that it does."""
    is_instance = usage.startswith("BoxUsage")
    return Charge(
        product_code="AmazonEC2",
        product_name="Amazon Elastic Compute Cloud",
        family="Compute Instance" if is_instance else "Storage",
        usage=usage,
        operation="RunInstances" if is_instance else "CreateVolume-Gp3",
        usd=Decimal(usd),
        unit="Hrs" if is_instance else "GB-Mo",
        per_hour=ALL if is_instance else gib_months(64),
        saved=ALL if is_instance else NOTHING,
        resource=resource,
        subcategory="Virtual Machines",
        instance_type=MACHINE_TYPE if is_instance else "",
    )


KINDS = (
    Kind(
        name="idle-emr-cluster",
        make=_cluster,
        forms=(
            lambda _lot: {"idle": flat(1, samples=12)},
            lambda lot: {"idle": before(lot.above(IDLE_DAYS), then=flat(0), since=flat(1, samples=12))},
        ),
        decoys={
            "work": lambda lot: {"idle": before(lot.below(IDLE_DAYS), then=flat(0), since=flat(1))},
            "nightly work": lambda lot: {
                "idle": one_hour_a_day(lot.dice.randint(1, 24), busy=flat(0.5), quiet=flat(1))
            },
            "age": lambda lot: {"idle": flat(1), "age_days": lot.below(IDLE_DAYS)},
            "state": lambda _lot: {"idle": flat(1), "state": "RUNNING"},
            "application": lambda _lot: {"idle": flat(1), "application": "HBase"},
        },
    ),
)
"""The kinds of this module."""
