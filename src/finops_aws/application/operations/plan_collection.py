"""Decide what to ask AWS beside the inventory, and of whom."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from finops_aws.domain.operations.collected import IntegrationProfile, Measured, ResourceKey, Span
from finops_aws.domain.operations.estate import GLOBAL, Job, Resource
from finops_aws.errors import UnknownName

METRICS = "metrics"
"""The name of CloudWatch's metrics beside the keys of the integrations."""


def chosen_profiles(only: Sequence[str], profiles: Sequence[IntegrationProfile]) -> list[IntegrationProfile]:
    """The integrations that are asked by list, all or those named; raises UnknownName."""
    known = {one.key: one for one in profiles if one.is_asked_by_list}
    for name in only:
        if name not in known and name != METRICS:
            raise UnknownName(kind="source", name=name, known=", ".join([*sorted(known), METRICS]))
    return [one for key, one in sorted(known.items()) if not only or key in only]


def plan_questions(
    profiles: Iterable[IntegrationProfile], resources: Sequence[Resource], *, payers: Sequence[str]
) -> list[Job]:
    """The questions: payers' once, the others in each account and region that has what they are about.

    Those that cost nothing come first, so that a limit of paid calls leaves out as little as it can.
    """
    places: dict[str, set[tuple[str, str]]] = {}
    for one in resources:
        places.setdefault(one.resource_type, set()).add((one.account, one.region))
    accounts = sorted({one.account for one in resources} | set(payers))
    jobs = [
        (profile.fee_usd, Job(profile.key, question, region, account))
        for profile in profiles
        for question, needs in profile.questions.items()
        for account, region in _places(profile, needs, accounts=accounts, payers=payers, found=places)
    ]
    return [job for _, job in sorted(jobs)]


def _places(
    profile: IntegrationProfile,
    needs: tuple[str, ...],
    *,
    accounts: Sequence[str],
    payers: Sequence[str],
    found: Mapping[str, set[tuple[str, str]]],
) -> Iterable[tuple[str, str]]:
    if profile.home is not None:
        return [(account, GLOBAL) for account in (payers if profile.asks_payer else accounts)]
    return sorted({place for resource_type in needs for place in found.get(resource_type, ())})


def plan_metrics(
    resources: Sequence[Resource],
    *,
    types: Sequence[str],
    services: Sequence[str],
    window: tuple[datetime, datetime],
    read: Mapping[ResourceKey, Span],
) -> Iterator[Measured]:
    """The resources to measure, each from where its metrics were read up to; raises UnknownName.

    ``window`` is from and until (UTC hours). What was read up to its end is not asked again; what was read
    from later than its start is read anew.
    """
    measured = {one.service for one in resources if one.resource_type in types}
    for name in services:
        if name not in measured:
            raise UnknownName(
                kind="service", name=name, known=", ".join(sorted(measured)) or "none with metrics"
            )
    start, until = window
    for one in resources:
        if one.resource_type not in types or (services and one.service not in services):
            continue
        key = ResourceKey(one.account, one.region, one.resource_type, one.id)
        since = _since(read.get(key), start)
        if since + LATE_POINTS < until:
            yield Measured(key=key, service=one.service, since=since, attributes=one.attributes)


def _since(read: Span | None, start: datetime) -> datetime:
    if read is None or read.since > start:
        return start
    return max(start, read.until - LATE_POINTS)


LATE_POINTS = timedelta(hours=1)
"""The last hour read may have been short of points: it is asked again with those that follow."""
