"""The Trusted Advisor checks that the sandbox runs: their ids, their columns and what they flag.

Ids, columns and criteria: https://docs.aws.amazon.com/awssupport/latest/user/cost-optimization-checks.html
The columns of the API are those of the Excel report, more than the documentation's page lists.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from finops_aws.sandbox.advice_apis.databases import database_verdict
from finops_aws.sandbox.advice_apis.knowledge import Knowledge
from finops_aws.sandbox.advice_apis.loads import CPU, IDLE_NETWORK_BYTES, is_silent_gateway
from finops_aws.sandbox.advice_apis.money import HOUR, monthly_cost
from finops_aws.sandbox.advice_apis.volumes import volume_verdict

if TYPE_CHECKING:
    from finops_aws.sandbox.estate.things import Thing

LOW_CPU = 10.0
DAYS, LOW_DAYS = 14, 4
GATEWAY_DAYS = 30
MEGABYTE = 1_000_000
Cell = str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One evaluated thing: what it costs a month, what would be saved, and its cells when it is flagged."""

    thing: "Thing"
    cost: Decimal
    saved: Decimal = Decimal(0)
    cells: tuple[Cell, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check: ``kind`` is that of the things it looks at; ``see`` gives None for what it does not."""

    id: str
    name: str
    description: str
    columns: tuple[str, ...]
    kind: str
    see: Callable[["Thing", Knowledge], Seen | None]


def _dollars(amount: Decimal) -> str:
    return f"${amount:,.2f}"


def _instance(thing: "Thing", knowledge: Knowledge) -> Seen | None:
    """The saving is that of the days with low use, out of the 14."""
    told, cost = knowledge.told.of(thing), monthly_cost(thing, HOUR)
    if told is None or cost is None or told["State"]["Name"] != "running":
        return None
    days = list(zip(knowledge.loads.by_day(thing, CPU), knowledge.loads.network_by_day(thing), strict=True))
    known = [(cpu, network) for cpu, network in days if cpu is not None and network is not None]
    low = sum(cpu <= LOW_CPU and network <= IDLE_NETWORK_BYTES for cpu, network in known)
    if low < LOW_DAYS:
        return Seen(thing=thing, cost=cost, saved=Decimal(0))
    saved = cost * low / DAYS
    mean_cpu, mean_network = (sum(column) / len(known) for column in zip(*known, strict=True))
    cells = (
        *(thing.zone, thing.name, thing.tags.get("Name"), thing.instance_class, _dollars(saved)),
        *(_day(cpu, network) for cpu, network in days),
        *(f"{mean_cpu:.1f}%", f"{mean_network / MEGABYTE:.2f}MB", f"{low} days"),
    )
    return Seen(thing=thing, cost=cost, saved=saved, cells=cells)


def _day(cpu: float | None, network: float | None) -> Cell:
    return None if cpu is None or network is None else f"{cpu:.1f}%  {network / MEGABYTE:.2f}MB"


def _volume(thing: "Thing", knowledge: Knowledge) -> Seen | None:
    verdict = volume_verdict(thing, knowledge)
    if verdict is None:
        return None
    if verdict.is_attached:
        return Seen(thing=thing, cost=verdict.cost)
    cells = (
        *(thing.region, thing.name, thing.tags.get("Name"), "General Purpose (SSD)"),
        *(str(verdict.told["Size"]), _dollars(verdict.cost)),
        *_newest_snapshot(thing, knowledge),
    )
    return Seen(thing=thing, cost=verdict.cost, saved=verdict.cost, cells=cells)


def _newest_snapshot(thing: "Thing", knowledge: Knowledge) -> tuple[Cell, Cell, Cell]:
    """Id, name and age in days of the volume's newest snapshot."""
    known = knowledge.told.all("snapshot", account=thing.account, region=thing.region).values()
    own = [one for one in known if one["VolumeId"] == thing.name and one["OwnerId"] == thing.account]
    if not own:
        return None, None, None
    newest = max(own, key=lambda one: str(one["StartTime"]))
    age = (knowledge.refreshed - newest["StartTime"]).days
    return newest["SnapshotId"], None, str(age)


def _address(thing: "Thing", knowledge: Knowledge) -> Seen | None:
    told, cost = knowledge.told.of(thing), monthly_cost(thing, HOUR)
    if told is None or cost is None:
        return None
    if "AssociationId" in told:
        return Seen(thing=thing, cost=cost)
    return Seen(thing=thing, cost=cost, saved=cost, cells=(thing.region, told["PublicIp"]))


def _database(thing: "Thing", knowledge: Knowledge) -> Seen | None:
    verdict = database_verdict(thing, knowledge)
    if verdict is None:
        return None
    if not verdict.is_idle:
        return Seen(thing=thing, cost=verdict.cost)
    told = verdict.told
    cells = (
        thing.region,
        thing.name,
        "Yes" if told["MultiAZ"] else "No",
        told["DBInstanceClass"],
        str(told["AllocatedStorage"]),
        f"{DAYS}+",
        _dollars(verdict.cost),
    )
    return Seen(thing=thing, cost=verdict.cost, saved=verdict.cost, cells=cells)


def _gateway(thing: "Thing", knowledge: Knowledge) -> Seen | None:
    told, cost = knowledge.told.of(thing), monthly_cost(thing, HOUR)
    if told is None or cost is None:
        return None
    if not is_silent_gateway(thing, knowledge.loads, days=GATEWAY_DAYS):
        return Seen(thing=thing, cost=cost)
    traffic, when = ("0", "0", "0"), f"{knowledge.refreshed:%Y-%m-%dT%H:%M:%SZ}"
    cells = ("Yellow", thing.region, thing.name, told.get("SubnetId"), told.get("VpcId"), *traffic, when)
    return Seen(thing=thing, cost=cost, saved=cost, cells=cells)


def _nothing(thing: "Thing", knowledge: Knowledge) -> Seen | None:
    """The check looks at Classic Load Balancers only; the company's are of other types."""
    return None


CHECKS: Sequence[Check] = (
    Check(
        id="Qch7DwouX1",
        name="Low Utilization Amazon EC2 Instances",
        description="Instances with at most 10% CPU and 5 MB of network I/O on 4 or more of 14 days.",
        columns=(
            *("Region/AZ", "Instance ID", "Instance Name", "Instance Type", "Estimated Monthly Savings"),
            *(f"Day {day}" for day in range(1, DAYS + 1)),
            *("14-Day Average CPU Utilization", "14-Day Average Network I/O"),
            "Number of Days Low Utilization",
        ),
        kind="instance",
        see=_instance,
    ),
    Check(
        id="hjLMh88uM8",
        name="Idle Load Balancers",
        description="Classic Load Balancers without healthy instances or with few requests.",
        columns=("Region", "Load Balancer Name", "Reason", "Estimated Monthly Savings"),
        kind="loadbalancer",
        see=_nothing,
    ),
    Check(
        id="DAvU99Dc4C",
        name="Underutilized Amazon EBS Volumes",
        description="Volumes that are unattached or have less than 1 IOPS a day for 7 days.",
        columns=(
            *("Region", "Volume ID", "Volume Name", "Volume Type", "Volume Size", "Monthly Storage Cost"),
            *("Snapshot ID", "Snapshot Name", "Snapshot Age"),
        ),
        kind="volume",
        see=_volume,
    ),
    Check(
        id="Z4AUBRNSmz",
        name="Unassociated Elastic IP Addresses",
        description="Elastic IP addresses that belong to no running instance.",
        columns=("Region", "IP Address"),
        kind="address",
        see=_address,
    ),
    Check(
        id="Ti39halfu8",
        name="Amazon RDS Idle DB Instances",
        description="DB instances without a connection for 7 days.",
        columns=(
            *("Region", "DB Instance Name", "Multi-AZ", "Instance Type", "Storage Provisioned (GB)"),
            *("Days Since Last Connection", "Estimated Monthly Savings (On Demand)"),
        ),
        kind="database",
        see=_database,
    ),
    Check(
        id="c2vlfg022t",
        name="Inactive NAT Gateways",
        description="NAT gateways that processed no data for 30 days.",
        columns=(
            *("Status", "Region", "NAT Gateway Id", "Subnet Id", "VPC Id"),
            *("TotalBytesFromDest", "TotalBytesFromSrc", "TotalBytes", "Last Updated Time"),
        ),
        kind="natgateway",
        see=_gateway,
    ),
)
