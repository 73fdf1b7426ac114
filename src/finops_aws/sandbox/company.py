"""The company behind the bill: payer, accounts, teams and negotiated terms."""

import random
from dataclasses import dataclass, field

WORKLOADS = (
    ("loja", "vitrine", "Varejo"),
    ("pagamentos", "carteira", "Pagamentos"),
    ("dados-analytics", "dados", "Tecnologia"),
    ("logistica", "entregas", "Varejo"),
    ("checkout", "vitrine", "Varejo"),
    ("antifraude", "risco", "Pagamentos"),
    ("pix", "carteira", "Pagamentos"),
    ("catalogo", "vitrine", "Varejo"),
    ("plataforma-eks", "plataforma", "Tecnologia"),
    ("crm-fidelidade", "relacionamento", "Varejo"),
    ("cartoes", "carteira", "Pagamentos"),
    ("marketplace-sellers", "sellers", "Varejo"),
    ("busca-recomendacao", "dados", "Varejo"),
    ("credito", "risco", "Pagamentos"),
    ("estoque", "entregas", "Varejo"),
    ("app-mobile", "vitrine", "Varejo"),
    ("nota-fiscal", "fiscal", "Tecnologia"),
    ("conciliacao", "carteira", "Pagamentos"),
    ("machine-learning", "dados", "Tecnologia"),
    ("observabilidade", "plataforma", "Tecnologia"),
)
STAGES = (("producao", "producao"), ("homologacao", "homologacao"), ("desenvolvimento", "dev"))
PLATFORM = (
    ("seguranca-auditoria", "seguranca", "Tecnologia"),
    ("rede-compartilhada", "plataforma", "Tecnologia"),
    ("logs-centralizados", "seguranca", "Tecnologia"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One usage account; ``weight`` is its relative size."""

    id: str
    name: str
    team: str
    unit: str
    environment: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """Payer, accounts (largest first), regions by preference, discount percent by kind of terms."""

    name: str
    payer: Account
    accounts: tuple[Account, ...]
    regions: tuple[str, ...]
    percent: dict[str, int]
    invoicing_entity: str
    late_tag: str
    incidents: list[dict[str, str]] = field(default_factory=list)


def ipe(seed: int, *, accounts: int, discounted: bool) -> Company:
    """Give "Ipê", a Brazilian retail and payments group."""
    dice = random.Random(f"ipe-company-{seed}")
    names = _account_names()[: accounts - 1]
    return Company(
        name="Ipê",
        payer=Account(
            id=_account_id(dice),
            name="ipe-pagadora",
            team="financas-nuvem",
            unit="Corporativo",
            environment="producao",
            weight=0.05,
        ),
        accounts=tuple(
            Account(id=_account_id(dice), name=n, team=t, unit=u, environment=e, weight=1 / (rank + 1) ** 0.9)
            for rank, (n, t, u, e) in enumerate(names)
        ),
        regions=("sa-east-1",) * 8 + ("us-east-1", "us-east-1", "us-east-2"),
        percent={"edp": 8, "private": 21, "bundled": 30, "none": 0}
        if discounted
        else dict.fromkeys(TERMS, 0),
        invoicing_entity="Amazon AWS Serviços Brasil Ltda.",
        late_tag="user_application",
    )


TAG_KEYS = ("user_team", "user_environment", "user_cost_center", "user_application", "aws_created_by")
POD_TAGS = ("aws_eks_cluster_name", "aws_eks_namespace")
TERMS = ("edp", "private", "bundled", "none")


def anyone(seed: int, *, accounts: int, discounted: bool) -> Company:
    """Give a company of random size, terms and places, for property tests."""
    dice = random.Random(f"random-company-{seed}")
    percent = {
        "edp": dice.randint(1, 25),
        "private": dice.randint(5, 60),
        "bundled": dice.choice((25, 50, 100)),
    }
    members = [
        Account(
            id=_account_id(dice),
            name=f"conta-{rank}",
            team=f"time-{rank % 3}",
            unit=f"unidade-{rank % 2}",
            environment=dice.choice(("producao", "dev")),
            weight=dice.random() + 0.1,
        )
        for rank in range(accounts)
    ]
    return Company(
        name="random",
        payer=members[0],
        accounts=tuple(members[1:]),
        regions=tuple(dice.sample(("sa-east-1", "us-east-1", "us-east-2"), 2)),
        percent={**percent, "none": 0} if discounted else dict.fromkeys(TERMS, 0),
        invoicing_entity=dice.choice(("Amazon AWS Serviços Brasil Ltda.", "Amazon Web Services, Inc.")),
        late_tag="user_application",
    )


def _account_names() -> list[tuple[str, str, str, str]]:
    """Production of every workload first, then the other stages: the order is the size."""
    names = [(f"{w}-producao", team, unit, "producao") for w, team, unit in WORKLOADS[:4]]
    names += [(name, team, unit, "producao") for name, team, unit in PLATFORM[:1]]
    for suffix, environment in STAGES:
        for w, team, unit in WORKLOADS:
            entry = (f"{w}-{suffix}", team, unit, environment)
            if entry not in names:
                names.append(entry)
    names += [(name, team, unit, "producao") for name, team, unit in PLATFORM[1:]]
    names += [(f"sandbox-{team}", team, unit, "sandbox") for _, team, unit in WORKLOADS]
    return list(dict.fromkeys(names))


def _account_id(dice: random.Random) -> str:
    """Twelve digits, one in three with a leading zero: ids are text."""
    return f"{dice.choice((0, dice.randint(1, 9), dice.randint(1, 9)))}{dice.randrange(10**11):011d}"
