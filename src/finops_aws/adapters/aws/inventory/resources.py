"""An item of an answer as a resource."""

from datetime import UTC, datetime
from typing import Any

from finops_aws.adapters.aws.inventory.listing import Item
from finops_aws.adapters.aws.inventory.paths import found, without_secrets
from finops_aws.adapters.aws.inventory.questions import Question
from finops_aws.adapters.aws.inventory.tagging import inline_tags
from finops_aws.domain.operations.estate import Resource

_MILLISECONDS_FROM = 1e11
"""A moment beyond this many seconds lies in the year 5138: it is told in milliseconds."""


def resource_of(item: Item, question: Question) -> Resource | None:
    """The item as a resource, its tags as the answer tells them; None when it has no id."""
    fields, job = question.row.fields, question.job
    identity = _text(item, fields.id)
    if identity is None:
        return None
    return Resource(
        account=job.account,
        region=_text(item, fields.region) or job.region,
        service=job.service,
        resource_type=job.resource_type,
        id=identity,
        arn=_arn(item, identity, question),
        name=_text(item, fields.name),
        created=_moment(found(fields.created, item)) if fields.created else None,
        state=_text(item, fields.state),
        size=_text(item, fields.size),
        instance_class=_text(item, fields.class_),
        tags=inline_tags(question.row.tags, item),
        attributes=without_secrets({name: one for name, one in item.items() if name != "_parent"}),
    )


def _arn(item: Item, identity: str, question: Question) -> str | None:
    fields = question.row.fields
    if fields.arn or not fields.arn_template:
        return _text(item, fields.arn)
    return fields.arn_template.format(
        partition=question.partition,
        region=question.region,
        account=question.job.account,
        id=identity,
        name=_text(item, fields.name) or identity,
    )


def _text(item: Item, path: str | None) -> str | None:
    value = found(path, item) if path else None
    return None if value is None or isinstance(value, dict | list) else str(value)


def _moment(value: Any) -> datetime | None:
    """A moment (UTC) from what AWS gives: a datetime, seconds or milliseconds, or ISO text."""
    if isinstance(value, datetime):
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
    try:
        if isinstance(value, str) and not value.replace(".", "", 1).isdigit():
            return _moment(datetime.fromisoformat(value))
        seconds = float(value)
    except (TypeError, ValueError):
        return None
    return datetime.fromtimestamp(seconds / 1000 if seconds > _MILLISECONDS_FROM else seconds, tz=UTC)
