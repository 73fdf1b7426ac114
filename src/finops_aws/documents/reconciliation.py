"""Reconciliation: what must hold between the parts of a bill, and what was left over."""

from collections.abc import Callable
from dataclasses import dataclass

from finops_aws.documents.figures import Amount, exact
from finops_aws.domain.visibility.reconciliation import EstimatedLines, IdentityCheck, Reconciliation, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckDocument:
    """An identity on one bill; ``residue`` adds what was left over in ``off`` of ``groups`` groups."""

    identity: str
    title: str
    verdict: Verdict
    payer_account_id: str
    billing_period: str
    currency: str
    groups: int
    off: int
    residue: Amount
    worst: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimatedDocument:
    """Lines of a bill that no invoice holds yet, by service."""

    payer_account_id: str
    billing_period: str
    service_name: str
    lines: int
    billed: Amount
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InputRoundingDocument:
    """What rounding to 12 decimals took from a column of a bill."""

    payer_account_id: str
    billing_period: str
    column: str
    values: int
    amount: Amount


@dataclass(frozen=True, slots=True)
class ReconciliationDocument:
    """Every identity on every bill; ``holds`` is false when one failed."""

    holds: bool
    checks: list[CheckDocument]
    estimated: list[EstimatedDocument]
    input_rounding: list[InputRoundingDocument]


def reconciliation_document(
    reconciliation: Reconciliation, *, text: Callable[..., str]
) -> ReconciliationDocument:
    """``text`` gives an identity's title in the caller's language."""
    return ReconciliationDocument(
        holds=reconciliation.holds,
        checks=[_check(check, text(check.identity)) for check in reconciliation.checks],
        estimated=[_estimated(row) for row in reconciliation.estimated],
        input_rounding=[
            InputRoundingDocument(
                payer_account_id=bill.payer_account_id,
                billing_period=bill.billing_period,
                column=rounding.column,
                values=rounding.values,
                amount=exact(rounding.amount),
            )
            for bill, rounding in reconciliation.roundings
        ],
    )


def _check(check: IdentityCheck, title: str) -> CheckDocument:
    residue = check.residue
    return CheckDocument(
        identity=check.identity.removeprefix("identity."),
        title=title,
        verdict=check.verdict,
        payer_account_id=residue.bill.payer_account_id,
        billing_period=residue.bill.billing_period,
        currency=residue.bill.currency,
        groups=residue.groups,
        off=residue.off,
        residue=exact(residue.total),
        worst=residue.worst,
    )


def _estimated(row: EstimatedLines) -> EstimatedDocument:
    return EstimatedDocument(
        payer_account_id=row.bill.payer_account_id,
        billing_period=row.bill.billing_period,
        service_name=row.service_name,
        lines=row.lines,
        billed=exact(row.billed),
        currency=row.bill.currency,
    )
