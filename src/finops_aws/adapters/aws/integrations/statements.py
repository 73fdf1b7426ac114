"""An item of an answer as advice, budget or measures."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from finops_aws.adapters.aws.access.paths import found, without_secrets
from finops_aws.adapters.aws.access.values import amount_at, moment, text_at
from finops_aws.adapters.aws.integrations.catalogue import (
    AdvicePaths,
    BudgetPaths,
    IntegrationQuestion,
    MeasurePaths,
)
from finops_aws.domain.operations.collected import Advice, Budget, Measure, Statement
from finops_aws.domain.operations.estate import Job

Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Origin:
    """Who says it, and of which account and region."""

    source: str
    account: str
    region: str


def statements_of(item: Item, question: IntegrationQuestion, *, job: Job) -> Iterator[Statement]:
    """What the item says, in the words of the domain."""
    if question.best is not None:
        item = {**item, "best": found(question.best, item)}
    origin = _Origin(
        source=f"{job.service}:{job.resource_type}",
        account=text_at(item, question.account) or job.account,
        region=text_at(item, question.region) or job.region,
    )
    if question.advice is not None:
        yield _advice(item, question.advice, origin)
    if question.budget is not None:
        yield _budget(item, question.budget, origin)
    if question.measures is not None:
        yield from _measures(item, question.measures, origin)


def _verbatim(item: Item) -> dict[str, Any]:
    kept: dict[str, Any] = without_secrets({name: one for name, one in item.items() if name != "best"})
    return kept


def _advice(item: Item, paths: AdvicePaths, origin: _Origin) -> Advice:
    return Advice(
        source=origin.source,
        account=origin.account,
        region=origin.region,
        resource_id=text_at(item, paths.resource_id),
        resource_arn=text_at(item, paths.resource_arn),
        subject=text_at(item, paths.subject),
        finding=text_at(item, paths.finding),
        action=text_at(item, paths.action),
        monthly_saving=amount_at(item, paths.monthly_saving),
        currency=text_at(item, paths.currency),
        as_of=moment(found(paths.as_of, item)) if paths.as_of else None,
        attributes=_verbatim(item),
    )


def _budget(item: Item, paths: BudgetPaths, origin: _Origin) -> Budget:
    return Budget(
        account=origin.account,
        name=text_at(item, paths.name) or "",
        kind=text_at(item, paths.kind) or "",
        time_unit=text_at(item, paths.time_unit) or "",
        unit=text_at(item, paths.unit),
        limit=amount_at(item, paths.limit),
        actual=amount_at(item, paths.actual),
        forecast=amount_at(item, paths.forecast),
        attributes=_verbatim(item),
    )


def _measures(item: Item, paths: MeasurePaths, origin: _Origin) -> Iterator[Measure]:
    for name, value in paths.values.items():
        yield Measure(
            source=origin.source,
            account=origin.account,
            region=origin.region,
            subject=text_at(item, paths.subject) or "",
            name=name,
            start=moment(found(paths.start, item)) if paths.start else None,
            end=moment(found(paths.end, item)) if paths.end else None,
            value=amount_at(item, value.path),
            unit=value.unit or text_at(item, value.unit_path),
            attributes=_verbatim(item),
        )
