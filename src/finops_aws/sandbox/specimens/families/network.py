"""Waste among endpoints, NAT gateways and addresses."""

from decimal import Decimal

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
    counted,
    flat,
    silent,
)

QUIET_DAYS = 30
"""Trusted Advisor calls an endpoint or a NAT gateway inactive that processed nothing for 30 days.
https://docs.aws.amazon.com/awssupport/latest/user/cost-optimization-checks.html"""

VPC_NAME = "Amazon Virtual Private Cloud"
TRAFFIC = counted(10**6)


def _endpoint(lot: Lot, *, bytes_an_hour: Hours, age_days: float = 500, kind: str = "Interface") -> Specimen:
    name, service = f"vpce-{lot.hex()}", f"com.amazonaws.{lot.region}.ssm"
    arn = lot.arn("ec2", f"vpc-endpoint/{name}")
    network = f"vpc-{lot.hex()}"
    created = lot.days_ago(age_days)
    endpoint = {
        "VpcEndpointId": name,
        "VpcEndpointType": kind,
        "VpcId": network,
        "ServiceName": service,
        "State": "available",
        "CreationTimestamp": created,
    }
    dimensions = {
        "VPC Id": network,
        "VPC Endpoint Id": name,
        "Endpoint Type": kind,
        "Service Name": service,
    }
    return Specimen(
        resource_id=arn,
        arn=arn,
        created=created,
        charges=(_endpoint_hours(zones=lot.dice.choice((1, 2, 3))),),
        told=(Told(client="ec2", operation="DescribeVpcEndpoints", item=endpoint),),
        readings=(
            Readings(
                namespace="AWS/PrivateLinkEndpoints",
                dimensions=dimensions,
                metrics={"BytesProcessed": bytes_an_hour},
            ),
        ),
    )


def _endpoint_hours(*, zones: int) -> Charge:
    return Charge(
        product_code="AmazonVPC",
        product_name=VPC_NAME,
        family="VpcEndpoint",
        usage="VpcEndpoint-Hours",
        operation="VpcEndpoint",
        usd=Decimal("0.021"),
        per_hour=Decimal(zones),
        saved=ALL,
        category="Networking",
        subcategory="Network Connectivity",
    )


def address_hours(usage: str, *, resource: str | None = None, saved: Decimal = NOTHING) -> Charge:
    """The hours of one public IPv4 address."""
    return Charge(
        product_code="AmazonVPC",
        product_name=VPC_NAME,
        family="VPC Public IPv4 Address",
        usage=f"PublicIPv4:{usage}",
        operation="AllocateAddressVPC" if usage == "IdleAddress" else "AssociateAddressVPC",
        usd=Decimal("0.005"),
        saved=saved,
        resource=resource,
        category="Networking",
        subcategory="Network Connectivity",
    )


def _gateway(lot: Lot, *, out: Hours, back: Hours, age_days: float = 500) -> Specimen:
    """A NAT gateway; its address has lines of its own, which stay until somebody releases it."""
    name, created = f"nat-{lot.hex()}", lot.days_ago(age_days)
    arn = lot.arn("ec2", f"natgateway/{name}")
    gateway = {
        "NatGatewayId": name,
        "State": "available",
        "ConnectivityType": "public",
        "CreateTime": created,
        "VpcId": f"vpc-{lot.hex()}",
        "SubnetId": f"subnet-{lot.hex()}",
    }
    hours = Charge(
        product_code="AmazonEC2",
        product_name="Amazon Elastic Compute Cloud",
        family="NAT Gateway",
        usage="NatGateway-Hours",
        operation="NatGateway",
        usd=Decimal("0.045"),
        saved=ALL,
        category="Networking",
        subcategory="Network Connectivity",
    )
    address = address_hours("InUseAddress", resource=lot.arn("ec2", f"elastic-ip/eipalloc-{lot.hex()}"))
    return Specimen(
        resource_id=arn,
        arn=arn,
        created=created,
        charges=(hours, address),
        told=(Told(client="ec2", operation="DescribeNatGateways", item=gateway),),
        readings=(
            Readings(
                namespace="AWS/NATGateway",
                dimensions={"NatGatewayId": name},
                metrics={"BytesOutToDestination": out, "BytesOutToSource": back},
            ),
        ),
    )


def _address(lot: Lot, *, pool: str | None = "amazon", held_by: str | None = None) -> Specimen:
    """An elastic address: of AWS or brought along, on an instance, on an interface, or on nothing."""
    name = f"eipalloc-{lot.hex()}"
    arn = lot.arn("ec2", f"elastic-ip/{name}")
    holder = {"InstanceId": f"i-{lot.hex()}"} if held_by == "instance" else {}
    association = {
        "AssociationId": f"eipassoc-{lot.hex()}",
        "NetworkInterfaceId": f"eni-{lot.hex()}",
        "PrivateIpAddress": f"10.0.{lot.dice.randrange(250)}.{lot.dice.randrange(4, 250)}",
        **holder,
    }
    address = {
        "AllocationId": name,
        "PublicIp": f"203.0.113.{lot.dice.randrange(250)}",
        "Domain": "vpc",
        "NetworkBorderGroup": lot.region,
        **({"PublicIpv4Pool": pool} if pool else {}),
        **(association if held_by else {}),
    }
    idle = address_hours("IdleAddress", saved=ALL)
    in_use = address_hours("InUseAddress")
    of_aws = (in_use,) if held_by else (idle,)
    return Specimen(
        resource_id=arn,
        arn=arn,
        created=None,
        charges=of_aws if pool in (None, "amazon") else (),
        told=(Told(client="ec2", operation="DescribeAddresses", item=address),),
    )


KINDS = (
    Kind(
        name="idle-interface-endpoint",
        make=_endpoint,
        forms=(
            lambda _lot: {"bytes_an_hour": flat(0)},
            lambda lot: {"bytes_an_hour": before(lot.above(QUIET_DAYS), then=TRAFFIC, since=silent())},
        ),
        decoys={
            "traffic": lambda lot: {
                "bytes_an_hour": before(lot.below(QUIET_DAYS), then=TRAFFIC, since=flat(0))
            },
            "age": lambda lot: {"bytes_an_hour": flat(0), "age_days": lot.below(QUIET_DAYS)},
        },
    ),
    Kind(
        name="idle-nat-gateway",
        make=_gateway,
        forms=(
            lambda _lot: {"out": flat(0), "back": flat(0)},
            lambda lot: {"out": before(lot.above(QUIET_DAYS), then=TRAFFIC, since=flat(0)), "back": flat(0)},
        ),
        decoys={
            "traffic": lambda lot: {
                "out": before(lot.below(QUIET_DAYS), then=TRAFFIC, since=flat(0)),
                "back": flat(0),
            },
            "answers": lambda lot: {
                "out": flat(0),
                "back": before(lot.below(QUIET_DAYS), then=TRAFFIC, since=flat(0)),
            },
            "age": lambda lot: {"out": flat(0), "back": flat(0), "age_days": lot.below(QUIET_DAYS)},
        },
    ),
    Kind(
        name="idle-public-ipv4",
        make=_address,
        forms=(lambda _lot: {}, lambda _lot: {"pool": None}),
        decoys={
            "association": lambda _lot: {"held_by": "instance"},
            "association with an interface": lambda _lot: {"held_by": "interface"},
            "pool": lambda lot: {"pool": f"ipv4pool-ec2-{lot.hex()}"},
        },
    ),
)
"""The kinds of these services."""
