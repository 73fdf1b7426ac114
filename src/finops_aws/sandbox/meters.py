"""Meters: what the lines of one resource and price say that does not change from hour to hour."""

import random
from dataclasses import dataclass, replace
from decimal import Decimal

from finops_aws.sandbox.company import Account, Company
from finops_aws.sandbox.prices import Price, ticks

AMAZON_LEGAL_ENTITY = "Amazon Web Services, Inc."
UNTAGGABLE = ("none", "savingsplan")
APPLICATIONS = (
    "vitrine-web",
    "carrinho",
    "pix-gateway",
    "conciliador",
    "catalogo-api",
    "lakehouse",
    "score",
    "rotas",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """Tag keys and values of a resource before and after the late key was activated."""

    before: tuple[tuple[str, str], ...] = ()
    after: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Meter:
    """One resource × price. ``rate`` is per unit; ``percent`` the negotiated discount, of
    which ``bundled`` says whether it is a bundled one."""

    id: int
    account: Account
    price: Price
    region: str
    zone: str | None
    resource_id: str | None
    tags: Tags
    rate: Decimal
    percent: int
    usage_type: str
    description: str
    legal_entity: str = AMAZON_LEGAL_ENTITY
    billing_entity: str = "AWS"
    product_code: str

    @property
    def rate_ticks(self) -> int:
        return ticks(self.rate)


class MeterBook:
    """Hands out meters with running ids, reproducible by seed."""

    def __init__(self, company: Company, *, seed: int) -> None:
        self.company = company
        self.meters: list[Meter] = []
        self._dice = random.Random(f"meters-{seed}")

    def add(
        self,
        price: Price,
        account: Account,
        *,
        region: str,
        resource_id: str | None = None,
        tags: Tags | None = None,
    ) -> Meter:
        """Register one meter; without ``resource_id`` the kind of price decides on one."""
        made = resource_id or self._resource_id(price, account, region)
        rate = price.rate(region)
        meter = Meter(
            id=len(self.meters),
            account=account,
            price=price,
            region=region,
            zone=f"{region}{self._dice.choice('abc')}" if price.resource in ("instance", "volume") else None,
            resource_id=made,
            tags=tags if tags is not None else self._tags(price, account),
            rate=rate,
            percent=self.company.percent[price.terms],
            usage_type=price.usage_type(region),
            description=_words(price, region),
            product_code=price.product_code,
        )
        self.meters.append(meter)
        return meter

    def variant(self, meter: Meter, **changes: object) -> Meter:
        """Register a meter equal to another but for ``changes``."""
        made = replace(meter, id=len(self.meters), **changes)  # type: ignore[arg-type]
        self.meters.append(made)
        return made

    def region(self) -> str:
        return self._dice.choice(self.company.regions)

    def account(self) -> Account:
        accounts = self.company.accounts
        return self._dice.choices(accounts, [a.weight for a in accounts])[0]

    def _tags(self, price: Price, account: Account) -> Tags:
        """Leave about three in ten untagged; spell some values carelessly."""
        if price.resource in UNTAGGABLE or self._dice.random() < 0.24:
            return Tags()
        dice = self._dice
        stage = account.environment
        values = {
            "user_team": account.team if dice.random() < 0.93 else "",
            "user_environment": dice.choices((stage, stage.capitalize(), stage.upper()), (16, 3, 1))[0],
        }
        if dice.random() < 0.7:
            values["user_cost_center"] = f"CC-{1000 + sum(map(ord, account.team)) % 90}"
        if dice.random() < 0.3:
            values["aws_created_by"] = f"AssumedRole:AROA{dice.randrange(16**8):08X}:deploy"
        late = {**values, self.company.late_tag: dice.choice(APPLICATIONS)} if dice.random() < 0.8 else values
        return Tags(before=tuple(sorted(values.items())), after=tuple(sorted(late.items())))

    def _resource_id(self, price: Price, account: Account, region: str) -> str | None:
        kind = price.resource
        if kind == "none":
            return None
        number = f"{self._dice.randrange(16**17):017x}"
        short = {"instance": "i", "volume": "vol"}
        if kind in short:
            return f"{short[kind]}-{number}"
        if kind == "bucket":
            return f"ipe-{account.name}-{number[:6]}"
        service, path = ARN_PATHS.get(kind, (kind, f"{kind}/"))
        place = "" if service in GLOBAL_SERVICES else region
        return f"arn:aws:{service}:{place}:{account.id}:{path}{number}"


def _words(price: Price, region: str) -> str:
    rate = f"${price.rate(region).normalize():f} per {price.unit}"
    return f"{rate} - {price.product_name} {price.usage_type(region)}"


ARN_PATHS = {
    "snapshot": ("ec2", "snapshot/snap-"),
    "natgateway": ("ec2", "natgateway/nat-"),
    "address": ("ec2", "elastic-ip/eipalloc-"),
    "endpoint": ("ec2", "vpc-endpoint/vpce-"),
    "attachment": ("ec2", "transit-gateway-attachment/tgw-attach-"),
    "loadbalancer": ("elasticloadbalancing", "loadbalancer/app/ipe/"),
    "database": ("rds", "db:ipe-"),
    "cluster": ("rds", "cluster:ipe-"),
    "table": ("dynamodb", "table/"),
    "cache": ("elasticache", "cluster:"),
    "domain": ("es", "domain/"),
    "warehouse": ("redshift", "cluster:"),
    "broker": ("kafka", "cluster/ipe/"),
    "stream": ("kinesis", "stream/"),
    "job": ("glue", "job/"),
    "workgroup": ("athena", "workgroup/"),
    "filesystem": ("elasticfilesystem", "file-system/fs-"),
    "vault": ("backup", "backup-vault:"),
    "function": ("lambda", "function:"),
    "ekscluster": ("eks", "cluster/"),
    "repository": ("ecr", "repository/"),
    "loggroup": ("logs", "log-group:/ipe/"),
    "alarm": ("cloudwatch", "alarm:"),
    "key": ("kms", "key/"),
    "secret": ("secretsmanager", "secret:"),
    "detector": ("guardduty", "detector/"),
    "webacl": ("wafv2", "regional/webacl/ipe/"),
    "queue": ("sqs", "ipe-"),
    "topic": ("sns", "ipe-"),
    "statemachine": ("states", "stateMachine:"),
    "restapi": ("apigateway", "/restapis/"),
    "distribution": ("cloudfront", "distribution/E"),
    "zone": ("route53", "hostedzone/Z"),
    "task": ("ecs", "task/producao/"),
}
GLOBAL_SERVICES = ("cloudfront", "route53")
