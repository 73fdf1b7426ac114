"""The one runner for all services: jobs in, results out, whatever each service speaks."""

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from functools import cached_property, partial
from itertools import islice

from finops_aws.adapters.aws.access.accounts import AwsAccess
from finops_aws.adapters.aws.access.calls import Caller, Gate, Place
from finops_aws.adapters.aws.access.endings import Failure, Trouble, ending_of
from finops_aws.adapters.aws.inventory.catalogue import ResourceType, ServiceEntry
from finops_aws.adapters.aws.inventory.listing import list_items
from finops_aws.adapters.aws.inventory.questions import Question
from finops_aws.adapters.aws.inventory.resources import resource_of
from finops_aws.adapters.aws.inventory.shared_lists import SharedLists
from finops_aws.adapters.aws.inventory.tag_sweep import READ_TAGS, TagSweep
from finops_aws.adapters.aws.inventory.tagging import tagged
from finops_aws.domain.operations.estate import GLOBAL, Ending, Job, JobResult, Reach, Status

log = logging.getLogger(__name__)

THREADS = 16
_SWITCHED_ON = {"Name": "opt-in-status", "Values": ["opt-in-not-required", "opted-in"]}
_HELD_BACK = 2
"""So many jobs per thread wait for one: a scan of thousands keeps only these in memory."""


class AwsInventory:
    """Asks AWS for the resources of the catalogue's services; ``read`` reads the catalogue."""

    def __init__(
        self, access: AwsAccess, read: Callable[[], Sequence[ServiceEntry]], *, threads: int = THREADS
    ) -> None:
        self._access = access
        self._read = read
        self._threads = threads
        self._gate = Gate(threads)
        self._sweep = TagSweep(access, self._gate)
        self._lists = SharedLists(())
        self._stopped: dict[str, Ending] = {}

    @cached_property
    def _entries(self) -> dict[str, ServiceEntry]:
        return {entry.key: entry for entry in self._read()}

    @cached_property
    def _rows(self) -> dict[str, ResourceType]:
        return {row.type: row for entry in self._read() for row in entry.resources}

    def own_account(self) -> str:
        return self._access.own_account()

    def accounts(self) -> Sequence[tuple[str, str]]:
        return self._access.accounts()

    def reach(self, account: str) -> Reach:
        """The regions that are on; an ending that stops when the account itself cannot be reached."""
        place = Place(account, self._access.home_region(), "ec2")
        try:
            caller = Caller(self._access.client(place), place, gate=self._gate)
            said = caller.call("DescribeRegions", {"Filters": [_SWITCHED_ON]})
        except Failure as failure:
            return Reach((), ending_of(failure, asked="ec2:DescribeRegions"))
        return Reach(tuple(sorted(region["RegionName"] for region in said["Regions"])))

    def run(self, jobs: Sequence[Job]) -> Iterator[JobResult]:
        """Every job's result as it comes; one failed job never stops another.

        Jobs are begun service by service, so that a service's models are in memory only while needed.
        """
        rows = [self._rows[job.resource_type] for job in jobs]
        self._stopped = {}
        self._sweep = TagSweep(self._access, self._gate, rows=rows)
        pairs = {job.resource_type: self._client_of(job) for job in jobs}
        self._lists = SharedLists((client, self._rows[name].listing) for name, client in pairs.items())
        left = Counter(map(self._client_of, jobs))
        with ThreadPoolExecutor(self._threads) as threads:
            for result in self._spread(threads, sorted(jobs, key=self._order)):
                client = self._client_of(result.job)
                left[client] -= 1
                if not left[client]:
                    self._access.forget(client)
                    self._lists.forget(client)
                yield result

    def _client_of(self, job: Job) -> str:
        return self._entries[job.service].client

    def _order(self, job: Job) -> tuple[str, Job]:
        return self._client_of(job), job

    def _spread(self, threads: ThreadPoolExecutor, jobs: list[Job]) -> Iterator[JobResult]:
        waiting = iter(jobs)
        running: set[Future[JobResult]] = set()
        try:
            while True:
                room = self._threads * _HELD_BACK - len(running)
                running |= {threads.submit(self._result, job) for job in islice(waiting, room)}
                if not running:
                    return
                done, running = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    yield future.result()
        finally:
            for future in running:
                future.cancel()

    def _result(self, job: Job) -> JobResult:
        stopped = self._stopped.get(job.account)
        if stopped is not None:
            return JobResult(job, replace(stopped, calls=0, throttles=0))
        try:
            question = self._question(job)
        except Failure as failure:
            return self._ended(job, ending_of(failure, asked=None))
        meter = question.caller.meter
        try:
            return self._answered(question)
        except Failure as failure:
            asked = next(iter(question.row.iam), None)
            took = {"calls": meter.calls, "throttles": meter.throttles}
            return self._ended(job, ending_of(failure, asked=asked, **took))
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            log.error("answer_not_understood", exc_info=error, extra={"service": job.service})
            strange = Failure(Trouble.UNPARSEABLE, code=type(error).__name__, reason=job.resource_type)
            return self._ended(job, ending_of(strange, asked=None, calls=meter.calls))

    def _question(self, job: Job) -> Question:
        entry = self._entries[job.service]
        region = (entry.home or self._access.home_region()) if job.region == GLOBAL else job.region
        place = Place(job.account, region, entry.client)
        caller = Caller(
            self._access.client(place), place, gate=self._gate, not_enabled=tuple(entry.not_enabled)
        )
        return Question(
            job=job,
            row=self._rows[job.resource_type],
            region=region,
            partition=self._access.partition(),
            caller=caller,
            lists=self._lists,
            caller_of=partial(self._sibling, caller, place),
        )

    def _sibling(self, caller: Caller, place: Place, client: str) -> Caller:
        """Another client for the same job, its calls counted with the job's."""
        other = place._replace(client=client)
        sibling = Caller(self._access.client(other), other, gate=self._gate)
        sibling.meter = caller.meter
        return sibling

    def _answered(self, question: Question) -> JobResult:
        listed = list_items(question)
        pairs = ((item, resource_of(item, question)) for item in listed.items)
        known = [(item, resource) for item, resource in pairs if resource is not None]
        seen, untold = tagged(known, question, sweep=self._sweep)
        meter = question.caller.meter
        worst = next(iter(listed.failures), untold)
        if worst is None:
            ending = Ending(status=Status.OK, calls=meter.calls, throttles=meter.throttles)
        else:
            took = {"calls": meter.calls, "throttles": meter.throttles}
            asked = READ_TAGS if worst is untold else None
            ending = replace(ending_of(worst, asked=asked, **took), status=Status.PARTIAL)
        return JobResult(question.job, replace(ending, resources=len(seen)), tuple(seen))

    def _ended(self, job: Job, ending: Ending) -> JobResult:
        if ending.stops:
            self._stopped.setdefault(job.account, ending)
        log.info("job_failed", extra={"service": job.service, "region": job.region, "code": ending.code})
        return JobResult(job, ending)
