"""Answers of visibility that exist over HTTP only: pages of a document."""

from dataclasses import dataclass

from finops_aws.documents.costs import ChangeDocument, CostDocument, CostRowDocument, QuestionDocument
from finops_aws.documents.figures import Amount
from finops_aws.documents.services import ServiceDocument
from finops_aws.documents.sources import GapDocument
from finops_aws.domain.charge import CostMetric
from finops_aws.domain.visibility.costs import Granularity
from finops_aws.entrypoints.api.contexts.paging import PageDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class CostsPage(CostDocument):
    """A page of an answer; ``others`` and ``totals`` are of the whole answer."""

    page: PageDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage:
    """A page of what changed, largest absolute change first; totals are of the whole answer."""

    current: QuestionDocument
    previous: QuestionDocument
    current_totals: list[CostRowDocument]
    previous_totals: list[CostRowDocument]
    changes: list[ChangeDocument]
    current_gaps: list[GapDocument]
    previous_gaps: list[GapDocument]
    data_version: str
    page: PageDocument


@dataclass(frozen=True, slots=True)
class ServicesPage:
    """A page of the services of a period."""

    services: list[ServiceDocument]
    data_version: str
    page: PageDocument


@dataclass(frozen=True, slots=True)
class DimensionsDocument:
    """What cost can be grouped and filtered by (``tags`` as ``tag:<key>``), and counted."""

    dimensions: list[str]
    tags: list[str]
    metrics: list[CostMetric]
    granularities: list[Granularity]


@dataclass(frozen=True, slots=True)
class DimensionValueDocument:
    """A value of a dimension and what it cost in the period."""

    value: str
    currency: str
    after_credits: Amount


@dataclass(frozen=True, slots=True)
class DimensionValuesPage:
    """A page of the values of a dimension, the costliest first."""

    values: list[DimensionValueDocument]
    page: PageDocument
