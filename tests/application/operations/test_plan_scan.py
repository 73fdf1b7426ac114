"""What a scan asks, and what it settles before it asks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pytest

from finops_aws.adapters.aws.inventory.catalogue import ServiceCatalogue
from finops_aws.application.operations.plan_scan import REGIONS, ScanPlan, ScanRequest, plan_scan
from finops_aws.domain.operations.coverage import Spend
from finops_aws.domain.operations.estate import GLOBAL, Ending, Job, JobResult, Reach, Status
from finops_aws.errors import UnknownName

OWN, OTHER = "111122223333", "444455556666"
DENIED = Ending(status=Status.DENIED, action="ec2:DescribeRegions")
EXPIRED = Ending(status=Status.ERROR, code="ExpiredToken", stops=True)
BOTH = Reach(("sa-east-1", "us-east-1"))
SPENT = {"USD": Decimal(1)}


@dataclass(frozen=True)
class TwoAccounts:
    """An inventory in which accounts are reached as told."""

    reached: Reach = BOTH

    def own_account(self) -> str:
        return OWN

    def accounts(self) -> Sequence[tuple[str, str]]:
        return ((OWN, "own"), (OTHER, "other"))

    def reach(self, account: str) -> Reach:
        return self.reached if account == OTHER else BOTH

    def run(self, jobs: Sequence[Job]) -> Iterator[JobResult]:
        return iter(())


def planned(request: ScanRequest, *, spend: Spend | None = None, reached: Reach | None = None) -> ScanPlan:
    inventory = TwoAccounts(reached) if reached else TwoAccounts()
    return plan_scan(request, inventory=inventory, catalog=ServiceCatalogue(), spend=spend)


def places(plan: ScanPlan) -> set[tuple[str, str, str]]:
    return {(job.account, job.service, job.region) for job in plan.jobs}


def test_without_a_bill_everything_is_asked_of_the_own_account() -> None:
    plan = planned(ScanRequest(services=("sqs", "s3")))
    assert places(plan) == {(OWN, "sqs", "sa-east-1"), (OWN, "sqs", "us-east-1"), (OWN, "s3", GLOBAL)}
    assert (plan.pruned, plan.settled) == (0, {})


def test_with_a_bill_only_what_costs_is_asked_unless_all_is_wanted() -> None:
    spend = {(OWN, "AWSQueueService", "sa-east-1"): SPENT}
    plan = planned(ScanRequest(services=("sqs", "s3")), spend=spend)
    assert places(plan) == {(OWN, "sqs", "sa-east-1")}
    assert plan.pruned == 2
    assert len(planned(ScanRequest(services=("sqs", "s3"), full=True), spend=spend).jobs) == 3


def test_an_account_that_cannot_be_reached_settles_all_of_its_questions() -> None:
    request = ScanRequest(services=("sqs",), accounts=(OTHER,), regions=("sa-east-1",))
    plan = planned(request, reached=Reach((), EXPIRED))
    assert plan.jobs == ()
    assert {(job.service, job.region) for job in plan.settled} == {("ec2", GLOBAL), ("sqs", "sa-east-1")}
    assert set(plan.settled.values()) == {EXPIRED}


def test_regions_that_may_not_be_asked_for_are_a_gap_and_those_of_the_bill_are_asked() -> None:
    spend = {(OTHER, "AWSQueueService", "sa-east-1"): SPENT, (OTHER, "AmazonS3", "global"): SPENT}
    request = ScanRequest(services=("sqs",), all_accounts=True, full=True)
    plan = planned(request, spend=spend, reached=Reach((), DENIED))
    assert plan.settled == {Job("ec2", REGIONS, GLOBAL, OTHER): DENIED}
    assert (OTHER, "sqs", "sa-east-1") in places(plan)
    assert (OTHER, "sqs", "us-east-1") not in places(plan)


@pytest.mark.parametrize("request_", [ScanRequest(services=("ec3",)), ScanRequest(regions=("mars-1",))])
def test_a_name_that_is_none_is_refused(request_: ScanRequest) -> None:
    with pytest.raises(UnknownName):
        planned(request_)


def test_an_account_without_any_region_is_not_silently_whole() -> None:
    plan = planned(ScanRequest(services=("sqs",), accounts=(OTHER,)), reached=Reach(()))
    assert plan.jobs or plan.settled


def test_an_account_that_cannot_be_reached_is_asked_for_no_more_than_its_bill_names() -> None:
    ending = Ending(status=Status.DENIED, action="sts:AssumeRole", stops=True)
    spend = {(OTHER, "AWSQueueService", "sa-east-1"): {"USD": Decimal(3)}}
    request = ScanRequest(accounts=(OTHER,))
    plan = planned(request, reached=Reach(("sa-east-1", "us-east-1"), ending), spend=spend)
    services = {job.service for job in plan.settled if job.resource_type != REGIONS}
    assert services == {"sqs"}
    assert {job.region for job in plan.settled if job.service == "sqs"} == {"sa-east-1"}
    assert plan.jobs == ()
