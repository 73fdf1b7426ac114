"""The fleet: the bounded set of resources that reservations and Savings Plans can cover."""

import random
from dataclasses import dataclass
from decimal import Decimal

from finops_aws.sandbox.company import Account
from finops_aws.sandbox.meters import Meter, MeterBook, Tags
from finops_aws.sandbox.months import Timeline
from finops_aws.sandbox.prices import TICKS, prices, ticks

FACTORS = {"large": Decimal(4), "xlarge": Decimal(8), "2xlarge": Decimal(16), "12xlarge": Decimal(96)}
GPU_CLUSTER = 4
SERVERS = [
    "m5-xlarge",
    "m5-large",
    "r5-xlarge",
    "c5-xlarge",
    "rds-r6g-large",
    "m5-2xlarge",
    "fargate-vcpu",
    "c5-2xlarge",
    "rds-r6g-xlarge",
    "m6i-xlarge",
    "lambda-gb",
    "m6g-2xlarge",
    "rds-r6g-2xlarge",
]
SCHEDULES = ("always", "always", "always", "office", "night", "scaled")


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A resource with hourly usage that a commitment may cover; alive in [birth, death)."""

    meter: Meter
    birth: int
    death: int
    schedule: str
    factor: Decimal | None
    pool: str | None
    family: str | None
    plan_rates: tuple[int, int] | None
    pods: tuple[Meter, ...] = ()

    def quantity(self, hour: int, *, weekday: int, clock: int) -> int:
        """Give the usage in ticks in one hour; ``clock`` is the UTC hour of day."""
        if not self.birth <= hour < self.death:
            return 0
        whole = ticks(self.meter.price.quantity)
        if self.schedule == "office":
            return whole if weekday < 5 and 11 <= clock < 23 else 0
        if self.schedule == "night":
            return whole if clock < 9 else 0
        if self.schedule == "scaled":
            return whole * _load(weekday, clock) // 100
        return whole


def _load(weekday: int, clock: int) -> int:
    """Percent of an autoscaled resource's full hour in use, in steps of 25."""
    if clock in (5, 6, 7):
        return 25
    if weekday >= 5:
        return 50
    return 100 if 12 <= clock < 24 else 75


def fleet(book: MeterBook, timeline: Timeline, *, size: int, seed: int) -> list[Server]:
    """Register ``size`` servers, the first always one that is split among pods."""
    dice = random.Random(f"fleet-{seed}")
    accounts = book.company.accounts
    chosen = [accounts[0] if n < 3 else book.account() for n in range(size)]
    return [
        _server(book, SERVERS[n % len(SERVERS)], account, dice=dice, life=_life(dice, n, timeline.end_hour))
        for n, account in enumerate(chosen)
    ]


def gpu_cluster(book: MeterBook, timeline: Timeline) -> list[Server]:
    """Plant an incident: a GPU cluster nobody tagged and nobody stopped, alive for nine days."""
    account = next((a for a in book.company.accounts if "dados" in a.name), book.company.accounts[-1])
    birth = int(timeline.end_hour * 0.62)
    death = min(birth + 9 * 24 + 5, timeline.end_hour)
    price = prices()["g5-12xlarge"]
    meters = [book.add(price, account, region="us-east-1", tags=Tags()) for _ in range(GPU_CLUSTER)]
    start = timeline.time(birth).isoformat()
    book.company.incidents.append(
        {
            "kind": "forgotten-gpu-cluster",
            "account": account.id,
            "service": price.product_code,
            "usage_type": meters[0].usage_type,
            "from": start,
            "to": timeline.time(death).isoformat(),
        }
    )
    return [
        Server(
            meter=meter,
            birth=birth,
            death=death,
            schedule="always",
            factor=None,
            pool=None,
            family="g5",
            plan_rates=plan_rates(meter),
        )
        for meter in meters
    ]


def _life(dice: random.Random, number: int, end: int) -> tuple[int, int]:
    """Let two of three servers live throughout, the others be born or die on the way."""
    if number < 3 or dice.random() < 0.66:
        return 0, end
    edge = dice.randrange(max(1, end))
    return (edge, end) if dice.random() < 0.7 else (0, edge + 1)


def _server(
    book: MeterBook, key: str, account: Account, *, dice: random.Random, life: tuple[int, int]
) -> Server:
    price = prices()[key]
    first = book.company.regions[0]
    meter = book.add(price, account, region=first)
    kind, _, size = price.instance_type.rpartition(".")
    is_node = key == "m5-xlarge"
    return Server(
        meter=meter,
        birth=life[0],
        death=life[1],
        schedule=dice.choice(SCHEDULES) if price.product_code == "AmazonEC2" else "always",
        factor=FACTORS.get(size),
        pool=f"{kind}:{first}" if size else None,
        family=kind if price.product_code == "AmazonEC2" else None,
        plan_rates=None if price.product_code == "AmazonRDS" else plan_rates(meter),
        pods=_pods(book, meter, dice) if is_node else (),
    )


def plan_rates(meter: Meter) -> tuple[int, int]:
    """Give (EC2 Instance plan, Compute plan) ticks per unit, from 8 to 41 % below on demand."""
    spread = sum(map(ord, meter.price.key)) % 9
    percents = (59 + spread, 68 + spread) if meter.price.product_code == "AmazonEC2" else (80, 80 + spread)
    ec2, compute = (meter.rate_ticks * percent // 100 for percent in percents)
    grain = 10_000 if meter.rate_ticks > TICKS // 1000 else 1
    return ec2 // grain * grain, compute // grain * grain


def _pods(book: MeterBook, parent: Meter, dice: random.Random) -> tuple[Meter, ...]:
    """Register the pods that share a node; their lines are children of the node's line."""
    place = f"arn:aws:eks:{parent.region}:{parent.account.id}:pod/ipe-producao"
    return tuple(
        book.add(
            prices()["eks-pod-cpu"],
            parent.account,
            region=parent.region,
            resource_id=f"{place}/{namespace}/{namespace}-{dice.randrange(16**5):05x}/{dice.getrandbits(64):016x}",
            tags=_pod_tags(namespace, parent.account.team),
        )
        for namespace in ("carrinho", "vitrine", "kube-system")
    )


def _pod_tags(namespace: str, team: str) -> Tags:
    labels = (("aws_eks_cluster_name", "ipe-producao"), ("aws_eks_namespace", namespace), ("user_team", team))
    return Tags(before=labels, after=labels)
