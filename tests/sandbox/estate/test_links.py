"""Volumes hang on instances, snapshots are of volumes, addresses on instances: both sides tell the same."""

from finops_aws.sandbox.estate import CompanyEstate
from finops_aws.sandbox.estate.things import Thing
from tests.sandbox.estate.conftest import Clients


def named(company: CompanyEstate, kind: str) -> dict[str, Thing]:
    return {one.name: one for one in company.things if one.kind == kind}


def test_a_volume_hangs_on_an_instance_of_its_own_zone_which_knows_it(
    company: CompanyEstate, connect: Clients
) -> None:
    instances, joined = named(company, "instance"), 0
    for volume in named(company, "volume").values():
        ec2 = connect(volume.account, volume.region, "ec2")
        (told,) = ec2.describe_volumes(VolumeIds=[volume.name])["Volumes"]
        for attachment in told["Attachments"]:
            instance = instances.get(attachment["InstanceId"])
            if instance is None:
                continue
            assert (instance.account, instance.zone) == (volume.account, told["AvailabilityZone"])
            assert (volume.name, attachment["Device"]) in instance.facts["volumes"]
            joined += 1
    assert joined >= 5


def test_an_instance_names_each_device_once(company: CompanyEstate) -> None:
    for instance in named(company, "instance").values():
        devices = [device for _, device in instance.facts["volumes"]]
        assert len(set(devices)) == len(devices)


def test_a_snapshot_is_no_older_than_its_volume_and_no_bigger_than_told(company: CompanyEstate) -> None:
    volumes = named(company, "volume")
    for snapshot in named(company, "snapshot").values():
        volume = volumes.get(snapshot.facts["volume"])
        if volume is not None:
            assert (volume.account, volume.region) == (snapshot.account, snapshot.region)
            assert volume.created <= snapshot.created


def test_an_address_in_use_hangs_on_an_instance_or_on_an_interface_of_aws(
    company: CompanyEstate, connect: Clients
) -> None:
    instances = named(company, "instance")
    for thing in named(company, "address").values():
        ec2 = connect(thing.account, thing.region, "ec2")
        (told,) = ec2.describe_addresses(AllocationIds=[thing.name])["Addresses"]
        if "InstanceId" in told:
            assert told["NetworkInterfaceOwnerId"] == instances[told["InstanceId"]].account == thing.account
        assert ("NetworkInterfaceId" in told) is ("AssociationId" in told)


def test_opensearch_describes_the_domains_that_are_asked_for(
    company: CompanyEstate, connect: Clients
) -> None:
    domain = next(one for one in company.things if one.kind == "domain")
    opensearch = connect(domain.account, domain.region, "opensearch")
    (told,) = opensearch.describe_domains(DomainNames=[domain.name, "no-such-domain"])["DomainStatusList"]
    assert (told["ARN"], told["DomainName"]) == (domain.resource_id, domain.name)
    assert opensearch.describe_domain(DomainName=domain.name)["DomainStatus"] == told
    elsewhere = connect(domain.account, "eu-west-1", "opensearch")
    assert elsewhere.describe_domains(DomainNames=[domain.name])["DomainStatusList"] == []
