"""The resources that exist."""

from dataclasses import dataclass
from datetime import datetime

from finops_aws.documents.coverage import SpendDocument, costs_by_currency, spend_documents
from finops_aws.documents.tables import Cell, Table
from finops_aws.domain.operations.resources import FoundResource, ResourcePage


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceDocument:
    """One resource. ``tags`` null: they could not be read; {}: it has none.

    ``costs`` null: the bill of the month names no such resource, so its cost is not known. ``is_seen`` false:
    the last scan did not see it, because it could not look or because it is gone.
    """

    account: str
    region: str
    service: str
    resource_type: str
    id: str
    arn: str | None
    name: str | None
    created: datetime | None
    state: str | None
    size: str | None
    instance_class: str | None
    tags: dict[str, str] | None
    first_seen: datetime
    last_seen: datetime
    is_seen: bool
    costs: list[SpendDocument] | None


@dataclass(frozen=True, slots=True)
class CountDocument:
    """How many of the chosen resources are of the service in the account and region."""

    account: str
    region: str
    service: str
    resources: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourcesDocument:
    """A part of the list; ``total`` and ``counts`` are of all that was chosen."""

    total: int
    counts: list[CountDocument]
    cost_month: str | None
    scanned_at: datetime
    resources: list[ResourceDocument]


def resources_document(page: ResourcePage) -> ResourcesDocument:
    return ResourcesDocument(
        total=page.total,
        counts=[CountDocument(one.account, one.region, one.service, one.resources) for one in page.counts],
        cost_month=page.cost_month,
        scanned_at=page.scanned_at,
        resources=[resource_document(row, page.scanned_at) for row in page.rows],
    )


def resource_document(row: FoundResource, scanned_at: datetime) -> ResourceDocument:
    resource = row.resource
    return ResourceDocument(
        account=resource.account,
        region=resource.region,
        service=resource.service,
        resource_type=resource.resource_type,
        id=resource.id,
        arn=resource.arn,
        name=resource.name,
        created=resource.created,
        state=resource.state,
        size=resource.size,
        instance_class=resource.instance_class,
        tags=resource.tags,
        first_seen=row.first_seen,
        last_seen=row.last_seen,
        is_seen=row.last_seen >= scanned_at,
        costs=spend_documents(row.costs),
    )


def resources_table(document: ResourcesDocument) -> Table:
    """A row per resource and currency of its cost; tags in one cell, an empty cell is unknown."""
    columns = (
        *("account", "region", "service", "resource_type", "id", "arn", "name", "created", "state", "size"),
        *("instance_class", "tags", "first_seen", "last_seen", "is_seen", "currency", "cost"),
    )
    return Table(
        "resources",
        columns,
        [(*_cells(one), *cost) for one in document.resources for cost in costs_by_currency(one.costs)],
    )


def _cells(one: ResourceDocument) -> tuple[Cell, ...]:
    tags = (
        None if one.tags is None else "; ".join(f"{key}={value}" for key, value in sorted(one.tags.items()))
    )
    return (
        *(one.account, one.region, one.service, one.resource_type, one.id, one.arn, one.name, one.created),
        *(one.state, one.size, one.instance_class, tags, one.first_seen, one.last_seen, str(one.is_seen)),
    )
