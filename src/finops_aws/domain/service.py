"""AWS services as the catalogue knows them."""

from dataclasses import dataclass
from enum import StrEnum


class Depth(StrEnum):
    """What can be said of a service, each a step further than the one before."""

    COST = "cost"
    INVENTORY = "inventory"
    TAGS = "tags"
    METRICS = "metrics"
    CHECKS = "checks"


@dataclass(frozen=True, slots=True)
class BillingName:
    """How the bill calls a service; ``is_seen`` tells that the name was seen in public bills, not guessed."""

    product_code: str | None
    cost_explorer: str | None
    is_seen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceProfile:
    """One billed AWS service; ``home`` is the region in which a global service answers."""

    key: str
    name: str
    group: str
    focus_category: str
    home: str | None
    billing: tuple[BillingName, ...]
    resource_types: tuple[str, ...]
    depths: tuple[Depth, ...]
    actions: tuple[str, ...]
    lifecycle: str | None = None

    @property
    def is_global(self) -> bool:
        return self.home is not None

    @property
    def product_codes(self) -> frozenset[str]:
        return frozenset(name.product_code for name in self.billing if name.product_code)
