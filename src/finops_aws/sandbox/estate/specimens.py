"""What AWS and CloudWatch tell of specimens, and the truth about them."""

from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Any

from finops_aws.sandbox.estate.plants import Plant
from finops_aws.sandbox.estate.shape import Item, pairs
from finops_aws.sandbox.estate.sizes import cents
from finops_aws.sandbox.estate.spans import Calendar, Life
from finops_aws.sandbox.estate.things import Thing
from finops_aws.sandbox.server import Place, Records
from finops_aws.sandbox.specimens.garden import RESOURCE, Planted


def put_specimen(records: Records, one: Planted) -> None:
    """Let the AWS operations tell of it."""
    for told in one.specimen.told:
        place = Place(one.account.id, told.region or one.region, told.client)
        if told.output is None:
            records.put_items(place, told.operation, items=[told.item])
        else:
            records.put_output(place, told.operation, output=dict(told.output), when=told.when)
    if one.specimen.tags:
        tagged: Item = {"ResourceARN": one.specimen.arn, "Tags": pairs(one.specimen.tags)}
        sweep = Place(one.account.id, one.region, "resourcegroupstaggingapi")
        records.put_items(sweep, "GetResources", items=[tagged])


def told_items(planted: Iterable[Planted], *, client: str, operation: str) -> Iterator[tuple[Place, Any]]:
    """What specimens tell through this operation, and where."""
    for one in planted:
        for told in one.specimen.told:
            if (told.client, told.operation) == (client, operation) and told.output is None:
                yield Place(one.account.id, told.region or one.region, client), told.item


def planted_things(one: Planted, calendar: Calendar) -> Iterator[Thing]:
    """A thing per set of dimensions that the specimen has metrics under."""
    specimen = one.specimen
    created = specimen.created or calendar.epoch
    life = Life(calendar=calendar, birth=calendar.hour(created), death=calendar.end_hour, running=None)
    for readings in specimen.readings:
        yield Thing(
            kind=RESOURCE,
            resource_id=specimen.resource_id,
            account=one.account.id,
            region=one.region,
            zone=None,
            instance_class="",
            usage=(),
            created=created,
            is_running=True,
            tags=dict(specimen.tags),
            life=life,
            facts=MappingProxyType({"readings": readings}),
        )


def told_truth(one: Planted) -> Plant:
    """What was planted, and what its waste costs a month."""
    is_decoy = one.differs_in is not None
    saving = None if is_decoy else one.specimen.monthly_saving
    return Plant(
        kind=one.kind,
        resource_id=one.specimen.resource_id,
        arn=one.specimen.arn,
        account=one.account.id,
        region=one.region,
        is_decoy=is_decoy,
        differs_in=one.differs_in,
        monthly_saving=None if saving is None else cents(saving),
    )
