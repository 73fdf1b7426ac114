"""Operations, second part: how much is used, what AWS advises, and its budgets."""

from dataclasses import dataclass

from finops_aws.documents.advice import (
    AdviceDocument,
    AdviceListDocument,
    BudgetsDocument,
    advice_documents,
    advice_table,
    budgets_document,
    budgets_table,
)
from finops_aws.documents.measures import MeasureDocument, measure_documents, measures_table
from finops_aws.documents.tables import Table
from finops_aws.documents.usage import (
    QuantitiesDocument,
    UsageDocument,
    quantities_document,
    quantities_table,
    usage_document,
    usage_table,
)
from finops_aws.domain.operations.usage import QuantityQuestion, UsageQuestion
from finops_aws.domain.period import Period, parse_day
from finops_aws.entrypoints.api.call import Call
from finops_aws.entrypoints.api.contexts.operations import MOST_EXPORTED, operations
from finops_aws.entrypoints.api.contexts.paging import PageDocument, page_within, paged
from finops_aws.entrypoints.api.parameters import AdviceQuery, QuantitiesQuery, Query, UsageQuery
from finops_aws.errors import InvalidParameter

__all__ = ["operations"]

LONGEST_DAYS = 92
"""A value per day and row: more would make an answer that nobody reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UsagePage(UsageDocument):
    """A page of the rows."""

    page: PageDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantitiesPage(QuantitiesDocument):
    """A page of the rows."""

    page: PageDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvicePage:
    """A page of the advice, largest saving first; several may mean one resource: never add them up."""

    total: int
    rows: list[AdviceDocument]
    page: PageDocument


def _period(start: str | None, end: str | None) -> Period | None:
    if start is None and end is None:
        return None
    if start is None or end is None:
        raise InvalidParameter(name="from", value=str(start or end), reason="from and to belong together")
    period = Period(parse_day(start), parse_day(end))
    if period.days > LONGEST_DAYS:
        raise InvalidParameter(name="to", value=end, reason=f"a period has {LONGEST_DAYS} days at most")
    return period


def _usage(asked: UsageQuery, call: Call, *, limit: int, offset: int) -> UsageDocument:
    question = UsageQuestion(
        period=_period(asked.start, asked.end),
        accounts=tuple(asked.account),
        regions=tuple(asked.region),
        services=tuple(asked.service),
        metrics=tuple(asked.metric),
        resources=tuple(asked.resource),
        text=asked.search,
        order=asked.order,
        limit=limit,
        offset=offset,
    )
    return usage_document(call.analysis.usage(question))


def _usage_table(asked: UsageQuery, call: Call) -> Table:
    return usage_table(_usage(asked, call, limit=MOST_EXPORTED, offset=0))


@operations.get("/usage", table=_usage_table)
def usage(asked: UsageQuery, call: Call) -> UsagePage:
    """How much resources are used: each statistic of each metric, with its days."""
    found = _usage(asked, call, limit=asked.limit, offset=asked.offset)
    return UsagePage(
        days=found.days,
        total=found.total,
        resources=found.resources,
        until=found.until,
        rows=found.rows,
        page=page_within(found.total, asked),
    )


def _quantities(asked: QuantitiesQuery, call: Call, *, limit: int, offset: int) -> QuantitiesDocument:
    question = QuantityQuestion(
        period=_period(asked.start, asked.end) or call.analysis.recent_days(),
        by=asked.by,
        services=tuple(asked.service),
        accounts=tuple(asked.account),
        limit=limit,
        offset=offset,
    )
    return quantities_document(call.analysis.quantities(question))


def _quantities_table(asked: QuantitiesQuery, call: Call) -> Table:
    return quantities_table(_quantities(asked, call, limit=MOST_EXPORTED, offset=0))


@operations.get("/quantities", table=_quantities_table)
def quantities(asked: QuantitiesQuery, call: Call) -> QuantitiesPage:
    """What the bill says was consumed, by day, the most expensive first."""
    found = _quantities(asked, call, limit=asked.limit, offset=asked.offset)
    return QuantitiesPage(
        days=found.days, total=found.total, rows=found.rows, page=page_within(found.total, asked)
    )


def _advice(asked: AdviceQuery, call: Call) -> AdviceListDocument:
    chosen = [
        one
        for one in call.analysis.advice()
        if (not asked.source or one.source.partition(":")[0] in asked.source)
        and (not asked.account or one.account in asked.account)
    ]
    return AdviceListDocument(len(chosen), advice_documents(chosen))


def _advice_table(asked: AdviceQuery, call: Call) -> Table:
    return advice_table(_advice(asked, call).rows)


@operations.get("/advice", table=_advice_table)
def advice(asked: AdviceQuery, call: Call) -> AdvicePage:
    """What AWS's own advisors say, verbatim and dated."""
    found = _advice(asked, call)
    rows, page = paged(found.rows, asked)
    return AdvicePage(total=found.total, rows=rows, page=page)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuresPage:
    """A page of the figures."""

    rows: list[MeasureDocument]
    page: PageDocument


def _measures(asked: AdviceQuery, call: Call) -> list[MeasureDocument]:
    return [
        one
        for one in measure_documents(call.analysis.measures())
        if (not asked.source or one.source.partition(":")[0] in asked.source)
        and (not asked.account or one.account in asked.account)
    ]


def _measures_table(asked: AdviceQuery, call: Call) -> Table:
    return measures_table(_measures(asked, call))


@operations.get("/measures", table=_measures_table)
def measures(asked: AdviceQuery, call: Call) -> MeasuresPage:
    """What AWS computed of commitments, anomalies and forecasts, as it said it."""
    rows, page = paged(_measures(asked, call), asked)
    return MeasuresPage(rows=rows, page=page)


def _budgets_table(asked: Query, call: Call) -> Table:
    return budgets_table(budgets_document(call.analysis.budgets()))


@operations.get("/budgets", table=_budgets_table)
def budgets(asked: Query, call: Call) -> BudgetsDocument:
    """The budgets that are kept in AWS."""
    return budgets_document(call.analysis.budgets())
