"""Waste among search domains."""

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
    flat,
    gib_months,
    one_hour_a_day,
    silent,
)

QUIET_DAYS = 14
"""No page says after how many days: this is our own."""

GP2, GP3 = Decimal("0.229"), Decimal("0.207")
"""A GB-month of OpenSearch storage, as prices in sa-east-1 relate."""

NODES = 2
BUSY = 35.0


def _domain(
    lot: Lot,
    *,
    readings: dict[str, Hours],
    charges: tuple[Charge, ...],
    facts: dict[str, str],
) -> Specimen:
    """``facts``: instance type, volume type and version of the engine, and the state."""
    name = lot.name("search")
    arn = lot.arn("es", f"domain/{name}")
    status = {
        "DomainName": name,
        "DomainId": f"{lot.account}/{name}",
        "ARN": arn,
        "EngineVersion": facts.get("engine", "OpenSearch_2.19"),
        "ClusterConfig": {"InstanceType": f"{facts['instance']}.search", "InstanceCount": NODES},
        "EBSOptions": {"EBSEnabled": True, "VolumeType": facts["volume"], "VolumeSize": 200},
        "Created": True,
        "DomainProcessingStatus": facts.get("state", "Active"),
    }
    named = {"DomainName": name, "EngineType": "OpenSearch"}
    return Specimen(
        resource_id=arn,
        arn=arn,
        created=None,
        charges=charges,
        told=(
            Told(client="opensearch", operation="ListDomainNames", item=named),
            Told(client="opensearch", operation="DescribeDomains", item=status),
        ),
        readings=(
            Readings(
                namespace="AWS/ES",
                dimensions={"DomainName": name, "ClientId": lot.account},
                metrics={"CPUUtilization": flat(6), **readings},
            ),
        ),
    )


def _charge(
    usage: str, usd: Decimal, *, unit: str = "Hrs", per_hour: Decimal = ALL, saved: Decimal = NOTHING
) -> Charge:
    return Charge(
        product_code="AmazonES",
        product_name="Amazon OpenSearch Service",
        family="Amazon OpenSearch Service Instance" if unit == "Hrs" else "Amazon OpenSearch Service Volume",
        usage=usage,
        operation="ESDomain",
        usd=usd,
        unit=unit,
        per_hour=per_hour,
        saved=saved,
        category="Analytics",
        subcategory="Search",
    )


def _nodes(instance: str, usd: str, *, saved: Decimal = NOTHING) -> Charge:
    return _charge(f"ESInstance:{instance}", Decimal(usd), per_hour=Decimal(NODES), saved=saved)


def _disks(volume: str, *, gib: int = 400, saved: Decimal = NOTHING) -> Charge:
    usd = {"gp2": GP2, "gp3": GP3}[volume]
    return _charge(f"ES:{volume.upper()}-Storage", usd, unit="GB-Mo", per_hour=gib_months(gib), saved=saved)


def _traffic() -> Charge:
    """Between zones; how much of it would end is not told."""
    return _charge("DataTransfer-Regional-Bytes", Decimal("0.01"), unit="GB", per_hour=Decimal("0.2"))


def _idle(lot: Lot, *, searched: Hours, written: Hours, state: str = "Active") -> Specimen:
    return _domain(
        lot,
        readings={"SearchRate": searched, "IndexingRate": written},
        charges=(_nodes("r6g.large", "0.268", saved=ALL), _disks("gp3", saved=ALL), _traffic()),
        facts={"instance": "r6g.large", "volume": "gp3", "state": state},
    )


def _stored(lot: Lot, *, instance: str = "r5.large", volume: str = "gp2", gib: int = 400) -> Specimen:
    """A busy domain; another one on the bill of the same region has gp3."""
    saved = 1 - GP3 / GP2 if volume == "gp2" else NOTHING
    other = Charge(
        product_code="AmazonES",
        product_name="Amazon OpenSearch Service",
        family="Amazon OpenSearch Service Volume",
        usage="ES:GP3-Storage",
        operation="ESDomain",
        usd=GP3,
        unit="GB-Mo",
        per_hour=gib_months(50),
        resource=lot.arn("es", f"domain/{lot.name('other')}"),
        category="Analytics",
        subcategory="Search",
    )
    return _domain(
        lot,
        readings={"SearchRate": flat(BUSY), "IndexingRate": flat(BUSY)},
        charges=(_nodes(instance, "0.31"), _disks(volume, gib=gib, saved=saved), other),
        facts={"instance": instance, "volume": volume},
    )


def _supported(lot: Lot, *, engine: str, usd: str | None) -> Specimen:
    """A busy domain; ``usd`` is what extended support costs per normalized instance hour."""
    extended = (
        ()
        if usd is None
        else (_charge("OpenSearchExtendedSupport", Decimal(usd), per_hour=Decimal(8 * NODES), saved=ALL),)
    )
    return _domain(
        lot,
        readings={"SearchRate": flat(BUSY), "IndexingRate": flat(BUSY)},
        charges=(_nodes("m5.xlarge", "0.42"), _disks("gp3"), *extended),
        facts={"instance": "m5.xlarge", "volume": "gp3", "engine": engine},
    )


KINDS = (
    Kind(
        name="idle-search-domain",
        make=_idle,
        forms=(
            lambda _lot: {"searched": flat(0), "written": flat(0)},
            lambda lot: {
                "searched": before(lot.above(QUIET_DAYS), then=flat(BUSY), since=flat(0)),
                "written": before(lot.above(QUIET_DAYS), then=flat(BUSY), since=silent()),
            },
        ),
        decoys={
            "searching": lambda lot: {
                "searched": before(lot.below(QUIET_DAYS), then=flat(1), since=flat(0)),
                "written": flat(0),
            },
            "writing": lambda lot: {
                "searched": flat(0),
                "written": one_hour_a_day(lot.dice.randint(1, 24), busy=flat(0.1), quiet=flat(0)),
            },
            "readings": lambda lot: {
                "searched": before(lot.below(QUIET_DAYS - 1), then=silent(), since=flat(0)),
                "written": silent(),
            },
            "state": lambda _lot: {"searched": flat(0), "written": flat(0), "state": "Modifying"},
        },
    ),
    Kind(
        name="gp2-search-storage",
        make=_stored,
        forms=(
            lambda _lot: {},
            lambda _lot: {"instance": "t3.medium", "gib": 20},
        ),
        decoys={
            "volume type": lambda _lot: {"volume": "gp3"},
            "instance type": lambda lot: {"instance": lot.dice.choice(("m4.large", "c4.large", "t2.medium"))},
        },
    ),
    Kind(
        name="search-extended-support",
        make=_supported,
        forms=(
            lambda _lot: {"engine": "Elasticsearch_6.8", "usd": "0.0065"},
            lambda _lot: {"engine": "OpenSearch_1.2", "usd": "0.0091"},
        ),
        decoys={
            "version": lambda _lot: {"engine": "OpenSearch_2.19", "usd": None},
            "charge": lambda _lot: {"engine": "Elasticsearch_6.8", "usd": None},
            "amount": lambda _lot: {"engine": "Elasticsearch_6.8", "usd": "0"},
        },
    ),
)
"""The kinds of this module."""
