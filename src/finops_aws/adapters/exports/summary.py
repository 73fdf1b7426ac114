"""What a freshly read part holds: line counts, currency, roundings, and what a reader should know."""

from pathlib import Path

import duckdb

from finops_aws.domain.charge import LineItemType
from finops_aws.domain.visibility.delivery import LedgerPart, Notice, Rounding
from finops_aws.errors import CurrencyMismatch, SchemaMismatch


def summarize(
    connection: duckdb.DuckDBPyConnection,
    *,
    key: tuple[str, str],
    shape: str,
    routes: dict[str, list[Path]],
    finished: Path | None,
    tags: dict[str, str],
) -> LedgerPart:
    """The part of one payer and month; raises CurrencyMismatch when its lines have several currencies."""
    files = (*routes["settled"], *([finished] if finished else []))
    source = _scan([*files] or routes["split"])
    payer, period = key
    currencies = _rows(
        connection, f"SELECT DISTINCT coalesce(BillingCurrency, 'none') FROM {source} ORDER BY 1"
    )
    if len(currencies) != 1:
        raise CurrencyMismatch(
            where=f"{payer} {period}", currencies=", ".join(str(row[0]) for row in currencies)
        )
    lines, estimated, without_cost = _rows(connection, _COUNTS.format(source=_scan(_lines(routes))))[0]
    if without_cost:
        raise SchemaMismatch(path=f"{payer} {period}", reason=f"{without_cost} lines without a cost")
    return LedgerPart(
        payer_account_id=payer,
        billing_period=period,
        shape=shape,
        currency=str(currencies[0][0]),
        lines=lines,
        estimated_lines=estimated,
        files=files,
        split_files=tuple(routes["split"]),
        tags=tags,
        roundings=tuple(Rounding(*row) for row in _rows(connection, _ROUNDINGS.format(source=source))),
        notices=_notices(connection, source),
    )


def _lines(routes: dict[str, list[Path]]) -> list[Path]:
    return [file for route in routes.values() for file in route]


def _scan(files: list[Path]) -> str:
    paths = ", ".join(f"'{file}'" for file in files)
    return f"read_parquet([{paths}], union_by_name = true, hive_partitioning = false)"


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple]:  # type: ignore[type-arg]
    return connection.execute(query).fetchall()


_COUNTS = """
SELECT
    COUNT(*),
    SUM(CASE WHEN InvoiceId IS NULL THEN 1 ELSE 0 END),
    SUM(CASE WHEN BilledCost IS NULL THEN 1 ELSE 0 END)
FROM {source}
"""

_ROUNDINGS = """
SELECT
    entry.key,
    COUNT(*),
    SUM(entry.value)
FROM (
    SELECT unnest(map_entries(x_InputRounding)) AS entry
    FROM {source}
    WHERE x_InputRounding IS NOT NULL
)
GROUP BY 1
ORDER BY 1
"""

_UNKNOWN_TYPES = """
SELECT
    x_LineItemType,
    COUNT(*),
    SUM(BilledCost)
FROM {source}
WHERE x_LineItemType IS NOT NULL AND x_LineItemType NOT IN ({known})
GROUP BY 1
ORDER BY 1
"""

_UNMAPPED = """
SELECT
    ServiceName,
    COUNT(*),
    SUM(BilledCost)
FROM {source}
WHERE ServiceName LIKE '(unmapped)%'
GROUP BY 1
ORDER BY 1
"""

_OTHER_PROVIDERS = """
SELECT
    ProviderName,
    COUNT(*),
    SUM(BilledCost)
FROM {source}
WHERE ProviderName <> 'AWS'
GROUP BY 1
ORDER BY 1
"""


def _notices(connection: duckdb.DuckDBPyConnection, source: str) -> tuple[Notice, ...]:
    known = ", ".join(f"'{kind}'" for kind in LineItemType)
    queries = {
        "notice.unknown-line-item-type": _UNKNOWN_TYPES.format(source=source, known=known),
        "notice.unmapped-service": _UNMAPPED.format(source=source),
        "notice.other-provider": _OTHER_PROVIDERS.format(source=source),
    }
    return tuple(
        Notice(key, {"name": str(name), "lines": str(lines), "amount": str(amount)})
        for key, query in queries.items()
        for name, lines, amount in _rows(connection, query)
    )
