"""Reconciliation: identities that must hold between the parts of a bill."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from finops_aws.domain.visibility.delivery import Rounding

TOLERANCE = Decimal("0.005")
"""Half a cent per payer, month and identity: what an export of floating point numbers may be off by."""


class Verdict(StrEnum):
    """How an identity came out.

    EXACT: residue 0. WITHIN_TOLERANCE: off by no more than half a cent. FAILED: off by more. RUNNING: off,
    but the month is not over. NOTED: off, in a diagnostic that informs only. NOT_CHECKED: nothing to compare.
    """

    EXACT = "exact"
    WITHIN_TOLERANCE = "within tolerance"
    FAILED = "failed"
    RUNNING = "running"
    NOTED = "noted"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True, slots=True)
class BillKey:
    """A payer's bill of one month in one currency."""

    payer_account_id: str
    billing_period: str
    currency: str


@dataclass(frozen=True, slots=True)
class Residue:
    """What an identity left over on one bill: ``groups`` were compared, ``off`` did not come out at 0.

    ``total`` adds the absolute residues; ``largest`` is that of the group named ``worst``.
    """

    bill: BillKey
    groups: int
    off: int
    total: Decimal
    largest: Decimal
    worst: str


@dataclass(frozen=True, slots=True)
class IdentityCheck:
    """An identity on one bill with its verdict; ``identity`` names a text in the messages."""

    identity: str
    residue: Residue
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class EstimatedLines:
    """Lines of a bill without an invoice id, which AWS may still change, by service."""

    bill: BillKey
    service_name: str
    lines: int
    billed: Decimal


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Every identity on every bill, what is still estimated, and what rounding took from the input."""

    checks: tuple[IdentityCheck, ...]
    estimated: tuple[EstimatedLines, ...]
    roundings: tuple[tuple[BillKey, Rounding], ...]

    @property
    def holds(self) -> bool:
        return all(check.verdict is not Verdict.FAILED for check in self.checks)


def judge(
    identity: str,
    residue: Residue,
    *,
    is_running: bool,
    is_diagnostic: bool = False,
    is_per_group: bool = False,
) -> IdentityCheck:
    """The verdict on a residue; a running month and a diagnostic are reported, never failed.

    ``is_per_group``: each group is rounded on its own, as invoices are, and may be off by the tolerance.
    """
    if residue.groups == 0:
        verdict = Verdict.NOT_CHECKED
    elif residue.off == 0:
        verdict = Verdict.EXACT
    elif (residue.largest if is_per_group else residue.total) <= TOLERANCE:
        verdict = Verdict.WITHIN_TOLERANCE
    elif is_diagnostic:
        verdict = Verdict.NOTED
    else:
        verdict = Verdict.RUNNING if is_running else Verdict.FAILED
    return IdentityCheck(identity, residue, verdict)
