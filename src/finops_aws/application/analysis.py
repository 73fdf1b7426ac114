"""The façade: every door calls it, a line per method."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from finops_aws.application.operations.collect_facts import Collected, CollectRequest, collect_facts
from finops_aws.application.operations.collect_rates import with_rates
from finops_aws.application.operations.examine_accounts import Examination, examine_accounts
from finops_aws.application.operations.list_services import (
    ServiceUse,
    Unclaimed,
    list_services,
    unclaimed_spend,
)
from finops_aws.application.operations.look_up_prices import Prices, look_up_prices
from finops_aws.application.operations.plan_scan import ScanRequest, plan_scan
from finops_aws.application.operations.scan_estate import Scan, scan_estate
from finops_aws.application.operations.show_coverage import known_spend, show_coverage
from finops_aws.application.operations.write_policy import read_policies
from finops_aws.application.optimization.decide import Decided, DecideRequest
from finops_aws.application.optimization.judgement import Judgement
from finops_aws.application.optimization.measure_savings import RealizedSavings
from finops_aws.application.optimization.recommend import RecommendRequest
from finops_aws.application.ports import (
    BillAuditor,
    Catalog,
    Clock,
    CollectedStore,
    CostStore,
    DataExports,
    EstateStore,
    ExportSources,
    FocusWriter,
    Integrations,
    Inventory,
    LedgerReader,
    LedgerStore,
    PriceBook,
    Progress,
    RateFile,
    UsageMetrics,
)
from finops_aws.application.visibility.ask_costs import ask_costs, compare_costs
from finops_aws.application.visibility.choose_period import choose_period, recent_days
from finops_aws.application.visibility.export_focus import export_focus
from finops_aws.application.visibility.ingest_exports import (
    CostFeed,
    FeedRequest,
    Ingest,
    ingest_cost_explorer,
    ingest_exports,
)
from finops_aws.application.visibility.reconcile_bills import reconcile_bills
from finops_aws.application.visibility.setup_export import ExportSetup, setup_export
from finops_aws.application.visibility.show_overview import EVERY_PART, show_overview
from finops_aws.domain.charge import CostMetric
from finops_aws.domain.operations.collected import Advice, Budget, Measure
from finops_aws.domain.operations.coverage import Coverage
from finops_aws.domain.operations.prices import PriceQuestion
from finops_aws.domain.operations.resources import ResourcePage, ResourceQuestion
from finops_aws.domain.operations.usage import (
    USUAL_DAYS,
    QuantityAnswer,
    QuantityQuestion,
    UsageAnswer,
    UsageQuestion,
)
from finops_aws.domain.optimization.recommendations import Recommendations
from finops_aws.domain.period import Period
from finops_aws.domain.visibility.costs import Comparison, CostAnswer, CostQuestion
from finops_aws.domain.visibility.delivery import Delivery
from finops_aws.domain.visibility.export_plan import ExportPlan
from finops_aws.domain.visibility.focus_export import FocusExport
from finops_aws.domain.visibility.overview import Overview, OverviewPart
from finops_aws.domain.visibility.reconciliation import Reconciliation
from finops_aws.toolkit.ttl_cache import TtlCache

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Analysis:
    """What FinOps AWS can be asked; answers come from the cache while the data are the same."""

    sources: ExportSources
    feed: CostFeed
    reader: LedgerReader
    ledger: LedgerStore
    store: CostStore
    auditor: BillAuditor
    focus: FocusWriter
    exports: DataExports
    catalog: Catalog
    inventory: Inventory
    estate: EstateStore
    integrations: Integrations
    metrics: UsageMetrics
    collected: CollectedStore
    price_book: PriceBook
    rates: RateFile
    judgement: Judgement
    clock: Clock
    progress: Progress
    cache: TtlCache

    def ingest(self, locations: Sequence[str]) -> Ingest:
        return ingest_exports(
            locations, sources=self.sources, reader=self.reader, store=self.ledger, progress=self.progress
        )

    def ingest_cost_explorer(self, request: FeedRequest) -> Ingest:
        deliveries, now = self.store.deliveries, self.clock.now()
        return ingest_cost_explorer(
            request, feed=self.feed, ingest=self.ingest, deliveries=deliveries, now=now
        )

    def costs(self, question: CostQuestion) -> CostAnswer:
        return self._cached(("costs", question), lambda: ask_costs(question, store=self.store))

    def compare_costs(self, question: CostQuestion, baseline: Period | None = None) -> Comparison:
        found = partial(compare_costs, question, store=self.store, baseline=baseline)
        return self._cached(("compare_costs", question, baseline), found)

    def overview(self, metric: CostMetric, parts: frozenset[OverviewPart] = EVERY_PART) -> Overview:
        found = partial(show_overview, store=self.store, clock=self.clock, metric=metric, parts=parts)
        return self._cached(("overview", metric, parts, self.clock.now().date()), found)

    def period(self, start: str | None, end: str | None) -> Period:
        return choose_period(start, end, deliveries=self.store.deliveries())

    def tags(self) -> Sequence[str]:
        return self.store.tags()

    def data_version(self) -> str:
        return "-".join((self.store.data_version(), *self._judged()))

    def deliveries(self) -> Sequence[Delivery]:
        return self.store.deliveries()

    def reconcile(self, controls: Path | None = None) -> Reconciliation:
        written = controls.stat().st_mtime_ns if controls and controls.exists() else None
        found = partial(reconcile_bills, store=self.store, auditor=self.auditor, clock=self.clock)
        asked = (controls, written, self.clock.now().date())
        return self._cached(("reconcile", *asked), partial(found, controls=controls))

    def export_focus(self, target: Path, period: Period | None = None) -> FocusExport:
        return export_focus(target, period=period, store=self.store, writer=self.focus)

    def setup_export(self, plan: ExportPlan, *, apply: bool) -> ExportSetup:
        return setup_export(self.exports, plan, apply=apply)

    def scan(self, request: ScanRequest) -> Scan:
        spend = known_spend(self.store)
        plan = plan_scan(request, inventory=self.inventory, catalog=self.catalog, spend=spend)
        return scan_estate(
            plan, inventory=self.inventory, store=self.estate, clock=self.clock, progress=self.progress
        )

    def coverage(self) -> Coverage:
        found = partial(show_coverage, store=self.estate, catalog=self.catalog, costs=self.store)
        return self._cached(("coverage", self.estate.version()), found)

    def resources(self, question: ResourceQuestion) -> ResourcePage:
        return self._cached(("resources", question, *self._seen()), lambda: self.estate.resources(question))

    def collect(self, request: CollectRequest) -> Collected:
        collected = collect_facts(request, self, payers=self._payers())
        missing = () if request.only else self.judgement.missing_rates()
        return with_rates(collected, missing, book=self.price_book, file=self.rates)

    def usage(self, question: UsageQuestion) -> UsageAnswer:
        return self._cached(("usage", question, *self._seen()), lambda: self.collected.usage(question))

    def quantities(self, question: QuantityQuestion) -> QuantityAnswer:
        return self._cached(("quantities", question), lambda: self.store.quantities(question))

    def prices(self, question: PriceQuestion) -> Prices:
        found = partial(look_up_prices, question, costs=self.store, book=self.price_book)
        return self._cached(("prices", question), found)

    def recommend(self, request: RecommendRequest) -> Recommendations:
        found = partial(self.judgement.recommend, request)
        return self._cached(("recommend", request, *self._judged()), found)

    def decide(self, request: DecideRequest) -> Decided:
        return self.judgement.decide(request)

    def realized_savings(self) -> RealizedSavings:
        return self._cached(("realized", *self._judged()), self.judgement.realized_savings)

    def recent_days(self) -> Period:
        return recent_days(USUAL_DAYS, store=self.store)

    def advice(self) -> Sequence[Advice]:
        return self._cached(("advice", self.collected.version()), self.collected.advice)

    def budgets(self) -> Sequence[Budget]:
        return self._cached(("budgets", self.collected.version()), self.collected.budgets)

    def measures(self) -> Sequence[Measure]:
        return self._cached(("measures", self.collected.version()), self.collected.measures)

    def examine(self, accounts: Sequence[str] = ()) -> Sequence[Examination]:
        payers = self._payers()
        return examine_accounts(accounts or payers, self, payers=payers)

    def _payers(self) -> Sequence[str]:
        """The accounts that pay the bills that are held; without a bill, the caller's own."""
        held = sorted({delivery.payer_account_id for delivery in self.store.deliveries()})
        return tuple(held) or (self.inventory.own_account(),)

    def services(self) -> Sequence[ServiceUse]:
        return list_services(catalog=self.catalog, costs=self.store)

    def unclaimed_spend(self) -> Sequence[Unclaimed] | None:
        return unclaimed_spend(catalog=self.catalog, costs=self.store)

    def read_policies(self) -> Sequence[str]:
        return read_policies(self.catalog, self.integrations)

    def _seen(self) -> tuple[str, ...]:
        return self.estate.version(), self.collected.version(), self.rates.version()

    def _judged(self) -> tuple[str, ...]:
        return (*self._seen(), self.judgement.version())

    def _cached(self, question: tuple[object, ...], compute: Callable[[], Answer]) -> Answer:
        return self.cache.get_or_compute((*question, self.store.data_version()), compute)
