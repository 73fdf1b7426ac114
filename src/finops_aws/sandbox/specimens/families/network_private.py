"""Waste among what joins networks: VPN connections, Client VPN, transit attachments, firewalls."""

from decimal import Decimal
from typing import Any

from finops_aws.sandbox.specimens.families.network import VPC_NAME, address_hours
from finops_aws.sandbox.specimens.lot import Lot
from finops_aws.sandbox.specimens.specimen import (
    ALL,
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
"""Trusted Advisor calls a network firewall inactive that processed nothing for 30 days.
https://docs.aws.amazon.com/awssupport/latest/user/cost-optimization-checks.html"""

KNOWN_DAYS = QUIET_DAYS - 1
"""What is younger than this cannot have been quiet for as long, even where AWS does not tell its age."""

FIVE_MINUTES = 12
OWN, ANOTHER, A_TUNNEL = "own", "another", "tunnel"
TRAFFIC = counted(10**6)
DOWN, UP = flat(0, samples=FIVE_MINUTES), flat(1, samples=FIVE_MINUTES)
NOBODY, SOMEBODY = flat(0, samples=FIVE_MINUTES), flat(1, samples=FIVE_MINUTES)
FLOW_LOG = Charge(
    product_code="AmazonCloudWatch",
    product_name="AmazonCloudWatch",
    family="Data Payload",
    usage="VendedLog-Bytes",
    operation="PutLogEvents",
    usd=Decimal("0.50"),
    unit="GB",
    per_hour=Decimal("0.0001"),
    category="Management and Governance",
    subcategory="Observability",
)
"""What is logged of an attachment is billed on it too, and stays as long as the log does."""


def _hours(usage: str, operation: str, *, usd: str, number: int = 1) -> Charge:
    return Charge(
        product_code="AmazonVPC",
        product_name=VPC_NAME,
        family="Cloud Connectivity",
        usage=usage,
        operation=operation,
        usd=Decimal(usd),
        per_hour=Decimal(number),
        saved=ALL,
        category="Networking",
        subcategory="Network Connectivity",
    )


def _connection(lot: Lot, *, tunnels: Hours, state: str = "available", born: float = 500) -> Specimen:
    """A connection, of which AWS tells no age; checks of its dead tunnels count as bytes all the same."""
    name = f"vpn-{lot.hex()}"
    arn = lot.arn("ec2", f"vpn-connection/{name}")
    connection = {
        "VpnConnectionId": name,
        "State": state,
        "Type": "ipsec.1",
        "Category": "VPN",
        "CustomerGatewayId": f"cgw-{lot.hex()}",
        "VpnGatewayId": f"vgw-{lot.hex()}",
        "CustomerGatewayConfiguration": "<vpn_connection/>",
        "VgwTelemetry": [
            {"OutsideIpAddress": f"203.0.113.{number}", "Status": "DOWN", "AcceptedRouteCount": 0}
            for number in (17, 93)
        ],
    }
    hours = _hours("VPN-Usage-Hours:ipsec.1", "CreateVpnConnection", usd="0.05")
    return Specimen(
        resource_id=arn,
        arn=arn,
        created=lot.days_ago(born),
        charges=(hours, address_hours("InUseAddress")) if state == "available" else (),
        told=(Told(client="ec2", operation="DescribeVpnConnections", item=connection),),
        readings=(
            Readings(
                namespace="AWS/VPN",
                dimensions={"VpnId": name},
                metrics={"TunnelState": tunnels, "TunnelDataIn": counted(900)},
            ),
        ),
    )


def _client_endpoint(lot: Lot, *, connections: Hours, subnets: int = 2, age_days: float = 500) -> Specimen:
    """An endpoint is available, and billed, while it has a subnet."""
    name, created = f"cvpn-endpoint-{lot.hex()}", lot.days_ago(age_days)
    arn = lot.arn("ec2", f"client-vpn-endpoint/{name}")
    endpoint = {
        "ClientVpnEndpointId": name,
        "CreationTime": created.strftime("%Y-%m-%dT%H:%M:%S"),
        "Status": {"Code": "available" if subnets else "pending-associate"},
        "ClientCidrBlock": "10.250.0.0/16",
        "TransportProtocol": "udp",
        "VpnProtocol": "openvpn",
        "SplitTunnel": True,
    }
    hours = _hours("ClientVPN-EndpointHours", "ClientVPNEndpoints", usd="0.10", number=subnets)
    interface = lot.arn("ec2", f"network-interface/eni-{lot.hex()}")
    address = address_hours("InUseAddress", resource=interface)
    return Specimen(
        resource_id=arn,
        arn=arn,
        created=created,
        charges=(hours, address) if subnets else (),
        told=(Told(client="ec2", operation="DescribeClientVpnEndpoints", item=endpoint),),
        readings=(
            Readings(
                namespace="AWS/ClientVPN",
                dimensions={"Endpoint": name},
                metrics={"ActiveConnectionsCount": connections, "AuthenticationFailures": flat(0)},
            ),
        ),
    )


def _attachment(
    lot: Lot, *, bytes_in: Hours, bytes_out: Hours, of: str = OWN, age_days: float = 500
) -> Specimen:
    """An attachment of an own VPC; one of another account, or a tunnel within one, is not on the bill."""
    name, gateway = f"tgw-attach-{lot.hex()}", f"tgw-{lot.hex()}"
    created, arn = lot.days_ago(age_days), lot.arn("ec2", f"transit-gateway-attachment/{name}")
    attachment = {
        "TransitGatewayAttachmentId": name,
        "TransitGatewayId": gateway,
        "TransitGatewayOwnerId": lot.account,
        "ResourceOwnerId": f"{(int(lot.account) + 7) % 10**12:012d}" if of == ANOTHER else lot.account,
        "ResourceType": "connect" if of == A_TUNNEL else "vpc",
        "ResourceId": f"vpc-{lot.hex()}",
        "State": "available",
        "CreationTime": created,
    }
    hours = _hours("TransitGateway-Hours", "TransitGatewayVPC", usd="0.05")
    return Specimen(
        resource_id=arn,
        arn=arn,
        created=created,
        charges=(hours, FLOW_LOG) if of == OWN else (),
        told=(Told(client="ec2", operation="DescribeTransitGatewayAttachments", item=attachment),),
        readings=(
            Readings(
                namespace="AWS/TransitGateway",
                dimensions={"TransitGateway": gateway, "TransitGatewayAttachment": name},
                metrics={"BytesIn": bytes_in, "BytesOut": bytes_out},
            ),
        ),
    )


def _inspection(usage: str, *, usd: str, **more: Any) -> Charge:
    return Charge(
        product_code="AWSNetworkFirewall",
        product_name="AWS Network Firewall",
        family="AWS Firewall",
        usage=usage,
        operation="",
        usd=Decimal(usd),
        category="Security",
        subcategory="Other (Security)",
        **more,
    )


def _firewall(lot: Lot, *, zones: int = 1, gigabytes: str = "0", born: float = 500) -> Specimen:
    """A firewall, of which AWS tells no age: an endpoint in each zone, and what they process."""
    name = lot.name("ipe")
    arn = lot.arn("network-firewall", f"firewall/{name}")
    mappings = [{"SubnetId": f"subnet-{lot.hex()}"} for _ in range(zones)]
    described = {
        "Firewall": {
            "FirewallName": name,
            "FirewallArn": arn,
            "FirewallId": lot.hex(32),
            "FirewallPolicyArn": lot.arn("network-firewall", "firewall-policy/ipe"),
            "VpcId": f"vpc-{lot.hex()}",
            "SubnetMappings": mappings,
        },
        "FirewallStatus": {"Status": "READY", "ConfigurationSyncStateSummary": "IN_SYNC"},
    }
    hours = _inspection("Endpoint-Hour", usd="0.395", per_hour=Decimal(zones), saved=ALL)
    traffic = _inspection("Traffic-GB-Processed", usd="0.065", per_hour=Decimal(gigabytes), unit="GB")
    return Specimen(
        resource_id=arn,
        arn=arn,
        created=lot.days_ago(born),
        charges=(hours, traffic) if traffic.per_hour else (hours,),
        told=(
            Told(
                client="network-firewall",
                operation="ListFirewalls",
                item={"FirewallName": name, "FirewallArn": arn},
            ),
            Told(
                client="network-firewall",
                operation="DescribeFirewall",
                output=described,
                when={"FirewallArn": arn},
            ),
        ),
    )


def _young(days: float) -> dict[str, object]:
    """A connection that never had a tunnel up, and that is not older than this."""
    return {"tunnels": before(days, then=silent(), since=DOWN), "born": days}


KINDS = (
    Kind(
        name="idle-vpn-connection",
        make=_connection,
        forms=(
            lambda _lot: {"tunnels": DOWN},
            lambda lot: {"tunnels": before(lot.above(QUIET_DAYS), then=UP, since=DOWN)},
        ),
        decoys={
            "tunnels": lambda lot: {"tunnels": before(lot.below(QUIET_DAYS), then=UP, since=DOWN)},
            "age": lambda lot: _young(lot.below(KNOWN_DAYS)),
            "state": lambda _lot: {"tunnels": DOWN, "state": "deleted"},
        },
    ),
    Kind(
        name="idle-client-vpn-endpoint",
        make=_client_endpoint,
        forms=(
            lambda _lot: {"connections": NOBODY},
            lambda lot: {
                "connections": before(lot.above(QUIET_DAYS), then=SOMEBODY, since=NOBODY),
                "subnets": 1,
            },
        ),
        decoys={
            "connections": lambda lot: {
                "connections": before(lot.below(QUIET_DAYS), then=SOMEBODY, since=NOBODY)
            },
            "subnets": lambda _lot: {"connections": NOBODY, "subnets": 0},
            "age": lambda lot: {"connections": NOBODY, "age_days": lot.below(QUIET_DAYS)},
        },
    ),
    Kind(
        name="idle-transit-attachment",
        make=_attachment,
        forms=(
            lambda _lot: {"bytes_in": flat(0), "bytes_out": flat(0)},
            lambda lot: {
                "bytes_in": before(lot.above(QUIET_DAYS), then=TRAFFIC, since=flat(0)),
                "bytes_out": before(lot.above(QUIET_DAYS), then=TRAFFIC, since=flat(0)),
            },
        ),
        decoys={
            "bytes in": lambda lot: {
                "bytes_in": before(lot.below(QUIET_DAYS), then=TRAFFIC, since=flat(0)),
                "bytes_out": flat(0),
            },
            "bytes out": lambda lot: {
                "bytes_in": flat(0),
                "bytes_out": before(lot.below(QUIET_DAYS), then=TRAFFIC, since=flat(0)),
            },
            "owner": lambda _lot: {"bytes_in": flat(0), "bytes_out": flat(0), "of": ANOTHER},
            "type": lambda _lot: {"bytes_in": flat(0), "bytes_out": flat(0), "of": A_TUNNEL},
            "age": lambda lot: {"bytes_in": flat(0), "bytes_out": flat(0), "age_days": lot.below(QUIET_DAYS)},
        },
    ),
    Kind(
        name="idle-network-firewall",
        make=_firewall,
        forms=(lambda _lot: {}, lambda _lot: {"zones": 3}),
        decoys={
            "traffic": lambda lot: {"zones": 2, "gigabytes": f"{lot.above(0.001):.6f}"},
            "age": lambda lot: {"zones": 2, "born": lot.below(KNOWN_DAYS + 1)},
        },
    ),
)
"""The kinds of what joins networks."""
