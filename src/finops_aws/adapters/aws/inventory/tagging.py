"""The tags of resources: from the answer itself, from the region's sweep, or from an operation."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from finops_aws.adapters.aws.inventory.catalogue import Tags
from finops_aws.adapters.aws.inventory.endings import Failure
from finops_aws.adapters.aws.inventory.listing import Item, at_once
from finops_aws.adapters.aws.inventory.paths import found
from finops_aws.adapters.aws.inventory.questions import Question
from finops_aws.adapters.aws.inventory.tag_map import tag_map
from finops_aws.adapters.aws.inventory.tag_sweep import Swept, TagSweep
from finops_aws.domain.operations.estate import GLOBAL, Resource

Seen = tuple[Item, Resource]


def inline_tags(tags: Tags | str, item: Item) -> dict[str, str] | None:
    """The tags that lie in the item itself; None when they have to be asked for elsewhere."""
    if isinstance(tags, str) or tags.inline is None:
        return None
    return tag_map(found(tags.inline, item), key=tags.key, value=tags.value)


def tagged(seen: Sequence[Seen], question: Question, *, sweep: TagSweep) -> list[Resource]:
    """The resources with their tags; tags that could not be read stay None."""
    tags = question.row.tags
    resources = [resource for _, resource in seen]
    if tags == "none" or not resources or (isinstance(tags, Tags) and tags.inline is not None):
        return resources
    if not isinstance(tags, Tags) or tags.prefer == "rgta":
        regions = {_region(resource, question) for resource in resources}
        swept = {region: sweep.tags(question.job.account, region) for region in regions}
        if not isinstance(tags, Tags) or None not in swept.values():
            return [_with_swept(one, swept[_region(one, question)]) for one in resources]
    own = at_once(lambda item: _asked(tags, item, question), [item for item, _ in seen])
    return [replace(resource, tags=found) for resource, found in zip(resources, own, strict=True)]


def _asked(tags: Tags, item: Item, question: Question) -> dict[str, str] | None:
    try:
        answer: Any = question.caller.call(tags.op or "", {tags.param or "": found(tags.of or "", item)})
    except Failure:
        return None
    return tag_map(found(tags.path or "Tags", answer), key=tags.key, value=tags.value)


def _region(resource: Resource, question: Question) -> str:
    """The region whose sweep tells of the resource: a bucket's own, though all are listed in one."""
    return question.region if resource.region == GLOBAL else resource.region


def _with_swept(resource: Resource, swept: Swept) -> Resource:
    """The sweep lists what is or was tagged: what it does not list has no tags, if its ARN is known."""
    if swept is None or resource.arn is None:
        return resource
    return replace(resource, tags=swept.get(resource.arn, {}))
