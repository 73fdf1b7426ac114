"""What the use cases need from the outside, named for the need."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Protocol

from finops_aws.domain.charge import CostMetric
from finops_aws.domain.operations.collected import (
    Advice,
    Answered,
    Budget,
    IntegrationProfile,
    Measure,
    Measured,
    Reading,
    ResourceKey,
    Span,
)
from finops_aws.domain.operations.estate import Job, JobResult, Outcome, Reach, Resource
from finops_aws.domain.operations.paid_calls import PaidCalls
from finops_aws.domain.operations.prices import PriceQuestion, Rate
from finops_aws.domain.operations.resources import ResourcePage, ResourceQuestion
from finops_aws.domain.operations.usage import QuantityAnswer, QuantityQuestion, UsageAnswer, UsageQuestion
from finops_aws.domain.optimization.checks import Check
from finops_aws.domain.optimization.decisions import Decision, Decisions
from finops_aws.domain.optimization.findings import AwsAdvice, Detection, Finding, LineCost, ListRate
from finops_aws.domain.optimization.realized import CostTrail, TrailDay
from finops_aws.domain.period import Period
from finops_aws.domain.service import ServiceProfile
from finops_aws.domain.visibility.costs import CostAnswer, CostQuestion
from finops_aws.domain.visibility.delivery import Delivery, ExportFile, FoundDelivery, LedgerPart
from finops_aws.domain.visibility.export_plan import ExistingExport, ExportPlan
from finops_aws.domain.visibility.focus_export import FocusExport, FocusFormat
from finops_aws.domain.visibility.overview import TagCost
from finops_aws.domain.visibility.reconciliation import EstimatedLines, Residue


class Clock(Protocol):
    """The only source of the present."""

    def now(self) -> datetime:
        """The present moment, UTC with time zone."""


class Progress(Protocol):
    """Tells a waiting person how far a long step is."""

    def step(self, name: str, total: int) -> AbstractContextManager["ProgressStep"]:
        """Open a step of ``total`` units; ``name`` is a key of the messages."""


class ProgressStep(Protocol):
    def advance(self, units: int = 1) -> None:
        """Count units as done; callable from several threads."""

    def tell(self, **counts: int) -> None:
        """Add to what is counted beside the units, such as calls; the names are keys of the messages."""


class ExportSources(Protocol):
    """Where bills come from: a file, a folder or ``s3://bucket/prefix``."""

    def find(self, location: str) -> Sequence[FoundDelivery]:
        """The deliveries at the location, oldest first within an export and billing period.

        Raises NotFound (nothing there), ExportNotReady (data but no manifest yet, or a manifest that
        names a missing file), CorruptFile, AccessDenied, CredentialsExpired, Throttled.
        """

    def verify_unchanged(self, file: ExportFile) -> None:
        """Raise ExportChanged when the file is no longer what ``find`` saw."""


class LedgerReader(Protocol):
    """Knows the columns of every export and turns them into FOCUS 1.2 rows."""

    def read(
        self, found: FoundDelivery, folder: Path, *, advance: Callable[[], None]
    ) -> Sequence[LedgerPart]:
        """Write the delivery's rows under ``folder``, one part per payer and billing period.

        ``advance`` is called after each file.

        Raises CorruptFile, SchemaMismatch, CurrencyMismatch, each naming the file.
        """


class LedgerChange(Protocol):
    """Deliveries being taken in together; nothing counts before ``commit``."""

    def holds(self, found: FoundDelivery) -> bool:
        """Whether this very delivery is already in the ledger."""

    def bring_back(self, found: FoundDelivery) -> bool:
        """Let a held delivery's export count again where another took its place; whether it had."""

    def folder(self, found: FoundDelivery) -> Path:
        """An empty folder to read the delivery into."""

    def add(self, found: FoundDelivery, parts: Sequence[LedgerPart]) -> None:
        """Take the parts in."""

    def commit(self) -> Sequence[Delivery]:
        """Make it count, marts included, and return every delivery held; raises UnbalancedMart."""


class LedgerStore(Protocol):
    """Where the ledger and its marts are kept."""

    def change(self) -> AbstractContextManager[LedgerChange]:
        """Open a change; leaving it without commit leaves everything as it was. Raises IngestRunning."""


class CostStore(Protocol):
    """Answers questions about cost from the marts."""

    def data_version(self) -> str:
        """Changes with every delivery taken in, and only then."""

    def deliveries(self) -> Sequence[Delivery]:
        """Every delivery held, current or superseded."""

    def costs(self, question: CostQuestion) -> CostAnswer:
        """The answer; raises NotFound when there is no ledger yet, UnknownName for a tag no bill has."""

    def tags(self) -> Sequence[str]:
        """The tags and cost categories of the current bills: ``tag:<key>``, ``cost_category:<name>``."""

    def tag_costs(self, period: Period, metric: CostMetric) -> Sequence[TagCost]:
        """What each tag says of the cost of whole months, one row per tag, state and currency."""

    def quantities(self, question: QuantityQuestion) -> QuantityAnswer:
        """What was consumed, by day; raises NotFound when there is no ledger yet."""

    def bill_rates(self, question: PriceQuestion) -> Sequence[Rate]:
        """What a unit of the usage type cost on the last bill; none when it is not on it."""

    def last_hour(self, period: Period) -> datetime | None:
        """The last hour of the month in which usage began (UTC); None when there is none."""


class FocusWriter(Protocol):
    """Writes the ledger as a FOCUS dataset."""

    def write(self, target: Path, *, form: FocusFormat, periods: Sequence[str]) -> FocusExport:
        """Write the current bills of the months (YYYY-MM) to the file: all of it, or nothing.

        Raises NotFound when the file's folder is not there, AccessDenied or SourceUnavailable when it cannot
        be written, CorruptFile when the ledger cannot be read, UnbalancedExport when the rows do not add up
        to the ledger.
        """


class BillAuditor(Protocol):
    """Computes what the identities of a bill leave over."""

    def residues(self, controls: Path | None) -> Sequence[tuple[str, Residue]]:
        """(identity, residue) for each identity and current bill; ``controls`` is a file of control totals.

        Raises InvalidFile when the control totals cannot be read.
        """

    def estimated(self) -> Sequence[EstimatedLines]:
        """Lines without an invoice id, by bill and service."""


class Catalog(Protocol):
    """What is known of AWS's services."""

    def services(self) -> Sequence[ServiceProfile]:
        """Every service of the catalogue, by key."""


class Inventory(Protocol):
    """Asks AWS which resources exist."""

    def own_account(self) -> str:
        """The account of the caller's credentials.

        Raises MissingSetting, InvalidSetting, CredentialsExpired, AccessDenied, SourceUnavailable.
        """

    def accounts(self) -> Sequence[tuple[str, str]]:
        """(id, name) of the active accounts of the organization; or the own one alone."""

    def reach(self, account: str) -> Reach:
        """Which regions are on in the account, or why that is not known."""

    def run(self, jobs: Sequence[Job]) -> Iterator[JobResult]:
        """Each job's result as it comes; nothing that AWS answers to one job ends another."""


class ScanBook(Protocol):
    """A scan being written down; nothing of it counts before ``publish``."""

    def done(self) -> Sequence[Outcome]:
        """How the jobs ended that a run broken off has done, whatever it was asked for."""

    def add(self, outcome: Outcome, resources: Sequence[Resource]) -> None:
        """Write a finished job down; from then on it survives the end of the process."""

    def publish(self, *, is_finished: bool) -> None:
        """Make it count; a scan that is not finished can be gone on with."""


class EstateStore(Protocol):
    """Keeps what scans found. Reading raises NotFound before the first scan."""

    def scan(self) -> AbstractContextManager[ScanBook]:
        """Open a scan, or go on with one broken off; raises IngestRunning while another one runs."""

    def outcomes(self) -> Sequence[Outcome]:
        """How every job ended the last time it was run."""

    def resources(self, question: ResourceQuestion) -> ResourcePage:
        """The resources that the question means."""

    def version(self) -> str:
        """Changes with every scan that is published."""


class Integrations(Protocol):
    """AWS's own advisors, budgets and figures about commitments."""

    def profiles(self) -> Sequence[IntegrationProfile]:
        """Every integration, by key."""

    def ask(self, jobs: Sequence[Job], *, today: date, paid: PaidCalls) -> Iterator[Answered]:
        """Each question's answer as it comes; nothing is asked that ``paid`` does not allow."""


class UsageMetrics(Protocol):
    """CloudWatch's metrics of resources."""

    def measured_types(self) -> Sequence[str]:
        """The types of resource that have metrics."""

    def read(self, resources: Iterable[Measured], *, until: datetime, paid: PaidCalls) -> Iterator[Reading]:
        """The hourly series of the resources, in parts, as they come."""


class PriceBook(Protocol):
    """AWS's Price List."""

    def rates(self, question: PriceQuestion) -> Sequence[Rate]:
        """Every on-demand rate of a usage type.

        Raises NotFound, AccessDenied, Throttled, SourceUnavailable.
        """


class RateFile(Protocol):
    """Keeps list rates that the Price List told."""

    def add(self, rates: Iterable[Rate]) -> None:
        """Put rates in the place of those held of the same usage types."""

    def version(self) -> str:
        """Changes with what is held."""


class Collection(Protocol):
    """What is being collected; nothing of it counts before ``publish``."""

    def add_answer(self, answered: Answered) -> None:
        """Write an integration's answer down."""

    def add_reading(self, reading: Reading) -> None:
        """Write metrics down."""

    def publish(self) -> None:
        """Make it count."""


class CollectedStore(Protocol):
    """Keeps what was collected beside the inventory."""

    def collection(self) -> AbstractContextManager[Collection]:
        """Open a collection; raises IngestRunning while another one runs."""

    def version(self) -> str:
        """Changes with every collection that is published; empty before the first."""

    def answers(self) -> Sequence[Answered]:
        """How each question ended the last time it was asked, without what was told."""

    def advice(self) -> Sequence[Advice]:
        """What AWS advises, largest saving first."""

    def budgets(self) -> Sequence[Budget]:
        """AWS's budgets."""

    def measures(self) -> Sequence[Measure]:
        """Figures about commitments, anomalies and forecasts."""

    def read_spans(self) -> Mapping[ResourceKey, Span]:
        """Of which hours the metrics of each resource were read."""

    def usage(self, question: UsageQuestion) -> UsageAnswer:
        """The metrics of resources; raises NotFound before the first collection."""


class CheckBook(Protocol):
    """The checks there are."""

    def checks(self) -> Sequence[Check]:
        """Every check, by id."""


class Detector(Protocol):
    """Runs checks over what is known of the estate and the bill."""

    def examine(self) -> AbstractContextManager["ExaminedEstate"]:
        """Open what is known; raises NotFound before the first scan and without a bill."""


class ExaminedEstate(Protocol):
    """What is known of the estate and the bill, open for questions."""

    def window(self) -> Period:
        """The last thirty complete days of the bill."""

    def hours(self) -> Decimal:
        """The hours of the window in which anything was used that a commitment could cover."""

    def detect(self, check: Check) -> Detection:
        """What the check finds, and where it cannot see, with the money at stake there."""

    def lines(self, findings: Sequence[Finding]) -> Mapping[tuple[str, str], Sequence[LineCost]]:
        """(account, resource id or ARN) → what each usage type cost in the window, of what they are about."""

    def billed(self) -> Sequence[tuple[str, str]]:
        """Every (service code, usage type) of resources on the bill of the window."""

    def rate(self, service_code: str | None, usage_type: str) -> ListRate | None:
        """What a unit of a usage type costs at list price: on the own bill, else by the Price List."""

    def absorbing(self, commitment: str) -> Mapping[datetime, Decimal]:
        """What usage at on-demand rates, that the commitment could cover as well, cost in each hour."""

    def advice(self) -> Sequence[AwsAdvice]:
        """What AWS advises, as it was collected."""

    def seen(self, check: Check) -> int:
        """How many resources of the check's types are known."""

    def as_of(self) -> datetime:
        """Up to when the facts are known (UTC)."""

    def currency(self) -> str | None:
        """The currency of the bill; None when it has several."""

    def daily_costs(self, asked: CostTrail) -> Sequence[TrailDay]:
        """What a resource and others like it cost on each day of a period, in order."""


class DecisionsFile(Protocol):
    """The file of what people decided; raises InvalidFile, AccessDenied."""

    def read(self) -> Decisions:
        """What was decided last about each recommendation."""

    def write(self, changed: Mapping[str, Decision | None]) -> None:
        """Put decisions in, or take them out (None); all or nothing."""

    def version(self) -> str:
        """Changes with the file."""


class DataExports(Protocol):
    """The account's Data Exports. Raises AccessDenied, CredentialsExpired, Throttled, SourceUnavailable."""

    def account_id(self) -> str:
        """The account whose exports these are."""

    def existing(self) -> Sequence[ExistingExport]:
        """Every Data Export of the account."""

    def create(self, plan: ExportPlan) -> str:
        """Create the planned export; its ARN."""
