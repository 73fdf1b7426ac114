"""The truth beside a bill: totals added up from the engine's own amounts, never read back."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from finops_aws.sandbox.commitments import Commitment, Reservation, exact
from finops_aws.sandbox.lines import Line
from finops_aws.sandbox.meters import Meter
from finops_aws.sandbox.months import Month
from finops_aws.sandbox.plan import Plan
from finops_aws.sandbox.prices import TICKS, decimal
from finops_aws.sandbox.uses import Use

CURRENCY = "USD"
METRICS = ("unblended", "amortized", "billed", "effective", "list")
SCOPES = {
    "total": METRICS,
    "service": METRICS,
    "account": METRICS,
    "line_item_type": METRICS[:4],
    "invoice": ("billed",),
}
FOCUS_SCOPES = dict.fromkeys(("total", "service", "account"), ("billed", "effective"))
LISTED_TYPES = ("Usage", "DiscountedUsage", "SavingsPlanCoveredUsage")
Key = tuple[str, str, str, str]


@dataclass(slots=True)
class Totals:
    """Sums of one payer and month, in ticks, by (account, product, line type, invoice)."""

    month: Month
    invoice: str | None
    lines: int = 0
    sums: dict[Key, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0] * len(METRICS)))
    discounts: dict[tuple[str, str, str], int] = field(default_factory=lambda: defaultdict(int))

    def add(self, line: Line, *, times: int = 1, invoice: str | None = None) -> None:
        """Count a line; a child is counted as a line but never as money."""
        self.lines += times
        if line.child:
            return
        meter = line.meter
        amounts = (line.unblended, line.amortized, line.billed, line.effective, line.listed)
        key = (meter.account.id, meter.product_code, line.line_type, self._invoice(meter, invoice))
        self._sum(key, amounts, times)
        self.take_discount(
            meter.account.id,
            meter.product_code,
            terms=meter.price.terms,
            amount=(line.unblended - line.billed) * times,
        )

    def add_usage(self, account: str, product: str, *, lines: int, unblended: int, billed: int) -> None:
        """Count ordinary usage that was added up before."""
        self.lines += lines
        amounts = (unblended, unblended, billed, billed, unblended)
        self._sum((account, product, "Usage", f"{self.invoice or ''}|AWS"), amounts, 1)

    def take_discount(self, account: str, product: str, *, terms: str, amount: int) -> None:
        if amount:
            self.discounts[account, product, terms] += amount

    def without_net(self) -> None:
        """Let net equal gross, as in an export without net columns."""
        for sums in self.sums.values():
            sums[2], sums[3] = sums[0], sums[1]

    def _invoice(self, meter: Meter, invoice: str | None) -> str:
        return f"{invoice or self.invoice or ''}|{meter.billing_entity}"

    def _sum(self, key: Key, amounts: tuple[int, ...], times: int) -> None:
        sums = self.sums[key]
        for place, amount in enumerate(amounts):
            sums[place] += amount * times


def write_truth(folder: Path, payers: list[tuple[Plan, list[Totals]]], *, focus: bool) -> None:
    """Write controls.csv, invoices.csv, commitments.json and company.json.

    A FOCUS export names neither line types nor billing entities nor gross costs:
    its controls are billed and effective by service and account only.
    """
    folder.mkdir(parents=True, exist_ok=True)
    controls: list[list[object]] = []
    invoices: list[list[object]] = []
    for plan, months in payers:
        payer = plan.company.payer.id
        for totals in months:
            controls += _controls(payer, totals, FOCUS_SCOPES if focus else SCOPES)
            invoices += _invoices(payer, totals)
    head = ["payer_account_id", "billing_period", "currency", "scope", "key", "metric", "amount"]
    _table(folder / "controls.csv", head, controls)
    head = ["payer_account_id", "billing_period", "invoice_id", "billing_entity", "currency", "total"]
    _table(folder / "invoices.csv", head, invoices)
    _json(folder / "commitments.json", [row for plan, _ in payers for row in _commitments(plan)])
    _json(folder / "company.json", [_company(plan) for plan, _ in payers])


def _controls(payer: str, totals: Totals, scopes: Mapping[str, tuple[str, ...]]) -> Iterator[list[object]]:
    for scope, metrics in scopes.items():
        if scope == "invoice" and not totals.month.closed:
            continue
        for key, sums in sorted(_grouped(totals, scope).items()):
            for metric in metrics:
                amount = decimal(sums[METRICS.index(metric)])
                yield [payer, totals.month.period, CURRENCY, scope, key, metric, f"{amount:f}"]


def _grouped(totals: Totals, scope: str) -> dict[str, list[int]]:
    """Add up over one of the four keys; ``list`` is that of usage lines only."""
    place = {"account": 0, "service": 1, "line_item_type": 2, "invoice": 3}.get(scope)
    groups: dict[str, list[int]] = defaultdict(lambda: [0] * len(METRICS))
    for key, sums in totals.sums.items():
        group = groups["" if place is None else key[place]]
        for number, amount in enumerate(sums):
            if number < 4 or key[2] in LISTED_TYPES:
                group[number] += amount
    return groups


def _invoices(payer: str, totals: Totals) -> Iterator[list[object]]:
    if totals.month.closed:
        for key, sums in sorted(_grouped(totals, "invoice").items()):
            number, _, entity = key.partition("|")
            yield [payer, totals.month.period, number, entity, CURRENCY, f"{decimal(sums[2]):f}"]


def _commitments(plan: Plan) -> Iterator[dict[str, object]]:
    for commitment in plan.commitments:
        for month in plan.timeline.months:
            use = plan.uses.get((commitment.term.id, month.position))
            if use is not None:
                yield _commitment(commitment, month, use, payer=plan.company.payer.id)


def _commitment(commitment: Commitment, month: Month, use: Use, *, payer: str) -> dict[str, object]:
    """Give one commitment's month; a reservation's use is in unit-hours and money, a plan's in money."""
    term = commitment.term
    reserved = isinstance(commitment, Reservation)
    scale = commitment.units if isinstance(commitment, Reservation) else Decimal(1)
    rate = commitment.recurring + commitment.upfront
    used = exact(use.units * rate) if reserved else use.commitment
    bought = month.first_hour <= term.start < month.end_hour
    return {
        "payer_account_id": payer,
        "arn": term.arn,
        "billing_period": month.period,
        "kind": "Reservation" if isinstance(commitment, Reservation) else commitment.kind,
        "payment_option": str(term.payment),
        "term_years": term.years,
        "currency": CURRENCY,
        "hours": use.hours,
        "fee": _text(exact(scale * commitment.recurring * use.hours)),
        "amortized_upfront": _text(exact(scale * commitment.upfront * use.hours)),
        "used": _text(used),
        "unused": _text(exact(scale * rate * use.hours) - used),
        "used_unit_hours": f"{use.units.normalize():f}" if reserved else None,
        "upfront_paid": _text(commitment.fee if bought else 0),
    }


def _company(plan: Plan) -> dict[str, object]:
    company = plan.company
    members = (company.payer, *company.accounts)
    return {
        "name": company.name,
        "payer_account_id": company.payer.id,
        "invoicing_entity": company.invoicing_entity,
        "discount_percent": company.percent,
        "late_tag": {"key": company.late_tag, "from": plan.timeline.time(plan.activation).isoformat()},
        "working_hours_stride": plan.timeline.stride,
        "accounts": [
            {"id": a.id, "name": a.name, "team": a.team, "unit": a.unit, "environment": a.environment}
            for a in members
        ],
        "teams": sorted({account.team for account in members}),
        "incidents": company.incidents,
    }


def _text(amount: int) -> str:
    return f"{Decimal(amount) / TICKS:f}"


def _table(path: Path, head: list[str], rows: Iterable[list[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as sink:
        writer = csv.writer(sink, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


def _json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
