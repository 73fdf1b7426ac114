"""Operations: which resources exist, what is known of them, and whether the product is up."""

from dataclasses import dataclass

from finops_aws import __version__
from finops_aws.documents.catalogue import CatalogueDocument, catalogue_document
from finops_aws.documents.coverage import (
    CoverageDocument,
    CoverageRowDocument,
    coverage_document,
    coverage_table,
)
from finops_aws.documents.resources import ResourcesDocument, resources_document, resources_table
from finops_aws.documents.tables import Table
from finops_aws.domain.operations.resources import ResourcePage, ResourceQuestion, parse_resource_filter
from finops_aws.entrypoints.api.call import Call
from finops_aws.entrypoints.api.contexts.paging import PageDocument, page_within, paged
from finops_aws.entrypoints.api.endpoints import Context
from finops_aws.entrypoints.api.parameters import CoverageQuery, Query, ResourcesQuery

operations = Context("operations")
MOST_EXPORTED = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthDocument:
    """``has_ledger`` false: up, but no bill was ingested yet."""

    status: str
    version: str
    data_version: str
    has_ledger: bool


@operations.get("/health")
def health(asked: Query, call: Call) -> HealthDocument:
    """Whether the product answers, and the version of its data."""
    has_ledger = any(delivery.is_current for delivery in call.analysis.deliveries())
    return HealthDocument(
        status="ok", version=__version__, data_version=call.analysis.data_version(), has_ledger=has_ledger
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveragePage(CoverageDocument):
    """A page of the jobs; the counts are of the whole scan."""

    page: PageDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourcesPage(ResourcesDocument):
    """A page of the resources."""

    page: PageDocument


def _coverage_rows(asked: CoverageQuery, document: CoverageDocument) -> list[CoverageRowDocument]:
    return [
        row
        for row in document.rows
        if (not asked.status or row.status in asked.status)
        and (not asked.service or row.service in asked.service)
        and (not asked.region or row.region in asked.region)
        and not (asked.gaps and row.is_known)
    ]


def _coverage_table(asked: CoverageQuery, call: Call) -> Table:
    return coverage_table(_coverage_rows(asked, coverage_document(call.analysis.coverage())))


@operations.get("/coverage", table=_coverage_table)
def coverage(asked: CoverageQuery, call: Call) -> CoveragePage:
    """How each question to AWS ended, gaps first, with the dollars behind them."""
    document = coverage_document(call.analysis.coverage())
    rows, page = paged(_coverage_rows(asked, document), asked)
    return CoveragePage(
        is_whole=document.is_whole,
        by_status=document.by_status,
        unknown_spend=document.unknown_spend,
        rows=rows,
        page=page,
    )


def _resources(asked: ResourcesQuery, call: Call, *, limit: int, offset: int) -> ResourcePage:
    question = ResourceQuestion(
        filters=tuple(map(parse_resource_filter, asked.filters)),
        text=asked.search,
        order=asked.order,
        limit=limit,
        offset=offset,
    )
    return call.analysis.resources(question)


def _resources_table(asked: ResourcesQuery, call: Call) -> Table:
    return resources_table(resources_document(_resources(asked, call, limit=MOST_EXPORTED, offset=0)))


@operations.get("/resources", table=_resources_table)
def resources(asked: ResourcesQuery, call: Call) -> ResourcesPage:
    """The resources that exist, with their tags and what each cost in the last month held."""
    found = resources_document(_resources(asked, call, limit=asked.limit, offset=asked.offset))
    return ResourcesPage(
        total=found.total,
        counts=found.counts,
        cost_month=found.cost_month,
        scanned_at=found.scanned_at,
        resources=found.resources,
        page=page_within(found.total, asked),
    )


@operations.get("/catalog")
def catalog(asked: Query, call: Call) -> CatalogueDocument:
    """The AWS services that the product knows, how far it sees into each, and the spend none claims."""
    return catalogue_document(call.analysis.services(), call.analysis.unclaimed_spend())
