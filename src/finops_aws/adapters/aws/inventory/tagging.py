"""The tags of resources: from the answer itself, from the region's sweep, or from an operation."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from finops_aws.adapters.aws.access.endings import Failure
from finops_aws.adapters.aws.access.paths import found
from finops_aws.adapters.aws.inventory.catalogue import Tags
from finops_aws.adapters.aws.inventory.listing import Item, at_once
from finops_aws.adapters.aws.inventory.questions import Question
from finops_aws.adapters.aws.inventory.tag_map import tag_map
from finops_aws.adapters.aws.inventory.tag_sweep import Swept, TagSweep
from finops_aws.domain.operations.estate import GLOBAL, Resource

Seen = tuple[Item, Resource]
_NO_TAGS = ("NoSuchTagSet", "NoSuchTagSetError")
"""S3's way to say that a bucket has no tags."""


def inline_tags(tags: Tags | str, item: Item) -> dict[str, str] | None:
    """The tags that lie in the item itself; None when they have to be asked for elsewhere."""
    if isinstance(tags, str) or tags.inline is None:
        return None
    return tag_map(found(tags.inline, item), key=tags.key, value=tags.value)


def tagged(
    seen: Sequence[Seen], question: Question, *, sweep: TagSweep
) -> tuple[list[Resource], Failure | None]:
    """The resources with their tags, and why some could not be read: those stay None."""
    tags = question.row.tags
    resources = [resource for _, resource in seen]
    if tags == "none" or not resources or (isinstance(tags, Tags) and tags.inline is not None):
        return resources, None
    if not isinstance(tags, Tags) or tags.prefer == "rgta":
        regions = {_region(resource, question) for resource in resources}
        swept = {region: sweep.tags(question.job.account, region) for region in regions}
        failures = [one for one in swept.values() if isinstance(one, Failure)]
        if not isinstance(tags, Tags) or not failures:
            told = [_with_swept(one, swept[_region(one, question)]) for one in resources]
            return told, next(iter(failures), None)
    own = at_once(lambda item: _asked(tags, item, question), [item for item, _ in seen])
    pairs = list(zip(resources, own, strict=True))
    told = [one if isinstance(found, Failure) else replace(one, tags=found) for one, found in pairs]
    return told, next((found for found in own if isinstance(found, Failure)), None)


def _asked(tags: Tags, item: Item, question: Question) -> dict[str, str] | Failure:
    try:
        answer: Any = question.caller.call(tags.op or "", {tags.param or "": found(tags.of or "", item)})
    except Failure as failure:
        return {} if failure.code in _NO_TAGS else failure
    return tag_map(found(tags.path or "Tags", answer), key=tags.key, value=tags.value)


def _region(resource: Resource, question: Question) -> str:
    """The region whose sweep tells of the resource: a bucket's own, though all are listed in one."""
    return question.region if resource.region == GLOBAL else resource.region


def _with_swept(resource: Resource, swept: Swept) -> Resource:
    """The sweep lists what is or was tagged: what it does not list has no tags, if its ARN is known."""
    if isinstance(swept, Failure) or resource.arn is None:
        return resource
    return replace(resource, tags=swept.get(resource.arn, {}))
