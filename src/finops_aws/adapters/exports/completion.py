"""What a month's rows need from one another: unused commitments, left-over negation, contracted rates."""

from dataclasses import dataclass
from importlib.resources import files as resources
from pathlib import Path

import duckdb

from finops_aws.adapters.exports.report_relation import ledger_scan
from finops_aws.domain.visibility.delivery import Notice

_SQL = resources("finops_aws.adapters.exports") / "sql" / "complete"
_ADDED = ("unused_rows", "negation_rows")
WRITE = "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480"


@dataclass(frozen=True, slots=True)
class Completion:
    """The files of a completed month, rows added in one of their own, and what was noticed."""

    files: tuple[Path, ...]
    notices: tuple[Notice, ...]


def complete(connection: duckdb.DuckDBPyConnection, files: list[Path], *, added: Path) -> Completion:
    """Complete one payer's month: add the rows that only all lines tell, fold discounts, price reservations.

    ``files`` may be rewritten in place; ``added`` is written when there are rows to add.
    """
    connection.execute(f"CREATE OR REPLACE TEMP VIEW charges AS SELECT * FROM {ledger_scan(files)}")
    if not _needs_completion(connection):
        return Completion(tuple(files), ())
    # Before anything is folded: a folded discount line looks like one that its net column emptied.
    connection.execute(f"CREATE OR REPLACE TEMP TABLE discount_rows AS {_sql('discount_rows')}")
    connection.execute(_sql("foldable_discounts"))
    for file in _holding(connection, files, "EXISTS (SELECT 1 FROM foldable_discounts)"):
        _rewrite(connection, file, "fold")
    for name in ("unmerged_groups", "unused_hours", "sku_ratios"):
        connection.execute(_sql(name))
    rows = " UNION ALL BY NAME ".join(f"({_sql(name)})" for name in _ADDED)
    rows += " UNION ALL BY NAME (SELECT * FROM discount_rows)"
    connection.execute(f"COPY ({rows}) TO '{added}' ({WRITE})")
    notices = _notices(connection)
    under_reservation = "x_LineItemType = 'DiscountedUsage' AND SkuId IN (SELECT sku FROM sku_ratios)"
    for file in _holding(connection, files, under_reservation):
        _rewrite(connection, file, "reprice")
    return Completion((*files, added), notices)


def _needs_completion(connection: duckdb.DuckDBPyConnection) -> bool:
    query = """
        SELECT COUNT(*) > 0
        FROM charges
        WHERE x_LineItemType NOT IN ('Usage', 'Fee', 'Tax', 'Credit', 'Refund')
    """
    return bool((connection.execute(query).fetchone() or (False,))[0])


def _holding(connection: duckdb.DuckDBPyConnection, files: list[Path], condition: str) -> list[Path]:
    """The files with a row that meets the condition."""

    def holds(file: Path) -> bool:
        query = f"SELECT COUNT(*) > 0 FROM (SELECT 1 FROM {ledger_scan([file])} WHERE {condition} LIMIT 1)"
        return bool((connection.execute(query).fetchone() or (False,))[0])

    return [file for file in files if holds(file)]


def _rewrite(connection: duckdb.DuckDBPyConnection, file: Path, statement: str) -> None:
    rewritten = file.with_suffix(".rewritten")
    query = _sql(statement).replace("{file}", ledger_scan([file]))
    connection.execute(f"COPY ({query}) TO '{rewritten}' ({WRITE})")
    rewritten.replace(file)


def _notices(connection: duckdb.DuckDBPyConnection) -> tuple[Notice, ...]:
    unmerged = "SELECT COUNT(*), coalesce(SUM(net_residue), 0) FROM unmerged_groups"
    hours, amount = connection.execute(unmerged).fetchone() or (0, 0)
    feeless = "SELECT COUNT(DISTINCT plan) FROM unused_hours WHERE has_no_fee"
    plans = (connection.execute(feeless).fetchone() or (0,))[0]
    notices = []
    if hours:
        notices.append(Notice("notice.negation-unmerged", {"hours": str(hours), "amount": str(amount)}))
    if plans:
        notices.append(Notice("notice.plan-without-fee", {"plans": str(plans)}))
    return tuple(notices)


def _sql(name: str) -> str:
    return (_SQL / f"{name}.sql").read_text(encoding="utf-8")
