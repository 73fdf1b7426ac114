"""Optimization: what wastes money, and what to do about it."""

from dataclasses import dataclass
from decimal import Decimal

from finops_aws.application.optimization.recommend import RecommendRequest
from finops_aws.documents.recommendations import (
    RecommendationsDocument,
    recommendations_document,
    recommendations_table,
)
from finops_aws.documents.tables import Table
from finops_aws.entrypoints.api.call import Call
from finops_aws.entrypoints.api.contexts.paging import PageDocument, paged
from finops_aws.entrypoints.api.endpoints import Context
from finops_aws.entrypoints.api.parameters import RecommendationsQuery

optimization = Context("optimization")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationsPage(RecommendationsDocument):
    """A page of the plan; totals and blind spots are of the whole."""

    page: PageDocument


def _recommendations(asked: RecommendationsQuery, call: Call) -> RecommendationsDocument:
    request = RecommendRequest(
        families=tuple(asked.family),
        checks=tuple(asked.check),
        accounts=tuple(asked.account),
        min_saving=Decimal(asked.min_saving),
    )
    return recommendations_document(call.analysis.recommend(request), call.lang)


def _recommendations_table(asked: RecommendationsQuery, call: Call) -> Table:
    return recommendations_table(_recommendations(asked, call))


@optimization.get("/recommendations", table=_recommendations_table)
def recommendations(asked: RecommendationsQuery, call: Call) -> RecommendationsPage:
    """What wastes money, at most once per resource, the largest saving first, with its evidence."""
    found = _recommendations(asked, call)
    rows, page = paged(found.recommendations, asked)
    return RecommendationsPage(
        start=found.start,
        end=found.end,
        totals=found.totals,
        recommendations=rows,
        blind=found.blind,
        page=page,
    )
