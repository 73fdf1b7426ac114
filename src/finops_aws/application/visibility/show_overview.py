"""Show where the month stands."""

from dataclasses import dataclass
from datetime import date

from finops_aws.application.ports import Clock, CostStore
from finops_aws.application.visibility.ask_costs import ask_costs, compare_costs
from finops_aws.application.visibility.find_unknowns import find_unknowns
from finops_aws.domain.charge import CostMetric
from finops_aws.domain.period import Period, month_of, parse_day
from finops_aws.domain.visibility.costs import (
    Basis,
    Comparison,
    CostAnswer,
    CostQuestion,
    Granularity,
    compare_totals,
)
from finops_aws.domain.visibility.delivery import Delivery, missing_bills
from finops_aws.domain.visibility.overview import (
    Freshness,
    Overview,
    OverviewPart,
    Window,
    newest_bills,
    window_of,
)
from finops_aws.errors import NotFound

EVERY_PART = frozenset(OverviewPart)


def show_overview(
    *,
    store: CostStore,
    clock: Clock,
    metric: CostMetric = CostMetric.EFFECTIVE,
    parts: frozenset[OverviewPart] = EVERY_PART,
) -> Overview:
    """The last month held: its cost, how it moved, what is not known; raises NotFound without a ledger."""
    deliveries = store.deliveries()
    bills = newest_bills(deliveries)
    if not bills:
        raise NotFound(thing="ledger", where="data directory")
    month = month_of(parse_day(max(bill.billing_period for bill in bills)))
    window = window_of(deliveries, now=clock.now(), last_hour=store.last_hour(month))
    first = min(parse_day(bill.billing_period) for bill in deliveries if bill.is_current)
    view = _View(store, window, first, metric)
    moved = view.changes() if parts & {OverviewPart.HEADLINE, OverviewPart.CHANGES} else None
    total = view.headline() if parts & {OverviewPart.HEADLINE, OverviewPart.UNKNOWNS} else None
    return Overview(
        window=window,
        data_version=store.data_version(),
        gaps=missing_bills(deliveries),
        headline=total if OverviewPart.HEADLINE in parts else None,
        headline_change=compare_totals(moved) if moved and OverviewPart.HEADLINE in parts else None,
        months=view.months() if OverviewPart.MONTHS in parts else None,
        daily=view.daily() if OverviewPart.DAILY in parts else None,
        changes=moved if OverviewPart.CHANGES in parts else None,
        unknowns=find_unknowns(total, store=store) if total and OverviewPart.UNKNOWNS in parts else None,
        freshness=tuple(map(_freshness, bills)) if OverviewPart.FRESHNESS in parts else None,
    )


@dataclass(frozen=True, slots=True)
class _View:
    """The questions of the overview, all in one metric."""

    store: CostStore
    window: Window
    first_month: date
    metric: CostMetric

    def headline(self) -> CostAnswer:
        return self._ask(self.window.month)

    def months(self) -> CostAnswer:
        """The last months, from the first that a bill is held of."""
        latest = self.window.latest_months
        return self._ask(
            Period(max(latest.start, self.first_month), latest.end), granularity=Granularity.MONTH
        )

    def daily(self) -> CostAnswer:
        return self._ask(self.window.latest_days, by=("ServiceName",), granularity=Granularity.DAY)

    def changes(self) -> Comparison | None:
        days = self.window.same_days
        if days is None:
            return None
        question = self._question(days, by=("ServiceName",))
        return compare_costs(question, store=self.store, baseline=days.months_before(1))

    def _ask(
        self,
        period: Period,
        *,
        by: tuple[str, ...] = (),
        granularity: Granularity = Granularity.TOTAL,
    ) -> CostAnswer:
        return ask_costs(self._question(period, by=by, granularity=granularity), store=self.store)

    def _question(
        self,
        period: Period,
        *,
        by: tuple[str, ...],
        granularity: Granularity = Granularity.TOTAL,
    ) -> CostQuestion:
        # The days of a running month, and thirty days, can happen to be a whole month: they stay days.
        is_part = self.window.is_running and period == self.window.same_days
        basis = Basis.DAYS if is_part or granularity is Granularity.DAY else None
        return CostQuestion(period=period, by=by, metric=self.metric, granularity=granularity, basis=basis)


def _freshness(bill: Delivery) -> Freshness:
    return Freshness(
        payer_account_id=bill.payer_account_id,
        billing_period=bill.billing_period,
        delivered_at=bill.delivered_at,
        ingested_at=bill.ingested_at,
        lines=bill.lines,
        estimated_lines=bill.estimated_lines,
    )
