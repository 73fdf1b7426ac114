"""Waste among ElastiCache clusters."""

from dataclasses import dataclass, replace
from decimal import Decimal

from finops_aws.sandbox.specimens.families.database import born
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
    gib_months,
    one_hour_a_day,
)

IDLE_DAYS = 14
OWN_CONNECTIONS = 4
"""AWS itself uses two to four connections to watch a node.
https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html"""

DIFFERENCE = Decimal("0.2")
"""By so much Valkey is cheaper than Redis OSS on the same node.
https://aws.amazon.com/blogs/database/reduce-your-amazon-elasticache-costs-by-up-to-60-with-valkey-and-cudos/"""

NODES = {"cache.r6g.large": Decimal("0.206"), "cache.t4g.medium": Decimal("0.065")}
CLIENTS, LOOKUPS, NOBODY, NONE = flat(60), counted(20_000), flat(2), flat(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cache:
    """A node and how it is used; ``saved`` is the share of its hours that is wasted.

    ``support`` are the years of extended support that it pays for. ``mate`` tells whether another node of
    its replication group is in use.
    """

    engine: str = "valkey"
    version: str = "8.0"
    node: str = "cache.r6g.large"
    connections: Hours = CLIENTS
    hits: Hours = LOOKUPS
    misses: Hours = LOOKUPS
    age_days: float = 500
    state: str = "available"
    saved: Decimal = NOTHING
    support: str | None = None
    mate: bool = False


def _cache(lot: Lot, *, cache: Cache) -> Specimen:
    group = lot.name("sessions")
    name = f"{group}-001"
    arn, created = lot.arn("elasticache", f"cluster:{name}"), born(lot, cache.age_days)
    nodes = [_told(lot, cache, group=group, number=1)]
    readings = [_readings(name, cache)]
    if cache.mate:
        other = replace(cache, connections=CLIENTS, hits=LOOKUPS)
        nodes.append(_told(lot, other, group=group, number=2))
        readings.append(_readings(f"{group}-002", other))
    return Specimen(
        resource_id=arn,
        arn=arn,
        created=created,
        charges=tuple(_charges(cache)),
        told=tuple(nodes),
        readings=tuple(readings),
    )


def _told(lot: Lot, cache: Cache, *, group: str, number: int) -> Told:
    name = f"{group}-00{number}"
    item = {
        "CacheClusterId": name,
        "ARN": lot.arn("elasticache", f"cluster:{name}"),
        "CacheNodeType": cache.node,
        "Engine": cache.engine,
        "EngineVersion": cache.version,
        "NumCacheNodes": 1,
        "CacheClusterStatus": cache.state,
        "CacheClusterCreateTime": born(lot, cache.age_days),
    }
    if cache.engine != "memcached":
        item["ReplicationGroupId"] = group
    return Told(client="elasticache", operation="DescribeCacheClusters", item=item)


def _readings(name: str, cache: Cache) -> Readings:
    return Readings(
        namespace="AWS/ElastiCache",
        dimensions={"CacheClusterId": name},
        metrics={
            "CurrConnections": cache.connections,
            "CacheHits": cache.hits,
            "CacheMisses": cache.misses,
            "CPUUtilization": flat(6),
            "DatabaseMemoryUsagePercentage": flat(40),
        },
    )


def _line(usage: str, usd: Decimal) -> Charge:
    return Charge(
        product_code="AmazonElastiCache",
        product_name="Amazon ElastiCache",
        family="Cache Instance",
        usage=usage,
        operation="CreateCacheCluster:0002",
        usd=usd,
        category="Databases",
        subcategory="Caching",
    )


def _charges(cache: Cache) -> list[Charge]:
    hourly = NODES[cache.node]
    backup = replace(
        _line("BackupUsage", Decimal("0.085")),
        family="Storage Snapshot",
        unit="GB-Mo",
        per_hour=gib_months(20),
    )
    found = [replace(_line(f"NodeUsage:{cache.node}", hourly), saved=cache.saved), backup]
    if cache.support:
        extra = _line(f"ExtendedSupport{cache.support}-NodeUsage:{cache.node}", hourly * Decimal("0.8"))
        found.append(replace(extra, saved=ALL))
    return found


def _silent(**facts: Hours) -> Cache:
    """Nobody asks it but where the facts say so."""
    usual = {"connections": NOBODY, "hits": NONE, "misses": NONE, **facts}
    return Cache(connections=usual["connections"], hits=usual["hits"], misses=usual["misses"], saved=ALL)


def _until(days: float) -> Cache:
    """In use until so many days ago."""
    return _silent(
        connections=before(days, then=CLIENTS, since=flat(OWN_CONNECTIONS)),
        hits=before(days, then=LOOKUPS, since=NONE),
        misses=before(days, then=LOOKUPS, since=NONE),
    )


def _old_redis(node: str, version: str) -> Cache:
    return Cache(engine="redis", version=version, node=node, saved=DIFFERENCE)


KINDS = (
    Kind(
        name="idle-cache-cluster",
        make=_cache,
        forms=(
            lambda lot: {"cache": replace(_silent(), age_days=lot.above(IDLE_DAYS))},
            lambda lot: {"cache": _until(lot.above(IDLE_DAYS))},
        ),
        decoys={
            "idle_since": lambda lot: {"cache": _until(lot.below(IDLE_DAYS))},
            "connections": lambda lot: {
                "cache": _silent(
                    connections=one_hour_a_day(
                        lot.dice.randint(1, 24), busy=flat(OWN_CONNECTIONS + 1), quiet=NOBODY
                    )
                )
            },
            "misses": lambda lot: {
                "cache": _silent(misses=one_hour_a_day(lot.dice.randint(1, 24), busy=counted(60), quiet=NONE))
            },
            "age": lambda lot: {"cache": replace(_silent(), age_days=lot.below(IDLE_DAYS))},
            "engine": lambda _lot: {"cache": replace(_silent(), engine="memcached", version="1.6.22")},
            "mate": lambda _lot: {"cache": replace(_silent(), mate=True)},
        },
    ),
    Kind(
        name="redis-cache",
        make=_cache,
        forms=(
            lambda _lot: {"cache": _old_redis("cache.r6g.large", "7.1.0")},
            lambda _lot: {"cache": replace(_old_redis("cache.t4g.medium", "5.0.6"), support="Yr1_Yr2")},
        ),
        decoys={
            "engine": lambda _lot: {"cache": Cache()},
            "memcached": lambda _lot: {"cache": Cache(engine="memcached", version="1.6.22")},
            "state": lambda _lot: {
                "cache": replace(_old_redis("cache.r6g.large", "7.1.0"), state="deleting")
            },
        },
    ),
)
"""The kinds of this family."""
