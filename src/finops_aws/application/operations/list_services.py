"""List the services of the catalogue, and the spend that none of them claims."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from finops_aws.application.operations.show_coverage import known_spend
from finops_aws.application.ports import Catalog, CostStore
from finops_aws.domain.operations.coverage import Spend, added
from finops_aws.domain.service import ServiceProfile


@dataclass(frozen=True, slots=True)
class ServiceUse:
    """A service and what its product codes cost in the last bills; None when no bill is held.

    Product codes that several services share (AmazonEC2) count for each of them: never add these up.
    """

    service: ServiceProfile
    spend: Mapping[str, Decimal | None] | None


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """A product code of the bill that no service of the catalogue claims, and what it cost."""

    product_code: str
    spend: Mapping[str, Decimal | None]


def list_services(*, catalog: Catalog, costs: CostStore) -> Sequence[ServiceUse]:
    """Every service, by key."""
    spend = known_spend(costs)
    return tuple(
        ServiceUse(service, None if spend is None else _spent(spend, service.product_codes))
        for service in catalog.services()
    )


def unclaimed_spend(*, catalog: Catalog, costs: CostStore) -> Sequence[Unclaimed] | None:
    """Product codes without a service, largest cost first; None when no bill is held."""
    spend = known_spend(costs)
    if spend is None:
        return None
    claimed = {code for service in catalog.services() for code in service.product_codes}
    codes = sorted({code for _, code, _ in spend} - claimed)
    found = (Unclaimed(code, _spent(spend, {code})) for code in codes)
    return tuple(sorted(found, key=_by_size))


def _spent(spend: Spend, codes: Collection[str]) -> Mapping[str, Decimal | None]:
    return added(spend, [key for key in spend if key[1] in codes])


def _by_size(one: Unclaimed) -> tuple[Decimal, str]:
    amounts = (abs(amount) for amount in one.spend.values() if amount is not None)
    return -max(amounts, default=Decimal(0)), one.product_code
