"""Plausible sandbox prices: the only place of the product that holds any, and only for the sandbox."""

import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

TICKS = 10**10
"""Money and quantities are counted in whole ticks of 10⁻¹⁰, so that sums are exact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A region, its name on the bill and the prefix of its usage types."""

    code: str
    name: str
    prefix: str


REGIONS = {
    "sa-east-1": Region(code="sa-east-1", name="South America (Sao Paulo)", prefix="SAE1-"),
    "us-east-1": Region(code="us-east-1", name="US East (N. Virginia)", prefix=""),
    "us-east-2": Region(code="us-east-2", name="US East (Ohio)", prefix="USE2-"),
}
UNPREFIXED = ("SA-DataTransfer", "Global-", "DNS-", "QS-", "Dollar", "Register", "ComputeSP:", "EC2SP:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """One thing AWS meters: a row of ``prices.csv``. ``terms`` names its negotiated discount."""

    key: str
    product_code: str
    product_name: str
    service_code: str
    family: str
    usage: str
    operation: str
    unit: str
    resource: str
    rate_br: Decimal
    rate_us: Decimal
    quantity: Decimal
    step: Decimal
    cadence: int
    profile: str
    weight: int
    terms: str
    category: str
    subcategory: str
    instance_type: str

    def rate(self, region: str) -> Decimal:
        return self.rate_br if region == "sa-east-1" else self.rate_us

    def usage_type(self, region: str) -> str:
        if self.usage.startswith(UNPREFIXED):
            return self.usage
        return REGIONS[region].prefix + self.usage


@cache
def prices() -> dict[str, Price]:
    """Read the table once, by key."""
    text = files(__package__).joinpath("prices.csv").read_text(encoding="utf-8")
    return {row["key"]: _price(row) for row in csv.DictReader(text.splitlines())}


def _price(row: dict[str, str]) -> Price:
    return Price(
        key=row["key"],
        product_code=row["product_code"],
        product_name=row["product_name"],
        service_code=row["service_code"],
        family=row["family"],
        usage=row["usage"],
        operation=row["operation"],
        unit=row["unit"],
        resource=row["resource"],
        rate_br=Decimal(row["rate_br"]),
        rate_us=Decimal(row["rate_us"]),
        quantity=Decimal(row["quantity"]),
        step=Decimal(row["step"]),
        cadence=int(row["cadence"]),
        profile=row["profile"],
        weight=int(row["weight"]),
        terms=row["terms"],
        category=row["category"],
        subcategory=row["subcategory"],
        instance_type=row["instance_type"],
    )


def ticks(amount: Decimal | str) -> int:
    """Turn an exact decimal into ticks; one with more than 10 decimals is a fault of the sandbox."""
    scaled = Decimal(amount).scaleb(10)
    whole = int(scaled)
    if whole != scaled:
        raise ArithmeticError(f"{amount} has more than 10 decimals")
    return whole


def decimal(amount: int) -> Decimal:
    """Turn ticks back into the exact decimal."""
    return Decimal(amount).scaleb(-10)
