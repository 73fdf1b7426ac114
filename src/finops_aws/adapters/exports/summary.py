"""What a freshly read bill holds: line counts, currency, roundings, and what a reader should know."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from finops_aws.adapters.exports.report_relation import ledger_scan
from finops_aws.domain.charge import LineItemType
from finops_aws.domain.visibility.delivery import Notice, Rounding
from finops_aws.errors import CurrencyMismatch, SchemaMismatch


@dataclass(frozen=True, slots=True)
class BillSummary:
    """Counts and findings of one payer's month, before anything was added to it."""

    currency: str
    lines: int
    estimated_lines: int
    has_split_costs: bool
    roundings: tuple[Rounding, ...]
    notices: tuple[Notice, ...]


def summarize(connection: duckdb.DuckDBPyConnection, files: list[Path], *, where: str) -> BillSummary:
    """The summary of one payer's month; ``where`` tells a person which export it is.

    Raises CurrencyMismatch when its lines have several currencies, SchemaMismatch when some have no cost.
    """
    connection.execute(f"CREATE OR REPLACE TEMP VIEW charges AS SELECT * FROM {ledger_scan(files)}")
    lines, estimated, without_cost, splits = _rows(connection, _COUNTS)[0]
    currencies = [str(row[0]) for row in _rows(connection, _CURRENCIES)]
    if len(currencies) != 1:
        raise CurrencyMismatch(where=where, currencies=", ".join(currencies))
    if without_cost:
        raise SchemaMismatch(path=where, reason=f"{without_cost} lines without a cost")
    return BillSummary(
        currency=currencies[0],
        lines=int(lines),
        estimated_lines=int(estimated),
        has_split_costs=bool(splits),
        roundings=tuple(Rounding(*row) for row in _rows(connection, _ROUNDINGS)),
        notices=_notices(connection),
    )


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple]:  # type: ignore[type-arg]
    return connection.execute(query).fetchall()


_COUNTS = """
SELECT
    COUNT(*),
    SUM(CASE WHEN InvoiceId IS NULL THEN 1 ELSE 0 END),
    SUM(CASE WHEN BilledCost IS NULL THEN 1 ELSE 0 END),
    bool_or(x_IsSplitChild)
FROM charges
"""

_CURRENCIES = """
SELECT DISTINCT coalesce(BillingCurrency, 'none')
FROM charges
ORDER BY 1
"""

_ROUNDINGS = """
SELECT
    entry.key,
    COUNT(*),
    SUM(entry.value)
FROM (
    SELECT unnest(map_entries(x_InputRounding)) AS entry
    FROM charges
    WHERE x_InputRounding IS NOT NULL
)
GROUP BY 1
ORDER BY 1
"""

_NAMED = """
SELECT
    {name},
    COUNT(*),
    SUM(x_NetUnblendedCost)
FROM charges
WHERE {condition}
GROUP BY 1
ORDER BY 1
"""


def _notices(connection: duckdb.DuckDBPyConnection) -> tuple[Notice, ...]:
    known = ", ".join(f"'{kind}'" for kind in LineItemType)
    queries = {
        "notice.unknown-line-item-type": ("x_LineItemType", f"x_LineItemType NOT IN ({known})"),
        "notice.unmapped-service": ("ServiceName", "ServiceName LIKE '(unmapped)%'"),
        "notice.other-provider": ("ProviderName", "ProviderName <> 'AWS'"),
    }
    return tuple(
        Notice(key, {"name": str(name), "lines": str(lines), "amount": str(amount)})
        for key, (column, condition) in queries.items()
        for name, lines, amount in _rows(connection, _NAMED.format(name=column, condition=condition))
    )
