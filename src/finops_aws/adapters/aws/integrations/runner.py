"""Asks AWS what the catalogue of integrations says, and never pays more than it may."""

import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Any

from finops_aws.adapters.aws.access.accounts import AwsAccess
from finops_aws.adapters.aws.access.calls import Caller, Gate, Place
from finops_aws.adapters.aws.access.endings import Failure, Trouble, ending_of
from finops_aws.adapters.aws.access.paths import found
from finops_aws.adapters.aws.integrations.catalogue import (
    Each,
    Integration,
    IntegrationCatalogue,
    IntegrationQuestion,
    read_integrations,
)
from finops_aws.adapters.aws.integrations.statements import Item, statements_of
from finops_aws.adapters.aws.integrations.windows import days_of, filled
from finops_aws.domain.operations.collected import Answered, IntegrationProfile, Statement
from finops_aws.domain.operations.estate import GLOBAL, Ending, Job, Status
from finops_aws.domain.operations.paid_calls import PaidCalls
from finops_aws.errors import BudgetExceeded

log = logging.getLogger(__name__)

THREADS = 8
LIMIT_REACHED = "PaidCallLimit"
"""The code of what was not asked because the run may not pay more."""


class AwsIntegrations:
    """The integrations of the catalogue, asked with the credentials of each account."""

    def __init__(self, access: AwsAccess, *, threads: int = THREADS) -> None:
        self._access = access
        self._threads = threads
        self._gate = Gate(threads)

    def profiles(self) -> Sequence[IntegrationProfile]:
        return IntegrationCatalogue().integrations()

    def ask(self, jobs: Sequence[Job], *, today: date, paid: PaidCalls) -> Iterator[Answered]:
        """Each job's answer as it comes; what AWS refuses to one does not end another."""
        known = {one.key: one for one in read_integrations()}
        days = days_of(today)
        with ThreadPoolExecutor(self._threads) as threads:
            yield from threads.map(
                lambda job: self._answer(known[job.service], job, days=days, paid=paid), jobs
            )

    def _answer(
        self, integration: Integration, job: Job, *, days: dict[str, str], paid: PaidCalls
    ) -> Answered:
        try:
            caller = self._caller(integration, job, paid)
        except Failure as failure:
            return Answered(job, ending_of(failure, asked=None))
        return _Asking(integration, job, days=days, caller=caller).answer()

    def _caller(self, integration: Integration, job: Job, paid: PaidCalls) -> Caller:
        region = integration.home or (self._access.home_region() if job.region == GLOBAL else job.region)
        place = Place(job.account, region, integration.client)
        caller = Caller(
            self._access.client(place), place, gate=self._gate, not_enabled=integration.not_enabled
        )
        caller.meter.pay = _Till(paid, integration).pay
        return caller


@dataclass(frozen=True, slots=True)
class _Till:
    """Where requests of an integration are paid; assuming a role on the way costs nothing."""

    paid: PaidCalls
    integration: Integration

    def pay(self, client: str, operation: str) -> None:
        fee = self.integration.fee_of(operation)
        if client == self.integration.client and fee.usd:
            self.paid.pay(fee)


class _Asking:
    """One question in one place."""

    def __init__(self, integration: Integration, job: Job, *, days: dict[str, str], caller: Caller) -> None:
        self._integration = integration
        self._job = job
        self._days = days
        self._caller = caller
        self._question = next(one for one in integration.questions if one.key == job.resource_type)

    def answer(self) -> Answered:
        told: list[Statement] = []
        try:
            for item in self._items(self._question):
                told += statements_of(item, self._question, job=self._job)
        except Failure as failure:
            return self._ended(ending_of(self._closer(failure), asked=self._question.iam[0]), told)
        except BudgetExceeded as error:
            return self._ended(Ending(status=Status.ERROR, code=LIMIT_REACHED, reason=str(error)), told)
        return Answered(self._job, self._counted(Ending(status=Status.OK), told), tuple(told))

    def _items(self, question: IntegrationQuestion) -> Iterator[Item]:
        listing = question.listing
        fixed = filled(listing.params, self._days)
        for parents in self._parents(listing.for_each):
            for page in self._caller.pages(listing.op, {**fixed, **parents}):
                yield from ({**item, "_parent": parents} for item in found(listing.items, page) or [])

    def _parents(self, each: Sequence[Each]) -> list[dict[str, Any]]:
        combinations: list[dict[str, Any]] = [{}]
        for one in each:
            values = self._values(one)
            combinations = [{**known, one.param: value} for known in combinations for value in values]
        return combinations

    def _values(self, each: Each) -> list[Any]:
        if each.context is not None:
            return [self._job.account]
        if each.const is not None:
            return list(each.const)
        pages = self._caller.pages(each.op or "", filled(each.params, self._days))
        return [value for page in pages for value in found(each.path or "", page) or []]

    def _closer(self, failure: Failure) -> Failure:
        """A refusal whose words say that the API is off is no missing permission."""
        words = self._integration.not_enabled_words
        if words and words in failure.reason.lower():
            return Failure(Trouble.NOT_ENABLED, code=failure.code, reason=failure.reason)
        return failure

    def _ended(self, ending: Ending, told: list[Statement]) -> Answered:
        log.info("integration_failed", extra={"service": self._job.service, "code": ending.code})
        return Answered(self._job, self._counted(ending, told), tuple(told))

    def _counted(self, ending: Ending, told: Sequence[Statement]) -> Ending:
        meter = self._caller.meter
        status = Status.PARTIAL if told and not ending.status.is_known else ending.status
        return Ending(
            status=status,
            resources=len(told),
            calls=meter.calls,
            throttles=meter.throttles,
            action=ending.action,
            code=ending.code,
            reason=ending.reason,
            stops=ending.stops,
        )
