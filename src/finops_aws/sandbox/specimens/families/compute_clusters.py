"""Waste among Kubernetes clusters: versions that only paid support keeps safe."""

from decimal import Decimal

from finops_aws.sandbox.specimens.lot import Lot
from finops_aws.sandbox.specimens.specimen import ALL, NOTHING, Charge, Kind, Specimen, Told

CLUSTER_HOUR, SUPPORT_HOUR = Decimal("0.10"), Decimal("0.50")
"""USD of a cluster's hour, and what extended support adds: https://aws.amazon.com/eks/pricing/"""


def _hour(usage: str, usd: Decimal, *, operation: str, saved: Decimal = NOTHING) -> Charge:
    return Charge(
        product_code="AmazonEKS",
        product_name="Amazon Elastic Container Service for Kubernetes",
        family="Compute",
        usage=f"AmazonEKS-Hours:{usage}",
        operation=operation,
        usd=usd,
        saved=saved,
        subcategory="Containers",
    )


def _cluster(lot: Lot, *, version: str, support: Decimal | None = SUPPORT_HOUR) -> Specimen:
    """``support`` is what its extended support costs an hour, None where the bill has none."""
    name, created = lot.name("eks"), lot.old()
    arn = lot.arn("eks", f"cluster/{name}")
    cluster = {
        "name": name,
        "arn": arn,
        "version": version,
        "status": "ACTIVE",
        "createdAt": created,
        "upgradePolicy": {"supportType": "EXTENDED"},
        "tags": {},
    }
    charges = [_hour("perCluster", CLUSTER_HOUR, operation="CreateOperation")]
    if support is not None:
        charges.append(_hour("extendedSupport", support, operation="ExtendedSupport", saved=ALL))
    return Specimen(
        resource_id=arn,
        arn=arn,
        created=created,
        charges=tuple(charges),
        told=(
            Told(client="eks", operation="ListClusters", item=name),
            Told(client="eks", operation="DescribeCluster", output={"cluster": cluster}, when={"name": name}),
        ),
    )


KINDS = (
    Kind(
        name="kubernetes-extended-support",
        make=_cluster,
        forms=(lambda _lot: {"version": "1.29"}, lambda _lot: {"version": "1.30"}),
        decoys={
            "version": lambda _lot: {"version": "1.34", "support": None},
            "charge": lambda _lot: {"version": "1.29", "support": Decimal(0)},
        },
    ),
)
"""The kinds of this family."""
