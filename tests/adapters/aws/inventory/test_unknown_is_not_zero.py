"""Whatever action is refused, what it would have told is unknown: nothing turns into absence or into zero."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import botocore.session
import pytest

from finops_aws.adapters.aws.inventory.catalogue import ResourceType, ServiceEntry, read_services
from finops_aws.application.analysis import Analysis
from finops_aws.application.operations.plan_scan import ScanRequest
from finops_aws.documents.coverage import coverage_document
from finops_aws.domain.operations.estate import GLOBAL, Ending
from finops_aws.domain.operations.resources import FoundResource
from finops_aws.sandbox.estate.shapes import SHAPES
from finops_aws.sandbox.server import Fault, SandboxAws
from finops_aws.sandbox.server.faults import iam_action
from tests.adapters.aws.inventory.scans import REGION, analysis_of, company, held

LINES = 200_000
REGIONS = ("sa-east-1", REGION)
SWEEP = "tag:GetResources"
LISTED = {(shape.client, shape.operation) for shape in SHAPES.values()}
WITHOUT_A_RESOURCE = {
    "aurora:instance",
    "ecs:task",
    "eks:cluster",
    "secretsmanager:managed-secret",
    "stepfunctions:state-machine",
    "elbv2:gateway-load-balancer",
    "elbv2:network-load-balancer",
    "logs:delivery",
}
"""Types of which the company has none, though another that shares their list may exist."""


@dataclass(frozen=True)
class Case:
    """One operation of one row, and the IAM action that allows it."""

    service: str
    resource_type: str
    kind: str
    action: str

    def __str__(self) -> str:
        return f"{self.resource_type}-{self.kind}-{self.action}"


def cases() -> Iterator[Case]:
    for entry in read_services():
        for row in entry.resources:
            is_listed = (entry.client, row.listing.op) in LISTED
            if is_listed and row.type.removeprefix("aws:") not in WITHOUT_A_RESOURCE:
                yield from _cases_of(entry, row)


def _cases_of(entry: ServiceEntry, row: ResourceType) -> Iterator[Case]:
    model = botocore.session.get_session().get_service_model(entry.client)
    signing = str(model.signing_name)
    yield Case(entry.key, row.type, "list", iam_action(signing, row.listing.op))
    for step in row.describe:
        yield Case(entry.key, row.type, "describe", iam_action(signing, step.op))
    if isinstance(row.tags, str) and row.tags == "rgta":
        yield Case(entry.key, row.type, "tags", SWEEP)
    elif not isinstance(row.tags, str) and row.tags.op:
        yield Case(entry.key, row.type, "sweep", SWEEP)


CASES = list(cases())


@dataclass(frozen=True)
class Known:
    """A company that was scanned whole, and where each type of resource can be found."""

    aws: SandboxAws
    folder: Path
    places: dict[str, tuple[str, str]]


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Known]:
    folder = tmp_path_factory.mktemp("whole")
    estate = company(LINES)
    services = tuple(sorted({case.service for case in CASES}))
    with SandboxAws(estate.records) as aws:
        analysis = analysis_of(aws, folder, estate.payer.id)
        analysis.scan(ScanRequest(all_accounts=True, regions=REGIONS, services=services, full=True))
        places = {
            one.resource.resource_type: (one.resource.account, one.resource.region)
            for one in held(analysis)
            if one.resource.region in (*REGIONS, GLOBAL)
        }
        yield Known(aws, folder, places)


@dataclass(frozen=True)
class Refused:
    """A scan of one service in one place with one action refused, over what was known before."""

    analysis: Analysis
    ending: Ending
    before: list[FoundResource]
    after: list[FoundResource]


def refused(known: Known, case: Case, folder: Path) -> Refused:
    account, region = known.places[case.resource_type]
    shutil.copytree(known.folder / "estate", folder / "estate")
    analysis = analysis_of(known.aws, folder, account)
    before = of_type(analysis, case, account)
    known.aws.faults.append(refusal_of(case, account))
    try:
        regions = () if region == GLOBAL else (region,)
        scan = analysis.scan(ScanRequest(services=(case.service,), regions=regions or REGIONS, full=True))
    finally:
        known.aws.faults.clear()
    asked = (region, GLOBAL)
    (ending,) = [
        one.ending
        for one in scan.outcomes
        if one.job.resource_type == case.resource_type and one.job.region in asked
    ]
    inside = [one for one in before if one.resource.region in asked or region == GLOBAL]
    after = [
        one for one in of_type(analysis, case, account) if one.resource.region in asked or region == GLOBAL
    ]
    return Refused(analysis, ending, inside, after)


def refusal_of(case: Case, account: str) -> Fault:
    if case.action == SWEEP:
        return Fault(kind="denied", account=account, client="resourcegroupstaggingapi")
    return Fault(kind="denied", account=account, action=case.action)


def of_type(analysis: Analysis, case: Case, account: str) -> list[FoundResource]:
    return [
        one
        for one in held(analysis)
        if (one.resource.account, one.resource.resource_type) == (account, case.resource_type)
    ]


def ids(found: list[FoundResource]) -> list[str]:
    return sorted(one.resource.id for one in found)


@pytest.mark.parametrize("case", [one for one in CASES if one.kind == "list"], ids=str)
def test_a_refused_list_is_denied_by_name_and_nothing_disappears(
    known: Known, case: Case, tmp_path: Path
) -> None:
    told = refused(known, case, tmp_path)
    assert (told.ending.status, told.ending.action) == ("denied", case.action)
    assert ids(told.after) == ids(told.before) != []
    assert [(one.first_seen, one.last_seen) for one in told.after] == [
        (one.first_seen, one.last_seen) for one in told.before
    ]
    assert [one.resource.tags for one in told.after] == [one.resource.tags for one in told.before]
    (row,) = [
        one
        for one in coverage_document(told.analysis.coverage()).rows
        if (one.account, one.resource_type, one.status) == (
            told.before[0].resource.account, case.resource_type, "denied",
        )
    ]  # fmt: skip
    assert (row.is_known, row.missing_action) == (False, case.action)


@pytest.mark.parametrize("case", [one for one in CASES if one.kind == "describe"], ids=str)
def test_a_refused_description_leaves_the_resources_and_says_what_is_missing(
    known: Known, case: Case, tmp_path: Path
) -> None:
    told = refused(known, case, tmp_path)
    assert (told.ending.status, told.ending.action) == ("partial", case.action)
    assert not told.ending.status.is_known
    assert set(ids(told.before)) <= set(ids(told.after))


@pytest.mark.parametrize("case", [one for one in CASES if one.kind == "tags"], ids=str)
def test_tags_that_may_not_be_read_are_unknown_and_never_none(
    known: Known, case: Case, tmp_path: Path
) -> None:
    told = refused(known, case, tmp_path)
    assert ids(told.after) == ids(told.before) != []
    assert {one.resource.tags is None for one in told.after} == {True}


@pytest.mark.parametrize("case", [one for one in CASES if one.kind == "sweep"], ids=str)
def test_without_the_sweep_a_row_asks_for_its_tags_itself(known: Known, case: Case, tmp_path: Path) -> None:
    told = refused(known, case, tmp_path)
    assert ids(told.after) == ids(told.before) != []
    assert {isinstance(one.resource.tags, dict | None) for one in told.after} == {True}


def test_a_refused_sweep_of_tags_is_named_in_the_coverage(known: Known, tmp_path: Path) -> None:
    case = next(one for one in CASES if one.kind == "tags")
    told = refused(known, case, tmp_path)
    assert told.ending.action == SWEEP


def test_the_actions_tried_are_many() -> None:
    assert len({(one.resource_type, one.action) for one in CASES}) >= 55
