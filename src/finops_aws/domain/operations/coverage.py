"""Which questions about the estate were answered, and how many dollars lie behind those that were not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from finops_aws.domain.money import exact_sum
from finops_aws.domain.operations.estate import Outcome, Status
from finops_aws.domain.service import ServiceProfile

Spend = Mapping[tuple[str, str, str], Mapping[str, Decimal | None]]
"""(account, product code, region) → currency → cost; None is an unknown cost."""


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """How one job ended, and what its service × region × account cost in the period, one entry per currency.

    ``at_stake`` is None when no bill is held: then nothing is known of the dollars either.
    """

    outcome: Outcome
    at_stake: Mapping[str, Decimal | None] | None

    @property
    def is_known(self) -> bool:
        """Whether nothing is left to ask; what is not offered and yet on the bill is a contradiction."""
        status = self.outcome.ending.status
        return status.is_known and (status is not Status.NOT_OFFERED or not self.at_stake)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The rows, and the dollars behind what is not known (each bill line counted once).

    ``by_status``: how many jobs ended so, and how many of them leave nothing to ask.
    """

    rows: tuple[CoverageRow, ...]
    by_status: Mapping[Status, tuple[int, int]]
    unknown_spend: Mapping[str, Decimal | None] | None

    @property
    def is_whole(self) -> bool:
        return all(row.is_known for row in self.rows)


def cover(
    outcomes: Sequence[Outcome], *, spend: Spend | None, services: Mapping[str, ServiceProfile]
) -> Coverage:
    """Set the outcomes of a scan against the bill; ``spend`` is None when no bill is held."""
    unknown: set[tuple[str, str, str]] = set()
    rows = []
    for outcome in outcomes:
        keys = _keys_of(outcome, services, spend or {})
        rows.append(CoverageRow(outcome, None if spend is None else added(spend, keys)))
        if not rows[-1].is_known:
            unknown.update(keys)
    ended = {status: [row for row in rows if row.outcome.ending.status is status] for status in Status}
    by_status = {status: (len(own), sum(row.is_known for row in own)) for status, own in ended.items()}
    return Coverage(
        rows=tuple(sorted(rows, key=_by_weight)),
        by_status=by_status,
        unknown_spend=None if spend is None else added(spend, unknown),
    )


def _keys_of(
    outcome: Outcome, services: Mapping[str, ServiceProfile], spend: Spend
) -> list[tuple[str, str, str]]:
    """The lines of the bill that the job's answer would explain."""
    job = outcome.job
    service = services.get(job.service)
    if service is None:
        return []
    if service.is_global:
        codes = service.product_codes
        return [key for key in spend if key[0] == job.account and key[1] in codes]
    return [
        key for code in sorted(service.product_codes) if (key := (job.account, code, job.region)) in spend
    ]


def added(
    spend: Spend, keys: Sequence[tuple[str, str, str]] | set[tuple[str, str, str]]
) -> dict[str, Decimal | None]:
    """The sum per currency over the keys; unknown as soon as one part is."""
    parts: dict[str, list[Decimal | None]] = {}
    for key in keys:
        for currency, amount in spend[key].items():
            parts.setdefault(currency, []).append(amount)
    return {
        currency: None if None in amounts else exact_sum(one for one in amounts if one is not None)
        for currency, amounts in sorted(parts.items())
    }


def _by_weight(row: CoverageRow) -> tuple[bool, Decimal, object]:
    """Gaps first, the most expensive ahead."""
    amounts = (row.at_stake or {}).values()
    weight = max((amount or Decimal(0) for amount in amounts), default=Decimal(0))
    return row.is_known, -weight, row.outcome.job
