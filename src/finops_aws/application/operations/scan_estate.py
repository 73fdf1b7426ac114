"""Ask AWS which resources exist, and keep what it answers."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from finops_aws.application.operations.plan_scan import ScanPlan
from finops_aws.application.ports import Clock, EstateStore, Inventory, Progress, ScanBook
from finops_aws.domain.operations.estate import Job, Outcome

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """How a scan went: how each job ended, how many were done by an earlier run, and how many never began."""

    outcomes: tuple[Outcome, ...]
    pruned: int
    resumed: int
    not_reached: int

    @property
    def is_whole(self) -> bool:
        return not self.not_reached and all(one.ending.status.is_known for one in self.outcomes)


def scan_estate(
    plan: ScanPlan, *, inventory: Inventory, store: EstateStore, clock: Clock, progress: Progress
) -> Scan:
    """Run the jobs of the plan; those that a broken-off run of it has done are not asked again.

    Interrupted (KeyboardInterrupt), it keeps what it has. Raises IngestRunning while another scan runs.
    """
    wanted = set(plan.jobs)
    with store.scan() as book:
        done = [outcome for outcome in book.done() if outcome.job in wanted]
        known = {outcome.job for outcome in done}
        settled = [Outcome(job, ending, clock.now()) for job, ending in plan.settled.items()]
        for outcome in settled:
            book.add(outcome, ())
        left = [job for job in plan.jobs if job not in known]
        fresh: list[Outcome] = []
        try:
            for outcome in _asked(left, inventory, book=book, clock=clock, progress=progress):
                fresh.append(outcome)
        except KeyboardInterrupt:  # what is known so far is worth having
            log.info("scan_interrupted", extra={"done": len(fresh), "left": len(left) - len(fresh)})
        book.publish(is_finished=len(fresh) == len(left))
    return Scan(
        outcomes=(*done, *settled, *fresh),
        pruned=plan.pruned,
        resumed=len(done),
        not_reached=len(left) - len(fresh),
    )


def _asked(
    jobs: Sequence[Job], inventory: Inventory, *, book: ScanBook, clock: Clock, progress: Progress
) -> Iterator[Outcome]:
    """How each job ended, once it is written down."""
    with progress.step("progress.scan", len(jobs)) as step:
        for result in inventory.run(jobs):
            outcome = Outcome(result.job, result.ending, clock.now())
            book.add(outcome, result.resources)
            step.advance()
            ending = result.ending
            step.tell(resources=ending.resources, calls=ending.calls, throttles=ending.throttles)
            yield outcome
