"""The services that the product knows."""

from collections.abc import Sequence
from dataclasses import dataclass

from finops_aws.application.operations.list_services import ServiceUse, Unclaimed
from finops_aws.documents.coverage import SpendDocument, spend_documents
from finops_aws.domain.service import Depth


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownServiceDocument:
    """One service: how far the product sees into it, and what it cost in the last two bills.

    ``billing_confidence`` tells whether the names it is billed under were seen in public bills or guessed.
    """

    key: str
    name: str
    group: str
    focus_category: str
    scope: str
    depths: list[Depth]
    resource_types: list[str]
    product_codes: list[str]
    billing_confidence: str | None
    lifecycle: str | None
    spend: list[SpendDocument] | None


@dataclass(frozen=True, slots=True)
class DepthCount:
    """How many services are seen that far."""

    depth: Depth
    services: int


@dataclass(frozen=True, slots=True)
class UnclaimedDocument:
    """A product code of the bill that no service claims."""

    product_code: str
    spend: list[SpendDocument]


@dataclass(frozen=True, slots=True)
class CatalogueDocument:
    """Every service known, how many are seen how far, and the spend that none of them claims.

    ``unmapped`` is null when no bill is held.
    """

    depths: list[DepthCount]
    services: list[KnownServiceDocument]
    unmapped: list[UnclaimedDocument] | None


def catalogue_document(
    uses: Sequence[ServiceUse], unclaimed: Sequence[Unclaimed] | None
) -> CatalogueDocument:
    return CatalogueDocument(
        [DepthCount(depth, sum(depth in use.service.depths for use in uses)) for depth in Depth],
        [_service(use) for use in uses],
        None if unclaimed is None else unclaimed_documents(unclaimed),
    )


def unclaimed_documents(unclaimed: Sequence[Unclaimed]) -> list[UnclaimedDocument]:
    return [UnclaimedDocument(one.product_code, spend_documents(one.spend) or []) for one in unclaimed]


def _service(use: ServiceUse) -> KnownServiceDocument:
    service = use.service
    seen = {name.is_seen for name in service.billing if name.product_code}
    return KnownServiceDocument(
        key=service.key,
        name=service.name,
        group=service.group,
        focus_category=service.focus_category,
        scope="global" if service.is_global else "regional",
        depths=list(service.depths),
        resource_types=list(service.resource_types),
        product_codes=sorted(service.product_codes),
        billing_confidence=None if not seen else ("seen" if seen == {True} else "guess"),
        lifecycle=service.lifecycle,
        spend=spend_documents(use.spend),
    )
