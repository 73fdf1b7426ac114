"""Second step of reading: finish the rows whose money depends on other rows of the month."""

from dataclasses import dataclass, replace
from importlib.resources import files as resources
from pathlib import Path

import duckdb

from finops_aws.domain.visibility.delivery import LedgerPart, Notice

_SQL = resources("finops_aws.adapters.exports") / "sql" / "settle"


@dataclass(frozen=True, slots=True)
class Settlement:
    """What settling noticed."""

    notices: tuple[Notice, ...]

    def noted_on(self, part: LedgerPart) -> LedgerPart:
        """The part with these notices added."""
        return replace(part, notices=part.notices + self.notices)


def settle(
    connection: duckdb.DuckDBPyConnection, *, open_files: list[Path], settled_files: list[Path], into: Path
) -> Settlement:
    """Write the finished rows of one payer and month to ``into``; nothing is written when none were open."""
    if not open_files:
        return Settlement(())
    _view(connection, "open_rows", open_files)
    _view(connection, "settled_rows", settled_files or open_files, empty=not settled_files)
    for name in ("merged_groups", "plan_months", "sku_ratios"):
        connection.execute((_SQL / f"{name}.sql").read_text(encoding="utf-8"))
    query = (
        (_SQL / "settle.sql")
        .read_text(encoding="utf-8")
        .replace("$net_is_stated", _net_is_stated(connection))
    )
    connection.execute(f"COPY ({query}) TO '{into}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480)")
    return Settlement(_notices(connection))


def _view(
    connection: duckdb.DuckDBPyConnection, name: str, files: list[Path], *, empty: bool = False
) -> None:
    paths = ", ".join(f"'{file}'" for file in files)
    condition = " WHERE false" if empty else ""
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT * FROM "
        f"read_parquet([{paths}], union_by_name = true, hive_partitioning = false){condition}"
    )


def _net_is_stated(connection: duckdb.DuckDBPyConnection) -> str:
    query = """
        SELECT coalesce(bool_or(x_IsNetStated), false)
        FROM (SELECT x_IsNetStated FROM open_rows UNION ALL SELECT x_IsNetStated FROM settled_rows)
    """
    row = connection.execute(query).fetchone()
    return "true" if row and row[0] else "false"


def _notices(connection: duckdb.DuckDBPyConnection) -> tuple[Notice, ...]:
    unmerged = """
        SELECT COUNT(*), coalesce(SUM(x_UnblendedCost), 0)
        FROM open_rows
        WHERE x_LineItemType = 'SavingsPlanNegation'
            AND (x_CommitmentId, ChargePeriodStart) NOT IN (SELECT (plan, hour) FROM merged_groups)
    """
    lines, amount = connection.execute(unmerged).fetchone() or (0, 0)
    feeless = connection.execute(
        "SELECT COUNT(DISTINCT plan) FROM unused_hours WHERE has_no_fee"
    ).fetchone() or (0,)
    notices = []
    if lines:
        notices.append(Notice("notice.negation-unmerged", {"lines": str(lines), "amount": str(amount)}))
    if feeless[0]:
        notices.append(Notice("notice.plan-without-fee", {"plans": str(feeless[0])}))
    return tuple(notices)
