"""Optimization: what wastes money, what to do about it, what was decided, and what that has saved."""

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from finops_aws.application.optimization.decide import DecideRequest
from finops_aws.application.optimization.recommend import RecommendRequest
from finops_aws.documents.decisions import (
    ChecksDocument,
    DecidedDocument,
    RealizedSavingsDocument,
    checks_document,
    decided_document,
    realized_document,
    realized_table,
)
from finops_aws.documents.recommendations import (
    RecommendationsDocument,
    recommendations_document,
    recommendations_table,
)
from finops_aws.documents.tables import Table
from finops_aws.domain.optimization.decisions import Choice
from finops_aws.entrypoints.api.call import Call
from finops_aws.entrypoints.api.contexts.paging import PageDocument, paged
from finops_aws.entrypoints.api.endpoints import Context
from finops_aws.entrypoints.api.parameters import DecisionsBody, Query, RecommendationsQuery

optimization = Context("optimization")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationsPage(RecommendationsDocument):
    """A page of the plan; totals, what is not in the plan, and blind spots are of the whole."""

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
    """What wastes money and what to do about it, best first, with the evidence for each."""
    found = _recommendations(asked, call)
    rows, page = paged(found.recommendations, asked)
    whole: dict[str, Any] = {one.name: getattr(found, one.name) for one in fields(found)}
    return RecommendationsPage(**{**whole, "recommendations": rows}, page=page)


@optimization.get("/checks")
def checks(_asked: Query, call: Call) -> ChecksDocument:
    """Every check: when it last looked, at how many resources, what it found, and where it could not see."""
    return checks_document(call.analysis.recommend(RecommendRequest()), call.lang)


@optimization.post("/decisions")
def decisions(asked: DecisionsBody, call: Call) -> DecidedDocument:
    """Accept, snooze or dismiss recommendations, or take that back; tells what held before."""
    request = DecideRequest(
        recommendations=tuple(dict.fromkeys(asked.recommendations)),
        choice=None if asked.decision == "none" else Choice(asked.decision),
        reason=asked.reason,
        until=asked.until,
    )
    return decided_document(call.analysis.decide(request))


def _savings(_asked: Query, call: Call) -> RealizedSavingsDocument:
    return realized_document(call.analysis.realized_savings(), call.lang)


def _savings_table(asked: Query, call: Call) -> Table:
    return realized_table(_savings(asked, call))


@optimization.get("/savings", table=_savings_table)
def savings(asked: Query, call: Call) -> RealizedSavingsDocument:
    """What accepted recommendations have saved, by the bill, with an interval."""
    return _savings(asked, call)
