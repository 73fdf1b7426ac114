"""Costs and their changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from finops_aws.documents.figures import Amount, exact
from finops_aws.documents.sources import GapDocument, gap_documents
from finops_aws.domain.charge import CostMetric
from finops_aws.domain.visibility.costs import (
    Basis,
    Comparison,
    CostAnswer,
    CostChange,
    CostQuestion,
    CostRow,
    Filter,
    Granularity,
)


@dataclass(frozen=True, slots=True)
class FilterDocument:
    """Only charges whose dimension has one of the values or, negated, none of them."""

    dimension: str
    values: list[str]
    negated: bool


@dataclass(frozen=True, slots=True)
class CostRowDocument:
    """One group in one bucket; ``bucket`` is its first day, null for the whole period."""

    bucket: date | None
    keys: dict[str, str]
    currency: str
    gross: Amount
    credits: Amount
    refunds: Amount
    after_credits: Amount


@dataclass(frozen=True, slots=True)
class OthersDocument:
    """What the groups that are not listed add up to, in one bucket and currency."""

    bucket: date | None
    groups: int
    currency: str
    gross: Amount
    credits: Amount
    refunds: Amount
    after_credits: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionDocument:
    """What was asked; ``basis`` says whether months of bills or days of charges were taken."""

    start: date
    end: date
    basis: Basis
    metric: CostMetric
    granularity: Granularity
    by: list[str]
    filters: list[FilterDocument]


@dataclass(frozen=True, slots=True, kw_only=True)
class CostDocument:
    """An answer: its question, its rows and one total per currency (currencies are never added).

    ``gaps`` names the bills that the period needs and that are not held: with any, the answer is partial.
    """

    question: QuestionDocument
    data_version: str
    rows: list[CostRowDocument]
    others: list[OthersDocument]
    totals: list[CostRowDocument]
    gaps: list[GapDocument]


@dataclass(frozen=True, slots=True)
class ChangeDocument:
    """How a group moved: ``difference`` is current − previous; ``ratio`` is null where there was nothing."""

    keys: dict[str, str]
    currency: str
    previous: Amount
    current: Amount
    difference: Amount
    ratio: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonDocument:
    """Two periods and what changed between them, largest absolute change first."""

    current: CostDocument
    previous: CostDocument
    changes: list[ChangeDocument]


def cost_document(answer: CostAnswer, *, top: int | None = None) -> CostDocument:
    """The answer; with ``top``, all groups but the largest are added up in ``others``."""
    rows, others = (answer.rows, ()) if top is None else answer.largest(top)
    by = answer.question.by
    return CostDocument(
        question=question_document(answer.question),
        data_version=answer.data_version,
        rows=[_row(by, row) for row in rows],
        others=[
            OthersDocument(other.row.bucket, other.groups, other.row.currency, *_amounts(other.row))
            for other in others
        ],
        totals=[_row((), row) for row in answer.totals()],
        gaps=gap_documents(answer.gaps),
    )


def comparison_document(comparison: Comparison) -> ComparisonDocument:
    by = comparison.current.question.by
    return ComparisonDocument(
        current=cost_document(comparison.current),
        previous=cost_document(comparison.previous),
        changes=change_documents(comparison.changes, by),
    )


def change_documents(changes: Sequence[CostChange], by: tuple[str, ...]) -> list[ChangeDocument]:
    return [
        ChangeDocument(
            keys=dict(zip(by, change.keys, strict=True)),
            currency=change.currency,
            previous=exact(change.previous),
            current=exact(change.current),
            difference=exact(change.difference),
            ratio=change.ratio,
        )
        for change in changes
    ]


def question_document(question: CostQuestion) -> QuestionDocument:
    return QuestionDocument(
        start=question.period.start,
        end=question.period.end,
        basis=question.counted_by,
        metric=question.metric,
        granularity=question.granularity,
        by=list(question.by),
        filters=[filter_document(one) for one in question.filters],
    )


def filter_document(one: Filter) -> FilterDocument:
    return FilterDocument(one.dimension, list(one.values), one.negated)


def _row(by: tuple[str, ...], row: CostRow) -> CostRowDocument:
    keys = dict(zip(by, row.keys, strict=True)) if by else {}
    return CostRowDocument(row.bucket, keys, row.currency, *_amounts(row))


def _amounts(row: CostRow) -> tuple[Amount, Amount, Amount, Amount]:
    return exact(row.gross), exact(row.credits), exact(row.refunds), exact(row.after_credits)
