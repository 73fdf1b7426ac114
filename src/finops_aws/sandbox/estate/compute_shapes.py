"""Compute, containers and what hangs on instances."""

from finops_aws.sandbox.estate.shape import Detail, Item, Shape, pairs
from finops_aws.sandbox.estate.things import Thing


def _instance(thing: Thing) -> Item:
    code, state = (16, "running") if thing.is_running else (80, "stopped")
    number = thing.number
    return {
        "OwnerId": thing.account,
        "ReservationId": f"r-{number:017x}",
        "Instances": [
            {
                "InstanceId": thing.name,
                "InstanceType": thing.instance_class,
                "ImageId": f"ami-{number % 7:017x}",
                "LaunchTime": thing.created,
                "State": {"Code": code, "Name": state},
                "Placement": {"AvailabilityZone": thing.zone, "Tenancy": "default"},
                "PlatformDetails": "Linux/UNIX",
                "Architecture": "arm64" if "g." in thing.instance_class else "x86_64",
                "PrivateIpAddress": f"10.{number % 200}.{number // 7 % 250}.{number // 11 % 250}",
                "Tags": pairs(thing.tags),
            }
        ],
    }


def _volume(thing: Thing) -> Item:
    volume_type = "gp2" if "ebs-gp2" in thing.usage else "gp3"
    size = 20 + thing.number % 480
    instance = f"i-{thing.number:017x}"
    return {
        "VolumeId": thing.name,
        "VolumeType": volume_type,
        "Size": size,
        "Iops": max(100, 3 * size) if volume_type == "gp2" else 3000,
        **({"Throughput": 125} if volume_type == "gp3" else {}),
        "State": "in-use",
        "Encrypted": True,
        "AvailabilityZone": thing.zone,
        "CreateTime": thing.created,
        "Attachments": [{"InstanceId": instance, "State": "attached", "Device": "/dev/xvda"}],
        "Tags": pairs(thing.tags),
    }


def _snapshot(thing: Thing) -> Item:
    return {
        "SnapshotId": thing.name,
        "OwnerId": thing.account,
        "VolumeId": f"vol-{thing.number:017x}",
        "VolumeSize": 20 + thing.number % 480,
        "StartTime": thing.created,
        "State": "completed",
        "Progress": "100%",
        "StorageTier": "standard",
        "Tags": pairs(thing.tags),
    }


def _function(thing: Thing) -> Item:
    return {
        "FunctionName": thing.name,
        "FunctionArn": thing.resource_id,
        "Runtime": "python3.12",
        "MemorySize": 128 * (1 + thing.number % 12),
        "Timeout": 30,
        "Architectures": ["x86_64"],
        "LastModified": thing.created.strftime("%Y-%m-%dT%H:%M:%S.000+0000"),
    }


def _cluster(thing: Thing) -> Item:
    return {
        "name": thing.name,
        "arn": thing.resource_id,
        "version": "1.31",
        "status": "ACTIVE",
        "createdAt": thing.created,
        "tags": thing.tags,
    }


COMPUTE_SHAPES: dict[str, Shape] = {
    "instance": Shape("ec2", "DescribeInstances", _instance),
    "volume": Shape("ec2", "DescribeVolumes", _volume),
    "snapshot": Shape("ec2", "DescribeSnapshots", _snapshot),
    "function": Shape("lambda", "ListFunctions", _function),
    "ekscluster": Shape(
        "eks",
        "ListClusters",
        lambda t: t.name,
        (Detail("DescribeCluster", lambda t: {"name": t.name}, lambda t: {"cluster": _cluster(t)}),),
    ),
    "repository": Shape(
        "ecr",
        "DescribeRepositories",
        lambda t: {
            "repositoryArn": t.resource_id,
            "registryId": t.account,
            "repositoryName": t.name,
            "createdAt": t.created,
        },
    ),
    "task": Shape("ecs", "ListTasks", lambda t: t.resource_id),
}
