"""The marts: what each is built from, and the proof that its totals equal the ledger's."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files as resources
from pathlib import Path

import duckdb

from finops_aws.adapters.stores.dialect import literal, parquet_scan, quoted, render
from finops_aws.errors import UnbalancedMart

_SQL = resources("finops_aws.adapters.stores") / "sql" / "marts"
WRITE = "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480"

COSTS = ("BilledCost", "EffectiveCost", "ListCost", "ContractedCost", "x_UnblendedCost", "x_AmortizedCost")
_SPLIT_COSTS = ("x_SplitCost", "x_SplitUnusedCost", "x_NetSplitCost", "x_NetSplitUnusedCost")

COMMITTABLE = (
    "coalesce(x_LineItemType IN ('Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage') "
    "AND (x_InstanceType IS NOT NULL OR x_UsageType LIKE '%Fargate%' "
    "OR x_UsageType LIKE '%Lambda-%GB-Second%'), false)"
)
"""What a Savings Plan or a reservation could cover, as far as the line tells."""


UNALLOCATABLE = (
    "ResourceId IS NULL OR ChargeCategory IN ('Tax', 'Credit', 'Purchase', 'Adjustment') "
    "OR CommitmentDiscountStatus = 'Unused'"
)
"""A charge without a tag value that could not have had one: AWS tags resources, not fees or their waste."""


@dataclass(frozen=True, slots=True)
class Mart:
    """A mart: name, the table its totals must equal, the rows it takes, and the columns that must agree."""

    name: str
    source: str = "ledger"
    rows: str = "true"
    measures: tuple[str, ...] = COSTS

    @property
    def statement(self) -> str:
        return (_SQL / f"{self.name}.sql").read_text(encoding="utf-8")


MARTS = (
    Mart("costs_daily"),
    Mart("costs_by_service"),
    Mart("costs_overview"),
    Mart("costs_overview_monthly"),
    Mart("costs_by_resource"),
    Mart("costs_by_tag", source="each_tag"),
    Mart("costs_by_tag_monthly", source="each_tag"),
    Mart("costs_hourly"),
    Mart("invoices"),
    Mart("usage_hourly", rows=COMMITTABLE),
    Mart("commitments", rows="x_CommitmentId IS NOT NULL"),
    Mart("split_costs", source="splits", measures=_SPLIT_COSTS),
)


@dataclass(frozen=True, slots=True)
class LedgerMonth:
    """The ledger files of one billing period and the tag columns in them."""

    period: str
    files: tuple[str, ...]
    has_split_costs: bool
    tags: tuple[str, ...]


def build_marts(
    connection: duckdb.DuckDBPyConnection,
    month: LedgerMonth,
    *,
    path_of: Callable[[str], Path],
    advance: Callable[[], None] = lambda: None,
) -> dict[str, Path]:
    """Write every mart of a billing period to ``path_of(mart name)`` and prove its totals.

    Raises UnbalancedMart when a mart's total differs from that of the ledger rows it was built from.
    """
    tables = mart_tables(month)
    proof = _Proof(connection, month.period, _columns_with_unknown(connection, tables["ledger"]))
    written = {}
    for mart in MARTS:
        if mart.name != "split_costs" or month.has_split_costs:
            path = written[mart.name] = path_of(mart.name)
            macros = tables | {"filter": mart.rows, "committable": COMMITTABLE}
            query = render(mart.statement, macros, with_unknown=proof.unknown)
            connection.execute(f"COPY ({query}) TO {literal(str(path))} ({WRITE})")
            if mart.name == "costs_daily":
                tables |= _derived_tables(path, month)
            proof.hold(mart, source=f"{tables[mart.source]} AS source WHERE {mart.rows}", path=path)
        advance()
    return written


def mart_tables(month: LedgerMonth) -> dict[str, str]:
    """What the statements read, as SQL.

    Charges and split-cost children live in the same files; only the charges are the ledger.
    """
    tags = "".join(f",\n    {quoted(tag)}" for tag in month.tags)
    rows = parquet_scan(month.files)
    splits = f"(SELECT * FROM {rows} WHERE x_IsSplitChild)"
    charges = f"(SELECT * FROM {rows} WHERE NOT x_IsSplitChild)" if month.has_split_costs else rows
    return {"ledger": charges, "splits": splits, "tags": tags}


def _derived_tables(costs_daily: Path, month: LedgerMonth) -> dict[str, str]:
    scan = parquet_scan([str(costs_daily)])
    return {"costs_daily": scan, "each_tag": f"({_each_tag(scan, month.tags)})"}


def _each_tag(scan: str, tags: Sequence[str]) -> str:
    """Every row once per tag column; without tags no rows."""
    one = """
        SELECT
            *,
            {key} AS x_TagKey,
            {value} AS x_TagValue,
            CASE
                WHEN {value} IS NOT NULL THEN 'tagged'
                WHEN {unallocatable} THEN 'unallocatable'
                ELSE 'untagged'
            END AS x_TagState
        FROM {scan}
    """
    selects = [
        one.format(key=literal(tag), value=quoted(tag), scan=scan, unallocatable=UNALLOCATABLE)
        for tag in tags
    ]
    no_value = "CAST(NULL AS VARCHAR)"
    empty = one.format(key=no_value, value=no_value, scan=scan, unallocatable=UNALLOCATABLE) + " WHERE false"
    return " UNION ALL ".join(selects or [empty])


def _columns_with_unknown(connection: duckdb.DuckDBPyConnection, ledger: str) -> tuple[str, ...]:
    counts = ", ".join(f"COUNT(*) - COUNT({column})" for column in COSTS)
    row = connection.execute(f"SELECT {counts} FROM {ledger}").fetchone() or ()
    return tuple(column for column, missing in zip(COSTS, row, strict=True) if missing)


class _Proof:
    """Compares sums of marts with those of their sources, each source summed once.

    Where the ledger has unknown values (``unknown`` columns) a mart's sums are unknown, not less.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, period: str, unknown: Sequence[str]) -> None:
        self.unknown = unknown
        self._connection = connection
        self._period = period
        self._totals: dict[str, tuple[Decimal | None, ...]] = {}

    def hold(self, mart: Mart, *, source: str, path: Path) -> None:
        """Raise UnbalancedMart unless the written mart adds up to its source."""
        if source not in self._totals:
            self._totals[source] = _totals(self._connection, mart.measures, source)
        written = _totals(self._connection, mart.measures, parquet_scan([str(path)]))
        for column, wanted, got in zip(mart.measures, self._totals[source], written, strict=True):
            if wanted != got and column not in self.unknown:
                difference = "unknown" if wanted is None or got is None else got - wanted
                raise UnbalancedMart(
                    mart=mart.name, period=self._period, column=column, difference=difference
                )


def _totals(
    connection: duckdb.DuckDBPyConnection, measures: Sequence[str], source: str
) -> tuple[Decimal | None, ...]:
    sums = ", ".join(f"SUM({column})" for column in measures)
    return connection.execute(f"SELECT {sums} FROM {source}").fetchone() or ()
