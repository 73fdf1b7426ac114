"""Answers questions from the marts with the embedded engine."""

import logging
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from threading import Lock
from typing import Any

import duckdb

from finops_aws.adapters.stores.cost_sql import LAST_HOUR, cost_sql, decimal_or_none, tag_costs_sql
from finops_aws.adapters.stores.data_directory import DataDirectory, State, StoredDelivery
from finops_aws.adapters.stores.duckdb_engine import readable
from finops_aws.adapters.stores.mart_tables import MartTables
from finops_aws.adapters.stores.quantity_sql import quantity_answer, quantity_sql
from finops_aws.adapters.stores.rate_sql import BILL_RATES, rates_of
from finops_aws.domain.charge import CostMetric, Movement
from finops_aws.domain.operations.prices import PriceQuestion, Rate
from finops_aws.domain.operations.usage import QuantityAnswer, QuantityQuestion
from finops_aws.domain.period import Period, month_of, parse_day
from finops_aws.domain.visibility.costs import Basis, CostAnswer, CostQuestion, CostRow
from finops_aws.domain.visibility.delivery import Delivery
from finops_aws.domain.visibility.overview import TagCost, TagState
from finops_aws.errors import NotFound

log = logging.getLogger(__name__)

_NOTHING = Decimal(0)
_MOVEMENTS = tuple(Movement)


class DuckDbStore:
    """The cost store over Parquet marts in the data directory; ``connect`` opens an engine connection."""

    def __init__(self, directory: DataDirectory, *, connect: Callable[[], duckdb.DuckDBPyConnection]) -> None:
        self._directory = directory
        self._connect = connect
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._opening = Lock()
        self._marts = MartTables(self._engine)
        self._last_hour: tuple[tuple[str, Period] | None, datetime | None] = (None, None)

    def data_version(self) -> str:
        return self._directory.version()

    def deliveries(self) -> tuple[Delivery, ...]:
        return tuple(stored.delivery for stored in self._directory.state().deliveries)

    def costs(self, question: CostQuestion) -> CostAnswer:
        state = self._directory.state()
        if not state.marts:
            raise NotFound(thing="ledger", where=self._directory.root)
        sql = cost_sql(question, _tag_columns(state.current()), every_month=_tags_of_every_month(state))
        scan = self._relation(state, sql.mart, (question.period, question.counted_by))
        rows = self._rows(sql.text.replace("{mart}", scan), sql.parameters) if scan else []
        log.debug("question_answered", extra={"mart": sql.mart, "rows": len(rows)})
        return CostAnswer(question, _cost_rows(rows), state.version)

    def quantities(self, question: QuantityQuestion) -> QuantityAnswer:
        state = self._directory.state()
        if not state.marts:
            raise NotFound(thing="ledger", where=self._directory.root)
        text, parameters = quantity_sql(question)
        scan = self._relation(state, "costs_daily", (question.period, Basis.DAYS))
        rows = self._rows(text.replace("{mart}", scan), parameters) if scan else []
        return quantity_answer(question, rows)

    def bill_rates(self, question: PriceQuestion) -> tuple[Rate, ...]:
        state = self._directory.state()
        if not state.marts:
            return ()
        month = month_of(parse_day(max(state.marts)))
        scan = self._relation(state, "costs_daily", (month, Basis.BILLS))
        asked = (question.service_code, question.usage_type)
        return rates_of(self._rows(BILL_RATES.replace("{mart}", scan), asked)) if scan else ()

    def tags(self) -> tuple[str, ...]:
        return tuple(sorted(_tag_columns(self._directory.state().current())))

    def tag_costs(self, period: Period, metric: CostMetric) -> tuple[TagCost, ...]:
        state = self._directory.state()
        names = {column: name for name, column in _tag_columns(state.current()).items()}
        scan = self._relation(state, "costs_by_tag_monthly", (period, Basis.BILLS))
        if scan is None:
            return ()
        rows = self._rows(tag_costs_sql(metric).replace("{mart}", scan), (period.start, period.end))
        return tuple(
            TagCost(names[column], TagState(kind), currency, decimal_or_none(amount))
            for column, kind, currency, amount in rows
        )

    def last_hour(self, period: Period) -> datetime | None:
        state = self._directory.state()
        asked, (answered, hour) = (state.version, period), self._last_hour
        if asked != answered:
            scan = self._relation(state, "costs_hourly", (period, Basis.BILLS))
            rows = self._rows(LAST_HOUR.replace("{mart}", scan), (period.end,)) if scan else [(None,)]
            hour = rows[0][0] if isinstance(rows[0][0], datetime) else None
            self._last_hour = (asked, hour)
        return hour

    def _relation(self, state: State, mart: str, asked: tuple[Period, Basis]) -> str | None:
        """The part of the mart that the period needs, as SQL; None when there is none."""
        files = {month: marts[mart] for month, marts in state.marts.items() if mart in marts}
        paths = dict(zip(files, self._directory.paths(tuple(files.values())), strict=True))
        period, basis = asked
        with readable(self._directory.root):
            return self._marts.relation(mart, files=paths, period=period, basis=basis)

    def _rows(self, query: str, parameters: tuple[object, ...]) -> list[tuple[Any, ...]]:
        with readable(self._directory.root), self._engine().cursor() as cursor:
            return cursor.execute(query, list(parameters)).fetchall()

    def _engine(self) -> duckdb.DuckDBPyConnection:
        with self._opening:
            if self._connection is None:
                self._connection = self._connect()
            return self._connection


def _tag_columns(bills: Iterable[StoredDelivery]) -> dict[str, str]:
    """``tag:<key>`` (or ``cost_category:<name>``) → mart column, over the bills."""
    return {
        f"{'cost_category' if column.startswith('cost_category_') else 'tag'}:{key}": column
        for stored in bills
        for column, key in stored.tags.items()
    }


def _tags_of_every_month(state: State) -> frozenset[str]:
    months: dict[str, list[StoredDelivery]] = {}
    for stored in state.current():
        months.setdefault(stored.delivery.billing_period, []).append(stored)
    return frozenset.intersection(*(frozenset(_tag_columns(bills)) for bills in months.values()))


def _cost_rows(rows: Iterable[tuple[Any, ...]]) -> tuple[CostRow, ...]:
    """One row per bucket, keys and currency, its movements side by side; one that has no charge is 0."""
    groups: dict[tuple[date | None, tuple[str, ...], str], dict[str, Decimal | None]] = {}
    for bucket, *keys, currency, movement, amount in rows:
        group = groups.setdefault((bucket, tuple(keys), currency), {})
        group[movement] = decimal_or_none(amount)
    found = [
        CostRow(*group, *(amounts.get(movement, _NOTHING) for movement in _MOVEMENTS))
        for group, amounts in groups.items()
    ]
    return tuple(sorted(found, key=_largest_first))


def _largest_first(row: CostRow) -> tuple[date, bool, Decimal, tuple[str, ...], str]:
    """Within a bucket; what is unknown may be the largest."""
    return row.bucket or date.min, row.gross is not None, -(row.gross or _NOTHING), row.keys, row.currency
