"""From the plan of a bill to what the AWS APIs answer about its company."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from finops_aws.sandbox.company import Account
from finops_aws.sandbox.estate.cloudwatch import put_cloudwatch
from finops_aws.sandbox.estate.data_shapes import domain_status
from finops_aws.sandbox.estate.links import linked
from finops_aws.sandbox.estate.plants import Plant, planted
from finops_aws.sandbox.estate.shape import Item, pairs
from finops_aws.sandbox.estate.shapes import SHAPES
from finops_aws.sandbox.estate.specimens import planted_things, put_specimen, told_items, told_truth
from finops_aws.sandbox.estate.things import Thing, arn_of, calendar_of, things
from finops_aws.sandbox.plan import plan
from finops_aws.sandbox.request import BillRequest
from finops_aws.sandbox.server import Place, Records
from finops_aws.sandbox.server.calls import Call
from finops_aws.sandbox.specimens.garden import Planted

REGIONS = (
    *("ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1"),
    *("ap-southeast-2", "ca-central-1", "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2"),
    *("eu-west-3", "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2"),
)
"""The regions that are on in every account without opting in."""

OFF = "af-south-1"
HOME = "us-east-1"
PUBLISHER = "099720109477"
"""The account whose public snapshots anybody sees who does not ask for the own ones."""

FOREIGN_SNAPSHOTS = 3


@dataclass(frozen=True, slots=True)
class CompanyEstate:
    """What the sandbox answers, the things behind it, and the truth about what is wasted among them.

    ``missing_kinds`` are the kinds of waste of which the company has fewer than two plants or two decoys.
    """

    records: Records
    payer: Account
    accounts: tuple[Account, ...]
    things: tuple[Thing, ...]
    truth: tuple[Plant, ...] = ()
    missing_kinds: tuple[str, ...] = ()


def company_estate(request: BillRequest) -> CompanyEstate:
    """The estate of the company that the request's bill is of; its first payer's."""
    made = plan(request, seed=request.seed)
    company = made.company
    planting = planted(linked(things(made, seed=request.seed)), seed=request.seed)
    found = planting.things
    records = Records()
    for thing in found:
        _put(records, thing)
    _put_wholes(records, found, made.garden.planted)
    answer = _domains(found, made.garden.planted)
    records.compute("opensearch", "DescribeDomains", answer=answer)
    calendar = calendar_of(made, seed=request.seed)
    specimens = tuple(part for one in made.garden.planted for part in planted_things(one, calendar))
    for one in made.garden.planted:
        put_specimen(records, one)
    put_cloudwatch(records, (*found, *specimens), until=calendar.until)
    accounts = (company.payer, *company.accounts)
    for account in accounts:
        _put_places(records, account.id)
    _put_organization(records, company.payer, accounts)
    truth = planting.truth + tuple(map(told_truth, made.garden.planted))
    return CompanyEstate(records, company.payer, accounts, found, truth, planting.missing)


def _put(records: Records, thing: Thing) -> None:
    shape = SHAPES[thing.kind]
    region = HOME if shape.is_global else thing.region
    place = Place(thing.account, region, shape.client)
    if shape.whole is None:
        records.put_items(place, shape.operation, items=[shape.item(thing)])
    for detail in shape.details:
        records.put_output(place, detail.operation, output=detail.output(thing), when=detail.when(thing))
    if thing.tags:
        tagged: Item = {"ResourceARN": arn_of(thing), "Tags": pairs(thing.tags)}
        sweep = Place(
            thing.account,
            HOME if thing.kind in ("distribution", "zone") else thing.region,
            "resourcegroupstaggingapi",
        )
        records.put_items(sweep, "GetResources", items=[tagged])


def _put_wholes(records: Records, found: Sequence[Thing], specimens: Sequence[Planted]) -> None:
    """The lists that come in more than one form at once."""
    places: dict[tuple[str, Place], list[Item]] = {}
    for thing in found:
        shape = SHAPES[thing.kind]
        if shape.whole is not None:
            place = Place(thing.account, thing.region, shape.client)
            places.setdefault((thing.kind, place), []).append(shape.item(thing))
    for kind, shape in SHAPES.items():
        if shape.whole is not None:
            for place, item in told_items(specimens, client=shape.client, operation=shape.operation):
                places.setdefault((kind, place), []).append(item)
    for (kind, place), items in places.items():
        whole = SHAPES[kind].whole
        if whole is not None:
            records.put_output(place, SHAPES[kind].operation, output=whole(items))


def _domains(found: Iterable[Thing], specimens: Iterable[Planted]) -> Callable[[Call], Item]:
    """DescribeDomains: those of the names asked for that are there."""
    known = {
        (thing.account, thing.region, thing.name): domain_status(thing)
        for thing in found
        if thing.kind == "domain"
    }
    for place, status in told_items(specimens, client="opensearch", operation="DescribeDomains"):
        known[place.account, place.region, status["DomainName"]] = status

    def answer(call: Call) -> Item:
        here = (call.place.account, call.place.region)
        names = call.parameters.get("DomainNames") or ()
        return {"DomainStatusList": [known[*here, name] for name in names if (*here, name) in known]}

    return answer


def _put_places(records: Records, account: str) -> None:
    """The regions of an account, and snapshots that others share with everybody."""
    names = [
        *({"RegionName": name, "OptInStatus": "opt-in-not-required"} for name in REGIONS),
        {"RegionName": OFF, "OptInStatus": "not-opted-in"},
    ]
    for region in REGIONS:
        place = Place(account, region, "ec2")
        records.put_items(place, "DescribeRegions", items=names)
        records.put_items(
            place, "DescribeSnapshots", items=[_foreign(n, region) for n in range(FOREIGN_SNAPSHOTS)]
        )


def _foreign(number: int, region: str) -> Item:
    made = f"{number + sum(map(ord, region)):017x}"
    return {
        "SnapshotId": f"snap-{made}",
        "OwnerId": PUBLISHER,
        "VolumeId": f"vol-{made}",
        "VolumeSize": 8,
        "StartTime": "2024-03-01T00:00:00Z",
        "State": "completed",
        "StorageTier": "standard",
    }


def _put_organization(records: Records, payer: Account, accounts: Sequence[Account]) -> None:
    members = [
        {
            "Id": account.id,
            "Name": account.name,
            "Arn": f"arn:aws:organizations::{payer.id}:account/o-ipe0000001/{account.id}",
            "Email": f"{account.name}@ipe.example",
            "Status": "ACTIVE",
            "JoinedMethod": "CREATED",
            "JoinedTimestamp": "2021-02-01T12:00:00Z",
        }
        for account in accounts
    ]
    records.put_items(Place(payer.id, HOME, "organizations"), "ListAccounts", items=members)
