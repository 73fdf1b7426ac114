"""Waste among load balancers."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

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

HOURS_OF_A_DAY = 24
ASKED_DAYS, REQUESTS_A_DAY = 7, 100
"""Trusted Advisor calls a load balancer idle below 100 requests a day for 7 days.
https://docs.aws.amazon.com/awssupport/latest/user/cost-optimization-checks.html"""

QUIET_DAYS = 14
"""Plausible: a release goes by in less."""

MANY = counted(5 * REQUESTS_A_DAY)


def requests_a_day(number: float) -> Hours:
    """So many requests a day, spread over its hours."""
    return counted(number / HOURS_OF_A_DAY)


def _charge(usage: str, operation: str, *, usd: str, **more: Any) -> Charge:
    shown = {
        "": "Load Balancer",
        "Application": "Load Balancer-Application",
        "Network": "Load Balancer-Network",
    }
    return Charge(
        product_code="AWSELB",
        product_name="Elastic Load Balancing",
        family=shown[operation],
        usage=usage,
        operation=f"LoadBalancing:{operation}" if operation else "LoadBalancing",
        usd=Decimal(usd),
        category="Networking",
        subcategory="Application Networking",
        **more,
    )


def _newer(lot: Lot, *, kind: str, metrics: Mapping[str, Hours], namespace: str, age_days: float) -> Specimen:
    """An application or network load balancer, with what it still processes and sends out."""
    name, created = lot.name("ipe"), lot.days_ago(age_days)
    path = f"{'app' if kind == 'application' else 'net'}/{name}/{lot.hex(16)}"
    arn = lot.arn("elasticloadbalancing", f"loadbalancer/{path}")
    balancer = {
        "LoadBalancerArn": arn,
        "LoadBalancerName": name,
        "Type": kind,
        "Scheme": lot.dice.choice(("internal", "internet-facing")),
        "State": {"Code": "active"},
        "CreatedTime": created,
        "VpcId": f"vpc-{lot.hex()}",
    }
    operation = kind.capitalize()
    charges = (
        _charge("LoadBalancerUsage", operation, usd="0.0225", saved=ALL),
        _charge("LCUUsage", operation, usd="0.008", unit="LCU-Hrs", per_hour=Decimal("0.004")),
    )
    return Specimen(
        resource_id=arn,
        arn=arn,
        created=created,
        charges=charges,
        told=(Told(client="elbv2", operation="DescribeLoadBalancers", item=balancer),),
        readings=(Readings(namespace=namespace, dimensions={"LoadBalancer": path}, metrics=metrics),),
    )


def _application(lot: Lot, *, requests: Hours, age_days: float = 500) -> Specimen:
    metrics = {"RequestCount": requests}
    return _newer(lot, kind="application", metrics=metrics, namespace="AWS/ApplicationELB", age_days=age_days)


def _network(lot: Lot, *, processed: Hours, flows: Hours, age_days: float = 500) -> Specimen:
    metrics = {"ProcessedBytes": processed, "NewFlowCount": flows}
    return _newer(lot, kind="network", metrics=metrics, namespace="AWS/NetworkELB", age_days=age_days)


def _classic(lot: Lot, *, requests: Hours, instances: int = 2, age_days: float = 500) -> Specimen:
    name, created = lot.name("ipe"), lot.days_ago(age_days)
    arn = lot.arn("elasticloadbalancing", f"loadbalancer/{name}")
    balancer = {
        "LoadBalancerName": name,
        "DNSName": f"{name}-{lot.dice.randrange(10**9)}.{lot.region}.elb.amazonaws.com",
        "Scheme": "internet-facing",
        "CreatedTime": created,
        "VPCId": f"vpc-{lot.hex()}",
        "Instances": [{"InstanceId": f"i-{lot.hex()}"} for _ in range(instances)],
    }
    charges = (
        _charge("LoadBalancerUsage", "", usd="0.025", saved=ALL),
        _charge("DataProcessing-Bytes", "", usd="0.008", unit="GB", per_hour=Decimal("0.0005")),
    )
    return Specimen(
        resource_id=arn,
        arn=arn,
        created=created,
        charges=charges,
        told=(Told(client="elb", operation="DescribeLoadBalancers", item=balancer),),
        readings=(
            Readings(
                namespace="AWS/ELB",
                dimensions={"LoadBalancerName": name},
                metrics={"RequestCount": requests},
            ),
        ),
    )


KINDS = (
    Kind(
        name="idle-load-balancer",
        make=_application,
        forms=(
            lambda lot: {"requests": requests_a_day(lot.below(REQUESTS_A_DAY))},
            lambda lot: {"requests": before(lot.above(ASKED_DAYS), then=MANY, since=silent())},
        ),
        decoys={
            "requests": lambda lot: {"requests": requests_a_day(lot.above(REQUESTS_A_DAY))},
            "idle since": lambda lot: {"requests": before(lot.below(ASKED_DAYS), then=MANY, since=silent())},
            "age": lambda lot: {"requests": silent(), "age_days": lot.below(ASKED_DAYS)},
        },
    ),
    Kind(
        name="idle-network-load-balancer",
        make=_network,
        forms=(
            lambda _lot: {"processed": flat(0), "flows": flat(0)},
            lambda lot: {
                "processed": before(lot.above(QUIET_DAYS), then=counted(10**6), since=silent()),
                "flows": before(lot.above(QUIET_DAYS), then=counted(60), since=silent()),
            },
        ),
        decoys={
            "bytes": lambda lot: {
                "processed": before(lot.below(QUIET_DAYS), then=counted(10**6), since=flat(0)),
                "flows": silent(),
            },
            "flows": lambda lot: {
                "processed": silent(),
                "flows": before(lot.below(QUIET_DAYS), then=counted(60), since=flat(0)),
            },
            "age": lambda lot: {
                "processed": flat(0),
                "flows": flat(0),
                "age_days": lot.below(QUIET_DAYS),
            },
        },
    ),
    Kind(
        name="idle-classic-load-balancer",
        make=_classic,
        forms=(
            lambda lot: {"requests": requests_a_day(lot.below(REQUESTS_A_DAY))},
            lambda lot: {"requests": before(lot.above(ASKED_DAYS), then=MANY, since=silent())},
            lambda _lot: {"requests": MANY, "instances": 0},
        ),
        decoys={
            "requests": lambda lot: {"requests": requests_a_day(lot.above(REQUESTS_A_DAY)), "instances": 1},
            "idle since": lambda lot: {"requests": before(lot.below(ASKED_DAYS), then=MANY, since=silent())},
            "age": lambda lot: {
                "requests": silent(),
                "instances": 0,
                "age_days": lot.below(ASKED_DAYS),
            },
        },
    ),
)
"""The kinds of load balancers."""
