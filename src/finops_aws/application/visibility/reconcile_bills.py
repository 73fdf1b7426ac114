"""Prove that the ledger equals the bill."""

from datetime import UTC, datetime
from pathlib import Path

from finops_aws.application.ports import BillAuditor, Clock, CostStore
from finops_aws.domain.period import month_of, parse_day
from finops_aws.domain.visibility.delivery import Delivery
from finops_aws.domain.visibility.reconciliation import BillKey, IdentityCheck, Reconciliation, Residue, judge
from finops_aws.errors import NotFound

NEED_A_CLOSED_MONTH = (
    "identity.invoice",
    "identity.reservation",
    "identity.reservation-net",
    "identity.upfront",
    "identity.effective",
    "identity.control",
)
DIAGNOSTICS = ("identity.blended",)


def reconcile_bills(
    *, store: CostStore, auditor: BillAuditor, clock: Clock, controls: Path | None = None
) -> Reconciliation:
    """Every identity on every current bill, with its residue.

    ``controls`` is a CSV of control totals (an invoice's total, Cost Explorer's total of a service) to hold
    the ledger against. Raises NotFound when the ledger is empty, InvalidFile for unreadable control totals.
    """
    current = [delivery for delivery in store.deliveries() if delivery.is_current]
    if not current:
        raise NotFound(thing="ledger", where="data directory")
    running = {_bill(delivery) for delivery in current if _is_running(delivery, clock.now())}
    checks = tuple(_check(identity, residue, running) for identity, residue in auditor.residues(controls))
    roundings = tuple((_bill(delivery), rounding) for delivery in current for rounding in delivery.roundings)
    return Reconciliation(checks, tuple(auditor.estimated()), roundings)


def _check(identity: str, residue: Residue, running: set[BillKey]) -> IdentityCheck:
    is_running = residue.bill in running and identity in NEED_A_CLOSED_MONTH
    return judge(
        identity,
        residue,
        is_running=is_running,
        is_diagnostic=identity in DIAGNOSTICS,
        is_per_group=identity == "identity.invoice",
    )


def _bill(delivery: Delivery) -> BillKey:
    return BillKey(delivery.payer_account_id, delivery.billing_period, delivery.currency)


def _is_running(delivery: Delivery, now: datetime) -> bool:
    end = month_of(parse_day(delivery.billing_period)).end
    return (
        now < datetime(end.year, end.month, end.day, tzinfo=UTC) or delivery.estimated_lines == delivery.lines
    )
