"""Networks and their edges."""

from finops_aws.sandbox.estate.compute_shapes import private_address
from finops_aws.sandbox.estate.shape import Item, Shape, pairs
from finops_aws.sandbox.estate.things import Thing

TRANSIT_GATEWAY = "tgw-0a1b2c3d4e5f60718"
"""What every attachment of the company hangs on."""


def _balancer(thing: Thing) -> Item:
    return {
        "LoadBalancerArn": thing.resource_id,
        "LoadBalancerName": thing.resource_id.split("/")[-2],
        "Type": "application",
        "Scheme": "internet-facing",
        "State": {"Code": "active"},
        "CreatedTime": thing.created,
    }


def vpc_id(thing: Thing) -> str:
    """The network of the thing's account."""
    return f"vpc-{int(thing.account):017x}"


def _address(thing: Thing) -> Item:
    """An address in use hangs on an instance, or on an interface that AWS made, such as a load balancer's."""
    usual = "public-ipv4-idle" not in thing.usage
    number = thing.number
    return {
        "AllocationId": thing.name,
        "PublicIp": f"198.51.{number % 250}.{number // 251 % 250}",
        "Domain": "vpc",
        **(_association(thing) if thing.facts.get("association", usual) else {}),
        "NetworkBorderGroup": thing.region,
        "Tags": pairs(thing.tags),
    }


def _association(thing: Thing) -> Item:
    instance = thing.facts.get("instance")
    return {
        "AssociationId": f"eipassoc-{thing.number:017x}",
        "NetworkInterfaceId": f"eni-{thing.number:017x}",
        "NetworkInterfaceOwnerId": thing.account if instance else "amazon-elb",
        "PrivateIpAddress": private_address(thing),
        **({"InstanceId": instance} if instance else {}),
    }


NETWORK_SHAPES: dict[str, Shape] = {
    "natgateway": Shape(
        "ec2",
        "DescribeNatGateways",
        lambda t: {
            "NatGatewayId": t.name,
            "State": "available",
            "ConnectivityType": "public",
            "CreateTime": t.created,
            "VpcId": vpc_id(t),
            "Tags": pairs(t.tags),
        },
    ),
    "address": Shape("ec2", "DescribeAddresses", _address),
    "endpoint": Shape(
        "ec2",
        "DescribeVpcEndpoints",
        lambda t: {
            "VpcEndpointId": t.name,
            "VpcEndpointType": "Interface",
            "VpcId": vpc_id(t),
            "ServiceName": f"com.amazonaws.{t.region}.secretsmanager",
            "State": "available",
            "CreationTimestamp": t.created,
            "Tags": pairs(t.tags),
        },
    ),
    "attachment": Shape(
        "ec2",
        "DescribeTransitGatewayAttachments",
        lambda t: {
            "TransitGatewayAttachmentId": t.name,
            "TransitGatewayId": TRANSIT_GATEWAY,
            "TransitGatewayOwnerId": t.account,
            "ResourceOwnerId": t.account,
            "ResourceType": "vpc",
            "ResourceId": vpc_id(t),
            "State": "available",
            "CreationTime": t.created,
            "Tags": pairs(t.tags),
        },
    ),
    "loadbalancer": Shape("elbv2", "DescribeLoadBalancers", _balancer),
    "distribution": Shape(
        "cloudfront",
        "ListDistributions",
        lambda t: {
            "Id": t.name,
            "ARN": t.resource_id,
            "Status": "Deployed",
            "Enabled": True,
            "DomainName": f"{t.name.lower()}.cloudfront.net",
            "LastModifiedTime": t.created,
        },
        is_global=True,
    ),
    "zone": Shape(
        "route53",
        "ListHostedZones",
        lambda t: {
            "Id": f"/hostedzone/{t.name}",
            "Name": f"{t.name[:8].lower()}.ipe.example.",
            "CallerReference": t.name,
            "ResourceRecordSetCount": 12,
        },
        is_global=True,
    ),
    "restapi": Shape(
        "apigateway",
        "GetRestApis",
        lambda t: {"id": t.name, "name": f"ipe-{t.name[:8]}", "createdDate": t.created, "tags": t.tags},
    ),
    "webacl": Shape(
        "wafv2",
        "ListWebACLs",
        lambda t: {"Name": f"ipe-{t.name[:8]}", "Id": t.name, "ARN": t.resource_id, "LockToken": t.name},
    ),
}
