"""EC2 lists page, filter and refuse as AWS does."""

import pytest
from botocore.exceptions import ClientError

from finops_aws.sandbox.server import Place

ACCOUNT, REGION = "111122223333", "sa-east-1"
EC2 = Place(ACCOUNT, REGION, "ec2")


def reservation(at: int, state: str = "running") -> dict:
    instance = {
        "InstanceId": f"i-{at:04d}",
        "State": {"Code": 16, "Name": state},
        "VpcId": f"vpc-{at % 2}",
        "Tags": [{"Key": "Name", "Value": f"web-{at}"}],
        "BlockDeviceMappings": [{"DeviceName": "/dev/xvda", "Ebs": {"VolumeId": f"vol-{at}"}}],
    }
    return {"ReservationId": f"r-{at}", "OwnerId": ACCOUNT, "Instances": [instance]}


@pytest.fixture
def ec2(records, client):
    records.put_items(EC2, "DescribeInstances", items=[reservation(at) for at in range(8)])
    records.put_items(EC2, "DescribeInstances", items=[reservation(8, "stopped")])
    return client("ec2")


def ids(output: dict) -> list[str]:
    return [one["InstanceId"] for outer in output["Reservations"] for one in outer["Instances"]]


def test_two_pages_when_a_limit_is_asked_and_one_when_not(ec2):
    assert "NextToken" not in ec2.describe_instances()
    pages = list(ec2.get_paginator("describe_instances").paginate(PaginationConfig={"PageSize": 5}))
    assert [len(ids(page)) for page in pages] == [5, 4]
    assert ids(pages[1])[-1] == "i-0008"


@pytest.mark.parametrize(
    ("name", "values", "count"),
    [
        ("instance-state-name", ["stopped"], 1),
        ("instance-state-name", ["run*", "stopp?d"], 9),
        ("vpc-id", ["vpc-1"], 4),
        ("tag:Name", ["web-3"], 1),
        ("tag-key", ["Name"], 9),
        ("tag-key", ["Owner"], 0),
        ("block-device-mapping.volume-id", ["vol-2"], 1),
        ("instance-id", ["i-0001", "i-0002"], 2),
        ("owner-id", [ACCOUNT], 9),
    ],
)
def test_filters(ec2, name, values, count):
    assert len(ids(ec2.describe_instances(Filters=[{"Name": name, "Values": values}]))) == count


def test_an_unknown_filter_and_an_unknown_id_and_an_unknown_token_are_refused(ec2):
    asked = [
        ({"Filters": [{"Name": "colour", "Values": ["red"]}]}, "InvalidParameterValue"),
        ({"InstanceIds": ["i-0001", "i-9999"]}, "InvalidInstanceID.NotFound"),
        ({"NextToken": "nonsense"}, "InvalidParameterValue"),
    ]
    for parameters, code in asked:
        with pytest.raises(ClientError) as error:
            ec2.describe_instances(**parameters)
        assert error.value.response["Error"]["Code"] == code
    assert ids(ec2.describe_instances(InstanceIds=["i-0001"])) == ["i-0001"]


def test_foreign_snapshots_are_seen_unless_owners_are_asked(records, client):
    own = {"SnapshotId": "snap-1", "OwnerId": ACCOUNT, "VolumeSize": 8, "State": "completed"}
    foreign = {"SnapshotId": "snap-2", "OwnerId": "999988887777", "VolumeSize": 9, "State": "completed"}
    records.put_items(EC2, "DescribeSnapshots", items=[own, foreign])
    ec2 = client("ec2")
    assert ec2.describe_snapshots()["Snapshots"] == [own, foreign]
    assert ec2.describe_snapshots(OwnerIds=["self"])["Snapshots"] == [own]
    assert ec2.describe_snapshots(OwnerIds=["999988887777"])["Snapshots"] == [foreign]
    assert ec2.describe_snapshots(Filters=[{"Name": "status", "Values": ["pending"]}])["Snapshots"] == []


def test_volumes_by_attachment(records, client):
    attached = {
        "VolumeId": "vol-1",
        "Attachments": [{"InstanceId": "i-1"}],
        "State": "in-use",
        "Encrypted": True,
    }
    records.put_items(EC2, "DescribeVolumes", items=[attached, {"VolumeId": "vol-2", "State": "available"}])
    ec2 = client("ec2")
    for name, value in {"attachment.instance-id": "i-1", "status": "in-use", "encrypted": "true"}.items():
        assert ec2.describe_volumes(Filters=[{"Name": name, "Values": [value]}])["Volumes"] == [attached]


def test_one_region_and_one_account_do_not_see_another(ec2, client):
    assert ids(client("ec2", region="us-east-1").describe_instances()) == []
    assert ids(client("ec2", account="444455556666").describe_instances()) == []
