"""Decide what to ask AWS."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from finops_aws.application.ports import Catalog, Inventory
from finops_aws.domain.operations.coverage import Spend
from finops_aws.domain.operations.estate import GLOBAL, Ending, Job, Reach, Status
from finops_aws.domain.service import ServiceProfile
from finops_aws.errors import UnknownName

REGIONS = "aws:ec2:region"
"""The job that stands for asking which regions are on."""

NO_REGIONS = Ending(status=Status.ERROR, code="NoRegions")
"""An account in which no region is on would have nothing to ask, and seem whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanRequest:
    """What to ask for; empty means all that the bill shows spend for.

    ``accounts``: ids; empty is the caller's own account, ``all_accounts`` every one of the organization.
    ``full`` asks also where the bill shows no spend.
    """

    accounts: tuple[str, ...] = ()
    all_accounts: bool = False
    regions: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    full: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanPlan:
    """The jobs to run; those settled before a call was made; how many were left out for want of spend."""

    jobs: tuple[Job, ...]
    settled: Mapping[Job, Ending]
    pruned: int


def plan_scan(
    request: ScanRequest, *, inventory: Inventory, catalog: Catalog, spend: Spend | None
) -> ScanPlan:
    """The jobs that answer the request.

    Raises UnknownName for a service, account or region that is not there, and what a person has to mend
    (AccessDenied, CredentialsExpired, MissingSetting) when not even the own account can be told.
    """
    services = _chosen(request.services, {one.key: one for one in catalog.services()}, kind="service")
    settled: dict[Job, Ending] = {}
    jobs: list[Job] = []
    pruned = 0
    for account in _accounts(request, inventory):
        reach = inventory.reach(account)
        if reach.ending is not None or not reach.regions:
            settled[Job("ec2", REGIONS, GLOBAL, account)] = reach.ending or NO_REGIONS
        regions = _regions(request, reach, account=account, spend=spend)
        possible = [job for service in services for job in _jobs_of(service, account, regions)]
        is_pruned = spend is not None and not request.full
        asked = list(_with_spend(possible, services, spend or {})) if is_pruned else possible
        pruned += len(possible) - len(asked)
        if reach.ending is not None and reach.ending.stops:
            settled |= dict.fromkeys(asked, reach.ending)
        else:
            jobs += asked
    return ScanPlan(jobs=tuple(sorted(jobs)), settled=settled, pruned=pruned)


def _accounts(request: ScanRequest, inventory: Inventory) -> Sequence[str]:
    if request.all_accounts:
        return tuple(account for account, _ in inventory.accounts())
    return request.accounts or (inventory.own_account(),)


def _regions(request: ScanRequest, reach: Reach, *, account: str, spend: Spend | None) -> tuple[str, ...]:
    """The regions to ask: those that are on; if that cannot be told, those that the bill names."""
    known = reach.regions or tuple(
        sorted({region for owner, _, region in spend or {} if owner == account and region.count("-") >= 2})
    )
    if request.regions:
        unknown = next((one for one in request.regions if known and one not in known), None)
        if unknown is not None:
            raise UnknownName(kind="region", name=unknown, known=", ".join(known))
        return request.regions
    return known


def _chosen(names: Iterable[str], known: Mapping[str, ServiceProfile], *, kind: str) -> list[ServiceProfile]:
    wanted = list(names) or list(known)
    for name in wanted:
        if name not in known:
            raise UnknownName(kind=kind, name=name, known=", ".join(sorted(known)))
    return [known[name] for name in wanted]


def _jobs_of(service: ServiceProfile, account: str, regions: tuple[str, ...]) -> Iterable[Job]:
    places = (GLOBAL,) if service.is_global else regions
    return (Job(service.key, row, place, account) for row in service.resource_types for place in places)


def _with_spend(jobs: Iterable[Job], services: Iterable[ServiceProfile], spend: Spend) -> Iterable[Job]:
    """The jobs whose service the bill names in the account and region."""
    codes = {service.key: service.product_codes for service in services}
    regional = set(spend)
    anywhere = {(account, code) for account, code, _ in spend}
    for job in jobs:
        if job.region == GLOBAL:
            if any((job.account, code) in anywhere for code in codes[job.service]):
                yield job
        elif any((job.account, code, job.region) in regional for code in codes[job.service]):
            yield job
