"""Visibility: what was spent, what changed, and how far the figures can be trusted."""

from finops_aws.documents.costs import comparison_document, cost_document
from finops_aws.documents.listings import (
    changes_table,
    checks_table,
    costs_table,
    deliveries_table,
    services_table,
)
from finops_aws.documents.overview import OverviewDocument, overview_document
from finops_aws.documents.reconciliation import ReconciliationDocument, reconciliation_document
from finops_aws.documents.services import service_documents
from finops_aws.documents.sources import SourcesDocument, sources_document
from finops_aws.domain.charge import CostMetric
from finops_aws.domain.visibility.costs import (
    DIMENSIONS,
    Comparison,
    CostAnswer,
    CostQuestion,
    Granularity,
    check_dimension,
    parse_filter,
)
from finops_aws.domain.visibility.delivery import missing_bills
from finops_aws.domain.visibility.overview import OverviewPart
from finops_aws.entrypoints.api.call import Call
from finops_aws.entrypoints.api.contexts.paging import paged
from finops_aws.entrypoints.api.contexts.visibility_answers import (
    ChangesPage,
    CostsPage,
    DimensionsDocument,
    DimensionValueDocument,
    DimensionValuesPage,
    ServicesPage,
)
from finops_aws.entrypoints.api.endpoints import Context
from finops_aws.entrypoints.api.parameters import (
    ChangesQuery,
    CostsQuery,
    DimensionValuesQuery,
    OverviewQuery,
    Query,
    RankedCostsQuery,
    ServicesQuery,
)

visibility = Context("visibility")
_EARLIER = {"month": 1, "year": 12}


@visibility.get("/overview")
def overview(asked: OverviewQuery, call: Call) -> OverviewDocument:
    """Where the last month held stands: its bill, how it moved, what is not known, how fresh it is."""
    parts = frozenset(asked.part or OverviewPart)
    return overview_document(call.analysis.overview(asked.metric, parts))


@visibility.get(
    "/costs", table=lambda asked, call: costs_table(call.analysis.costs(question_of(asked, call)))
)
def costs(asked: RankedCostsQuery, call: Call) -> CostsPage:
    """What was spent in a period, by group; amounts before credits and refunds, these two, and the sum."""
    document = cost_document(_answered(asked, call), top=asked.top)
    rows, page = paged(document.rows, asked)
    return CostsPage(
        question=document.question,
        data_version=document.data_version,
        rows=rows,
        others=document.others,
        totals=document.totals,
        gaps=document.gaps,
        page=page,
    )


@visibility.get("/changes", table=lambda asked, call: changes_table(_comparison(asked, call)))
def changes(asked: ChangesQuery, call: Call) -> ChangesPage:
    """What changed against an earlier period, largest absolute change first."""
    document = comparison_document(_comparison(asked, call))
    listed, page = paged(document.changes, asked)
    return ChangesPage(
        current=document.current.question,
        previous=document.previous.question,
        current_totals=document.current.totals,
        previous_totals=document.previous.totals,
        changes=listed,
        current_gaps=document.current.gaps,
        previous_gaps=document.previous.gaps,
        data_version=document.current.data_version,
        page=page,
    )


@visibility.get("/services", table=lambda asked, call: services_table(_by_service(asked, call)))
def services(asked: ServicesQuery, call: Call) -> ServicesPage:
    """The services of a period's bills, largest first; those the catalogue does not know say so."""
    answer = _by_service(asked, call)
    listed, page = paged(service_documents(answer), asked)
    return ServicesPage(services=listed, data_version=answer.data_version, page=page)


@visibility.get("/dimensions")
def dimensions(asked: Query, call: Call) -> DimensionsDocument:
    """What cost can be grouped and filtered by, and how it can be counted."""
    return DimensionsDocument(
        dimensions=list(DIMENSIONS),
        tags=list(call.analysis.tags()),
        metrics=list(CostMetric),
        granularities=list(Granularity),
    )


@visibility.get("/dimensions/{name}")
def dimension_values(asked: DimensionValuesQuery, call: Call) -> DimensionValuesPage:
    """The values of a dimension in a period, the costliest first."""
    check_dimension(asked.name)
    question = CostQuestion(
        period=call.analysis.period(asked.start, asked.end),
        by=(asked.name,),
        metric=asked.metric,
        granularity=Granularity.TOTAL,
    )
    wanted = asked.search.casefold()
    found = [
        DimensionValueDocument(row.keys[asked.name], row.currency, row.after_credits)
        for row in cost_document(call.analysis.costs(question)).rows
        if wanted in row.keys[asked.name].casefold()
    ]
    listed, page = paged(found, asked)
    return DimensionValuesPage(values=listed, page=page)


@visibility.get("/reconciliation", table=lambda asked, call: checks_table(_reconciled(call)))
def reconciliation(asked: Query, call: Call) -> ReconciliationDocument:
    """The identities that every bill must satisfy, each with what it left over."""
    return _reconciled(call)


@visibility.get("/sources", table=lambda asked, call: deliveries_table(_sources(call)))
def sources(asked: Query, call: Call) -> SourcesDocument:
    """The deliveries that the figures come from."""
    return _sources(call)


def question_of(asked: CostsQuery, call: Call) -> CostQuestion:
    return CostQuestion(
        period=call.analysis.period(asked.start, asked.end),
        by=tuple(asked.by),
        metric=asked.metric,
        granularity=asked.granularity,
        filters=tuple(parse_filter(text) for text in asked.filters),
        basis=asked.basis,
    )


def _answered(asked: CostsQuery, call: Call) -> CostAnswer:
    return call.analysis.costs(question_of(asked, call))


def _comparison(asked: ChangesQuery, call: Call) -> Comparison:
    question = question_of(asked, call)
    months = _EARLIER.get(asked.against)
    return call.analysis.compare_costs(question, question.period.months_before(months) if months else None)


def _by_service(asked: ServicesQuery, call: Call) -> CostAnswer:
    question = CostQuestion(
        period=call.analysis.period(asked.start, asked.end),
        by=("ServiceCategory", "ServiceName"),
        metric=asked.metric,
        granularity=Granularity.TOTAL,
        filters=tuple(parse_filter(text) for text in asked.filters),
    )
    return call.analysis.costs(question)


def _reconciled(call: Call) -> ReconciliationDocument:
    return reconciliation_document(call.analysis.reconcile(call.product.controls), text=call.text)


def _sources(call: Call) -> SourcesDocument:
    deliveries = call.analysis.deliveries()
    return sources_document(deliveries, missing_bills(deliveries), text=call.text)
