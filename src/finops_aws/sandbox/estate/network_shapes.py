"""Networks and their edges."""

from finops_aws.sandbox.estate.shape import Item, Shape, pairs
from finops_aws.sandbox.estate.things import Thing


def _balancer(thing: Thing) -> Item:
    return {
        "LoadBalancerArn": thing.resource_id,
        "LoadBalancerName": f"ipe-{thing.name[:8]}",
        "Type": "application",
        "Scheme": "internet-facing",
        "State": {"Code": "active"},
        "CreatedTime": thing.created,
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
            "VpcId": f"vpc-{int(t.account):017x}",
            "Tags": pairs(t.tags),
        },
    ),
    "address": Shape(
        "ec2",
        "DescribeAddresses",
        lambda t: {
            "AllocationId": t.name,
            "PublicIp": f"198.51.{t.number % 250}.{t.number // 251 % 250}",
            "Domain": "vpc",
            **({} if "public-ipv4-idle" in t.usage else {"AssociationId": f"eipassoc-{t.number:017x}"}),
            "Tags": pairs(t.tags),
        },
    ),
    "endpoint": Shape(
        "ec2",
        "DescribeVpcEndpoints",
        lambda t: {
            "VpcEndpointId": t.name,
            "VpcEndpointType": "Interface",
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
            "TransitGatewayId": "tgw-0a1b2c3d4e5f60718",
            "ResourceType": "vpc",
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
