"""An item of an answer as a resource."""

from finops_aws.adapters.aws.access.paths import found, without_secrets
from finops_aws.adapters.aws.access.values import moment, text_at
from finops_aws.adapters.aws.inventory.listing import Item
from finops_aws.adapters.aws.inventory.questions import Question
from finops_aws.adapters.aws.inventory.tagging import inline_tags
from finops_aws.domain.operations.estate import Resource


def resource_of(item: Item, question: Question) -> Resource | None:
    """The item as a resource, its tags as the answer tells them; None when it has no id."""
    fields, job = question.row.fields, question.job
    identity = text_at(item, fields.id)
    if identity is None:
        return None
    return Resource(
        account=job.account,
        region=text_at(item, fields.region) or job.region,
        service=job.service,
        resource_type=job.resource_type,
        id=identity,
        arn=_arn(item, identity, question),
        name=text_at(item, fields.name),
        created=moment(found(fields.created, item)) if fields.created else None,
        state=text_at(item, fields.state),
        size=text_at(item, fields.size),
        instance_class=text_at(item, fields.class_),
        tags=inline_tags(question.row.tags, item),
        attributes=without_secrets({name: one for name, one in item.items() if name != "_parent" or one}),
    )


def _arn(item: Item, identity: str, question: Question) -> str | None:
    fields = question.row.fields
    if fields.arn or not fields.arn_template:
        return text_at(item, fields.arn)
    return fields.arn_template.format(
        partition=question.partition,
        region=question.region,
        account=question.job.account,
        id=identity,
        name=text_at(item, fields.name) or identity,
    )
