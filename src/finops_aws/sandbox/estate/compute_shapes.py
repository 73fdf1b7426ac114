"""Compute, containers and what hangs on instances."""

from typing import Any

from finops_aws.sandbox.estate.shape import Detail, Item, Shape, pairs
from finops_aws.sandbox.estate.sizes import snapshot_gib, volume_gib
from finops_aws.sandbox.estate.things import Thing

STOPPED_BY_USER, STOPPED_INSIDE = "Client.UserInitiatedShutdown", "Client.InstanceInitiatedShutdown"
STOPPED = {STOPPED_BY_USER: "User initiated shutdown", STOPPED_INSIDE: "Instance initiated shutdown"}
"""https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StateReason.html"""


def _instance(thing: Thing) -> Item:
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
                **_state(thing),
                "Placement": {"AvailabilityZone": thing.zone, "Tenancy": "default"},
                "PlatformDetails": "Linux/UNIX",
                "Architecture": "arm64" if "g." in thing.instance_class else "x86_64",
                "PrivateIpAddress": private_address(thing),
                "RootDeviceName": "/dev/xvda",
                "RootDeviceType": "ebs",
                "BlockDeviceMappings": [_mapping(thing, *pair) for pair in thing.facts.get("volumes", ())],
                "Tags": pairs(thing.tags),
            }
        ],
    }


def private_address(thing: Thing) -> str:
    """An address of the company's network, the same every time."""
    return f"10.{thing.number % 200}.{thing.number // 7 % 250}.{thing.number // 11 % 250}"


def _state(thing: Thing) -> Item:
    """One that was stopped by the API tells since when, as EC2 words it; one shut down inside does not."""
    if thing.is_running:
        return {"State": {"Code": 16, "Name": "running"}, "StateTransitionReason": ""}
    since = thing.facts.get("stopped_since", thing.life.last)
    code = thing.facts.get("stopped_by", STOPPED_BY_USER)
    wording = f"User initiated ({since:%Y-%m-%d %H:%M:%S} GMT)" if code == STOPPED_BY_USER else ""
    return {
        "State": {"Code": 80, "Name": "stopped"},
        "StateTransitionReason": wording,
        "StateReason": {"Code": code, "Message": f"{code}: {STOPPED[code]}"},
    }


def _mapping(thing: Thing, volume: str, device: str) -> Item:
    ebs = {"VolumeId": volume, "Status": "attached", "AttachTime": thing.created, "DeleteOnTermination": True}
    return {"DeviceName": device, "Ebs": ebs}


def _volume(thing: Thing) -> Item:
    volume_type = "gp2" if "ebs-gp2" in thing.usage else "gp3"
    size = volume_gib(thing)
    attachments = _attachments(thing)
    return {
        "VolumeId": thing.name,
        "VolumeType": volume_type,
        "Size": size,
        "Iops": min(16_000, max(100, 3 * size)) if volume_type == "gp2" else 3000,
        **({"Throughput": 125} if volume_type == "gp3" else {}),
        "State": "in-use" if attachments else "available",
        "Encrypted": True,
        "AvailabilityZone": thing.zone,
        "CreateTime": thing.created,
        "Attachments": attachments,
        "Tags": pairs(thing.tags),
    }


def _attachments(thing: Thing) -> list[Item]:
    """Where no instance of its zone is on the bill, the volume hangs on one that is not told of."""
    facts = thing.facts
    if not facts.get("attached", True):
        return []
    return [
        {
            "VolumeId": thing.name,
            "InstanceId": facts.get("instance", f"i-{thing.number:017x}"),
            "State": "attached",
            "Device": facts.get("device", "/dev/xvda"),
            "AttachTime": thing.created,
            "DeleteOnTermination": True,
        }
    ]


def _snapshot(thing: Thing) -> Item:
    stored = snapshot_gib(thing)
    return {
        "SnapshotId": thing.name,
        "OwnerId": thing.account,
        "VolumeId": thing.facts.get("volume", f"vol-{thing.number:017x}"),
        "VolumeSize": thing.facts.get("volume_gib", stored),
        "FullSnapshotSizeInBytes": min(stored, thing.facts.get("volume_gib", stored)) * 2**30,
        "Description": thing.facts.get("description", _copied(thing)),
        "StartTime": thing.created,
        "State": "completed",
        "Progress": "100%",
        "StorageTier": "standard",
        "Tags": pairs(thing.tags),
    }


def _copied(thing: Thing) -> str:
    """What a copy says that it was made of."""
    return f"[Copied snap-{thing.number:017x} from us-east-1]" if thing.facts.get("is_copy") else ""


def memory_mib(thing: Thing) -> int:
    """The memory that a function is given."""
    found: Any = thing.facts.get("memory_mib", 128 * (1 + thing.number % 12))
    return int(found)


def _layer(thing: Thing) -> str:
    """The layer by which every function of the company reports its memory."""
    return f"arn:aws:lambda:{thing.region}:{thing.account}:layer:ipe-insights:7"


def _function(thing: Thing) -> Item:
    return {
        "FunctionName": thing.name,
        "FunctionArn": thing.resource_id,
        "Runtime": "python3.12",
        "MemorySize": memory_mib(thing),
        "Timeout": 30,
        "PackageType": "Zip",
        "Architectures": ["x86_64"],
        "Layers": [{"Arn": _layer(thing), "CodeSize": 4_200_000}],
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
